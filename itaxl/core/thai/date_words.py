"""What every reader of dates shares: months, years that can be meant, and what came of reading."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from itaxl.core.years import BE_OFFSET, REPORT_YEARS
from itaxl.named_tuple import NamedTuple

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
#: Four-digit years that can be meant: CE by the first pair, BE by the second.
CE_YEARS, BE_YEARS = range(2000, REPORT_YEARS.stop - BE_OFFSET), range(2000 + BE_OFFSET, REPORT_YEARS.stop)
#: A BE year of two digits that a spreadsheet took for 19xx: 67 became 1967.
TWO_DIGIT_YEARS, TWO_DIGIT_OFFSET = range(1957, 2000), 2500 - 1900 - BE_OFFSET


class DateProblem(Enum):
    """Why a value is no date."""

    UNREADABLE = "unreadable"
    IMPOSSIBLE = "impossible"
    AMBIGUOUS = "ambiguous"


class DateDoubt(Enum):
    """Why a day that was understood is worth a look."""

    BE_AS_CE = "be as ce"  # the year 2567 of the common era stands in a date cell
    TWO_DIGITS = "two digits"  # 1967 does, where 67 was typed
    RUN_TOGETHER = "run together"  # 31032567


class DateReading(NamedTuple):
    """A day, perhaps with a doubt, or the problem why there is none, perhaps with the day that is meant.

    `reason` says in Thai why a day is impossible.
    """

    day: dt.date | None = None
    problem: DateProblem | None = None
    doubt: DateDoubt | None = None
    suggestion: dt.date | None = None
    reason: str = ""


def impossible(reason: str, suggestion: dt.date | None = None) -> DateReading:
    return DateReading(problem=DateProblem.IMPOSSIBLE, suggestion=suggestion, reason=reason)
