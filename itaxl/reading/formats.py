"""Number formats: which numbers are days, and what a cell shows that its number alone does not tell.

A telephone number under 000-000-0000 is 42555007 in the file, ITA-007 is 7, 25% is 0.25: such a number keeps
what is seen.  What only rounds, groups or colours it is left aside.  Sources: ECMA-376 part 1, 18.8.30 and
18.8.31 (built-in formats, those of Thai Excel among them).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import groupby
from math import isfinite
from operator import ge, gt, le, lt, ne
from typing import NamedTuple

from itaxl.core.grid import DAY_ZERO, Formatted, Moment, Value

GENERAL = "General"
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
_LAST_DAY = 2_958_466
_SECONDS = 86_400
_MARCH_1900 = 60
#: Between the years 1900 and 1904, from which two programs count.
_SINCE_1904 = 1462
_TOKEN = re.compile(
    r'"([^"]*)"?|\\(.)|_.|\*.|(\[[^\]]*\])|(AM/PM|A/P|General)|(.)', re.IGNORECASE | re.DOTALL
)
_ELAPSED = r"(?i)\[(?:h+|m+|s+)\]"
_CONDITION = r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]"
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": le, ">=": ge, "<>": ne, "<": lt, ">": gt, "=": lambda a, b: a == b,
}  # fmt: skip
_DIGITS = "0#?"
#: Beyond this a number has more digits than a cell keeps.
_MOST = 10.0**15


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
        if self.elapsed:
            return _span(number, self.code)
        if self.day:
            return self._moment(number + _SINCE_1904 if date1904 and number >= 1 else number)
        text = shown_number(number, self.code) if self.telling else ""
        return Formatted(number, text) if text else number

    def _moment(self, number: float) -> Value:
        if not 0 <= number < _LAST_DAY:
            return number
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
    sections = _sections(code)
    signs = [letter for literal, letter in sections[0] if not literal]
    marks = "".join(mark for mark in signs if len(mark) == 1).lower()
    if any(re.fullmatch(_ELAPSED, mark) for mark in signs):
        return Format(code, day=True, elapsed=True, telling=True)
    clocked = any(mark.upper() in ("AM/PM", "A/P") for mark in signs)
    if clocked or any(letter in "dmyhs" for letter in marks):
        return Format(code, day=True, clock=clocked or any(letter in "hs" for letter in marks))
    return Format(code, telling=any(map(_tells, sections)))


def built_in(number: int) -> Format:
    """The format of a number that stands for one."""
    return format_of(_BUILT_IN.get(number, GENERAL))


#: What a format's section is made of: (whether it is shown as it stands, text).
_Section = tuple[tuple[bool, str], ...]


@lru_cache(1024)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[list[tuple[bool, str]]] = [[]]
    for found in _TOKEN.finditer(code):
        quoted, escaped, bracket, word, letter = found.groups()
        if quoted is not None or escaped is not None:
            sections[-1].append((True, quoted if quoted is not None else escaped))
        elif bracket is not None and bracket.startswith("[$"):
            sections[-1].append(
                (True, bracket[2:-1].partition("-")[0])
            )  # a currency; a language says nothing
        elif letter == ";":
            sections.append([])
        elif bracket or word or letter:
            sections[-1].append((False, bracket or word or letter))
    return tuple(map(tuple, sections[:4]))


def _tells(section: _Section) -> bool:
    """Letters or digits of its own, a percent sign, leading zeros, or signs between the digits."""
    plain = "".join(text for literal, text in section if not literal and len(text) == 1)
    if "%" in plain:
        return True
    if any(c in "eE/" for c in plain) or not any(c in _DIGITS for c in plain):
        return _has_words(section) and any(text == GENERAL for literal, text in section if not literal)
    whole = plain.partition(".")[0]
    return whole.count("0") > 1 or _has_words(section) or len(_runs(section)) > 1


def _has_words(section: _Section) -> bool:
    return any(literal and any(map(str.isalnum, text)) for literal, text in section)


def _runs(section: _Section) -> list[str]:
    """The stretches of digits before the decimal point that other signs separate."""
    signs = []
    for literal, text in section:
        if not literal and text == ".":
            break
        if not (not literal and (text.startswith("[") or text == ",")) and text:
            signs.append("0" if not literal and text in _DIGITS else "-")
    return ["".join(run) for sign, run in groupby(signs) if sign == "0"]


class _Shape(NamedTuple):
    """What a section does with a number: shares of a hundred, decimal places, those of them that are filled
    with zeros, and whether the number stands in it as it would by itself (General)."""

    percent: int
    places: int
    needed: int
    general: bool


@lru_cache(1024)
def _shape(section: _Section) -> _Shape | None:
    """None for a section whose numbers are not shown here: texts, powers of ten, fractions."""
    plain = [text for literal, text in section if not literal and not text.startswith("[")]
    if not _tells(section) or any(sign in plain for sign in "@eE/"):
        return None
    decimals = plain[plain.index(".") + 1 :] if "." in plain else []
    places = sum(text in _DIGITS for text in decimals)
    general = GENERAL.lower() in map(str.lower, plain)
    return _Shape(plain.count("%"), places, decimals.count("0"), general)


def shown_number(number: float, code: str) -> str:
    """What a cell shows of a number; '' where this is not known for certain, or nothing but the number."""
    section, absolute = _chosen(number, _sections(code))
    shape = _shape(section) if section else None
    if section is None or shape is None:
        return ""
    return _filled(abs(number) if absolute else number, section, shape)


def _chosen(number: float, sections: tuple[_Section, ...]) -> tuple[_Section | None, bool]:
    """The section for a number, and whether the sign is the section's own."""
    conditions = _conditions(sections)
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _COMPARE[condition[0]](number, condition[1]):
                return section, False
        return None, False
    if len(sections) > 1 and number < 0:
        return sections[1], True
    if len(sections) > 2 and number == 0:
        return sections[2], False
    return sections[0], False


@lru_cache(1024)
def _conditions(sections: tuple[_Section, ...]) -> tuple[tuple[str, float] | None, ...]:
    return tuple(map(_condition, sections))


def _condition(section: _Section) -> tuple[str, float] | None:
    for literal, text in section:
        if not literal and (found := re.fullmatch(_CONDITION, text)):
            return found[1], float(found[2])
    return None


def _filled(number: float, section: _Section, shape: _Shape) -> str:
    """The digits in the places of a section, its own letters between them."""
    if abs(number) >= _MOST:
        return ""
    value = Decimal(repr(abs(float(number))))
    if shape.percent:
        value *= 100**shape.percent
    if not shape.general:
        value = value.quantize(Decimal(1).scaleb(-shape.places), ROUND_HALF_UP)
    whole, _, fraction = f"{value:f}".partition(".")
    kept = 0 if shape.general else shape.needed
    fraction = fraction[:kept] + fraction[kept:].rstrip("0")
    sign = "-" if number < 0 and value else ""
    if shape.general:
        return _trimmed("".join(_general(section, f"{whole}{'.' if fraction else ''}{fraction}")), sign)
    return _trimmed(_whole(section, whole if whole != "0" else "", fraction), sign)


def _trimmed(text: str, sign: str) -> str:
    return sign + text.strip()


def _general(section: _Section, digits: str) -> list[str]:
    return [
        text if literal else digits if text.lower() == GENERAL.lower() else "%" if text == "%" else ""
        for literal, text in section
    ]


def _whole(section: _Section, whole: str, fraction: str) -> str:
    """From the right: a place takes a digit, the leftmost all that are left."""
    head, tail = _parted(section)
    slots = [text for literal, text in head if not literal and text in _DIGITS]
    digits = _dealt(whole, slots, grouped=(False, ",") in head)
    before = "".join(_piece(literal, text, digits) for literal, text in head)
    decimals = list(fraction[::-1])
    after = [_piece(literal, text, decimals) for literal, text in tail]
    return before + "".join(after[0 if fraction else 1 :])


def _dealt(whole: str, slots: list[str], *, grouped: bool) -> list[str]:
    """What each place shows, the last place first."""
    if grouped:
        padded = whole.rjust(slots.count("0"), "0")
        return [*[""] * (len(slots) - 1), f"{int(padded):,}" if padded else ""]
    dealt: list[str] = []
    for n, slot in enumerate(reversed(slots), 1):
        digits = whole if n == len(slots) else whole[-1:]
        whole = "" if n == len(slots) else whole[:-1]
        dealt.append(digits or ("0" if slot == "0" else ""))
    return dealt


def _piece(literal: bool, text: str, digits: list[str]) -> str:
    """A stretch of a section; a place takes the last of the digits, if any is left."""
    if literal:
        return text
    if text in _DIGITS:
        return digits.pop() if digits else ""
    return "" if text == "," or text.startswith("[") else text


def _parted(section: _Section) -> tuple[_Section, _Section]:
    """What stands before the decimal point, and it with what follows."""
    at = next((n for n, (literal, text) in enumerate(section) if not literal and text == "."), len(section))
    return section[:at], section[at:]
