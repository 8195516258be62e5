"""Completion by division, as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from itaxl.core.layout import ROLLUP_TOTAL
from itaxl.core.model import Measure, Report, Rollup, Status, Tally, Tracker


def reference_day(report: Report) -> dt.date | None:
    """The day that overdue is counted to: the cut-off date, else the memo's; None when both are blank."""
    return report.cutoff or report.memo_date


def overdue(measure: Measure, as_of: dt.date) -> bool:
    """Due before the day and not done."""
    return measure.due is not None and measure.due < as_of and measure.status is not Status.DONE


def roll_up(tracker: Tracker, today: dt.date) -> Rollup:
    """Count a measure once for each of its divisions, and once in the total.

    `today` counts only where the report has neither cut-off nor memo date.  Divisions stand in the
    order of the office's list; those without a measure stand there too, with zeros.
    """
    as_of = reference_day(tracker.report) or today
    names = dict.fromkeys(d.short for d in tracker.office.divisions)
    for measure in tracker.measures:
        names |= dict.fromkeys(measure.divisions)
    mine: dict[str, list[Measure]] = {name: [] for name in names}
    for measure in tracker.measures:
        for name in measure.divisions:
            mine[name].append(measure)
    return Rollup(
        as_of,
        tuple(tally(name, measures, as_of) for name, measures in mine.items()),
        tally(ROLLUP_TOTAL, tracker.measures, as_of),
    )


def tally(name: str, measures: Iterable[Measure], as_of: dt.date) -> Tally:
    """The counts of some measures under a name."""
    measures = tuple(measures)
    statuses = [measure.status for measure in measures]
    return Tally(
        name,
        len(measures),
        statuses.count(Status.NOT_STARTED),
        statuses.count(Status.IN_PROGRESS),
        statuses.count(Status.DONE),
        sum(overdue(measure, as_of) for measure in measures),
    )
