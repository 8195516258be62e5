"""Dates as Thai offices type them, and as the memo prints them.

Typed dates are read in `typed_dates`.
"""

from __future__ import annotations

import datetime as dt

from itaxl.core.grid import DAY_ZERO, CellFault, Value
from itaxl.core.model import DateStyle, Digits
from itaxl.core.thai.date_words import BE_YEARS, CE_YEARS, MONTHS, DateProblem, DateReading
from itaxl.core.thai.text import localise
from itaxl.core.years import BE_OFFSET


def read_date(value: Value) -> DateReading:
    """A cell's value as a date.  An empty cell gives neither day nor problem; nothing is guessed."""
    if value is None:
        return DateReading()
    if isinstance(value, bool | CellFault):
        return DateReading(problem=DateProblem.UNREADABLE)
    if isinstance(value, dt.date):
        return _from_cell(value)
    if isinstance(value, float):
        return _from_serial(value)
    from itaxl.core.thai.typed_dates import read_text  # most dates are true ones, and a click must start fast

    return read_text(value)


def _from_cell(day: dt.date) -> DateReading:
    if day.year in CE_YEARS:
        return DateReading(day)
    if day.year not in BE_YEARS:
        return DateReading(problem=DateProblem.IMPOSSIBLE)
    try:
        return DateReading(day.replace(year=day.year - BE_OFFSET), be_as_ce=True)
    except ValueError:  # 29 February of a year that is leap only as CE
        return DateReading(problem=DateProblem.IMPOSSIBLE)


def _from_serial(number: float) -> DateReading:
    """Excel's day count in a cell without a date format; small numbers are no dates but years, days …"""
    if not 10_000 <= number < 300_000:
        return DateReading(problem=DateProblem.UNREADABLE)
    return _from_cell(DAY_ZERO + dt.timedelta(days=int(number)))


def month_name(month: int) -> str:
    """1 → 'มกราคม'."""
    return MONTHS[month - 1][1]


def format_date(day: dt.date, style: DateStyle = DateStyle.SHORT, digits: Digits = Digits.THAI) -> str:
    """'๓๑ มีนาคม ๒๕๖๕', or with LONG '๓๑ เดือน มีนาคม พ.ศ. ๒๕๖๕'."""
    pattern = "{} {} {}" if style is DateStyle.SHORT else "{} เดือน {} พ.ศ. {}"
    return localise(pattern.format(day.day, month_name(day.month), day.year + BE_OFFSET), digits)
