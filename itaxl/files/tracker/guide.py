"""The sheet คู่มือ: what the workbook is, three steps, the commands, what the colours mean, first aid."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from itaxl.core import layout, palette
from itaxl.files.tracker.cells import height, put
from itaxl.files.tracker.commands import ON_SHEET, TOOLBAR, Way, asked, caption, place_buttons
from itaxl.files.tracker.package import picture
from itaxl.files.tracker.styles import Styles, banner, page

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: The columns of a guide, in characters, and where names and texts stand.
GUIDE_WIDTHS = (7, 32, 90)
NAME, TEXT = 2, 3
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
_DONE = "โปรแกรมตรวจสอบข้อมูล ระบายสี สรุปตามกอง และออกบันทึกข้อความ (Word) วางไว้ข้างสมุดงานนี้"
_LAST_STEP = {
    Way.BUTTONS: _DONE,
    Way.TOOLBAR: f"แถบเครื่องมือ {TOOLBAR} อยู่ด้านบนของ Calc {_DONE}",
    Way.COMMAND_LINE: "เปิดสมุดงานนี้ค้างไว้ใน Excel หรือ LibreOffice Calc แล้วพิมพ์คำสั่งในหน้าต่างคำสั่ง "
    f"(ใน Calc กดปุ่มในแถบเครื่องมือ {TOOLBAR} ได้) หรือใช้คำสั่ง itaxl memo ตามด้วยชื่อไฟล์ที่บันทึกไว้แล้ว",
}
_RESULTS = (
    (layout.ROLLUP_SHEET, "จำนวนมาตรการตามสถานะของแต่ละส่วนราชการ ร้อยละที่เสร็จ และแผนภูมิ"),
    (layout.FINDINGS_SHEET, "รายการที่ต้องแก้ไขหรือควรตรวจสอบ พร้อมลิงก์ไปยังช่องนั้น"),
)
#: The pictures of the steps, by what each shows: a column, pixels right of its edge, pixels of its width.
_PICTURES = (
    ("step1.png", "ขั้นที่ 1: กรอกข้อมูลในแผ่นงาน หน่วยงาน", 1, 4),
    ("step2.png", "ขั้นที่ 2: กรอกมาตรการและเลือกสถานะ", 3, 18),
    ("step3.png", "ขั้นที่ 3: สั่งให้โปรแกรมออกบันทึกข้อความ", 3, 322),
)
_PICTURE_HEIGHT, _PICTURE_SCALE = 166, 0.5
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
AID_MACROS = (
    (
        "ปุ่มกดไม่ทำงาน",
        "ปิดสมุดงาน คลิกขวาที่ไฟล์ เลือก Properties (คุณสมบัติ) ทำเครื่องหมายหน้า Unblock (เลิกบล็อก) แล้วเปิดใหม่",
    ),
    (
        "Could not find Interpreter!",
        "เครื่องนี้ยังไม่ได้ติดตั้งโปรแกรม โปรดติดตั้งด้วย install-windows.cmd ก่อน ระหว่างนี้ใช้สมุดงานกรอกข้อมูลได้ตามปกติ",
    ),
)
DOCTOR = (
    "ยังไม่ได้ผล",
    "ใช้คำสั่ง itaxl doctor เพื่อตรวจเครื่อง แต่ละบรรทัดบอกวิธีแก้ หรือส่งผลนั้นให้ผู้ดูแลระบบของหน่วยงาน",
)


_BUTTONS_STAND = {
    Way.BUTTONS: "ปุ่มคำสั่ง (อยู่ในแผ่นงาน มาตรการ และในแท็บ ITA ด้วย): กด ทำทั้งหมด หรือกดทีละปุ่มตามลำดับ",
    Way.TOOLBAR: f"ปุ่มคำสั่งในแถบเครื่องมือ {TOOLBAR}: กด ทำทั้งหมด หรือกดทีละปุ่มตามลำดับ",
}


def write_guide(sheet: Worksheet, styles: Styles, way: Way) -> None:
    """Write the sheet; it tells how commands are given in this workbook."""
    for column, width in enumerate(GUIDE_WIDTHS):
        sheet.set_column(column, column, width)
    lead = "วิธีใช้สมุดงานนี้: กรอกข้อมูล ตรวจสอบ สรุปผล และออกบันทึกข้อความ จากสมุดงานเล่มเดียว"
    banner(sheet, styles, "แบบติดตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส (ITA)", lead, len(GUIDE_WIDTHS))
    row = _results(sheet, styles, _steps(sheet, styles, 4, way))
    if way is not Way.COMMAND_LINE:
        row = _commands(sheet, styles, row, way)
    row = _legend(sheet, styles, row)
    aid = (*_AID, *(AID_MACROS if way is Way.BUTTONS else ()), DOCTOR)
    heading(sheet, styles, row, "ช่วยเหลือ")
    pairs(sheet, styles, row + 1, aid)
    page(sheet, landscape=False, one_page=True)


def heading(sheet: Worksheet, styles: Styles, row: int, text: str) -> None:
    """A line across the guide's columns."""
    sheet.set_row(row - 1, 34)
    for column in range(1, len(GUIDE_WIDTHS) + 1):
        put(sheet, row, column, text if column == 1 else None, styles("section"))


def pairs(sheet: Worksheet, styles: Styles, row: int, told: Sequence[tuple[str, str]]) -> int:
    """Names and what is told of each, from a row on; gives the row after them."""
    for name, text in told:
        put(sheet, row, NAME, name, styles("bold", "wrap"))
        put(sheet, row, TEXT, text, styles("wrap", "indented"))
        sheet.set_row(row - 1, height([(text, GUIDE_WIDTHS[TEXT - 1])]))
        row += 1
    return row


def _steps(sheet: Worksheet, styles: Styles, row: int, way: Way) -> int:
    heading(sheet, styles, row, "ใช้งาน 3 ขั้นตอน")
    row += 1
    for number, (name, text) in enumerate(_STEPS, start=1):
        put(sheet, row, 1, str(number), styles("badge"))
        link(sheet, row, name, styles("link", "middle", "lead"))
        put(sheet, row, TEXT, text, styles("lead", "wrap", "middle"))
        sheet.set_row(row - 1, 46)
        row += 1
    put(sheet, row, 1, str(len(_STEPS) + 1), styles("badge"))
    put(sheet, row, NAME, asked(way, "all"), styles("lead", "bold", "middle", "wrap"))
    put(sheet, row, TEXT, _LAST_STEP[way], styles("lead", "wrap", "middle"))
    sheet.set_row(row - 1, 46 if way is Way.BUTTONS else 52)
    _pictures(sheet, row + 1)
    return row + 3


def link(sheet: Worksheet, row: int, name: str, look: Format) -> None:
    """The name of a sheet, which leads there."""
    place = f"internal:'{name}'!A1"
    sheet.write_url(row - 1, NAME - 1, place, look, f"แผ่นงาน {name}", f"ไปที่แผ่นงาน {name}")


def _results(sheet: Worksheet, styles: Styles, row: int) -> int:
    heading(sheet, styles, row, "ดูผลได้ที่")
    for name, text in _RESULTS:
        row += 1
        link(sheet, row, name, styles("link", "middle"))
        put(sheet, row, TEXT, text, styles("middle", "wrap", "indented"))
    return row + 2


def _pictures(sheet: Worksheet, row: int) -> None:
    sheet.set_row_pixels(row - 1, _PICTURE_HEIGHT)
    for name, shows, column, offset in _PICTURES:
        options = {
            "image_data": io.BytesIO(picture(name)),
            "description": shows,
            "x_offset": offset,
            "y_offset": 6,
            "x_scale": _PICTURE_SCALE,
            "y_scale": _PICTURE_SCALE,
            "object_position": 2,
        }
        sheet.insert_image(row - 1, column - 1, name, options)


def _commands(sheet: Worksheet, styles: Styles, row: int, way: Way) -> int:
    """The buttons themselves where the sheet has them; what each does, in the order of the work."""
    heading(sheet, styles, row, _BUTTONS_STAND[way])
    if way is Way.BUTTONS:
        row += 1
        sheet.set_row(row - 1, 42)
        place_buttons(sheet, row, 1, 42, [width * 7 + 5 for width in GUIDE_WIDTHS])
    return pairs(sheet, styles, row + 1, tuple((caption(c), c.does) for c in ON_SHEET)) + 1


def _legend(sheet: Worksheet, styles: Styles, row: int) -> int:
    heading(sheet, styles, row, "ความหมายของสี")
    row += 1
    for swatch in palette.LEGEND:
        sheet.set_row(row - 1, 27)
        put(sheet, row, NAME, swatch.word, styles.swatch(swatch))
        put(sheet, row, TEXT, swatch.meaning, styles("middle", "wrap", "indented"))
        row += 1
    return row + 1
