"""Dates in every format of workbook, under the display formats that Thai offices use."""

from __future__ import annotations

import datetime as dt

import pytest

from itaxl.core.grid import Value
from itaxl.reading.workbook import grids_from_bytes
from tests import nasty_files as made

#: 31 March 2024, and the same day of the year 2565 of the common era.
SERIAL, BUDDHIST_SERIAL = 45382, 242978


def read(serial: float | str, code: str, settings: str = "") -> Value:
    part = made.sheet(f'<c r="A1" s="1"><v>{serial}</v></c>')
    (grid,) = grids_from_bytes(made.xlsx(part, styles=made.date_styles(code), settings=settings), "x")
    return grid.at(1, 1)


@pytest.mark.parametrize(
    "code",
    [
        "d/m/yyyy",
        "[$-D07041E]d mmmm yyyy;@",
        "[$-D87041E]d mmmm yyyy;@",
        "[$-107041E]d mmm yy;@",
        "[$-D000000]dd/mm/yyyy",
        "[$-187041E]d mmm yy;@",
        "[$-1070000]d/m/yy h:mm;@",
        "[$-th-TH]d/m/bbbb",
        "[$-th-TH,D07]d mmmm yyyy;@",
        "[$-F800]dddd, mmmm dd, yyyy",
        "d ดดดด bbbb",
    ],
)
def test_a_date_is_a_date_whatever_its_format_shows(code: str) -> None:
    assert read(SERIAL, code) == dt.date(2024, 3, 31)


@pytest.mark.parametrize("code", ["bbbb", "ว/ด/ปปปป", "General", "0.00", "&quot;วันที่&quot; 0", "\\d0"])
def test_a_format_that_is_no_date_leaves_the_serial_number(code: str) -> None:
    assert read(SERIAL, code) == float(SERIAL)


def test_a_buddhist_year_typed_as_a_date_arrives_as_it_stands() -> None:
    assert read(BUDDHIST_SERIAL, "d/m/yyyy") == dt.date(2565, 3, 31)


def test_a_time_of_day_is_dropped_from_a_date() -> None:
    assert read(f"{SERIAL}.99999", "d/m/yyyy h:mm") == dt.date(2024, 3, 31)


def test_a_bare_time_is_text() -> None:
    assert read("0.5", "h:mm") == "12:00:00"


def test_the_year_1904_as_the_first_is_reckoned_with() -> None:
    assert read(SERIAL - 1462, "d/m/yyyy", '<workbookPr date1904="1"/>') == dt.date(2024, 3, 31)


def test_dates_beyond_the_calendar_are_numbers() -> None:
    assert read("1000000000", "d/m/yyyy") == 1e9


def test_iso_dates_are_dates() -> None:
    part = made.sheet('<c r="A1" t="d"><v>2024-03-31</v></c><c r="B1" t="d"><v>2024-03-31T08:30:00</v></c>')
    (grid,) = grids_from_bytes(made.xlsx(part), "x")
    assert grid.rows == ((dt.date(2024, 3, 31),) * 2,)


def test_an_ods_date_is_a_date() -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="date" office:date-value="{text}"/>'
        for text in ("2024-03-31", "2024-03-31T08:30:00", "2565-03-31")
    )
    (grid,) = grids_from_bytes(made.ods(f"<table:table-row>{cells}</table:table-row>"), "x")
    assert grid.rows == ((dt.date(2024, 3, 31), dt.date(2024, 3, 31), dt.date(2565, 3, 31)),)
