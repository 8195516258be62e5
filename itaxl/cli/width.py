"""How wide Thai text is on a terminal, and text made safe to show there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_ZERO = {"Mn", "Me", "Cf"}
_SPACES = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_GAP = "  "


def width(text: str) -> int:
    """Columns that the text takes: vowels and tone marks above or below a letter take none."""
    return sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in _ZERO:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def printable(text: str) -> str:
    """One line without control characters: cell text must not steer the terminal."""
    flat = _SPACES.sub(" ", text)
    return "".join(c for c in flat if unicodedata.category(c) not in {"Cc", "Cs", "Co"} and not _steers(c))


def _steers(letter: str) -> bool:
    return letter in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def shortened(text: str, columns: int) -> str:
    """At most so many columns, with … where something was left out; never inside a cluster."""
    if width(text) <= columns:
        return text
    kept, used = "", 0
    for letter in text:
        used += _columns(letter)
        if used > columns - 1:
            break
        kept += letter
    return kept + "…"


def padded(text: str, columns: int, right: bool = False) -> str:
    """Filled with spaces up to so many columns."""
    gap = " " * max(0, columns - width(text))
    return gap + text if right else text + gap


def wrapped(text: str, columns: int) -> list[str]:
    """Lines of at most so many columns, broken at spaces only: a Thai word is never cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width(longer) > columns:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def table(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> list[str]:
    """Lines of a table whose first row is the header; `right` names the columns of figures."""
    figures = set(right)
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = [
        _GAP.join(padded(cell, widths[i], i in figures) for i, cell in enumerate(row)).rstrip()
        for row in rows
    ]
    lines.insert(1, _GAP.join("-" * w for w in widths))
    return lines
