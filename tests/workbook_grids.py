"""Grids as a saved .xlsx, so that the live book and the saved file can be held against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.core.grid import CellFault, Grid, Value

DAY_FORMAT = "[$-D87041E]d mmmm yyyy;@"


def saved(grids: Sequence[Grid]) -> bytes:
    """A plain workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for grid in grids:
        fill(book.create_sheet(grid.sheet), grid)
    return to_bytes(book)


def fill(sheet: Worksheet, grid: Grid) -> None:
    for row, values in enumerate(grid.rows, 1):
        for column, value in enumerate(values, 1):
            put(sheet.cell(row, column), value)
    for top, left, bottom, right in grid.merged:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def put(cell: Cell, value: Value | dt.datetime | dt.time) -> None:
    """A value as what it is: text stays text, whatever it begins with."""
    cell.value = value.text if isinstance(value, CellFault) else value
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, dt.date):
        cell.number_format = DAY_FORMAT


def to_bytes(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def same(one: Grid, other: Grid) -> bool:
    """Equal in name, in every cell and in merged areas; blank margins do not count."""
    rows, columns = (max(sizes) for sizes in zip(one.size, other.size, strict=True))
    return (
        one.sheet == other.sheet
        and set(one.merged) == set(other.merged)
        and all(
            one.at(row, column) == other.at(row, column)
            for row in range(1, rows + 1)
            for column in range(1, columns + 1)
        )
    )
