"""The pretended Excel behaves as Excel does where the buttons could stumble."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import xlwings

from itaxl.core.grid import Grid
from tests.excel_cells import fault
from tests.excel_com import com_error, refused
from tests.excel_engine import Excel, excel
from tests.workbook_grids import saved

GRID = Grid("แผ่น", (("ก", 1.0, dt.date(2567, 3, 31)), (None, True, "01")), ((4, 1, 5, 2),))


@pytest.fixture
def xl() -> Iterator[Excel]:
    with excel() as running:
        yield running


@pytest.fixture
def sheet(xl: Excel) -> xlwings.Sheet:
    return xl.open(saved([GRID])).sheets[0]


def it_hands_over_floats_and_aware_dates(sheet: xlwings.Sheet) -> None:
    (text, number, day), (blank, truth, digits) = sheet.range("A1:C2").raw_value
    assert (text, number, blank, truth, digits) == ("ก", 1.0, None, True, "01")
    assert type(number) is float
    assert (day.year, day.tzinfo) == (2567, dt.UTC)


def it_squeezes_a_single_cell_and_nothing_else(sheet: xlwings.Sheet) -> None:
    assert sheet.range("A1").raw_value == "ก"
    assert sheet.range("A1:B1").raw_value == (("ก", 1.0),)


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("=1+1", fault("#NAME?")),
        ("- ขั้นตอน", fault("#NAME?")),
        ("01", 1.0),
        ("12%", 0.12),
        ("true", True),
        ("'=1", "=1"),
        ("", None),
        ("ก", "ก"),
    ],
)
def it_parses_a_string_that_is_put_and_keeps_it_in_a_text_cell(
    sheet: xlwings.Sheet, typed: str, becomes: object
) -> None:
    sheet.range("F1").raw_value = typed
    assert sheet.range("F1").raw_value == becomes
    sheet.range("F2").number_format = "@"
    sheet.range("F2").raw_value = typed
    assert sheet.range("F2").raw_value == (typed or None)


def it_refuses_an_address_that_is_too_long(sheet: xlwings.Sheet) -> None:
    with pytest.raises(com_error):
        sheet.range(",".join(f"A{n}" for n in range(100, 200)))


def it_refuses_every_write_on_a_protected_sheet(xl: Excel, sheet: xlwings.Sheet) -> None:
    xl.sheet("แผ่น").protected = True
    with pytest.raises(com_error):
        sheet.range("A1").raw_value = "ข"
    with pytest.raises(com_error):
        sheet.range("A1").color = (1, 2, 3)
    assert sheet.range("A1").raw_value == "ก"


def it_puts_a_block_wrong_over_rows_that_a_filter_hides(xl: Excel, sheet: xlwings.Sheet) -> None:
    """As in xlwings issue 747; rows hidden by hand do no harm."""
    store = xl.sheet("แผ่น")
    store.hidden = {2}
    sheet.range("F1:F3").raw_value = (("1ก",), ("2ก",), ("3ก",))
    assert [store.at(row, 6).value for row in (1, 2, 3)] == ["1ก", "2ก", "3ก"]
    store.filtered = {2}
    sheet.range("F1:F3").raw_value = (("4ก",), ("5ก",), ("6ก",))
    assert [store.at(row, 6).value for row in (1, 2, 3)] == ["4ก", "2ก", "4ก"]
    sheet.range("F2").raw_value = "5ก"
    assert store.at(2, 6).value == "5ก"


def it_tells_merged_and_hidden_for_a_whole_range_or_calls_them_mixed(xl: Excel, sheet: xlwings.Sheet) -> None:
    assert sheet.range("A1:C2").merge_cells is False
    assert sheet.range("A1:C5").merge_cells is None
    assert sheet.range("A4:B5").merge_cells is True
    assert sheet.range("B5").merge_area.address == "$A$4:$B$5"
    xl.sheet("แผ่น").filtered = {2}
    assert [sheet.range(rows).api.Hidden for rows in ("1:1", "2:2", "1:2")] == [False, True, None]


def it_counts_every_call_into_the_other_process(xl: Excel, sheet: xlwings.Sheet) -> None:
    xl.calls()
    assert sheet.range("A1:B2").raw_value
    assert xl.calls() == 2
    sheet.range("A1,C3").color = (1, 2, 3)
    assert xl.calls() == 3
    assert xl.app.books.active.sheets["แผ่น"].name == "แผ่น"
    assert xl.calls() >= 5


def it_brings_a_new_sheet_to_the_front(xl: Excel, sheet: xlwings.Sheet) -> None:
    book = sheet.book
    book.sheets.add("ใหม่", after=sheet)
    assert book.sheets.active.name == "ใหม่"
    assert [one.name for one in book.sheets] == ["แผ่น", "ใหม่"]


def it_knows_no_property_that_excel_does_not_have(sheet: xlwings.Sheet) -> None:
    with pytest.raises(com_error):
        _ = sheet.api.Colour


def test_a_refusal_tells_what_pywin32_tells() -> None:
    """pywintypes.com_error gives each of its four parts a name, too."""
    error = refused("locked")
    assert (error.hresult, error.strerror, error.excepinfo, error.argerror) == error.args
