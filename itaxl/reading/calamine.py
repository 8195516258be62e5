"""The sheets of a workbook as grids; calamine reads the plain ones of an .xlsx."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING

from itaxl.catching import foreign_fault_as
from itaxl.core.grid import DAY_ZERO, Grid, Value, normal
from itaxl.reading.formats import format_of
from itaxl.reading.limits import Allowance
from itaxl.reading.prepared import Cells, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_Row = tuple[Value, ...]
_BARE_TIME = format_of("h:mm:ss")
_MIDNIGHT_ZERO = dt.datetime.combine(DAY_ZERO, dt.time())


class NotPlain(Exception):
    """calamine did not want it after all; what that means is for us to find out."""


def grids_of(sheets: Sequence[Sheet], allowance: Allowance, plain: bytes = b"") -> tuple[Grid, ...]:
    """The sheets; `plain` is a workbook of their plain parts, in order.  Raises InputError and NotPlain."""
    if not any(sheet.plain for sheet in sheets):
        return tuple(_grid(sheet, [], allowance) for sheet in sheets)
    with _muted():
        return tuple(_grids(sheets, allowance, _open(plain)))


def _grids(sheets: Sequence[Sheet], allowance: Allowance, book: CalamineWorkbook) -> Iterator[Grid]:
    index = 0
    for sheet in sheets:
        rows: list[_Row] = []
        if sheet.plain:
            rows = _rows(_sheet(book, index), allowance)
            index += 1
        yield _grid(sheet, rows, allowance)


def _grid(sheet: Sheet, rows: list[_Row], allowance: Allowance) -> Grid:
    _lay_over(rows, sheet.cells, allowance)
    while rows and not rows[-1]:
        rows.pop()
    return Grid(sheet.name, tuple(rows), sheet.merged, sheet.links, sheet.notes, sheet.guessed)


def _open(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    with _refusing():
        return CalamineWorkbook.from_filelike(BytesIO(data))


def _sheet(book: CalamineWorkbook, index: int) -> CalamineSheet:
    with _refusing():
        return book.get_sheet_by_index(index)


def _rows(sheet: CalamineSheet, allowance: Allowance) -> list[_Row]:
    """The rows from A1 on, each without the empty cells at its end."""
    if sheet.start is None:
        return []
    top, left = sheet.start
    allowance.take_laid_out(sheet.height * sheet.width)
    allowance.take_cells(top)
    with _refusing():
        filled = sheet.to_python(skip_empty_area=True)  # False would copy the sheet once more
    before = (None,) * left
    rows: list[_Row] = [()] * top
    for cells in filled:
        values = [(cell or None) if type(cell) is str else _value(cell) for cell in cells]  # mostly text
        while values and values[-1] is None:
            values.pop()
        if values:
            allowance.take_cells(left + len(values))
        rows.append((*before, *values) if values else ())
    return rows


def _value(cell: object) -> Value:
    if type(cell) is float:
        return cell if isfinite(cell) else str(cell)  # no spreadsheet holds one: the text says what it claims
    if type(cell) is dt.time:
        return _BARE_TIME.value((dt.datetime.combine(DAY_ZERO, cell) - _MIDNIGHT_ZERO) / dt.timedelta(1))
    return normal(cell)


def _lay_over(rows: list[_Row], cells: Cells, allowance: Allowance) -> None:
    for row in sorted(cells):
        values = cells[row]
        if not values:
            continue
        missing_rows = max(0, row + 1 - len(rows))
        laid = list(rows[row]) if not missing_rows else []
        missing = max(0, max(values) + 1 - len(laid))
        allowance.take_cells(missing_rows + missing)
        rows += [()] * missing_rows
        laid += [None] * missing
        for column, value in values.items():
            laid[column] = value
        while laid and laid[-1] is None:
            laid.pop()
        rows[row] = tuple(laid)


def _refusing() -> AbstractContextManager[None]:
    """A call into calamine: whatever it raises over a strange part, Rust panics too, becomes our error."""
    return foreign_fault_as(lambda _: NotPlain())


@contextmanager
def _muted() -> Iterator[None]:
    """Rust writes about a panic to the standard error stream itself, past Python; that is not for users."""
    try:
        stderr = os.dup(2)
    except OSError:  # a program without a console has no such stream
        yield
        return
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 2)
        os.close(sink)
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
