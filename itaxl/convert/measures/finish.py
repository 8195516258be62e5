"""All measures of a source together: what every one of them has in common, or lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.convert.measures.cells import Drafted
from itaxl.convert.measures.places import spoken
from itaxl.convert.measures.provenance import Ledger
from itaxl.convert.words.divisions import Divisions
from itaxl.core import layout
from itaxl.core.model import Measure
from itaxl.core.thai import key

_WHOLE = "ทั้งไฟล์"


def tell_missing_statuses(drafted: Sequence[Drafted]) -> list[Doubt]:
    """A doubt at each measure without a status; one for the source where no table has a place for it."""
    if drafted and not any(one.reports for one in drafted):
        return [doubt("C829", _WHOLE, field="status")]
    for one in drafted:
        if not one.measure.status and not any(d.field == "status" for d in one.doubts):
            one.doubts.append(doubt("C856", spoken(one.place), one.measure.title, field="status"))
    return []


def note_uses(drafted: Sequence[Drafted], ledger: Ledger) -> None:
    """Tells the ledger which cells became which fields."""
    for index, one in enumerate(drafted):
        for field, places in one.places.items():
            for place in places:
                ledger.use(place, field, index)


def share_follow_up(drafted: Sequence[Drafted], ledger: Ledger) -> tuple[str, list[Doubt]]:
    """The follow-up that the office's sheet keeps for all measures: the one that most of them have.

    '' where some measures have none, unless each table, or each page's copy of it, says it once.
    """
    told = [one for one in drafted if one.measure.follow_up]
    if not told:
        return "", []
    doubts: list[Doubt] = []
    most, _ = Counter(key(one.measure.follow_up or "") for one in told).most_common(1)[0]
    first = next(one for one in told if key(one.measure.follow_up or "") == most)
    shared = first.measure.follow_up or ""
    if len(told) < len(drafted):
        tables = {one.table for one in drafted}
        same = all(key(one.measure.follow_up or "") == most for one in told)
        if len(tables) < 2 or not same or {one.table for one in told} != tables:
            return "", []
        doubts.append(doubt("C872", spoken(first.place), shared, field="follow_up"))
    for one in told:
        if key(one.measure.follow_up or "") == most:
            one.measure = replace(one.measure, follow_up=None)
            for place in one.places.get("follow_up", ()):
                ledger.use(place, "follow_up")
    return shared, doubts


def with_everyone(
    drafted: Sequence[Drafted], divisions: Divisions
) -> tuple[tuple[Measure, ...], list[Doubt]]:
    """The measures, with the whole list of divisions where every one of them is meant."""
    names = tuple(division.short for division in divisions.office_list())
    measures = tuple(
        replace(one.measure, divisions=names) if one.measure.all_divisions else one.measure for one in drafted
    )
    first = next((one for one in drafted if one.measure.all_divisions), None)
    if first is None:
        return measures, []
    told = doubt("C811", spoken(first.place), layout.ALL_DIVISIONS, field="office.divisions")
    return measures, [told]


def told_of(drafted: Sequence[Drafted]) -> list[Doubt]:
    """The doubts about the measures, each with the index of its measure."""
    return [replace(one, measure=index) for index, measure in enumerate(drafted) for one in measure.doubts]
