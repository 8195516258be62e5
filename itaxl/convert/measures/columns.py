"""Which field each column holds, by the words above it, decided for the whole table together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from itaxl.convert.measures.places import AnyPlace
from itaxl.core import layout
from itaxl.core.divisions import NATIONAL, read_divisions
from itaxl.core.meanings.headers import NOTHING, USED, Meaning, exact, meaning
from itaxl.core.meanings.periods import Period, period_in
from itaxl.core.meanings.sides import Side
from itaxl.core.meanings.status import BY_NAME, misspelt_status_word, status_word
from itaxl.core.meanings.vocabulary import YES_NO, plain
from itaxl.named_tuple import NamedTuple

#: Fields that several columns may share: their texts are joined.
JOINED = frozenset(
    {"steps", "divisions", "evidence", "note", "follow_up", "result_steps", "result", "problems"}
)
#: A second column for one of these is read, too: what differs is told where it stands.
OTHER = {"status": "other_status", "due": "other_due", "done_on": "other_done_on"}
_LONGEST_DIVISION = 40


class Head(NamedTuple):
    """A header cell, or two above one another: its texts from the top, and what they mean.

    `mark` is set for a column of marks: the status's name below สถานะ, a division's below ผู้รับผิดชอบ.
    `by_mapping`: a person said so.  `stacked` on another text in its own column.  `coded`: 1, 2, 3 stand
    for statuses.  `alone`: a column of ticks without one for the other statuses, in which a cross means no
    where `denied`.  `period` is the month, quarter or round that it tells of, `until` the last day of that,
    `over` the fields that the heading above a bare period may mean; `counted`: figures say how far it went,
    `percent`: of a hundred, since one of them is beyond 1; `shares`: of one, since one is below it.
    """

    column: int
    place: AnyPlace
    texts: tuple[str, ...]
    found: Meaning
    mark: str = ""
    by_mapping: bool = False
    stacked: bool = False
    coded: bool = False
    alone: bool = False
    denied: bool = False
    period: Period | None = None
    until: dt.date | None = None
    over: tuple[str, ...] = ()
    counted: bool = False
    percent: bool = False
    shares: bool = False

    @property
    def known(self) -> bool:
        """Whether its words were understood: a field, a period, or a column without a place."""
        return self.found.confidence >= USED or self.period is not None

    @property
    def bare(self) -> bool:
        """Whether it names a period and nothing else."""
        return self.period is not None and not self.found.usable and _is_bare(self.texts[-1])

    @property
    def text(self) -> str:
        return " / ".join(" ".join(t.split()) for t in self.texts)


class Column(NamedTuple):
    """A column in use: `field` of `layout.MEASURE_COLUMNS`."""

    field: str
    head: Head

    def on(self, side: Side) -> Column:
        """The column in a row of the plan or of results: the plan's figures below a period say until when."""
        plan = side is Side.PLAN and self.field == "status" and self.head.period
        return self._replace(field="due") if plan else self


class Choice(NamedTuple):
    """The columns in use, those without a field, and those whose field another column has.

    `sides`: the column whose cells tell rows of the plan from rows of results, None for none.
    `latest`: the last period that any measure has a status of.
    """

    used: tuple[Column, ...]
    unused: tuple[Head, ...]
    doubled: tuple[Column, ...]
    sides: int | None = None
    latest: Head | None = None

    @property
    def read(self) -> tuple[Column, ...]:
        """The columns whose cells are looked at: those in use, and others that may contradict them."""
        others = (c._replace(field=OTHER[c.field]) for c in self.doubled if c.field in OTHER)
        return (*self.used, *others)

    @property
    def heads(self) -> tuple[Head, ...]:
        """Every header, used or not."""
        return (*self.unused, *(column.head for column in (*self.used, *self.doubled)))

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.used)


def named(
    column: int,
    place: AnyPlace,
    texts: tuple[str, ...],
    groups: tuple[str, ...] = (),
    mapping: Mapping[str, str] | None = None,
) -> Head:
    """The header of a column: its texts from the top, `groups` the headings over several columns.

    `mapping` are a person's own meanings, as in `Mapping.columns`.
    """
    above = (*groups, *texts)
    shown = above if len(texts) < 2 else texts
    for words in (above, texts, texts[-1:]):
        known = mapping.get(plain(" / ".join(words))) if mapping else None
        if known is not None:
            field, _, mark = known.partition(".")
            return Head(column, place, shown, Meaning((field,) if field else (), 100), mark, True)
    period, bare = period_in(texts[-1])
    if period and not bare:
        over = max((meaning(text) for text in above[:-1]), key=lambda m: m.usable, default=NOTHING)
        fields = over.fields if over.usable else ()
        return Head(column, place, shown, NOTHING, period=period, over=fields, stacked=len(texts) > 1)
    words = tuple(text for text in above if not _is_bare(text)) or texts
    found = _meaning(bare if period and exact(bare).confidence else texts[-1], words)
    if period is None:
        period = next((p for text in reversed(above[:-1]) if (p := period_in(text)[0])), None)
    return Head(column, place, shown, found, stacked=len(texts) > 1, period=period)


def _is_bare(text: str) -> bool:
    """Whether a heading is nothing but a period."""
    period, rest = period_in(text)
    return period is not None and not rest


def _meaning(text: str, above: tuple[str, ...]) -> Meaning:
    """What a header's own text means, else together with the headings above it."""
    look = meaning if status_word(text) is None else exact
    found = look(text)
    if found.confidence < USED and len(above) > 1:
        found = max(found, look(" ".join(above)), look(above[0]), key=lambda m: (m.usable, m.confidence))
    return found


def with_marks(found: Sequence[Head]) -> list[Head]:
    """Columns headed by statuses, or by divisions, next to one another hold marks."""
    free = [head for head in found if not head.by_mapping]
    marks: dict[int, tuple[Meaning, str]] = {}
    for field, name_of in (("status", status_name), ("divisions", _division_name)):
        names = {head.column: name for head in free if (name := name_of(head.texts[-1]))}
        # below headers of their own such words are the first row of data
        stacked = sum(head.stacked for head in free if head.column in names)
        if len(set(names.values())) >= 2 and stacked <= 1:
            marks |= {head.column: (NOTHING, "") for head in free if _is_of_group(head, field)}
            marks |= {at: (Meaning((field,), 100), name) for at, name in names.items()}
            if field == "status":
                marks |= _less_sure(free, names)
    return [
        head._replace(found=marks[head.column][0], mark=marks[head.column][1])
        if head.column in marks
        else head
        for head in found
    ]


def _is_of_group(head: Head, field: str) -> bool:
    """Whether a header means a field by the heading over its group alone."""
    return head.found.fields[:1] == (field,) and not meaning(head.texts[-1]).usable


def _less_sure(free: Sequence[Head], names: Mapping[int, str]) -> Iterator[tuple[int, tuple[Meaning, str]]]:
    """Of the columns of statuses: yes and no, and a third one whose name is misspelt."""
    for head in free:
        text = head.texts[-1]
        if head.column in names and plain(text) in YES_NO:
            yield head.column, (Meaning(("status",), 85), names[head.column])
        elif head.column not in names and not head.found.usable and (status := misspelt_status_word(text)):
            name = next(name for name, known in BY_NAME.items() if known is status)
            if name not in names.values():
                yield head.column, (Meaning(("status",), 85), name)


def status_name(text: str) -> str:
    """The key of `BY_NAME` that a heading of a column of marks means; '' for none."""
    if plain(text) in YES_NO:
        return YES_NO[plain(text)]
    status = status_word(text)
    return next((name for name, known in BY_NAME.items() if known is status), "")


def _division_name(text: str) -> str:
    if len(text) > _LONGEST_DIVISION:
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
        taken = {c.field for c in used if not (head.mark and c.head.mark) and not _differ(head, c.head)}
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


def _differ(one: Head, other: Head) -> bool:
    """Whether two columns tell of two periods: then both may tell of one field."""
    return one.period is not None and other.period is not None and one.period != other.period


def order(head: Head) -> tuple[int, int, int]:
    """For columns of periods: the later one is greater."""
    period = head.period
    if period is None or period.unit == "month":
        return 0, 0, head.column
    return period.year, period.number, head.column


def is_table(choice: Choice) -> bool:
    """Whether the columns are those of measures: a title or steps, and something else that is told of them.

    Where the title may as well be no column of ours (รายการ, ข้อเสนอแนะ), a note is not enough.
    """
    fields = choice.fields - {"number"}
    named = {column.field for column in choice.used if not {"", "issue"} & {*column.head.found.fields}}
    if not named & {"title", "steps"}:
        fields -= {"note"}
    return bool(fields & {"title", "steps"}) and len(fields) >= 2


def label_of(field: str) -> str:
    return layout.field(layout.MEASURE_COLUMNS, field).label
