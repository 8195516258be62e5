"""Colours onto the open sheets: earlier ones off, today's on, by as few addresses as possible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from itaxl.buttons import excel
from itaxl.buttons.blocks import row_runs
from itaxl.buttons.excel import Line, Weight
from itaxl.buttons.live import LiveBook
from itaxl.buttons.mixed import uniform_parts
from itaxl.core import palette
from itaxl.core.areas import CellAt, address, batches, cells_of, joined, rectangles
from itaxl.core.grid import Area
from itaxl.core.marks import Marks
from itaxl.core.palette import Swatch

if TYPE_CHECKING:
    import xlwings

#: The line that a data cell of a tracker has.
_GRID = Line(palette.GRID, Weight.THIN)


def paint(live: LiveBook, marks: Marks) -> None:
    """Colour the cells that `marks` names.

    The areas `marks.ours` are cleared first, to no fill and the thin grid line that a tracker has:
    a colour or line that a user gave to a data cell there does not stay.  Nothing else is touched.
    """
    for name, areas in marks.ours.items():
        _paint_sheet(live.sheets[name].sheet, areas, marks.colours.get(name, {}))


def _paint_sheet(sheet: xlwings.Sheet, areas: Sequence[Area], colours: Mapping[CellAt, Swatch]) -> None:
    if not areas:
        return
    top, bottom = min(area[0] for area in areas), max(area[2] for area in areas)
    for first, last, unseen in row_runs(sheet, top, bottom):
        here = list(_rows_between(areas, first, last))
        wanted = {cell: swatch for cell, swatch in colours.items() if first <= cell[0] <= last}
        if unseen:
            _paint_singly(sheet, here, wanted)
        else:
            _paint_at_once(sheet, here, wanted)


def _rows_between(areas: Iterable[Area], first: int, last: int) -> Iterator[Area]:
    for top, left, bottom, right in areas:
        if top <= last and bottom >= first:
            yield max(top, first), left, min(bottom, last), right


def _paint_at_once(sheet: xlwings.Sheet, areas: Sequence[Area], colours: Mapping[CellAt, Swatch]) -> None:
    excel.dress(sheet, joined(areas), None, _GRID)
    for swatch, addresses in layers(colours):
        excel.dress(sheet, addresses, swatch.fill, _frame(swatch))


def _frame(swatch: Swatch) -> Line | None:
    return Line(swatch.strong, Weight.MEDIUM) if swatch.framed else None


def layers(colours: Mapping[CellAt, Swatch]) -> list[tuple[Swatch, list[str]]]:
    """Addresses to colour, in this order.  The commonest colour comes first, over whole blocks of coloured
    cells; the others are laid over it.  A frame is drawn round its own cells only."""
    cells = _by_swatch(colours)
    base = max((s for s in cells if not s.framed), key=lambda swatch: len(cells[swatch]), default=None)
    over = [(swatch, batches(some)) for swatch, some in cells.items() if swatch is not base]
    if base is None:
        return over
    ground = [area for area in rectangles(colours) if any(cell in cells[base] for cell in cells_of(area))]
    return [(base, joined(ground)), *over]


def _by_swatch(colours: Mapping[CellAt, Swatch]) -> dict[Swatch, set[CellAt]]:
    cells: defaultdict[Swatch, set[CellAt]] = defaultdict(set)
    for cell, swatch in colours.items():
        cells[swatch].add(cell)
    return cells


def _paint_singly(sheet: xlwings.Sheet, areas: Sequence[Area], colours: Mapping[CellAt, Swatch]) -> None:
    """In rows that a filter hides only single cells are sure to change (see `blocks`): those that get a
    colour, and the others that have one."""
    cells = {cell for area in areas for cell in cells_of(area)}
    wanted = {cell: swatch for cell, swatch in colours.items() if cell in cells}
    stale = (cell for area in rectangles(cells - wanted.keys()) for cell in _coloured(sheet, area))
    for cell in (*wanted, *stale):
        swatch = wanted.get(cell)
        line = swatch and _frame(swatch)
        excel.dress(sheet, [address((*cell, *cell))], swatch.fill if swatch else None, line or _GRID)


def _coloured(sheet: xlwings.Sheet, area: Area) -> Iterator[CellAt]:
    for part, filled in uniform_parts(area, lambda part: excel.filled(sheet.range(address(part)))):
        if filled:
            yield from cells_of(part)
