"""The sheets that an officer fills in: ตั้งค่า, and รายชื่อหน่วยงาน as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itaxl.core import desk, layout
from itaxl.core.district.roster import COLUMNS, TABLE
from itaxl.core.district.table import FIRST_ROW, HEADER_ROW, Sheet
from itaxl.core.layout import Need
from itaxl.files.desk.commands import LABELS, SHEET_BUTTONS
from itaxl.files.tracker.cells import TRAITS, guide, put
from itaxl.files.tracker.commands import place_buttons
from itaxl.files.tracker.styles import Styles, banner, page

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (34, 70, 64)
_LEAD = "กรอกช่องสีขาว · ชื่อช่องที่เป็นตัวหนาคือช่องที่ต้องกรอก · คำอธิบายอยู่ทางขวา"
#: The line that says what was done last, as a sheet of ours.
STATE = Sheet(desk.SETTINGS_SHEET, "", "", f"ยังไม่เคยทำ · กดปุ่ม {LABELS['choose']} แล้วกดปุ่ม {LABELS['all']}")
_ROSTER_LEAD = "หนึ่งแถวต่อหนึ่งหน่วยงานที่ต้องส่ง · เว้นว่างทั้งตารางได้ · เพิ่มแถวและคอลัมน์ของท่านเองได้"
_ROSTER_ROWS, _ROSTER_LAST_ROW = 40, 2_000
_KIND = layout.field(layout.OFFICE_FIELDS, "kind")._replace(need=Need.OPTIONAL)


def write_settings(sheet: Worksheet, styles: Styles, *, macros: bool) -> None:
    """A labelled cell for each setting, and the buttons above them."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    banner(sheet, styles, "ตั้งค่าการทำงานทั้งอำเภอ", _LEAD, len(_WIDTHS))
    sheet.set_row(desk.STATE_ROW - 1, 30)
    put(sheet, desk.STATE_ROW, 1, STATE.state, styles("bold", "text", "left"))
    if macros:
        sheet.set_row(desk.BUTTON_ROW - 1, 42)
        widths = [width * 7 + 5 for width in _WIDTHS]
        place_buttons(sheet, desk.BUTTON_ROW, 1, 42, widths, SHEET_BUTTONS)
    for row, field in enumerate(desk.SETTINGS, start=desk.FIRST_ROW):
        name = ("label", "middle", "bold") if field.need is Need.REQUIRED else ("label", "middle")
        put(sheet, row, 1, field.label, styles(*name))
        put(sheet, row, 2, None, styles("lined", "wrap", TRAITS[field.kind], "value"))
        put(sheet, row, 3, field.hint, styles("hint", "middle"))
        guide(sheet, field, row, row, 2)
    sheet.freeze_panes(2, 0)
    page(sheet, landscape=True, one_page=True)


def write_roster(sheet: Worksheet, styles: Styles) -> None:
    """An empty table of the offices that are expected to send."""
    banner(sheet, styles, "รายชื่อหน่วยงานที่ต้องส่งแบบติดตาม", _ROSTER_LEAD, len(COLUMNS))
    last = HEADER_ROW + _ROSTER_ROWS
    headers = [{"header": column.header, "header_format": styles("header")} for column in COLUMNS]
    options = {"name": TABLE, "style": None, "columns": headers}
    sheet.add_table(HEADER_ROW - 1, 0, last - 1, len(COLUMNS) - 1, options)
    sheet.set_row(HEADER_ROW - 1, 32)
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width, styles("text", "wrap"))
        for row in range(FIRST_ROW, last + 1):
            put(sheet, row, at + 1, None, styles("lined", "text", "wrap", "value"))
        if column.header == _KIND.label:
            guide(sheet, _KIND, FIRST_ROW, _ROSTER_LAST_ROW, at + 1)
    sheet.freeze_panes(HEADER_ROW, 1)
    page(sheet, landscape=True, header_row=HEADER_ROW)
