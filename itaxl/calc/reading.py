"""Values of cells as COM gives them: float, bool, str, an aware datetime, an error's number, None.

A block comes over as numbers and strings at once; which of the numbers are dates and truths is asked of
Calc by area, not by cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from itaxl.calc.areas import area_of, runs
from itaxl.core.areas import CellAt, cells_of
from itaxl.core.grid import DAY_ZERO, Area

if TYPE_CHECKING:
    from itaxl.calc.range import Range

# com.sun.star.sheet.CellFlags and FormulaResult
_MOMENTS, _NUMBERS, _TEXTS, _FAULTS = 2, 1, 2, 4
# com.sun.star.util.NumberFormat
DATE, TIME, LOGICAL, TEXT = 2, 4, 1024, 256
#: Calc's numbers of errors as COM's: 0x800A0000 + Excel's own.  Calc's other errors are Excel's #VALUE!.
_FAULT_BASE, _OTHER_FAULT = -2146828288, 2015
_FAULT_NUMBERS = {503: 2036, 519: 2015, 521: 2000, 524: 2023, 525: 2029, 532: 2007, 32767: 2042}
_MIDNIGHT_ZERO = dt.datetime.combine(DAY_ZERO, dt.time(), dt.UTC)


def values(cells: Range) -> tuple[tuple[Any, ...], ...]:
    """The rows of the first area."""
    block, area = cells.block, cells.areas[0]
    data = block.getDataArray()
    rows = [[_plain_value(value) for value in row] for row in data]
    if any(type(value) is float for row in data for value in row):
        _set_dates_and_truths(cells, block, area, rows)
    for row, column in _in(block.queryFormulaCells(_TEXTS)):
        rows[row - area[0]][column - area[1]] = rows[row - area[0]][column - area[1]] or ""
    if any(value is None for row in data for value in row):  # an error; an empty cell comes as ''
        for (row, column), number in _faults(block, area):
            rows[row - area[0]][column - area[1]] = number
    return tuple(map(tuple, rows))


def _plain_value(value: Any) -> Any:
    if type(value) is not str:
        return value
    # In a text of several lines a tab comes over as the mark that Calc's editor keeps in its place.
    return value.replace("\x01", "\t") or None


def _set_dates_and_truths(cells: Range, block: Any, area: Area, rows: list[list[Any]]) -> None:
    """Put dates and truths in the place of the numbers that they came as."""
    top, left, _, _ = area
    epoch = _epoch(cells.sheet.book.document)
    for row, column in _in(block.queryContentCells(_MOMENTS)):
        rows[row - top][column - left] = moment(rows[row - top][column - left], epoch)
    computed = set(_in(block.queryFormulaCells(_NUMBERS)))
    doubtful = {cell for cell in cells_of(area) if cell in computed or _may_be_truth(rows, cell, area)}
    for (row, column), kind in of_kind(cells, doubtful, DATE | TIME | LOGICAL):
        value = rows[row - top][column - left]
        rows[row - top][column - left] = bool(value) if kind & LOGICAL else moment(value, epoch)


def _may_be_truth(rows: list[list[Any]], cell: CellAt, area: Area) -> bool:
    value = rows[cell[0] - area[0]][cell[1] - area[1]]
    return type(value) is float and value in (0.0, 1.0)


def of_kind(cells: Range, wanted: Collection[CellAt], kinds: int) -> Iterator[tuple[CellAt, int]]:
    """Those of the wanted cells, all in the range, whose number format is of one of these kinds (bits)."""
    if not wanted:
        return
    book, sheet = cells.sheet.book, cells.sheet.number
    some = book.together(sheet, runs(wanted))
    if some.getPropertyState("NumberFormat").value != "AMBIGUOUS_VALUE":
        kind = book.kind_of(some.NumberFormat)
        yield from ((cell, kind) for cell in wanted if kind & kinds)
        return
    for part in cells.block.UniqueCellFormatRanges:
        kind = book.kind_of(part.NumberFormat)
        if kind & kinds:
            yield from ((cell, kind) for cell in _in(part) if cell in wanted)


def _in(ranges: Any) -> Iterator[CellAt]:
    for address in ranges.RangeAddresses:
        yield from cells_of(area_of(address))


def _epoch(document: Any) -> dt.datetime:
    day = document.NullDate
    return dt.datetime(day.Year, day.Month, day.Day, tzinfo=dt.UTC)


def moment(number: float, epoch: dt.datetime) -> dt.datetime | float:
    """A cell's number as the date that it shows; a time alone on day zero, as over COM.  A day before day
    zero, or one after the year 9999, stays a number."""
    a_time = 0 <= number < 1
    with suppress(OverflowError):
        days, rest = divmod(number, 1)
        seconds = round(rest * 86_400) % 86_400 if a_time else min(round(rest * 86_400), 86_399)
        shown = (_MIDNIGHT_ZERO if a_time else epoch) + dt.timedelta(days, seconds)
        if shown >= _MIDNIGHT_ZERO:
            return shown
    return number + (epoch - _MIDNIGHT_ZERO).days


def _faults(block: Any, area: Area) -> Iterator[tuple[CellAt, int]]:
    top, left, _, _ = area
    for row, column in _in(block.queryFormulaCells(_FAULTS)):
        error = block.getCellByPosition(column - left, row - top).getError()
        yield (row, column), _FAULT_BASE + _FAULT_NUMBERS.get(error, _OTHER_FAULT)
