"""Real clicks on the district's toolbar in a live Calc: from the opened workbook to the filled overview."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from itaxl.buttons.calc.losses import WARNING
from itaxl.core import desk as layout
from itaxl.core.choices import Answer
from itaxl.core.district.sheets import offices, overview
from itaxl.core.sample import sample
from itaxl.files.desk.commands import COMMANDS
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.shipped import BLANK_DISTRICT, shipped
from tests import calc_screen
from tests.test_calc_extension_click import PICTURES, Desk, desk, log_file, pytestmark  # noqa: F401
from tests.test_desk_buttons import EXAMPLES

_LABELS = {command.name: command.label for command in COMMANDS}
#: A box waits for a whole run.
_PATIENCE = 90.0
#: More than one process works on so many.
_MANY = 240


def opened(one: Desk, name: str) -> Path:
    """The district's workbook in Calc, as a double click opens it, beside a folder that is still empty."""
    path = one.open(name, shipped(BLANK_DISTRICT).read_bytes())
    trackers = path.parent / "แบบติดตาม"
    trackers.mkdir()
    return trackers


def click(one: Desk, name: str) -> None:
    one.screen.click(calc_screen.tool_buttons(one.document, (_LABELS[name],))[_LABELS[name]])


def told(one: Desk, picture: str = "") -> str:
    calc_screen.box(one.office.desktop, _PATIENCE)
    return one.answer(picture)


def boxes(one: Desk) -> Iterator[str]:
    """Those of both clicks, in whatever order they come; the later may have taken the earlier one's place."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if not calc_screen.no_box(one.office.desktop):
            yield one.answer()
        time.sleep(0.2)


def dialog_button(one: Desk, name: str) -> list[tuple[int, int]]:
    """Where a button of a dialog stands; nothing while there is none."""
    return [place for place, known in calc_screen.dialog_buttons(one.office.desktop) if known == name]


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def shot(one: Desk, name: str) -> None:
    if folder := os.environ.get(PICTURES):
        time.sleep(1)
        one.screen.picture(Path(folder) / name)


@pytest.mark.slow
def it_goes_from_the_opened_workbook_to_the_filled_overview_by_clicks_alone(desk: Desk) -> None:  # noqa: F811
    """One press of the button: it asks for the folder, which is chosen in Calc's own dialog, and does it."""
    trackers = opened(desk, "ITA_district.xlsm")
    for tracker in sorted(EXAMPLES.rglob("*.xls*")):
        shutil.copy(tracker, trackers / tracker.name)
    shot(desk, "desk-1-guide.png")
    click(desk, "all")
    until(lambda: calc_screen.first_line(desk.office.desktop) is not None)
    shot(desk, "desk-2-folder.png")
    line = calc_screen.first_line(desk.office.desktop)
    assert line and [path.name for path in trackers.parent.iterdir() if path.is_dir()] == [trackers.name]
    desk.screen.click(line)
    shot(desk, "desk-3-chosen.png")
    desk.screen.click(dialog_button(desk, "Select")[0])
    text = told(desk, "")
    assert text.startswith("ทำทั้งอำเภอแล้ว") and text.endswith(WARNING)
    assert desk.cell(layout.SETTINGS_SHEET, f"B{layout.FIRST_ROW}").String == str(trackers)
    assert desk.cell(overview.SHEET, "A5").Value > 3
    assert desk.document.CurrentController.ActiveSheet.Name == overview.SHEET
    shot(desk, "desk-4-overview.png")
    desk.document.CurrentController.setActiveSheet(desk.document.Sheets.getByName(offices.SHEET))
    shot(desk, "desk-5-offices.png")
    desk.document.CurrentController.setActiveSheet(desk.document.Sheets.getByName(layout.SETTINGS_SHEET))
    shot(desk, "desk-6-settings.png")


@pytest.mark.slow
def it_stops_at_a_second_click_and_goes_on_at_the_next(desk: Desk) -> None:  # noqa: F811
    trackers = opened(desk, "ITA_district_2.xlsm")
    made = sample()
    for number in range(_MANY):
        office = made.office._replace(name=f"ทดสอบ {number}")
        data = tracker_bytes(made._replace(office=office), macros=False)
        (trackers / f"{number}.xlsx").write_bytes(data)
    desk.cell(layout.SETTINGS_SHEET, f"B{layout.FIRST_ROW}").setString("แบบติดตาม")
    copies = desk.cell(layout.SETTINGS_SHEET, f"B{layout.FIRST_ROW + 6}")
    copies.setString(Answer.YES.value)  # which takes time
    memos = trackers.parent / "ผลระดับอำเภอ" / "memos"
    places = calc_screen.tool_buttons(desk.document, tuple(_LABELS.values()))
    desk.screen.click(places[_LABELS["all"]])
    until(lambda: memos.is_dir() and any(memos.iterdir()))
    desk.screen.click(places[_LABELS["all"]])
    question = desk.answer("desk-6-stop.png", agree=True)
    assert question.startswith("กำลังทำทั้งอำเภออยู่ ต้องการหยุดหรือไม่")
    until(lambda: desk.cell(layout.SETTINGS_SHEET, f"A{layout.STATE_ROW}").String.startswith("หยุดไว้เมื่อ"))
    texts = list(boxes(desk))
    assert any(text.startswith(("หยุดแล้ว ดำเนินการได้", "จะหยุดเมื่อ")) for text in texts), texts
    assert desk.cell(overview.SHEET, "A5").String == "–", "nothing of half a district is shown"
    click(desk, "resume")
    assert told(desk).startswith(f"ทำทั้งอำเภอแล้ว {_MANY} ไฟล์")


@pytest.mark.slow
def it_writes_down_the_folder_that_is_chosen_in_calcs_own_dialog(desk: Desk) -> None:  # noqa: F811
    trackers = opened(desk, "ITA_district_3.xlsm")
    desk.cell(layout.SETTINGS_SHEET, f"B{layout.FIRST_ROW}").setString("แบบติดตาม")
    click(desk, "choose")
    until(lambda: bool(dialog_button(desk, "Select")))
    shot(desk, "desk-7-choose.png")
    desk.screen.click(dialog_button(desk, "Select")[0])
    assert told(desk).startswith(f"บันทึกโฟลเดอร์แล้ว: {trackers}")
    assert desk.cell(layout.SETTINGS_SHEET, f"B{layout.FIRST_ROW}").String == str(trackers)
