"""The filled cells of sheets, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from itaxl.convert.measures.places import filled
from itaxl.core.grid import Grid, Place, Value


def filled_cells(grids: Iterable[Grid]) -> Iterator[tuple[Place, Value]]:
    """Every filled cell with its place."""
    for grid in grids:
        for row, values in enumerate(grid.rows, 1):
            for column, value in enumerate(values, 1):
                if filled(value):
                    yield Place(grid.sheet, row, column), value
