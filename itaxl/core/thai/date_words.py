"""What every reader of dates shares: months, years that can be meant, and what came of reading."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import NamedTuple

from itaxl.core.years import BE_OFFSET, REPORT_YEARS

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
