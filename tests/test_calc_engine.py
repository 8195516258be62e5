"""A live Calc through xlwings' interface: values as COM gives them, and the truth about the rest."""

from __future__ import annotations

import datetime as dt
from typing import Any

import openpyxl
import pytest
import xlwings

from itaxl.buttons import blocks, excel
from itaxl.buttons.excel import Line, Weight
from itaxl.calc.unsupported import NotOffered
from itaxl.core.grid import Grid
from tests.desks import IN_CALC, Desk
from tests.excel_cells import fault, rgb
from tests.workbook_grids import DAY_FORMAT, to_bytes

pytestmark = IN_CALC


@pytest.fixture
def sheet(xl: Desk) -> xlwings.Sheet:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "แผ่น"
    page.append(["ก", 1, None, True, "01"])
    page["E1"].data_type = "s"
    page["A2"], page["B2"] = dt.datetime(2024, 3, 31, 12, 30), dt.time(6, 30)
    page["C2"], page["D2"], page["E2"] = "=1/0", "=NA()", '=""'
    page["A3"], page["B3"], page["C3"] = "=DATE(2024,3,31)", "=1=1", "=A1"
    page["A3"].number_format = DAY_FORMAT
    page.merge_cells("A5:B6")
    page["D7"] = "ท้าย"
    book.create_sheet("อื่น")
    return xl.open(to_bytes(book)).sheets["แผ่น"]


class DescribeWhatIsRead:
    def it_is_what_com_would_hand_over(self, sheet: xlwings.Sheet) -> None:
        text, number, blank, truth, digits = sheet.range("A1:E1").raw_value[0]
        assert (text, number, blank, truth, digits) == ("ก", 1.0, None, True, "01")
        assert type(number) is float and type(truth) is bool

    def it_tells_dates_and_times_from_numbers(self, sheet: xlwings.Sheet) -> None:
        day, time, *_ = sheet.range("A2:E2").raw_value[0]
        assert day == dt.datetime(2024, 3, 31, 12, 30, tzinfo=dt.UTC)
        assert (time.date(), time.time()) == (dt.date(1899, 12, 30), dt.time(6, 30))

    def it_gives_errors_as_the_numbers_that_com_has_for_them(self, sheet: xlwings.Sheet) -> None:
        assert sheet.range("C2:D2").raw_value == ((fault("#DIV/0!"), fault("#N/A")),)

    def it_tells_a_formula_that_shows_nothing_from_an_empty_cell(self, sheet: xlwings.Sheet) -> None:
        assert sheet.range("E2:F2").raw_value == (("", None),)

    def it_tells_what_formulas_come_to(self, sheet: xlwings.Sheet) -> None:
        day, truth, text = sheet.range("A3:C3").raw_value[0]
        assert (day.date(), truth, text) == (dt.date(2024, 3, 31), True, "ก")

    def it_counts_days_as_the_document_does(self, xl: Any, sheet: xlwings.Sheet) -> None:
        zero = xl.document.NullDate
        zero.Year, zero.Month, zero.Day = 1904, 1, 1
        xl.document.NullDate = zero
        xl.sheet("แผ่น").at(2, 1).value = 1.0
        assert sheet.range("A2").raw_value.date() == dt.date(1904, 1, 2)

    def it_squeezes_a_single_cell_and_nothing_else(self, sheet: xlwings.Sheet) -> None:
        assert sheet.range("A1").raw_value == "ก"
        assert sheet.range((1, 1)).raw_value == "ก"
        assert sheet.range("A1:B1").raw_value == (("ก", 1.0),)

    def it_reaches_to_the_last_cell_in_use(self, sheet: xlwings.Sheet) -> None:
        assert sheet.used_range.address == "$A$1:$E$7"
        assert sheet.book.sheets["อื่น"].used_range.address == "$A$1"

    def it_is_the_line_break_and_the_tab_that_were_typed(self, xl: Desk, sheet: xlwings.Sheet) -> None:
        xl.sheet("แผ่น").at(1, 1).value = "ก\tข\nค"
        assert sheet.range("A1").raw_value == "ก\tข\nค"


class DescribeWhatIsPut:
    @pytest.mark.parametrize("text", ["=1+1", "- ขั้นตอน", "01", "12%", "TRUE", "'ก", "31/3/2567", "@ก", "ก"])
    def it_stays_text_in_a_text_cell(self, sheet: xlwings.Sheet, text: str) -> None:
        sheet.range("F1:F2").number_format = "@"
        sheet.range("F1:F2").raw_value = ((text,), ("ข",))
        assert sheet.range("F1:F2").raw_value == ((text,), ("ข",))
        sheet.range("F1").raw_value = "อื่น"
        sheet.range("F1").raw_value = text
        assert sheet.range("F1").raw_value == text

    def it_is_a_formula_where_it_begins_like_one(self, xl: Desk, sheet: xlwings.Sheet) -> None:
        link = '=HYPERLINK("#\'ข้อ\'\'1,""ก\'!B7","B7;8")'
        sheet.range("F1:G2").raw_value = (("ก", link), (2.0, ""))
        assert sheet.range("F1:G2").raw_value == (("ก", "B7;8"), (2.0, None))
        assert xl.sheet("แผ่น").at(1, 7).formula == link

    def it_is_a_formula_in_a_single_cell_too(self, xl: Desk, sheet: xlwings.Sheet) -> None:
        sheet.range("F1").raw_value = '=HYPERLINK("#A1","ไป")'
        assert sheet.range("F1").raw_value == "ไป"
        assert xl.sheet("แผ่น").at(1, 6).formula

    def it_is_refused_where_it_would_be_another_formula_in_calc(self, sheet: xlwings.Sheet) -> None:
        with pytest.raises(NotOffered, match="formula"):
            sheet.range("F1").raw_value = "=SUM(A1:B2)"

    def it_empties_a_cell(self, sheet: xlwings.Sheet) -> None:
        sheet.range("A1:B1").raw_value = (("", ""),)
        sheet.range("D7").raw_value = ""
        assert sheet.range("A1:B1").raw_value == ((None, None),)
        assert sheet.range("D7").raw_value is None

    def it_reaches_every_row_also_under_a_filter(self, xl: Desk, sheet: xlwings.Sheet) -> None:
        xl.sheet("แผ่น").filtered = {2}
        sheet.range("F1:F3").raw_value = (("1ก",), ("2ก",), ("3ก",))
        assert [xl.sheet("แผ่น").at(row, 6).value for row in (1, 2, 3)] == ["1ก", "2ก", "3ก"]

    def it_can_be_undone_and_redone_as_a_whole(self, xl: Any, sheet: xlwings.Sheet) -> None:
        before, history = xl.state(), xl.document.UndoManager
        history.enterUndoContext("ก้าว")
        link = '=HYPERLINK("#A1","ไป")'
        rows = (("x", "", "y", link), ("", 2.0, "z", link))
        puts = {(r, c): value for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1)}
        blocks.put(sheet, puts, Grid("แผ่น", ()))
        history.leaveUndoContext()
        after = xl.state()
        assert after != before
        history.undo()
        assert xl.state() == before
        history.redo()
        assert xl.state() == after


class DescribeALook:
    def it_is_put_on_many_areas_at_once(self, xl: Desk, sheet: xlwings.Sheet) -> None:
        excel.dress(sheet, ["F1:G2,F5", "H7"], "FFC7CE", Line("9C0006", Weight.MEDIUM))
        store = xl.state()["แผ่น"]
        for place in ((1, 6), (2, 7), (5, 6), (7, 8)):
            cell = store.cells[place]
            assert (rgb(cell.fill), cell.border) == ("FFC7CE", (-4138, 0x06009C))
        assert (5, 7) not in store.cells or store.cells[5, 7].fill is None
        assert excel.filled(sheet.range("F1:G2")) is True
        assert excel.filled(sheet.range("F1:G5")) is None
        excel.dress(sheet, ["F1:G2,F5"], None)
        assert excel.filled(sheet.range("F1:G5")) is False

    def it_is_the_same_through_xlwings_own_names(self, xl: Desk, sheet: xlwings.Sheet) -> None:
        """As in Excel for Mac, where there is no object model."""
        sheet.range("A1").color = (1, 2, 3)
        sheet.range("A1").font.color = (4, 5, 6)
        assert (xl.sheet("แผ่น").at(1, 1).fill, xl.sheet("แผ่น").at(1, 1).ink) == (0x030201, 0x060504)
        sheet.range("A1").color = None
        assert xl.sheet("แผ่น").at(1, 1).fill is None

    def it_tells_hidden_rows_for_a_whole_range_or_calls_them_mixed(
        self, xl: Desk, sheet: xlwings.Sheet
    ) -> None:
        xl.sheet("แผ่น").filtered = {2}
        excel.set_hidden(sheet, 4, 5, True)
        shown = [excel.hidden(sheet, *rows) for rows in ((1, 1), (2, 2), (1, 2), (4, 5), (3, 4))]
        assert shown == [False, True, None, True, None]

    def it_tells_hidden_rows_where_the_first_column_is_hidden(self, xl: Any, sheet: xlwings.Sheet) -> None:
        xl.document.Sheets.getByIndex(0).Columns.getByIndex(0).IsVisible = False
        excel.set_hidden(sheet, 4, 4, True)
        assert [excel.hidden(sheet, 1, 3), excel.hidden(sheet, 4, 4)] == [False, True]

    def it_tells_merged_cells(self, sheet: xlwings.Sheet) -> None:
        assert sheet.range("C1:D4").merge_cells is False
        assert sheet.range("A1:C6").merge_cells is None
        assert [sheet.range(cell).merge_cells for cell in ("A5", "B6", "C5")] == [True, True, False]
        assert sheet.range("B6").merge_area.address == "$A$5:$B$6"


class DescribeABook:
    def it_adds_a_sheet_where_it_is_told_to(self, sheet: xlwings.Sheet) -> None:
        book = sheet.book
        book.sheets.add("ใหม่", after=sheet)
        assert [one.name for one in book.sheets] == ["แผ่น", "ใหม่", "อื่น"]
        book.sheets.add("แรก", before=book.sheets["แผ่น"])
        assert next(one.name for one in book.sheets) == "แรก"

    def it_brings_a_sheet_to_the_front(self, sheet: xlwings.Sheet) -> None:
        sheet.book.sheets["อื่น"].activate()
        assert sheet.book.sheets.active.name == "อื่น"

    def it_inserts_rows_and_widens_columns(self, xl: Any, sheet: xlwings.Sheet) -> None:
        sheet.range("2:3").insert("down")
        assert sheet.range("A4").raw_value.date() == dt.date(2024, 3, 31)
        sheet.range((1, 2)).column_width = 20
        assert 3700 < xl.document.Sheets.getByIndex(0).Columns.getByIndex(1).Width < 4000  # 145 pixels

    def it_has_locks_only_of_its_own(self, xl: Any, sheet: xlwings.Sheet) -> None:
        app = sheet.book.app
        xl.document.lockControllers()
        app.screen_updating = False
        app.screen_updating = True
        assert app.screen_updating is False
        xl.document.unlockControllers()
        assert app.screen_updating is True


@pytest.mark.parametrize(
    "use",
    [
        lambda sheet: setattr(sheet.range("A1"), "formula", "=1"),
        lambda sheet: sheet.range("A1").formula_array,
        lambda sheet: sheet.range("A1").api.Comment,
        lambda sheet: sheet.range("A1", "B2"),
        lambda sheet: sheet.tables,
        lambda sheet: sheet.book.save(),
        lambda sheet: sheet.book.app.alert("ก"),
        lambda sheet: setattr(sheet.range("A1"), "row_height", 3),
        lambda sheet: setattr(sheet.range("A1,C1"), "raw_value", 3.0),
        lambda sheet: setattr(sheet.range("A1:B1"), "raw_value", ((dt.date(2024, 1, 1), ""),)),
        lambda sheet: sheet.range("A1").insert("down"),
        lambda sheet: sheet.range("A1").insert("right"),
        lambda sheet: sheet.range("A1").columns.autofit(),
    ],
)
def it_says_what_it_does_not_offer(sheet: xlwings.Sheet, use: Any) -> None:
    with pytest.raises(NotImplementedError, match=r"itaxl ต่อกับ Calc .* / .*itaxl.calc offers only"):
        use(sheet)


def it_shows_a_failure_inside_a_property_as_what_it_is(sheet: xlwings.Sheet) -> None:
    impl = sheet.range("A1").impl
    impl.sheet.sheet = None
    with pytest.raises(AttributeError, match="NoneType"):
        _ = impl.raw_value
