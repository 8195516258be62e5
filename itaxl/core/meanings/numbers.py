"""The numbers of measures, in whatever brackets."""

from __future__ import annotations

import re

from itaxl.core.grid import Value, shown
from itaxl.core.thai.text import arabic_digits, clean

#: '(๑) ', '1.', '๑)', 'ข้อ 1' before a title; a figure and a space alone may belong to the title itself.
_LEADING = re.compile(
    r"^\s*(?:(?:ข้อที่|ข้อ|มาตรการที่|ลำดับที่)\s*(\d{1,3})(?:\s*[.):\-–]|\s|$)|\(\s*(\d{1,3})\s*\)|(\d{1,3})\s*[.)](?!\d))\s*"
)
_COUNT = re.compile(r"(?:ข้อที่|ข้อ|มาตรการที่|ลำดับที่|ที่)?\s*\(?\s*(\d{1,4})\s*[.)]*")
_SUB_COUNT = re.compile(r"\(?\d{1,3}[.\-]\d{1,3}(?:[.\-]\d{1,3})*[.)]?")


def count_of(value: Value) -> int | None:
    """The number that a cell of the column of numbers holds: 3, '(๓)', 'ข้อ 3.'."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and 0 <= value < 10_000 else None
    found = _COUNT.fullmatch(arabic_digits(clean(shown(value))))
    return int(found[1]) if found else None


def is_sub_count(value: Value) -> bool:
    """1.1, 1.2 …: a part of a measure."""
    if isinstance(value, float):
        return not value.is_integer() and 0 < value < 1000
    return bool(_SUB_COUNT.fullmatch(arabic_digits(clean(shown(value)))))


def numbered(text: str) -> tuple[int | None, str]:
    """A title's own number and the title: '(๑) ควรมี…' → (1, 'ควรมี…')."""
    text = clean(text)
    found = _LEADING.match(arabic_digits(text))
    if not found or any(_LEADING.match(arabic_digits(line)) for line in text.split("\n")[1:]):
        return None, text  # a list of its own keeps its numbers
    return int(found[1] or found[2] or found[3]), text[found.end() :].strip()
