"""A workbook made safe for calamine, with what calamine does not tell about it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from itaxl.core.grid import Area, Value

#: Values by (row, column), 0-based, that take the place of what calamine says there.
Overlay: TypeAlias = Mapping[tuple[int, int], Value]
#: Which sheets' cells are wanted, by name, of all that are there.
Choice: TypeAlias = Callable[[Iterable[str]], Container[str]]
EVERY_SHEET: Choice = frozenset


@dataclass(frozen=True, slots=True)
class SheetNotes:
    """What we know of one sheet ourselves.  `name` or `merged` of None: calamine knows it."""

    name: str | None = None
    overlay: Overlay = field(default_factory=dict)
    merged: tuple[Area, ...] | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """`data` is a workbook that calamine may open; `sheets` follow calamine's order."""

    data: bytes
    sheets: tuple[SheetNotes, ...]
