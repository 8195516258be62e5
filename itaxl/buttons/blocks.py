"""Values into an open sheet: as text where they are text, and past a filter.

Excel parses what a string assignment brings: '=1+1' becomes a formula, '01' a number, '-a' an error.
In cells whose number format is text it takes the string as it is.

A block put over rows that a filter hides lands wrong: the first value goes to every visible row and
the hidden rows keep theirs, their number format, too (xlwings issues 679 and 747).  Single cells are not
affected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from itaxl.buttons import excel
from itaxl.buttons.mixed import uniform_parts
from itaxl.core.areas import CellAt, address, joined
from itaxl.core.grid import Area, Grid, Value
from itaxl.files.tracker.number_formats import TEXT_FORMAT

if TYPE_CHECKING:
    import xlwings

#: What a cell is put; '' empties it.
Put = str | float


def put(
    sheet: xlwings.Sheet,
    top: int,
    left: int,
    rows: Sequence[Sequence[Put]],
    before: Grid,
    texts: Collection[CellAt] = (),
    seen: bool = False,
) -> bool:
    """Put a block, one assignment where no row is hidden; answers whether none was.  `seen`: none is.

    `before` is what stood there: a cell in a hidden row that would not change is left alone.  `texts` are
    the cells that were made to take text: in a hidden row that did not reach them, and is done here.
    """
    if not rows:
        return True
    right = left + len(rows[0]) - 1
    all_seen = True
    bottom = top + len(rows) - 1
    for first, last, unseen in [(top, bottom, False)] if seen else row_runs(sheet, top, bottom):
        part = rows[first - top : last - top + 1]
        if unseen:
            all_seen = False
            _put_singly(sheet, first, left, part, before, texts)
        else:
            sheet.range(address((first, left, last, right))).raw_value = tuple(map(tuple, part))
    return all_seen


def _put_singly(
    sheet: xlwings.Sheet,
    top: int,
    left: int,
    rows: Sequence[Sequence[Put]],
    before: Grid,
    texts: Collection[CellAt],
) -> None:
    for row, values in enumerate(rows, top):
        for column, value in enumerate(values, left):
            stood: Value = before.at(row, column)
            if (None if value == "" else value) != stood:
                cell = sheet.range(address((row, column, row, column)))
                if (row, column) in texts:
                    cell.number_format = TEXT_FORMAT
                cell.raw_value = value


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


def as_text(sheet: xlwings.Sheet, areas: Sequence[Area]) -> None:
    """Make the areas take strings as they are; to be called before they are put."""
    for one in joined(areas):
        sheet.range(one).number_format = TEXT_FORMAT
