"""Clicks on a Windows: the shipped workbook's macro, cmd.exe, the set-up's Python, COM between processes.

Excel, Word and the person are stand-ins in processes of their own; what stands on the sheets afterwards is
compared with what the pretended Excel of the other tests (`tests.excel_engine`) has after the same click.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from itaxl import buttons
from itaxl.buttons import desk as desk_buttons
from itaxl.buttons import dialog
from itaxl.core import desk, layout
from itaxl.core.choices import Answer
from itaxl.core.district.sheets import overview
from itaxl.core.sample import sample
from itaxl.files.desk import commands as desk_commands
from itaxl.files.tracker.workbook import blank_tracker, tracker_bytes
from tests.excel_engine import excel
from tests.excel_tracker import COLUMNS, FIRST, MEASURES
from tests.windows import python_for_tests
from tests.windows.conftest import ROOT
from tests.windows.office_pc import PATIENCE, Click, Ended, Excel, Pc
from tests.windows.told import told
from tests.workbook_book import VBA_PART, Book
from tests.workbook_kinds import DISTRICT, TRACKER, Kind

#: One error and one warning, as a clerk types them: sheet, row, column, value.
FAULTS = (
    (MEASURES, FIRST + 1, COLUMNS["title"], None),
    (MEASURES, FIRST + 3, COLUMNS["note"], "เเก้\u200bไข"),
)
MACROS = {kind: {command.name: command.macro for command in kind.commands} for kind in (TRACKER, DISTRICT)}
#: A name with all that cmd.exe and Python could take for their own.
UNLUCKY = "ผล & (ก) 50% ^ 'ข' = ค!.xlsm"
PRESS_ENTER = "กด Enter หรือ Esc"
#: For what comes soon; a busy machine takes longer.
SECONDS = 100
Sheets = dict[str, Any]


@pytest.fixture(scope="module")
def pc(windows: Any, made: dict[str, Path]) -> Iterator[Pc]:
    import fetch

    python = python_for_tests.lay_out(fetch.PACKAGES, windows.drive / "Python")
    pc = Pc(windows, made[".msi"], python)
    yield pc
    pc.end()


@pytest.fixture(scope="module")
def other(pc: Pc) -> Excel:
    """A second Excel, which dies in the last test."""
    return pc.excel()


@pytest.fixture
def xl(pc: Pc) -> Iterator[Excel]:
    """The Excel in which most clicks are made; what a test opened is closed, and nothing keeps it busy."""
    excel = pc.rested()
    yield excel
    if not excel.clicking:
        excel.tell("busy", answer="handled", seconds=0)
        excel.tell("close")


def click(xl: Excel, name: str, kind: Kind = TRACKER) -> Click:
    """A button to its end, at which cmd.exe and Python were content and Excel's environment is as before."""
    kinds = {TRACKER: "tracker", DISTRICT: "district"}
    done = xl.click(MACROS[kind][name], kinds[kind])
    assert_clean(done)
    return done


def assert_clean(done: Click) -> None:
    assert (done.codes, done.logs, done.popups, done.error) == ([0], [""], [], "")
    assert done.changed == []
    (line,) = done.lines
    assert r"\itaxl\venv\Scripts\python.exe" in line


def in_one(
    data: bytes, name: str, folder: Path, puts: tuple[tuple[Any, ...], ...] = ()
) -> tuple[Sheets, list[str], int]:
    """The same click in the pretended Excel of this process: sheets, boxes, and calls into Excel."""
    with excel() as pretended, pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "startfile", lambda _: None, raising=False)
        pretended.open(data, str(folder / "ITA_tracker.xlsm"))
        for sheet, *where, value in puts:
            pretended.sheet(sheet).enter(*where, value)
        pretended.calls()
        buttons.click(name)
        calls = pretended.calls()
        return as_json({n: told(store) for n, store in pretended.state().items()}), pretended.alerts, calls


def as_json(sheets: Sheets) -> Sheets:
    """As they come from another process, without the time of day."""
    text = json.dumps(sheets, ensure_ascii=False)
    known: Sheets = json.loads(re.sub(r"เวลา \d\d\.\d\d น\.", "", text))
    return known


def differing(one: Sheets, other: Sheets) -> list[Any]:
    """Cell by cell, and what else there is of each sheet: short enough to be read."""
    parts: list[dict[tuple[Any, ...], Any]] = []
    for sheets in (one, other):
        parts.append({(n, *cell[:2]): cell[2:] for n, sheet in sheets.items() for cell in sheet["cells"]})
        for name, sheet in sheets.items():
            parts[-1] |= {(name, what): value for what, value in sheet.items() if what != "cells"}
    places = sorted(parts[0].keys() | parts[1].keys(), key=str)
    return [(p, *(part.get(p) for part in parts)) for p in places if parts[0].get(p) != parts[1].get(p)]


def assert_as(xl: Excel, sheets: Sheets, again: Callable[[], tuple[Sheets, list[str], int]]) -> None:
    """`again`: the click may have come in the next minute, which some sheets tell."""
    there = as_json(xl.tell("state"))
    assert differing(there, sheets if there == sheets else again()[0]) == []


def put(xl: Excel, *puts: tuple[Any, ...]) -> None:
    for sheet, row, column, value in puts:
        xl.tell("put", sheet=sheet, row=row, column=column, value=value)


def labelled(sheets: Sheets, sheet: str, label: str, value: str) -> tuple[Any, ...]:
    """What to put so that a field, found by its label, says `value`."""
    (place,) = [cell[:2] for cell in sheets[sheet]["cells"] if cell[2] == label]
    return sheet, place[0], place[1] + 1, value


def with_pdf(xl: Excel) -> None:
    field = layout.field(layout.REPORT_FIELDS, "pdf")
    put(xl, labelled(xl.tell("state"), layout.OFFICE_SHEET, field.label, Answer.YES.value))


def soon(true: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < until
        time.sleep(0.2)


GOOD, BLANK = tracker_bytes(sample()), tracker_bytes(blank_tracker())


def it_clicks_with_the_very_macros_that_are_shipped(tmp_path: Path) -> None:
    (tmp_path / "a.xlsm").write_bytes(GOOD)
    assert Book(tmp_path / "a.xlsm").parts[VBA_PART] == Book(TRACKER.good).parts[VBA_PART]


@pytest.mark.parametrize("name", [name for name in MACROS[TRACKER] if name != "links"])
def it_does_to_the_sheets_what_is_done_in_one_process(pc: Pc, xl: Excel, name: str, tmp_path: Path) -> None:
    again = partial(in_one, GOOD, name, tmp_path, FAULTS)
    sheets, boxes, calls = again()
    xl.open(GOOD)
    put(xl, *FAULTS)
    xl.tell("told")
    click(xl, name)
    assert [pc.box().text for _ in boxes] == boxes and pc.no_box()
    assert_as(xl, sheets, again)
    seen = xl.tell("told")
    assert seen["now"] == [False, True]
    assert calls <= seen["model"] <= calls + 12
    assert pc.log == ""


def it_asks_nobody_where_there_are_no_links(pc: Pc, xl: Excel, tmp_path: Path) -> None:
    _, boxes, _ = in_one(BLANK, "links", tmp_path)
    xl.open(BLANK)
    click(xl, "links")
    assert [pc.box().text for _ in boxes] == boxes != []


def it_writes_the_memo_has_word_make_its_pdf_and_opens_it(pc: Pc, xl: Excel) -> None:
    folder = xl.open(GOOD, folder=pc.windows.drive / "บันทึก").parent
    with_pdf(xl)
    click(xl, "memo")
    text = pc.box().text
    memo, pdf = folder / "บันทึกข้อความ ITA_tracker.docx", folder / "บันทึกข้อความ ITA_tracker.pdf"
    assert f"ออกบันทึกข้อความแล้ว: {memo.name}\nทำ PDF แล้ว: {pdf.name}\nเปิดไว้ใน Word แล้ว" in text
    assert sorted(folder.iterdir()) == sorted([folder / "ITA_tracker.xlsm", memo, pdf])
    assert pdf.read_bytes().startswith(b"%PDF-")
    soon(lambda: ["double click", pc.path(memo)] in pc.word())
    did = pc.word()
    assert [step[0] for step in did if step[0] != "double click"] == [
        "start", "close", "open", "export", "close", "quit", "end",
    ]  # fmt: skip
    assert ["quit", 0, 3] in did  # no alerts, no macros
    assert next(step for step in did if step[0] == "open")[2] == memo.stat().st_size


def it_is_found_under_an_unlucky_name(pc: Pc, xl: Excel, other: Excel, tmp_path: Path) -> None:
    """With another Excel in front, too: it is the one whose button was clicked."""
    again = partial(in_one, GOOD, "validate", tmp_path, FAULTS)
    sheets, boxes, _ = again()
    xl.open(GOOD, UNLUCKY)
    put(xl, *FAULTS)
    other.open(GOOD, "อีกเล่ม.xlsm")
    before = other.tell("state")
    assert_clean(xl.click("Rb_Validate"))
    assert [pc.box().text] == boxes
    assert_as(xl, sheets, again)
    assert other.tell("state") == before


def it_waits_a_little_while_somebody_types(pc: Pc, xl: Excel, tmp_path: Path) -> None:
    again = partial(in_one, GOOD, "validate", tmp_path)
    sheets, boxes, _ = again()
    xl.open(GOOD)
    xl.tell("busy", answer="rejected", seconds=1.5, after=20)
    click(xl, "validate")
    assert [pc.box().text] == boxes
    assert_as(xl, sheets, again)
    assert 3 < xl.tell("told")["refused"] < 200  # one that spins asks thousands of times


@pytest.mark.parametrize("after", [0, 25])
def it_gives_up_with_a_sentence_while_excel_stays_busy(pc: Pc, xl: Excel, after: int) -> None:
    """From before our first line on, or from the middle."""
    xl.open(GOOD)
    before = xl.tell("state")
    xl.tell("busy", answer="rejected", seconds=600, after=after)
    done = click(xl, "validate")
    box = pc.box()
    assert PRESS_ENTER in box.text and box.title == dialog.TITLE and pc.no_box()
    seen = xl.tell("told")
    assert done.seconds < PATIENCE / 2 and 0 < seen["refused"] < 600
    assert xl.tell("state") == before
    assert pc.log == ""


@pytest.fixture
def district(pc: Pc, xl: Excel) -> Path:
    """The folder of trackers, beside the open workbook of the district that the set-up brought."""
    folder = pc.windows.drive / "อำเภอ"
    shutil.rmtree(folder, ignore_errors=True)
    trackers = folder / "แบบติดตาม"
    trackers.mkdir(parents=True)
    for path in sorted((ROOT / "examples").rglob("*.xls*"))[:4]:
        shutil.copy(path, trackers)
    brought = pc.windows.profile / "Documents/ITA/ITA_district.xlsm"
    assert brought.read_bytes() == DISTRICT.good.read_bytes()
    xl.open(brought.read_bytes(), "ITA_district.xlsm", folder)
    return trackers


def it_does_a_district_at_a_click(pc: Pc, xl: Excel, district: Path, tmp_path: Path) -> None:
    shutil.copytree(district, tmp_path / district.name)
    xl.tell("choose", folder=pc.path(district))
    click(xl, "choose", DISTRICT)
    assert pc.box().text.startswith(f"บันทึกโฟลเดอร์แล้ว: {pc.path(district)}")
    click(xl, "all", DISTRICT)
    text = pc.box().text
    assert text.startswith("ทำทั้งอำเภอแล้ว 4 ไฟล์ ออกบันทึกข้อความ 4 ฉบับ"), text
    assert xl.tell("front_sheet") == overview.SHEET
    with excel() as pretended:
        book = pretended.open(DISTRICT.good.read_bytes(), str(tmp_path / "ITA_district.xlsm"))
        pretended.model._folder = str(tmp_path / district.name)
        desk_buttons.run_on("choose", book)
        desk_buttons.run_on("all", book)
        sheets = as_json({n: told(store) for n, store in pretended.state().items()})
    there = without(as_json(xl.tell("state")), pc.path(district.parent))
    assert differing(there, without(sheets, str(tmp_path))) == []
    memos, known = (
        {memo.name: memo.read_bytes() for memo in (at / "ผลระดับอำเภอ/memos").glob("*.docx")}
        for at in (district.parent, tmp_path)
    )
    assert memos == known and len(known) == 4
    click(xl, "letters", DISTRICT)
    letters = list((district.parent / "ผลระดับอำเภอ/replies").glob("*.docx"))
    assert len(letters) > 0 and f"หนังสือถึงหน่วยงาน {len(letters)} ฉบับ" in pc.box().text
    assert pc.log == ""


def without(sheets: Sheets, folder: str) -> Sheets:
    """The sheets without the name of their folder, as its system or a link writes it, and without the digests
    of the lines in which it stands."""
    text = json.dumps(sheets, ensure_ascii=False)
    link = "file:///" + folder.replace("\\", "/").lstrip("/")
    text = text.replace(link, "-").replace(json.dumps(folder, ensure_ascii=False)[1:-1], "-")
    known: Sheets = json.loads(re.sub("=L[0-9a-f]{8}", "=L", text.replace("\\\\", "/")))
    return known


def it_stops_at_escape_and_goes_on_at_the_next_click(pc: Pc, xl: Excel, district: Path) -> None:
    (one, *_) = sorted(district.iterdir())
    for number in range(40):
        shutil.copy(one, district / f"{number}{one.suffix}")
    field = next(field for field in desk.SETTINGS if field.key == "folder")
    put(xl, labelled(xl.tell("state"), desk.SETTINGS_SHEET, field.label, district.name))
    memos = district.parent / "ผลระดับอำเภอ/memos"
    xl.begin(MACROS[DISTRICT]["all"], "district")
    soon(lambda: memos.is_dir() and any(memos.iterdir()))
    pc.person.tell("escape", window=xl.window, seconds=2.0)
    assert pc.box(PATIENCE).text.startswith("หยุดแล้ว ดำเนินการได้ ")
    assert_clean(xl.ended())
    click(xl, "resume", DISTRICT)
    assert pc.box().text.startswith(f"{desk_commands.LABELS['all']}แล้ว 44 ไฟล์")


def it_ends_with_a_sentence_where_excel_dies_in_the_middle(pc: Pc, other: Excel) -> None:
    """The last test: a server that was killed leaves a stale name in Wine's endpoint mapper."""
    folder = other.open(GOOD, folder=pc.windows.drive / "กลางคัน").parent
    other.tell("busy", answer="die", seconds=0, after=30)
    with suppress(Ended):
        other.click(MACROS[TRACKER]["all"])
        pytest.fail("it did not die")
    box = pc.box(PATIENCE)
    assert "Excel" in box.text and not box.owned, box
    assert "โดยไม่คาดคิด" not in box.text
    soon(lambda: pc.pythons() == [])
    assert [file.name for file in folder.iterdir()] == ["ITA_tracker.xlsm"]
    assert (folder / "ITA_tracker.xlsm").read_bytes() == GOOD
