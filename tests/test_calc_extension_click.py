"""Real clicks: LibreOffice on a virtual screen, our toolbar under a virtual mouse, Python behind it."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from itaxl.buttons.calc.click import alone
from itaxl.buttons.calc.losses import WARNING
from itaxl.calc import connection
from itaxl.calc.extension import Extension
from itaxl.core import layout, palette
from itaxl.core.choices import Answer
from itaxl.core.sample import sample
from itaxl.files.tracker.commands import COMMANDS
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.setup.calc.extension import note_place
from itaxl.setup.calc.office import find_office
from itaxl.setup.check import State
from itaxl.setup.doctor import examine_calc
from itaxl.setup.this_pc import this_machine
from tests import calc_office, calc_screen
from tests.calc_installed import install, interpreter
from tests.calc_office import Office, property_value
from tests.calc_screen import Screen
from tests.test_own_template import MARK, OWN, own_template, text_of

#: Where a person wants to see what was on the screen.
PICTURES = "ITAXL_PICTURES"
_MISSING = calc_office.missing() or calc_screen.missing()
pytestmark = [pytest.mark.libreoffice, pytest.mark.skipif(bool(_MISSING), reason=_MISSING or "-")]
_LABELS = {command.name: command.label for command in COMMANDS}


@dataclass
class Desk:
    """A LibreOffice with the extension, on a screen; one document is open at a time."""

    folder: Path
    profile: Path
    office: Office
    screen: Screen
    document: Any = None
    buttons: dict[str, tuple[int, int]] | None = None

    def open(self, name: str, data: bytes) -> Path:
        self.close_document()
        folder = self.folder / name.replace(".", "-")
        folder.mkdir()
        path = folder / name
        path.write_bytes(data)
        without_macros = property_value("MacroExecutionMode", 0)
        desktop = self.office.desktop
        self.document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (without_macros,))
        calc_screen.fill_screen(self.document)
        if self.buttons is None:  # every document's window has them at the same place
            self.buttons = calc_screen.tool_buttons(self.document, tuple(_LABELS.values()))
        return path

    def close_document(self) -> None:
        if self.document is not None:
            self.document.close(True)
            self.document = None

    def click(self, name: str) -> None:
        assert self.buttons is not None
        self.screen.click(self.buttons[_LABELS[name]])

    def answer(self, picture: str = "", *, agree: bool = True) -> str:
        """The text of the box that comes; it is closed by its button, or one of two."""
        shown = calc_screen.box(self.office.desktop)
        self.picture(picture)
        end = time.monotonic() + 10
        while not calc_screen.no_box(self.office.desktop, shown.text) and time.monotonic() < end:
            now = calc_screen.box(self.office.desktop)  # it may have moved since it came
            self.screen.click(now.buttons[0 if agree else -1])
            time.sleep(0.5)
        if calc_screen.no_box(self.office.desktop):  # else the next one has the focus
            calc_screen.give_focus(self.document)
        return shown.text

    def cell(self, sheet: str, address: str) -> Any:
        return self.document.Sheets.getByName(sheet).getCellRangeByName(address)

    def look(self, sheet: str, picture: str) -> None:
        self.document.CurrentController.setActiveSheet(self.document.Sheets.getByName(sheet))
        self.picture(picture)

    def picture(self, name: str) -> None:
        if name and (folder := os.environ.get(PICTURES)):
            self.document.CurrentController.ZoomType = 3  # by value
            self.document.CurrentController.ZoomValue = 60
            time.sleep(1)
            self.screen.picture(Path(folder) / name)

    @property
    def note(self) -> Path:
        machine = this_machine()
        office = find_office(machine, str(self.profile))
        assert office is not None
        return Path(note_place(machine, office))


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    # pytest's own folders are closed to others, and unopkg must run as somebody else where we are root
    folder = Path(tempfile.mkdtemp(prefix="itaxl-click-"))
    folder.chmod(0o755)
    with ExitStack() as stack:
        # one extension of a user listens at a time: who clicks in another process waits
        stack.enter_context(FileLock(Path(tempfile.gettempdir()) / "itaxl-tests-clicks.lock"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("ITAXL_LOG", str(folder / "log" / "itaxl.log"))
        install(folder / "profile", interpreter(folder / "python"), folder / "ITA_tracker.ods")
        screen = Screen()
        stack.callback(screen.close)
        office = Office(folder / "profile", screen.display)
        stack.callback(office.stop)
        made = Desk(folder, folder / "profile", office, screen)
        yield made
        made.close_document()


@pytest.fixture(autouse=True)
def log_file() -> None:
    """LibreOffice was started with a log of its own, and so must be what speaks with it."""


def it_mends_what_is_agreed_to_and_puts_it_back(desk: Desk) -> None:
    odd = "เเก้\u200bไข"
    desk.open("แก้ไข.ods", (desk.folder / "ITA_tracker.ods").read_bytes())
    desk.cell(layout.OFFICE_SHEET, "B6").setString(odd)
    desk.click("validate")
    desk.answer()
    desk.look(layout.FINDINGS_SHEET, "mend-1-checked.png")
    for agree, left in ((False, odd), (True, "แก้ไข")):
        desk.click("mend")
        question = desk.answer("mend-2-question.png", agree=agree)
        assert question.startswith("แก้ไขตามข้อเสนอ 1 ช่อง ใช่หรือไม่") and "B6" in question
        desk.answer()
        assert desk.cell(layout.OFFICE_SHEET, "B6").String == left
    desk.look(layout.FINDINGS_SHEET, "mend-3-mended.png")
    assert desk.cell(layout.FINDINGS_SHEET, "L6").String == odd
    desk.document.UndoManager.undo()
    assert desk.cell(layout.OFFICE_SHEET, "B6").String == odd
    desk.document.UndoManager.redo()
    desk.click("mend")
    assert "นำค่าเดิมกลับคืน 1 ช่อง" in desk.answer("mend-4-way-back.png")
    desk.answer()
    assert desk.cell(layout.OFFICE_SHEET, "B6").String == odd
    desk.look(layout.FINDINGS_SHEET, "mend-5-put-back.png")


def it_does_everything_with_one_click(desk: Desk) -> None:
    path = desk.open("แบบติดตาม.ods", (desk.folder / "ITA_tracker.ods").read_bytes())
    assert set(desk.buttons or ()) == set(_LABELS.values())
    desk.look(layout.GUIDE_SHEET, "calc-blank.png")
    desk.click("all")
    text = desk.answer()
    assert text.startswith("ตรวจสอบข้อมูลแล้ว: ต้องแก้ไข")
    assert "ยังไม่ออกบันทึกข้อความ" in text and WARNING not in text
    assert desk.cell(layout.FINDINGS_SHEET, "A3").String.startswith("ต้องแก้ไข")
    assert desk.cell(layout.FINDINGS_SHEET, "A6").String == "ต้องแก้ไข"
    assert list(path.parent.glob("*.docx")) == []


def it_writes_findings_colours_rollup_and_the_memo(desk: Desk) -> None:
    path = desk.open("แบบติดตาม.xlsx", tracker_bytes(sample(), macros=False))
    before = path.read_bytes()
    status, done = desk.cell(layout.MEASURES_SHEET, "F6"), int(palette.DONE.fill, 16)
    assert status.CellBackColor != done
    desk.look(layout.MEASURES_SHEET, "calc-before.png")
    desk.click("all")
    text = desk.answer("calc-box.png")
    assert "ตรวจสอบข้อมูลแล้ว: ไม่พบรายการที่ต้องแก้ไข" in text and "ออกบันทึกข้อความแล้ว" in text
    assert status.CellBackColor == done
    assert "ไม่พบรายการที่ต้องแก้ไข" in desk.cell(layout.FINDINGS_SHEET, "A3").String
    assert desk.cell(layout.ROLLUP_SHEET, "B6").Value > 0
    assert [memo.name for memo in path.parent.glob("*.docx")] == ["บันทึกข้อความ แบบติดตาม.docx"]
    desk.look(layout.MEASURES_SHEET, "calc-after.png")
    assert path.read_bytes() == before, "a command never saves"
    assert desk.document.isModified()


def it_uses_the_template_and_makes_the_pdf_that_the_workbook_asks_for(desk: Desk) -> None:
    base = sample()
    asked = base._replace(report=base.report._replace(template=OWN, pdf=Answer.YES))
    path = desk.open("ของเรา.xlsx", tracker_bytes(asked, macros=False))
    (path.parent / OWN).write_bytes(own_template())
    desk.click("memo")
    text = desk.answer()
    memo = path.parent / "บันทึกข้อความ ของเรา.docx"
    assert memo.name in text
    assert MARK in text_of(memo)
    assert memo.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert memo.with_suffix(".pdf").name in text


def it_listens_on_a_pipe_and_on_no_network_port(desk: Desk) -> None:
    Extension(connection("itaxl"))
    processes = calc_screen.family(desk.office._process.pid)
    assert len(processes) > 1, "LibreOffice's starter and LibreOffice itself"
    assert [port for process in processes for port in calc_screen.listening_sockets(process)] == []
    states = {c.name: (c.state, c.seen) for c in examine_calc(this_machine(), str(desk.profile))}
    state, seen = states["ช่องทางรับคำสั่งของ Calc (pipe)"]
    assert state is State.OK and "เปิดอยู่" in seen
    assert states["ส่วนขยายใน Calc"][0] is State.OK
    assert states["การเชื่อม Python กับ LibreOffice"][0] is State.OK


def it_warns_once_of_what_saving_a_macro_workbook_from_calc_costs(desk: Desk) -> None:
    desk.open("แบบติดตาม.xlsm", tracker_bytes(sample()))
    desk.click("validate")
    assert desk.answer().endswith(WARNING)
    desk.click("rollup")
    text = desk.answer()
    assert "สรุปตามกองแล้ว" in text and WARNING not in text
    # what docs/calc.md says of a save from a window: rows stay frozen, code names are gone
    copy = desk.folder / "saved.xlsm"
    macro_format = property_value("FilterName", "Calc MS Excel 2007 VBA XML")
    desk.document.storeToURL(copy.as_uri(), (macro_format,))
    with zipfile.ZipFile(copy) as package:
        assert b'ySplit="2"' in package.read("xl/worksheets/sheet2.xml")
        assert b"codeName" not in package.read("xl/workbook.xml")


def it_asks_to_wait_while_another_click_is_at_work(desk: Desk) -> None:
    with alone("itaxl"):
        desk.click("validate")
        assert desk.answer().startswith("กำลังทำงานจากการกดปุ่มครั้งก่อน")
    desk.click("help")  # says nothing, shows the guide
    end = time.monotonic() + 20
    while desk.document.CurrentController.ActiveSheet.Name != layout.GUIDE_SHEET and time.monotonic() < end:
        time.sleep(0.1)
    assert desk.document.CurrentController.ActiveSheet.Name == layout.GUIDE_SHEET


def it_says_so_where_python_is_not_there_or_does_not_answer(desk: Desk) -> None:
    note = desk.note.read_bytes()
    try:
        desk.note.write_bytes(b"file:///no/such/python")
        desk.click("validate")
        assert desk.answer().startswith("ไม่พบ Python ที่ /no/such/python")
        desk.note.unlink()
        desk.click("validate")
        assert desk.answer().startswith("ยังไม่ได้ตั้งค่า Python")
        desk.note.write_bytes(Path(shutil.which("true") or "/bin/true").as_uri().encode())
        desk.click("validate")
        desk.click("validate")
        assert desk.answer().startswith("กำลังเริ่มทำงาน")
    finally:
        desk.note.write_bytes(note)
