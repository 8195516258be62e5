"""What we last wrote on a result sheet: a mark a line, which only our own writing makes.

A mark is a digest a cell.  The marks stand on the hidden sheet of settings, a column a result sheet, and so
stay with the workbook in every format.  A line on the sheet is ours while a mark is left for it: of two
equal lines one is a person's copy when only one was written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import combinations

from itaxl.blake2 import blake2b
from itaxl.core import layout
from itaxl.core.grid import Grid, Value, shown

#: Marks in the order of the lines.
Lines = tuple[str, ...]
#: Whether so many cells, by index, make a line certainly ours.
Enough = Callable[[Sequence[int]], bool]

#: Apart from the settings, which end at the first empty key of column A.
COLUMNS = {layout.FINDINGS_SHEET: 4, layout.ROLLUP_SHEET: 5, layout.KEPT_TABLE: 6}
#: Above the marks; without it nothing is known of the lines.
HEAD = "itaxl lines 1"
#: A letter in front, so that no program takes a mark for a number or a formula.
_FRONT = "L"
_BYTES, _WIDTH = 4, 8
_BLANK = "." * _WIDTH
_MARK = re.compile(rf"{_FRONT}(?:[0-9a-f.]{{{_WIDTH}}})+")
#: What programs change when they save, besides blanks and ends of lines: letters that no file can hold.
_UNSTEADY = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]+")


def mark(cells: Sequence[Value]) -> str:
    """The mark of a line."""
    return _FRONT + "".join(map(_digest, cells))


def _digest(value: Value) -> str:
    return _digest_of(value if isinstance(value, str) else shown(value))


@lru_cache(maxsize=8_192)  # what is read from the sheet is mostly what is about to be written
def _digest_of(text: str) -> str:
    steady = "".join(text.split())
    if not steady.isprintable():
        steady = _UNSTEADY.sub("", steady)
    return blake2b(steady.encode(), digest_size=_BYTES).hexdigest() if steady else _BLANK


def lines_in(settings: Grid | None, sheet: str) -> Lines | None:
    """The marks of a result sheet; None where nobody noted any."""
    column = COLUMNS[sheet]
    if settings is None or settings.at(1, column) != HEAD:
        return None
    marks = (settings.at(row, column) for row in range(2, len(settings.rows) + 1))
    return tuple(mark for mark in marks if isinstance(mark, str) and mark)


def is_note(column: int, text: str) -> bool:
    """Whether a text on the sheet of settings is one of those that `noted` gives."""
    return column in COLUMNS.values() and (text == HEAD or bool(_MARK.fullmatch(text)))


def noted(lines: Lines, before: Lines | None) -> list[str]:
    """The cells of the marks' column from its top, '' where an earlier mark goes."""
    return [HEAD, *lines, *[""] * (len(before or ()) - len(lines))]


def ours_in(rows: Sequence[Sequence[Value]], lines: Lines, enough: Enough) -> list[tuple[int, ...]]:
    """Of each row the cells that are ours, by index: those of the mark that it has most in common with.

    A row that is as it was written is ours whatever it holds, any other if `enough` of its cells are.
    """
    found: list[tuple[int, ...]] = [()] * len(rows)
    left = {n: tuple(map(_digest, row)) for n, row in enumerate(rows)}
    width = len(rows[0]) if rows else 0
    length = len(_FRONT) + width * _WIDTH  # a line of fewer cells was made before there were more columns
    free = [_parts(line.ljust(length, _BLANK[0])) for line in lines if len(line) <= length]
    for size in range(width, 0, -1):
        for kept in combinations(range(width), size):
            if not free or not left:
                return found
            waiting: defaultdict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
            for line in free:
                waiting[_at(line, kept)].append(line)
            for n, cells in list(left.items()):
                ours = tuple(at for at in kept if cells[at] != _BLANK)
                if ours and (size == width or enough(ours)) and waiting.get(_at(cells, kept)):
                    waiting[_at(cells, kept)].pop()
                    found[n] = ours
                    del left[n]
            free = [line for lines in waiting.values() for line in lines]
    return found


def _parts(line: str) -> tuple[str, ...]:
    return tuple(line[at : at + _WIDTH] for at in range(len(_FRONT), len(line), _WIDTH))


def _at(cells: Sequence[str], kept: Sequence[int]) -> tuple[str, ...]:
    return tuple(cells[at] for at in kept)
