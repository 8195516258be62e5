"""Dates as Thai offices type them, and as the memo prints them.

Typed dates are read in `typed_dates`.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import NamedTuple

from itaxl.core.grid import CellFault, Value
from itaxl.core.model import DateStyle, Digits
from itaxl.core.thai import localise
from itaxl.core.years import BE_OFFSET

MONTHS = (
    ("jan", "มกราคม", "ม.ค.", "ม.ค", "มค."),
    ("feb", "กุมภาพันธ์", "ก.พ.", "ก.พ", "กพ."),
    ("mar", "มีนาคม", "มี.ค.", "มี.ค", "มีค."),
    ("apr", "เมษายน", "เม.ย.", "เม.ย", "เมย."),
    ("may", "พฤษภาคม", "พ.ค.", "พ.ค", "พค."),
    ("jun", "มิถุนายน", "มิ.ย.", "มิ.ย", "มิย."),
    ("jul", "กรกฎาคม", "ก.ค.", "ก.ค", "กค."),
    ("aug", "สิงหาคม", "ส.ค.", "ส.ค", "สค."),
    ("sep", "กันยายน", "ก.ย.", "ก.ย", "กย."),
    ("oct", "ตุลาคม", "ต.ค.", "ต.ค", "ตค."),
    ("nov", "พฤศจิกายน", "พ.ย.", "พ.ย", "พย."),
    ("dec", "ธันวาคม", "ธ.ค.", "ธ.ค", "ธค."),
)
_EXCEL_EPOCH = dt.date(1899, 12, 30)
#: Four-digit years that can be meant: CE by the first pair, BE by the second.
CE_YEARS, BE_YEARS = range(2000, 2101), range(2543, 2644)


class DateProblem(Enum):
    """Why a value is no date."""

    UNREADABLE = "unreadable"
    IMPOSSIBLE = "impossible"
    AMBIGUOUS = "ambiguous"


class DateReading(NamedTuple):
    """A date, or why there is none.  `be_as_ce`: a BE year stood in a true date cell and was corrected."""

    day: dt.date | None = None
    problem: DateProblem | None = None
    be_as_ce: bool = False


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
    from itaxl.core.typed_dates import read_text  # most dates are true ones, and a click must start fast

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
    return _from_cell(_EXCEL_EPOCH + dt.timedelta(days=int(number)))


def month_name(month: int) -> str:
    """1 → 'มกราคม'."""
    return MONTHS[month - 1][1]


def format_date(day: dt.date, style: DateStyle = DateStyle.SHORT, digits: Digits = Digits.THAI) -> str:
    """'๓๑ มีนาคม ๒๕๖๕', or with LONG '๓๑ เดือน มีนาคม พ.ศ. ๒๕๖๕'."""
    pattern = "{} {} {}" if style is DateStyle.SHORT else "{} เดือน {} พ.ศ. {}"
    return localise(pattern.format(day.day, month_name(day.month), day.year + BE_OFFSET), digits)
