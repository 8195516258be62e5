"""The eight commands: how a workbook tells to give them, what its buttons say and which macro they run.

The ribbon (`workbook/src/customUI.xml`) says the same words; a test ties the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


class Way(Enum):
    """How commands are given in a workbook: by its own buttons, from outside, or by Calc's toolbar."""

    BUTTONS = auto()
    COMMAND_LINE = auto()
    TOOLBAR = auto()


TOOLBAR = "ติดตาม ITA"


class Command(NamedTuple):
    """`name` goes to `itaxl.buttons.click`, `macro` is the VBA sub, `does` explains it in the guide."""

    name: str
    macro: str
    label: str
    does: str

    @property
    def callback(self) -> str:
        """The VBA sub that the ribbon calls."""
        return self.macro.replace("Btn_", "Rb_")


class SheetButton(NamedTuple):
    """A command's button on a sheet: what it says, and its width in pixels."""

    command: Command
    caption: str
    width: int


COMMANDS = (
    Command(
        "validate",
        "Btn_Validate",
        "ตรวจสอบข้อมูล",
        "ตรวจทุกช่อง แล้วแจ้งสิ่งที่ต้องแก้ไขในแผ่นงาน ผลการตรวจ และในช่องท้ายแถวของมาตรการ",
    ),
    Command(
        "mend",
        "Btn_Mend",
        "แก้ไขตามข้อเสนอ",
        "แก้ช่องที่มีข้อเสนอ โดยถามก่อน และเก็บค่าเดิมไว้ กดอีกครั้งเพื่อนำค่าเดิมกลับคืน",
    ),
    Command(
        "links",
        "Btn_Links",
        "ตรวจลิงก์หลักฐาน",
        "เปิดลิงก์หลักฐานทุกลิงก์ทางอินเทอร์เน็ต แล้วแจ้งลิงก์ที่ผู้ตรวจเปิดไม่ได้ พร้อมวิธีแก้ไข",
    ),
    Command(
        "colour",
        "Btn_Colour",
        "ระบายสีสถานะ",
        "ระบายสีช่องสถานะและช่องที่มีรายการจากการตรวจ ตามความหมายของสีด้านล่าง",
    ),
    Command(
        "rollup",
        "Btn_Rollup",
        "สรุปตามกอง",
        "นับผลการดำเนินงานแยกตามส่วนราชการ พร้อมแผนภูมิ",
    ),
    Command(
        "memo",
        "Btn_Memo",
        "ออกบันทึกข้อความ",
        "สร้างบันทึกข้อความ (Word) วางไว้ข้างสมุดงานนี้ เมื่อไม่มีรายการที่ต้องแก้ไขค้างอยู่",
    ),
    Command(
        "all", "Btn_All", "ทำทั้งหมด", "ตรวจสอบ ระบายสี สรุปตามกอง และออกบันทึกข้อความ ด้วยการกดครั้งเดียว (ไม่แก้ไขข้อมูล)"
    ),
    Command("help", "Btn_Help", "คู่มือ", "เปิดคู่มือการใช้งาน"),
)

_GAP, _MARGIN = 5, 10
#: The buttons as they stand on a sheet, and their widths in pixels: first the one that does everything, then
#: its steps in their order.
_ON_SHEET = (
    ("all", 118),
    *(("validate", 108), ("mend", 124), ("links", 118), ("colour", 106), ("rollup", 96), ("memo", 120)),
    ("help", 54),
)
_BY_NAME = {command.name: command for command in COMMANDS}
ON_SHEET = tuple(_BY_NAME[name] for name, _ in _ON_SHEET)
_STEPS = [name for name, _ in _ON_SHEET[1:-1]]


def caption(command: Command) -> str:
    """What a sheet button says: a step with its number."""
    return f"{_STEPS.index(command.name) + 1} {command.label}" if command.name in _STEPS else command.label


SHEET_BUTTONS = tuple(
    SheetButton(_BY_NAME[name], caption(_BY_NAME[name]), width) for name, width in _ON_SHEET
)


def asked(way: Way, name: str) -> str:
    """What to do for a command, as the beginning of a sentence."""
    if way is Way.COMMAND_LINE:
        return f"ใช้คำสั่ง itaxl run {name}"
    pressed = f"กดปุ่ม {_BY_NAME[name].label}"
    return pressed if way is Way.BUTTONS else f"{pressed} ในแถบเครื่องมือ {TOOLBAR}"


def place_buttons(
    sheet: Worksheet,
    row: int,
    column: int,
    height: int,
    widths: Sequence[int],
    buttons: Sequence[SheetButton] = SHEET_BUTTONS,
) -> None:
    """The buttons side by side from a 1-based cell; the tracker's together are 889 pixels wide.

    `widths` are the pixel widths of the columns from that cell on: a button is anchored in the column
    where it starts, because some readers ignore an offset that is wider than its column.
    """
    left = _MARGIN
    for command, said, width in buttons:
        start, at = left, 0
        while at < len(widths) - 1 and start >= widths[at]:
            start -= widths[at]
            at += 1
        options = {
            "macro": command.macro,
            "caption": said,
            "description": f"{command.label}: {command.does}",
            "width": width,
            "height": height,
            "x_offset": start,
            "y_offset": 4,
        }
        sheet.insert_button(row - 1, column - 1 + at, options)
        left += width + _GAP
