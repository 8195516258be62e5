"""A header says what a column should hold; its cells say whether it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

from itaxl.convert.measures.columns import Choice, Column, Head, order, status_name
from itaxl.convert.measures.entries import NOTHING
from itaxl.convert.measures.places import filled
from itaxl.core.grid import Value, shown
from itaxl.core.meanings.due import read_day
from itaxl.core.meanings.headers import USED, Meaning
from itaxl.core.meanings.indicators import indicator_of
from itaxl.core.meanings.sides import Side, side_of
from itaxl.core.meanings.status import Mark, figure_of, read_mark, read_status
from itaxl.core.model import Status

#: Fewer cells than this prove nothing.
_LEAST = 3
_SEEN = 400
_LARGEST_CODE = 5
#: As many of the sentences of a column must tell a status.
_ENOUGH = 0.3

Cells: TypeAlias = Callable[[int], Iterable[Value]]


def checked(choice: Choice, cells: Cells, own: Mapping[str, Status], columns: Iterable[int]) -> Choice:
    """The columns without those whose cells are nothing of what their header promises.

    `cells` gives those of one of the `columns`, below the headers.  A column that may be the status or a note
    (ผลการดำเนินงาน) is the one that its texts are.
    """
    readers: dict[str, Callable[[Value], bool]] = {
        "due": lambda v: read_day(v).day is not None,
        "done_on": lambda v: read_day(v).day is not None,
        "indicator": lambda v: indicator_of(shown(v)) is not None,
        "status": lambda v: read_status(v, own).status is not None or isinstance(v, float),
    }
    busy = {c.head.column for c in choice.used if c.field in ("title", "number", "steps")}
    sides = next((at for at in columns if at not in busy and _tells_sides(cells(at))), None)
    used: list[Column] = []
    unused = [head for head in choice.unused if head.column != sides]
    for column in choice.used:
        if column.head.column == sides:
            continue
        reader, values = readers.get(column.field), cells(column.head.column)
        if column.field == "status":
            figures = _figures(cells(column.head.column))
            head = column.head._replace(
                coded=_is_coded(figures),
                percent=_is_percent(figures),
                shares=any(0 < figure < 1 for figure in figures),
            )
            column = column._replace(head=head)
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
    if "status" not in {column.field for column in used}:
        used = _with_sentences(used, cells, readers["status"])
    used, unused = _with_periods(used, unused, cells, own, two_sided=sides is not None)
    fields = {column.field for column in used}
    if "status" not in fields and (ticked := next((h for h in unused if _is_ticked(h, cells)), None)):
        unused.remove(ticked)
        denied = any(_is_tick(read_mark(value)) for value in cells(ticked.column))
        ticks = ticked._replace(found=Meaning(("status",), USED), mark="done", alone=True, denied=denied)
        used.append(Column("status", ticks))
    used, unused, doubled = _with_unnamed(used, unused, cells, own)
    used.sort(key=lambda column: column.head.column)
    return Choice(tuple(used), tuple(unused), (*choice.doubled, *doubled), sides, _latest(used, cells))


def _with_unnamed(
    used: list[Column], unused: list[Head], cells: Cells, own: Mapping[str, Status]
) -> tuple[list[Column], list[Head], list[Column]]:
    """A column whose header nobody knows but whose cells are statuses: the status, or another one."""
    doubled: list[Column] = []
    for head in [head for head in unused if not (head.by_mapping or head.found.fields or head.mark)]:
        values = [v for v in islice(cells(head.column), _SEEN) if filled(v) and v not in NOTHING]
        words = [v for v in values if isinstance(v, str)]
        sure = [v for v in words if (r := read_status(v, own)).sure and not r.rest and figure_of(v) is None]
        if len(sure) < 2 or len(sure) * 3 < len(values) * 2:
            continue
        unused = [other for other in unused if other is not head]
        column = Column("status", head._replace(found=Meaning(("status",), USED)))
        if any(one.field == "status" for one in used):
            doubled.append(column)
        else:
            used = [*used, column]
    return used, unused, doubled


def _with_sentences(used: list[Column], cells: Cells, reads: Callable[[Value], bool]) -> list[Column]:
    """Where no column has the status, the one whose sentences tell what was done."""
    told = (c for c in used if c.field in ("result", "note") and not c.head.by_mapping and not c.head.period)
    likely = [c for c in told if "status" in c.head.found.fields or c.field == "result"]
    status = next((c for c in likely if _share(cells(c.head.column), reads) >= _ENOUGH), None)
    return [column._replace(field="status") if column is status else column for column in used]


def _tells_sides(values: Iterable[Value]) -> bool:
    """Whether the cells of a column say of each row whether it is the plan's or the result's."""
    texts = [shown(value) for value in islice(values, _SEEN) if filled(value)]
    sides = {side_of(text) for text in texts}
    return len(texts) >= 2 and {Side.PLAN, Side.RESULT} <= sides <= set(Side)


def _with_periods(
    used: list[Column], unused: list[Head], cells: Cells, own: Mapping[str, Status], *, two_sided: bool
) -> tuple[list[Column], list[Head]]:
    """Columns headed by bare months, quarters or rounds, as what their cells tell."""
    bare = [head for head in unused if head.bare and not head.by_mapping]
    groups = {head.over: [h for h in bare if h.over == head.over] for head in bare}
    for over, heads in groups.items():
        values = [v for h in heads for v in islice(cells(h.column), _SEEN) if filled(v) and v not in NOTHING]
        percent = _is_percent(_figures(values))
        field, counted = _told_by(values, over, own, two_sided=two_sided)
        if field and field not in {column.field for column in used if not column.head.period}:
            found = Meaning((field,), 100)
            used += (Column(field, h._replace(found=found, counted=counted, percent=percent)) for h in heads)
            unused = [head for head in unused if head not in heads]
    return used, unused


def _told_by(
    values: Sequence[Value], over: tuple[str, ...], own: Mapping[str, Status], *, two_sided: bool
) -> tuple[str, bool]:
    """(the field that cells below periods are of, whether they count how far a measure went)."""
    if not values:
        return "", False
    if _most(values, lambda v: _is_figure(v, own)):
        return ("due", False) if "due" in over and not two_sided else ("status", True)
    if _most(values, lambda v: read_mark(v).marked):
        return "status" if "status" in over else "due", False
    if _most(values, lambda v: read_status(v, own).status is not None):
        return "status", False
    return "note", False


def _is_figure(value: Value, own: Mapping[str, Status]) -> bool:
    """Whether a cell tells a share: 0.5, 60, '100 %'."""
    number = figure_of(value)
    if isinstance(value, str) and number is None:
        return "%" in value or "ร้อยละ" in value
    return number is not None and not isinstance(value, bool)


def _most(values: Sequence[Value], holds: Callable[[Value], bool]) -> bool:
    return sum(map(holds, values)) * 2 > len(values)


def _latest(used: Iterable[Column], cells: Cells) -> Head | None:
    """The last period with a status of any measure."""
    heads = [column.head for column in used if column.field == "status" and column.head.period]
    told = [h for h in heads if any(filled(v) and read_mark(v).chosen for v in cells(h.column))]
    return max(told, key=order, default=None)


def _is_ticked(head: Head, cells: Cells) -> bool:
    """Whether a column เสร็จแล้ว stands alone, with a tick or none in its cells."""
    if head.by_mapping or status_name(head.texts[-1]) != "done":
        return False
    found = [read_mark(value) for value in cells(head.column) if filled(value)]
    return bool(found) and all(mark.marked for mark in found)


def _is_tick(mark: Mark) -> bool:
    return mark.chosen and mark.marked and not mark.cross


def _figures(values: Iterable[Value]) -> list[float]:
    return [number for value in values if (number := figure_of(value)) is not None]


def _is_coded(figures: Sequence[float]) -> bool:
    """Whether small figures beyond 1 stand in a column: numbers of an office's own list of statuses."""
    codes = [number for number in figures if 1 < number <= _LARGEST_CODE and number.is_integer()]
    return bool(codes) and max(figures) <= _LARGEST_CODE


def _is_percent(figures: Sequence[float]) -> bool:
    """Whether figures are of a hundred, and none is a share of one."""
    return max(figures, default=0) > _LARGEST_CODE


def _share(cells: Iterable[Value], reads: Callable[[Value], bool]) -> float:
    """The share of filled cells that can be read; 1 where there are too few to tell."""
    values = [value for value in islice(cells, _SEEN) if filled(value) and value not in NOTHING]
    if len(values) < _LEAST:
        return 1.0
    return sum(map(reads, values)) / len(values)
