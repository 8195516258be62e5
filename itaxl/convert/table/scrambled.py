"""Thai text that was saved in one code page and opened in another: told, and put right when certain."""

from __future__ import annotations

from collections.abc import Iterable

from itaxl.core.grid import Grid, Value
from itaxl.named_tuple import NamedTuple

#: How a first letter of a Thai syllable in UTF-8 looks in a code page: most of a scrambled text is these.
_TRACES = {"cp1252": ("à¸", "à¹"), "cp874": ("เธ", "เน")}
#: Thai of one byte a letter, opened as Western: most of its letters are of this stretch.
_WESTERN = range(0xA1, 0xFC)
_SHARE = 0.2
_LEAST = 6


class Way(NamedTuple):
    """The code page in which a text was opened, and the one in which it was written."""

    opened: str
    written: str


def way_of(texts: Iterable[str]) -> Way | None:
    """How the texts of a file were scrambled; None where they are as they should be."""
    everything = "".join(texts)
    beyond = sum(letter > "\x7f" for letter in everything)
    if beyond < _LEAST:
        return None
    for page, traces in _TRACES.items():
        if sum(map(everything.count, traces)) >= _SHARE * beyond:
            return Way(page, "utf-8")
    western = sum(ord(letter) in _WESTERN for letter in everything)
    return Way("cp1252", "cp874") if western * 10 >= beyond * 9 else None


def unscrambled(grid: Grid, way: Way) -> tuple[Grid, bool]:
    """The sheet with its texts put right, and whether all of them could be."""
    whole = True
    rows: list[tuple[Value, ...]] = []
    for row in grid.rows:
        cells: list[Value] = []
        for value in row:
            right = _right(value, way) if isinstance(value, str) else value
            whole = whole and (right is not None or value is None)
            cells.append(value if right is None else right)
        rows.append(tuple(cells))
    sheet = _right(grid.sheet, way)
    return grid._replace(rows=tuple(rows), sheet=sheet or grid.sheet), whole


def _right(text: str, way: Way) -> str | None:
    """The text as it was written; as it is where it has no letter beyond ASCII; None where it is lost."""
    if text.isascii():
        return text
    try:
        return bytes(_byte(letter, way.opened) for letter in text).decode(way.written)
    except (UnicodeError, ValueError):
        return None


def _byte(letter: str, page: str) -> int:
    """The byte that a code page shows as a letter; what it has no letter for is passed through."""
    if "\x80" <= letter <= "\x9f":
        return ord(letter)
    return letter.encode(page)[0]
