"""Values as what they are into single cells of an open sheet: dates as dates, numbers as numbers, and texts
that no program takes for a number, a date or a formula."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from itaxl.buttons import excel
from itaxl.buttons.blocks import Put
from itaxl.core.areas import CellAt, address, batches, rectangles
from itaxl.core.grid import Value, shown
from itaxl.core.layout import Kind
from itaxl.files.tracker.number_formats import number_format

if TYPE_CHECKING:
    import xlwings


def put_values(sheet: xlwings.Sheet, puts: Mapping[CellAt, Value], kinds: Mapping[CellAt, Kind]) -> bool:
    """Put each cell's value; None empties it.  `kinds` are those of the fields: how a number is shown.

    One assignment for cells side by side; where a filter hides some of the rows, one for each cell.
    Answers whether none was hidden.
    """
    if not puts:
        return True
    rows = [row for row, _ in puts]
    at_once = excel.hidden(sheet, min(rows), max(rows)) is False
    formats: defaultdict[str, list[CellAt]] = defaultdict(list)
    for cell, value in puts.items():
        if form := number_format(value, kinds.get(cell)):
            formats[form].append(cell)
    for form, cells in formats.items():
        for one in batches(cells) if at_once else [address((*cell, *cell)) for cell in cells]:
            sheet.range(one).number_format = form
    areas = rectangles(puts) if at_once else [(*cell, *cell) for cell in puts]
    is_1904 = any(isinstance(value, dt.date) for value in puts.values()) and excel.counts_from_1904(
        sheet.book
    )
    for area in areas:
        top, left, bottom, right = area
        values = tuple(
            tuple(_raw(puts[row, column], is_1904) for column in range(left, right + 1))
            for row in range(top, bottom + 1)
        )
        is_cell = (top, left) == (bottom, right)
        sheet.range(address(area)).raw_value = values[0][0] if is_cell else values
    return at_once


def _raw(value: Value, is_1904: bool) -> Put:
    if isinstance(value, dt.date):
        return excel.serial(value, is_1904=is_1904)
    return value if isinstance(value, (str, float)) else shown(value)
