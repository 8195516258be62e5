"""A foreign workbook as openpyxl holds it, without what fetches, runs, or leads out of the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from itaxl.core import layout
from itaxl.core.grid import CellFault, Grid, Value
from itaxl.core.results.lines import is_note
from itaxl.files.checked.cells import Sheet
from itaxl.files.checked.formula_rule import is_harmless
from itaxl.files.checked.links import leads_to_web
from itaxl.files.tracker.config import SETTINGS

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FORMULAS = "สูตรที่ดึงข้อมูลจากนอกสมุดงานหรือสั่งโปรแกรมอื่น (เหลือค่าล่าสุด)"
LINKS = "ลิงก์ที่ไม่ได้ชี้ไปหน้าเว็บหรืออีเมล (ข้อความในช่องยังอยู่)"
NAMES = "ชื่อที่กำหนดไว้ซึ่งอ้างถึงนอกสมุดงานหรือเรียกแมโคร"
RULES = "เงื่อนไขและรายการตัวเลือกที่อ้างถึงนอกสมุดงาน"
SOURCES = "การเชื่อมต่อกับแหล่งข้อมูลภายนอก"
PIVOTS = "PivotTable ที่ใช้ข้อมูลจากนอกสมุดงาน"
SETTINGS_SHEET = "การตั้งค่าของปุ่มที่ต่างจากของโปรแกรม (ใส่ค่าของโปรแกรมแทน)"
PUBLISHING = "การเผยแพร่แผ่นงานเป็นหน้าเว็บ"
_FORMULA_CELL = "f"


def disarm(book: Workbook, grids: Sequence[Grid], *, macros: bool) -> tuple[str, ...]:
    """What was taken out, in Thai, each kind once.  `grids` give the values that formulas leave behind.

    With `macros` the sheet of settings says what the program's own does: it names the Python that a button
    starts.
    """
    lost: dict[str, None] = {}
    by_title = {grid.sheet: grid for grid in grids}
    for sheet in book.worksheets:
        _disarm_cells(sheet, by_title.get(sheet.title), lost)
        _disarm_rules(sheet, lost)
        _disarm_tables(sheet, lost)
        _disarm_names(sheet.defined_names, lost)
        if macros and sheet.title.casefold() == layout.CONFIG_SHEET.casefold():
            _settle(sheet, lost)
    for chart in book.chartsheets:
        if chart.webPublishItems is not None:
            chart.webPublishItems = None
            lost[PUBLISHING] = None
    _disarm_names(book.defined_names, lost)
    book.template = False
    return tuple(lost)


def _disarm_cells(sheet: Worksheet, grid: Grid | None, lost: dict[str, None]) -> None:
    for (row, column), cell in list(sheet._cells.items()):
        link = cell.hyperlink
        if link is not None and not _is_plain(link):
            cell.hyperlink = link = None
            lost[LINKS] = None
        if cell.data_type == _FORMULA_CELL and not _calculates(cell.value):
            _leave(sheet, row, column, grid.at(row, column) if grid else None)
            cell._hyperlink = link
            lost[FORMULAS] = None


def _leave(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    """The last result in place of a formula; a text as text."""
    if isinstance(value, CellFault):
        cell = sheet.cell(row, column)
        cell.value, cell.data_type = value.text or None, "e" if value.text else "n"
    else:
        Sheet(sheet).put(row, column, "" if value is None else value)


def _is_plain(link: Any) -> bool:
    if link.target:
        return leads_to_web(link.target)
    return is_harmless(link.location or "")


def _calculates(formula: Any) -> bool:
    if isinstance(formula, str):
        return is_harmless(formula)
    texts = (getattr(formula, name, None) for name in ("text", "r1", "r2"))
    return all(is_harmless(str(text or "")) for text in texts)


def _disarm_rules(sheet: Worksheet, lost: dict[str, None]) -> None:
    lists = sheet.data_validations.dataValidation
    kept = [rule for rule in lists if is_harmless(rule.formula1 or "") and is_harmless(rule.formula2 or "")]
    if len(kept) < len(lists):
        sheet.data_validations.dataValidation = kept
        lost[RULES] = None
    formats = sheet.conditional_formatting._cf_rules
    for area, rules in list(formats.items()):
        harmless = [rule for rule in rules if all(map(is_harmless, _formulas_of(rule)))]
        if len(harmless) < len(rules):
            lost[RULES] = None
            if harmless:
                formats[area] = harmless
            else:
                del formats[area]


def _formulas_of(rule: Any) -> list[str]:
    limits = [
        limit
        for scale in (rule.colorScale, rule.dataBar, rule.iconSet)
        if scale is not None
        for limit in scale.cfvo
    ]
    return [str(text) for text in (*(rule.formula or ()), *(limit.val for limit in limits)) if text]


def _disarm_tables(sheet: Worksheet, lost: dict[str, None]) -> None:
    for table in sheet.tables.values():
        if table.connectionId is not None or table.tableType not in (None, "worksheet"):
            table.connectionId = table.tableType = None
            lost[SOURCES] = None
        for column in table.tableColumns:
            column.queryTableFieldId = column.xmlColumnPr = None
            for name in ("calculatedColumnFormula", "totalsRowFormula"):
                formula = getattr(column, name)
                if formula is not None and not is_harmless(formula.attr_text or ""):
                    setattr(column, name, None)
                    if name == "totalsRowFormula":
                        column.totalsRowFunction = None
                    lost[FORMULAS] = None
    kept = [pivot for pivot in sheet._pivots if _is_local(pivot.cache)]
    if len(kept) < len(sheet._pivots):
        sheet._pivots = kept
        lost[PIVOTS] = None


def _is_local(cache: Any) -> bool:
    source = cache.cacheSource
    here = source.worksheetSource
    is_elsewhere = any(relation.TargetMode == "External" for relation in cache.deps or ())
    return source.type == "worksheet" and here is not None and not is_elsewhere


def _disarm_names(names: Any, lost: dict[str, None]) -> None:
    for name, defined in list(names.items()):
        runs = defined.vbProcedure or defined.xlm or defined.function
        is_auto = name.casefold().removeprefix("_xlnm.").startswith("auto_")
        if runs or is_auto or not is_harmless(defined.value or ""):
            del names[name]
            lost[NAMES] = None


def _settle(sheet: Worksheet, lost: dict[str, None]) -> None:
    """The program's settings, wherever any other stands; beside them the marks of what it wrote."""
    texts = {at: str(cell.value) for at, cell in sheet._cells.items() if cell.value not in (None, "")}
    found = {at: text for at, text in texts.items() if not is_note(at[1], text)}
    keyed = ((row, pair) for row, pair in enumerate(SETTINGS, 1))
    wanted = {(row, at): text for row, pair in keyed for at, text in enumerate(pair, 1) if text}
    if found == wanted:
        return
    lost[SETTINGS_SHEET] = None
    sheet.delete_rows(1, sheet.max_row)
    notes = {at: text for at, text in texts.items() if at not in found}
    for (row, column), text in {**notes, **wanted}.items():
        Sheet(sheet).put(row, column, text, as_text=True)
