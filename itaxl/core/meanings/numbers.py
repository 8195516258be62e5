"""The numbers of measures, in whatever brackets."""

from __future__ import annotations

import datetime as dt
import re

from itaxl.core.grid import Value, shown
from itaxl.core.thai.text import arabic_digits, clean

#: '(๑) ', '1.', '๑)', 'ข้อ 1' before a title; a figure and a space alone may belong to the title itself.
_LEADING = re.compile(
    r"^\s*(?:(?:ข้อที่|ข้อ|มาตรการที่|ลำดับที่)\s*(\d{1,3})(?:\s*[.):\-–]|\s|$)|\(\s*(\d{1,3})\s*\)|(\d{1,3})\s*[.)](?!\d))\s*"
)
#: '1.1 ', '๒.๑) ', '(1.2) ' before a title.
_LEADING_PART = re.compile(r"^\s*\(?\s*(\d{1,2}(?:\.\d{1,2})+)\s*(?:[.):\-–]\s*|\s+)(?=\S)")
_COUNT = re.compile(r"(?:ข้อที่|ข้อ|มาตรการที่|ลำดับที่|ที่)?\s*\(?\s*(\d{1,4})\s*[.)]*")
_FIGURES = re.compile(r"\d+")
_SUB_COUNT = re.compile(r"\(?\d{1,3}[.\-]\d{1,3}(?:[.\-]\d{1,3})*[.)]?")


def count_of(value: Value) -> int | None:
    """The number that a cell of the column of numbers holds: 3, '(๓)', 'ข้อ 3.'."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and 0 <= value < 10_000 else None
    found = _COUNT.fullmatch(arabic_digits(clean(shown(value))))
    return int(found[1]) if found else None


def path_of(value: Value) -> tuple[int, ...]:
    """The number of a cell, level by level: '๑.๒' → (1, 2), '3.' → (3,), 'ก' → ().

    Excel makes a date of 1-2, day and month in either order: of that only the two levels are sure.
    """
    if isinstance(value, dt.date):
        return value.day, value.month
    if (count := count_of(value)) is not None:
        return (count,)
    text = arabic_digits(clean(shown(value)))
    if not _SUB_COUNT.fullmatch(text.replace("/", ".")):
        return ()
    return tuple(map(int, _FIGURES.findall(text)))


def is_sub_count(value: Value) -> bool:
    """1.1, 1-2 …: a part of a measure, or a measure of a group."""
    return len(path_of(value)) > 1


def title_path(text: str) -> tuple[int, ...]:
    """The number before a title, level by level; () for none."""
    path, rest = sub_numbered(text)
    own = None if path else numbered(rest)[0]
    return path if own is None else (own,)


def sub_numbered(text: str) -> tuple[tuple[int, ...], str]:
    """A title's own number of several levels and the title: '1.2 จัดทำ…' → ((1, 2), 'จัดทำ…')."""
    text = clean(text)
    found = _LEADING_PART.match(arabic_digits(text))
    if not found:
        return (), text
    return tuple(map(int, _FIGURES.findall(found[1]))), text[found.end() :].strip()


def numbered(text: str) -> tuple[int | None, str]:
    """A title's own number and the title: '(๑) ควรมี…' → (1, 'ควรมี…')."""
    text = clean(text)
    found = _LEADING.match(arabic_digits(text))
    if not found or any(_LEADING.match(arabic_digits(line)) for line in text.split("\n")[1:]):
        return None, text  # a list of its own keeps its numbers
    return int(found[1] or found[2] or found[3]), text[found.end() :].strip()
