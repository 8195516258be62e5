"""The sheet คู่มือ: what the workbook is, three steps, the commands, what the colours mean, first aid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itaxl.core import layout, palette
from itaxl.files.tracker.cells import height, put
from itaxl.files.tracker.commands import COMMANDS, place_buttons
from itaxl.files.tracker.styles import Styles, banner, page

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (7, 32, 90)
_NAME, _TEXT = 2, 3
_STEPS = (
    (
        layout.OFFICE_SHEET,
        "กรอกข้อมูลหน่วยงาน คะแนน ITA ผู้ลงนาม และส่วนราชการ กรอกครั้งเดียว ปีต่อไปแก้เฉพาะส่วนที่เปลี่ยน",
    ),
    (
        layout.MEASURES_SHEET,
        "กรอกมาตรการแถวละหนึ่งมาตรการ เลือกผู้รับผิดชอบและสถานะจากรายการ เมื่อดำเนินการเสร็จแล้ว โปรดใส่วันที่และหลักฐาน",
    ),
)
_LAST_STEP = (
    "กดปุ่ม ทำทั้งหมด",
    "โปรแกรมตรวจสอบข้อมูล ระบายสี สรุปตามกอง และออกบันทึกข้อความ (Word) วางไว้ข้างสมุดงานนี้",
)
_LAST_STEP_PLAIN = (
    "ใช้คำสั่ง itaxl run all",
    "เปิดสมุดงานนี้ค้างไว้ใน Excel หรือ LibreOffice Calc แล้วพิมพ์คำสั่งในหน้าต่างคำสั่ง ได้ผลเหมือนกดปุ่ม "
    "หรือใช้คำสั่ง itaxl memo ตามด้วยชื่อไฟล์ที่บันทึกไว้แล้ว",
)
_AID = (
    (
        "พิมพ์วันที่อย่างไร",
        "พิมพ์ 31/3/2567 หรือ 31 มี.ค. 67 ก็ได้ หากช่องแสดงปี ๓๑๑๐ หรือ ๒๕๑๐ (เช่น ใน Calc) "
        "โปรแกรมอ่านเป็นปี พ.ศ. ที่พิมพ์ และขอให้ตรวจ",
    ),
    (
        "ย้ายข้อมูลจากไฟล์เดิม",
        "ใช้คำสั่ง itaxl convert ตามด้วยชื่อไฟล์เดิม (.xls .xlsx .ods .csv หรือบันทึก .docx) "
        "หรือคัดลอกแล้ววางแบบค่า (Paste Values) ในแผ่นงาน มาตรการ",
    ),
    (
        "ขึ้นปีงบประมาณใหม่",
        "ใช้คำสั่ง itaxl next-year ตามด้วยชื่อไฟล์นี้ โปรแกรมยกข้อมูลหน่วยงานและมาตรการที่ยังไม่เสร็จไปให้",
    ),
)
_AID_MACROS = (
    (
        "ปุ่มกดไม่ทำงาน",
        "ปิดสมุดงาน คลิกขวาที่ไฟล์ เลือก Properties (คุณสมบัติ) ทำเครื่องหมายหน้า Unblock (เลิกบล็อก) แล้วเปิดใหม่",
    ),
    (
        "Could not find Interpreter!",
        "เครื่องนี้ยังไม่ได้ติดตั้งโปรแกรม โปรดติดตั้งด้วย install-windows.cmd ก่อน ระหว่างนี้ใช้สมุดงานกรอกข้อมูลได้ตามปกติ",
    ),
)
_DOCTOR = (
    "ยังไม่ได้ผล",
    "ใช้คำสั่ง itaxl doctor เพื่อตรวจเครื่อง แต่ละบรรทัดบอกวิธีแก้ หรือส่งผลนั้นให้ผู้ดูแลระบบของหน่วยงาน",
)


def write_guide(sheet: Worksheet, styles: Styles, *, macros: bool) -> None:
    """Write the sheet; without macros it tells how to do the same from outside."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    lead = "กรอกข้อมูล ตรวจสอบ สรุปผล และออกบันทึกข้อความ จากสมุดงานเล่มเดียว"
    banner(sheet, styles, "แบบติดตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส (ITA)", lead, len(_WIDTHS))
    row = _steps(sheet, styles, 4, macros=macros)
    if macros:
        row = _commands(sheet, styles, row)
    row = _legend(sheet, styles, row)
    aid = (*_AID, *(_AID_MACROS if macros else ()), _DOCTOR)
    _heading(sheet, styles, row, "ช่วยเหลือ")
    _pairs(sheet, styles, row + 1, aid)
    page(sheet, landscape=False, one_page=True)


def _heading(sheet: Worksheet, styles: Styles, row: int, text: str) -> None:
    sheet.set_row(row - 1, 34)
    for column in range(1, len(_WIDTHS) + 1):
        put(sheet, row, column, text if column == 1 else None, styles("section"))


def _pairs(sheet: Worksheet, styles: Styles, row: int, pairs: tuple[tuple[str, str], ...]) -> int:
    for name, text in pairs:
        put(sheet, row, _NAME, name, styles("bold", "wrap"))
        put(sheet, row, _TEXT, text, styles("wrap", "indented"))
        sheet.set_row(row - 1, height([(text, _WIDTHS[_TEXT - 1])]))
        row += 1
    return row


def _steps(sheet: Worksheet, styles: Styles, row: int, *, macros: bool) -> int:
    _heading(sheet, styles, row, "ใช้งาน 3 ขั้นตอน")
    row += 1
    for number, (name, text) in enumerate(_STEPS, start=1):
        put(sheet, row, 1, str(number), styles("badge"))
        place = f"internal:'{name}'!A1"
        sheet.write_url(
            row - 1, _NAME - 1, place, styles("link", "middle", "lead"), f"แผ่นงาน {name}", f"ไปที่แผ่นงาน {name}"
        )
        put(sheet, row, _TEXT, text, styles("lead", "wrap", "middle"))
        sheet.set_row(row - 1, 40)
        row += 1
    name, text = _LAST_STEP if macros else _LAST_STEP_PLAIN
    put(sheet, row, 1, str(len(_STEPS) + 1), styles("badge"))
    put(sheet, row, _NAME, name, styles("lead", "bold", "middle"))
    put(sheet, row, _TEXT, text, styles("lead", "wrap", "middle"))
    sheet.set_row(row - 1, 40 if macros else 52)
    return row + 2


def _commands(sheet: Worksheet, styles: Styles, row: int) -> int:
    _heading(sheet, styles, row, "ปุ่มคำสั่ง (อยู่ในแผ่นงาน มาตรการ และในแท็บ ITA ของแถบเครื่องมือด้วย)")
    sheet.set_row(row, 42)
    place_buttons(sheet, row + 1, 1, 42, [width * 7 + 5 for width in _WIDTHS])
    return _pairs(sheet, styles, row + 2, tuple((c.label, c.does) for c in COMMANDS)) + 1


def _legend(sheet: Worksheet, styles: Styles, row: int) -> int:
    _heading(sheet, styles, row, "ความหมายของสี")
    row += 1
    for swatch in palette.LEGEND:
        sheet.set_row(row - 1, 27)
        put(sheet, row, _NAME, swatch.word, styles.swatch(swatch))
        put(sheet, row, _TEXT, swatch.meaning, styles("middle", "wrap", "indented"))
        row += 1
    return row + 1
