"""The sheet คู่มือ of the district officer's workbook: three steps, the commands, first aid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itaxl.core.desk import SETTINGS_SHEET
from itaxl.core.district import roster
from itaxl.files.desk.commands import COMMANDS, LABELS, SHEET_BUTTONS, TOOLBAR
from itaxl.files.tracker.cells import put
from itaxl.files.tracker.commands import Way, place_buttons
from itaxl.files.tracker.guide import AID_MACROS, DOCTOR, GUIDE_WIDTHS, NAME, TEXT, heading, link, pairs
from itaxl.files.tracker.styles import Styles, banner, page

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_STEPS = (
    (
        SETTINGS_SHEET,
        f"กดปุ่ม {LABELS['choose']} แล้วเลือกโฟลเดอร์ที่เก็บแบบติดตามของทุกหน่วยงาน กรอกปีงบประมาณและกำหนดส่งหากต้องการ",
    ),
    (
        roster.SHEET,
        "กรอกรายชื่อหน่วยงานที่ต้องส่ง แถวละหนึ่งแห่ง โปรแกรมจะบอกได้ว่าหน่วยงานใดยังไม่ส่ง (เว้นว่างได้)",
    ),
)
_DONE = "โปรแกรมตรวจแบบติดตามทุกไฟล์ ออกบันทึกข้อความ และเขียนสรุปผลลงในสมุดงานนี้ แบบติดตามของหน่วยงานไม่ถูกแก้ไข"
_LAST = {
    Way.BUTTONS: (f"กดปุ่ม {LABELS['all']}", _DONE),
    Way.TOOLBAR: (f"กดปุ่ม {LABELS['all']}", f"แถบเครื่องมือ {TOOLBAR} อยู่ด้านบนของ Calc {_DONE}"),
    Way.COMMAND_LINE: (
        "ใช้คำสั่ง itaxl run district all",
        f"เปิดสมุดงานนี้ค้างไว้ใน Excel หรือ LibreOffice Calc แล้วพิมพ์คำสั่งในหน้าต่างคำสั่ง {_DONE}",
    ),
}
_STAND = {
    Way.BUTTONS: f"ปุ่มคำสั่ง (อยู่ในแผ่นงาน {SETTINGS_SHEET} และในแท็บ {TOOLBAR} ด้วย)",
    Way.TOOLBAR: f"ปุ่มคำสั่งในแถบเครื่องมือ {TOOLBAR}",
}
_AID = (
    (
        "เขียนบันทึกของท่านเอง",
        "พิมพ์ในคอลัมน์ทางขวาของตารางผลได้ โปรแกรมเก็บไว้กับหน่วยงานเดิมทุกครั้งที่ทำใหม่ ส่วนคอลัมน์ของตารางผลถูกเขียนใหม่ทุกครั้ง",
    ),
    (
        "หยุดกลางคัน",
        "กด Esc ใน Excel หรือกดปุ่มเดิมอีกครั้งใน LibreOffice Calc งานที่เสร็จแล้วไม่หาย "
        f"กดปุ่ม {LABELS['resume']} เพื่อทำต่อ",
    ),
    (
        "แผ่นงานชื่อเดียวกัน",
        "โปรแกรมเขียนเฉพาะแผ่นงานผลที่โปรแกรมสร้างเอง หากท่านมีแผ่นงานชื่อเดียวกัน โปรแกรมจะแจ้งให้เปลี่ยนชื่อ และไม่เขียนทับ",
    ),
)


def write_guide(sheet: Worksheet, styles: Styles, way: Way) -> None:
    """Write the sheet; it tells how commands are given in this workbook."""
    for column, width in enumerate(GUIDE_WIDTHS):
        sheet.set_column(column, column, width)
    lead = "ตรวจแบบติดตามของทุกหน่วยงานในอำเภอ ติดตามผู้ยังไม่ส่ง และสรุปผล จากสมุดงานเล่มเดียว"
    banner(sheet, styles, "ติดตามมาตรการ ITA ทั้งอำเภอ", lead, len(GUIDE_WIDTHS))
    row = _steps(sheet, styles, 4, way)
    if way is not Way.COMMAND_LINE:
        heading(sheet, styles, row, _STAND[way])
        if way is Way.BUTTONS:
            row += 1
            sheet.set_row(row - 1, 42)
            place_buttons(sheet, row, 1, 42, [width * 7 + 5 for width in GUIDE_WIDTHS], SHEET_BUTTONS)
        row = pairs(sheet, styles, row + 1, [(c.label, c.does) for c in COMMANDS]) + 1
    heading(sheet, styles, row, "ช่วยเหลือ")
    pairs(sheet, styles, row + 1, (*_AID, *(AID_MACROS if way is Way.BUTTONS else ()), DOCTOR))
    page(sheet, landscape=False, one_page=True)


def _steps(sheet: Worksheet, styles: Styles, row: int, way: Way) -> int:
    heading(sheet, styles, row, "ใช้งาน 3 ขั้นตอน")
    last, does = _LAST[way]
    for number, text in enumerate((*(text for _, text in _STEPS), does), start=1):
        put(sheet, row + number, 1, str(number), styles("badge"))
        put(sheet, row + number, TEXT, text, styles("lead", "wrap", "middle"))
        sheet.set_row(row + number - 1, 52)
    for number, (name, _) in enumerate(_STEPS, start=1):
        link(sheet, row + number, name, styles("link", "middle", "lead"))
    put(sheet, row + 3, NAME, last, styles("lead", "bold", "middle", "wrap"))
    return row + 5
