"""The roll-up, the memo, everything at once, and help."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings

from itaxl import buttons
from itaxl.core import layout, palette
from itaxl.core.choices import Answer
from itaxl.core.compose import office_blocks
from itaxl.core.marks import PASSED
from itaxl.core.model import Division, Tracker
from itaxl.core.sample import sample
from itaxl.errors import ExitCode, InputError, OutputError
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.pdf.find import ENVIRONMENT
from tests.desks import IN_BOTH, Desk
from tests.excel_tracker import (
    ERROR,
    FINDINGS,
    MEASURES,
    NOW,
    OFFICE,
    ROLLUP,
    measure,
    messages,
    rgb,
    spoil,
    state,
)
from tests.pdf_fakes import FakeOffice
from tests.systems import other_programs
from tests.test_own_template import MARK, OWN, own_template, text_of

pytestmark = IN_BOTH
EARLIER = (Path(__file__).parent / "golden" / "made_by_0_1_0" / "tracker.xlsm").read_bytes()


class DescribeRollup:
    def rows(self, xl: Desk) -> dict[object, list[object]]:
        store = xl.sheet(ROLLUP)
        table = range(layout.ROLLUP_HEADER_ROW + 1, store.used[2] + 1)
        return {store.at(r, 1).value: [store.at(r, c).value for c in range(2, 9)] for r in table}

    def it_counts_by_division_and_in_total(self, xl: Desk, book: xlwings.Book) -> None:
        outcome = buttons.rollup(book, NOW)
        rows = self.rows(xl)
        assert rows["กองคลัง"] == [4.0, 1.0, 1.0, 2.0, 0.0, 50.0, 0.0]
        assert rows[layout.ROLLUP_TOTAL] == [5.0, 1.0, 2.0, 2.0, 0.0, 40.0, 0.0]
        assert "5 มาตรการ เสร็จแล้ว 2 (ร้อยละ 40.0)" in outcome.text and "31 มีนาคม 2567" in outcome.text

    def it_counts_a_measure_without_a_readable_status_apart(self, xl: Desk, book: xlwings.Book) -> None:
        measure(xl, "status", 1).value = "ไม่แน่ใจ"
        buttons.rollup(book, NOW)
        rows = self.rows(xl)
        assert rows[layout.ROLLUP_TOTAL][-1] == 1.0
        assert all(row[0] == sum(row[1:4]) + row[6] for row in rows.values() if row[0] is not None)

    def it_gives_a_tracker_of_an_earlier_version_the_column_that_it_lacks(self, xl: Desk) -> None:
        book = xl.open(EARLIER)
        for _ in range(2):
            buttons.rollup(book, NOW)
            store = xl.sheet(ROLLUP)
            header = [store.at(layout.ROLLUP_HEADER_ROW, c).value for c in range(1, 10)]
            assert header == [*(field.label for field in layout.ROLLUP_COLUMNS), None]
            assert all(
                row[0] == sum(row[1:4]) + row[6] for row in self.rows(xl).values() if row[0] is not None
            )

    def it_shows_the_rows_in_use_and_hides_the_others(self, xl: Desk, book: xlwings.Book) -> None:
        buttons.rollup(book, NOW)
        first = layout.ROLLUP_HEADER_ROW + 1
        used = len(sample().office.divisions)
        assert xl.sheet(ROLLUP).hidden == set(range(first + used, first + layout.DIVISION_ROWS))

    def it_forgets_a_division_that_is_gone(self, xl: Desk, book: xlwings.Book) -> None:
        buttons.rollup(book, NOW)
        office = xl.sheet(OFFICE)
        row = next(r for (r, c), cell in office.cells.items() if c == 1 and cell.value == "กองสวัสดิการสังคม")
        for number in (1, 2, 3):
            office.make(row, number).value = None
        buttons.rollup(book, NOW)
        assert "กองสวัสดิการสังคม" not in self.rows(xl)

    def it_makes_room_for_more_divisions_than_the_table_has_rows(self, xl: Desk) -> None:
        many = tuple(Division(f"กองที่ {number}") for number in range(1, 31))
        office = sample().office._replace(divisions=many)
        tracker = Tracker(office, sample().report, (sample().measures[0]._replace(divisions=("กองที่ 30",)),))
        few = tracker._replace(office=office._replace(divisions=many[:20]))
        book = xl.open(tracker_bytes(few))
        grown = xl.sheet(OFFICE)
        last = next(r for (r, c), cell in grown.cells.items() if c == 1 and cell.value == "กองที่ 20")
        for number in range(21, 31):
            grown.make(last + number - 20, 1).value = f"กองที่ {number}"
        top = layout.ROLLUP_HEADER_ROW + 1
        charted = xl.watch(ROLLUP, top, top + layout.DIVISION_ROWS - 1)
        buttons.rollup(book, NOW)
        first = self.rows(xl)
        assert [name for name in first if name] == [*(d.short for d in many), layout.ROLLUP_TOTAL]
        assert not xl.sheet(ROLLUP).hidden
        assert charted() == layout.DIVISION_ROWS + 10
        buttons.rollup(book, NOW)
        assert self.rows(xl) == first

    def it_takes_a_division_name_as_text(self, xl: Desk, book: xlwings.Book) -> None:
        office = xl.sheet(OFFICE)
        for cell in office.cells.values():
            if cell.value == "กองคลัง":
                cell.value = "=1+1"
        buttons.rollup(book, NOW)
        assert "=1+1" in self.rows(xl)
        assert not xl.conversions()

    def it_makes_a_plain_sheet_where_the_rollup_sheet_was_deleted(self, xl: Desk, book: xlwings.Book) -> None:
        xl.remove(ROLLUP)
        buttons.rollup(book, NOW)
        assert self.rows(xl)[layout.ROLLUP_TOTAL][0] == 5.0
        before = state(xl)[ROLLUP]
        buttons.rollup(book, NOW)
        assert state(xl)[ROLLUP] == before


class DescribeMemo:
    @pytest.fixture
    def opened(self, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
        paths: list[Path] = []
        monkeypatch.setattr("os.startfile", paths.append, raising=False)
        return paths

    def it_writes_beside_the_workbook_and_opens_in_word(
        self, book: xlwings.Book, tmp_path: Path, opened: list[Path]
    ) -> None:
        outcome = buttons.memo(book, NOW)
        (memo,) = tmp_path.glob("*.docx")
        assert memo.name == "บันทึกข้อความ ITA_tracker.docx"
        assert memo.read_bytes().startswith(b"PK")
        assert opened == [memo]
        assert memo.name in outcome.text and "ตราครุฑ" in outcome.text

    @other_programs
    def it_uses_the_template_and_makes_the_pdf_that_the_workbook_asks_for(
        self,
        xl: Desk,
        book: xlwings.Book,
        tmp_path: Path,
        opened: list[Path],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        (tmp_path / OWN).write_bytes(own_template())
        (tmp_path / "office").mkdir()
        monkeypatch.setenv(ENVIRONMENT, str(FakeOffice(tmp_path / "office").program))
        block = office_blocks(sample())[1]
        for key, value in (("template", OWN), ("pdf", Answer.YES.value)):
            row = block.first_row + [f.key for f in block.fields].index(key)
            xl.sheet(OFFICE).at(row, 2).value = value
        outcome = buttons.memo(book, NOW)
        memo = tmp_path / "บันทึกข้อความ ITA_tracker.docx"
        assert MARK in text_of(memo) and opened == [memo]
        assert memo.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
        assert memo.with_suffix(".pdf").name in outcome.text

    @pytest.mark.parametrize(
        ("picture", "why"),
        [
            (b"GIF89a", "krut.png ไม่ใช่ภาพ PNG หรือ JPEG"),
            (b"\x89PNG\r\n\x1a\n" + bytes(5_000_000), "krut.png ใหญ่เกิน 5 MB"),
            (b"\x89PNG\r\n\x1a\n", "เสียหาย"),
        ],
    )
    def it_says_why_the_emblem_is_not_on_it(
        self, book: xlwings.Book, tmp_path: Path, opened: list[Path], picture: bytes, why: str
    ) -> None:
        (tmp_path / "krut.png").write_bytes(picture)
        text = buttons.memo(book, NOW).text
        assert why in text and "จึงเว้นที่ไว้ในบันทึก" in text and "ไม่พบ" not in text

    def it_never_overwrites_an_earlier_memo(
        self, book: xlwings.Book, tmp_path: Path, opened: list[Path]
    ) -> None:
        earlier = tmp_path / "บันทึกข้อความ ITA_tracker.docx"
        earlier.write_text("ของเดิม", "utf-8")
        outcome = buttons.memo(book, NOW)
        assert earlier.read_text("utf-8") == "ของเดิม"
        assert opened[0].name == "บันทึกข้อความ ITA_tracker (2).docx"
        assert opened[0].name in outcome.text

    def it_names_the_folder_where_word_cannot_be_started(
        self, book: xlwings.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_: Path) -> None:
            raise OSError

        monkeypatch.setattr("os.startfile", refuse, raising=False)
        assert str(tmp_path) in buttons.memo(book, NOW).text

    def it_refuses_while_errors_stand_and_tells_the_first(
        self, xl: Desk, book: xlwings.Book, tmp_path: Path, opened: list[Path]
    ) -> None:
        for number in range(1, 6):
            measure(xl, "title", number).value = None
            measure(xl, "steps", number).value = None
        outcome = buttons.memo(book, NOW)
        assert outcome.exit_code == ExitCode.FINDINGS
        assert f"{MEASURES} B6" in outcome.text and "และอีก" in outcome.text
        assert outcome.text.count("•") == 5
        assert not list(tmp_path.glob("*.docx")) and not opened

    def it_touches_no_sheet(self, xl: Desk, book: xlwings.Book, opened: list[Path]) -> None:
        for name in (MEASURES, FINDINGS, ROLLUP):
            xl.sheet(name).protected = True
        before = state(xl)
        buttons.memo(book, NOW)
        assert state(xl) == before and opened


class DescribeAll:
    def it_does_everything_in_turn(self, xl: Desk, book: xlwings.Book, tmp_path: Path) -> None:
        outcome = buttons.all_(book, NOW)
        assert outcome.exit_code == ExitCode.OK
        assert messages(xl) == [PASSED] * 5
        assert rgb(measure(xl, "status").fill) == palette.DONE.fill
        assert xl.sheet(ROLLUP).at(layout.ROLLUP_HEADER_ROW + 1, 2).value == 3.0
        assert len(list(tmp_path.glob("*.docx"))) == 1
        assert all(
            word in outcome.text for word in ("ตรวจสอบข้อมูลแล้ว", "ระบายสีแล้ว", "สรุปตามกองแล้ว", "ออกบันทึก")
        )

    def it_keeps_back_only_the_memo_while_errors_stand(
        self, xl: Desk, book: xlwings.Book, tmp_path: Path
    ) -> None:
        spoil(xl)
        outcome = buttons.all_(book, NOW)
        assert outcome.exit_code == ExitCode.FINDINGS
        assert rgb(measure(xl, "title", 2).fill) == ERROR
        assert "ยังไม่ออกบันทึกข้อความ" in outcome.text
        assert not list(tmp_path.glob("*.docx"))

    def it_keeps_its_results_where_only_the_memo_cannot_be_written(
        self, xl: Desk, macro_bytes: bytes
    ) -> None:
        outcome = buttons.all_(xl.open(macro_bytes, "Book1"), NOW)
        assert outcome.exit_code == ExitCode.OUTPUT
        assert "บันทึกสมุดงาน (Ctrl+S)" in outcome.text
        assert messages(xl) == [PASSED] * 5


class DescribeHelp:
    def it_brings_the_guide_to_the_front_without_a_word(self, xl: Desk, book: xlwings.Book) -> None:
        book.sheets[MEASURES].activate()
        xl.sheet(layout.GUIDE_SHEET).visible = 0
        assert buttons.help_(book).text == ""
        assert book.sheets.active.name == layout.GUIDE_SHEET

    def it_says_what_to_do_where_there_is_none(self, xl: Desk, book: xlwings.Book) -> None:
        xl.sheet(layout.GUIDE_SHEET).name = "อื่น"
        with pytest.raises(InputError, match="itaxl new"):
            buttons.help_(book)


def test_a_sheet_that_may_not_be_added_is_asked_for_in_thai(xl: Desk, book: xlwings.Book) -> None:
    xl.remove(FINDINGS)
    xl.protect_structure()
    with pytest.raises(OutputError, match="โครงสร้างสมุดงาน"):
        buttons.validate(book, NOW)
