"""The eight commands: what the sheet buttons say and which macro they run.

The ribbon (`workbook/src/customUI.xml`) says the same words; a test ties the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Command:
    """`name` goes to `itaxl.buttons.click`, `macro` is the VBA sub, `does` explains it in the guide."""

    name: str
    macro: str
    label: str
    does: str


COMMANDS = (
    Command(
        "validate",
        "Btn_Validate",
        "ตรวจสอบข้อมูล",
        "ตรวจทุกช่อง แล้วแจ้งสิ่งที่ต้องแก้ไขในแผ่น ผลการตรวจ และในช่องท้ายแถวของมาตรการ",
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
        "ระบายสีช่องสถานะและช่องที่มีข้อสังเกต ตามความหมายของสีด้านล่าง",
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

_WIDTH, _GAP, _MARGIN = 122, 5, 10


def place_buttons(sheet: Worksheet, row: int, column: int, height: int, widths: Sequence[int]) -> None:
    """One button a command, side by side from a 1-based cell.

    `widths` are the pixel widths of the columns from that cell on: a button is anchored in the column
    where it starts, because some readers ignore an offset that is wider than its column.
    """
    for index, command in enumerate(COMMANDS):
        start, at = _MARGIN + index * (_WIDTH + _GAP), 0
        while at < len(widths) - 1 and start >= widths[at]:
            start -= widths[at]
            at += 1
        options = {
            "macro": command.macro,
            "caption": command.label,
            "description": f"{command.label}: {command.does}",
            "width": _WIDTH,
            "height": height,
            "x_offset": start,
            "y_offset": 4,
        }
        sheet.insert_button(row - 1, column - 1 + at, options)
