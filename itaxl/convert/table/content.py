"""A header says what a column should hold; its cells say whether it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from itaxl.convert.table.columns import Choice, Column
from itaxl.convert.table.rows import count_of, filled
from itaxl.convert.table.tables import TableFound
from itaxl.convert.words.due import read_day
from itaxl.convert.words.status import read_status
from itaxl.core.grid import Value
from itaxl.core.model import Status

#: Fewer cells than this prove nothing.
_LEAST = 3
_SEEN = 400
_LARGEST_CODE = 5


def checked(table: TableFound, own: Mapping[str, Status]) -> TableFound:
    """The table without the columns whose cells are nothing of what their header promises.

    A column that may be the status or a note (ผลการดำเนินงาน) is the one that its texts are.
    """
    readers: dict[str, Callable[[Value], bool]] = {
        "due": lambda v: read_day(v).day is not None,
        "done_on": lambda v: read_day(v).day is not None,
        "indicator": lambda v: count_of(v) is not None,
        "status": lambda v: read_status(v, own).status is not None or isinstance(v, float),
    }
    used: list[Column] = []
    unused = list(table.choice.unused)
    for column in table.choice.used:
        reader = readers.get(column.field)
        if column.field == "status" and _is_coded(table, column.head.column):
            column = column._replace(head=column.head._replace(coded=True))
        if reader is None or column.head.mark or column.head.told:
            used.append(column)
            continue
        share = _share(table, column.head.column, reader)
        if "note" in column.head.found.fields and column.field == "status" and share < 0.5:
            used.append(column._replace(field="note"))
        elif share == 0 and column.field != "status":
            unused.append(column.head)
        else:
            used.append(column)
    return replace(table, choice=Choice(tuple(used), tuple(unused), table.choice.doubled))


def _is_coded(table: TableFound, column: int) -> bool:
    """Whether small figures beyond 1 stand in a column: numbers of an office's own list of statuses."""
    rows = range(table.last + 1, min(table.end, len(table.grid.rows) + 1))
    values = (table.grid.at(row, column) for row in rows)
    return any(isinstance(v, float) and 1 < v <= _LARGEST_CODE and v.is_integer() for v in values)


def _share(table: TableFound, column: int, reads: Callable[[Value], bool]) -> float:
    """The share of filled cells that can be read; 1 where there are too few to tell."""
    rows = range(table.last + 1, min(table.end, len(table.grid.rows) + 1))
    values = [v for row in rows[:_SEEN] if filled(v := table.grid.at(row, column)) and v not in ("-", "–")]
    if len(values) < _LEAST:
        return 1.0
    return sum(map(reads, values)) / len(values)
