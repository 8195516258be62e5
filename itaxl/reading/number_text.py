"""What a cell shows of a number that its number alone does not tell.  Source: ECMA-376 part 1, 18.8.31."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import groupby
from operator import ge, gt, le, lt, ne
from typing import TypeAlias

from itaxl.named_tuple import NamedTuple

GENERAL = "General"
_TOKEN = re.compile(
    r'"([^"]*)"?|\\(.)|_.|\*.|(\[[^\]]*\])|(AM/PM|A/P|General)|(.)', re.IGNORECASE | re.DOTALL
)
_CONDITION = r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]"
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": le, ">=": ge, "<>": ne, "<": lt, ">": gt, "=": lambda a, b: a == b,
}  # fmt: skip
_DIGITS = "0#?"
#: Beyond this a number has more digits than a cell keeps.
_MOST = 10.0**15

#: What a format's section is made of: (whether it is shown as it stands, text).
Section: TypeAlias = tuple[tuple[bool, str], ...]


@lru_cache(1024)
def sections_of(code: str) -> tuple[Section, ...]:
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


def tells(section: Section) -> bool:
    """Letters or digits of its own, a percent sign, leading zeros, or signs between the digits."""
    plain = "".join(text for literal, text in section if not literal and len(text) == 1)
    if "%" in plain:
        return True
    if any(c in "eE/" for c in plain) or not any(c in _DIGITS for c in plain):
        return _has_words(section) and any(text == GENERAL for literal, text in section if not literal)
    whole = plain.partition(".")[0]
    return whole.count("0") > 1 or _has_words(section) or len(_runs(section)) > 1


def _has_words(section: Section) -> bool:
    return any(literal and any(map(str.isalnum, text)) for literal, text in section)


def _runs(section: Section) -> list[str]:
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
def _shape(section: Section) -> _Shape | None:
    """None for a section whose numbers are not shown here: texts, powers of ten, fractions."""
    plain = [text for literal, text in section if not literal and not text.startswith("[")]
    if not tells(section) or any(sign in plain for sign in "@eE/"):
        return None
    decimals = plain[plain.index(".") + 1 :] if "." in plain else []
    places = sum(text in _DIGITS for text in decimals)
    general = GENERAL.lower() in map(str.lower, plain)
    return _Shape(plain.count("%"), places, decimals.count("0"), general)


def shown_number(number: float, code: str) -> str:
    """What a cell shows of a number; '' where this is not known for certain, or nothing but the number."""
    section, absolute = _chosen(number, sections_of(code))
    shape = _shape(section) if section else None
    if section is None or shape is None:
        return ""
    return _filled(abs(number) if absolute else number, section, shape)


def _chosen(number: float, sections: tuple[Section, ...]) -> tuple[Section | None, bool]:
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
def _conditions(sections: tuple[Section, ...]) -> tuple[tuple[str, float] | None, ...]:
    return tuple(map(_condition, sections))


def _condition(section: Section) -> tuple[str, float] | None:
    for literal, text in section:
        if not literal and (found := re.fullmatch(_CONDITION, text)):
            return found[1], float(found[2])
    return None


def _filled(number: float, section: Section, shape: _Shape) -> str:
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


def _general(section: Section, digits: str) -> list[str]:
    return [
        text if literal else digits if text.lower() == GENERAL.lower() else "%" if text == "%" else ""
        for literal, text in section
    ]


def _whole(section: Section, whole: str, fraction: str) -> str:
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


def _parted(section: Section) -> tuple[Section, Section]:
    """What stands before the decimal point, and it with what follows."""
    at = next((n for n, (literal, text) in enumerate(section) if not literal and text == "."), len(section))
    return section[:at], section[at:]
