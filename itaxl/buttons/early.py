"""Days and times that Excel hands over otherwise than a saved file does: early or negative, with a clock."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from itaxl.buttons import excel
from itaxl.buttons.mixed import uniform_parts
from itaxl.buttons.values import rows_of
from itaxl.core.areas import address
from itaxl.core.grid import Area, Value

if TYPE_CHECKING:
    import xlwings

#: A time of day comes as one of day zero, or of this day where the workbook counts from 1904.
_LAST = dt.date(1904, 1, 1)


def put_right(
    sheet: xlwings.Sheet, cells: xlwings.Range, area: Area, raw: object, rows: list[list[Value]]
) -> None:
    """Have such cells of a block say what the saved file would: by their numbers and formats.

    Costs nothing where there are none, else two calls, and one or a few for each column with such cells.
    """
    found: dict[int, list[int]] = defaultdict(list)
    for number, cells_of_row in enumerate(_block(raw)):
        for column, cell in enumerate(cells_of_row):
            if isinstance(cell, dt.datetime) and (cell.date() <= _LAST or cell.time() != dt.time()):
                found[column].append(number)
    if not found:
        return

    def formats(part: Area) -> str | None:
        code: str | None = sheet.range(address(part)).number_format
        return code

    bare, since_1904 = _block(excel.bare_value(cells)), excel.counts_from_1904(sheet.book)
    top, left, _, _ = area
    for column, places in found.items():
        span = top + places[0], left + column, top + places[-1], left + column
        for (first, _, last, _), code in uniform_parts(span, formats):
            for row in set(range(first - top, last - top + 1)) & set(places):
                if isinstance(number := bare[row][column], float):  # Calc's are what they show
                    rows[row][column] = _value(code, number, since_1904)


def alone(sheet: xlwings.Sheet, cell: xlwings.Range) -> list[list[Value]]:
    """A cell that Excel refuses to hand over, since it takes it for a day and it is none: its number, or the
    span of time that it shows."""
    bare = excel.bare_value(cell)
    if not isinstance(bare, float):
        return rows_of(bare)
    return [[_value(str(cell.number_format), bare, excel.counts_from_1904(sheet.book))]]


def _value(code: str, number: float, since_1904: bool) -> Value:
    from itaxl.reading.formats import format_of

    return format_of(code).value(number, since_1904)


def _block(raw: Any) -> Sequence[Sequence[Any]]:
    """`Range.Value` of one cell comes bare."""
    return raw if isinstance(raw, (tuple, list)) else ((raw,),)
