"""Dates that somebody typed, as text, read by `date_grammar`: a day is built from what was matched alone."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from contextlib import suppress
from functools import lru_cache

from itaxl.core.thai.date_grammar import BE, CE, DASHES, FULL_NAMES, MONTH, month_number
from itaxl.core.thai.date_words import (
    BE_YEARS,
    CE_YEARS,
    MONTHS,
    DateDoubt,
    DateProblem,
    DateReading,
    impossible,
)
from itaxl.core.thai.run_together import FIRST_TWO_DIGIT, run_together
from itaxl.core.thai.text import arabic_digits, clean
from itaxl.core.years import BE_OFFSET, REPORT_YEARS

#: From Monday on, as `date.weekday` counts; then their short forms and the English names.
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_SHORT = ("จ", "อ", "พ", "พฤ", "ศ", "ส", "อา")
_ENGLISH = (
    "mon(?:day)?", "tue(?:s(?:day)?)?", "wed(?:nesday)?", "thu(?:rs(?:day)?)?",
    "fri(?:day)?", "sat(?:urday)?", "sun(?:day)?",
)  # fmt: skip
_WEEKDAY = "|".join(
    rf"({name.replace('บดี', '(?:บดี)?')}|{short}\.(?=\s*(?:ที่|\d))|{english})"
    for name, short, english in zip(WEEKDAYS, _SHORT, _ENGLISH, strict=True)
)
_LEAD = re.compile(rf"(?:เมื่อ|ณ|ลง)?\s*(?:(?:วัน)?\s*(?:{_WEEKDAY})[.,]?)?\s*(?:วัน)?(?:ที่)?[\s:]*")
_TIME = re.compile(
    r"(?:t|\s+(?:เวลา\s*)?)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*(?:น\.?|นาฬิกา))?$"
    r"|\s+(?:เวลา\s*\d{1,2}\.\d{2}(?:\s*(?:น\.?|นาฬิกา))?|\d{1,2}\.\d{2}\s*(?:น\.?|นาฬิกา))$"
)
_OUTSIDE = " .,;:()'’"
_DAY, _YEAR4 = r"(?P<day>\d{1,2})", r"(?P<year>\d{4})"
_YEAR = (
    rf"(?:ปี\s*)?(?:(?P<be>{BE})|(?P<ce>{CE}))?\s*['’]?"
    rf"(?P<year>\d{{4}}|\d{{2}})(?!\d)\s*(?:(?P<be_after>{BE})|(?P<ce_after>{CE}))?"
)
_GAP, _SIGN = r"[\s/.,-]*", r"(?P<sign>[/.,\\ -])(?:\s|(?P=sign))*"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_DAY}(?:st|nd|rd|th)?{_GAP}(?:เดือน\s*)?(?P<name>{MONTH}){_GAP}{_YEAR}",
        rf"(?P<name>{MONTH})\s*{_DAY}(?:st|nd|rd|th)?[\s,]+{_YEAR4}",
        rf"{_DAY}\s*เดือน(?:ที่)?\s*(?P<month>\d{{1,2}})\s*{_YEAR}",
        rf"{_DAY}\s*{_SIGN}(?P<month>\d{{1,2}})\s*(?P=sign)(?:\s|(?P=sign))*{_YEAR}",
        rf"{_YEAR4}\s*{_SIGN}(?P<month>\d{{1,2}})\s*(?P=sign)\s*{_DAY}",
    )
)
#: What names no day by the grammar but cannot mean another: two signs that are no range, a misspelt month.
_OTHER_SIGNS = re.compile(rf"{_DAY}\s*[/., ]\s*(?P<month>\d{{1,2}})\s*[/., -]\s*{_YEAR4}")
_MISSPELT = re.compile(rf"{_DAY}{_GAP}(?:เดือน\s*)?(?P<word>[ก-ฮa-zะ-๎]{{4,14}}){_GAP}{_YEAR}")
_UNREADABLE = DateReading(problem=DateProblem.UNREADABLE)
#: No spelling is longer; a longer text is not gone through.
_LONGEST = 160


@lru_cache(maxsize=1024)
def read_text(text: str) -> DateReading:
    """A typed text as a date; nothing is guessed."""
    if len(text) > _LONGEST:
        return _UNREADABLE
    text = " ".join(arabic_digits(clean(text)).casefold().translate(DASHES).split()).strip(_OUTSIDE)
    text = _TIME.sub("", text).strip(_OUTSIDE)
    lead = _LEAD.match(text)
    weekday = next((n for n, name in enumerate(lead.groups()) if name), None) if lead else None
    text = text[lead.end() :] if lead else text
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            return _on(weekday, _day_of(found.groupdict()))
    if text.isdecimal() and (day := run_together(text)):
        return DateReading(day, doubt=DateDoubt.RUN_TOGETHER, suggestion=day)
    return DateReading(problem=DateProblem.UNREADABLE, suggestion=_meant(text))


def _day_of(found: dict[str, str | None]) -> DateReading:
    """The day of a match's groups."""
    typed, day = found["year"] or "", int(found["day"] or 0)
    name, number = found.get("name"), found.get("month")
    month = month_number(name) if name else int(number or 0)
    be = bool(found.get("be") or found.get("be_after"))
    ce = bool(found.get("ce") or found.get("ce_after"))
    year = int(typed)
    if len(typed) == 2:
        if (
            ce or year < FIRST_TWO_DIGIT
        ):  # a CE year of two digits is seldom typed, and a BE one lies too far back
            meant = (
                None if be or 2000 + year + BE_OFFSET not in REPORT_YEARS else _day(2000 + year, month, day)
            )
            return DateReading(
                problem=DateProblem.AMBIGUOUS, suggestion=meant if year < FIRST_TWO_DIGIT else None
            )
        year += 2500
    read = _day(year - BE_OFFSET if year in BE_YEARS else year, month, day)
    if year not in BE_YEARS and year not in CE_YEARS:
        return impossible(f"ปี {typed} ไม่น่าถูกต้อง")
    if (ce if year in BE_YEARS else be) or (be and ce):
        return impossible("ศักราชไม่ตรงกับปี", read)
    if read is None:
        return _in_no_calendar(year if year in BE_YEARS else year + BE_OFFSET, month, day, named=bool(name))
    return DateReading(read)


def _in_no_calendar(be_year: int, month: int, day: int, *, named: bool) -> DateReading:
    swapped = None if named else _day(be_year - BE_OFFSET, day, month)
    if swapped:  # 3/31/2567
        return impossible("วันกับเดือนอาจสลับกัน", swapped)
    if month not in range(1, 13):
        return impossible(f"ไม่มีเดือนที่ {month}")
    _, last = calendar.monthrange(be_year - BE_OFFSET, month)
    return impossible(f"เดือน{MONTHS[month - 1][1]} {be_year} มี {last} วัน")


def _on(weekday: int | None, reading: DateReading) -> DateReading:
    """The reading, unless the text names another day of the week than that day's."""
    if weekday is None or reading.day is None or reading.day.weekday() == weekday:
        return reading
    return impossible(f"วันนั้นตรงกับวัน{WEEKDAYS[reading.day.weekday()]}")


def _day(year: int, month: int, day: int) -> dt.date | None:
    with suppress(ValueError):
        return dt.date(year, month, day)
    return None


def _meant(text: str) -> dt.date | None:
    """The one day that a text which is none must mean; None when it may mean another."""
    if found := _OTHER_SIGNS.fullmatch(text):
        return _day_of(found.groupdict()).day
    if (found := _MISSPELT.fullmatch(text)) and (month := _nearest_month(found["word"])):
        return _day_of(found.groupdict() | {"month": str(month)}).day
    return None


def _nearest_month(word: str) -> int | None:
    """The month whose full name is at most two letters away, when every other is two further off."""
    from rapidfuzz.distance import OSA  # seldom needed, and a click must start fast

    far = sorted((OSA.distance(word, name), month) for month, name in enumerate(FULL_NAMES, 1))
    return far[0][1] if far[0][0] <= 2 and far[1][0] >= far[0][0] + 2 else None
