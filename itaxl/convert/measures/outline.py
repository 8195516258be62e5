"""Numbered rows as the measures that they are: groups, measures of groups, and steps below a measure.

1.1 with a division or a status of its own is a measure, without one a step of the row above; 1 above such
measures, with nothing but its title, heads their group.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from enum import Enum

from itaxl.named_tuple import NamedTuple

_TOTAL = re.compile(r"^(?:รวม|ยอดรวม|สรุป|ทั้งหมด|คิดเป็น|เฉลี่ย|total)", re.IGNORECASE)


def is_total(number: str, title: str, own: Collection[str]) -> bool:
    """Whether a row sums up those above: a measure has a number, or somebody who is responsible."""
    numbered = bool(number) and not _TOTAL.match(number)
    return not numbered and "divisions" not in own and any(map(_TOTAL.match, (number, title)))


class Rank(Enum):
    """What a numbered row is among the others."""

    GROUP = "group"
    MEASURE = "measure"
    STEP = "step"


class Line(NamedTuple):
    """A row: its number by levels (() for none), and the fields that hold something of its own."""

    path: tuple[int, ...]
    own: frozenset[str]


#: What makes a measure of a row with a number of several levels.
_TELLING = frozenset({"divisions", "status"})
#: What a heading may have beside its title.
_OF_A_GROUP = frozenset({"number", "title", "indicator"})


def ranks(lines: Sequence[Line], fields: frozenset[str]) -> dict[int, Rank]:
    """The index of each row whose number decides what it is; `fields` are those of the table's columns."""
    telling = (fields & _TELLING) or (fields - _OF_A_GROUP)
    found = {
        at: Rank.MEASURE if line.own & telling else Rank.STEP
        for at, line in enumerate(lines)
        if len(line.path) > 1
    }
    for at, line in enumerate(lines):
        below = _below(lines, at) if line.path else set()
        parts = [lines[one] for one in below if found[one] is Rank.MEASURE]
        if parts and _heads(line, parts):
            found[at] = Rank.GROUP
            found |= {one: Rank.MEASURE for one in below if len(lines[one].path) == len(line.path) + 1}
    _without_parents(lines, found)
    return found


def _without_parents(lines: Sequence[Line], found: dict[int, Rank]) -> None:
    """Where no row of one level stands, those of two are the measures, whatever they lack."""
    if all(len(line.path) != 1 for line in lines) and Rank.MEASURE in found.values():
        found |= {at: Rank.MEASURE for at, line in enumerate(lines) if len(line.path) == 2}


def _below(lines: Sequence[Line], at: int) -> set[int]:
    """The rows whose numbers begin with that of a row, up to the next of its level."""
    path, found = lines[at].path, set()
    for below in range(at + 1, len(lines)):
        other = lines[below].path
        if other and len(other) <= len(path):
            break
        if other[: len(path)] == path or (len(path) == 1 and len(other) == 2):
            found.add(below)
    return found


def _heads(line: Line, below: Sequence[Line]) -> bool:
    """Whether a row says nothing that a measure must have, but its parts do."""
    if line.own <= _OF_A_GROUP:
        return True
    return "status" not in line.own and any("status" in one.own for one in below)
