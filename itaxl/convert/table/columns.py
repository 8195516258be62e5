"""The header cells of a sheet, column by column."""

from __future__ import annotations

from itaxl.convert.measures.columns import Head, named, with_marks
from itaxl.convert.measures.ends import year_named
from itaxl.convert.table.mapping import Mapping
from itaxl.core.grid import Grid, Place, Value
from itaxl.core.meanings.headers import exact
from itaxl.core.meanings.vocabulary import plain

_LONGEST = 120


def heads(grid: Grid, first: int, last: int, mapping: Mapping) -> list[Head]:
    """The header cells of rows `first` to `last`, column by column."""
    stacks: dict[int, list[tuple[int, str]]] = {}
    for row in range(first, last + 1):
        for column, value in enumerate(grid.rows[row - 1], 1):
            if isinstance(value, str) and value.strip():
                stacks.setdefault(column, []).append((row, value))
    found = []
    for column, stack in sorted(stacks.items()):
        over = [_group(grid, row, column) for row in range(first, stack[0][0])]
        while (
            len(stack) > 1 and column + 1 in stacks and _group(grid, stack[0][0], column + 1) == stack[0][1]
        ):
            over.append(stack.pop(0)[1])  # it stands above this column and the next ones
        texts = tuple(dict.fromkeys(text for _, text in stack))
        groups = tuple(text for text in dict.fromkeys(over) if text)
        place = Place(grid.sheet, stack[-1][0], column)
        found.append(named(column, place, texts, groups, mapping.columns))
    return with_marks(found)


def year_above(grid: Grid, row: int) -> int:
    """The BE year that is named above a table, nearest first, or by its sheet; 0 for none."""
    for above in range(row - 1, 0, -1):
        if year := year_named(value for value in grid.rows[above - 1] if isinstance(value, str)):
            return year
    return year_named((grid.sheet,))


def _group(grid: Grid, row: int, column: int) -> str:
    """The heading of a group of columns: its text stands over the first of them."""
    for left in range(column, 0, -1):
        value = grid.at(row, left)
        if isinstance(value, str) and value.strip():
            area = next(
                (a for a in grid.merged if a[0] <= row <= a[2] and a[1] <= left <= a[3]),
                (row, left, row, left),
            )
            reaches = area[3] >= column or (not grid.merged and column - left <= 3)
            return value if left < column and reaches else ""
    return ""


def is_known(value: Value, mapping: Mapping) -> bool:
    """Whether a cell's text is a header by its very words."""
    if not isinstance(value, str) or len(value) > _LONGEST:
        return False
    return bool(exact(value).confidence) or plain(value) in mapping.columns
