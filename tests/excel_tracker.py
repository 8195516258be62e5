"""A tracker open in the pretended Excel or in Calc: where its cells are, and the usual two faults."""

from __future__ import annotations

import datetime as dt

from itaxl.core import layout, palette
from itaxl.core.results.lines import COLUMNS as BY_SHEET
from tests.desks import Desk
from tests.excel_cells import Cell, SheetStore, rgb

NOW = dt.datetime(2024, 4, 2, 10, 15)
MEASURES, OFFICE = layout.MEASURES_SHEET, layout.OFFICE_SHEET
FINDINGS, ROLLUP = layout.FINDINGS_SHEET, layout.ROLLUP_SHEET
FIRST = layout.MEASURES_HEADER_ROW + 1
COLUMNS = {field.key: number for number, field in enumerate(layout.MEASURE_COLUMNS, 1)}
NOTED = set(BY_SHEET.values())
ERROR, WARNING = palette.ERROR.fill, palette.WARNING.fill
GRID_LINE, FRAME = (2, palette.GRID), (-4138, palette.ERROR.strong)


def measure(xl: Desk, key: str, number: int = 1) -> Cell:
    return xl.sheet(MEASURES).make(FIRST + number - 1, COLUMNS[key])


def column(xl: Desk, sheet: str, number: int, first: int, last: int) -> list[object]:
    return [xl.sheet(sheet).at(row, number).value for row in range(first, last + 1)]


def messages(xl: Desk, count: int = 5) -> list[object]:
    return column(xl, MEASURES, COLUMNS["message"], FIRST, FIRST + count - 1)


def findings(xl: Desk) -> list[list[object]]:
    store, width = xl.sheet(FINDINGS), len(layout.FINDING_COLUMNS)
    rows = range(layout.FINDINGS_HEADER_ROW + 1, store.used[2] + 1)
    return [values for row in rows if any(values := [store.at(row, c).value for c in range(1, width + 1)])]


def line(cell: Cell) -> tuple[int, str | None] | None:
    return (cell.border[0], rgb(cell.border[1])) if cell.border else None


def state(xl: Desk) -> dict[str, SheetStore]:
    return xl.state()


def spoil(xl: Desk) -> None:
    """One error and one warning, in two rows."""
    measure(xl, "title", 2).value = None
    measure(xl, "note", 4).value = "เเก้\u200bไข"


def typed(store: SheetStore) -> dict[tuple[int, int], object]:
    """Every cell's content but the messages' and the marks' of what was written."""
    hidden = COLUMNS["message"] if store.name == MEASURES else 0
    return {
        place: (cell.value, cell.formula)
        for place, cell in store.cells.items()
        if cell.value is not None
        and not (place[1] == hidden and place[0] >= FIRST)
        and not (store.name == layout.CONFIG_SHEET and place[1] in NOTED)
    }


def look(cell: Cell) -> tuple[object, ...]:
    return cell.value, cell.formula, cell.fill, line(cell) if line(cell) != GRID_LINE else None
