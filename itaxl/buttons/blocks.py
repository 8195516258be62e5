"""Values into an open sheet: as text where they are text, and past a filter.

Excel parses what a string assignment brings: '=1+1' becomes a formula, '01' a number, '-a' an error.
In cells whose number format is text it takes the string as it is.

A block put over rows that a filter hides lands wrong: the first value goes to every visible row and
the hidden rows keep theirs, their number format, too (xlwings issues 679 and 747).  Single cells are not
affected.  So neither values nor formats are ever put over a hidden row and another one at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from itaxl.buttons import excel
from itaxl.buttons.mixed import uniform_parts
from itaxl.core.areas import CellAt, address, joined, rectangles
from itaxl.core.grid import Grid, Value

if TYPE_CHECKING:
    import xlwings

TEXT_FORMAT = "@"
#: What a cell is put; '' empties it.
Put = str | float


def put(
    sheet: xlwings.Sheet, puts: Mapping[CellAt, Put], before: Grid, texts: Collection[CellAt] = ()
) -> bool:
    """Put cells: in blocks where rows are seen, singly where they are hidden; answers whether none was.

    `texts` are those of the cells that take strings as they are.  `before` is what stood there: a cell in a
    hidden row that would not change is left alone.
    """
    if not puts:
        return True
    rows = [row for row, _ in puts]
    all_seen = True
    for first, last, unseen in row_runs(sheet, min(rows), max(rows)):
        here = {cell: value for cell, value in puts.items() if first <= cell[0] <= last}
        if unseen:
            all_seen = all_seen and not here
            _put_singly(sheet, here, before, texts)
        else:
            _put_in_blocks(sheet, here, texts)
    return all_seen


def _put_in_blocks(sheet: xlwings.Sheet, puts: Mapping[CellAt, Put], texts: Collection[CellAt]) -> None:
    for some in joined(rectangles(cell for cell in texts if cell in puts)):
        sheet.range(some).number_format = TEXT_FORMAT
    for top, left, bottom, right in rectangles(puts):
        rows = range(top, bottom + 1)
        block = tuple(tuple(puts[row, column] for column in range(left, right + 1)) for row in rows)
        sheet.range(address((top, left, bottom, right))).raw_value = block


def _put_singly(
    sheet: xlwings.Sheet, puts: Mapping[CellAt, Put], before: Grid, texts: Collection[CellAt]
) -> None:
    for cell, value in puts.items():
        stood: Value = before.at(*cell)
        if (None if value == "" else value) != stood:
            one = sheet.range(address((*cell, *cell)))
            if cell in texts:
                one.number_format = TEXT_FORMAT
            one.raw_value = value


def row_runs(sheet: xlwings.Sheet, top: int, bottom: int) -> Iterator[tuple[int, int, bool]]:
    """(first, last, hidden): neighbouring rows that are all hidden, or all visible."""
    run: tuple[int, int, bool] | None = None
    for (first, _, last, _), unseen in uniform_parts(
        (top, 1, bottom, 1), lambda rows: excel.hidden(sheet, rows[0], rows[2])
    ):
        if run and run[2] == unseen:
            run = run[0], last, unseen
            continue
        if run:
            yield run
        run = first, last, unseen
    if run:
        yield run
