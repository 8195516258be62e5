"""The tracker of the year that follows: what stays, what goes on, and what begins anew.

The office, its signers and its divisions stay.  A measure that is not done goes on with a new number; its
due date is cleared, because last year's would count as overdue from the first day.  Everything that it
was stands in the history, beside the measures that are done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from itaxl.core import layout
from itaxl.core.compose import measure_row
from itaxl.core.grid import Grid, Value
from itaxl.core.locate import find_sheet
from itaxl.core.model import EarlierMemo, Measure, Report, Status, Tracker
from itaxl.core.thai.text import arabic_digits, key, thai_digits
from itaxl.core.years import FiscalYear
from itaxl.named_tuple import NamedTuple

#: Printed beside the mark, where a reader of the memo asks since when.
CARRIED = "ยกมาจากปีงบประมาณ พ.ศ. {year}"
_CARRIED_KEY = key(CARRIED.partition("{")[0])
_FINISHED, _GOES_ON = "เสร็จแล้ว", "ยกมาเป็นลำดับที่ {number}"
_YEAR = re.compile(r"(?<![0-9๐-๙])(?:25[0-9]{2}|๒๕[๐-๙]{2})(?![0-9๐-๙])")
#: Keys of `layout`, in the order of the sheets: what a person fills in first.
_AWAITED = ("total", "iit", "eit", "oit", "level", "memo_date", "cutoff")


class Carried(NamedTuple):
    """A measure as it was, and as it goes on."""

    before: Measure
    after: Measure


class NextYear(NamedTuple):
    """`history` are rows of `layout.HISTORY_COLUMNS`: those kept from earlier years come last.

    `changed` are (label, text before, text after) where a year was moved on in a text; `awaited` are the
    labels of what is empty now and was filled, or is always new.
    """

    tracker: Tracker
    carried: tuple[Carried, ...]
    finished: tuple[Measure, ...]
    history: tuple[tuple[Value, ...], ...]
    changed: tuple[tuple[str, str, str], ...]
    awaited: tuple[str, ...]


def next_year(tracker: Tracker, subject: str, kept: Sequence[tuple[Value, ...]] = ()) -> NextYear:
    """The next year's tracker.  `subject` is that of this year's memo, also where the office left it empty;
    `kept` are the history's rows that this year's workbook holds (see `history_rows`).

    A measure without a readable status is not done, so it goes on too.
    """
    report = tracker.report
    year = _year_of(report)
    moved = _Moved(report.fiscal_year, report.assessed_year)
    going_on = [m for m in tracker.measures if m.status is not Status.DONE]
    finished = tuple(m for m in tracker.measures if m.status is Status.DONE)
    carried = tuple(Carried(m, _carried(m, n, year, moved)) for n, m in enumerate(going_on, start=1))
    fresh = Tracker(tracker.office, _fresh(report, year, subject, moved), tuple(c.after for c in carried))
    rows = [_row(m, year, _FINISHED) for m in finished]
    rows += (_row(c.before, year, _GOES_ON.format(number=c.after.number)) for c in carried)
    return NextYear(fresh, carried, finished, (*rows, *kept), tuple(moved.changes), _awaited(carried))


def history_rows(grids: Sequence[Grid]) -> tuple[tuple[Value, ...], ...]:
    """The rows of the sheet มาตรการปีก่อน, where a workbook has one; its columns are never moved."""
    grid = find_sheet(grids, layout.HISTORY_SHEET)
    if grid is None:
        return ()
    width = len(layout.HISTORY_COLUMNS)
    first = key(layout.HISTORY_COLUMNS[0].label)
    header = next((n for n, row in enumerate(grid.rows) if row and key(str(row[0] or "")) == first), None)
    if header is None:
        return ()
    rows = ((*row, *[None] * width)[:width] for row in grid.rows[header + 1 :])
    return tuple(row for row in rows if any(value is not None for value in row))


def _year_of(report: Report) -> FiscalYear | None:
    """The year that ends: as stated, else as the assessed year or the memo's date tell it."""
    if report.fiscal_year or report.assessed_year is None:
        return report.fiscal_year or (FiscalYear.of(report.memo_date) if report.memo_date else None)
    return report.assessed_year.next


def _fresh(report: Report, year: FiscalYear | None, subject: str, moved: _Moved) -> Report:
    """A new assessment: no score, no level, no dates; the memo that is cited is this year's."""
    assessed = report.assessed_year or (year.previous if year else None)
    return Report(
        fiscal_year=year.next if year else None,
        assessed_year=assessed.next if assessed else None,
        subject=moved("subject", report.subject),
        earlier=EarlierMemo(subject, report.memo_date),
        follow_up=moved("follow_up", report.follow_up),
        closing=moved("closing", report.closing),
        template=report.template,
        grouping=report.grouping,
        pdf=report.pdf,
    )


def _carried(measure: Measure, number: int, year: FiscalYear | None, moved: _Moved) -> Measure:
    known = key(measure.note).startswith(_CARRIED_KEY)
    follow_up = measure.follow_up
    return measure._replace(
        number=number,
        due=None,
        done_on=None,
        evidence="",
        note=measure.note if known or not year else CARRIED.format(year=year),
        follow_up=None if follow_up is None else moved("follow_up", follow_up),
        result="",
        result_6="",
        problems="",
        budget="",
        spent="",
        row=0,
    )


def _row(measure: Measure, year: FiscalYear | None, outcome: str) -> tuple[Value, ...]:
    """A line of the history, dates and divisions as the measures' sheet shows them."""
    values = dict(zip((f.key for f in layout.MEASURE_COLUMNS), measure_row(measure), strict=True))
    values |= {"outcome": outcome, "year": float(year.be) if year else None}
    return tuple(values[field.key] for field in layout.HISTORY_COLUMNS)


def _awaited(carried: Sequence[Carried]) -> tuple[str, ...]:
    fields = [layout.field(layout.REPORT_FIELDS, name).label for name in _AWAITED]
    due = [layout.field(layout.MEASURE_COLUMNS, "due").label] if carried else []
    return (*fields, *due)


class _Moved:
    """Moves the two years of the report on by one wherever a text names them, and remembers where."""

    def __init__(self, *years: FiscalYear | None) -> None:
        self._next = {str(year.be): str(year.next.be) for year in years if year}
        self.changes: list[tuple[str, str, str]] = []

    def __call__(self, name: str, text: str) -> str:
        after = _YEAR.sub(self._later, text)
        label = layout.field((*layout.REPORT_FIELDS, *layout.MEASURE_COLUMNS), name).label
        if after != text and (label, text, after) not in self.changes:
            self.changes.append((label, text, after))
        return after

    def _later(self, found: re.Match[str]) -> str:
        year = found.group()
        later = self._next.get(arabic_digits(year), year)
        return later if year.isascii() else thai_digits(later)
