"""Columns read at a glance: the same measures and the same things told as by reading cell after cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl.core import in_charge, layout, measure_rows
from itaxl.core.assess import judge
from itaxl.core.grid import CellFault, Formatted, Grid, Moment, Value
from itaxl.core.layout import Need
from itaxl.core.model import Status
from itaxl.core.parse import parse
from itaxl.core.reading import Reading
from itaxl.core.rules import RULES
from itaxl.core.rules.rule import Case, empty
from tests.case_grids import grids_of

TODAY = dt.date(2024, 4, 2)
_KEYS = [field.key for field in layout.MEASURE_COLUMNS]
_VALUES: tuple[Value, ...] = (
    *(None, "", " ", "-", "…", "ก", "กองคลัง", "กองคลัง, กองช่าง", "กองคลัง (หลัก)", "ทุกส่วนราชการ", "กองประปา"),
    *(
        "• ก\n- ข\n\nค",
        "1. ก",
        "(๑) ก\nข",
        "ข้อ 1 ก",
        "เเก\u200bข",
        "ใ ห้",
        "ก" * 2001,
        "  ก  ",
        "ก    ข",
        "a\tb",
    ),
    *(0.0, 1.0, 2.0, 7.5, -1.0, 1e6, 999_999.0, 45351.0, float(10**20), True, False),
    *(Formatted(7.0, "ITA-007"), Formatted(0.25, "25%"), CellFault("#REF!"), CellFault("")),
    *(dt.date(2024, 3, 31), dt.date(2567, 3, 31), dt.date(1967, 3, 31), dt.date(2311, 9, 12)),
    *(Moment.of(dt.date(2024, 3, 31), "08:30"), "31/3/2567", "31 มี.ค. 67", "๓๑/๓/๖๗", "ภายในเดือนมีนาคม"),
    *(Status.DONE.value, Status.IN_PROGRESS.value, " ดำเนินการ เสร็จเรียบร้อยแล้ว", "เสร็จแล้ว"),
    *("๑", "ที่ 3", "หนึ่ง", "https://www.a.go.th/1", "www.a.go.th", "ควรมี", "หมายเหตุ ก"),
)


@contextmanager
def cell_by_cell() -> Iterator[None]:
    """As if something were to be told of every cell."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("plain_text", "plain_lines", "plain_title", "plain_count", "plain_day"):
            patch.setattr(measure_rows, name, lambda value: None)
        patch.setattr(measure_rows, "plainly_in_charge", lambda value, listed: None)
        patch.setattr(measure_rows, "spelt", lambda words: {})
        patch.setattr(in_charge, "plain_text", lambda value: "")
        yield


def told(reading: Reading) -> tuple[object, ...]:
    """Of several things in one cell the order counts, of cells it does not."""
    noticed = sorted(reading.noticed, key=lambda one: (one.place, one.code))
    return reading.tracker, noticed, judge(reading, TODAY)


def agree(*grids: Grid) -> None:
    quick = told(parse(grids))
    with cell_by_cell():
        assert repr(told(parse(grids))) == repr(quick)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_cases_of_a_rule(rule: object) -> None:
    agree(*grids_of(rule.bad))  # type: ignore[attr-defined]
    agree(*grids_of(rule.good))  # type: ignore[attr-defined]


_CELLS = st.dictionaries(
    st.tuples(st.sampled_from(_KEYS), st.integers(1, 4)), st.sampled_from(_VALUES), max_size=30
)


@given(_CELLS, st.booleans())
@settings(max_examples=200)
def test_odd_cells(cells: dict[tuple[str, int], Value], linked: bool) -> None:
    office, measures = grids_of(Case({f"{key}@{row}": value for (key, row), value in cells.items()}))
    links = {(row, 8): "https://www.b.go.th/2" for row in range(6, 10)}
    agree(office, measures._replace(links=links) if linked else measures)


@given(_CELLS)
@settings(max_examples=200)
def test_what_is_missing_is_found_cell_by_cell(cells: dict[tuple[str, int], Value]) -> None:
    """The rules pass over a row that reads as whole; every cell of every row says the same."""
    reading = parse(grids_of(Case({f"{key}@{row}": value for (key, row), value in cells.items()})))
    needed = [field.key for field in layout.MEASURE_COLUMNS if field.need is Need.REQUIRED]
    missing = {
        ("M601", row.cells[key].place) for row in reading.rows for key in needed if empty(row.cells[key])
    }
    missing |= {("M602", row.cells["due"].place) for row in reading.rows if empty(row.cells["due"])}
    for row in reading.rows:
        for code, key in (("P706", "done_on"), ("P707", "evidence")):
            if row.measure.status is Status.DONE and empty(row.cells[key]):
                missing.add((code, row.cells[key].place))
    found = judge(reading, TODAY).findings
    assert {(f.code, f.place) for f in found if f.code in ("M601", "M602", "P706", "P707")} == missing


def test_the_cells_of_a_row_are_those_of_its_columns() -> None:
    row = parse(grids_of(Case())).rows[0]
    assert list(row.cells) == list(row.cells.keys()) == _KEYS
    assert len(row.cells) == len(_KEYS)
    assert [(cell.field.key, cell.row, cell.raw) for cell in row.cells.values()] == [
        (key, row.cells.row, row.cells.raw(key)) for key in _KEYS
    ]
    assert "due" in row.cells and "x" not in row.cells
    assert (row.cells.get("x"), row.cells.raw("x")) == (None, None)
