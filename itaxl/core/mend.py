"""Mending: the suggestions of an assessment written into the cells, to the end, and the way back.

Decided here for every door; nothing here knows how a cell is written.  A cell is mended or told about, never
both: a formula, a cell of a merged area and a value that is none of the three kinds stay as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from itaxl.core.areas import within
from itaxl.core.assess import judge
from itaxl.core.grid import Grid, Place, Value
from itaxl.core.layout import Kind
from itaxl.core.model import Assessment
from itaxl.core.parse import parse
from itaxl.core.reading import Reading
from itaxl.core.results.kept import Kept
from itaxl.named_tuple import NamedTuple

FORMULA = "เป็นสูตร"
PROTECTED = "แผ่นงานถูกป้องกันไว้"
MERGED = "เป็นเซลล์ที่ผสานไว้"
OTHER_VALUE = "มีค่าที่ไม่ใช่ข้อความ ตัวเลข หรือวันที่"
UNSETTLED = "แก้แล้วยังมีข้อเสนอใหม่ไม่สิ้นสุด"
CHANGED = "ค่าเปลี่ยนไปจากที่แก้ไขไว้"
GONE = "ไม่พบแผ่นงานนี้แล้ว"
#: One mending may uncover another; what takes longer goes round in circles.
_ROUNDS = 12

#: Tells of cells which the workbook would not have written, and why (Thai).
Refuse = Callable[[Collection[Place]], Mapping[Place, str]]


class Mend(NamedTuple):
    """A cell to be written.  `kind` is that of its field, None for a cell of no field; None empties it."""

    place: Place
    before: Value
    after: Value
    kind: Kind | None = None


class Change(NamedTuple):
    """Cells to be written, with the assessment of the workbook as it will be.

    `refused` says of cells with a suggestion why they stay; `kept` is the whole table of what stood in
    mended cells, as it is to be afterwards; None: nothing of it changes.
    """

    reading: Reading
    assessment: Assessment
    mends: tuple[Mend, ...]
    refused: tuple[tuple[Place, str], ...]
    kept: tuple[Kept, ...] | None


def mending(
    reading: Reading, assessment: Assessment, today: dt.date, kept: Sequence[Kept], when: str, refuse: Refuse
) -> Change:
    """Every suggestion of the assessment, and those that come to light by it, until there is none.

    `reading` and `today` are what `assessment` was made of; `kept` is the table as it stands.
    """
    values: dict[Place, list[Value]] = {}
    told: dict[Place, str] = {}
    asked: set[Place] = set()
    first = grids = reading.grids
    for _ in range(_ROUNDS):
        wanted = {p: v for p, v in _suggested(assessment).items() if p not in told}
        fresh = [place for place in wanted if place not in asked]
        asked.update(fresh)
        told |= {**refuse(fresh), **_unfit(first, fresh)} if fresh else {}
        for place in wanted.keys() - told.keys():
            history = values.setdefault(place, [_at(first, place)])
            if wanted[place] in history:
                told[place] = UNSETTLED
                del values[place]
            else:
                history.append(wanted[place])
        changed = written(first, {place: history[-1] for place, history in values.items()})
        if changed == grids:
            break
        grids = changed
        reading = parse(grids)
        assessment = judge(reading, today)
    told |= {place: UNSETTLED for place in _suggested(assessment) if place not in told}
    kinds = _kinds(reading)
    mends = tuple(
        Mend(place, values[place][0], values[place][-1], kinds.get(place))
        for place in _ordered(first, values)
    )
    new = (Kept(when, mend.place, mend.before, mend.after) for mend in mends)
    refused = tuple((place, told[place]) for place in _ordered(first, told))
    return Change(reading, assessment, mends, refused, (*kept, *new))


def putting_back(reading: Reading, today: dt.date, kept: Sequence[Kept], refuse: Refuse) -> Change:
    """The former values into the cells that still hold what was written over them, the latest first.

    A line whose cell holds something else by now stays in the table, and is told about.
    """
    first = reading.grids
    named = {grid.sheet for grid in first}
    refused = {**refuse({k.place for k in kept if k.place.sheet in named})}
    refused |= _unfit(first, {k.place for k in kept} - refused.keys())
    now: dict[Place, Value] = {}
    left: list[Kept] = []
    for line in reversed(kept):
        stands = now[line.place] if line.place in now else _at(first, line.place)
        if line.place not in refused and _same(stands, line.after):
            now[line.place] = line.before
        else:
            left.insert(0, line)
            reason = CHANGED if line.place.sheet in named else GONE
            refused.setdefault(line.place, reason)
    kinds = _kinds(reading)
    mends = tuple(
        Mend(place, _at(first, place), now[place], kinds.get(place)) for place in _ordered(first, now)
    )
    if mends:
        reading = parse(written(first, now))
    told = tuple((place, refused[place]) for place in _ordered(first, refused) if place not in now)
    return Change(reading, judge(reading, today), mends, told, tuple(left))


def written(grids: Iterable[Grid], values: Mapping[Place, Value]) -> tuple[Grid, ...]:
    """The grids with other values in some of their cells."""
    by_sheet: dict[str, dict[int, dict[int, Value]]] = {}
    for place, value in values.items():
        by_sheet.setdefault(place.sheet, {}).setdefault(place.row, {})[place.column] = value
    return tuple(_with(grid, by_sheet[grid.sheet]) if grid.sheet in by_sheet else grid for grid in grids)


def _with(grid: Grid, changed: Mapping[int, Mapping[int, Value]]) -> Grid:
    rows = [*grid.rows, *[()] * (max(changed) - len(grid.rows))]
    for number, cells in changed.items():
        row = [*rows[number - 1], *[None] * (max(cells) - len(rows[number - 1]))]
        for column, value in cells.items():
            row[column - 1] = value
        rows[number - 1] = tuple(row)
    return grid._replace(rows=tuple(rows))


def _suggested(assessment: Assessment) -> dict[Place, Value]:
    """What each cell is to hold: of several suggestions for one cell the first error's, else the first."""
    found: dict[Place, Value] = {}
    for finding in assessment.findings:
        if finding.suggestion is not None:
            found.setdefault(finding.place, None if finding.suggestion == "" else finding.suggestion)
    return found


def _unfit(grids: Sequence[Grid], places: Collection[Place]) -> dict[Place, str]:
    """Cells that no writer could change and put back, whatever the program."""
    by_sheet = {grid.sheet: grid for grid in grids}
    unfit: dict[Place, str] = {}
    for place in places:
        if (grid := by_sheet.get(place.sheet)) is None:
            continue
        stands = grid.at(place.row, place.column)
        if any(within(area, (place.row, place.column)) for area in grid.merged):
            unfit[place] = MERGED
        elif stands is not None and (
            isinstance(stands, bool) or not isinstance(stands, (str, float, dt.date))
        ):
            unfit[place] = OTHER_VALUE
    return unfit


def _ordered(grids: Sequence[Grid], places: Iterable[Place]) -> list[Place]:
    """By sheet as the workbook has them, then by row and column."""
    order = {grid.sheet: n for n, grid in enumerate(grids)}
    return sorted(places, key=lambda place: (order.get(place.sheet, -1), place.row, place.column))


def _at(grids: Iterable[Grid], place: Place) -> Value:
    return next((grid.at(place.row, place.column) for grid in grids if grid.sheet == place.sheet), None)


def _same(one: Value, other: Value) -> bool:
    """Whether two cells hold the same; programs change the ends of lines when they save."""
    return type(one) is type(other) and _steady(one) == _steady(other)


def _steady(value: Value) -> Value:
    return "\n".join(value.splitlines()) if isinstance(value, str) else value


def _kinds(reading: Reading) -> dict[Place, Kind]:
    rows = [row.cells for row in reading.rows]
    rows += [row.cells for row in reading.signers]
    rows += [row.cells for row in reading.divisions]
    return {cell.place: cell.field.kind for cells in (reading.cells, *rows) for cell in cells.values()}
