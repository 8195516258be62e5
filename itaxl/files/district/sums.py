"""Sums over the offices of a district."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from itaxl.core.model import Tally
from itaxl.core.rules import BY_CODE, Rule
from itaxl.core.thai.text import key
from itaxl.core.years import SCALES, round2
from itaxl.files.district.line import OfficeLine, OverdueMeasure

TOTAL = "รวมทุกหน่วยงาน"
OTHER_LEVEL = "ไม่ระบุหรืออื่น ๆ"


class DivisionSum(NamedTuple):
    """One division across the district: `offices` have it, `tally` adds them up."""

    offices: int
    tally: Tally


class Late(NamedTuple):
    """An overdue measure and whose it is; `days` past its due date on the office's own reference day."""

    office: str
    measure: OverdueMeasure
    days: int


class Mending(NamedTuple):
    """One kind of finding across the district."""

    rule: Rule
    findings: int
    offices: int


class Sums(NamedTuple):
    """`mean_score` has two decimals, and is None where no office has a score."""

    offices: int
    unread: int
    with_memo: int
    with_errors: int
    mean_score: Decimal | None
    total: Tally
    levels: tuple[tuple[str, int], ...]


def sums(lines: Sequence[OfficeLine]) -> Sums:
    """The figures of the first sheet."""
    scores = [line.score for line in lines if line.score is not None]
    return Sums(
        offices=len(lines),
        unread=sum(line.unread for line in lines),
        with_memo=sum(bool(line.memo) for line in lines),
        with_errors=sum(line.errors > 0 for line in lines),
        mean_score=round2(sum(scores, Decimal(0)) / len(scores)) if scores else None,
        total=_added(TOTAL, (line.rollup.total for line in lines if line.rollup)),
        levels=_levels([line.level for line in lines if not line.unread]),
    )


def shared_value(lines: Iterable[OfficeLine], attribute: str) -> str:
    """What the offices that say it have in common ('district', 'province', 'fiscal_year'), else ''."""
    values = {str(getattr(line, attribute) or "") for line in lines} - {""}
    return values.pop() if len(values) == 1 else ""


def by_division(lines: Iterable[OfficeLine]) -> tuple[DivisionSum, ...]:
    """Divisions of one name are one, however they are spaced; those with the most measures first."""
    found: dict[str, list[Tally]] = {}
    for line in lines:
        for tally in line.rollup.divisions if line.rollup else ():
            found.setdefault(key(tally.division), []).append(tally)
    added = [DivisionSum(len(tallies), _added(tallies[0].division, tallies)) for tallies in found.values()]
    return tuple(sorted(added, key=lambda row: -row.tally.measures))


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
    offices: Counter[str] = Counter()
    for line in lines:
        for code, count in line.codes:
            findings[code] += count
            offices[code] += 1
    rows = [Mending(BY_CODE[code], findings[code], offices[code]) for code in findings]
    return tuple(sorted(rows, key=lambda r: (r.rule.severity.value, -r.offices, -r.findings, r.rule.code)))


def _days(as_of: dt.date, due: dt.date) -> int:
    return (as_of - due).days


def _added(name: str, tallies: Iterable[Tally]) -> Tally:
    columns = [(t.measures, t.not_started, t.in_progress, t.done, t.overdue) for t in tallies]
    return Tally(name, *map(sum, zip(*columns, strict=True))) if columns else Tally(name)


def _levels(levels: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Best first.  A scale alone is shown with every rung, so that one that nobody reached shows too.

    Of two scales, in a district with workbooks of old and new years, only what was reached: a chart of all
    their rungs has no room for its words.
    """
    counts = Counter(map(key, levels))
    used = [scale for scale in reversed(SCALES) if any(counts[key(name)] for name in scale.names)]
    names = [name for scale in used or SCALES[-1:] for name in scale.names]
    rows = [(name, counts[key(name)]) for name in names if len(used) < 2 or counts[key(name)]]
    others = len(levels) - sum(count for _, count in rows)
    return (*rows, (OTHER_LEVEL, others)) if others else tuple(rows)
