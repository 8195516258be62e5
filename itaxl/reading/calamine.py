"""calamine at work on a prepared workbook, and its cells as grids."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from itertools import groupby
from math import isfinite
from typing import TYPE_CHECKING

from itaxl.catching import foreign_fault_as
from itaxl.core import layout
from itaxl.core.grid import Area, Grid, Value, normal
from itaxl.reading.limits import Allowance
from itaxl.reading.prepared import Overlay, Prepared
from itaxl.reading.refusal import Refusal

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_Row = tuple[Value, ...]


def grids_of(prepared: Prepared, allowance: Allowance) -> tuple[Grid, ...]:
    """The worksheets, except our configuration sheet.  Raises InputError only."""
    with _muted():
        return tuple(_grids(prepared, allowance))


def _grids(prepared: Prepared, allowance: Allowance) -> Iterator[Grid]:
    from python_calamine import SheetTypeEnum

    book = _open(prepared.data, allowance.refuse)
    described = book.sheets_metadata
    if len(described) != len(prepared.sheets):
        raise allowance.refuse.damaged()
    for index, (of_calamine, notes) in enumerate(zip(described, prepared.sheets, strict=True)):
        name = of_calamine.name if notes.name is None else notes.name
        if of_calamine.typ != SheetTypeEnum.WorkSheet or name == layout.CONFIG_SHEET:
            continue
        sheet = _sheet(book, index, allowance.refuse)
        rows = _rows(sheet, allowance)
        _lay_over(rows, notes.overlay, allowance)
        while rows and not rows[-1]:
            rows.pop()
        yield Grid(name, tuple(rows), _merged(sheet) if notes.merged is None else notes.merged)


def _open(data: bytes, refuse: Refusal) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    with _refusing(refuse):
        return CalamineWorkbook.from_filelike(BytesIO(data))


def _sheet(book: CalamineWorkbook, index: int, refuse: Refusal) -> CalamineSheet:
    with _refusing(refuse):
        return book.get_sheet_by_index(index)


def _rows(sheet: CalamineSheet, allowance: Allowance) -> list[_Row]:
    """The rows from A1 on, each without the empty cells at its end."""
    if sheet.start is None:
        return []
    top, left = sheet.start
    allowance.take_laid_out(sheet.height * sheet.width)
    allowance.take_cells(top)
    with _refusing(allowance.refuse):
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
    return normal(cell)


def _lay_over(rows: list[_Row], overlay: Overlay, allowance: Allowance) -> None:
    for row, places in groupby(sorted(overlay), key=lambda place: place[0]):
        columns = [column for _, column in places]
        missing_rows = max(0, row + 1 - len(rows))
        cells = list(rows[row]) if not missing_rows else []
        missing = max(0, columns[-1] + 1 - len(cells))
        allowance.take_cells(missing_rows + missing)
        rows += [()] * missing_rows
        cells += [None] * missing
        for column in columns:
            cells[column] = overlay[row, column]
        rows[row] = tuple(cells)


def _merged(sheet: CalamineSheet) -> tuple[Area, ...]:
    ranges = sheet.merged_cell_ranges or ()
    return tuple((top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges)


def _refusing(refuse: Refusal) -> AbstractContextManager[None]:
    """A call into calamine: whatever it raises over a strange file, Rust panics too, becomes our error."""
    from python_calamine import PasswordError

    return foreign_fault_as(
        lambda e: refuse.encrypted() if isinstance(e, PasswordError) else refuse.damaged()
    )


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
