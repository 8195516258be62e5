"""When something is due, in an old table's words: a day, a month, or a span that ends with one."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from itaxl.core.date_words import MONTHS, DateProblem
from itaxl.core.dates import read_date
from itaxl.core.grid import Value
from itaxl.core.thai import arabic_digits, clean
from itaxl.core.years import BE_OFFSET, FiscalYear

_SPAN = re.compile(r"\s*(?:-|–|—|ถึง|จนถึง)\s*")
_LEAD = re.compile(r"^(?:ภายใน|ไม่เกิน|ก่อน|เสร็จ|แล้วเสร็จ|สิ้นสุด|สิ้น|เมื่อ|ณ|ตั้งแต่|ระหว่าง|ประมาณ|\s|วันที่|เดือน)+")
_MONTHS = {name.replace(".", ""): number for number, names in enumerate(MONTHS, 1) for name in names[1:]}
_MONTH_YEAR = re.compile(
    r"(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\s*(?:พศ)?\s*(\d{4}|\d{2})"
)
_YEAR_END = re.compile(r"(?:ตลอด|สิ้น)?(?:ปี)?งบประมาณ\s*(?:พ\.?ศ\.?)?\s*(\d{4})")
_BE_YEARS = range(2543, 2644)


class DayReading(NamedTuple):
    """A day, whether the text said that very day, and whether a BE year was stored as CE."""

    day: dt.date | None = None
    sure: bool = False
    be_as_ce: bool = False
    empty: bool = False


@lru_cache(maxsize=4096, typed=True)  # True equals 1.0, and is no day all the same
def read_day(value: Value) -> DayReading:
    """The day that a cell names, or the last day of what it names."""
    if value is None or (isinstance(value, str) and clean(value) in {"", "-", "–"}):
        return DayReading(empty=True)
    reading = read_date(value)
    if reading.day:
        return DayReading(reading.day, not reading.be_as_ce, reading.be_as_ce)
    if not isinstance(value, str) or reading.problem is not DateProblem.UNREADABLE:
        return DayReading()
    text = " ".join(arabic_digits(clean(value)).split())
    bare = _LEAD.sub("", text)
    if bare != text and (day := read_date(bare).day):
        return DayReading(day, text.startswith("ภายใน"))
    return DayReading(_end_of(bare))


def _end_of(text: str) -> dt.date | None:
    last = _LEAD.sub("", _SPAN.split(text)[-1]).strip()
    if day := read_date(last).day:
        return day
    if found := _MONTH_YEAR.fullmatch(last.replace(".", "")):
        return _month_end(_MONTHS[found[1]], int(found[2]))
    if found := _YEAR_END.fullmatch(last):
        year = int(found[1])
        return FiscalYear(year).end if year in _BE_YEARS else None
    return None


def _month_end(month: int, year: int) -> dt.date | None:
    year = year + 2500 if year < 100 else year
    year = year - BE_OFFSET if year in _BE_YEARS else year
    if not 2000 <= year <= 2100:
        return None
    return dt.date(year, month, calendar.monthrange(year, month)[1])
