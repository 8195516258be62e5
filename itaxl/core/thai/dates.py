"""Dates as Thai offices type them, and as the memo prints them.

Typed dates are read in `typed_dates`.
"""

from __future__ import annotations

import datetime as dt

from itaxl.core.grid import DAY_ZERO, CellFault, Value
from itaxl.core.model import DateStyle, Digits
from itaxl.core.thai.date_words import (
    BE_YEARS,
    CE_YEARS,
    MONTHS,
    TWO_DIGIT_OFFSET,
    TWO_DIGIT_YEARS,
    DateDoubt,
    DateProblem,
    DateReading,
    impossible,
)
from itaxl.core.thai.text import localise
from itaxl.core.years import BE_OFFSET

#: Such a year was typed in the Buddhist era, whatever it is.
_BE = range(2400, 2701)
_UNREADABLE = DateReading(problem=DateProblem.UNREADABLE)


def read_date(value: Value) -> DateReading:
    """A cell's value as a date.  An empty cell gives neither day nor problem; nothing is guessed."""
    if value is None:
        return DateReading()
    if isinstance(value, bool | CellFault):
        return _UNREADABLE
    if isinstance(value, dt.date):
        return _from_cell(value)
    if isinstance(value, float):
        return _from_number(value)
    from itaxl.core.thai.typed_dates import read_text  # most dates are true ones, and a click must start fast

    return read_text(value)


def _from_cell(day: dt.date) -> DateReading:
    if day.year in CE_YEARS:
        return DateReading(day)
    if day.year in TWO_DIGIT_YEARS:
        return _doubted(_moved(day, TWO_DIGIT_OFFSET), DateDoubt.TWO_DIGITS) or _impossible(day)
    from itaxl.core.thai.run_together import run_together

    # 150367 in a date cell is the 150,367th day, and shown as one of the year 2311
    joined = run_together(str((day - DAY_ZERO).days))
    meant = _moved(day, -BE_OFFSET) if day.year in BE_YEARS else None
    if meant and joined:
        return DateReading(problem=DateProblem.AMBIGUOUS)
    found = _doubted(meant, DateDoubt.BE_AS_CE) or _doubted(joined, DateDoubt.RUN_TOGETHER)
    return found or _impossible(day)


def _doubted(day: dt.date | None, doubt: DateDoubt) -> DateReading | None:
    return DateReading(day, doubt=doubt, suggestion=day) if day else None


def _impossible(day: dt.date) -> DateReading:
    """A date cell whose year can be none of ours, or has no such 29 February."""
    if day.year in BE_YEARS or day.year in TWO_DIGIT_YEARS:
        return impossible("ปี พ.ศ. นั้นไม่มีวันที่ 29 กุมภาพันธ์")
    return impossible(f"ปี {'' if day.year in _BE else 'ค.ศ. '}{day.year} ไม่น่าถูกต้อง")


def _moved(day: dt.date, years: int) -> dt.date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February of a year that is leap only as CE
        return None


def _from_number(number: float) -> DateReading:
    """Excel's day count in a cell without a date format, or digits typed together (31032567).

    Small numbers are no dates but years, days …
    """
    if not 10_000 <= number < 100_000_000 or (not number.is_integer() and number >= 300_000):
        return _UNREADABLE
    if number < 300_000:
        return _from_cell(DAY_ZERO + dt.timedelta(days=int(number)))
    from itaxl.core.thai.run_together import run_together

    return _doubted(run_together(str(int(number))), DateDoubt.RUN_TOGETHER) or _UNREADABLE


def month_name(month: int) -> str:
    """1 → 'มกราคม'."""
    return MONTHS[month - 1][1]


def format_date(day: dt.date, style: DateStyle = DateStyle.SHORT, digits: Digits = Digits.THAI) -> str:
    """'๓๑ มีนาคม ๒๕๖๕', or with LONG '๓๑ เดือน มีนาคม พ.ศ. ๒๕๖๕'."""
    pattern = "{} {} {}" if style is DateStyle.SHORT else "{} เดือน {} พ.ศ. {}"
    return localise(pattern.format(day.day, month_name(day.month), day.year + BE_OFFSET), digits)
