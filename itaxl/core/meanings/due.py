"""When something is due or was done, in an office's words: a day, a month, a quarter, a span's end."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from itaxl.core.grid import Value
from itaxl.core.thai.date_grammar import BE, CE, MONTH, month_number
from itaxl.core.thai.date_words import BE_YEARS, DateProblem
from itaxl.core.thai.dates import read_date
from itaxl.core.thai.text import arabic_digits, clean
from itaxl.core.years import BE_OFFSET, FiscalYear
from itaxl.named_tuple import NamedTuple

_SPAN = re.compile(r"\s*(?:-|–|—|ถึง|จนถึง)\s*")
_LEAD = re.compile(r"^(?:ภายใน|ไม่เกิน|ก่อน|เสร็จ|แล้วเสร็จ|สิ้นสุด|สิ้น|เมื่อ|ณ|ตั้งแต่|ระหว่าง|ประมาณ|\s|วันที่|เดือน)+")
_ERA = rf"(?:{BE}|{CE})"
_DIGIT = "[0-9๐-๙]"
#: A day within a text, in Thai or Arabic digits.
DATE = re.compile(
    rf"(?<!{_DIGIT}){_DIGIT}{{1,2}}\s*(?:เดือน\s*)?{MONTH}\s*(?:{_ERA}\s*)?"
    rf"(?:{_DIGIT}{{4}}|{_DIGIT}{{2}})(?!{_DIGIT})"
    rf"|(?<![0-9๐-๙/]){_DIGIT}{{1,2}}\s*/\s*{_DIGIT}{{1,2}}\s*/\s*{_DIGIT}{{4}}(?!{_DIGIT})"
)
_MONTH_YEAR = re.compile(rf"({MONTH})\s*(?:{BE}\s*)?(\d{{4}}|\d{{2}})(?!\d)")
_QUARTER = re.compile(
    r"ไตรมาส\s*(?:ที่)?\s*(?:[1-4]\s*(?:-|–|,|และ|ถึง)\s*)*([1-4])(?!\d)[^\d]{0,30}(\d{4}|\d{2})(?!\d)"
)
_YEAR = re.compile(r"(?:ปีงบประมาณ|งบประมาณ|ปี|พ\s*\.?\s*ศ\s*\.?)\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*(\d{4})(?!\d)")
_NOTHING = frozenset({"", "-", "–", "—"})
#: A longer text names days in passing.
_LONGEST = 300


class DayReading(NamedTuple):
    """A day, whether the text said that very day, and whether it stands so that it wants a look."""

    day: dt.date | None = None
    sure: bool = False
    doubtful: bool = False
    empty: bool = False


@lru_cache(maxsize=4096, typed=True)  # True equals 1.0, and is no day all the same
def read_day(value: Value) -> DayReading:
    """The day that a cell names, or the last day of what it names: a month, a quarter, a fiscal year."""
    if value is None or (isinstance(value, str) and clean(value) in _NOTHING):
        return DayReading(empty=True)
    reading = read_date(value)
    if reading.day:
        return DayReading(reading.day, reading.doubt is None, reading.doubt is not None)
    if not isinstance(value, str) or reading.problem is not DateProblem.UNREADABLE:
        return DayReading()
    if reading.suggestion:
        return DayReading(reading.suggestion)
    text = " ".join(arabic_digits(clean(value)).split())
    bare = _LEAD.sub("", text)
    if bare != text and (day := read_date(bare).day):
        return DayReading(day, text.startswith("ภายใน"))
    return DayReading(_end_of(bare) if len(bare) <= _LONGEST else None)


def leading_day(text: str) -> tuple[dt.date | None, str]:
    """The day that a text begins with, and what follows: 'เมื่อวันที่ 30 เม.ย. 68 มี…' → (…, 'มี…')."""
    lead = _LEAD.match(text)
    found = DATE.match(text, lead.end() if lead else 0)
    day = read_date(found.group()).day if found else None
    return (day, text[found.end() :].strip(" ,;:-–")) if found and day else (None, text)


def _end_of(text: str) -> dt.date | None:
    last = _LEAD.sub("", _SPAN.split(text)[-1]).strip()
    if day := read_date(last).day:
        return day
    if dates := list(DATE.finditer(text)):  # a day that no calendar has is not made another
        return read_date(dates[-1].group()).day
    if quarters := list(_QUARTER.finditer(text)):
        return _quarter_end(int(quarters[-1][1]), _be_year(quarters[-1][2]))
    if months := list(_MONTH_YEAR.finditer(text)):
        return _month_end(month_number(months[-1][1]), _be_year(months[-1][2]))
    if years := _YEAR.findall(text):
        year = int(years[-1])
        return FiscalYear(year).end if year in BE_YEARS else None
    return None


def _be_year(digits: str) -> int:
    """2567, and 67; a year of the common era as it is in the Buddhist one."""
    year = int(digits)
    year = year + 2500 if year < 100 else year
    return year if year in BE_YEARS else year + BE_OFFSET


def last_day(year: int, month: int) -> dt.date:
    """Of a month of a CE year."""
    from dateutil.relativedelta import relativedelta  # slow to import, and seldom needed

    return dt.date(year, month, 1) + relativedelta(day=31)


def _month_end(month: int, year: int) -> dt.date | None:
    if year not in BE_YEARS:
        return None
    return last_day(year - BE_OFFSET, month)


def _quarter_end(quarter: int, year: int) -> dt.date | None:
    """Of the fiscal year, which begins in October: the first quarter ends with December before."""
    return _month_end(12, year - 1) if quarter == 1 else _month_end(3 * (quarter - 1), year)
