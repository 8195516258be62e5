"""What ตรวจสอบข้อมูล and ระบายสีสถานะ leave on the sheets of an open tracker."""

from __future__ import annotations

import datetime as dt

import pytest
import xlwings

from itaxl import buttons
from itaxl.buttons.blocks import put
from itaxl.core import layout, palette
from itaxl.core.grid import Grid
from itaxl.core.marks import PASSED
from itaxl.errors import ExitCode
from tests.desks import IN_BOTH, Desk
from tests.excel_tracker import (
    COLUMNS,
    ERROR,
    FINDINGS,
    FIRST,
    FRAME,
    GRID_LINE,
    MEASURES,
    NOW,
    OFFICE,
    ROLLUP,
    WARNING,
    findings,
    line,
    measure,
    messages,
    rgb,
    spoil,
)

pytestmark = IN_BOTH


class DescribeValidate:
    def it_says_that_nothing_is_wrong_and_that_the_memo_can_be_written(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        outcome = buttons.validate(book, NOW)
        assert outcome.exit_code == ExitCode.OK
        assert "ไม่พบรายการที่ต้องแก้ไข" in outcome.text and "ออกบันทึกข้อความ" in outcome.text
        assert findings(xl) == []
        assert messages(xl) == [PASSED] * 5

    def it_lists_each_finding_with_a_link_to_its_cell(self, xl: Desk, book: xlwings.Book) -> None:
        spoil(xl)
        outcome = buttons.validate(book, NOW)
        assert outcome.exit_code == ExitCode.FINDINGS
        assert "ต้องแก้ไข 1 รายการ" in outcome.text
        error = next(row for row in findings(xl) if row[0] == layout.SEVERITY_WORDS["error"])
        assert error[1:3] == [MEASURES, "B7"]
        row = layout.FINDINGS_HEADER_ROW + 1 + findings(xl).index(error)
        assert xl.sheet(FINDINGS).at(row, 3).formula == f'=HYPERLINK("#\'{MEASURES}\'!B7","B7")'

    def it_tells_above_the_table_when_it_was_checked(self, xl: Desk, book: xlwings.Book) -> None:
        spoil(xl)
        buttons.validate(book, NOW)
        assert "2 เมษายน 2567 เวลา 10.15 น." in str(xl.sheet(FINDINGS).at(3, 1).value)

    def it_writes_into_the_rows_what_is_to_be_mended(self, xl: Desk, book: xlwings.Book) -> None:
        spoil(xl)
        buttons.validate(book, NOW)
        first, second, _, fourth, _ = messages(xl)
        assert first == PASSED
        assert str(second).startswith("ต้องแก้ไข: ") and str(fourth).startswith("ควรตรวจสอบ: ")

    def it_clears_the_results_of_an_earlier_check(self, xl: Desk, book: xlwings.Book) -> None:
        for number in range(1, 6):
            measure(xl, "title", number).value = None
        buttons.validate(book, NOW)
        assert len(findings(xl)) >= 5
        for number in range(1, 6):
            measure(xl, "title", number).value = f"มาตรการที่ {number}"
        for key in COLUMNS:
            measure(xl, key, 5).value = measure(xl, key, 5).value if key == "message" else None
        buttons.validate(book, NOW)
        assert findings(xl) == []
        assert messages(xl) == [PASSED] * 4 + [None]

    def it_writes_nothing_where_nothing_is_wrong_and_the_state_has_no_place(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        header = layout.FINDINGS_HEADER_ROW
        for row in range(1, header):
            xl.sheet(FINDINGS).make(row, 1).value = "โน้ต"
        assert buttons.validate(book, NOW).exit_code == ExitCode.OK
        assert [xl.sheet(FINDINGS).at(row, 1).value for row in range(1, header)] == ["โน้ต"] * (header - 1)

    @pytest.mark.parametrize("text", ["2", "01", "31/3/2567", "=1+1"])
    def it_lists_a_value_as_text_in_a_row_that_a_filter_hides(
        self, xl: Desk, book: xlwings.Book, text: str
    ) -> None:
        measure(xl, "status", 2).value = text
        xl.sheet(FINDINGS).filtered = {layout.FINDINGS_HEADER_ROW + 1}
        buttons.validate(book, NOW)
        assert text in [row[3] for row in findings(xl)]

    @pytest.mark.parametrize("hidden", [{0}, {1}, {0, 2}, {1, 3}, {2, 3, 4}])
    def it_lists_texts_as_texts_around_rows_that_a_filter_hides(
        self, xl: Desk, book: xlwings.Book, hidden: set[int]
    ) -> None:
        for row in range(1, 6):
            measure(xl, "status", row).value = f"={row}+1"
        xl.sheet(FINDINGS).filtered = {layout.FINDINGS_HEADER_ROW + 1 + row for row in hidden}
        for _ in range(2):
            buttons.validate(book, NOW)
            assert [row[3] for row in findings(xl)][:5] == [f"={row}+1" for row in range(1, 6)]
        assert all(typed.startswith("=HYPERLINK(\"#'") for typed in xl.conversions())

    def it_puts_a_zero_into_an_empty_row_that_a_filter_hides(self, xl: Desk, book: xlwings.Book) -> None:
        sheet = book.sheets[ROLLUP]
        xl.sheet(ROLLUP).filtered = {40, 41}
        put(sheet, {(40, 3): 0.0, (40, 4): "", (41, 3): "", (41, 4): 0.0}, Grid(ROLLUP, ()))
        store = xl.sheet(ROLLUP)
        assert [[store.at(row, c).value for c in (3, 4)] for row in (40, 41)] == [[0.0, None], [None, 0.0]]

    def it_reaches_a_sheet_whose_name_has_quotes(self, xl: Desk, book: xlwings.Book) -> None:
        xl.sheet(MEASURES).name = "ข้อ'1\"ก"
        xl.sheet("ข้อ'1\"ก").make(FIRST, COLUMNS["title"]).value = None
        buttons.validate(book, NOW)
        formulas = [cell.formula for cell in xl.sheet(FINDINGS).cells.values() if cell.formula]
        assert '=HYPERLINK("#\'ข้อ\'\'1""ก\'!B6","B6")' in formulas

    @pytest.mark.parametrize("text", ["=1+1", "+66812345678", "- ข้อ", "@ก", "01", "TRUE", "31/3/2567", "'ก"])
    def it_shows_what_was_typed_as_text_whatever_it_begins_with(
        self, xl: Desk, book: xlwings.Book, text: str
    ) -> None:
        for key in ("number", "status", "due", "indicator", "divisions"):
            measure(xl, key).value = text
        buttons.all_(book, NOW)
        assert text in [row[3] for row in findings(xl)]
        assert all(typed.startswith("=HYPERLINK(\"#'") for typed in xl.conversions())

    def it_makes_a_plain_sheet_where_the_findings_sheet_was_deleted(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        spoil(xl)
        xl.remove(FINDINGS)
        buttons.validate(book, NOW)
        assert book.sheets.active.name == layout.GUIDE_SHEET
        header = [f.label for f in layout.FINDING_COLUMNS]
        store = xl.sheet(FINDINGS)
        assert [store.at(layout.FINDINGS_HEADER_ROW, c).value for c in range(1, len(header) + 1)] == header
        first = findings(xl)
        assert len(first) == 2
        buttons.validate(book, NOW)
        assert findings(xl) == first

    def it_follows_a_findings_table_that_was_moved(self, xl: Desk, book: xlwings.Book) -> None:
        spoil(xl)
        store = xl.sheet(FINDINGS)
        store.move(2, 1)
        buttons.validate(book, NOW)
        assert store.at(layout.FINDINGS_HEADER_ROW + 3, 2).value in layout.SEVERITY_WORDS.values()
        assert store.at(layout.FINDINGS_HEADER_ROW + 3, 1).value is None

    def it_keeps_what_somebody_wrote_over_a_header_and_writes_that_column_behind_the_table(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        spoil(xl)
        store, row, behind = xl.sheet(FINDINGS), layout.FINDINGS_HEADER_ROW, len(layout.FINDING_COLUMNS) + 1
        store.make(row, 3).value = "อะไร"
        buttons.validate(book, NOW)
        assert (store.at(row, 3).value, store.at(row, behind).value) == ("อะไร", "เซลล์")
        assert [store.at(row + n, behind).value for n in (1, 2)] == ["B7", "I9"]

    def it_writes_no_column_into_the_table_of_mended_cells(self, xl: Desk, book: xlwings.Book) -> None:
        spoil(xl)
        store, row, behind = xl.sheet(FINDINGS), layout.FINDINGS_HEADER_ROW, len(layout.FINDING_COLUMNS) + 1
        store.make(row, 3).value = store.make(row, 5).value = "อะไร"
        for _ in range(2):
            buttons.validate(book, NOW)
            labels = [store.at(row, column).value for column in range(behind, behind + 8)]
            kept = [field.label for field in layout.KEPT_COLUMNS]
            assert labels == ["เซลล์", *kept, "สิ่งที่พบและวิธีแก้ไข", None]
            assert [store.at(row + n, behind).value for n in (1, 2)] == ["B7", "I9"]
            assert all(store.at(row + n, behind + len(kept) + 1).value for n in (1, 2))

    def it_goes_on_below_a_header_that_was_renamed_or_emptied(self, xl: Desk, book: xlwings.Book) -> None:
        spoil(xl)
        buttons.validate(book, NOW)
        store, row = xl.sheet(FINDINGS), layout.FINDINGS_HEADER_ROW
        store.make(row, 3).value, store.make(row, 6).value = None, "รหัสข้อ"
        before = findings(xl)
        buttons.validate(book, NOW)
        assert (store.at(row, 3).value, store.at(row, 6).value) == ("เซลล์", "รหัสข้อ")
        assert findings(xl) == before


class DescribeColour:
    def it_colours_the_status_cells_and_the_faulty_ones(self, xl: Desk, book: xlwings.Book) -> None:
        spoil(xl)
        measure(xl, "due", 5).value = dt.datetime(2024, 3, 29)
        outcome = buttons.colour(book, NOW)
        shown = [rgb(measure(xl, "status", number).fill) for number in range(1, 6)]
        swatches = (palette.DONE, palette.DONE, palette.IN_PROGRESS, palette.IN_PROGRESS, palette.OVERDUE)
        assert shown == [swatch.fill for swatch in swatches]
        assert rgb(measure(xl, "title", 2).fill) == ERROR
        assert rgb(measure(xl, "note", 4).fill) == WARNING
        assert "เกินกำหนด 1" in outcome.text and "ต้องแก้ไข 1" in outcome.text

    def it_frames_the_errors_only(self, xl: Desk, book: xlwings.Book) -> None:
        spoil(xl)
        buttons.colour(book, NOW)
        assert line(measure(xl, "title", 2)) == FRAME
        assert line(measure(xl, "note", 4)) == line(measure(xl, "status", 2)) == GRID_LINE

    def it_takes_the_colour_and_frame_off_a_cell_that_was_mended(self, xl: Desk, book: xlwings.Book) -> None:
        spoil(xl)
        buttons.colour(book, NOW)
        measure(xl, "title", 2).value = "แก้แล้ว"
        buttons.colour(book, NOW)
        assert measure(xl, "title", 2).fill is None
        assert line(measure(xl, "title", 2)) == GRID_LINE

    def it_takes_the_colour_off_a_row_that_was_emptied(self, xl: Desk, book: xlwings.Book) -> None:
        buttons.colour(book, NOW)
        assert measure(xl, "status", 5).fill is not None
        for key in COLUMNS:
            measure(xl, key, 5).value = None
        buttons.colour(book, NOW)
        assert measure(xl, "status", 5).fill is None

    def it_colours_the_office_sheet_beside_the_labels(self, xl: Desk, book: xlwings.Book) -> None:
        store = xl.sheet(OFFICE)
        row = next(r for (r, c), cell in store.cells.items() if c == 1 and cell.value == "คะแนนรวม ITA")
        label = store.at(row, 1).fill
        store.make(row, 2).value = 120.0
        buttons.colour(book, NOW)
        assert xl.colour(OFFICE, row, 2) == ERROR
        assert store.at(row, 1).fill == label

    def it_leaves_the_users_own_column_and_rows_as_they_are(self, xl: Desk, book: xlwings.Book) -> None:
        store = xl.sheet(MEASURES)
        own, below = store.make(FIRST, len(COLUMNS) + 2), store.make(layout.MEASURES_HEADER_ROW + 700, 2)
        own.value, own.fill = "ของฉัน", 255
        below.fill = 255
        message = measure(xl, "message").fill
        buttons.colour(book, NOW)
        assert (own.value, own.fill, own.border) == ("ของฉัน", 255, None)
        assert (below.fill, below.border) == (255, None)
        assert message is not None
        assert measure(xl, "message").fill == message
