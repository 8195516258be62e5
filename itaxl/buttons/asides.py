"""What the values of an open workbook do not tell: where words lead to, and what a cell shows of a number.

Asked only of the cells where it matters, which are few: each costs some calls into another process, and in
most workbooks there is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from itaxl.catching import ForeignFault
from itaxl.core.grid import Formatted, Grid
from itaxl.core.layout import Kind
from itaxl.core.links import are_links
from itaxl.core.reading import Cell, Reading

if TYPE_CHECKING:
    from itaxl.buttons.live import LiveBook, LiveSheet

_TEXTS = frozenset((Kind.TEXT, Kind.LINES))
_MOST = 200


def asked(live: LiveBook, reading: Reading) -> LiveBook | None:
    """The book with what its saved file would tell beside; None when there is nothing to ask."""
    cells: defaultdict[str, list[Cell]] = defaultdict(list)
    for number, cell in enumerate(_unclear(reading)):
        if number < _MOST:
            cells[cell.sheet].append(cell)
    sheets = dict(live.sheets)
    for name, some in cells.items():
        sheets[name] = _told(sheets[name], some)
    return live._replace(sheets=sheets) if cells else None


def _unclear(reading: Reading) -> Iterator[Cell]:
    """Evidence that is no address by itself, and numbers where a text or a share may be shown."""
    for row in reading.rows:
        cell = row.cells.get("evidence")
        if cell and isinstance(cell.raw, str) and cell.raw.strip() and not are_links(cell.raw):
            yield cell
    tables = (row.cells for rows in (reading.rows, reading.signers, reading.divisions) for row in rows)
    for some in (reading.cells, *tables):
        for cell in some.values():
            if type(cell.raw) is float and (
                cell.field.kind in _TEXTS or (cell.field.kind is Kind.SCORE and 0 < cell.raw <= 1)
            ):
                yield cell


def _told(live: LiveSheet, cells: list[Cell]) -> LiveSheet:
    from itaxl.reading.formats import format_of

    grid = live.grid
    rows, links = list(grid.rows), dict(grid.links)
    for cell in cells:
        at = live.sheet.range((cell.row, cell.column))
        with ForeignFault():  # xlwings raises where there is no link; a format can be of several cells
            if isinstance(cell.raw, str):
                links[cell.row, cell.column] = str(at.hyperlink)
            elif isinstance(cell.raw, float):
                value = format_of(str(at.number_format)).value(cell.raw)
                if isinstance(value, Formatted):
                    values = list(rows[cell.row - 1])
                    values[cell.column - 1] = value
                    rows[cell.row - 1] = tuple(values)
    return live._replace(grid=Grid(grid.sheet, tuple(rows), grid.merged, links))
