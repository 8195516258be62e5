"""Addresses as text, tuples and UNO's structs; areas are (top, left, bottom, right), 1-based, inclusive."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from itaxl.calc.bridge import make

Area: TypeAlias = tuple[int, int, int, int]
CellAt: TypeAlias = tuple[int, int]
ROWS, COLUMNS = 1_048_576, 16_384
_ADDRESS = re.compile(r"([A-Z]*)(\d*)(?::([A-Z]*)(\d*))?")


def parsed(text: str) -> list[Area]:
    """'A2:C5,$D$7,5:40' → areas.  Raises ValueError."""
    return [_one(part) for part in text.replace("$", "").split(",")]


def _one(text: str) -> Area:
    found = _ADDRESS.fullmatch(text)
    if not text or not found:
        raise ValueError(text)
    left, top, right, bottom = found.groups()
    if right is None and bottom is None:
        right, bottom = left, top
    return int(top or 1), _column(left) or 1, int(bottom or ROWS), _column(right) or COLUMNS


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def text_of(areas: Iterable[Area]) -> str:
    """As Excel tells addresses: '$A$2:$C$5,$D$7'."""
    return ",".join(map(_text, areas))


def _text(area: Area) -> str:
    top, left, bottom, right = area
    start, end = f"${_letters(left)}${top}", f"${_letters(right)}${bottom}"
    return start if start == end else f"{start}:{end}"


def area_of(address: Any) -> Area:
    """UNO's CellRangeAddress as an area."""
    return address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1


def address_of(sheet: int, area: Area) -> Any:
    """An area as UNO's CellRangeAddress; `sheet` counts from 0."""
    top, left, bottom, right = area
    return make(
        "com.sun.star.table.CellRangeAddress",
        Sheet=sheet,
        StartRow=top - 1,
        StartColumn=left - 1,
        EndRow=bottom - 1,
        EndColumn=right - 1,
    )


def runs(cells: Iterable[CellAt]) -> list[Area]:
    """The cells as runs down their columns."""
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for row, column in cells:
        columns[column].append(row)
    return [run for column, rows in columns.items() for run in _runs(sorted(rows), column)]


def _runs(rows: Sequence[int], column: int) -> Iterable[Area]:
    first = last = rows[0]
    for row in rows[1:]:
        if row != last + 1:
            yield first, column, last, column
            first = row
        last = row
    yield first, column, last, column


def cells_of(area: Area) -> Iterable[CellAt]:
    top, left, bottom, right = area
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
