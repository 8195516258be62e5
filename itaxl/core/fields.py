"""One cell as its field's kind wants it.  What cannot be read is noticed and gives None; nothing raises."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TypeVar

from itaxl.core.grid import CellFault, Formatted, Value, shown
from itaxl.core.reading import Cell, Sighting
from itaxl.core.thai.date_words import DateProblem
from itaxl.core.thai.dates import read_date
from itaxl.core.thai.text import arabic_digits, clean, hygiene, key, lines
from itaxl.core.years import BE_OFFSET, REPORT_YEARS, FiscalYear

E = TypeVar("E", bound=Enum)

_DATE_CODES = {
    DateProblem.UNREADABLE: "D501",
    DateProblem.IMPOSSIBLE: "D502",
    DateProblem.AMBIGUOUS: "D503",
}
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,8})?")
_COUNT = re.compile(r"(?:ข้อ|ที่|ลำดับ|มาตรการ)?\s*\(?(\d{1,6})[.)]?")
_YEAR = re.compile(r"(?:ปี|ปีงบประมาณ)?\s*(?:พ\.?ศ\.?)?\s*(\d{4})")
#: Begins with the space: so the many letters are passed over at once.
_STRAY_SPACE = re.compile("[ \u00a0](?:(?<=[เแโใไ].)[ \u00a0]*[ก-ฮ]|(?<=[ก-ฮ].)[ \u00a0]*[ะาำัิ-ฺ็-๎])")
#: Longer than this, one cell fills more than a page of the memo.
LONG_TEXT = 2000


class Notebook:
    """Collects what is noticed while cells are read."""

    def __init__(self) -> None:
        self.sightings: list[Sighting] = []

    def note(self, code: str, cell: Cell, **words: str) -> None:
        self.sightings.append(Sighting(code, cell.place, cell.raw, {"label": cell.field.label, **words}))

    def usable(self, cell: Cell | None) -> Value:
        """The cell's value; None, and noticed, where Excel has none to give."""
        if cell is None:
            return None
        if isinstance(cell.raw, CellFault):
            self.note("C202" if cell.raw.uncached else "C201", cell)
            return None
        return cell.raw

    def text(self, cell: Cell | None) -> str:
        """Cleaned text.  Numbers and dates read as they are shown."""
        if cell is None or cell.raw is None:
            return ""
        value = cell.raw
        if not isinstance(value, str):
            return shown(self.usable(cell))
        text, strays = _looked_at(value)
        if text != value and (faults := hygiene(value)):
            self.note("C203", cell, faults=faults)
        if strays:
            self.note("C204", cell)
        if len(text) > LONG_TEXT:
            self.note("C205", cell, length=str(len(text)))
        return text

    def optional_text(self, cell: Cell | None) -> str | None:
        return self.text(cell) or None

    def lines(self, cell: Cell | None) -> tuple[str, ...]:
        """One text a line; blank lines are dropped."""
        return lines(self.text(cell))

    def date(self, cell: Cell | None) -> dt.date | None:
        if cell is None or cell.raw is None:
            return None
        value = self.usable(cell)
        if isinstance(value, str) and not clean(value):
            return None
        reading = read_date(value)
        if reading.problem:
            self.note(_DATE_CODES[reading.problem], cell)
        elif reading.be_as_ce and reading.day:
            day = reading.day
            self.note("D504", cell, meant=f"{day.day}/{day.month}/{day.year + BE_OFFSET}")
        return reading.day

    def figure(self, cell: Cell | None) -> str:
        """What stands where a number belongs, in Arabic digits; '' for an empty cell.

        A date or a truth value reads as no number ever does: 31/3/2567, TRUE.  A share reads as shown, 25%.
        """
        value = self.usable(cell)
        if type(value) is Formatted and "%" not in value.text:
            value = float(value)
        return arabic_digits(clean(value)) if isinstance(value, str) else shown(value)

    def score(self, cell: Cell | None) -> Decimal | None:
        text = self.figure(cell)
        if cell is None or not text:
            return None
        text = text.removesuffix("คะแนน").removesuffix("%").strip()
        if not _NUMBER.fullmatch(text):
            self.note("R401", cell)
            return None
        return Decimal(text)

    def year(self, cell: Cell | None) -> FiscalYear | None:
        text = self.figure(cell)
        if cell is None or not text:
            return None
        found = _YEAR.fullmatch(text)
        number = int(found[1]) if found else 0
        if number + BE_OFFSET in REPORT_YEARS:
            self.note("Y502", cell, meant=str(number + BE_OFFSET))
            return FiscalYear(number + BE_OFFSET)
        if number not in REPORT_YEARS:
            self.note("Y501", cell)
            return None
        return FiscalYear(number)

    def count(self, cell: Cell | None) -> int | None:
        if cell is None or cell.raw is None:
            return None
        text = self.figure(cell)
        if cell is None or not text:
            return None
        found = _COUNT.fullmatch(text)
        if not found:
            self.note("M604", cell)
            return None
        return int(found[1])

    def choice(self, cell: Cell | None, words: type[E], code: str) -> E | None:
        """The member whose word stands in the cell; noticed under `code` when there is none."""
        value = self.usable(cell)
        if isinstance(value, str) and (chosen := _spelt(words).get(value)):  # from the list, letter by letter
            return chosen
        if cell is None or value is None or (isinstance(value, str) and not clean(value)):
            return None
        member = _members(words).get(key(value)) if isinstance(value, str) else None
        if member is None:
            self.note(code, cell, choices=" / ".join(m.value for m in words))
        elif isinstance(value, str):
            self.text(cell)  # for what its letters hide
        return member


@lru_cache(maxsize=1024)
def _looked_at(value: str) -> tuple[str, bool]:
    """The text cleaned, and whether a space stands inside a syllable."""
    text = clean(value)
    return text, " " in text and _STRAY_SPACE.search(text) is not None


_SPELT: dict[type[Enum], dict[str, Enum]] = {}
_MEMBERS: dict[type[Enum], dict[str, Enum]] = {}


def _spelt(words: type[E]) -> Mapping[str, E]:
    """The members by their words as the drop-down has them."""
    if words not in _SPELT:
        _SPELT[words] = {m.value: m for m in words}
    return _SPELT[words]  # type: ignore[return-value]


def _members(words: type[E]) -> Mapping[str, E]:
    """The members by their words as `thai.key` compares them."""
    if words not in _MEMBERS:
        _MEMBERS[words] = {key(m.value): m for m in words}
    return _MEMBERS[words]  # type: ignore[return-value]
