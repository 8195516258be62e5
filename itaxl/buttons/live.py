"""An open workbook as the grids that its saved file would give: one block read a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from itaxl.buttons import excel
from itaxl.buttons.early import alone, put_right
from itaxl.buttons.mixed import uniform_parts
from itaxl.buttons.patience import is_busy
from itaxl.buttons.values import rows_of
from itaxl.catching import ForeignFault
from itaxl.core import layout
from itaxl.core.areas import CellAt, address, cells_of, read_address, within
from itaxl.core.grid import Area, Grid, Value
from itaxl.errors import InputError
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    import xlwings

#: Cells that one read brings over; a formatted but empty million comes in slices and is dropped again.
_SLICE = 200_000
_MOST_CELLS = 20_000_000
#: Merged areas of one sheet; each takes some forty calls to find.
_MOST_MERGED = 100


class LiveSheet(NamedTuple):
    """A sheet of the open book, what stands on it, and how far down its cells carry any format."""

    sheet: xlwings.Sheet
    grid: Grid
    last_row: int


class Settings(NamedTuple):
    """The hidden sheet of settings, and what stands on it."""

    sheet: xlwings.Sheet
    grid: Grid


class LiveBook(NamedTuple):
    """The open book's sheets by name, in order, and apart from them the one of settings."""

    book: xlwings.Book
    sheets: Mapping[str, LiveSheet]
    settings: Settings | None = None

    @property
    def grids(self) -> tuple[Grid, ...]:
        return tuple(live.grid for live in self.sheets.values())

    @property
    def last_rows(self) -> dict[str, int]:
        return {name: live.last_row for name, live in self.sheets.items()}


def read(book: xlwings.Book) -> LiveBook:
    """Read every worksheet, hidden ones and filtered rows too.

    Raises InputError when the cells in use are too many to be a tracker.
    """
    named = {sheet.name: sheet for sheet in book.sheets}
    settings = named.pop(layout.CONFIG_SHEET, None)
    sheets = {name: _sheet(sheet, name) for name, sheet in named.items()}
    return LiveBook(book, sheets, _settings(settings) if settings else None)


def read_sheet(sheet: xlwings.Sheet, name: str, nothing: Value = None) -> LiveSheet:
    """One sheet, its merged cells passed over; `nothing` stands for a formula that shows none."""
    used = sheet.used_range
    area = read_address(used.address)
    return LiveSheet(sheet, Grid(name, _rows(sheet, name, used, area, nothing)), area[2])


def _settings(sheet: xlwings.Sheet) -> Settings:
    used = sheet.used_range
    rows = _rows(sheet, layout.CONFIG_SHEET, used, read_address(used.address))
    return Settings(sheet, Grid(layout.CONFIG_SHEET, rows))


def _sheet(sheet: xlwings.Sheet, name: str) -> LiveSheet:
    used = sheet.used_range
    area = read_address(used.address)
    rows = _rows(sheet, name, used, area)
    return LiveSheet(sheet, Grid(name, rows, _merged(sheet, used, area)), area[2])


def _rows(
    sheet: xlwings.Sheet, name: str, used: xlwings.Range, area: Area, nothing: Value = None
) -> tuple[tuple[Value, ...], ...]:
    top, left, bottom, right = area
    if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
        raise InputError(
            f"แผ่นงาน {name} มีช่องที่จัดรูปแบบไว้กว้างเกินไป (ถึงช่อง {address(area).rpartition(':')[2]})",
            "โปรดลบแถวและคอลัมน์ว่างที่อยู่นอกตาราง บันทึก แล้วลองอีกครั้ง",
        )
    rows: list[list[Value]] = [[] for _ in range(top - 1)]
    step = max(1, _SLICE // (right - left + 1))
    for first in range(top, bottom + 1, step):
        last = min(first + step - 1, bottom)
        part = used if (first, last) == (top, bottom) else sheet.range(address((first, left, last, right)))
        values = _values(sheet, part, (first, left, last, right), nothing)
        rows += ([None] * (left - 1) + row for row in values)
    return _trimmed(rows)


def _values(
    sheet: xlwings.Sheet, block: xlwings.Range, area: Area, nothing: Value = None
) -> list[list[Value]]:
    """A block in one call; where Excel refuses it for a cell that it takes for a day and that is none, by
    halving, and that cell as a number."""

    def read(part: Area) -> list[list[Value]] | None:
        cells = block if part == area else sheet.range(address(part))
        fault = ForeignFault()
        with fault:
            raw = cells.raw_value
            found = rows_of(raw, nothing)
            if excel.COM:
                put_right(sheet, cells, part, raw, found)
            return found
        if fault.error and is_busy(fault.error):
            raise fault.error
        return alone(sheet, cells) if part[:2] == part[2:] else None

    rows: list[list[Value]] = [[] for _ in range(area[0], area[2] + 1)]
    for (top, _, _, _), values in uniform_parts(area, read):  # from the top, and in a row from the left
        for number, row in enumerate(values, top - area[0]):
            rows[number] += row
    return rows


def _trimmed(rows: list[list[Value]]) -> tuple[tuple[Value, ...], ...]:
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return tuple(map(tuple, rows))


def _merged(sheet: xlwings.Sheet, used: xlwings.Range, area: Area) -> tuple[Area, ...]:
    """The merged areas: one question when there are none, halving towards them otherwise."""
    state = used.merge_cells
    if state is False:
        return ()

    def probe(part: Area) -> bool | None:
        answer: bool | None = state if part == area else sheet.range(address(part)).merge_cells
        return answer

    found: list[Area] = []
    for part, merged in uniform_parts(area, probe):
        if not merged:
            continue
        for cell in cells_of(part):
            if len(found) >= _MOST_MERGED:
                return tuple(found)
            if not any(within(known, cell) for known in found):
                found.append(_merge_area(sheet, cell))
    return tuple(found)


def _merge_area(sheet: xlwings.Sheet, cell: CellAt) -> Area:
    return read_address(sheet.range(address((*cell, *cell))).merge_area.address)
