"""What other programs read in a workbook, and whether it is the same; for `tests.foreign`."""

from __future__ import annotations

import contextlib
import datetime as dt
import resource
import warnings
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

from itaxl.core.grid import CellFault, Grid

_MOST_SHOWN = 3
#: openpyxl takes its time over larger ones.
_LARGE = 60_000
#: (sheet, 1-based row, column) → text, number, truth or day.
Values = dict[tuple[str, int, int], Any]


def more_room(seconds: int, size: int) -> None:
    """Wider bounds of processor and memory from here on, for what is not ours."""
    for bound, more in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, size)):
        soft, hard = resource.getrlimit(bound)
        resource.setrlimit(bound, (soft + more, hard))


def second_reader(data: bytes) -> Values:
    """What another program finds in the cells, within wider bounds; nothing where it cannot read the file."""
    more_room(20, 2_500_000_000)
    slow = len(data) > _LARGE
    for read in (_calamine, _openpyxl, _xlrd) if slow else (_openpyxl, _calamine, _xlrd):
        with contextlib.suppress(BaseException), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if found := dict(read(data)):
                return found
    return {}


def _openpyxl(data: bytes) -> Iterator[tuple[tuple[str, int, int], Any]]:
    import openpyxl

    for sheet in openpyxl.load_workbook(BytesIO(data), data_only=True).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield (sheet.title, cell.row, cell.column), cell.value


def _calamine(data: bytes) -> Iterator[tuple[tuple[str, int, int], Any]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    for name in book.sheet_names:
        for r, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
            yield from (((name, r, c), value) for c, value in enumerate(row, 1) if value != "")


def _xlrd(data: bytes) -> Iterator[tuple[tuple[str, int, int], Any]]:
    import xlrd

    for sheet in xlrd.open_workbook(file_contents=data, logfile=StringIO()).sheets():
        for r in range(sheet.nrows):
            for c in range(sheet.ncols):
                if sheet.cell_type(r, c) in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER):
                    yield (sheet.name, r + 1, c + 1), sheet.cell_value(r, c)


def values_of(grids: tuple[Grid, ...]) -> Values:
    """What we read ourselves, in the same shape."""
    return {
        (grid.sheet, r, c): value
        for grid in grids
        for r, row in enumerate(grid.rows, 1)
        for c, value in enumerate(row, 1)
        if value is not None
    }


def differences(grids: tuple[Grid, ...], other: Values) -> str:
    """The first cells that another program reads otherwise; '' where it sees what we see."""
    by_name = {grid.sheet: grid for grid in grids}
    found = []
    for (sheet, row, column), theirs in other.items():
        grid = by_name.get(sheet)
        if grid is None:
            continue
        ours = grid.at(row, column)
        if not alike(ours, theirs):
            found.append(f"{sheet}!R{row}C{column} {ours!r} not {theirs!r}"[:160])
    more = f" (of {len(found)})" if len(found) > _MOST_SHOWN else ""
    return "DIFFERS " + " | ".join(found[:_MOST_SHOWN]) + more if found else ""


def alike(ours: Any, theirs: Any) -> bool:
    """The same value, however a program spells it; a formula without a result may be gone."""
    if isinstance(theirs, bool) or isinstance(ours, bool):
        return ours == theirs or (ours in (0, 1) and bool(ours) == theirs)
    if isinstance(theirs, str) and (isinstance(ours, str) or ours is None):
        return _bare(ours or "") == _bare(theirs)
    if isinstance(ours, CellFault) or theirs == CellFault(""):
        return True
    if isinstance(theirs, (dt.time, dt.timedelta)):
        return isinstance(ours, (str, dt.date))
    if isinstance(theirs, dt.datetime):
        theirs = theirs.date()
    if isinstance(ours, dt.date) or isinstance(theirs, dt.date):
        return ours == theirs or isinstance(ours, str)
    if isinstance(ours, float) and isinstance(theirs, (int, float)):
        return abs(ours - theirs) <= 1e-9 * max(1.0, abs(theirs))
    return isinstance(ours, str) and isinstance(theirs, (int, float)) and bool(ours)


def _bare(text: str) -> str:
    return "".join(text.replace("_x000D_", "").split())
