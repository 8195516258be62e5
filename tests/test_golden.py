"""A case is a folder: a workbook (tracker.*), its findings, its roll-up, and its memo's text.

The text is empty where errors stand.

To add one, make tests/golden/<name>/ with a workbook in it, run

    ITAXL_WRITE_GOLDEN=1 python -m pytest tests/test_golden.py

and read what was written before committing it.
"""

from __future__ import annotations

import datetime as dt
import io
import os
from pathlib import Path

import pytest

from itaxl.core.assess import assess
from itaxl.core.locate import assessed_sheets
from itaxl.core.model import Assessment
from itaxl.memo.content.context import context
from itaxl.memo.render import Template
from itaxl.reading.workbook import read_grids

CASES = sorted(path for path in (Path(__file__).parent / "golden").iterdir() if path.is_dir())
TODAY = dt.date(2024, 4, 2)


def assessed(case: Path) -> Assessment:
    (workbook,) = (path for path in case.iterdir() if path.name.startswith("tracker."))
    return assess(read_grids(workbook), TODAY)


def findings_text(assessment: Assessment) -> str:
    return "".join(
        f"{f.code} {f.severity.value} {f.place.sheet}!{f.place.cell} [{f.value}] {f.message}\n"
        for f in assessment.findings
    )


def rollup_text(assessment: Assessment) -> str:
    rollup = assessment.rollup
    lines = [f"as of {rollup.as_of.isoformat()}\n"]
    lines += [
        f"{t.division}: {t.measures} = {t.not_started} + {t.in_progress} + {t.done}, "
        f"overdue {t.overdue}, {t.percent_done} %\n"
        for t in (*rollup.divisions, rollup.total)
    ]
    return "".join(lines)


def memo_text(assessment: Assessment) -> str:
    """Every paragraph of the memo's body, in order; nothing for a workbook with errors."""
    if assessment.errors:
        return ""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document(io.BytesIO(Template.load().render(context(assessment))))
    paragraphs = document.element.body.iter(qn("w:p"))
    texts = ["".join(run.text or "" for run in p.iter(qn("w:t"))).strip() for p in paragraphs]
    return "".join(f"{text}\n" for text in texts if text)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
@pytest.mark.parametrize("kind", [findings_text, rollup_text, memo_text], ids=lambda f: f.__name__)
def test_case_gives_what_stands_in_its_folder(case: Path, kind: object) -> None:
    expected = case / f"{kind.__name__}.txt"  # type: ignore[attr-defined]
    got = kind(assessed(case))  # type: ignore[operator]
    if os.environ.get("ITAXL_WRITE_GOLDEN"):
        expected.write_text(got, encoding="utf-8", newline="\n")
    assert got == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_sheets_that_no_assessment_reads_change_nothing(case: Path) -> None:
    (workbook,) = (path for path in case.iterdir() if path.name.startswith("tracker."))
    assert assess(read_grids(workbook, assessed_sheets), TODAY) == assessed(case)


def test_there_are_cases() -> None:
    assert len(CASES) >= 6
