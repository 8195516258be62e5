"""What a kind of doubt is: data, with a source that raises it and one that does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from itaxl.core.grid import Area, Value
from itaxl.core.model import Severity
from itaxl.named_tuple import NamedTuple

ERROR, WARNING = Severity.ERROR, Severity.WARNING
Row: TypeAlias = tuple[Value, ...]


class Door(Enum):
    """Through which doors a doubt can come: a table, a memo, or a tracker of ours."""

    BOTH = "ตารางและบันทึก"
    TABLE = "ตาราง"
    MEMO = "บันทึก"
    TRACKER = "แบบติดตามของโปรแกรม"


@dataclass(frozen=True, slots=True)
class Case:
    """A source: one table with one measure, changed in a few places.

    `cells`: by field key, or by a header of its own, the measure's values; None takes the column away.
    `head` and `rows` are another table instead, a field's key standing for its label, `more` a second
    one.  `above`: rows of the sheet, or lines of the memo, before the table; without them a memo has its
    usual letterhead.  `below`: lines behind it.  `sheet` is its name, `merged` are areas of it.  For a
    tracker of ours, `cells` are those of its first measure, and `sheets` are added to it.  `guessed` as in
    `Grid`.
    """

    cells: Mapping[str, Value] = field(default_factory=dict)
    head: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    more: tuple[Row, ...] = ()
    above: tuple[Row, ...] = ()
    below: tuple[str, ...] = ()
    sheet: str = ""
    merged: tuple[Area, ...] = ()
    sheets: tuple[str, ...] = ()
    guessed: bool = False


class Kind(NamedTuple):
    """An error says that something is missing now; a warning, that something was taken for granted.

    `{…}` in the message are words that the place of discovery gives.
    """

    code: str
    severity: Severity
    door: Door
    message: str
    why: str
    bad: Case
    good: Case = Case()


#: Three columns of marks below one heading are told by the names of the statuses.
MARKED = ("number", "title", "divisions", "not_started", "in_progress", "done")


def marks(*cells: str) -> Case:
    """A measure with these marks below ยังไม่ดำเนินการ, อยู่ระหว่างดำเนินการ, ดำเนินการเสร็จเรียบร้อยแล้ว."""
    return Case(head=MARKED, rows=((1.0, "จัดทำคู่มือการให้บริการ", "กองคลัง", *cells),))
