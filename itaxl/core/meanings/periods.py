"""Parts of a year above columns: months, quarters and rounds of reporting, in an office's words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

from itaxl.core.meanings.due import last_day
from itaxl.core.thai.date_words import BE_YEARS, MONTHS
from itaxl.core.thai.text import arabic_digits, clean
from itaxl.core.years import BE_OFFSET
from itaxl.named_tuple import NamedTuple

_NUMBER_OF = {
    name.replace(".", "").casefold(): number for number, names in enumerate(MONTHS, 1) for name in names
}
_NAMES = "|".join(
    sorted({re.escape(name) for names in MONTHS for name in names[1:]} | {"มค", "กพ", "มีค", "เมย", "พค", "มิย"}
           | {"กค", "สค", "กย", "ตค", "พย", "ธค"}, key=lambda name: (-len(name), name))
)  # fmt: skip
_YEAR = r"(?:\s*(?:พ\s*\.?\s*ศ\s*\.?|ปี|/|')?\s*(?P<{0}>25\d\d|\d\d)(?!\d))?"
_MONTH = re.compile(
    rf"(?:เดือน\s*)?(?:\d{{1,2}}\s*)?(?<![ก-๙])(?P<month>{_NAMES})(?![ก-๙])" + _YEAR.format("of_month")
)
_QUARTER = re.compile(
    r"(?:ไตรมาส|(?<![A-Za-z])Q)\s*(?:ที่)?\s*(?P<quarter>[1-4])(?!\d)"
    r"(?:\s*(?:/|ปี(?:งบประมาณ)?)?\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*(?P<of_quarter>25\d\d|\d\d)(?!\d))?",
    re.IGNORECASE,
)
_ROUND = re.compile(
    r"(?:รอบ(?:การรายงาน|รายงาน|ที่\s*\d)?)?\s*\(?\s*(?:รอบ\s*)?(?<!\d)(?P<months>6|9|12)\s*เดือน\s*(?P<half>แรก|หลัง)?\)?"
)
_TURN = re.compile(r"(?:รอบ|ครั้ง|งวด)(?:การรายงาน|รายงาน)?\s*(?:ที่)?\s*(?P<turn>[1-4])(?!\d)")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_EDGES = re.compile(r"^[\s.:,\-–—/()]+|(?:(?:ณ|สิ้น|ประจำ|ของ|ใน|ถึง|วันที่)?[\s.:,\-–—/()]*)+$")
#: A longer text speaks of a period in passing.
_LONGEST = 120


#: 'ตลอดปีงบประมาณ': the whole of the year that is spoken of.
ALL_YEAR = re.compile(r"ตลอด(?:ทั้ง)?ปี|ทั้งปี|สิ้นปีงบ")


class Period(NamedTuple):
    """A part of a year.  `unit` is 'month', 'quarter', 'round' or 'turn'; `number` counts it: months of the
    calendar, quarters of the fiscal year, months of a round, turns as they come.  `year` is BE, 0 unknown.
    """

    unit: str
    number: int
    year: int = 0

    @property
    def months(self) -> int:
        """The round of reporting that it closes: 6 or 12 months; 0 for none."""
        return self.number if self.unit == "round" and self.number in (6, 12) else 0

    @property
    def name(self) -> str:
        """As a person says it, for telling."""
        if self.unit == "month":
            said = MONTHS[self.number - 1][2]
        else:
            forms = {"quarter": "ไตรมาส {}", "round": "รอบ {} เดือน"}
            said = forms.get(self.unit, "ครั้งที่ {}").format(self.number)
        return f"{said} {self.year}" if self.year else said

    def end(self, year: int, *, calendar_year: bool = False) -> dt.date | None:
        """Its last day in a fiscal (or a calendar) year, BE; its own year first.  None if unknown."""
        month = {"quarter": 3 * self.number - 3 or 12, "round": 3 if self.number == 6 else 9}.get(
            self.unit, self.number if self.unit == "month" else 0
        )
        year = self.year or year
        if not month or year not in BE_YEARS:
            return None
        # a month that names its own year means that year of the calendar
        fiscal = not calendar_year and not (self.unit == "month" and self.year)
        year -= BE_OFFSET + (fiscal and month >= 10)
        return last_day(year, month)


@lru_cache(maxsize=4096)
def period_in(text: str) -> tuple[Period | None, str]:
    """The period that a header names, and the header without it: ('สถานะ รอบ 6 เดือน' → …, 'สถานะ').

    Of a span the last month counts.
    """
    if len(text) > _LONGEST:
        return None, text
    figures = arabic_digits(clean(text))
    bare = _BRACKETS.sub(" ", figures)
    for words in (bare, figures) if bare.strip() else (figures,):
        for pattern in (_ROUND, _QUARTER, _TURN, _MONTH):
            if found := list(pattern.finditer(words)):
                rest = f"{words[: found[0].start()]} {words[found[-1].end() :]}"
                rest = " ".join(_BRACKETS.sub(" ", rest).split())
                return _period(found[-1]), _EDGES.sub("", _EDGES.sub("", rest))
    return None, text


def periods_among(texts: Iterable[str]) -> int:
    """How many of the texts are a period alone; a single one is no header, but a month that is due."""
    found = {period for period, rest in map(period_in, texts) if period and not rest}
    return len(found) if len(found) > 1 else 0


def _period(found: re.Match[str]) -> Period:
    said = found.groupdict()
    if said.get("months"):
        return Period("round", 12 if said.get("half") == "หลัง" else int(said["months"]))
    if said.get("quarter"):
        return Period("quarter", int(said["quarter"]), _be(said.get("of_quarter")))
    if said.get("turn"):
        return Period("turn", int(said["turn"]))
    return Period("month", _NUMBER_OF[said["month"].replace(".", "").casefold()], _be(said.get("of_month")))


def _be(digits: str | None) -> int:
    year = int(digits or 0)
    return year + 2500 if 50 <= year < 100 else year if year in BE_YEARS else 0
