"""All measures of a source together: what every one of them has in common, or lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.convert.measures.cells import MeasureDraft
from itaxl.convert.measures.places import AnyPlace, spoken
from itaxl.convert.measures.provenance import Ledger
from itaxl.core import layout
from itaxl.core.meanings.divisions import Divisions
from itaxl.core.meanings.periods import Period
from itaxl.core.model import Measure, Report, Round
from itaxl.core.thai.text import key

_WHOLE = "ทั้งไฟล์"
_HALF = 6


def tell_missing_statuses(drafts: Sequence[MeasureDraft]) -> list[Doubt]:
    """A doubt at each measure without a status; one for the source where no table has a place for it."""
    if drafts and not any(one.reports for one in drafts):
        return [doubt("C829", _WHOLE, field="status")]
    for one in drafts:
        if not one.measure.status and not any(d.field == "status" for d in one.doubts):
            one.doubts.append(doubt("C856", spoken(one.place), one.measure.title, field="status"))
    return []


def note_uses(drafts: Sequence[MeasureDraft], ledger: Ledger) -> None:
    """Tells the ledger which cells became which fields."""
    for index, one in enumerate(drafts):
        for field, places in one.places.items():
            for place in places:
                ledger.use(place, field, index)


def share_follow_up(drafts: Sequence[MeasureDraft], ledger: Ledger) -> tuple[str, list[Doubt]]:
    """The follow-up that the office's sheet keeps for all measures: the one that most of them have.

    '' where some measures have none, unless each table, or each page's copy of it, says it once.
    """
    with_text = [one for one in drafts if one.measure.follow_up]
    if not with_text:
        return "", []
    doubts: list[Doubt] = []
    most, _ = Counter(key(one.measure.follow_up or "") for one in with_text).most_common(1)[0]
    first = next(one for one in with_text if key(one.measure.follow_up or "") == most)
    shared = first.measure.follow_up or ""
    if len(with_text) < len(drafts):
        tables = {one.table for one in drafts}
        same = all(key(one.measure.follow_up or "") == most for one in with_text)
        if len(tables) < 2 or not same or {one.table for one in with_text} != tables:
            return "", []
        doubts.append(doubt("C872", spoken(first.place), shared, field="follow_up"))
    for one in with_text:
        if key(one.measure.follow_up or "") == most:
            one.measure = one.measure._replace(follow_up=None)
            for place in one.places.get("follow_up", ()):
                ledger.use(place, "follow_up")
    return shared, doubts


def with_everyone(
    drafts: Sequence[MeasureDraft], divisions: Divisions
) -> tuple[tuple[Measure, ...], list[Doubt]]:
    """The measures, with the whole list of divisions where every one of them is meant."""
    names = tuple(division.short for division in divisions.office_list())
    measures = tuple(
        one.measure._replace(divisions=names) if one.measure.all_divisions else one.measure for one in drafts
    )
    first = next((one for one in drafts if one.measure.all_divisions), None)
    if first is None:
        return measures, []
    one = doubt("C811", spoken(first.place), layout.ALL_DIVISIONS, field="office.divisions")
    return measures, [one]


def with_round(report: Report, drafts: Sequence[MeasureDraft]) -> tuple[Report, list[Doubt]]:
    """The report with the round whose statuses were taken, where nothing else names one."""
    latest = next((one.latest for one in drafts if one.latest), None)
    period, place = (latest.period, latest.place) if latest else _last_heading(drafts)
    if period is None or place is None or not period.months or report.round:
        return report, []
    chosen = Round.SIX_MONTHS if period.months == _HALF else Round.TWELVE_MONTHS
    return report._replace(round=chosen), [doubt("C818", spoken(place), chosen.value, field="round")]


def _last_heading(drafts: Sequence[MeasureDraft]) -> tuple[Period | None, AnyPlace | None]:
    """The last round that a heading above measures names."""
    rounds = [(one.period, one.place) for one in drafts if one.period and one.period.months]
    return max(rounds, key=lambda found: found[0].months, default=(None, None))


def doubts_of(drafts: Sequence[MeasureDraft]) -> list[Doubt]:
    """The doubts about the measures, each with the index of its measure."""
    return [replace(one, measure=index) for index, measure in enumerate(drafts) for one in measure.doubts]
