"""The sheets of a workbook as its format's reader leaves them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from itaxl.core.grid import Area, Beside, Value

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
    columns = [column for row in cells.values() if row for column in (min(row), max(row))]
    if not columns:
        return 0
    return (max(cells) - min(cells) + 1) * (max(columns) - min(columns) + 1)


_NOTHING: Mapping[tuple[int, int], str] = MappingProxyType({})


class Sheet(NamedTuple):
    """`cells` are those that we read ourselves; they take the place of what calamine says of `plain`, a part
    of an .xlsx that it can be trusted with (None: nothing is left for it).  `guessed` as in `Grid`."""

    name: str
    cells: Cells = MappingProxyType({})
    merged: tuple[Area, ...] = ()
    links: Beside = _NOTHING
    notes: Beside = _NOTHING
    plain: bytes | None = None
    guessed: bool = False
