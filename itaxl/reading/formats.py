"""Number formats: which numbers are days, and what a cell shows that its number alone does not tell.

A telephone number under 000-000-0000 is 42555007 in the file, ITA-007 is 7, 25% is 0.25: such a number keeps
what is seen.  What only rounds, groups or colours it is left aside.  Sources: ECMA-376 part 1, 18.8.30 and
18.8.31 (built-in formats, those of Thai Excel among them).
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from math import isfinite

from itaxl.core.grid import DAY_ZERO, Formatted, Moment, Value
from itaxl.named_tuple import NamedTuple
from itaxl.reading.number_text import GENERAL, sections_of, shown_number, tells

#: Those that any language knows, those of Thai Excel, and the days and times of East Asia's.
_BUILT_IN = {
    9: "0%", 10: "0.00%", 14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "d/m/yyyy h:mm", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 67: "0%", 68: "0.00%", 71: "d/m/yyyy", 72: "d-mmm-yy", 73: "d-mmm", 74: "mmm-yy",
    75: "h:mm", 76: "h:mm:ss",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "d/m/yyyy"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
    77: "d/m/yyyy h:mm", 78: "mm:ss", 79: "[h]:mm:ss", 80: "mm:ss.0", 81: "d/m/bb",
}  # fmt: skip
#: The first number after the year 9999.
LAST_DAY = 2_958_466
_SECONDS = 86_400
_MARCH_1900 = 60
#: Between the years 1900 and 1904, from which two programs count.
_SINCE_1904 = 1462
_ELAPSED = r"(?i)\[(?:h+|m+|s+)\]"


class Format(NamedTuple):
    """`day`: its numbers are days or times, `clock` with the time shown, `elapsed` a span.

    `telling`: what is seen says more than the number.
    """

    code: str
    day: bool = False
    clock: bool = False
    elapsed: bool = False
    telling: bool = False

    def value(self, number: float, date1904: bool = False) -> Value:
        """What a cell with this number and format holds."""
        if not isfinite(number):
            return str(number)  # no spreadsheet holds one: the text says what it claims
        if self.elapsed and abs(number) < LAST_DAY and not ("[h" in self.code.lower() and 0 <= number < 1):
            return _span(number, self.code)
        if self.day:
            moment = self._moment(number + _SINCE_1904 if date1904 and number >= 1 else number)
            return number if moment is None else moment
        text = shown_number(number, self.code) if self.telling else ""
        return Formatted(number, text) if text else number

    def _moment(self, number: float) -> dt.date | str | None:
        """None for what Excel shows as #####."""
        if not 0 <= number < LAST_DAY:
            return None
        days, seconds = divmod(round(number * _SECONDS), _SECONDS)
        if number < 1:
            return _clock(seconds if days == 0 else 0)
        # the first two months of 1900 have a day more than the calendar of this program's days
        day = DAY_ZERO + dt.timedelta(
            int(number) + (number < _MARCH_1900)
        )  # a time just before midnight is still that day's
        if not self.clock or days != int(number) or not seconds:
            return day
        return Moment.of(day, _clock(seconds)[: None if "s" in self.code.lower() else 5])


NO_FORMAT = Format(GENERAL)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _span(number: float, code: str) -> str:
    """Hours or minutes may be more than a day has."""
    total = round(abs(number) * _SECONDS)
    sign = "-" if number < 0 and total else ""
    lower = code.lower()
    if "[s" in lower:
        return f"{sign}{total}"
    tail = f":{total % 60:02}" if "s" in lower else ""
    if "[m" in lower:
        return f"{sign}{total // 60}{tail}"
    return f"{sign}{total // 3600}:{total // 60 % 60:02}{tail}"


@lru_cache(4096)
def format_of(code: str) -> Format:
    """The format of a code as it is stored."""
    if code == GENERAL or len(code) > 255:
        return Format(code)
    sections = sections_of(code)
    signs = [letter for literal, letter in sections[0] if not literal]
    marks = "".join(mark for mark in signs if len(mark) == 1).lower()
    if any(mark[:1] == "[" and re.fullmatch(_ELAPSED, mark) for mark in signs):
        return Format(code, day=True, elapsed=True, telling=True)
    clocked = any(mark.upper() in ("AM/PM", "A/P") for mark in signs)
    if clocked or any(letter in "dmyhs" for letter in marks):
        return Format(code, day=True, clock=clocked or any(letter in "hs" for letter in marks))
    return Format(code, telling=any(map(tells, sections)))


def built_in(number: int) -> Format:
    """The format of a number that stands for one."""
    return format_of(_BUILT_IN.get(number, GENERAL))
