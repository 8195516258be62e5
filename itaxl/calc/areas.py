"""Addresses as text, tuples and UNO's structs; areas are (top, left, bottom, right), 1-based, inclusive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from itaxl.calc.bridge import make
from itaxl.core.areas import CellAt, fixed_address, read_address, unbroken
from itaxl.core.grid import Area


def parsed(text: str) -> list[Area]:
    """'A2:C5,$D$7,5:40' → areas.  Raises ValueError."""
    return [read_address(part) for part in text.split(",")]


def text_of(areas: Iterable[Area]) -> str:
    """As Excel tells addresses: '$A$2:$C$5,$D$7'."""
    return ",".join(map(fixed_address, areas))


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
    return [
        (first, column, last, column)
        for column, rows in columns.items()
        for first, last in unbroken(sorted(rows))
    ]
