"""The sheet มาตรการ: an Excel table with a row a measure, and the buttons above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itaxl.core import layout
from itaxl.core.compose import measure_fields, measure_row, measures_grid, own_cells
from itaxl.core.grid import SHEET_ROWS
from itaxl.core.layout import Field, Kind, Need
from itaxl.core.model import Tracker
from itaxl.files.tracker.cells import TRAITS, guide, height, put
from itaxl.files.tracker.commands import Way, asked, place_buttons
from itaxl.files.tracker.places import (
    MEASURES_BUTTON_ROW,
    MEASURES_FIRST_ROW,
    MEASURES_LAST_ROW,
    MEASURES_SPARE_ROWS,
)
from itaxl.files.tracker.results import Results
from itaxl.files.tracker.styles import FONT, Styles, banner, page

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LEAD = "ตารางติดตามมาตรการ แถวละหนึ่งมาตรการ · หัวคอลัมน์สีเขียวเข้มคือช่องที่ต้องกรอก · หลายขั้นตอนขึ้นบรรทัดใหม่ด้วย Alt+Enter"
_FOLDED = "ช่องข้อความเฉพาะในบันทึก: กด [+] เหนือหัวคอลัมน์เพื่อกางออก"
#: What stands in the place of the buttons.
_WITHOUT_BUTTONS = {
    Way.COMMAND_LINE: f"ไฟล์นี้ไม่มีแมโคร: เปิดไฟล์ค้างไว้แล้ว{asked(Way.COMMAND_LINE, 'all')} ดูวิธีใช้ในแผ่นงาน คู่มือ",
    Way.TOOLBAR: f"{asked(Way.TOOLBAR, 'all')} ด้านบน เพื่อตรวจสอบ ระบายสี สรุป และออกบันทึกข้อความ",
}
Fields = tuple[Field, ...]
#: Percent of the size on the screen, 16 points of Thai being 12 then; and the columns that name a measure.
_SCALE, _NAMING = 75, 2
#: Characters that stay free beside a text.
_INDENT = 1.3
_BANDS_ROW = layout.MEASURES_HEADER_ROW - 1
#: The band above the header says what each group of columns is for; by the group's first column.
_BANDS = {
    "number": ("แผนมาตรการ", "accent"),
    "status": ("สถานะและหลักฐาน", "accent"),
    "note": ("ข้อความเฉพาะในบันทึก (เว้นว่างได้)", "second"),
    "message": ("โปรแกรมเขียนให้", "second"),
}


def write_measures(
    sheet: Worksheet, styles: Styles, tracker: Tracker, results: Results | None, way: Way
) -> None:
    """Write the sheet: the measures, spare rows below them, drop-downs and messages further down."""
    folded, fields = _folded(tracker), measure_fields(tracker)
    _columns(sheet, styles, fields, folded)
    title = str(measures_grid(tracker).at(1, 1))
    banner(sheet, styles, title, _LEAD + (f" · {_FOLDED}" if folded else ""), len(fields))
    _tools(sheet, styles, fields, way)
    _bands(sheet, styles, fields)
    _table(sheet, styles, fields, tracker, results)
    sheet.freeze_panes(layout.MEASURES_HEADER_ROW, _NAMING)
    _print(sheet, title, fields)


def _print(sheet: Worksheet, title: str, fields: Fields) -> None:
    """Never smaller than can be read: the columns that a chief reads fill the width of a page; what the
    memo alone needs, once it is unfolded, goes on the next page across, behind the measure's number and name.
    The title is the page's header, so that it stands whole on each.

    The row's message is for the screen: the sheet of findings prints it.  Columns of the office's own stand
    behind it, and are printed with it.
    """
    page(sheet, landscape=True)
    sheet.set_margins(left=0.3, right=0.3, top=0.8, bottom=0.6)
    sheet.set_header(f'&L&"{FONT},Bold"&16{title}', {"margin": 0.35})
    sheet.repeat_rows(_BANDS_ROW - 1, layout.MEASURES_HEADER_ROW - 1)
    sheet.set_print_scale(_SCALE)
    sheet.print_across()
    sheet.repeat_columns(0, _NAMING - 1)
    keys = [field.key for field in fields]
    last = len(fields) if "" in keys else keys.index("message")
    sheet.print_area(_BANDS_ROW - 1, 0, SHEET_ROWS - 1, last - 1)


def _folded(tracker: Tracker) -> frozenset[str]:
    """The columns for the memo alone that hold nothing: with all of them the print is too small to read."""
    used = {key for measure in tracker.measures for key in layout.MEMO_COLUMNS if getattr(measure, key)}
    return frozenset(layout.MEMO_COLUMNS) - used


def _look(field: Field, *, lined: bool = True) -> tuple[str, ...]:
    traits = ("lined",) if lined else ()
    # a date has just the room that it needs
    side = ("centre",) if field.kind in (Kind.COUNT, Kind.DATE) else ("left", "indented")
    return (*traits, "wrap", TRAITS[field.kind], *side)


def _columns(sheet: Worksheet, styles: Styles, fields: Fields, folded: frozenset[str]) -> None:
    """Column formats, so that rows added below the table look and behave like those in it.

    Neighbours that are folded share one [+], over the column behind them.  A column that is filled in is
    of no group: LibreOffice hides all of a group of which some is folded.
    """
    was_folded = False
    for column, field in enumerate(fields):
        is_folded = field.key in folded
        options = {"level": 1, "hidden": True} if is_folded else {"collapsed": True} if was_folded else {}
        was_folded = is_folded
        sheet.set_column(column, column, field.width, styles(*_look(field, lined=False)), options)


def _tools(sheet: Worksheet, styles: Styles, fields: Fields, way: Way) -> None:
    sheet.set_row(MEASURES_BUTTON_ROW - 1, 36)
    for column in range(1, len(fields) + 1):
        put(sheet, MEASURES_BUTTON_ROW, column, None, styles("lead"))
    if way is Way.BUTTONS:
        widths = [field.width * 7 + 5 for field in fields]
        place_buttons(sheet, MEASURES_BUTTON_ROW, 1, 40, widths)
    else:
        put(sheet, MEASURES_BUTTON_ROW, 1, _WITHOUT_BUTTONS[way], styles("lead"))


def _bands(sheet: Worksheet, styles: Styles, fields: Fields) -> None:
    row = _BANDS_ROW
    sheet.set_row(row - 1, 22)
    text, colour = "", "accent"
    for column, field in enumerate(fields, start=1):
        text, colour = _BANDS.get(field.key, ("", colour)) if field.key else ("", "second")
        put(sheet, row, column, text or None, styles("band", colour))


def _table(
    sheet: Worksheet, styles: Styles, fields: Fields, tracker: Tracker, results: Results | None
) -> None:
    header = layout.MEASURES_HEADER_ROW
    last = header + len(tracker.measures) + MEASURES_SPARE_ROWS
    sheet.add_table(
        header - 1,
        0,
        last - 1,
        len(fields) - 1,
        {
            "name": layout.MEASURES_TABLE,
            "style": None,
            "columns": [{"header": field.label, "header_format": _header(styles, field)} for field in fields],
        },
    )
    sheet.set_row(header - 1, 50)
    looks = [styles(*_look(field)) for field in fields]
    widths = [field.width - _INDENT for field in fields]
    for row, measure in enumerate(tracker.measures, start=MEASURES_FIRST_ROW):
        cells = measure_row(measure)
        if results:
            cells = (*cells[:-1], results.messages.get(row))
        cells += own_cells(measure, fields)
        sheet.set_row(row - 1, height(zip(cells, widths, strict=True)))
        for column, (value, look) in enumerate(zip(cells, looks, strict=True), start=1):
            swatch = results.colour(layout.MEASURES_SHEET, row, column) if results else None
            coloured = styles.coloured(swatch, *_look(fields[column - 1])) if swatch else look
            put(sheet, row, column, value, coloured)
    for row in range(header + len(tracker.measures) + 1, last + 1):
        for column, look in enumerate(looks, start=1):
            put(sheet, row, column, None, look)
    for column, field in enumerate(fields, start=1):
        guide(sheet, field, MEASURES_FIRST_ROW, max(MEASURES_LAST_ROW, last), column)


def _header(styles: Styles, field: Field) -> Format:
    rank = () if field.need is Need.REQUIRED else ("second",)
    return styles("header", *rank, *(("centre",) if field.kind is Kind.COUNT else ()))
