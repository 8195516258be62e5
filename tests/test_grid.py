"""The seam: one normal form for values, addresses as users read them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from itaxl.core.grid import CellFault, Grid, Place, column_letter, normal, shown


@given(st.integers(1, 18278))
def test_column_letters_are_excels(column: int) -> None:
    assert column_letter(column) == get_column_letter(column)


def test_place_reads_as_an_address() -> None:
    assert Place("มาตรการ", 7, 28).cell == "AB7"


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("", None),
        (None, None),
        (3, 3.0),
        (True, True),
        (dt.datetime(2024, 3, 31), dt.date(2024, 3, 31)),
        (dt.date(2024, 3, 31), dt.date(2024, 3, 31)),
        (dt.time(12, 30), "12:30:00"),
        (CellFault("#N/A"), CellFault("#N/A")),
    ],
)
def test_normal_form(value: object, meant: object) -> None:
    assert normal(value) == meant
    assert type(normal(value)) is type(meant)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2567.0, "2567"),
        (88.4, "88.4"),
        (True, "TRUE"),
        (False, "FALSE"),
        (999_999_999_999_999.0, "999999999999999"),
        (-1e15, "-1000000000000000.0"),
        (1e15, "1000000000000000.0"),
        (None, ""),
        (dt.date(2024, 3, 31), "31/3/2567"),
        (CellFault("#REF!"), "#REF!"),
        ("ก", "ก"),
    ],
)
def test_values_are_shown_as_the_sheet_shows_them(value: object, text: str) -> None:
    assert shown(value) == text  # type: ignore[arg-type]


def test_outside_the_grid_is_empty() -> None:
    grid = Grid("ก", (("ข",), ()))
    assert grid.at(1, 1) == "ข"
    assert [grid.at(*at) for at in ((1, 2), (1, 0), (2, 1), (0, 1), (-1, 1), (3, 1))] == [None] * 6
    assert grid.size == (2, 1)
