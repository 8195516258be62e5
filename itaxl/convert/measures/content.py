"""A header says what a column should hold; its cells say whether it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import TypeAlias

from itaxl.convert.measures.columns import Choice, Column, Head, status_name
from itaxl.convert.measures.entries import NOTHING
from itaxl.convert.measures.places import filled
from itaxl.core.grid import Value
from itaxl.core.meanings.due import read_day
from itaxl.core.meanings.headers import USED, Meaning
from itaxl.core.meanings.numbers import count_of
from itaxl.core.meanings.status import figure_of, read_mark, read_status
from itaxl.core.model import Status

#: Fewer cells than this prove nothing.
_LEAST = 3
_SEEN = 400
_LARGEST_CODE = 5

Cells: TypeAlias = Callable[[int], Iterable[Value]]


def checked(choice: Choice, cells: Cells, own: Mapping[str, Status]) -> Choice:
    """The columns without those whose cells are nothing of what their header promises.

    `cells` gives those below the header of a column.  A column that may be the status or a note
    (ผลการดำเนินงาน) is the one that its texts are.
    """
    readers: dict[str, Callable[[Value], bool]] = {
        "due": lambda v: read_day(v).day is not None,
        "done_on": lambda v: read_day(v).day is not None,
        "indicator": lambda v: count_of(v) is not None,
        "status": lambda v: read_status(v, own).status is not None or isinstance(v, float),
    }
    used: list[Column] = []
    unused = list(choice.unused)
    for column in choice.used:
        reader, values = readers.get(column.field), cells(column.head.column)
        if column.field == "status" and _is_coded(cells(column.head.column)):
            column = column._replace(head=column.head._replace(coded=True))
        if reader is None or column.head.mark or column.head.by_mapping:
            used.append(column)
            continue
        share = _share(values, reader)
        if "note" in column.head.found.fields and column.field == "status" and share < 0.5:
            used.append(column._replace(field="note"))
        elif share == 0 and column.field != "status":
            unused.append(column.head)
        else:
            used.append(column)
    if "status" not in choice.fields and (head := next((h for h in unused if _is_ticked(h, cells)), None)):
        unused.remove(head)
        ticks = head._replace(found=Meaning(("status",), USED), mark="done", alone=True)
        used = sorted((*used, Column("status", ticks)), key=lambda column: column.head.column)
    return Choice(tuple(used), tuple(unused), choice.doubled)


def _is_ticked(head: Head, cells: Cells) -> bool:
    """Whether a column เสร็จแล้ว stands alone, with a tick or none in its cells."""
    if head.by_mapping or status_name(head.texts[-1]) != "done":
        return False
    found = [read_mark(value) for value in cells(head.column) if filled(value)]
    return bool(found) and all(mark.marked for mark in found)


def _is_coded(values: Iterable[Value]) -> bool:
    """Whether small figures beyond 1 stand in a column: numbers of an office's own list of statuses."""
    figures = (figure_of(value) for value in values)
    return any(
        number is not None and 1 < number <= _LARGEST_CODE and number.is_integer() for number in figures
    )


def _share(cells: Iterable[Value], reads: Callable[[Value], bool]) -> float:
    """The share of filled cells that can be read; 1 where there are too few to tell."""
    values = [value for value in islice(cells, _SEEN) if filled(value) and value not in NOTHING]
    if len(values) < _LEAST:
        return 1.0
    return sum(map(reads, values)) / len(values)
