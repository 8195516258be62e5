"""The one thing that a cell obviously means which does not say it in the tracker's own words.

What is found here is asked about, never taken: the clerk says yes.  None where two things may be meant.
Loaded when a cell did not read plainly, since the vocabulary behind it is large.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum

from itaxl.core.grid import Value, shown
from itaxl.core.meanings.alike import nearest
from itaxl.core.meanings.offices import kind_of
from itaxl.core.meanings.status import meant_status
from itaxl.core.meanings.vocabulary import plain
from itaxl.core.model import DateStyle, Digits, OfficeKind, Round, Status
from itaxl.core.thai.text import arabic_digits, clean

_ROUND = re.compile(r"(?:รอบ|ครั้ง|งวด)?(?:ที่)?(6|12|หก|สิบสอง)(?:เดือน)?(?:แรก|หลัง)?")
_ROUNDS = {"6": Round.SIX_MONTHS, "หก": Round.SIX_MONTHS, "ครึ่งปี": Round.SIX_MONTHS}
_ROUNDS |= dict.fromkeys(("12", "สิบสอง", "ทั้งปี", "สิ้นปี", "สิ้นปีงบประมาณ"), Round.TWELVE_MONTHS)
_DIGITS = {"ไทย": Digits.THAI, "ตัวเลขไทย": Digits.THAI, "thai": Digits.THAI}
_DIGITS |= dict.fromkeys(
    ("อารบิก", "อาราบิก", "อาระบิก", "เลขอาราบิก", "ฮินดูอารบิก", "ตัวเลขอารบิก", "arabic"), Digits.ARABIC
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ALONE = re.compile(r"(?<!\d)(?<!\d[.,/-])\d{1,3}(?![\d.,/-])")
#: Between a figure and its decimals somebody typed a comma, a second dot or a space.
_DECIMALS = re.compile(r"(?<![\d.,])(\d{1,3})\s*(?:,|\.\s*\.?|٫)\s*(\d{1,2})(?![\d.,])")
_OF_A_HUNDRED = re.compile(r"(?:/|จาก|เต็ม|ของ)\s*100(?![\d.])")


def meant_choice(value: Value, words: type[Enum]) -> str | None:
    """The word of a drop-down that a cell means: อบต. in the place of its long name."""
    special = _SPECIAL.get(words)
    if special and (member := special(value)):
        return str(member.value)
    return meant_word(shown(value), (str(member.value) for member in words))


def meant_word(text: str, words: Iterable[str]) -> str | None:
    """The one word that a text is, but for signs around it, a letter or two, or its beginning."""
    bare, spelt = plain(text), {plain(word): word for word in words}
    if bare in spelt:
        return spelt[bare]
    ends = [word for one, word in spelt.items() if len(bare) > 1 and one.endswith(bare)]
    return ends[0] if len(ends) == 1 else nearest(bare, spelt)


def _round(value: Value) -> Round | None:
    bare = plain(shown(value))
    found = _ROUND.fullmatch(bare)
    return _ROUNDS.get(found[1] if found else bare)


def _digits(value: Value) -> Digits | None:
    return _DIGITS.get(plain(shown(value)))


def _date_style(value: Value) -> DateStyle | None:
    """A day written in one of the two ways, or the way's name."""
    bare = plain(shown(value))
    if re.fullmatch(r"\d{1,2}เดือน\D{2,12}พศ\d{4}|แบบยาว|แบบเต็ม|ยาว|เต็ม", bare):
        return DateStyle.LONG
    return DateStyle.SHORT if re.fullmatch(r"\d{1,2}\D{2,12}\d{4}|แบบสั้น|สั้น|แบบย่อ", bare) else None


def _kind(value: Value) -> OfficeKind | None:
    return kind_of(clean(shown(value)))


_SPECIAL: Mapping[type[Enum], Callable[[Value], Enum | None]] = {
    Status: meant_status,
    OfficeKind: _kind,
    Round: _round,
    Digits: _digits,
    DateStyle: _date_style,
}


def meant_count(text: str) -> float | None:
    """The one whole number in a text: 'ตัวชี้วัดที่ ๓' → 3; None for 1.1 and for '1-3'."""
    figures = arabic_digits(clean(text))
    found = _ALONE.findall(figures)
    one = len(found) == 1 and len(_NUMBER.findall(figures)) == 1
    return float(found[0]) if one else None


def meant_score(text: str) -> float | None:
    """The one score in a text: 'ร้อยละ 88.40', '88,40', '88. 40', '88.40/100' → 88.4."""
    figures = _DECIMALS.sub(r"\1.\2", arabic_digits(clean(text)))
    found = _NUMBER.findall(_OF_A_HUNDRED.sub(" ", figures))
    score = float(found[0]) if len(found) == 1 and "-" not in figures else 0.0
    return score if 1 < score <= 100 else None
