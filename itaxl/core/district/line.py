"""One office in the district workbook: plain values, so that its own workbook can be forgotten."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from itaxl.core import rollup
from itaxl.core.indicators import INDICATORS
from itaxl.core.model import Assessment, Measure, Rollup, Status, Tally
from itaxl.core.office_kind import ALONE
from itaxl.named_tuple import NamedTuple


class OpenMeasure(NamedTuple):
    """A measure that is not done and has a day to be done by.

    `number` and `title` as in the workbook; `divisions` are the short names that answer for it.
    """

    divisions: tuple[str, ...]
    number: int | None
    title: str
    due: dt.date


class LinkLine(NamedTuple):
    """A link of the evidence: of which measure, in which cell, its state (a word of `State`, '' where nobody
    could ask), the day, and where it led."""

    number: int | None
    cell: str
    url: str
    state: str = ""
    day: dt.date | None = None
    address: str = ""


class OfficeLine(NamedTuple):
    """One office, or one file that could not be read (`error` is its Thai sentence, `rollup` None).

    `memo` and `checked` are paths from the district workbook's folder, '' when there is none.
    `codes` counts the findings by their code.  `kind` and `name` as typed, `office` as both are printed;
    `round` is '6', '12' or ''; `dated` the newest day in the content that is not ahead of the run's day;
    `overdue` and `ahead` are the measures not done, due before the reference day and from it on;
    `indicators` are tallies named by the indicator's number; `links` what is known of its links, if asked.
    """

    file: str
    office: str = ""
    district: str = ""
    province: str = ""
    fiscal_year: int | None = None
    score: Decimal | None = None
    level: str = ""
    rollup: Rollup | None = None
    errors: int = 0
    warnings: int = 0
    memo: str = ""
    checked: str = ""
    overdue: tuple[OpenMeasure, ...] = ()
    codes: tuple[tuple[str, int], ...] = ()
    error: str = ""
    kind: str = ""
    name: str = ""
    round: str = ""
    dated: dt.date | None = None
    ahead: tuple[OpenMeasure, ...] = ()
    indicators: tuple[Tally, ...] = ()
    links: tuple[LinkLine, ...] = ()
    email: str = ""
    phone: str = ""

    @property
    def unread(self) -> bool:
        return self.rollup is None

    @property
    def named(self) -> bool:
        """Whether it says whose it is: more than the kind of many offices."""
        return bool(self.name) or self.office not in ("", self.kind) or self.kind in ALONE

    @property
    def blank(self) -> bool:
        """A tracker that nobody has filled in: neither whose it is nor what is to be done."""
        return self.rollup is not None and not self.named and not self.rollup.total.measures


def office_line(
    file: str, assessment: Assessment, memo: str = "", checked: str = "", today: dt.date = dt.date.max
) -> OfficeLine:
    """What the district workbook says about a workbook that was read.  `memo`, `checked`: see OfficeLine."""
    office, report = assessment.tracker.office, assessment.tracker.report
    counts, as_of = assessment.counts, assessment.rollup.as_of
    overdue: list[OpenMeasure] = []
    ahead: list[OpenMeasure] = []
    for measure in assessment.tracker.measures:
        if measure.due and measure.status is not Status.DONE:
            here = overdue if rollup.overdue(measure, as_of) else ahead
            here.append(OpenMeasure(measure.divisions, measure.number, measure.title, measure.due))
    days = (report.memo_date, report.cutoff, *(measure.done_on for measure in assessment.tracker.measures))
    return OfficeLine(
        file=file,
        office=office.full_name,
        district=office.district,
        province=office.province,
        fiscal_year=report.fiscal_year.be if report.fiscal_year else None,
        score=_in_range(report.total),
        level=report.level,
        rollup=assessment.rollup,
        errors=counts["error"],
        warnings=counts["warning"],
        memo=memo,
        checked=checked,
        overdue=tuple(overdue),
        codes=tuple(sorted(Counter(finding.code for finding in assessment.findings).items())),
        kind=office.kind.value if office.kind else "",
        name=office.name,
        round=report.round.value.split()[1] if report.round else "",
        dated=max((day for day in days if day and day <= today), default=None),
        ahead=tuple(ahead),
        indicators=tuple(_by_indicator(assessment.tracker.measures, as_of)),
        email=office.email,
        phone=office.phone,
    )


def _in_range(score: Decimal | None) -> Decimal | None:
    """A score that cannot be is an error of its workbook (R402), and no figure of the district."""
    return score if score is not None and 0 <= score <= 100 else None


def failed_line(file: str, error: str) -> OfficeLine:
    """A file that could not be read, and why."""
    return OfficeLine(file=file, error=error)


def _by_indicator(measures: Iterable[Measure], as_of: dt.date) -> Iterator[Tally]:
    """Those of the ten that have a measure, in their order."""
    mine: dict[int, list[Measure]] = {}
    for measure in measures:
        if measure.indicator in INDICATORS:
            mine.setdefault(measure.indicator, []).append(measure)
    for number in sorted(mine):
        yield rollup.tally(str(number), mine[number], as_of)
