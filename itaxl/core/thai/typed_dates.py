"""Dates that somebody typed, as text.

Parsing goes through python-dateutil with a Thai `parserinfo` (see `dateutil_thai`).  dateutil
swaps day and month when that makes a date, so only three shapes are let through, and it is told the order
of each: day/month/year, year-month-day, and day month-name year.
"""

from __future__ import annotations

import re

from itaxl.core.thai.date_words import BE_YEARS, CE_YEARS, MONTHS, DateProblem, DateReading
from itaxl.core.thai.dateutil_thai import parse_day
from itaxl.core.thai.text import arabic_digits, clean

#: A two-digit year is BE; below this it is more likely CE, so it is asked about.
_FIRST_TWO_DIGIT = 50
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


def _spell(text: str) -> str:
    """Month names as ASCII tokens: dateutil's reader breaks Thai words at their vowels."""
    return _MONTH_NAME.sub(lambda name: f" {_BY_NAME[name.group()]} ", text)


def read_text(text: str) -> DateReading:
    """A typed text as a date; nothing is guessed."""
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
    elif int(year) not in (CE_YEARS if christian else BE_YEARS if era else (*CE_YEARS, *BE_YEARS)):
        return DateReading(problem=DateProblem.IMPOSSIBLE)
    read = parse_day(text, christian, year_first)
    if read is None:
        return DateReading(problem=DateProblem.IMPOSSIBLE)
    # dateutil turns 3/31/2565 into 31 March: day and month changed places, and nobody said so
    return DateReading(read) if read.day == day else DateReading(problem=DateProblem.IMPOSSIBLE)
