"""The columns of one header: which field each holds, decided together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from itaxl.convert.table.headers import USED, Meaning, exact, meaning
from itaxl.convert.table.mapping import Mapping
from itaxl.convert.words.status import BY_NAME, status_word
from itaxl.convert.words.vocabulary import plain
from itaxl.core.divisions import NATIONAL, read_divisions
from itaxl.core.grid import Grid, Place, Value

#: Fields that several columns may share: their texts are joined.
JOINED = frozenset({"steps", "divisions", "evidence", "note", "follow_up", "result_steps"})


#: Above columns of marks these may mean something else than a status, so they are told.
_YES_NO = {
    **dict.fromkeys(("มี", "ใช่", "ดำเนินการ", "ทำ", "yes"), "done"),
    **dict.fromkeys(("ไม่มี", "ไม่ใช่", "no"), "not_started"),
}


class Head(NamedTuple):
    """A header cell, or two above one another: its texts from the top, and what they mean.

    `mark` is set for a column of marks: the status's name below สถานะ, a division's below ผู้รับผิดชอบ.
    `told` by a mapping; `stacked` on another text in its own column; `coded`: 1, 2, 3 stand for statuses.
    """

    column: int
    place: Place
    texts: tuple[str, ...]
    found: Meaning
    mark: str = ""
    told: bool = False
    stacked: bool = False
    coded: bool = False

    @property
    def text(self) -> str:
        return " / ".join(" ".join(t.split()) for t in self.texts)


class Column(NamedTuple):
    """A column in use: `field` of `layout.MEASURE_COLUMNS`."""

    field: str
    head: Head


class Choice(NamedTuple):
    """The columns in use, those without a field, and those whose field another column has."""

    used: tuple[Column, ...]
    unused: tuple[Head, ...]
    doubled: tuple[Column, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.used)


def heads(grid: Grid, first: int, last: int, mapping: Mapping, *, fuzzy: bool = True) -> list[Head]:
    """The header cells of rows `first` to `last`, column by column."""
    stacks: dict[int, list[tuple[int, str]]] = {}
    for row in range(first, last + 1):
        for column, value in enumerate(grid.rows[row - 1], 1):
            if isinstance(value, str) and value.strip():
                stacks.setdefault(column, []).append((row, value))
    found = [
        _head(grid, first, column, stack, mapping, fuzzy=fuzzy) for column, stack in sorted(stacks.items())
    ]
    return _with_marks(found)


def _head(
    grid: Grid, first: int, column: int, stack: Sequence[tuple[int, str]], mapping: Mapping, *, fuzzy: bool
) -> Head:
    texts = tuple(dict.fromkeys(text for _, text in stack))
    place = Place(grid.sheet, stack[-1][0], column)
    above = texts
    if stack[0][0] > first and (parent := _parent(grid, first, column)):
        above = (parent, *texts)
    for name in (above, texts, texts[-1:]):
        told = mapping.columns.get(plain(" / ".join(name)))
        if told is not None:
            field, _, mark = told.partition(".")
            shown = above if len(texts) < 2 else texts
            return Head(column, place, shown, Meaning((field,) if field else (), 100), mark, True)
    look = meaning if fuzzy and status_word(texts[-1]) is None else exact
    found = look(texts[-1])
    if found.confidence < USED and len(above) > 1:
        found = max(found, look(" ".join(above)), look(above[0]), key=lambda m: (m.usable, m.confidence))
    return Head(column, place, above if len(texts) < 2 else texts, found, stacked=len(texts) > 1)


def _parent(grid: Grid, row: int, column: int) -> str:
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


def _with_marks(found: list[Head]) -> list[Head]:
    """Columns headed by statuses, or by divisions, next to one another hold marks."""
    status = {h.column: name for h in found if not h.told and (name := _status_name(h.texts[-1]))}
    division = {h.column: name for h in found if not h.told and (name := _division_name(h.texts[-1]))}
    marks: dict[int, tuple[str, str]] = {}
    for field, names in (("status", status), ("divisions", division)):
        # below headers of their own such words are the first row of data
        stacked = sum(head.stacked for head in found if head.column in names)
        if len(set(names.values())) >= 2 and stacked <= 1:
            marks |= {column: (field, name) for column, name in names.items()}
    return [
        head._replace(found=_mark_meaning(head, marks[head.column][0]), mark=marks[head.column][1])
        if head.column in marks
        else head
        for head in found
    ]


def _mark_meaning(head: Head, field: str) -> Meaning:
    return Meaning((field,), 85 if plain(head.texts[-1]) in _YES_NO else 100)


def _status_name(text: str) -> str:
    if plain(text) in _YES_NO:
        return _YES_NO[plain(text)]
    status = status_word(text)
    return next((name for name, s in BY_NAME.items() if s is status), "")


def _division_name(text: str) -> str:
    if len(text) > 40:
        return ""
    reading = read_divisions(text, NATIONAL)
    return reading.names[0] if len(reading.names) == 1 and not reading.unknown else ""


def choose(found: Iterable[Head]) -> Choice:
    """One field for each column: the surest first, then those with several possible fields."""
    order = sorted(found, key=lambda h: (len(h.found.fields) > 1, -h.found.confidence, h.column))
    used: list[Column] = []
    unused: list[Head] = []
    doubled: list[Column] = []
    for head in order:
        if not head.found.usable:
            unused.append(head)
            continue
        taken = {c.field for c in used if not (head.mark and c.head.mark)}
        free = [field for field in head.found.fields if field not in taken]
        if free and not free[0]:
            unused.append(head)
        elif free:
            used.append(Column(free[0], head))
        elif shared := [f for f in head.found.fields if f in JOINED and not head.mark]:
            used.append(Column(shared[0], head))
        else:
            doubled.append(Column(head.found.fields[0], head))
    by_column = sorted(used, key=lambda c: c.head.column)
    return Choice(tuple(by_column), tuple(unused), tuple(doubled))


def is_known(value: Value, mapping: Mapping) -> bool:
    """Whether a cell's text is a header by its very words."""
    if not isinstance(value, str) or len(value) > 120:
        return False
    return bool(exact(value).confidence) or plain(value) in mapping.columns
