"""แก้ไขตามข้อเสนอ in an open workbook: asked, written as what it is, kept, and put back."""

from __future__ import annotations

import datetime as dt

import pytest
import xlwings

from itaxl import buttons
from itaxl.buttons.mending import mend
from itaxl.core import layout
from itaxl.core.results.kept import FIRST_COLUMN
from itaxl.errors import ExitCode, OutputError
from tests.desks import IN_BOTH, Desk
from tests.excel_engine import Excel
from tests.excel_range import Range
from tests.excel_tracker import (
    COLUMNS,
    ERROR,
    FINDINGS,
    FIRST,
    MEASURES,
    NOW,
    OFFICE,
    WARNING,
    findings,
    measure,
    messages,
    rgb,
    typed,
)
from tests.meant import meaning

ODD, EVEN = "เเก้\u200bไข", "แก้ไข"
HEADER = layout.FINDINGS_HEADER_ROW
#: Under this pattern the object model, and Calc, say that a cell is of another kind than its text.
DAY = dt.datetime(2024, 3, 31)


class Clerk:
    """Answers in turn, agreeing once the answers are used up."""

    def __init__(self, *answers: bool) -> None:
        self.answers, self.asked = list(answers), list[str]()

    def __call__(self, question: str) -> bool:
        self.asked.append(question)
        return self.answers.pop(0) if self.answers else True


def kept(xl: Desk, column: int = FIRST_COLUMN) -> list[list[object]]:
    """The table of former values, without its header."""
    store, width = xl.sheet(FINDINGS), len(layout.KEPT_COLUMNS)
    rows = range(HEADER + 1, store.used[2] + 1)
    found = [[store.at(row, column + n).value for n in range(width)] for row in rows]
    return [line for line in found if any(value is not None for value in line)]


def contents(xl: Desk) -> dict[str, object]:
    return {name: typed(store) for name, store in xl.state().items() if name in (OFFICE, MEASURES)}


@IN_BOTH
class DescribeMend:
    def it_writes_what_was_suggested_and_says_how_many(self, xl: Desk, book: xlwings.Book) -> None:
        measure(xl, "title", 2).value = ODD
        measure(xl, "note", 4).value = ODD
        clerk = Clerk()
        outcome = mend(book, NOW, clerk)
        assert (measure(xl, "title", 2).value, measure(xl, "note", 4).value) == (EVEN, EVEN)
        assert "2 ช่อง" in outcome.text and outcome.exit_code == ExitCode.OK
        (question,) = clerk.asked
        assert "2 ช่อง" in question and f"{MEASURES} B7: " in question and "ผลการตรวจ" in question

    def it_brings_the_findings_and_the_rows_up_to_date(self, xl: Desk, book: xlwings.Book) -> None:
        measure(xl, "title", 2).value = ODD
        buttons.validate(book, NOW)
        assert len(findings(xl)) == 1 and "ใช่หรือไม่" in str(messages(xl)[1])
        mend(book, NOW, Clerk())
        assert findings(xl) == [[None] * len(layout.FINDING_COLUMNS)] or findings(xl) == []
        assert messages(xl) == ["ผ่าน"] * 5

    def it_keeps_what_stood_there_beside_the_findings(self, xl: Desk, book: xlwings.Book) -> None:
        measure(xl, "title", 2).value = ODD
        mend(book, NOW, Clerk())
        assert kept(xl) == [["2 เมษายน 2567 เวลา 10.15 น.", MEASURES, "B7", ODD, EVEN]]

    def it_changes_nothing_where_the_clerk_does_not_agree(self, xl: Desk, book: xlwings.Book) -> None:
        measure(xl, "title", 2).value = ODD
        before = xl.state()
        outcome = mend(book, NOW, Clerk(False))
        assert xl.state() == before
        assert outcome.text == "ยังไม่ได้แก้ไขข้อมูลในสมุดงาน"

    def it_asks_nothing_where_there_is_nothing_to_mend(self, xl: Desk, book: xlwings.Book) -> None:
        clerk, before = Clerk(), xl.state()
        assert "ไม่มีข้อเสนอ" in mend(book, NOW, clerk).text
        assert clerk.asked == [] and xl.state() == before

    def it_changes_nothing_the_second_time_but_offers_the_way_back(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        measure(xl, "title", 2).value = ODD
        mend(book, NOW, Clerk())
        after, clerk = contents(xl), Clerk(False)
        mend(book, NOW, clerk)
        assert contents(xl) == after
        (question,) = clerk.asked
        assert "นำค่าเดิมกลับคืน 1 ช่อง" in question

    def it_puts_back_what_stood_there_at_the_second_click(self, xl: Desk, book: xlwings.Book) -> None:
        measure(xl, "title", 2).value = ODD
        measure(xl, "due", 3).value = "ก"
        before = contents(xl)
        mend(book, NOW, Clerk())
        outcome = mend(book, NOW, Clerk())
        assert "นำค่าเดิมกลับคืนแล้ว" in outcome.text
        assert contents(xl) == before
        assert kept(xl) == []
        assert len(findings(xl)) == 2

    def it_offers_the_way_back_to_whoever_does_not_want_the_mending(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        measure(xl, "title", 2).value = ODD
        mend(book, NOW, Clerk())
        measure(xl, "title", 3).value = ODD
        clerk = Clerk(False, True)
        mend(book, NOW, clerk)
        assert len(clerk.asked) == 2
        assert (measure(xl, "title", 2).value, measure(xl, "title", 3).value) == (ODD, ODD)

    def it_leaves_a_value_alone_that_the_clerk_has_changed_since(self, xl: Desk, book: xlwings.Book) -> None:
        measure(xl, "title", 2).value = ODD
        measure(xl, "title", 3).value = ODD
        mend(book, NOW, Clerk())
        measure(xl, "title", 2).value = "พิมพ์ใหม่"
        outcome = mend(book, NOW, Clerk())
        assert (measure(xl, "title", 2).value, measure(xl, "title", 3).value) == ("พิมพ์ใหม่", ODD)
        assert "B7" in outcome.text and len(kept(xl)) == 1

    @pytest.mark.parametrize(
        "meant", [DAY.date(), 7.0, "=1+1", "01", "31/3/2567", "+66", "TRUE", "- ข้อ", "ก"]
    )
    def it_writes_dates_as_dates_numbers_as_numbers_and_texts_as_texts(
        self, xl: Desk, book: xlwings.Book, meant: dt.date | float | str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        meaning(monkeypatch, {"ก.": meant})
        for key in ("due", "indicator", "title", "status"):
            measure(xl, key, 2).value = "ก."
        mend(book, NOW, Clerk())
        for key in ("due", "indicator", "title", "status"):
            cell = measure(xl, key, 2)
            value = cell.value.date() if isinstance(cell.value, dt.datetime) else cell.value
            assert (value, cell.formula) == (meant, "")
        assert {tuple(line[3:4]) for line in kept(xl)} == {("ก.",)}
        assert all("HYPERLINK" in text for text in xl.conversions())
        mend(book, NOW, Clerk())
        assert {measure(xl, key, 2).value for key in ("due", "indicator", "title", "status")} == {"ก."}

    @pytest.mark.parametrize("stood", [3.0, "03", "=x", "1/2"])
    def it_puts_back_exactly_what_stood_there(
        self, xl: Desk, book: xlwings.Book, stood: float | str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        meaning(monkeypatch, {stood: "ก"})
        measure(xl, "note", 2).value = stood
        mend(book, NOW, Clerk())
        assert measure(xl, "note", 2).value == "ก"
        mend(book, NOW, Clerk())
        assert (measure(xl, "note", 2).value, measure(xl, "note", 2).formula) == (stood, "")

    def it_empties_and_fills_again(
        self, xl: Desk, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        meaning(monkeypatch, {"-": ""})
        measure(xl, "note", 2).value = "-"
        clerk = Clerk()
        mend(book, NOW, clerk)
        assert measure(xl, "note", 2).value is None and "(เว้นว่าง)" in clerk.asked[0]
        mend(book, NOW, Clerk())
        assert measure(xl, "note", 2).value == "-"

    def it_never_writes_over_a_formula(self, xl: Desk, book: xlwings.Book) -> None:
        measure(xl, "title", 2).value = ODD
        _put_formula(xl, (FIRST + 2, COLUMNS["title"]), ODD)
        outcome = mend(book, NOW, Clerk())
        assert measure(xl, "title", 3).formula and measure(xl, "title", 2).value == EVEN
        assert "B8: เป็นสูตร" in outcome.text and len(kept(xl)) == 1

    def it_leaves_a_protected_sheet_alone_and_says_so(self, xl: Desk, book: xlwings.Book) -> None:
        measure(xl, "title", 2).value = ODD
        xl.sheet(MEASURES).protected = True
        clerk = Clerk()
        assert "B7: แผ่นงานถูกป้องกันไว้" in mend(book, NOW, clerk).text
        assert (measure(xl, "title", 2).value, clerk.asked) == (ODD, [])

    def it_writes_nothing_where_the_former_values_cannot_be_kept(self, xl: Desk, book: xlwings.Book) -> None:
        measure(xl, "title", 2).value = ODD
        xl.sheet(FINDINGS).protected = True
        with pytest.raises(OutputError):
            mend(book, NOW, Clerk())
        assert measure(xl, "title", 2).value == ODD

    def it_writes_nothing_where_the_sheet_was_changed_while_it_asked(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        measure(xl, "title", 2).value = ODD

        def typing(question: str) -> bool:
            measure(xl, "title", 2).value = "พิมพ์ใหม่"
            return True

        with pytest.raises(OutputError):
            mend(book, NOW, typing)
        assert measure(xl, "title", 2).value == "พิมพ์ใหม่"

    def it_reaches_rows_that_a_filter_hides(self, xl: Desk, book: xlwings.Book) -> None:
        for number in (1, 2, 3, 4):
            measure(xl, "title", number).value = ODD
        xl.sheet(MEASURES).filtered = {FIRST + 1, FIRST + 2}
        mend(book, NOW, Clerk())
        assert [measure(xl, "title", n).value for n in (1, 2, 3, 4)] == [EVEN] * 4
        mend(book, NOW, Clerk())
        assert [measure(xl, "title", n).value for n in (1, 2, 3, 4)] == [ODD] * 4

    def it_brings_colours_up_to_date_where_there_are_any(self, xl: Desk, book: xlwings.Book) -> None:
        measure(xl, "title", 2).value = ODD
        measure(xl, "title", 3).value = None
        buttons.colour(book, NOW)
        assert rgb(measure(xl, "title", 2).fill) == WARNING
        mend(book, NOW, Clerk())
        assert measure(xl, "title", 2).fill is None and rgb(measure(xl, "title", 3).fill) == ERROR

    def it_colours_nothing_in_a_workbook_without_colours(self, xl: Desk, book: xlwings.Book) -> None:
        measure(xl, "title", 2).value = ODD
        measure(xl, "title", 3).value = None
        mend(book, NOW, Clerk())
        assert measure(xl, "title", 3).fill is None and measure(xl, "status").fill is None


@IN_BOTH
class DescribeNotesBesideTheFormerValues:
    def it_leaves_each_note_where_it_was_typed(self, xl: Desk, book: xlwings.Book) -> None:
        for number in (1, 2, 3):
            measure(xl, "title", number).value = ODD
        mend(book, NOW, Clerk())
        store, behind = xl.sheet(FINDINGS), FIRST_COLUMN + len(layout.KEPT_COLUMNS)
        places = {
            (HEADER + 1, behind): "โน้ต ข้าง",
            (HEADER + 2, FIRST_COLUMN + 3): "โน้ต ทับค่าเดิม",
            (HEADER + 5, FIRST_COLUMN): "โน้ต ใต้ตาราง",
            (HEADER + 3, FIRST_COLUMN - 1): "โน้ต ซ้าย",
        }
        for at, text in places.items():
            store.make(*at).value = text
        measure(xl, "title", 4).value = ODD
        for _ in range(3):
            mend(book, NOW, Clerk())
            buttons.validate(book, NOW)
            assert {at: store.at(*at).value for at in places} == places

    def it_puts_back_only_lines_that_stand_as_they_were_written(self, xl: Desk, book: xlwings.Book) -> None:
        for number in (1, 2):
            measure(xl, "title", number).value = ODD
        mend(book, NOW, Clerk())
        xl.sheet(FINDINGS).make(HEADER + 1, FIRST_COLUMN + 3).value = "แก้ค่าเดิมเอง"
        mend(book, NOW, Clerk())
        assert [measure(xl, "title", n).value for n in (1, 2)] == [EVEN, ODD]

    def it_lists_findings_beside_the_former_values_from_the_top(self, xl: Desk, book: xlwings.Book) -> None:
        for number in (1, 2, 3):
            measure(xl, "title", number).value = f"{ODD} {number}"
        mend(book, NOW, Clerk())
        for number in (1, 2, 3, 4):
            measure(xl, "steps", number).value = None
        buttons.validate(book, NOW)
        measure(xl, "steps", 1).value = "ขั้นตอน"
        buttons.validate(book, NOW)
        store = xl.sheet(FINDINGS)
        assert [store.at(HEADER + n, 3).value for n in (1, 2, 3, 4)] == ["C7", "C8", "C9", None]
        assert len(kept(xl)) == 3

    def it_makes_the_table_on_a_new_sheet(self, xl: Desk, book: xlwings.Book) -> None:
        xl.remove(FINDINGS)
        measure(xl, "title", 2).value = ODD
        mend(book, NOW, Clerk())
        assert [line[2:] for line in kept(xl)] == [["B7", ODD, EVEN]]
        mend(book, NOW, Clerk())
        assert measure(xl, "title", 2).value == ODD

    def it_makes_the_table_right_of_what_people_wrote_in_an_earlier_workbook(
        self, xl: Desk, book: xlwings.Book
    ) -> None:
        store = xl.sheet(FINDINGS)
        _as_before(store)
        store.make(HEADER + 2, 7).value = "โน้ต"
        store.make(HEADER, 9).value = "ความเห็นของหัวหน้า"
        measure(xl, "title", 2).value = ODD
        for _ in range(2):
            buttons.validate(book, NOW)
        assert store.at(HEADER, 10).value == "ข้อเสนอ" and store.at(HEADER + 1, 10).value == EVEN
        mend(book, NOW, Clerk())
        assert [line[2:] for line in kept(xl, 12)] == [["B7", ODD, EVEN]]
        assert (store.at(HEADER + 2, 7).value, store.at(HEADER, 9).value) == ("โน้ต", "ความเห็นของหัวหน้า")
        mend(book, NOW, Clerk())
        assert measure(xl, "title", 2).value == ODD

    def it_works_in_a_workbook_without_settings(self, xl: Desk, book: xlwings.Book) -> None:
        xl.remove(layout.CONFIG_SHEET)
        measure(xl, "title", 2).value = ODD
        mend(book, NOW, Clerk())
        mend(book, NOW, Clerk())
        assert measure(xl, "title", 2).value == ODD and kept(xl) == []


def _as_before(store: object) -> None:
    """The findings sheet of an earlier version: no suggestions, no former values."""
    for row in (HEADER - 2, HEADER):
        for column in (7, *range(FIRST_COLUMN, FIRST_COLUMN + len(layout.KEPT_COLUMNS))):
            store.make(row, column).value = None  # type: ignore[attr-defined]


def _put_formula(xl: Desk, at: tuple[int, int], shows: str) -> None:
    cell = xl.sheet(MEASURES).make(*at)
    if hasattr(cell, "_cell"):
        cell._cell.setFormula(f'="{shows}"')
    else:
        cell.value, cell.formula = shows, f'="{shows}"'


@pytest.mark.parametrize("xl", ["excel"], indirect=True)
class DescribeSpills:
    def it_never_writes_where_a_formula_spills(self, xl: Excel, book: xlwings.Book) -> None:
        measure(xl, "title", 2).value = measure(xl, "title", 3).value = ODD
        xl.sheet(MEASURES).spilled = {(FIRST + 2, COLUMNS["title"])}
        assert "B8: เป็นสูตร" in mend(book, NOW, Clerk()).text
        assert (measure(xl, "title", 2).value, measure(xl, "title", 3).value) == (EVEN, ODD)

    def it_asks_once_an_excel_that_knows_of_no_spills(
        self, xl: Excel, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def unknown(_: object) -> None:
            raise AttributeError("<unknown>.HasSpill")

        measure(xl, "title", 2).value = ODD
        monkeypatch.setattr(Range, "get_HasSpill", unknown)
        xl.calls()
        mend(book, NOW, Clerk())
        assert measure(xl, "title", 2).value == EVEN
        assert xl.tally()["Range.HasSpill"] == 2  # before the question, and after it
