"""Tracker → memo → tracker: what the memo prints comes back, to the letter.

A memo does not print due and completion dates, evidence, indicators, e-mail and the emblem's file: these
come back empty.  Whether wording was typed or derived cannot be seen, so what is compared is what the
next memo would print.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from itaxl.convert.memo.source import read_memo
from itaxl.core.assess import assess
from itaxl.core.compose import grids
from itaxl.core.model import (
    Assessment,
    EarlierMemo,
    Measure,
    OfficeKind,
    Report,
    Round,
    Signer,
    Status,
    Tracker,
)
from itaxl.core.sample import DIVISIONS, sample
from itaxl.core.thai.text import key
from itaxl.core.years import level_for, round2, weighted_total
from itaxl.memo.content.context import context
from itaxl.memo.make import make_memo
from itaxl.memo.render import Template
from tests import memo_cases
from tests.strategies import plain_text, trackers

TODAY = dt.date(2024, 4, 5)
TEMPLATE = Template.load()

#: Not printed, or printed only within other values.
_UNPRINTED = {"email", "website", "overdue_count", "iit", "eit", "oit", "phone"} | {
    "sections",
    "scores",
}  # but within others
#: What the plain memo prints of a measure.
_OF_ROWS = {
    "number",
    "title",
    "title_lines",
    "steps",
    "divisions",
    "follow_up",
    "follow_up_more",
    "merge",
} | {*("not_started", "in_progress", "done")}
_NAMES = ("ตัวอย่างสุข", "สมมุติธรรม", "บึงทดลอง", "หนองจำลอง", "ท่าสาธิต")
_PEOPLE = ("นางสาวสมศรี ตัวอย่าง", "นายสมชาย สมมุติ", "ว่าที่ร้อยตรีทดลอง จำลองกุล", "นางสาธิต (แทน) มีสุข")
_TITLES = ("หัวหน้าสำนักปลัด", "ปลัดเทศบาล", "ผู้อำนวยการกองคลัง", "นักวิเคราะห์นโยบายและแผนชำนาญการ")
_WORDS = st.sampled_from(
    ("ควร", "จัดทำ", "คู่มือ", "บริการ", "เผยแพร่", " ", "ข้อมูล", "5 วัน", "(ฉบับย่อ)", "ITA", "๒๕")
)

sentences = st.lists(_WORDS, min_size=1, max_size=6).map(lambda w: " ".join("".join(w).split())).filter(bool)


def memo_of(tracker: Tracker) -> tuple[Assessment, bytes]:
    assessment = assess(grids(tracker), TODAY)
    return assessment, make_memo(TEMPLATE, assessment, Path("/nowhere")).docx


@st.composite
def measures(draw: st.DrawFn, number: int) -> Measure:
    """Titles differ by more than a letter, as those of one office do: rows are matched by likeness."""
    title = f"{draw(sentences)} {'กขคงจฉชซ'[number % 8] * 9}"
    texts = st.one_of(sentences, plain_text.filter(bool))
    steps = draw(st.lists(texts.map(lambda t: " ".join(t.split())), min_size=1, max_size=4).map(tuple))
    own = draw(st.booleans())
    return Measure(
        number=number,
        title=title,
        steps=steps,
        divisions=tuple(
            draw(st.lists(st.sampled_from([d.short for d in DIVISIONS]), unique=True, min_size=1, max_size=4))
        ),
        all_divisions=draw(st.booleans()),
        status=draw(st.sampled_from(Status)),
        note=draw(st.one_of(st.just(""), sentences, plain_text)),
        result_title=f"{title} {draw(sentences)}" if own else None,
        result_steps=tuple(draw(st.lists(sentences, min_size=1, max_size=3)))
        if draw(st.booleans())
        else None,
        follow_up=draw(st.none() | sentences),
    )


@st.composite
def good_trackers(draw: st.DrawFn) -> Tracker:
    """Trackers whose assessment has no error: offices and people are plausible, measures are not."""
    drawn = draw(trackers())
    name = draw(st.sampled_from(_NAMES))
    owner = draw(st.sampled_from(DIVISIONS))
    signers = tuple(
        Signer(
            draw(st.sampled_from(_PEOPLE)),
            tuple(draw(st.lists(st.sampled_from(_TITLES), min_size=1, max_size=2))),
            draw(sentences) if at else "",
        )
        for at in range(draw(st.integers(1, 4)))
    )
    kind = drawn.office.kind or OfficeKind.SAO
    office = drawn.office._replace(
        kind=kind,
        name="" if kind.alone else name,
        district=draw(st.sampled_from(_NAMES)),
        province=draw(st.sampled_from(_NAMES)),
        phone=draw(st.sampled_from(("", "0 4300 0000", "043-000-000 ต่อ 12", "โทร. 0 4300 0001"))),
        book_code=draw(st.sampled_from(("", "สม 70101/", "สม 70101.2/", "สม ๗๐๑๐๑"))),
        owner_division=draw(st.sampled_from((owner.short, owner.full))),
        sub_unit=draw(st.sampled_from(("", "งานบริหารทั่วไป", "ฝ่ายอำนวยการ งานแผน"))),
        addressee=draw(st.sampled_from(("", f"นายก{name}", "นายกเทศมนตรี"))),
        through=draw(st.sampled_from(("", "ปลัดเทศบาล", "ผ่านปลัดเทศบาล"))),
        signers=signers,
    )
    report = draw(reports(drawn.report))
    count = draw(st.integers(1, 5))
    return Tracker(office, report, tuple(draw(measures(n)) for n in range(1, count + 1)))


@st.composite
def reports(draw: st.DrawFn, drawn: Report) -> Report:
    year = drawn.fiscal_year or sample().report.fiscal_year
    assert year
    assessed = year.previous
    score = [drawn.iit, drawn.eit, drawn.oit]
    whole = None not in score
    total = weighted_total(*score) if whole else drawn.total or drawn.iit or round2(sample().report.total)  # type: ignore[arg-type]
    level = level_for(assessed, total, tuple(score)) or "ผ่าน"
    day = st.dates(year.start, year.end)
    return drawn._replace(
        fiscal_year=year,
        assessed_year=assessed,
        total=total,
        level=level,
        memo_date=draw(day),
        cutoff=draw(st.none() | day),
        subject=draw(st.one_of(st.just(""), sentences)),
        closing=draw(st.one_of(st.just(""), sentences)),
        follow_up=draw(st.one_of(st.just(""), sentences, st.just("- รายงานทุกเดือน\n- สรุปผล"))),
        earlier=EarlierMemo(
            draw(st.one_of(st.just(""), sentences)),
            draw(st.none() | day),
            draw(st.sampled_from(("", "4", "5.2"))),
        ),
        round=draw(st.none() | st.sampled_from(Round)),
    )


def printed(assessment: Assessment) -> dict[str, object]:
    """What the template prints of a tracker, spacing aside."""
    values = context(assessment)
    plain = {
        name: [key(line) for line in value] if name == "closing" else key(str(value))
        for name, value in values.items()
        if name not in _UNPRINTED and name not in {"plan", "plan_groups", "results", "signers"}
    }
    return plain | {
        "plan": [_row(row) for row in values["plan"]],  # type: ignore[attr-defined]
        "results": [_row(row) for row in values["results"]],  # type: ignore[attr-defined]
        "signers": [
            (key(s["role"]), key(s["name"]), key(" ".join(s["positions"])))
            for s in values["signers"]  # type: ignore[attr-defined]
        ],
    }


def _row(row: dict[str, object]) -> dict[str, object]:
    """Dashes before steps are set by the memo: '-ก' and '- ก' are the same step."""
    return {
        name: [key(line.lstrip("- ")) for line in value] if isinstance(value, list) else key(str(value))
        for name, value in row.items()
        if name in _OF_ROWS
    }


class DescribeTheRoundTrip:
    @given(good_trackers())
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    def it_gives_back_all_that_the_memo_prints(self, tracker: Tracker) -> None:
        before, docx = memo_of(tracker)
        assume(not before.errors)
        draft = read_memo(docx, "memo.docx")
        assert not draft.leftovers
        after, wanted = printed(assess(grids(draft.tracker), TODAY)), printed(before)
        assert {n: v for n, v in after.items() if v != wanted[n]} == {
            n: wanted[n] for n in after if after[n] != wanted[n]
        }

    @given(good_trackers())
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    def it_gives_back_the_measures(self, tracker: Tracker) -> None:
        before, docx = memo_of(tracker)
        assume(not before.errors)
        found = read_memo(docx, "memo.docx").tracker.measures
        wanted = before.tracker.measures
        assert [m.number for m in found] == [m.number for m in wanted]
        assert [m.status for m in found] == [m.status for m in wanted]
        assert [m.all_divisions for m in found] == [m.all_divisions for m in wanted]
        for one, other in zip(found, wanted, strict=True):
            if not other.all_divisions:
                assert one.divisions == other.divisions
            assert (one.due, one.done_on, one.indicator) == (None, None, None)

    def it_leaves_derived_wording_derived(self) -> None:
        draft = read_memo(memo_of(sample())[1], "memo.docx")
        assert [(m.result_title, m.result_steps) for m in draft.tracker.measures] == [(None, None)] * 5
        assert [d.code for d in draft.doubts] == ["C811"]  # which divisions there are, no memo says
        assert (draft.tracker.office.addressee, draft.tracker.report.closing) == ("", "")

    def it_gives_back_a_memo_with_long_texts(self) -> None:
        before, docx = memo_of(memo_cases.TRACKER)
        after = assess(grids(read_memo(docx, "memo.docx").tracker), TODAY)
        assert printed(after) == printed(before)

    def it_reads_a_draft_without_its_mark(self) -> None:
        assessment = assess(grids(sample()), TODAY)
        docx = make_memo(TEMPLATE, assessment, Path("/nowhere"), draft=True).docx
        assert read_memo(docx, "memo.docx").leftovers == ()
