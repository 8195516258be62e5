"""Values and sheets that an Excel in an office has, and that a workbook made by a program has not."""

from __future__ import annotations

import pytest
import xlwings

from itaxl import buttons
from itaxl.core import layout
from itaxl.core.marks import PASSED
from itaxl.errors import ExitCode
from tests.desks import IN_BOTH, Desk
from tests.excel_cells import BadDay
from tests.excel_com import REJECTED, com_error
from tests.excel_engine import Excel
from tests.excel_tracker import (
    COLUMNS,
    FINDINGS,
    FIRST,
    MEASURES,
    NOW,
    OFFICE,
    ROLLUP,
    column,
    findings,
    measure,
    messages,
    spoil,
)

EVERY = [name for name in buttons.COMMANDS if name not in ("help", "mend", "links", "memo")]
MESSAGE = COLUMNS["message"]


class DescribeADayThatExcelCannotHandOver:
    """A negative number, or one past the year 9999, under a date's format: xlwings issues 2003 and 2161."""

    @pytest.mark.parametrize("number", [-693_555.0, -1.0, 2_958_466.0, 1e9])
    def it_is_a_finding_of_its_own_cell_and_stops_no_button(
        self, xl: Excel, book: xlwings.Book, number: float
    ) -> None:
        measure(xl, "due", 3).value = BadDay(number)
        assert buttons.validate(book, NOW).exit_code == ExitCode.FINDINGS
        assert [row[1:4] for row in findings(xl)] == [[MEASURES, f"E{FIRST + 2}", f"{number:.0f}"]]
        told = messages(xl)
        assert str(told.pop(2)).startswith("ต้องแก้ไข") and told == [PASSED] * 4

    @pytest.mark.parametrize("command", EVERY)
    def it_leaves_every_other_cell_as_it_is_read_without_it(
        self, xl: Excel, book: xlwings.Book, command: str
    ) -> None:
        buttons.COMMANDS[command](book, NOW)
        without = column(xl, ROLLUP, 2, 1, 40)
        measure(xl, "budget", 2).value = BadDay(-2.0)
        xl.sheet(OFFICE).make(60, 9).value = BadDay(-3.0)
        buttons.COMMANDS[command](book, NOW)
        assert column(xl, ROLLUP, 2, 1, 40) == without

    def it_costs_calls_for_itself_only(self, xl: Excel, book: xlwings.Book) -> None:
        buttons.validate(book, NOW)
        xl.calls()
        buttons.validate(book, NOW)
        without = xl.calls()
        measure(xl, "due", 3).value = BadDay(-1.0)
        buttons.validate(book, NOW)
        assert xl.calls() - without <= 150

    def it_is_not_looked_for_while_excel_is_busy(
        self, xl: Excel, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("itaxl.buttons.patience.PAUSE", 0)
        xl.model._broken["Range.Value"] = com_error(REJECTED, "Call was rejected by callee.")
        buttons.click("validate")
        assert "ยังไม่ว่าง" in (xl.alerts + xl.from_windows)[-1]
        assert xl.tally()["Range.Value2"] == 0


class DescribeAChartSheetInFront:
    @pytest.fixture(autouse=True)
    def in_front(self, xl: Excel, book: xlwings.Book) -> None:
        xl.book.show_chart("แผนภูมิ1")

    @pytest.mark.parametrize("command", EVERY)
    def it_stays_in_front_of_every_command(self, xl: Excel, book: xlwings.Book, command: str) -> None:
        spoil(xl)
        buttons.COMMANDS[command](book, NOW)
        assert xl.book._front.get_Name() == "แผนภูมิ1"

    def it_stays_in_front_where_a_sheet_is_added(self, xl: Excel, book: xlwings.Book) -> None:
        xl.remove(FINDINGS)
        spoil(xl)
        buttons.validate(book, NOW)
        assert len(findings(xl)) == 2
        assert xl.book._front.get_Name() == "แผนภูมิ1"

    def it_gives_way_to_the_guide(self, xl: Excel, book: xlwings.Book) -> None:
        buttons.COMMANDS["help"](book, NOW)
        assert xl.book._front.get_Name() == layout.GUIDE_SHEET


@IN_BOTH
class DescribeATablesOwnTotalsRow:
    @pytest.mark.parametrize("below", [5, 500])
    def it_keeps_its_sums_and_is_no_measure(self, xl: Desk, book: xlwings.Book, below: int) -> None:
        row = FIRST + below
        xl.sheet(MEASURES).make(row, 1).value = "ผลรวม"
        xl.sheet(MEASURES).make(row, MESSAGE).value = 5.0
        for _ in range(2):
            buttons.validate(book, NOW)
            assert xl.sheet(MEASURES).at(row, MESSAGE).value == 5.0
        assert messages(xl) == [PASSED] * 5
        assert [row[5] for row in findings(xl)] == ["M613"]


@IN_BOTH
class DescribeATableThatGrew:
    def it_is_checked_coloured_and_cleared_past_its_first_size(self, xl: Desk, book: xlwings.Book) -> None:
        store = xl.sheet(MEASURES)
        for row in range(FIRST + 498, FIRST + 503):
            for key in ("title", "steps", "divisions", "status"):
                store.make(row, COLUMNS[key]).value = measure(xl, key).value
        buttons.validate(book, NOW)
        buttons.colour(book, NOW)
        assert len(findings(xl)) >= 5
        assert all(store.at(row, MESSAGE).value for row in range(FIRST + 498, FIRST + 503))
        assert xl.colour(MEASURES, FIRST + 502, COLUMNS["status"]) == xl.colour(
            MEASURES, FIRST, COLUMNS["status"]
        )


@IN_BOTH
@pytest.mark.parametrize("sheet", [ROLLUP, FINDINGS])
class DescribeResultSheetsThatPeopleChange:
    """Each gives in the end what it gives untouched."""

    def it_does_not_matter_which_rows_a_filter_hides(self, xl: Desk, book: xlwings.Book, sheet: str) -> None:
        before, first = _results(xl, book, sheet), HEADERS[sheet] + 1
        _disturb(xl, book)
        xl.sheet(sheet).filtered = {first, first + 2, first + 3}
        assert _results(xl, book, sheet) == before

    def it_does_not_matter_how_the_rows_were_sorted(self, xl: Desk, book: xlwings.Book, sheet: str) -> None:
        before, store = _results(xl, book, sheet), xl.sheet(sheet)
        rows = [row for row in range(HEADERS[sheet] + 1, HEADERS[sheet] + 9) if store.at(row, 1).value]
        kept = {(row, n): store.at(row, n).value for row in rows for n in range(1, 12)}
        for row, other in zip(rows, reversed(rows), strict=True):
            for n in range(1, 12):
                if kept[row, n] != kept[other, n]:
                    store.make(row, n).value = kept[other, n]
        assert _results(xl, book, sheet) == before


@pytest.mark.parametrize("sheet", [ROLLUP, FINDINGS])
def test_no_line_is_lost_under_cells_that_somebody_merged(xl: Excel, book: xlwings.Book, sheet: str) -> None:
    before, first = _results(xl, book, sheet), HEADERS[sheet] + 1
    xl.sheet(sheet).merge((first, 1, first + 1, 2))
    after = _results(xl, book, sheet)
    assert set(before.values()) <= set(after.values())


HEADERS = {ROLLUP: layout.ROLLUP_HEADER_ROW, FINDINGS: layout.FINDINGS_HEADER_ROW}


def _results(xl: Desk, book: xlwings.Book, sheet: str) -> dict[int, tuple[object, ...]]:
    """The lines of a result sheet by row after both commands that write on one."""
    measure(xl, "title", 2).value = None
    measure(xl, "note", 4).value = "เเก้\u200bไข"
    buttons.validate(book, NOW)
    buttons.rollup(book, NOW)
    store, width = xl.sheet(sheet), 7
    rows = {
        row: tuple(store.at(row, column).value for column in range(1, width + 1))
        for row in range(HEADERS[sheet] + 1, HEADERS[sheet] + 30)
    }
    return {row: line for row, line in rows.items() if any(value is not None for value in line)}


def _disturb(xl: Desk, book: xlwings.Book) -> None:
    """Other results, which are to be replaced."""
    was = {n: [measure(xl, key, n).value for key in ("title", "divisions")] for n in (1, 3)}
    for number in was:
        measure(xl, "title", number).value = None
        measure(xl, "divisions", number).value = "กองอื่น"
    buttons.validate(book, NOW)
    buttons.rollup(book, NOW)
    for number, values in was.items():
        for key, value in zip(("title", "divisions"), values, strict=True):
            measure(xl, key, number).value = value
