"""What a clerk types on the sheets that the program fills in stays: in Excel, in Calc, in a checked copy."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings
from openpyxl.workbook.workbook import Workbook

from itaxl import buttons
from itaxl.buttons.live import read
from itaxl.core import layout
from itaxl.core.assess import assess
from itaxl.core.compose import office_blocks
from itaxl.core.grid import Grid, Value
from itaxl.core.marks import marks, message, with_note
from itaxl.core.results.lines import lines_in, mark, noted, ours_in
from itaxl.core.results.written import is_state, quotes, without_ours
from itaxl.core.rules import RULES
from itaxl.core.sample import sample
from itaxl.files.tracker.commands import Way
from itaxl.files.tracker.outputs import findings_hint, rollup_hint
from itaxl.files.tracker.workbook import tracker_bytes
from tests.calc_office import Calc, property_value
from tests.case_grids import assessed
from tests.desks import IN_BOTH, IN_CALC, Desk
from tests.excel_cells import SheetStore
from tests.excel_tracker import COLUMNS, FINDINGS, FIRST, MEASURES, NOW, OFFICE, ROLLUP, measure
from tests.test_annotate import checked, edited, opened

FAULTY = (Path(__file__).parents[1] / "examples" / "with-errors" / "04-laichut-errors.xlsm").read_bytes()
LIST, SUMS = layout.FINDINGS_HEADER_ROW + 1, layout.ROLLUP_HEADER_ROW + 1
WIDTH, SUMS_WIDTH = len(layout.FINDING_COLUMNS), len(layout.ROLLUP_COLUMNS)
SPAN = range(1, WIDTH + 1)
#: Where the first finding of that workbook lies.
EIT = next(
    block.first_row + n
    for block in office_blocks(sample())
    for n, field in enumerate(block.fields)
    if field.key == "eit"
)
CODE = [field.key for field in layout.FINDING_COLUMNS].index("code")


def notes(xl: Desk) -> dict[tuple[str, str], tuple[int, int]]:
    """Sheet and text of every note, and where it stands."""
    return {
        (name, str(cell.value)): place
        for name in (FINDINGS, MEASURES, OFFICE, ROLLUP)
        for place, cell in xl.sheet(name).cells.items()
        if "โน้ต" in str(cell.value)
    }


def click(book: xlwings.Book) -> None:
    buttons.validate(book, NOW)
    buttons.rollup(book, NOW)


def lines(xl: Desk, columns: range) -> list[list[object]]:
    store = xl.sheet(FINDINGS)
    return [[store.at(row, c).value for c in columns] for row in range(LIST, store.used[2] + 1)]


def _put(store: SheetStore, top: int, rows: list[list[object]]) -> None:
    for row, values in enumerate(rows, top):
        for column, value in enumerate(values, 1):
            store.make(row, column).value = value


def _header_row(sheet: str) -> int:
    return (LIST if sheet == FINDINGS else SUMS) - 1


def _table(xl: Desk, sheet: str) -> list[list[object]]:
    """What stands below the header, a column wider than the table."""
    store = xl.sheet(sheet)
    rows = range(_header_row(sheet) + 1, store.used[2] + 1)
    found = [[store.at(row, c).value for c in range(1, _width(sheet) + 2)] for row in rows]
    return [line for line in found if any(value is not None for value in line)]


def _wanted(book: xlwings.Book, sheet: str) -> list[list[object]]:
    """The lines of today's findings or roll-up, as wide."""
    grids = read(book).grids
    shown = marks(*assessed(grids, NOW.date()))
    rows: list[tuple[Value, ...]] = (
        [f.cells for f in shown.findings] if sheet == FINDINGS else [*shown.rollup]
    )
    return [[cell if cell != "" else None for cell in row] for row in rows]


def _width(sheet: str) -> int:
    return WIDTH if sheet == FINDINGS else SUMS_WIDTH


def _move_columns(xl: Desk, sheet: str, to: dict[int, int]) -> None:
    """The cells of the table from its header down; a column that is left empty stays so."""
    store = xl.sheet(sheet)
    rows = range(_header_row(sheet), store.used[2] + 1)
    values = {(row, column): store.at(row, column).value for row in rows for column in to}
    for row, column in values:
        store.make(row, column).value = None
    for (row, column), value in values.items():
        store.make(row, to[column]).value = value


@IN_BOTH
class DescribeNotesOnAnOpenWorkbook:
    @pytest.fixture
    def book(self, xl: Desk) -> xlwings.Book:
        book = xl.open(FAULTY)
        click(book)
        return book

    def it_leaves_each_note_where_it_was_typed(self, xl: Desk, book: xlwings.Book) -> None:
        places = {
            (FINDINGS, "โน้ต ขวาตาราง"): (LIST, WIDTH + 2),
            (FINDINGS, "โน้ต ทับรหัส"): (LIST + 1, WIDTH),
            (FINDINGS, "โน้ต ทับระดับ"): (LIST + 2, 1),
            (FINDINGS, "โน้ต ทับข้อความ"): (LIST + 3, 5),
            (FINDINGS, "โน้ต ชิดท้ายตาราง"): (LIST + 16, 5),
            (FINDINGS, "โน้ต ใต้ตาราง"): (LIST + 20, 1),
            (FINDINGS, "โน้ต เหนือหัวตาราง"): (LIST - 2, 1),
            (FINDINGS, "โน้ต ทับบรรทัดสถานะ"): (LIST - 3, 1),
            (ROLLUP, "โน้ต ขวาตาราง"): (SUMS, 10),
            (ROLLUP, "โน้ต ทับจำนวน"): (SUMS + 1, 4),
            (ROLLUP, "โน้ต ในแถวที่ไม่ใช้"): (SUMS + 15, 1),
            (ROLLUP, "โน้ต ในแถวว่าง"): (SUMS + 17, 2),
            (ROLLUP, "โน้ต ใต้แถวรวม"): (SUMS + 22, 1),
            (ROLLUP, "โน้ต ทับบรรทัดสถานะ"): (SUMS - 3, 1),
            (MEASURES, "โน้ต ท้ายคอลัมน์"): (FIRST + 40, COLUMNS["message"]),
            (MEASURES, "โน้ต นอกตาราง"): (FIRST, COLUMNS["message"] + 2),
        }
        for (sheet, text), place in places.items():
            xl.sheet(sheet).make(*place).value = text
        click(book)
        measure(xl, "title", 1).value = None
        click(book)
        assert notes(xl) == places
        assert not {SUMS + 15, SUMS + 17} & xl.sheet(ROLLUP).hidden

    def it_lists_every_finding_around_the_notes(self, xl: Desk, book: xlwings.Book) -> None:
        before = [line for line in lines(xl, range(1, WIDTH + 1)) if any(line)]
        xl.sheet(FINDINGS).make(LIST + 3, 5).value = "โน้ต"
        xl.sheet(FINDINGS).make(LIST + len(before) + 1, 1).value = "โน้ต ท้ายตาราง"
        click(book)
        found = [line for line in lines(xl, range(1, WIDTH + 1)) if any(line)]
        assert [line for line in found if "โน้ต" not in str(line)] == before
        assert [line for line in found if "โน้ต" in str(line)] == [
            [*[None] * 4, "โน้ต", *[None] * (WIDTH - 5)],
            ["โน้ต ท้ายตาราง", *[None] * (WIDTH - 1)],
        ]

    def it_keeps_a_note_in_a_column_of_the_clerks_beside_its_finding(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        store, own = xl.sheet(FINDINGS), WIDTH + 1
        store.make(LIST - 1, own).value = "ผู้แก้ไข"
        about = {store.at(LIST + n, 3).value: f"โน้ต {n}" for n in range(4, 10)}
        for n in range(4, 10):
            store.make(LIST + n, own).value = f"โน้ต {n}"
        xl.sheet(OFFICE).make(EIT, 2).value = 84.0  # the first finding is mended, so all below would move up
        measure(xl, "title", 1).value = None
        click(book)
        beside = {line[2]: line[-1] for line in lines(xl, range(1, own + 1)) if line[-1]}
        assert {cell: note for cell, note in beside.items() if cell} == about
        assert "B6" in [line[2] for line in lines(xl, range(1, own + 1)) if not line[-1]]

    def it_leaves_the_note_of_a_finding_that_is_mended_beside_no_other(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        store, own = xl.sheet(FINDINGS), WIDTH + 1
        store.make(LIST - 1, own).value = "ผู้แก้ไข"
        store.make(LIST, own).value = "โน้ต"
        xl.sheet(OFFICE).make(EIT, 2).value = 84.0
        for _ in range(2):
            click(book)
            assert lines(xl, range(1, own + 1))[0] == [*[None] * WIDTH, "โน้ต"]

    def it_puts_the_message_above_a_note_in_the_same_cell(self, xl: Desk, book: xlwings.Book) -> None:
        cells = {n: measure(xl, "message", n) for n in range(1, 6)}
        texts = {n: str(cell.value) for n, cell in cells.items()}
        hows = ("{note}", "{note}\n{text}", "{text}\n{note}", "{text} {note}", "{note}")
        for (n, cell), how in zip(cells.items(), hows, strict=True):
            cell.value = how.format(text=texts[n], note=f"-โน้ต {n}")
        for _ in range(2):
            buttons.validate(book, NOW)
            assert {n: cell.value for n, cell in cells.items()} == {
                n: f"{text}\n-โน้ต {n}" for n, text in texts.items()
            }

    def it_leaves_only_the_note_where_the_measure_is_gone(self, xl: Desk, book: xlwings.Book) -> None:
        cell = measure(xl, "message", 2)
        cell.value = f"{cell.value}\n-โน้ต"
        for key in COLUMNS.keys() - {"message"}:
            measure(xl, key, 2).value = None
        for _ in range(2):
            buttons.validate(book, NOW)
            assert measure(xl, "message", 2).value == "-โน้ต"

    def it_keeps_a_division_beside_what_was_written_of_it(self, xl: Desk, book: xlwings.Book) -> None:
        store = xl.sheet(ROLLUP)
        store.make(SUMS - 1, SUMS_WIDTH + 1).value = "ความเห็น"
        name = store.at(SUMS + 2, 1).value
        store.make(SUMS + 2, SUMS_WIDTH + 1).value = "โน้ต"
        office = xl.sheet(OFFICE)
        row = next(
            r for (r, c), cell in office.cells.items() if c == 1 and cell.value == store.at(SUMS, 1).value
        )
        for column in (1, 2, 3):
            office.make(row, column).value = None
        click(book)
        assert (store.at(SUMS + 2, 1).value, store.at(SUMS + 2, SUMS_WIDTH + 1).value) == (name, "โน้ต")

    def it_finds_its_lines_again_where_the_total_was_sorted_among_them(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        store, width = xl.sheet(ROLLUP), len(layout.ROLLUP_COLUMNS)
        whole = range(SUMS, store.used[2] + 1)
        before = [[store.at(row, c).value for c in range(1, width + 1)] for row in whole]
        total = next(n for n, line in enumerate(before) if line[0] == layout.ROLLUP_TOTAL)
        for column in range(1, width + 1):
            store.make(SUMS, column).value = before[total][column - 1]
            store.make(SUMS + total, column).value = None
        buttons.rollup(book, NOW)
        found = [[store.at(row, c).value for c in range(1, width + 1)] for row in whole]
        assert [line for line in found if any(line)] == [line for line in before if any(line)]

    @pytest.mark.parametrize("column", range(1, WIDTH + 1))
    def it_keeps_what_was_typed_over_one_cell_of_every_line(
        self, xl: Desk, book: xlwings.Book, column: int
    ) -> None:
        store, last = xl.sheet(FINDINGS), LIST + len([line for line in lines(xl, SPAN) if any(line)]) - 1
        before = [line for line in lines(xl, SPAN) if any(line)]
        places = {(FINDINGS, f"โน้ต {row}"): (row, column) for row in range(LIST, last + 1)}
        for (_, text), place in places.items():
            store.make(*place).value = text
        for _ in range(2):
            click(book)
            assert notes(xl) == places
            found = [line for line in lines(xl, SPAN) if any(line)]
            assert [line for line in found if "โน้ต" not in str(line)] == before
            assert all(line.count(None) == WIDTH - 1 for line in found if "โน้ต" in str(line))

    def it_keeps_what_was_typed_over_half_of_a_line_and_leaves_nothing_of_its_own(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        store = xl.sheet(FINDINGS)
        for column in (1, 4, 6):
            store.make(LIST, column).value = f"โน้ต {column}"
        click(book)
        assert lines(xl, SPAN)[0] == ["โน้ต 1", None, None, "โน้ต 4", None, "โน้ต 6", None]

    def it_keeps_a_line_of_the_clerks_that_uses_the_words_of_one_that_was_deleted(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        store, row = xl.sheet(FINDINGS), LIST + 20
        gone = [store.at(LIST, column).value for column in SPAN]
        _put(store, LIST, [[None] * WIDTH])
        own = [gone[0], gone[1], None, None, "โน้ต", gone[5], None]
        _put(store, row, [own])
        click(book)
        assert [store.at(row, column).value for column in SPAN] == own

    def it_keeps_lines_that_were_copied_below_without_a_header(self, xl: Desk, book: xlwings.Book) -> None:
        store, sums = xl.sheet(FINDINGS), xl.sheet(ROLLUP)
        count, bottom = len([line for line in lines(xl, SPAN) if any(line)]), sums.used[2]
        listed = [[store.at(LIST + n, c).value for c in SPAN] for n in range(count)]
        counted = [[sums.at(SUMS + n, c).value for c in range(1, SUMS_WIDTH + 1)] for n in range(3)]
        _put(store, LIST + count, listed)
        _put(sums, bottom + 1, counted)
        xl.sheet(OFFICE).make(EIT, 2).value = 84.0  # one finding less than was copied
        click(book)
        assert [[store.at(LIST + count + n, c).value for c in SPAN] for n in range(count)] == listed
        assert [
            [sums.at(bottom + 1 + n, c).value for c in range(1, SUMS_WIDTH + 1)] for n in range(3)
        ] == counted

    def it_keeps_a_row_that_counts_as_a_division_does(self, xl: Desk, book: xlwings.Book) -> None:
        row = ["ปีก่อน", 4.0, 1.0, 1.0, 2.0, 0.0, 50.0, 0.0]
        _put(xl.sheet(ROLLUP), SUMS + 12, [row])
        for _ in range(2):
            click(book)
            assert [xl.sheet(ROLLUP).at(SUMS + 12, c).value for c in range(1, SUMS_WIDTH + 1)] == row
            assert SUMS + 12 not in xl.sheet(ROLLUP).hidden

    def it_keeps_a_number_typed_over_a_count(self, xl: Desk, book: xlwings.Book) -> None:
        store = xl.sheet(ROLLUP)
        name = store.at(SUMS, 1).value
        store.make(SUMS, 4).value = 77.0
        click(book)
        assert [store.at(SUMS, c).value for c in range(1, SUMS_WIDTH + 1)] == [*[None] * 3, 77.0, *[None] * 4]
        assert [store.at(row, 1).value for row in range(SUMS, store.used[2] + 1)].count(name) == 1

    @pytest.mark.parametrize("sheet", [FINDINGS, ROLLUP])
    def it_fills_its_columns_around_one_that_was_inserted(self, xl: Desk, sheet: str) -> None:
        book = xl.open(FAULTY)
        _move_columns(xl, sheet, {column: column + 1 for column in range(2, SUMS_WIDTH + 1)})
        store, header = xl.sheet(sheet), _header_row(sheet)
        written = [f"โน้ต {row}" for row in range(6)]
        for row, text in enumerate(written, header):
            store.make(row, 2).value = text
        for _ in range(2):
            click(book)
            assert [store.at(row, 2).value for row in range(header, header + 6)] == written
            filled = [[line[0], *line[2:]] for line in _table(xl, sheet)]
            assert [line for line in filled if line[0]] == _wanted(book, sheet)

    @pytest.mark.parametrize("sheet", [FINDINGS, ROLLUP])
    def it_fills_its_columns_where_they_were_moved(self, xl: Desk, sheet: str) -> None:
        book = xl.open(FAULTY)
        _move_columns(xl, sheet, {2: 5, 5: 2})
        for _ in range(2):
            click(book)
            swapped = [
                [line[0], line[4], *line[2:4], line[1], *line[5 : _width(sheet)]]
                for line in _table(xl, sheet)
            ]
            assert swapped == _wanted(book, sheet)

    def it_keeps_all_that_it_cannot_know_in_a_workbook_without_marks(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        store = xl.sheet(FINDINGS)
        before = [line for line in lines(xl, SPAN) if any(line)]
        xl.remove(layout.CONFIG_SHEET)
        click(book)
        assert [line for line in lines(xl, SPAN) if any(line)] == before
        row = LIST + next(n for n, line in enumerate(before) if line[CODE] == "P701")
        store.make(row, 4).value = "โน้ต"
        xl.sheet(ROLLUP).make(SUMS, 1).value = "โน้ต ทับชื่อกอง"
        click(book)
        assert notes(xl) == {(FINDINGS, "โน้ต"): (row, 4), (ROLLUP, "โน้ต ทับชื่อกอง"): (SUMS, 1)}

    def it_counts_every_division_where_the_last_line_is_not_the_total_s_and_has_a_note(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        store = xl.sheet(ROLLUP)
        total = next(row for row in range(SUMS, 40) if store.at(row, 1).value == layout.ROLLUP_TOTAL)
        last = SUMS + len(_wanted(book, ROLLUP)) - 2
        both = {row: [store.at(row, c).value for c in range(1, SUMS_WIDTH + 1)] for row in (SUMS, total)}
        _put(store, SUMS, [both[total]])
        _put(store, total, [both[SUMS]])
        store.make(total, SUMS_WIDTH + 1).value, store.make(last, SUMS_WIDTH + 1).value = (
            "โน้ต",
            "โน้ต ของกองสุดท้าย",
        )
        for _ in range(2):
            click(book)
            assert [line[:SUMS_WIDTH] for line in _table(xl, ROLLUP) if line[0]] == _wanted(book, ROLLUP)
            assert notes(xl).keys() == {(ROLLUP, "โน้ต"), (ROLLUP, "โน้ต ของกองสุดท้าย")}

    def it_blanks_its_own_lines_when_they_are_mended(self, xl: Desk, book: xlwings.Book) -> None:
        count = sum(any(line) for line in lines(xl, range(1, WIDTH + 1)))
        xl.sheet(OFFICE).make(EIT, 2).value = 84.0
        xl.sheet(OFFICE).make(26, 2).value = 91.0
        click(book)
        assert sum(any(line) for line in lines(xl, range(1, WIDTH + 1))) < count
        assert not notes(xl)


@IN_CALC
@pytest.mark.parametrize(
    ("suffix", "kind"),
    [(".xlsx", "Calc MS Excel 2007 XML"), (".xlsm", "Calc MS Excel 2007 VBA XML"), (".ods", "calc8")],
)
def test_the_marks_stay_with_a_workbook_that_was_saved(
    xl: Calc, tmp_path: Path, suffix: str, kind: str
) -> None:
    click(xl.open(FAULTY))
    before = [line for line in lines(xl, SPAN) if any(line)]
    row = LIST + next(n for n, line in enumerate(before) if line[CODE] == "P701")
    xl.sheet(FINDINGS).make(row, 4).value = "โน้ต"
    file = tmp_path / f"saved{suffix}"
    xl.document.storeToURL(file.as_uri(), (property_value("FilterName", kind),))
    click(xl.open(file.read_bytes(), str(tmp_path / f"again{suffix}")))
    found = [line for line in lines(xl, SPAN) if any(line)]
    assert [line for line in found if "โน้ต" in line] == [[None, None, None, "โน้ต", *[None] * (WIDTH - 4)]]
    assert [line for line in found if "โน้ต" not in line] == before


class DescribeNotesInACheckedCopy:
    def it_leaves_every_note_where_it_was_typed(self) -> None:
        places = {
            (FINDINGS, LIST + 1, 6), (FINDINGS, LIST + 30, 1), (FINDINGS, LIST, 8), (FINDINGS, LIST - 3, 1),
            (ROLLUP, SUMS + 15, 2), (ROLLUP, SUMS, 10), (ROLLUP, SUMS + 22, 1),
            (MEASURES, FIRST + 40, COLUMNS["message"]),
        }  # fmt: skip

        def written(book: Workbook) -> None:
            for sheet, row, column in places:
                book[sheet].cell(row, column).value = "โน้ต"

        once = checked(edited(FAULTY, written)).data
        for copy in (once, checked(once).data):
            book = opened(copy)
            for sheet, row, column in places:
                assert book[sheet].cell(row, column).value == "โน้ต"
            assert not book[ROLLUP].row_dimensions[SUMS + 15].hidden

    def it_follows_columns_that_were_inserted(self) -> None:
        def inserted(book: Workbook) -> None:
            for name, header in ((FINDINGS, LIST - 1), (ROLLUP, SUMS - 1)):
                book[name].insert_cols(3)
                for n in range(6):
                    book[name].cell(header + n, 3).value = f"โน้ต {n}"

        copy = opened(checked(edited(checked(FAULTY).data, inserted)).data)
        for name, header in ((FINDINGS, LIST - 1), (ROLLUP, SUMS - 1)):
            assert [copy[name].cell(header + n, 3).value for n in range(6)] == [f"โน้ต {n}" for n in range(6)]
        assert copy[FINDINGS].cell(LIST, 4).value == f"B{EIT}"

    @pytest.mark.parametrize("column", SPAN)
    def it_keeps_what_was_typed_over_a_cell_of_the_list(self, column: int) -> None:
        def typed(book: Workbook) -> None:
            sheet = book[FINDINGS]
            for row in range(LIST, sheet.max_row + 1):
                sheet.cell(row, column).value, sheet.cell(row, column).hyperlink = f"โน้ต {row}", None

        once = checked(FAULTY).data
        before = opened(once)[FINDINGS]
        last, own = before.max_row, [[cell.value for cell in row] for row in before.iter_rows(LIST)]
        for copy in (twice := checked(edited(once, typed)).data, checked(twice).data):
            sheet = opened(copy)[FINDINGS]
            assert [sheet.cell(row, column).value for row in range(LIST, last + 1)] == [
                f"โน้ต {row}" for row in range(LIST, last + 1)
            ]
            assert [[cell.value for cell in row] for row in sheet.iter_rows(last + 1)] == own

    def it_puts_a_message_above_a_note(self) -> None:
        def written(book: Workbook) -> None:
            book[MEASURES].cell(FIRST, COLUMNS["message"]).value = "โน้ต"

        once = checked(edited(FAULTY, written)).data
        for copy in (once, checked(once).data):
            text = str(opened(copy)[MEASURES].cell(FIRST, COLUMNS["message"]).value)
            assert text.startswith("ต้องแก้ไข: ") and text.endswith("\nโน้ต") and text.count("โน้ต") == 1


class DescribeTheMarks:
    def it_finds_a_line_of_which_half_is_left_but_not_one_of_two_equal_ones(self) -> None:
        line = ("ก", "ข", "ค", None, 5.0, "จ")
        written = (mark(line),)

        def ours(*rows: tuple[Value, ...]) -> list[tuple[int, ...]]:
            return ours_in(rows, written, lambda cells: len(cells) >= 3)

        assert ours(line, line) == [(0, 1, 2, 4, 5), ()]
        assert ours(("ก", "โน้ต", "ค", "โน้ต", "5", None)) == [(0, 2, 4)]
        assert ours(("ก", "โน้ต", "ค", "โน้ต", "6", None)) == [()]
        assert ours(("ก", " ข\r\n", "ค", "", 5.0, "จ")) == [(0, 1, 2, 4, 5)]

    def it_finds_nothing_in_a_long_list_whose_columns_were_sorted_apart(self) -> None:
        lines = [tuple(f"{n}-{column}" for column in range(6)) for n in range(3_000)]
        mixed = [tuple(lines[(n + 7 * c) % 3_000][c] for c in range(6)) for n in range(3_000)]
        found = ours_in(mixed, tuple(map(mark, lines)), lambda cells: len(cells) >= 3)
        assert found == [()] * 3_000

    def it_tells_an_empty_list_from_none(self) -> None:
        empty = Grid(layout.CONFIG_SHEET, ((None, None, None, noted((), None)[0]),))
        assert lines_in(empty, FINDINGS) == ()
        assert lines_in(empty, ROLLUP) is None
        assert lines_in(None, FINDINGS) is None

    @pytest.mark.parametrize("macros", [True, False])
    def it_stands_in_a_new_tracker(self, macros: bool) -> None:
        sheet = opened(tracker_bytes(sample(), macros=macros))[layout.CONFIG_SHEET]
        rows = tuple(tuple(cell.value for cell in row) for row in sheet.iter_rows())
        grid = Grid(sheet.title, rows)
        names = [division.short for division in sample().office.divisions]
        assert lines_in(grid, FINDINGS) == ()
        assert lines_in(grid, ROLLUP) == tuple(
            mark([name, *[None] * 7]) for name in (*names, layout.ROLLUP_TOTAL)
        )


class DescribeWhatIsOurs:
    @pytest.mark.parametrize(
        "text",
        [
            *map(findings_hint, Way),
            *map(rollup_hint, Way),
            "ต้องแก้ไข 3 รายการ",
            "ไม่พบรายการที่ต้องแก้ไข",
            "ไม่พบสิ่งที่ต้องแก้ไข",
        ],
    )
    def it_knows_the_lines_above_the_tables(self, text: str) -> None:
        assert is_state(text)
        assert not is_state(f"{text} แจ้งทุกกองแล้ว")

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
    def it_knows_each_message_of_the_catalogue_and_what_was_added_to_it(self, rule: object) -> None:
        from itaxl.core.rules import Rule
        from tests.case_grids import grids_of

        assert isinstance(rule, Rule)
        found = [f for f in assess(grids_of(rule.bad), NOW.date()).findings if f.code == rule.code]
        for one in found[:1]:
            assert quotes(one.code, one.message, None)
            assert quotes(one.code, one.message, one.value) is ("{value}" in rule.message)
            assert not quotes(one.code, one.message, "โน้ต")
            assert not quotes(one.code, f"{one.message} โน้ต", None)
            for text in (message([one]), message([one] * 5)):
                assert without_ours(text) == ""
                assert without_ours(f"{text} โน้ต") == without_ours(f"โน้ต\n{text}") == "โน้ต"

    @pytest.mark.parametrize(
        ("stands", "text"),
        [
            (None, "ผ่าน"),
            ("ผ่าน", "ผ่าน"),
            ("ต้องแก้ไข: ของเดิม", "ผ่าน"),
            (5.0, "ผ่าน\n5"),
            ("=1+1", "ผ่าน\n=1+1"),
            ("ผ่าน\nโน้ต", "ผ่าน\nโน้ต"),
            ("ผ่านตาแล้ว", "ผ่าน\nผ่านตาแล้ว"),
        ],
    )
    def it_replaces_only_its_own_part_of_a_message(self, stands: Value, text: str) -> None:
        assert with_note("ผ่าน", stands) == text
