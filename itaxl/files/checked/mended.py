"""Mended cells of a workbook: which ones may be written, and the writing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from itaxl.core import layout
from itaxl.core.grid import Grid, Place
from itaxl.core.locate import find_sheet
from itaxl.core.mend import FORMULA, PROTECTED, Mend, Refuse
from itaxl.core.results.kept import Kept, KeptTable, kept_table
from itaxl.core.results.lines import lines_in
from itaxl.files.checked.book import Book
from itaxl.files.tracker.number_formats import number_format


def refusals(book: Book) -> Refuse:
    """Formulas, cells that show a part of a formula's result, and locked cells of a protected sheet."""

    def refused(places: Collection[Place]) -> Mapping[Place, str]:
        found: dict[Place, str] = {}
        for place in places:
            standing, at = book[place.sheet].standing, (place.row, place.column)
            if standing.is_computed(at):
                found[place] = FORMULA
            elif standing.is_refused(at):
                found[place] = PROTECTED
        return found

    return refused


def kept_in(grids: Sequence[Grid]) -> tuple[Kept, ...]:
    """What a saved workbook keeps of former values."""
    grid = find_sheet(grids, layout.FINDINGS_SHEET)
    return table_on(grid, grids).kept if grid else ()


def table_on(grid: Grid, grids: Sequence[Grid]) -> KeptTable:
    """The table on the findings sheet; `grids` are all of the workbook's."""
    settings = next((one for one in grids if one.sheet == layout.CONFIG_SHEET), None)
    return kept_table(grid, [one.sheet for one in grids], lines_in(settings, layout.KEPT_TABLE))


def write_mends(book: Book, mends: Sequence[Mend]) -> bool:
    """Write the cells; whether any of them has a fill."""
    is_coloured = False
    for mend in mends:
        sheet, (_, row, column) = book[mend.place.sheet], mend.place
        is_coloured = sheet.standing.is_filled((row, column)) or is_coloured
        after = "" if mend.after is None else mend.after
        sheet.mend(row, column, after, number_format(mend.after, mend.kind))
    return is_coloured
