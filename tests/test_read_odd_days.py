"""Numbers under a day's or a time's format that are no usual day mean the same through every door.

Negative ones, times, the first months of 1900, the years 1904 and 9999, and beyond; what they mean is
`reading.formats.Format.value`, which .xls, .xlsb and the thorough reader of .xlsx ask.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
import xlsxwriter
import xlwings

from itaxl.buttons import live
from itaxl.buttons.values import value_of
from itaxl.calc.reading import moment
from itaxl.core.grid import Value, shown
from itaxl.reading.formats import format_of
from itaxl.reading.workbook import grids_from_bytes
from tests import nasty_files as made
from tests.excel_cells import BadDay, com_day
from tests.excel_engine import Excel
from tests.excel_model import Workbook
from tests.other_programs import by_libreoffice, missing

CODES = ("d/m/yyyy", "mmm-yy", "h:mm", "d/m/yyyy h:mm", "[h]:mm", "[h]:mm:ss")
NUMBERS = (
    *(-693_555.0, -657_435.0, -657_434.0, -400.75, -1.25, -1.0, -0.5, -0.0001),
    *(0.0, 0.0001, 0.25, 0.5, 0.999999),
    *(1.0, 1.5, 2.25, 31.0, 58.99, 59.0, 59.5, 60.0, 60.5, 61.0, 100.0),
    *(1461.0, 1462.0, 1462.5, 45_382.0, 45_382.5, 242_978.0),
    *(2_958_465.0, 2_958_465.5, 2_958_466.0, 3_000_000.0, 1e9, 1e300),
)
CASES = [(code, number) for code in CODES for number in NUMBERS]


def told(value: Value) -> tuple[str, str]:
    if isinstance(value, float):
        return "number", f"{value:.9g}"
    return "day" if isinstance(value, dt.date) else type(value).__name__, shown(value)


def workbook(since_1904: bool = False) -> bytes:
    """A case a row."""
    whole = BytesIO()
    book = xlsxwriter.Workbook(whole, {"date_1904": since_1904})
    sheet = book.add_worksheet("S")
    sheet.set_column(0, 0, 100)
    for row, (code, number) in enumerate(CASES):
        sheet.write_number(row, 0, number, book.add_format({"num_format": code}))
    book.close()
    return whole.getvalue()


@pytest.mark.parametrize("settings", ["", '<workbookPr date1904="1"/>'])
@pytest.mark.parametrize("code", CODES)
def it_is_one_value_for_both_readers_of_an_xlsx(code: str, settings: str) -> None:
    for number in NUMBERS:
        cell = f'<c r="A1" s="1"><v>{number!r}</v></c>'
        form = format_of(code).value(number, bool(settings))
        for part in (made.sheet(cell), made.sheet(cell + "<c r='B1'/>")):
            (grid,) = grids_from_bytes(made.xlsx(part, styles=made.date_styles(code), settings=settings), "x")
            assert told(grid.at(1, 1)) == told(form), number


def it_stays_the_number_that_it_is_where_excel_shows_no_day() -> None:
    for since_1904 in (False, True):
        for number in (-1.0, 2_958_466.0, 1e9):
            assert format_of("d/m/yyyy").value(number, since_1904) == number
    assert format_of("d/m/yyyy").value(2_958_465.0) == dt.date(9999, 12, 31)
    assert format_of("d/m/yyyy").value(2_958_465.0, True) == 2_958_465.0


@pytest.mark.skipif(bool(missing("LibreOffice")), reason=missing("LibreOffice"))
@pytest.mark.parametrize("since_1904", [False, True])
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def it_is_the_same_when_libreoffice_saves_it(suffix: str, since_1904: bool) -> None:
    source = workbook(since_1904)
    (before,), (after,) = (
        grids_from_bytes(data, name)
        for data, name in ((source, "x.xlsx"), (by_libreoffice(source, suffix), f"x.{suffix}"))
    )
    for row, (code, number) in enumerate(CASES, start=1):
        if suffix == "xls" or not _shown_otherwise(since_1904, code, number):
            assert told(after.at(row, 1)) == told(before.at(row, 1)), (code, number)


def _shown_otherwise(since_1904: bool, code: str, number: float) -> bool:
    """What LibreOffice shows as another day than Excel: two months of 1900, what a workbook since 1904 has
    before its first day; it knows no year after 32767, and shows ### for a million hours."""
    a_day, a_clock = "yy" in code, code.startswith("h")
    first_months = 1 <= number < 60 and not since_1904 and a_day
    other_zero = since_1904 and ((a_day and (number < 1 or number > 2e6)) or (a_clock and number >= 1))
    hours = code.startswith("[") and not -1e4 < number < 1e5
    return first_months or other_zero or hours or number > 1e8


@pytest.mark.parametrize("code", CODES)
def it_is_the_same_in_the_open_workbook(xl: Excel, book: xlwings.Book, code: str) -> None:

    store = xl.sheet("มาตรการ")
    for row, number in enumerate(NUMBERS, start=1):
        cell = store.make(row + 600, 30)
        cell.value, cell.number_format = com_day(number), code
    grid = live.read(book).sheets["มาตรการ"].grid
    for row, number in enumerate(NUMBERS, start=1):
        if code.startswith("[") and number > 1462 and number.is_integer():
            continue  # midnight of a day for all that Excel says; nobody counts hours of four years
        here, there = grid.at(row + 600, 30), format_of(code).value(number)
        assert told(here) == told(there), number


@pytest.mark.parametrize("code", CODES)
def it_is_the_same_in_an_open_workbook_that_counts_from_1904(
    xl: Excel, book: xlwings.Book, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workbook, "get_Date1904", lambda self: True)
    store = xl.sheet("มาตรการ")
    for row, number in enumerate(NUMBERS, start=1):
        cell = store.make(row + 600, 30)
        day = com_day(number + 1462)
        if isinstance(day, BadDay):
            day = BadDay(number)
        else:
            day.number = number
        cell.value, cell.number_format = day, code
    grid = live.read(book).sheets["มาตรการ"].grid
    for row, number in enumerate(NUMBERS, start=1):
        if code.startswith("[") and number > 0 and number.is_integer():
            continue  # as above
        here, there = grid.at(row + 600, 30), format_of(code).value(number, True)
        assert told(here) == told(there), number


@pytest.mark.parametrize("number", [n for n in NUMBERS if not 1 <= n < 60])
def it_is_the_same_in_calc(number: float) -> None:
    """But for the first two months of 1900, which are not Excel's there."""
    since = dt.datetime(1899, 12, 30, tzinfo=dt.UTC)
    here, there = value_of(moment(number, since)), format_of("d/m/yyyy").value(number)
    assert told(here) == told(there)
