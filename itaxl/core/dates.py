"""Dates as Thai offices type them, and as the memo prints them.

Parsing goes through python-dateutil with a Thai `parserinfo` (see `thaiparser`).  dateutil
likes to be helpful (it swaps day and month when that makes a date), so only three shapes are let
through, each with its order said aloud: day/month/year, year-month-day, and day month-name year.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import Enum
from typing import NamedTuple

from itaxl.core.grid import CellFault, Value
from itaxl.core.model import DateStyle, Digits
from itaxl.core.thai import arabic_digits, clean, localise
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
_CE, _BE = range(2000, 2101), range(2543, 2644)
#: A two-digit year is BE; below this it is more likely CE, so it is asked about.
_FIRST_TWO_DIGIT = 50


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


_BY_NAME = {name: names[0] for names in MONTHS for name in names[1:]}
_BY_NAME |= {name.replace(".", ""): token for name, token in _BY_NAME.items()}
_MONTH_NAME = re.compile("|".join(re.escape(n) for n in sorted(_BY_NAME, key=len, reverse=True)))
_WEEKDAY = r"(?:วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์))?"
_LEAD = re.compile(rf"^{_WEEKDAY}\s*(?:วัน)?(?:ที่)?\s*")
_MIDNIGHT = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_ERA = re.compile(r"(พ\s*\.?\s*ศ\s*\.?|ค\s*\.?\s*ศ\s*\.?)(?=\s*\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{2}|\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([/.\-])(\d{1,2})\2(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})[\s/.\-]*([a-z]{3})[\s/.\-]*(\d{2}|\d{4})")


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
    return _from_text(value)


def _from_cell(day: dt.date) -> DateReading:
    if day.year in _CE:
        return DateReading(day)
    if day.year not in _BE:
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


def _spell(text: str) -> str:
    """Month names as ASCII tokens: dateutil's reader breaks Thai words at their vowels."""
    return _MONTH_NAME.sub(lambda name: f" {_BY_NAME[name.group()]} ", text)


def _from_text(text: str) -> DateReading:
    text = _MIDNIGHT.sub("", arabic_digits(clean(text)).casefold())
    text = _LEAD.sub("", text)
    era = _ERA.search(text)
    christian = bool(era and era.group().startswith("ค"))
    text = _spell(_ERA.sub(" ", text)).replace("เดือน", " ").replace("ปี", " ").strip(" .,")
    text = re.sub(r"\s+", " ", text)
    shape = _NAMED.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if shape:
        return _checked(text, int(shape[1]), shape[shape.lastindex or 1], bool(era), christian)
    shape = _YEAR_FIRST.fullmatch(text)
    if shape:
        return _checked(text, int(shape[4]), shape[1], bool(era), christian, year_first=True)
    return DateReading(problem=DateProblem.UNREADABLE)


def _checked(
    text: str, day: int, year: str, era: bool, christian: bool, year_first: bool = False
) -> DateReading:
    if len(year) == 2:
        if christian or int(year) < _FIRST_TWO_DIGIT:
            return DateReading(problem=DateProblem.AMBIGUOUS)
    elif int(year) not in (_CE if christian else _BE if era else (*_CE, *_BE)):
        return DateReading(problem=DateProblem.IMPOSSIBLE)
    from itaxl.core.thaiparser import parse_day  # dateutil is slow to import: only for a typed date

    read = parse_day(text, christian, year_first)
    if read is None:
        return DateReading(problem=DateProblem.IMPOSSIBLE)
    # dateutil turns 3/31/2565 into 31 March: day and month changed places, and nobody said so
    return DateReading(read) if read.day == day else DateReading(problem=DateProblem.IMPOSSIBLE)


def month_name(month: int) -> str:
    """1 → 'มกราคม'."""
    return MONTHS[month - 1][1]


def format_date(day: dt.date, style: DateStyle = DateStyle.SHORT, digits: Digits = Digits.THAI) -> str:
    """'๓๑ มีนาคม ๒๕๖๕', or with LONG '๓๑ เดือน มีนาคม พ.ศ. ๒๕๖๕'."""
    pattern = "{} {} {}" if style is DateStyle.SHORT else "{} เดือน {} พ.ศ. {}"
    return localise(pattern.format(day.day, month_name(day.month), day.year + BE_OFFSET), digits)
