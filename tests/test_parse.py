"""Reading grids: what was written is read back; what moved is found; what is gone is named."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from itaxl.core import layout
from itaxl.core.assess import assess
from itaxl.core.compose import grids as compose
from itaxl.core.grid import CellFault, Grid, Value
from itaxl.core.model import Signer, Tracker
from itaxl.core.parse import parse
from itaxl.core.rules import Case
from itaxl.core.sample import sample
from tests import strategies
from tests.case_grids import grids_of

TODAY = dt.date(2024, 4, 2)


@given(strategies.trackers())
@settings(max_examples=60)
def test_a_composed_tracker_reads_back_equal(tracker: Tracker) -> None:
    assert parse(compose(tracker)).tracker == tracker


@pytest.mark.parametrize(
    "signer",
    [
        Signer("นาย ก", (layout.SECTIONS[0],), ""),
        Signer("นาย ก", ("ปลัด",), layout.SECTIONS[1]),
        Signer(layout.SECTIONS[2], ("ปลัด",), ""),
    ],
)
def test_a_signer_in_the_words_of_a_section_heading_is_a_signer(signer: Signer) -> None:
    office = replace(sample().office, signers=(signer,))
    tracker = replace(sample(), office=office)
    assert parse(compose(tracker)).tracker == tracker


def test_a_heading_with_a_note_further_right_is_a_heading() -> None:
    office, measures = compose(sample())
    row = next(n for n, cells in enumerate(office.rows) if cells == (layout.DIVISIONS_SECTION,))
    noted = replace(
        office, rows=(*office.rows[:row], (*office.rows[row], None, "หมายเหตุ"), *office.rows[row + 1 :])
    )
    assert parse((noted, measures)).tracker == sample()


def _reach(grid: Grid) -> tuple[int, int]:
    """Rows and columns, those of merged areas too: a label may be merged over empty cells."""
    rows, columns = grid.size
    return rows, max([columns, *(right for _, _, _, right in grid.merged)])


@given(strategies.grids())
@settings(max_examples=300)
@example((Grid("หน่วยงาน", (("ประเภทหน่วยงาน",),), ((1, 1, 1, 2),)),))
def test_any_grid_is_assessed_and_every_finding_lies_in_it(grids: tuple[Grid, ...]) -> None:
    sizes = {grid.sheet: _reach(grid) for grid in grids}
    for finding in assess(grids, TODAY).findings:
        if finding.place.sheet not in sizes:
            assert finding.code == "S101"
            continue
        rows, columns = sizes[finding.place.sheet]
        place = finding.place
        # an empty value cell may lie just right of the last column that holds anything
        assert 1 <= place.row <= max(rows, 1)
        assert 1 <= place.column <= max(columns, 1) + 1
        assert finding.message
        assert "{" not in finding.message or "{" in finding.value + finding.message


@given(st.permutations(range(len(layout.MEASURE_COLUMNS))), st.integers(0, 3), st.integers(0, 3))
@settings(max_examples=40)
def test_columns_may_move_and_rows_may_shift(order: list[int], down: int, right: int) -> None:
    office, measures = compose(sample())
    head = measures.rows[: layout.MEASURES_HEADER_ROW - 1]
    body = measures.rows[layout.MEASURES_HEADER_ROW - 1 :]
    moved = tuple((None,) * right + tuple(row[i] for i in order) for row in body)
    grid = replace(measures, rows=((),) * down + head + moved)
    reading = parse((grid, office))
    assert reading.tracker == sample()
    assert reading.noticed == ()


def test_extra_columns_and_blank_rows_are_tolerated() -> None:
    office, measures = compose(sample())
    rows: list[tuple[Value, ...]] = []
    for number, row in enumerate(measures.rows):
        rows.append(("หมายเหตุภายใน", *row) if number >= layout.MEASURES_HEADER_ROW - 1 else row)
        if number > layout.MEASURES_HEADER_ROW:
            rows += [(), ("จดไว้เฉย ๆ",), (None, None, "  ")]
    assert parse((office, replace(measures, rows=tuple(rows)))).tracker.measures == sample().measures


@pytest.mark.parametrize("field", layout.OFFICE_FIELDS + layout.REPORT_FIELDS, ids=lambda f: f.key)
def test_a_missing_label_is_named(field: layout.Field) -> None:
    findings = assess(grids_of(Case({f"#{field.key}": None})), TODAY).findings
    assert any(f.code in ("S104", "S105") and f"«{field.label}»" in f.message for f in findings)


@pytest.mark.parametrize(
    "field", [f for f in layout.MEASURE_COLUMNS if f.kind is not layout.Kind.OUTPUT], ids=lambda f: f.key
)
def test_a_renamed_header_is_named_where_it_stands(field: layout.Field) -> None:
    renamed = field.label[:-1] + "ใหม่"
    # follow_up is also a labelled field; the header of the table is the second of that name
    grids = list(compose(sample()))
    rows = [list(r) for r in grids[1].rows]
    column = [f.key for f in layout.MEASURE_COLUMNS].index(field.key)
    rows[layout.MEASURES_HEADER_ROW - 1][column] = renamed
    grids[1] = replace(grids[1], rows=tuple(map(tuple, rows)))
    found = [f for f in assess(grids, TODAY).findings if f"«{field.label}»" in f.message]
    assert any(f.place.row == layout.MEASURES_HEADER_ROW for f in found)


def test_an_unreadable_cell_hides_no_other_finding() -> None:
    """One row with everything wrong shows every fault at once."""
    case = Case(
        {
            "number": "ก",
            "title": CellFault("#N/A"),
            "divisions": "กองประปา",
            "due": "31/2/2567",
            "status": "ทำแล้ว",
            "done_on": "เมื่อวาน",
            "evidence": "เว็บไซต์",
            "indicator": 99.0,
        }
    )
    codes = {f.code for f in assess(grids_of(case), TODAY).findings}
    assert {"M604", "C201", "M610", "D502", "M603", "D501", "P708", "M608"} <= codes


def test_a_level_that_reads_like_a_label_is_not_taken_for_one() -> None:
    """The level «ผ่าน» is also the label of a field."""
    tracker = sample()
    tracker = replace(tracker, report=replace(tracker.report, level="ผ่าน"))
    assert parse(compose(tracker)).tracker == tracker


def test_nothing_at_all_is_two_missing_sheets() -> None:
    findings = assess((), TODAY).findings
    assert [f.code for f in findings] == ["S101", "S101"]


def test_value_right_of_a_merged_label_is_found() -> None:
    office, measures = compose(sample())
    rows = tuple((r[0], None, *r[1:]) if len(r) == 3 else r for r in office.rows)
    merged = tuple((n, 1, n, 2) for n, r in enumerate(office.rows, 1) if len(r) == 3)
    tracker = parse((replace(office, rows=rows, merged=merged), measures)).tracker
    assert tracker.report == sample().report
