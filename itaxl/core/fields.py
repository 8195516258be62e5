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
from itaxl.core.model import Digits
from itaxl.core.reading import Cell, Sighting
from itaxl.core.thai.date_words import CE_YEARS, DateDoubt, DateProblem
from itaxl.core.thai.dates import format_date, read_date
from itaxl.core.thai.text import arabic_digits, clean, hollow, hygiene, key, lines, said
from itaxl.core.years import BE_OFFSET, REPORT_YEARS, FiscalYear

E = TypeVar("E", bound=Enum)

_DATE_CODES = {
    DateProblem.UNREADABLE: "D501",
    DateProblem.IMPOSSIBLE: "D502",
    DateProblem.AMBIGUOUS: "D503",
}
_DOUBT_CODES = {
    DateDoubt.BE_AS_CE: "D504",
    DateDoubt.TWO_DIGITS: "D505",
    DateDoubt.RUN_TOGETHER: "D506",
}
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,8})?")
_COUNT = re.compile(r"(?:ข้อ|ที่|ลำดับ|มาตรการ)?\s*\(?(\d{1,6})[.)]?")
_YEAR = re.compile(r"(?:ปี|ปีงบประมาณ)?\s*(?:พ\.?ศ\.?)?\s*(\d{4}|\d{2})")
#: Begins with the space: so the many letters are passed over at once.
_STRAY_SPACE = re.compile("[ \u00a0](?:(?<=[เแโใไ].)[ \u00a0]*[ก-ฮ]|(?<=[ก-ฮ].)[ \u00a0]*[ะาำัิ-ฺ็-๎])")
#: Signs that Word sets before the items of a list, and the letters that stand for them in another font.
#: The patterns are compiled where they are needed: few texts have any, and a click must start fast.
_BULLETS = frozenset("•●▪▫◦∙·◆◇■□▶►➢➤❖✓✔★*oØü§v")
_BULLET = r"[•●▪▫◦∙·◆◇■□▶►➢➤❖✓✔★*]\s*|[oØü§v]\s+(?=[ก-๙(“])"
_BEFORE_LINES = _BULLETS | frozenset("-–—._…")
_DASH = r"[-–—]\s*(?=[ก-๙“(])"
_WORDS_BEFORE_NUMBERS = frozenset("ขมล")  # ข้อ, มาตรการที่, ลำดับที่
_BEFORE_TITLES = _BULLETS | _WORDS_BEFORE_NUMBERS | frozenset("-–—(0123456789๐๑๒๓๔๕๖๗๘๙")
#: Longer than this, one cell fills more than a page of the memo.
LONG_TEXT = 2000


class Notebook:
    """Collects what is noticed while cells are read."""

    def __init__(self) -> None:
        self.sightings: list[Sighting] = []

    def note(self, code: str, cell: Cell, suggestion: Value = None, **words: str) -> None:
        """`suggestion` as in `Finding`."""
        labelled = {"label": cell.field.label, **words}
        self.sightings.append(Sighting(code, cell.place, cell.raw, labelled, suggestion))

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
        text, strays, telling = _looked_at(value)
        if telling:
            self._tell(cell, value, text, strays)
        return text

    def _tell(self, cell: Cell, value: str, text: str, strays: bool) -> None:
        if text != value and (faults := hygiene(value)):
            self.note("C203", cell, text, faults=faults)
        if strays:
            self.note("C204", cell)
        if len(text) > LONG_TEXT:
            self.note("C205", cell, length=str(len(text)))

    def optional_text(self, cell: Cell | None) -> str | None:
        return self.text(cell) or None

    def lines(self, cell: Cell | None) -> tuple[str, ...]:
        """One text a line, without the bullet that Word put before it; blank lines are dropped."""
        return without_bullets(lines(self.text(cell)))

    def title(self, cell: Cell | None, number: int | None) -> str:
        """A measure's title, without bullets and its own number, which the memo prints before it."""
        text = self.text(cell)
        if cell is None or not text or text[0] not in _BEFORE_TITLES:
            return text
        from itaxl.core.meanings.numbers import numbered  # few titles begin so, and a click must start fast

        bare = without_signs(text)
        own, rest = numbered(bare)
        if own is None or not rest or (bare[0] in _WORDS_BEFORE_NUMBERS and own != (number or own)):
            return bare
        self.note("M614", cell, rest, typed=bare.removesuffix(rest).strip())
        return rest

    def date(self, cell: Cell | None) -> dt.date | None:
        if cell is None or cell.raw is None:
            return None
        value = self.usable(cell)
        if isinstance(value, str) and hollow(value):
            return None
        reading = read_date(value)
        if reading.problem:
            meant = reading.suggestion or _day_meant(cell, reading.problem)
            words = {"reason": reading.reason} if reading.reason else {}
            self.note(_DATE_CODES[reading.problem], cell, meant, **words)
        elif reading.doubt and reading.day:
            day = format_date(reading.day, digits=Digits.ARABIC)
            self.note(_DOUBT_CODES[reading.doubt], cell, reading.day, meant=day)
        return reading.day

    def figure(self, cell: Cell | None) -> str:
        """What stands where a number belongs, in Arabic digits; '' for an empty cell, and for a dash.

        A date or a truth value reads as no number ever does: 31/3/2567, TRUE.  A share reads as shown, 25%.
        """
        value = self.usable(cell)
        if type(value) is Formatted and "%" not in value.text:
            value = float(value)
        if not isinstance(value, str):
            return shown(value)
        return "" if hollow(value) else arabic_digits(clean(value))

    def score(self, cell: Cell | None) -> Decimal | None:
        """Points of a hundred.  A share of 1, as a cell in percent holds it, is read as it is shown."""
        text = self.figure(cell)
        if cell is None or not text:
            return None
        if isinstance(cell.raw, float) and "%" not in text:
            text = shown(round(cell.raw, 6))  # a sum of points ends in digits that nobody typed
        text = text.removesuffix("คะแนน").removesuffix("%").strip()
        if not _NUMBER.fullmatch(text):
            from itaxl.core.meanings.typed import meant_score  # large, and most cells read plainly

            self.note("R401", cell, meant_score(text))
            return None
        score = Decimal(text)
        if 0 < score <= 1:
            score = (score * 100).normalize()
            self.note("R407", cell, float(score), meant=f"{score:f}")
        return score

    def year(self, cell: Cell | None) -> FiscalYear | None:
        text = self.figure(cell)
        if cell is None or not text:
            return None
        found = _YEAR.fullmatch(text)
        number = int(found[1]) if found and len(found[1]) == 4 else 0
        if number + BE_OFFSET in REPORT_YEARS:
            self.note("Y502", cell, float(number + BE_OFFSET), meant=str(number + BE_OFFSET))
            return FiscalYear(number + BE_OFFSET)
        if number not in REPORT_YEARS:
            self.note("Y501", cell, _year_meant(found[1]) if found else None)
            return None
        return FiscalYear(number)

    def count(self, cell: Cell | None) -> int | None:
        if cell is None or cell.raw is None:
            return None
        text = self.figure(cell)
        if cell is None or not text:
            return None
        found = _COUNT.fullmatch(text)
        if found:
            return int(found[1])
        from itaxl.core.meanings.numbers import count_of  # as above
        from itaxl.core.meanings.typed import meant_count

        number = count_of(cell.raw)
        if number is None:
            self.note("M604", cell, meant_count(text))
        return number

    def choice(self, cell: Cell | None, words: type[E], code: str) -> E | None:
        """The member whose word stands in the cell; noticed under `code` when there is none."""
        value = self.usable(cell)
        if isinstance(value, str) and (chosen := spelt(words).get(value)):  # from the list, letter by letter
            return chosen
        if cell is None or value is None or (isinstance(value, str) and hollow(value)):
            return None
        member = _members(words).get(key(value)) if isinstance(value, str) else None
        if member is None:
            from itaxl.core.meanings.typed import meant_choice  # as above

            self.note(code, cell, meant_choice(value, words), choices=" / ".join(m.value for m in words))
        elif isinstance(value, str):
            self.text(cell)  # for what its letters hide
        return member


def without_bullets(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Filled lines without the bullet before each; those that are a bullet or a dash alone are dropped."""
    for text in texts:
        if text[0] in _BEFORE_LINES:
            break
    else:
        return texts
    return tuple(line for text in texts if not hollow(line := re.sub(_BULLET, "", text, count=1)))


def without_signs(title: str) -> str:
    """A title without the bullets and dashes before its lines; '' for one that is a bullet alone."""
    if not title or title[0] not in _BEFORE_TITLES:
        return title
    return "\n".join(
        filter(None, (re.sub(_DASH, "", line, count=1) for line in without_bullets(lines(title))))
    )


def _day_meant(cell: Cell, problem: DateProblem) -> dt.date | None:
    """The one day that a text in other words means: a due date may be a month's or a quarter's last day."""
    if problem is not DateProblem.UNREADABLE or not isinstance(cell.raw, str):
        return None
    from itaxl.core.meanings.due import read_day  # seldom needed, and a click must start fast

    reading = read_day(cell.raw)
    return reading.day if reading.sure or cell.field.key == "due" else None


def _year_meant(typed: str) -> float | None:
    """The one year that is meant by 67, or by 2657, where two figures changed places."""
    if len(typed) == 2:
        meant = {2500 + int(typed)}
    else:
        meant = {int(typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]) for at in range(3)}
    years = meant.intersection(REPORT_YEARS)
    return float(years.pop()) if len(years) == 1 else None


def plain_text(value: Value) -> str:
    """The text of a cell of which nothing is to be told; '' for any other."""
    if type(value) is not str:
        return ""
    text, _, telling = _looked_at(value)
    return "" if telling else text


def plain_lines(value: Value) -> tuple[str, ...]:
    """The same line by line."""
    text = plain_text(value)
    return without_bullets(lines(text)) if text else ()


def plain_title(value: Value) -> str:
    """The same of a title, which nothing stands before."""
    text = plain_text(value)
    return "" if text and text[0] in _BEFORE_TITLES else text


def plain_count(value: Value) -> int | None:
    return int(value) if type(value) is float and 1 <= value <= 999_999 and value.is_integer() else None


def plain_day(value: Value) -> dt.date | None:
    return value if type(value) is dt.date and value.year in CE_YEARS else None


@lru_cache(maxsize=1024)
def _looked_at(value: str) -> tuple[str, bool, bool]:
    """The text as `said` gives it; whether a space stands inside a syllable; whether anything may be told."""
    text = said(value)
    strays = " " in text and _STRAY_SPACE.search(text) is not None
    return text, strays, strays or len(text) > LONG_TEXT or (text != value and bool(hygiene(value)))


_SPELT: dict[type[Enum], dict[str, Enum]] = {}
_MEMBERS: dict[type[Enum], dict[str, Enum]] = {}


def spelt(words: type[E]) -> Mapping[str, E]:
    """The members by their words as the drop-down has them."""
    if words not in _SPELT:
        _SPELT[words] = {m.value: m for m in words}
    return _SPELT[words]  # type: ignore[return-value]


def _members(words: type[E]) -> Mapping[str, E]:
    """The members by their words as `thai.key` compares them."""
    if words not in _MEMBERS:
        _MEMBERS[words] = {key(m.value): m for m in words}
    return _MEMBERS[words]  # type: ignore[return-value]
