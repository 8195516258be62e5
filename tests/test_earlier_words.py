"""Wordings change: what earlier versions wrote on a tracker is still ours, and what people wrote is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from itaxl.convert.table.own_tracker import draft_of_tracker
from itaxl.core import layout
from itaxl.core.assess import assess
from itaxl.core.compose import grids
from itaxl.core.earlier_words import EARLIER
from itaxl.core.grid import Grid
from itaxl.core.results.kept import kept_table
from itaxl.core.results.rows import header_of
from itaxl.core.results.written import fits, without_ours
from itaxl.core.sample import sample
from itaxl.reading.workbook import read_grids
from tests.test_rules import TODAY

GOLDEN = Path(__file__).parent / "golden"
FORMER = [
    field
    for fields in (layout.REPORT_FIELDS, layout.MEASURE_COLUMNS, layout.FINDING_COLUMNS, layout.KEPT_COLUMNS)
    for field in fields
    if field.formerly
]


@pytest.mark.parametrize("case", ["made_by_0_1_0", "blank_of_0_1_0"])
def it_leaves_nothing_of_an_earlier_trackers_own_words(case: str) -> None:
    draft = draft_of_tracker(read_grids(GOLDEN / case / "tracker.xlsm"))
    assert draft is not None and draft.leftovers == ()
    assert layout.GUIDE_SHEET not in {doubt.value for doubt in draft.doubts}


@pytest.mark.parametrize("text", sorted(EARLIER))
def it_is_no_persons_text(text: str) -> None:
    (office, *rest) = grids(sample())
    said = Grid(office.sheet, (*office.rows, (None, None, None, text), (None, None, None, f"{text} โน้ต")))
    draft = draft_of_tracker((said, *rest))
    assert draft is not None and [left.text for left in draft.leftovers] == [f"{text} โน้ต"]


@pytest.mark.parametrize("field", FORMER, ids=lambda field: field.key)
def it_is_read_by_its_former_label(field: layout.Field) -> None:
    formerly = [
        Grid(g.sheet, tuple(tuple(field.formerly if v == field.label else v for v in row) for row in g.rows))
        for g in grids(sample())
    ]
    assert assess(formerly, TODAY).tracker == assess(grids(sample()), TODAY).tracker
    assert {f.code for f in assess(formerly, TODAY).findings} & {"S104", "S105"} == set()


def it_finds_the_tables_of_results_by_former_labels() -> None:
    findings = tuple(field.formerly or field.label for field in layout.FINDING_COLUMNS)
    kept = tuple(field.formerly or field.label for field in layout.KEPT_COLUMNS)
    grid = Grid(layout.FINDINGS_SHEET, ((None,), (None,), (None,), (None,), (*findings, None, *kept)))
    header = header_of(grid, layout.FINDING_COLUMNS, layout.FINDINGS_HEADER_ROW, fits)
    assert header.row == 5 and not header.missing
    assert kept_table(grid, (), None).row == 5


def it_knows_what_a_row_says_of_the_rest() -> None:
    assert without_ours("และอีก 2 ข้อ ดูในแผ่น ผลการตรวจ") == ""
    assert without_ours("และอีก 2 รายการ ดูในแผ่นงาน ผลการตรวจ") == ""
    assert without_ours("และอีก 2 เรื่อง ดูในแผ่นงาน ผลการตรวจ") != ""
