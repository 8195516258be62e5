"""How findings are told: in the order of the sheets, each once, and what they quote."""

from __future__ import annotations

import datetime as dt

import pytest

from itaxl.core import layout
from itaxl.core.assess import assess
from itaxl.core.model import Assessment
from itaxl.core.rules import Case
from tests.case_grids import grids_of

TODAY = dt.date(2024, 4, 2)


def assessed(case: Case) -> Assessment:
    return assess(grids_of(case), TODAY)


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("ก" * 120, "ก" * 120),
        ("ก" * 121, "ก" * 119 + "…"),
        ("ก  \n ข", "ก ข"),
        ("ก" + " " * 1200, "ก…"),
        ("ก" + " " * 1199, "ก"),
    ],
)
def test_a_value_is_quoted_on_one_line_and_no_longer_than_can_be_read(typed: str, quoted: str) -> None:
    (finding,) = [f for f in assessed(Case({"due": typed})).findings if f.code == "D501"]
    assert finding.value == quoted
    assert f"“{quoted}”" in finding.message


def test_findings_stand_in_the_order_of_the_sheets_then_of_rows_and_columns() -> None:
    case = Case({"title@2": None, "steps@2": None, "title@1": None, "name": None, "total": 120.0})
    office, measures = grids_of(case)
    for grids in ((office, measures), (measures, office)):
        order = [grid.sheet for grid in grids]
        found = [f.place for f in assess(grids, TODAY).findings]
        assert len(found) >= 5
        assert found == sorted(found, key=lambda p: (order.index(p.sheet), p.row, p.column))


def test_what_is_about_a_sheet_that_is_not_there_stands_first() -> None:
    _, measures = grids_of(Case({"title@1": None}))
    nameless = measures._replace(sheet="แผ่นอื่น", rows=())
    assert [f.place.sheet for f in assess((nameless,), TODAY).findings] == ["แผ่นอื่น"] * 2
    assert {f.place.sheet for f in assess((), TODAY).findings} == {layout.OFFICE_SHEET, layout.MEASURES_SHEET}


def test_the_same_thing_seen_twice_is_told_once() -> None:
    """A name that stands in a cell three times is one finding; another name in it is another."""
    thrice = assessed(Case({"divisions": "กองประปา, กองประปา, กองประปา, กองขยะ"})).findings
    assert [f.code for f in thrice] == ["M610", "M610"]
    assert len({f.message for f in thrice}) == 2
