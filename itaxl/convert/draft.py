"""What moving in makes of a source: a tracker, what a person must look at, and what found no place."""

from __future__ import annotations

from dataclasses import dataclass

from itaxl.core.model import Severity, Tracker


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was moved, but not with certainty, or could not be moved.

    `source` says in Thai where it stood (แผ่นงาน …, เซลล์ …; ตารางที่ … แถวที่ …); `value` is the text seen;
    `message` what to do (Thai).  `field` is a key of `layout`, and `measure` the index in the draft's
    measures when it is a column's; both empty when the doubt belongs to no cell of the new workbook.
    """

    code: str
    severity: Severity
    source: str
    value: str
    message: str
    field: str = ""
    measure: int | None = None


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text of the source that has no place in a tracker; kept word for word."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Text of the source that is in the tracker in other words, and the words that it became.

    `field` is a key of `layout`; `source` as in `Doubt`.
    """

    source: str
    text: str
    field: str
    became: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value of the new tracker was read: `text` at `source`; `field` and `measure` as in `Doubt`."""

    field: str
    measure: int | None
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A source, understood.  Every text of the source is in `tracker`, in `taken` or in `leftovers`.

    `headings` are leftovers that a reader expects to lose: headers and headings of the source; `origins`
    say of each value that stood in a cell which one that was.
    """

    tracker: Tracker
    doubts: tuple[Doubt, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    taken: tuple[Taken, ...] = ()
    headings: tuple[Leftover, ...] = ()
    origins: tuple[Origin, ...] = ()
