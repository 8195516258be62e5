"""The open book and the saved file are one: equal grids, findings and roll-up through both doors."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itaxl import buttons
from itaxl.buttons.live import read
from itaxl.core import layout
from itaxl.core.assess import assess
from itaxl.core.grid import CellFault, Grid, Value
from itaxl.core.rules import RULES, Rule
from itaxl.core.sample import sample
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.reading.workbook import grids_from_bytes, read_grids
from tests.case_grids import grids_of
from tests.desks import IN_BOTH, IN_CALC, Desk
from tests.excel_engine import excel
from tests.workbook_grids import put, same, saved, to_bytes

TODAY = dt.date(2024, 4, 2)
NOW = dt.datetime(2024, 4, 2, 10, 15)
ROOT = Path(__file__).parents[1]
CASES = sorted(
    path
    for folder in (ROOT / "examples", ROOT / "tests" / "golden")
    for path in folder.rglob("*.*")
    if path.suffix in (".xls", ".xlsx", ".xlsm", ".ods")
)
#: Excel calculates when it opens a file: a formula without a result does not exist in a live book, nor do
#: letters of a code page that the file does not name.
LIVE = [rule for rule in RULES if CellFault("") not in rule.bad.cells.values() and not rule.bad.guessed]


def calculated(grid: Grid, live: Grid) -> Grid:
    """As the open book shows it: it calculates what the file has no result for."""

    def shown(row: int, column: int, value: Value) -> Value:
        if value != CellFault(""):
            return value
        assert live.at(row, column) != value, "an open book has a result for every formula"
        return live.at(row, column)

    rows = (
        tuple(shown(row, column, value) for column, value in enumerate(values, 1))
        for row, values in enumerate(grid.rows, 1)
    )
    return grid._replace(rows=tuple(rows))


def assert_same(xl: Desk, workbook: bytes) -> tuple[Grid, ...]:
    from_file = grids_from_bytes(workbook, "ITA_tracker.xlsm")
    live = read(xl.open(workbook)).grids
    assert [grid.sheet for grid in live] == [grid.sheet for grid in from_file]
    for one, other in zip(live, from_file, strict=True):
        assert same(one, other), one.sheet
    assert assess(live, TODAY) == assess(from_file, TODAY)
    return live


@IN_BOTH
@pytest.mark.parametrize("rule", LIVE, ids=lambda rule: rule.code)
def test_every_rules_bad_case_reads_the_same_through_both_doors(xl: Desk, rule: Rule) -> None:
    grids = grids_of(rule.bad)
    live = assert_same(xl, saved(grids))
    assert rule.code in {finding.code for finding in assess(live, TODAY).findings}


@IN_BOTH
@pytest.mark.parametrize("macros", [True, False])
def test_a_tracker_reads_the_same_through_both_doors(xl: Desk, macros: bool) -> None:
    live = assert_same(xl, tracker_bytes(sample(), macros=macros))
    assert assess(live, TODAY).tracker == sample()


@IN_BOTH
def test_a_tracker_with_results_in_it_reads_the_same(xl: Desk) -> None:
    faulty = sample()._replace(measures=tuple(m._replace(title="", due=None) for m in sample().measures))
    book = xl.open(tracker_bytes(faulty))
    before = assess(read(book).grids, TODAY)
    buttons.all_(book, NOW)
    assert assess(read(book).grids, TODAY) == before
    assert before.errors


@IN_BOTH
def test_merged_cells_of_any_shape_are_found(xl: Desk) -> None:
    book = openpyxl.load_workbook(BytesIO(tracker_bytes(sample(), macros=False)))
    for area in ("B7:D7", "A9:A10", "F8:G10", "U2:U40", "Z60:AA61"):
        book[layout.MEASURES_SHEET].merge_cells(area)
    book[layout.MEASURES_SHEET]["AB62"] = "ขอบของที่ใช้"
    live = assert_same(xl, to_bytes(book))
    measures = next(grid for grid in live if grid.sheet == layout.MEASURES_SHEET)
    assert len(measures.merged) == 5


@IN_CALC
def test_in_calc_merged_cells_count_as_far_as_anything_stands_or_is_formatted(xl: Desk) -> None:
    book = openpyxl.load_workbook(BytesIO(tracker_bytes(sample(), macros=False)))
    for area in ("B7:D7", "U2:U40", "Z60:AA61"):
        book[layout.MEASURES_SHEET].merge_cells(area)
    live = read(xl.open(to_bytes(book))).grids
    assert [grid.merged for grid in live if grid.sheet == layout.MEASURES_SHEET] == [((7, 2, 7, 4),)]


@IN_BOTH
def test_a_sheet_that_starts_far_from_the_corner_keeps_its_addresses(xl: Desk) -> None:
    book = openpyxl.load_workbook(BytesIO(tracker_bytes(sample(), macros=False)))
    book.create_sheet("บันทึกของฉัน")["D9"] = "ที่นี่"
    live = assert_same(xl, to_bytes(book))
    assert live[-1].at(9, 4) == "ที่นี่"


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_example_and_golden_case_reads_the_same_through_both_doors(xl: Desk, path: Path) -> None:
    """In Calc, too: see test_calc_golden."""
    from_file = read_grids(path)
    # What openpyxl cannot open is laid out anew: to Excel it would be the same book.
    workbook = path.read_bytes() if path.suffix in (".xlsx", ".xlsm") else saved(from_file)
    live = read(xl.open(workbook)).grids
    from_file = tuple(calculated(grid, shown) for grid, shown in zip(from_file, live, strict=True))
    assert all(same(one, other) for one, other in zip(live, from_file, strict=True))
    assert assess(live, TODAY) == assess(from_file, TODAY)


_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 4)),
    st.integers(-1000, 10**6).map(float),
    st.dates(dt.date(1900, 3, 1), dt.date(2999, 12, 31)),
    st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2600, 1, 1)).map(lambda m: m.replace(microsecond=0)),
    st.times().map(lambda time: time.replace(microsecond=0)),
    st.sampled_from([CellFault(text) for text in ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?")]),
    st.sampled_from(
        ["=1+1", "01", "- ข้อ", "@x", "'ก", "TRUE", "31/3/2567", "มาตรการ", " ก ", "\u200bก", "1e5"]
    ),
    st.text("กขค ะาำเแ่้12=+-@'\n", min_size=1, max_size=20),
)


ROWS_OF_VALUES = st.lists(st.lists(_VALUES, max_size=5), max_size=6)


def workbook_of(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            put(book.active.cell(row, column), value)  # type: ignore[arg-type]
    return to_bytes(book)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS_OF_VALUES)
def test_whatever_stands_in_a_cell_is_the_same_value_live_and_saved(rows: list[list[object]]) -> None:
    workbook = workbook_of(rows)
    with excel() as running:
        (live,), (from_file,) = read(running.open(workbook)).grids, grids_from_bytes(workbook, "a.xlsx")
    assert same(live, from_file)


@IN_CALC
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(rows=ROWS_OF_VALUES)
def test_whatever_stands_in_a_cell_is_the_same_value_in_calc_and_saved(
    xl: Desk, rows: list[list[object]]
) -> None:
    workbook = workbook_of(rows)
    (live,), (from_file,) = read(xl.open(workbook)).grids, grids_from_bytes(workbook, "a.xlsx")
    assert same(live, from_file)
