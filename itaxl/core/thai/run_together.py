"""Days typed as digits alone: 31032567, 310367.  A number has lost the nought that it began with."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from itaxl.core.thai.date_words import BE_YEARS, CE_YEARS
from itaxl.core.years import BE_OFFSET

#: From this on, two digits of a year are BE ones.
FIRST_TWO_DIGIT = 50


def run_together(digits: str) -> dt.date | None:
    """The one day that the digits name, day first or the year's four; None where there is none, or another.

    '9022567' is 9 February: there is no 90th; '3042567' is the 3rd or the 30th of April.
    """
    shapes = {
        8: ((2, 2, 4), (4, 2, 2)),
        7: ((1, 2, 4), (2, 1, 4)),
        6: ((2, 2, 2), (1, 1, 4)),
        5: ((1, 2, 2), (2, 1, 2)),
    }
    days = {_day(*_cut(digits, shape)) for shape in shapes.get(len(digits), ())} - {None}
    return days.pop() if len(days) == 1 else None


def _cut(digits: str, shape: tuple[int, int, int]) -> tuple[str, str, str]:
    """(day, month, year)"""
    first, second = shape[0], shape[0] + shape[1]
    parts = digits[:first], digits[first:second], digits[second:]
    return parts[::-1] if shape[0] == 4 else parts


def _day(day: str, month: str, year: str) -> dt.date | None:
    full = int(year)
    if len(year) == 2:
        full = full + 2500 if full >= FIRST_TWO_DIGIT else 0
    if full in BE_YEARS:
        full -= BE_OFFSET
    if full in CE_YEARS:
        with suppress(ValueError):
            return dt.date(full, int(month), int(day))
    return None
