"""Memos of many makes become trackers; nothing of their text is lost."""

from __future__ import annotations

import datetime as dt
from enum import Enum

import pytest

from itaxl.convert.draft import Draft
from itaxl.convert.memo.source import read_memo
from itaxl.core.assess import assess
from itaxl.core.compose import grids
from itaxl.core.model import Severity
from tests.convert_memos import CASES, Case

DRAFTS: dict[str, tuple[Case, Draft]] = {}


@pytest.fixture(params=CASES)
def converted(request: pytest.FixtureRequest) -> tuple[Case, Draft]:
    name = request.param
    if name not in DRAFTS:
        case = CASES[name]()
        DRAFTS[name] = case, read_memo(case.docx, "memo.docx")
    return DRAFTS[name]


def plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


class DescribeEveryMemo:
    def it_gives_its_measures(self, converted: tuple[Case, Draft]) -> None:
        case, draft = converted
        found = [
            (m.title, m.divisions, m.status.name if m.status else None, m.note)
            for m in draft.tracker.measures
        ]
        assert found == [(r.title, r.divisions, r.status, r.note) for r in case.rows]
        steps = [len(m.steps) for m in draft.tracker.measures]
        assert steps == [n if r.steps is None else r.steps for r, n in zip(case.rows, steps, strict=True)]

    def it_raises_the_doubts_that_it_must(self, converted: tuple[Case, Draft]) -> None:
        case, draft = converted
        assert {d.code for d in draft.doubts} == case.doubts

    def it_keeps_what_has_no_place(self, converted: tuple[Case, Draft]) -> None:
        case, draft = converted
        texts = "\n".join(leftover.text for leftover in (*draft.leftovers, *draft.headings))
        assert [words for words in case.leftovers if words not in texts] == []

    def it_reads_head_and_score(self, converted: tuple[Case, Draft]) -> None:
        case, draft = converted
        for part, wanted in ((draft.tracker.office, case.office), (draft.tracker.report, case.report)):
            seen = {name: plain(getattr(part, name)) for name in wanted}
            assert {n: str(v) if n in {"total", "iit", "oit"} else v for n, v in seen.items()} == wanted

    def it_reads_who_signs(self, converted: tuple[Case, Draft]) -> None:
        _, draft = converted
        signers = draft.tracker.office.signers
        assert [s.name for s in signers] == ["นางสาวใจดี มีตัวอย่าง", "นายขยัน สมมุติกุล"]
        assert [s.positions for s in signers] == [("หัวหน้าสำนักปลัด",), ("ปลัดเทศบาลตำบลบึงทดลอง",)]

    def it_makes_a_tracker_that_can_be_checked(self, converted: tuple[Case, Draft]) -> None:
        """A doubt about a measure names one that is there."""
        _, draft = converted
        assessment = assess(grids(draft.tracker), dt.date(2024, 4, 1))
        assert len(assessment.tracker.measures) == len(draft.tracker.measures)
        for doubt in draft.doubts:
            assert doubt.measure is None or doubt.measure < len(draft.tracker.measures)
            assert doubt.severity in Severity
