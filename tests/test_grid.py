"""The seam: one normal form for values, addresses as users read them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from itaxl.core.areas import address, read_address
from itaxl.core.cell_text import harmless
from itaxl.core.grid import (
    SHEET_COLUMNS,
    SHEET_ROWS,
    CellFault,
    Grid,
    Place,
    column_letter,
    column_number,
    normal,
    shown,
)
from itaxl.core.thai.letters import fit_for_xml
from itaxl.core.thai.repairs import mended


@given(st.integers(1, 18278))
def test_column_letters_are_excels(column: int) -> None:
    assert column_letter(column) == get_column_letter(column)


@given(st.integers(1, 18278))
def test_columns_are_found_by_their_letters(column: int) -> None:
    assert column_number(column_letter(column)) == column_number(column_letter(column).lower()) == column


@given(st.integers(1, SHEET_ROWS), st.integers(1, SHEET_COLUMNS), st.data())
def test_addresses_are_read_as_they_are_written(top: int, left: int, data: st.DataObject) -> None:
    area = top, left, data.draw(st.integers(top, SHEET_ROWS)), data.draw(st.integers(left, SHEET_COLUMNS))
    assert read_address(address(area)) == area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("$D$7", (7, 4, 7, 4)),
        ("$B:$D", (1, 2, SHEET_ROWS, 4)),
        ("$5:$40", (5, 1, 40, SHEET_COLUMNS)),
    ],
)
def test_addresses_of_whole_rows_and_columns(text: str, area: tuple[int, int, int, int]) -> None:
    assert read_address(text) == area


@pytest.mark.parametrize("text", ["", "A1:B2:C3", "a1", "1A"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=text or "^$"):
        read_address(text)


def test_no_letter_that_nobody_sees_hides_a_formula() -> None:
    codes = (*range(0x20000), *range(0xE0000, 0xF0000))
    unseen = [c for c in map(chr, codes) if mended(f"ก{c}ข") == "กข" and not "\ue000" <= c <= "\uf8ff"]
    assert len(unseen) > 4000
    assert [c for c in unseen if harmless(f"{c}=1") != f"'{c}=1"] == []


def test_what_xml_cannot_hold_goes() -> None:
    assert fit_for_xml("ก\x00\x0b\ud800\ufffe\t\n\x7fข😀") == "ก\t\n\x7fข😀"


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
