"""The same measures in two tables: a plan and its results, two reports of one year, a copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.convert.measures.cells import MeasureDraft
from itaxl.convert.measures.columns import label_of
from itaxl.convert.measures.places import spoken
from itaxl.core import layout
from itaxl.core.compose import measure_row
from itaxl.core.grid import shown
from itaxl.core.layout import Kind
from itaxl.core.meanings.numbers import numbered
from itaxl.core.meanings.periods import Period
from itaxl.core.meanings.vocabulary import plain
from itaxl.core.model import Measure
from itaxl.memo.content.rows import without_ought

_KEYS = tuple(field.key for field in layout.MEASURE_COLUMNS)
_FIELDS = tuple(f.key for f in layout.MEASURE_COLUMNS if f.kind is not Kind.OUTPUT)
#: Titles so alike are one measure's; with the same number a little less will do.
_ALIKE, _ALIKE_NUMBERED = 88, 74
_MOST_COMPARED = 400
#: Titles that differ in a year or a number are of different measures.
_FIGURES = re.compile(r"\d+")


def merged(tables: Sequence[list[MeasureDraft]]) -> list[MeasureDraft]:
    """All measures once, in the order of the first table that has them."""
    together: list[MeasureDraft] = []
    for table in tables:
        pairs = _pairs(together, table)
        if len(pairs) * 2 < min(len(together), len(table)):
            pairs = {}
        for number, one in enumerate(table):
            if number in pairs:
                place, confidence = pairs[number]
                together[place] = _in_turn(together[place], one, confidence)
            else:
                together.append(one)
    return together


def by_round(drafts: Sequence[MeasureDraft]) -> list[list[MeasureDraft]]:
    """The measures of one table, parted where a heading begins another round of the same ones."""
    parts: dict[Period | None, list[MeasureDraft]] = {}
    for one in drafts:
        parts.setdefault(one.period, []).append(one)
    return list(parts.values())


def _in_turn(first: MeasureDraft, second: MeasureDraft, confidence: int) -> MeasureDraft:
    """Of two rounds the later one counts; what differs in the earlier one is told."""
    later = first.period and second.period and _order(second.period) > _order(first.period)
    if not later or not second.measure.status:
        return joined(first, second, confidence)
    one = joined(second, first, confidence)
    one.measure = one.measure._replace(number=first.measure.number)
    one.table, one.place = first.table, first.place
    return one


def _order(period: Period) -> tuple[int, int]:
    return period.year, period.number


def _pairs(first: list[MeasureDraft], second: list[MeasureDraft]) -> dict[int, tuple[int, int]]:
    """index in `second` → (index in `first`, confidence); each index once."""
    if not first or not second:
        return {}
    by_title: dict[str, list[int]] = {}
    for place, one in enumerate(first):
        by_title.setdefault(_title(one), []).append(place)
    pairs: dict[int, tuple[int, int]] = {}
    free = set(range(len(first)))
    rest: list[int] = []
    for number, one in enumerate(second):
        found = (p for p in by_title.get(_title(one), ()) if p in free and _may_pair(first[p], one))
        same = next(found, None)
        if same is None or not one.measure.title:
            rest.append(number)
        else:
            pairs[number] = (same, 100)
            free.discard(same)
    if 0 < len(rest) <= _MOST_COMPARED and 0 < len(free) <= _MOST_COMPARED:
        _pair_alike(first, second, rest, free, pairs)
    return pairs


def _pair_alike(
    first: list[MeasureDraft],
    second: list[MeasureDraft],
    rest: list[int],
    free: set[int],
    pairs: dict[int, tuple[int, int]],
) -> None:
    from rapidfuzz import fuzz, process

    for number in rest:
        one = second[number]
        if not one.measure.title:
            continue
        figures = _FIGURES.findall(_title(one))
        titles = {
            place: _title(first[place])
            for place in sorted(free)
            if _may_pair(first[place], one) and _FIGURES.findall(_title(first[place])) == figures
        }
        best = process.extractOne(_title(one), titles, scorer=fuzz.ratio, score_cutoff=_ALIKE_NUMBERED)
        if best is None:
            continue
        mine = first[best[2]].measure.number
        if best[1] >= _ALIKE or (mine is not None and mine == one.measure.number):
            pairs[number] = (best[2], min(int(best[1]), 99))
            free.discard(best[2])


def _title(one: MeasureDraft) -> str:
    return plain(without_ought(numbered(one.measure.title)[1]))


def _may_pair(one: MeasureDraft, other: MeasureDraft) -> bool:
    """Rows of one table are different measures, and so are those of different divisions."""
    mine, theirs = set(one.measure.divisions), set(other.measure.divisions)
    parted = one.table != other.table or one.period != other.period
    return parted and not (mine and theirs and mine.isdisjoint(theirs))


def joined(first: MeasureDraft, second: MeasureDraft, confidence: int = 100) -> MeasureDraft:
    """One measure of its row in the plan and its row in the results; what differs is told.

    `confidence` in percent that they are one measure.
    """
    swapped = first.reports and not second.reports
    if swapped or (first.measure.status and not second.measure.status):
        plan, result = second, first
    else:
        plan, result = first, second
    results = plan.measure.status is None and (
        result.measure.status is not None or (result.reports and not plan.reports)
    )
    changes: dict[str, Any] = {}
    doubts = [*plan.doubts]
    places = {field: [*found] for field, found in plan.places.items()}

    def take(field: str, target: str = "") -> None:
        places.setdefault(target or field, []).extend(result.places.get(field, ()))

    for field in _FIELDS:
        mine, theirs = _value(plan.measure, field), _value(result.measure, field)
        if not theirs and theirs != 0:
            continue
        if _same(field, mine, theirs):
            take(field)
        elif results and field in ("title", "steps") and mine:
            if not _follows(mine, theirs):
                changes[f"result_{field}"] = theirs
            take(field, f"result_{field}" if f"result_{field}" in changes else field)
        elif not mine:
            changes[field] = theirs
            take(field)
        elif field == "note" and results:
            changes[field] = theirs
            places.pop(field, None)  # the plan's own words stay among what found no place
            take(field)
            doubts.append(_differing(field, plan, result.measure))
        elif field != "number":
            doubts.append(_differing(field, result, plan.measure))
    if "divisions" in changes:
        measure = result.measure
        changes |= {"divisions": measure.divisions, "all_divisions": measure.all_divisions}
    if confidence < 100:
        source, title = spoken(second.place), second.measure.title
        doubts.append(doubt("C824", source, title, field="title", confidence=str(confidence)))
    doubts += result.doubts
    measure = plan.measure._replace(**changes)
    reports, sub = first.reports or second.reports, first.sub or second.sub
    latest = first.latest or second.latest
    period = first.period if first.measure.status else second.period
    return MeasureDraft(measure, first.table, plan.place, doubts, places, reports, sub, latest, period)


def _differing(field: str, other: MeasureDraft, kept: Measure) -> Doubt:
    value, stays = _shown(other.measure, field), _shown(kept, field)
    return doubt("C816", spoken(other.place), value, field=field, label=label_of(field), chosen=stays)


def _value(measure: Measure, field: str) -> Any:
    """What a field says; every division is not named until all tables are read."""
    if field == "divisions" and measure.all_divisions:
        return (layout.ALL_DIVISIONS,)
    return getattr(measure, field)


def _same(field: str, mine: Any, theirs: Any) -> bool:
    if field in ("title", "steps"):
        return _words(mine) == _words(theirs)
    return bool(mine == theirs)


def _follows(mine: str | tuple[str, ...], theirs: str | tuple[str, ...]) -> bool:
    """Whether the memo makes the second text of the first by itself."""
    made = without_ought(mine) if isinstance(mine, str) else tuple(map(without_ought, mine))
    return _words(made) == _words(theirs)


def _words(value: str | tuple[str, ...]) -> str:
    return plain(value if isinstance(value, str) else "".join(value))


def _shown(measure: Measure, field: str) -> str:
    return " ".join(shown(measure_row(measure)[_KEYS.index(field)]).split())[:80]
