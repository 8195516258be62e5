"""Where the tables of measures begin and end on a sheet, however their headers are built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from itaxl.convert.measures.columns import Choice, Head, choose, is_table
from itaxl.convert.measures.ends import with_ends
from itaxl.convert.measures.places import filled
from itaxl.convert.table.columns import heads, is_known, year_above
from itaxl.convert.table.mapping import Mapping
from itaxl.core.grid import Grid
from itaxl.core.meanings.headers import USED
from itaxl.core.meanings.periods import periods_among
from itaxl.core.meanings.status import status_word
from itaxl.named_tuple import NamedTuple

#: Headers are guessed at in this many rows of a sheet; further down they must be known by their words.
_LOOKED_AT = 60
_DEEPEST = 4
_LONGEST_HEADER = 120


@dataclass(frozen=True, slots=True)
class TableFound:
    """A header in rows `first` to `last`, columns `left` to `right`, and its rows up to `end` (exclusive)."""

    grid: Grid
    first: int
    last: int
    left: int
    right: int
    choice: Choice
    end: int


class _Header(NamedTuple):
    first: int
    last: int
    choice: Choice
    found: list[Head]

    @property
    def strength(self) -> int:
        return len(self.choice.fields)

    @property
    def periods(self) -> int:
        """How many columns are headed by a month, a quarter or a round alone."""
        return periods_among(head.texts[-1] for head in self.found)


def find_tables(grid: Grid, mapping: Mapping) -> list[TableFound]:
    """The tables of a sheet from top to bottom; a header that is repeated begins no new one."""
    headers = list(_headers(grid, mapping))
    tables: list[TableFound] = []
    for number, header in enumerate(headers):
        end = headers[number + 1].first if number + 1 < len(headers) else len(grid.rows) + 1
        for part in _side_by_side(header.found):
            choice = choose(part)
            if number and not is_table(choice):
                continue
            columns = [head.column for head in part]
            tables.append(
                TableFound(grid, header.first, header.last, min(columns), max(columns), choice, end)
            )
    return tables


def _headers(grid: Grid, mapping: Mapping) -> Iterator[_Header]:
    if mapping.header_row:
        last = mapping.header_row + (mapping.header_rows or 1) - 1
        if last <= len(grid.rows):
            yield _header(grid, mapping.header_row, last, mapping)
        return
    before: _Header | None = None
    row = 1
    while row <= len(grid.rows):
        may = _may_begin(grid, row, mapping, first=before is None)
        header = _best_from(grid, row, mapping) if may else None
        if header is None:
            row += 1
            continue
        if before is None or not _same(before, header):
            yield header
            before = header
        row = header.last + 1


def _may_begin(grid: Grid, row: int, mapping: Mapping, *, first: bool) -> bool:
    """A cheap look: two cells or more, texts mostly.  Below a table, and far down, data may look like
    headers: there they must be known by their very words."""
    values = [value for value in grid.rows[row - 1] if filled(value)]
    texts = [value for value in values if isinstance(value, str) and len(value) <= _LONGEST_HEADER]
    if len(values) < 2 or len(texts) * 2 < len(values):
        return False
    known = sum(is_known(text, mapping) for text in texts)
    if first:
        return row <= _LOOKED_AT or known > 0
    return known > 1 and known * 2 >= len(values)


def _best_from(grid: Grid, row: int, mapping: Mapping) -> _Header | None:
    """The strongest header that begins in a row; a further row must add something."""
    best: _Header | None = None
    for last in range(row, min(row + _DEEPEST, len(grid.rows) + 1)):
        if last > row and not _goes_on(grid, last, mapping) and not _is_reached(grid, row, last):
            break
        header = _header(grid, row, last, mapping)
        if not is_table(header.choice) or not _is_mostly_known(header):
            continue
        if best is None or _is_better(header, best, grid, mapping):
            best = header
    if best and best.last > row:
        # a heading above that adds nothing is no header
        without = _header(grid, row + 1, best.last, mapping)
        if is_table(without.choice) and not _adds_marks(without, best) and without.strength >= best.strength:
            return None
    return best


def _header(grid: Grid, first: int, last: int, mapping: Mapping) -> _Header:
    found = heads(grid, first, last, mapping)
    if any(head.period for head in found):
        found = with_ends(found, year_above(grid, first))
    return _Header(first, last, choose(found), found)


def _is_better(header: _Header, than: _Header, grid: Grid, mapping: Mapping) -> bool:
    if header.strength > than.strength or _adds_marks(than, header) or header.periods > than.periods:
        return True
    more = _only_headers(grid, header.last, mapping) or _is_reached(grid, header.first, header.last)
    return header.strength == than.strength and more


def _adds_marks(before: _Header, header: _Header) -> bool:
    marks = sum(bool(column.head.mark) for column in header.choice.used)
    return marks > sum(bool(column.head.mark) for column in before.choice.used)


def _goes_on(grid: Grid, row: int, mapping: Mapping) -> bool:
    """Whether a row may be the next row of a header: short texts only, most of them known words."""
    values = [value for value in grid.rows[row - 1] if filled(value)]
    texts = [v for v in values if isinstance(v, str) and len(v) <= _LONGEST_HEADER]
    if not values or len(texts) < len(values):
        return False
    found = heads(grid, row, row, mapping)
    known = sum(head.found.confidence >= USED or status_word(head.texts[-1]) is not None for head in found)
    known += periods_among(head.texts[-1] for head in found if head.bare)
    return known * 5 >= len(values) * 3 and known >= min(2, len(values))


def _is_reached(grid: Grid, first: int, row: int) -> bool:
    """Whether cells of a header are merged down to a row, which then is a part of it."""
    tall = [area for area in grid.merged if first <= area[0] < row <= area[2]]
    return len(tall) > 1 and all(area[2] - first < _DEEPEST for area in tall)


def _only_headers(grid: Grid, row: int, mapping: Mapping) -> bool:
    """Whether a row holds nothing but known headers: the second row under groups of columns."""
    values = [value for value in grid.rows[row - 1] if filled(value)]
    return len(values) > 1 and all(is_known(value, mapping) for value in values)


def _is_mostly_known(header: _Header) -> bool:
    known = sum(head.known for head in header.found)
    return known * 5 >= len(header.found) * 2


def _same(one: _Header, other: _Header) -> bool:
    """Whether two headers have the same fields in the same columns, at least nearly."""
    mine = {(c.head.column, c.field, c.head.mark) for c in one.choice.used}
    theirs = {(c.head.column, c.field, c.head.mark) for c in other.choice.used}
    return len(mine & theirs) * 5 >= len(mine | theirs) * 4


def _side_by_side(found: list[Head]) -> Iterator[list[Head]]:
    """Two tables beside one another have the title twice: the second begins at its number or title."""
    titles = [h.column for h in found if h.found.usable and h.found.fields == ("title",)]
    if len(titles) < 2:
        yield found
        return
    starts = []
    for title in titles[1:]:
        numbers = [h.column for h in found if h.column == title - 1 and h.found.fields[:1] == ("number",)]
        starts.append(numbers[0] if numbers else title)
    edges = [0, *starts, 1 << 30]
    for left, right in pairwise(edges):
        part = [head for head in found if left <= head.column < right]
        if is_table(choose(part)):
            yield part
    # what is in no part stays unread, and so is left over
