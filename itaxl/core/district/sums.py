"""Sums over the offices that the figures of a district have."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from itaxl.core.district.desk import Desk
from itaxl.core.district.line import OfficeLine, OpenMeasure
from itaxl.core.indicators import INDICATORS
from itaxl.core.model import Tally
from itaxl.core.rules import BY_CODE, Rule
from itaxl.core.thai.text import key
from itaxl.core.years import FiscalYear, round2, scale_of
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    from itaxl.core.evidence.catalogue import LinkRule

TOTAL = "รวมทุกหน่วยงาน"
OTHER_LEVEL = "ไม่ระบุหรืออื่น ๆ"


class DivisionSum(NamedTuple):
    """One division across the district: `offices` have it, `tally` adds them up."""

    offices: int
    tally: Tally


class Late(NamedTuple):
    """An overdue measure and whose it is; `days` past its due date on the office's own reference day."""

    office: str
    measure: OpenMeasure
    days: int


class Mending(NamedTuple):
    """One kind of finding across the district, and the offices that have it."""

    rule: Rule | LinkRule
    findings: int
    offices: tuple[str, ...]


class Sums(NamedTuple):
    """`mean_score` has two decimals, and is None where no office has a score.

    Score, levels and measures are of the offices that the figures of the year have (`read`).
    """

    offices: int
    read: int
    with_memo: int
    mean_score: Decimal | None
    total: Tally
    levels: tuple[tuple[str, int], ...]


def sums(desk: Desk) -> Sums:
    """The figures of the first sheet."""
    lines = list(desk.lines)
    dated = [line for line in lines if line.fiscal_year == desk.terms.year]
    scores = [line.score for line in dated if line.score is not None]
    return Sums(
        offices=len(desk.offices),
        read=len(lines),
        with_memo=sum(bool(line.memo) for line in lines),
        mean_score=round2(sum(scores, Decimal(0)) / len(scores)) if scores else None,
        total=_added(TOTAL, (line.rollup.total for line in lines if line.rollup)),
        levels=_levels([line.level for line in dated], desk.terms.year),
    )


def by_division(lines: Iterable[OfficeLine]) -> tuple[DivisionSum, ...]:
    """Divisions of one name are one, however they are spaced; those with the most measures first."""
    found: dict[str, list[Tally]] = {}
    for line in lines:
        for tally in line.rollup.divisions if line.rollup else ():
            found.setdefault(key(tally.division), []).append(tally)
    added = [DivisionSum(len(tallies), _added(tallies[0].division, tallies)) for tallies in found.values()]
    return tuple(sorted(added, key=lambda row: -row.tally.measures))


class IndicatorSum(NamedTuple):
    """One of the ten indicators across the district."""

    number: int
    offices: int
    tally: Tally


def by_indicator(lines: Iterable[OfficeLine]) -> tuple[IndicatorSum, ...]:
    """Those that have a measure, in their order; a measure counts for its one indicator."""
    found: dict[int, list[Tally]] = {}
    for line in lines:
        for tally in line.indicators:
            if tally.division.isdecimal() and int(tally.division) in INDICATORS:
                found.setdefault(int(tally.division), []).append(tally)
    return tuple(
        IndicatorSum(number, len(found[number]), _added(INDICATORS[number].name, found[number]))
        for number in sorted(found)
    )


class Due(NamedTuple):
    """A measure that is not done, whose it is, and the days left (negative: past) on the district's day."""

    office: str
    measure: OpenMeasure
    left: int


def open_measures(lines: Iterable[OfficeLine], today: dt.date) -> Iterator[Due]:
    """All that is still to be done."""
    for line in lines:
        office = line.office or line.file
        for measure in (*line.overdue, *line.ahead):
            yield Due(office, measure, (measure.due - today).days)


def soonest(due: Iterable[Due], most: int) -> list[Due]:
    """The first so many, in order: a country has a hundred times as many."""
    return heapq.nsmallest(most, due, key=lambda one: (one.left, one.office, one.measure.number or 0))


def late_measures(lines: Iterable[OfficeLine]) -> tuple[Late, ...]:
    """The longest overdue first."""
    late = [
        Late(line.office or line.file, measure, _days(line.rollup.as_of, measure.due))
        for line in lines
        if line.rollup
        for measure in line.overdue
    ]
    return tuple(sorted(late, key=lambda row: -row.days))


def to_mend(lines: Iterable[OfficeLine]) -> tuple[Mending, ...]:
    """Errors before warnings, then by the number of offices that have them."""
    findings: Counter[str] = Counter()
    offices: dict[str, list[str]] = {}
    for line in lines:
        for code, count in line.codes:
            findings[code] += count
            offices.setdefault(code, []).append(line.office or line.file)
    rows = [Mending(rule_of(code), findings[code], tuple(offices[code])) for code in findings]
    return tuple(
        sorted(rows, key=lambda r: (r.rule.severity.value, -len(r.offices), -r.findings, r.rule.code))
    )


def rule_of(code: str) -> Rule | LinkRule:
    """The rule of a finding in a line: of the tracker, or of its links."""
    if code in BY_CODE:
        return BY_CODE[code]
    from itaxl.core.evidence.catalogue import LINK_RULES  # where links were asked

    return next(rule for rule in LINK_RULES if rule.code == code)


def _days(as_of: dt.date, due: dt.date) -> int:
    return (as_of - due).days


def _added(name: str, tallies: Iterable[Tally]) -> Tally:
    columns = [(t.measures, t.not_started, t.in_progress, t.done, t.overdue) for t in tallies]
    return Tally(name, *map(sum, zip(*columns, strict=True))) if columns else Tally(name)


def _levels(levels: Sequence[str], year: int) -> tuple[tuple[str, int], ...]:
    """Best first, with every rung of the year's scale, so that one that nobody reached shows too."""
    counts = Counter(map(key, levels))
    scale = scale_of(FiscalYear(year))
    rows = [(name, counts[key(name)]) for name in (scale.names if scale else ())]
    others = len(levels) - sum(count for _, count in rows)
    return (*rows, (OTHER_LEVEL, others)) if others else tuple(rows)
