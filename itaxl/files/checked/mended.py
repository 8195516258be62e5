"""Mended cells in openpyxl's workbook: which ones may be written, and the writing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from itaxl.core import layout
from itaxl.core.areas import cells_of, read_address
from itaxl.core.grid import Grid, Place
from itaxl.core.locate import find_sheet
from itaxl.core.mend import FORMULA, PROTECTED, Kept, Mend, Refuse
from itaxl.core.results.kept import KeptTable, kept_table
from itaxl.core.results.lines import lines_in
from itaxl.files.checked.cells import Sheet
from itaxl.files.tracker.number_formats import number_format

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def refusals(book: Workbook) -> Refuse:
    """Formulas, cells that show a part of a formula's result, and locked cells of a protected sheet."""

    def refused(places: Collection[Place]) -> Mapping[Place, str]:
        computed = {name: _computed(book[name]) for name in {place.sheet for place in places}}
        found: dict[Place, str] = {}
        for place in places:
            sheet = book[place.sheet]
            if (place.row, place.column) in computed[place.sheet]:
                found[place] = FORMULA
            elif sheet.protection.sheet and sheet.cell(place.row, place.column).protection.locked:
                found[place] = PROTECTED
        return found

    return refused


def _computed(sheet: Worksheet) -> set[tuple[int, int]]:
    cells: set[tuple[int, int]] = set()
    for at, cell in sheet._cells.items():
        if cell.data_type == "f":
            cells.add(at)
            if area := getattr(cell.value, "ref", None):  # of a formula over several cells
                cells.update(cells_of(read_address(area)))
    return cells


def kept_in(grids: Sequence[Grid]) -> tuple[Kept, ...]:
    """What a saved workbook keeps of former values."""
    grid = find_sheet(grids, layout.FINDINGS_SHEET)
    return table_on(grid, grids).kept if grid else ()


def table_on(grid: Grid, grids: Sequence[Grid]) -> KeptTable:
    """The table on the findings sheet; `grids` are all of the workbook's."""
    settings = next((one for one in grids if one.sheet == layout.CONFIG_SHEET), None)
    return kept_table(grid, [one.sheet for one in grids], lines_in(settings, layout.KEPT_TABLE))


def write_mends(book: Workbook, mends: Sequence[Mend]) -> bool:
    """Write the cells; whether any of them has a fill."""
    is_coloured = False
    sheets: dict[str, Sheet] = {}
    for mend in mends:
        sheet = sheets.setdefault(mend.place.sheet, Sheet(book[mend.place.sheet]))
        is_coloured = sheet.is_filled(mend.place.row, mend.place.column) or is_coloured
        form = number_format(mend.after, mend.kind)
        sheet.mend(mend.place.row, mend.place.column, mend.after, form)
    return is_coloured
