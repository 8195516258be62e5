"""The sheets of a workbook as its format's reader leaves them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from itaxl.core.grid import Area, Beside, Grid, Value
from itaxl.named_tuple import NamedTuple
from itaxl.reading.limits import Allowance

#: Values by row, then by column, 0-based.
Cells: TypeAlias = Mapping[int, Mapping[int, Value]]
#: Which sheets' cells are wanted, by name, of all that are there.
Choice: TypeAlias = Callable[[Iterable[str]], Container[str]]
EVERY_SHEET: Choice = frozenset


def no_cells() -> defaultdict[int, dict[int, Value]]:
    """Room for the cells of a sheet."""
    return defaultdict(dict)


def area_around(cells: Cells) -> int:
    """Cells of the rectangle around what is filled."""
    rows = [row for row, values in cells.items() if values]
    columns = set[int]().union(*cells.values())
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) if rows else 0


_NOTHING: Mapping[tuple[int, int], str] = MappingProxyType({})


class Sheet(NamedTuple):
    """As `Grid`, its cells by their places."""

    name: str
    cells: Cells = MappingProxyType({})
    merged: tuple[Area, ...] = ()
    links: Beside = _NOTHING
    notes: Beside = _NOTHING
    guessed: bool = False


def grids_of(sheets: Iterable[Sheet], allowance: Allowance) -> tuple[Grid, ...]:
    """The sheets laid out, each row without the empty cells at its end."""
    return tuple(
        Grid(s.name, _rows(s.cells, allowance), s.merged, s.links, s.notes, s.guessed) for s in sheets
    )


def _rows(cells: Cells, allowance: Allowance) -> tuple[tuple[Value, ...], ...]:
    widths = {row: max(values) + 1 for row, values in cells.items() if values}
    height = max(widths, default=-1) + 1
    allowance.take_cells(height + sum(widths.values()))
    rows: list[tuple[Value, ...]] = [()] * height
    for row, width in widths.items():
        rows[row] = tuple(map(cells[row].get, range(width)))
    return tuple(rows)
