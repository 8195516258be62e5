"""How wide Thai text is on a terminal, and text made safe to show there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_ZERO = {"Mn", "Me", "Cf"}
#: Compiled when it is first wanted, as few texts have any.
_SPACES = r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+"
#: Controls, format characters (those that turn the direction, too), halves of letters, fonts' own.
_STEERING = {"Cc", "Cf", "Cs", "Co"}
_JOINER = "\u200d"
_GAP = "  "


def width(text: str) -> int:
    """Columns that the text takes: vowels and tone marks above or below a letter take none."""
    return sum(map(_columns, text))


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in _ZERO:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def printable(text: str) -> str:
    """One line that leaves the terminal, and the direction of the text, alone; joined emoji stay."""
    if text.isprintable():
        return text
    return "".join(
        c for c in re.sub(_SPACES, " ", text) if c == _JOINER or unicodedata.category(c) not in _STEERING
    )


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
