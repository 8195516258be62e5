"""The district officer's workbook in the pretended Excel: a folder done at a click, a person's words kept."""

from __future__ import annotations

import ctypes
import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

import openpyxl
import pytest
import xlwings

from itaxl.batch import Options
from itaxl.buttons import desk as buttons
from itaxl.buttons.desk import stopping, work
from itaxl.buttons.desk.around import Around
from itaxl.core import desk, layout
from itaxl.core.district import roster
from itaxl.core.district.desk import Standing
from itaxl.core.district.sheets import offices, overview, todo
from itaxl.core.district.sheets.links import LINKS_SHEET
from itaxl.core.evidence.answer import Answer, State
from itaxl.core.evidence.words import NOT_ASKED
from itaxl.core.model import Digits, Status
from itaxl.core.sample import sample
from itaxl.errors import ExitCode, InputError, MissingError, OutputError
from itaxl.files.tracker.workbook import tracker_bytes
from tests.excel_cells import Cell
from tests.excel_engine import Excel, excel
from tests.workbook_kinds import DISTRICT

EXAMPLES = Path(__file__).parent.parent / "examples"


@dataclass
class Door:
    """The workbook open in Excel, beside a folder of trackers."""

    xl: Excel
    book: xlwings.Book
    folder: Path

    def run(self, name: str) -> buttons.Outcome:
        return buttons.run_on(name, self.book)

    def set(self, name: str, value: object) -> None:
        row = desk.FIRST_ROW + [field.key for field in desk.SETTINGS].index(name)
        self.xl.sheet(desk.SETTINGS_SHEET).make(row, 2).value = value

    @property
    def state(self) -> object:
        return self.xl.sheet(desk.SETTINGS_SHEET).at(desk.STATE_ROW, 1).value

    def rows(self, sheet: str) -> list[list[object]]:
        store = self.xl.sheet(sheet)
        width = store.used[3]
        lines = ([store.at(r, c).value for c in range(1, width + 1)] for r in range(5, store.used[2] + 1))
        return [line for line in lines if any(line)]

    def offices(self) -> list[object]:
        return [row[1] for row in self.rows(offices.SHEET)]


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    trackers = tmp_path / "แบบติดตาม"
    trackers.mkdir()
    for path in sorted(EXAMPLES.rglob("*.xls*"))[:4]:
        shutil.copy(path, trackers)
    with excel() as xl:
        book = xl.open(DISTRICT.good.read_bytes(), str(tmp_path / "ITA_district.xlsm"))
        yield Door(xl, book, tmp_path)


def it_does_a_folder_and_fills_the_sheets(door: Door) -> None:
    door.set("folder", "แบบติดตาม")
    outcome = door.run("all")
    assert outcome.text.startswith("ทำทั้งอำเภอแล้ว 4 ไฟล์ ออกบันทึกข้อความ 4 ฉบับ")
    assert str(door.folder / "ผลระดับอำเภอ") in outcome.text and outcome.exit_code is ExitCode.OK
    assert len(list((door.folder / "ผลระดับอำเภอ" / "memos").glob("*.docx"))) == 4
    assert len(door.offices()) == 4 and "เทศบาลตำบลสมมุติธรรม" in door.offices()
    assert door.xl.sheet(overview.SHEET).at(5, 1).value == 4.0
    assert str(door.state).startswith("ทำครั้งล่าสุด") and "4 ไฟล์" in str(door.state)
    assert door.xl.book._front._store.name == overview.SHEET
    assert all(text.startswith('=HYPERLINK("file:///') for text in door.xl.conversions())


@pytest.mark.parametrize(
    ("out", "start"),
    [
        (PureWindowsPath(r"C:\งาน & ผล\ก"), "file:///C:/งาน%20%26%20ผล/ก/"),
        (PureWindowsPath(r"\\เครื่อง\งาน 1\ก"), "file://เครื่อง/งาน%201/ก/"),
        (PureWindowsPath("C:\\"), "file:///C:/"),
        (PurePosixPath("/งาน: 1/ก"), "file:///งาน%3A%201/ก/"),
    ],
)
def it_links_to_its_files_on_any_drive(out: PurePath, start: str) -> None:
    """With its colon quoted, Windows finds no drive; a share is a host."""
    assert work._address(out, "memos/ก ข.docx") == f"{start}memos/ก%20ข.docx"
    assert work._address(out, "../x") == ""


@pytest.mark.parametrize("digits", Digits)
def it_writes_the_same_figures_as_the_district_workbook(door: Door, digits: Digits) -> None:
    """Two writers of the same tables: what district.xlsx shows is what the open workbook shows."""
    door.set("folder", "แบบติดตาม")
    door.set("digits", digits.value)
    door.run("all")
    written = openpyxl.load_workbook(door.folder / "ผลระดับอำเภอ" / "district.xlsx")
    for sheet in written.worksheets:
        shown = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
        store = door.xl.sheet(sheet.title)
        here = [cell.value for _, cell in sorted(store.cells.items()) if cell.value is not None]
        assert [*map(plain, here)] == [*map(plain, shown)], sheet.title


def plain(value: object) -> object:
    return value.date() if isinstance(value, dt.datetime) else float(value) if type(value) is int else value


def it_shows_links_that_lead_to_the_memos(door: Door) -> None:
    door.set("folder", "แบบติดตาม")
    door.run("all")
    cells = door.xl.sheet(offices.SHEET).cells.values()
    memos = [cell.formula for cell in cells if cell.formula.startswith("=HYPERLINK")]
    assert len(memos) == 4
    for formula in memos:
        address = formula.removeprefix('=HYPERLINK("').removesuffix('","เปิดไฟล์")')
        assert Path(unquote(urlsplit(address).path)).is_file(), formula


def it_tells_in_the_status_bar_how_far_it_is_and_gives_it_back(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "_PAUSE", 0.0)
    door.set("folder", "แบบติดตาม")
    door.run("all")
    told = [line for line in door.xl.model._status_lines if line]
    assert told[:2] == [
        "ITA: ทำทั้งอำเภอ 0 จาก 4 ไฟล์ · กด Esc เพื่อหยุด",
        "ITA: ทำทั้งอำเภอ 1 จาก 4 ไฟล์ · กด Esc เพื่อหยุด",
    ]
    assert door.xl.model._status is False and door.xl.model._screen is True


def it_stops_when_it_is_told_and_goes_on_later(door: Door) -> None:
    door.set("folder", "แบบติดตาม")
    answers = iter([False, True])
    stop = Around(lambda start: None, lambda: next(answers), "พอ")
    outcome = buttons.run_on("all", door.book, stop)
    assert (
        outcome.text.startswith("หยุดแล้ว ดำเนินการได้ 2 จาก 4 ไฟล์") and outcome.exit_code is ExitCode.INTERRUPTED
    )
    assert str(door.state).startswith("หยุดไว้เมื่อ") and "2 จาก 4" in str(door.state)
    assert door.offices() == [None], "nothing of a half district is shown"
    assert not (door.folder / "ผลระดับอำเภอ" / "district.xlsx").exists()
    outcome = door.run("resume")
    assert "ทำทั้งอำเภอแล้ว 4 ไฟล์" in outcome.text and len(door.offices()) == 4


def it_does_all_anew_or_only_what_has_changed(door: Door) -> None:
    door.set("folder", "แบบติดตาม")

    def kept(name: str) -> int:
        text = door.run(name).text
        return int(text.partition("ไม่เปลี่ยนแปลงจากครั้งก่อน ")[2].partition(" ")[0] or 0)

    assert [kept("all"), kept("resume"), kept("all"), kept("letters")] == [0, 4, 0, 0]
    shutil.copy(EXAMPLES / "with-errors" / "04-laichut-errors.xlsm", door.folder / "แบบติดตาม")
    assert kept("resume") == 4 and len(door.offices()) == 5


def it_stops_at_a_wish_that_another_click_left(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    out = door.folder / "ผลระดับอำเภอ"
    door.set("folder", "แบบติดตาม")
    stopping.ask_to_stop(out)  # one of an earlier run is forgotten
    assert door.run("all").exit_code is ExitCode.OK
    monkeypatch.setattr(work, "forget_the_wish", lambda out: None)
    stopping.ask_to_stop(out)
    assert door.run("all").text.startswith("หยุดแล้ว ดำเนินการได้ 1 จาก 4 ไฟล์")


def it_keeps_a_persons_columns_beside_their_offices(door: Door) -> None:
    door.set("folder", "แบบติดตาม")
    door.run("all")
    store = door.xl.sheet(offices.SHEET)
    width = store.tables[0][3]
    store.make(4, width + 1).value = "โทรแล้ว"
    for row in range(5, 9):
        store.make(row, width + 1).value = f"คุยกับ {store.at(row, 2).value}"
    (door.folder / "แบบติดตาม" / "05-bepkao-old.xls").unlink()
    shutil.copy(EXAMPLES / "with-errors" / "04-laichut-errors.xlsm", door.folder / "แบบติดตาม")
    door.run("resume")
    for row in door.rows(offices.SHEET):
        assert row[width] in (None, f"คุยกับ {row[1]}")
    assert sum(row[width] is not None for row in door.rows(offices.SHEET)) == 4
    assert store.tables[0] == (4, 1, 9, width + 1), "filters and sorting take the person's column along"


def it_writes_no_sheet_of_a_persons_and_says_so(door: Door) -> None:
    door.set("folder", "แบบติดตาม")
    door.xl.sheet(offices.SHEET).cells = {(1, 1): Cell("รายชื่อโทรศัพท์"), (2, 1): Cell("ก")}
    text = door.run("all").text
    assert f"แผ่นงาน “{offices.SHEET}” มีข้อความของท่านในช่อง A1" in text
    assert door.xl.sheet(offices.SHEET).at(1, 1).value == "รายชื่อโทรศัพท์"
    assert door.xl.sheet(overview.SHEET).at(5, 1).value == 4.0, "the others are written"


def it_makes_a_sheet_anew_that_was_deleted(door: Door) -> None:
    door.set("folder", "แบบติดตาม")
    door.xl.remove(offices.SHEET)
    door.run("all")
    assert len(door.offices()) == 4


def it_refuses_protected_sheets_before_it_writes_any(door: Door) -> None:
    door.set("folder", "แบบติดตาม")
    door.xl.sheet(offices.SHEET).protected = True
    before = door.xl.state()
    with pytest.raises(OutputError, match=offices.SHEET):
        door.run("all")
    assert door.xl.state() == before
    assert door.xl.model._screen is True and door.xl.model._status is False


def it_asks_for_a_folder_and_writes_it_down_as_text(door: Door) -> None:
    door.xl.model._folder = str(door.folder / "แบบติดตาม")
    assert "บันทึกโฟลเดอร์แล้ว" in door.run("choose").text
    cell = door.xl.sheet(desk.SETTINGS_SHEET).at(desk.FIRST_ROW, 2)
    assert cell.value == str(door.folder / "แบบติดตาม") and cell.number_format == "@"
    door.xl.model._folder = None
    assert door.run("choose").text == "ไม่ได้เลือกโฟลเดอร์ จึงไม่มีการเปลี่ยนแปลง"
    assert cell.value == str(door.folder / "แบบติดตาม")
    assert door.xl.model._picker._start.startswith(str(door.folder / "แบบติดตาม"))


def it_asks_for_a_folder_first_where_none_is_set(door: Door) -> None:
    assert "ไม่ได้เลือก" in door.run("all").text
    door.xl.model._folder = str(door.folder / "แบบติดตาม")
    assert "ทำทั้งอำเภอแล้ว 4 ไฟล์" in door.run("all").text
    with pytest.raises(InputError, match="ไม่พบโฟลเดอร์"):
        door.set("folder", "ไม่มีอยู่")
        door.run("resume")


def it_asks_for_a_setting_that_can_be_read(door: Door) -> None:
    door.set("folder", "แบบติดตาม")
    door.set("due", "วันศุกร์หน้า")
    with pytest.raises(InputError, match=r"ช่อง B10 \(กำหนดส่ง\).*วันศุกร์หน้า"):
        door.run("all")


def it_takes_a_text_of_a_folder_for_no_formula(door: Door) -> None:
    door.xl.model._folder = "=HYPERLINK(1)"
    door.run("choose")
    assert door.xl.sheet(desk.SETTINGS_SHEET).at(desk.FIRST_ROW, 2).formula == ""
    assert door.xl.conversions() == []


def it_refuses_a_workbook_that_is_none_of_ours(door: Door) -> None:
    door.xl.remove(desk.SETTINGS_SHEET)
    with pytest.raises(InputError, match="ไม่ใช่สมุดงานระดับอำเภอ"):
        door.run("all")


def it_opens_the_folder_of_results_and_nothing_else(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(
        "itaxl.machine.folder_window.show_folder", lambda folder: bool(shown.append(folder)) or True
    )
    with pytest.raises(InputError, match="ยังไม่มีโฟลเดอร์ผลลัพธ์"):
        door.run("open")
    (door.folder / "ผลระดับอำเภอ").mkdir()
    assert door.run("open").text == "" and shown == [door.folder / "ผลระดับอำเภอ"]


def it_shows_the_guide(door: Door) -> None:
    assert door.run("help").text == ""
    assert door.xl.book._front._store.name == layout.GUIDE_SHEET


def it_ends_a_click_in_one_box(door: Door) -> None:
    door.set("folder", "แบบติดตาม")
    buttons.click("all")
    (text,) = door.xl.alerts
    assert text.startswith("ทำทั้งอำเภอแล้ว") and door.xl.serious == [False]
    door.set("folder", "ไม่มีอยู่")
    buttons.click("all")
    assert "ไม่พบโฟลเดอร์" in door.xl.alerts[1] and door.xl.serious[1]


def calls_for(door: Door, count: int) -> int:
    """Of a click over so many offices, every third of which has something to mend and something overdue."""
    folder = door.folder / f"{count}"
    folder.mkdir()
    tracker = sample()
    for number in range(count):
        measures = tracker.measures
        if number % 3 == 0:
            late = measures[0]._replace(due=dt.date(2024, 1, 9), status=Status.NOT_STARTED, steps=())
            measures = (late, *measures[1:])
        office = tracker.office._replace(name=f"ทดสอบ {number}")
        made = tracker._replace(office=office, measures=measures)
        (folder / f"{number}.xlsx").write_bytes(tracker_bytes(made, macros=False))
    door.set("folder", str(count))
    return calls_of(door, "all")


def calls_of(door: Door, name: str) -> int:
    """Without the lines in the status bar, which are so many as the time allows, and 52 at most."""
    door.xl.calls()
    door.run(name)
    lines = door.xl.tally()["Application.StatusBar="]
    assert lines <= 52
    return door.xl.calls() - lines


def it_takes_few_calls_for_a_first_filling_and_fewer_for_the_next(door: Door) -> None:
    assert calls_for(door, 100) <= 200
    assert calls_of(door, "resume") <= 110, "what stands there already is not put again"
    assert calls_for(door, 10) <= 200, "every line is another office's"


def it_takes_as_many_calls_for_few_offices(door: Door) -> None:
    assert calls_for(door, 10) <= 200
    assert calls_for(door, 50) <= 200


def it_takes_the_roster_from_its_sheet_and_says_who_has_not_sent(door: Door) -> None:
    door.set("folder", "แบบติดตาม")
    roster_sheet = door.xl.sheet(roster.SHEET)
    for row, (name, kind) in enumerate((("ตัวอย่างสุข", "องค์การบริหารส่วนตำบล"), ("ยังไม่ส่ง", "เทศบาลตำบล")), 5):
        roster_sheet.make(row, 1).value = name
        roster_sheet.make(row, 2).value = kind
        roster_sheet.make(row, 3).value = "เมืองสมมุติ"
        roster_sheet.make(row, 4).value = "สมมุติบุรี"
    door.run("all")
    (unsent,) = [row for row in door.rows(offices.SHEET) if row[1] == "เทศบาลตำบลยังไม่ส่ง"]
    assert Standing.NOT_SENT.value in unsent
    assert len(door.offices()) == 5


def it_writes_letters_to_offices_that_have_something_to_do(door: Door) -> None:
    shutil.copy(EXAMPLES / "with-errors" / "04-laichut-errors.xlsm", door.folder / "แบบติดตาม")
    door.set("folder", "แบบติดตาม")
    text = door.run("letters").text
    letters = list((door.folder / "ผลระดับอำเภอ" / "replies").glob("*.docx"))
    assert letters and f"หนังสือถึงหน่วยงาน {len(letters):,} ฉบับ" in text


def it_never_takes_itself_for_a_tracker(door: Door) -> None:
    """Where the officer keeps the workbook among the trackers, it is no file that was sent."""
    path = door.folder / "ITA_district.xlsm"
    path.write_bytes(DISTRICT.good.read_bytes())
    for tracker in list((door.folder / "แบบติดตาม").iterdir()):
        tracker.rename(door.folder / tracker.name)
    door.set("folder", str(door.folder))
    assert door.run("all").text.startswith("ทำทั้งอำเภอแล้ว 4 ไฟล์")
    files = [str(row[0]) for row in door.rows(todo.NOT_COUNTED_SHEET)]
    assert not [name for name in files if "ITA_district" in name]


def it_starts_its_workers_from_the_python_of_a_click(tmp_path: Path) -> None:
    """xlwings starts `python -c …`: that has no main module, which a worker would import anew."""
    made = sample()
    for number in range(3):
        office = made.office._replace(name=f"ทดสอบ {number}")
        (tmp_path / f"{number}.xlsx").write_bytes(tracker_bytes(made._replace(office=office), macros=False))
    code = (
        "import sys, datetime; from pathlib import Path; import itaxl.buttons.desk;"
        "from itaxl.batch import Options, collect, run_batch; folder, out = map(Path, sys.argv[1:]);"
        "inputs = collect([str(folder)], out); options = Options(datetime.date(2024, 4, 2));"
        "sys.stdout.write(str(run_batch(inputs, out, options, jobs=2).memos))"
    )
    command = [sys.executable, "-B", "-c", code, str(tmp_path), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("3", "")


def it_asks_every_link_and_tells_in_a_sheet_of_its_own(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def answered(inputs: Sequence[Path], options: Options, told: Callable[[int, int], object]) -> object:
        urls = {"https://www.example.go.th/ita": Answer(State.GONE, dt.date(2024, 4, 2))}
        told(len(inputs), len(inputs))
        return options._replace(links=urls)

    monkeypatch.setattr("itaxl.batch.links.ask_links", answered)
    door.set("folder", "แบบติดตาม")
    assert door.run("links").text.startswith("ทำทั้งอำเภอแล้ว")
    shown = {str(row[3]) for row in door.rows(LINKS_SHEET)}
    assert any(url.startswith("https://") for url in shown)


def it_does_all_but_the_links_where_nobody_can_be_reached(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(wanted: object, day: dt.date, heard: object, *ways: object) -> None:
        raise MissingError("เครื่องนี้ไม่ได้ต่ออินเทอร์เน็ต", "โปรดตรวจการเชื่อมต่อ")

    monkeypatch.setattr("itaxl.links.round._ask", offline)
    monkeypatch.setenv("ITAXL_CACHE", str(door.folder / "kept"))
    door.set("folder", "แบบติดตาม")
    outcome = door.run("links")
    assert outcome.exit_code is ExitCode.MISSING and "ไม่ได้ต่ออินเทอร์เน็ต" in outcome.text
    assert outcome.text.startswith("ทำทั้งอำเภอแล้ว 4 ไฟล์ ออกบันทึกข้อความ 4 ฉบับ")
    assert {row[4] for row in door.rows(LINKS_SHEET)} == {NOT_ASKED}


def it_can_be_ended_while_links_are_asked(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def answered(inputs: Sequence[Path], options: Options, told: Callable[[int, int], object]) -> object:
        told(1, 9)
        raise AssertionError("not reached")

    monkeypatch.setattr("itaxl.batch.links.ask_links", answered)
    door.set("folder", "แบบติดตาม")
    stop = Around(lambda start: None, lambda: True, "พอ")
    outcome = buttons.run_on("links", door.book, stop)
    assert outcome.exit_code is ExitCode.INTERRUPTED and outcome.text.startswith(
        "หยุดแล้ว ดำเนินการได้ 0 จาก 4 ไฟล์"
    )


@pytest.mark.parametrize(
    ("state", "front", "ended"), [(0x8000, 1, True), (1, 1, True), (0, 1, False), (0x8000, 7, False)]
)
def it_hears_esc_while_excel_is_in_front_and_then_only(
    door: Door, monkeypatch: pytest.MonkeyPatch, state: int, front: int, ended: bool
) -> None:
    keys = SimpleNamespace(
        GetAsyncKeyState=lambda key: state if key == 0x1B else 0, GetForegroundWindow=lambda: front
    )
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=keys), raising=False)
    monkeypatch.setattr(stopping, "sys", SimpleNamespace(platform="win32"))
    assert stopping.escape_pressed(door.xl.app) is ended
