"""Cells gathered into as few addresses as Excel needs to be told.

Every address costs a few calls into another process, and Excel takes 255 characters at most.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from itaxl.core.grid import SHEET_COLUMNS, SHEET_ROWS, Area, column_letter, column_number

#: (row, column), 1-based.
CellAt = tuple[int, int]
#: The longest text that Excel's `Range("…")` takes.
LONGEST_ADDRESS = 255
_ADDRESS = r"([A-Z]*)(\d*)(?::([A-Z]*)(\d*))?"


def rectangles(cells: Iterable[CellAt]) -> list[Area]:
    """Disjoint areas that cover exactly these cells: runs down a column, joined where neighbours match."""
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in set(cells):
        rows[column].append(row)
    done: list[Area] = []
    still: dict[tuple[int, int], Area] = {}
    for column in sorted(rows):
        widened: dict[tuple[int, int], Area] = {}
        for top, bottom in unbroken(sorted(rows[column])):
            before = still.get((top, bottom))
            left = before[1] if before and before[3] == column - 1 else column
            widened[top, bottom] = (top, left, bottom, column)
        done += [area for run, area in still.items() if widened.get(run, (0, 0))[1] != area[1]]
        still = widened
    done += still.values()
    return sorted(done)


def unbroken(numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
    """The first and last of each run without a gap, of sorted numbers."""
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


def read_address(text: str) -> Area:
    """'$A$1:$C$5' → (1, 1, 5, 3); raises ValueError.

    Excel leaves out the rows of whole columns, and the other way round.
    """
    found = re.fullmatch(_ADDRESS, text.replace("$", ""))
    if not text or not found:
        raise ValueError(text)
    left, top, right, bottom = found.groups()
    if right is None and bottom is None:
        right, bottom = left, top
    first = int(top or 1), column_number(left) or 1
    last = int(bottom or SHEET_ROWS), column_number(right) or SHEET_COLUMNS
    return *first, *last


def address(area: Area) -> str:
    """(2, 1, 5, 3) → 'A2:C5'."""
    top, left, bottom, right = area
    start = f"{column_letter(left)}{top}"
    return start if (top, left) == (bottom, right) else f"{start}:{column_letter(right)}{bottom}"


def fixed_address(area: Area) -> str:
    """(2, 1, 5, 3) → '$A$2:$C$5'."""
    return re.sub("([A-Z]+)", r"$\1$", address(area))


def joined(areas: Iterable[Area], longest: int = LONGEST_ADDRESS) -> list[str]:
    """Addresses of several areas each, separated by commas, none longer than `longest`."""
    texts: list[str] = []
    for one in map(address, areas):
        if texts and len(texts[-1]) + 1 + len(one) <= longest:
            texts[-1] += "," + one
        else:
            texts.append(one)
    return texts


def batches(cells: Iterable[CellAt], longest: int = LONGEST_ADDRESS) -> list[str]:
    """The addresses that together name exactly these cells."""
    return joined(rectangles(cells), longest)


def within(area: Area, cell: CellAt) -> bool:
    top, left, bottom, right = area
    return top <= cell[0] <= bottom and left <= cell[1] <= right


def cells_of(area: Area) -> Iterable[CellAt]:
    """The cells of an area, row by row."""
    top, left, bottom, right = area
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
