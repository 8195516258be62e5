"""The lines of a table that stands alone on a sheet, among those that a person wrote there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from itaxl.core.district.placed import WORDS, Blocked, Drawn, Onto, Put, blank, put_of, rows_of, word_of
from itaxl.core.district.table import Column, Row, Table, swatch_of
from itaxl.core.grid import Grid, Place, Value
from itaxl.core.model import Digits
from itaxl.core.results.lines import mark
from itaxl.core.thai.text import key
from itaxl.named_tuple import NamedTuple


class OwnLines:
    """The lines of a table that stands alone on its sheet."""

    def __init__(self, table: Table, grid: Grid, noted: Counter[str], digits: Digits) -> None:
        self._table, self._grid, self._noted, self._digits = table, grid, noted, digits
        self._header, self._columns = _header_of(table.columns, grid)
        self.marks: list[str] = []

    def place(self, done: Onto) -> Blocked | None:
        table, grid = self._table, self._grid
        if not self._columns:
            if self._noted:
                return Blocked(Place(grid.sheet, table.row, table.column))
            self._header, self._columns = (
                table.row,
                dict(enumerate(range(table.column, table.column + len(table.columns)))),
            )
            for at, column in self._columns.items():
                done.puts[self._header, column] = table.columns[at].header
        else:  # as it stands
            done.puts |= {(self._header, at): grid.at(self._header, at) for at in self._columns.values()}
        before = self._before()
        rows = rows_of(table)
        placed = self._kept_in_place(rows, before) if before.beside else self._in_order(rows, before)
        last = max(placed.values(), default=self._header)
        for row in {*before.ours} - set(placed.values()):
            self._clear(done, row, keep=row in before.beside)
        for at, row in placed.items():
            self._write(done, row, rows[at])
        self._find_others(done, rows, placed, before)
        ours = [*placed.values(), *before.ours]
        left, right = min(self._columns.values()), max(self._columns.values())
        done.body = self._header + 1, left, max(ours, default=last), right
        total = placed[len(rows) - 1] if table.total else 0
        bottom = max((row for row in ours if row != total), default=last)
        while grid.at(self._header, right + 1) is not None:
            right += 1
        done.filtered = self._header, left, bottom, right
        if {*placed.values()} != {*before.ours}:
            self._draw(done, max(ours, default=last))
        if total:
            done.framed += [(done.body, False), ((total, left, total, done.body[3]), True)]
        return None

    def _draw(self, done: Onto, last: int) -> None:
        """The chart, below the table; none where a person took away one of its columns."""
        chart = self._table.chart
        if chart is None:
            return
        columns = [self._columns.get(at - 1) for at in (chart.names, *(bars.column for bars in chart.bars))]
        first = self._header + 1
        bottom = first + max(min(len(self._table.rows), chart.most), 1) - 1
        areas = [(first, at, bottom, at) for at in columns if at]
        if len(areas) == len(columns):
            heads = (self._table.columns[bars.column - 1].header for bars in chart.bars)
            runs = tuple(zip(heads, areas[1:], strict=True))
            done.charts.append(Drawn(done.chart_count, areas[0], runs, last + 3))

    def _find_others(
        self, done: Onto, rows: Sequence[Row], placed: Mapping[int, int], before: _Before
    ) -> None:
        """Cells of lines that are others by now, or none: what a person painted there is said of another."""
        now = {row: self._digest_of(rows[at]) for at, row in placed.items()}
        nothing = self._digest_of(blank(self._table.columns))
        for row, digest in before.ours.items():
            if digest not in (now.get(row), nothing):
                done.others += [(row, column) for column in self._columns.values()]

    def _before(self) -> _Before:
        ours: dict[int, str] = {}
        beside, others = set(), set()
        left = self._noted.copy()
        for row in range(self._header + 1, len(self._grid.rows) + 1):
            values = self._grid.rows[row - 1]
            mine = set(self._columns.values())
            theirs = any(value is not None for at, value in enumerate(values, 1) if at not in mine)
            digest = mark([self._grid.at(row, self._columns.get(at, 0)) for at in self._key()])
            if left[digest] > 0:
                left[digest] -= 1
                ours[row] = digest
                if theirs:
                    beside.add(row)
            elif any(value is not None for value in values):
                others.add(row)
        return _Before(ours, frozenset(beside), frozenset(others))

    def _in_order(self, rows: Sequence[Row], before: _Before) -> dict[int, int]:
        free = (row for row in _from(self._header + 1) if row not in before.others)
        return dict(enumerate(next(free) for _ in rows))

    def _kept_in_place(self, rows: Sequence[Row], before: _Before) -> dict[int, int]:
        waiting: defaultdict[str, list[int]] = defaultdict(list)
        for row, digest in before.ours.items():
            waiting[digest].append(row)
        count = len(rows) - bool(self._table.total)
        placed = {}
        for at, values in enumerate(rows[:count]):
            if same := waiting.get(self._digest_of(values)):
                placed[at] = same.pop(0)
        taken = {*placed.values(), *before.beside, *before.others}
        free = (row for row in _from(self._header + 1) if row not in taken)
        for at in range(count):
            if at not in placed:
                placed[at] = next(free)
        if count < len(rows):
            placed[count] = max(placed.values(), default=self._header) + 1
            while placed[count] in before.others or placed[count] in before.beside:
                placed[count] += 1
        return dict(sorted(placed.items()))

    def _write(self, done: Onto, row: int, values: Row) -> None:
        self.marks.append(self._digest_of(values))
        for at, column in self._columns.items():
            done.puts[row, column] = self._put(at, values)
            done.kinds[row, column] = self._table.columns[at].kind
            if swatch := swatch_of(values, at, self._table.columns[at]):
                done.fills[row, column] = swatch.fill

    def _clear(self, done: Onto, row: int, *, keep: bool) -> None:
        """A line that is no more; beside a person's words it still tells whose they are about."""
        kept = set(self._key()) if keep else set()
        for at, column in self._columns.items():
            if at not in kept:
                done.puts[row, column] = ""
                done.kinds[row, column] = self._table.columns[at].kind
        if keep:
            self.marks.append(mark([self._grid.at(row, self._columns.get(at, 0)) for at in self._key()]))

    def _key(self) -> Sequence[int]:
        return self._table.key or [at for at, c in enumerate(self._table.columns) if c.kind in WORDS]

    def _put(self, at: int, values: Row) -> Put:
        return put_of(values[at], self._table.columns[at], self._digits)

    def _digest_of(self, values: Row) -> str:
        return mark([self._word(at, values) for at in self._key()])

    def _word(self, at: int, values: Row) -> Value:
        return word_of(self._put(at, values)) if at in self._columns else None


class _Before(NamedTuple):
    """The rows that are ours with their marks, those of them beside which a person wrote, and a person's."""

    ours: Mapping[int, str]
    beside: frozenset[int]
    others: frozenset[int]


def _from(first: int) -> Iterator[int]:
    while True:
        yield first
        first += 1


def _header_of(columns: Sequence[Column], grid: Grid) -> tuple[int, dict[int, int]]:
    """The row with most of the headers, and which column has which; none where fewer than half are there."""
    wanted = {key(column.header): at for at, column in enumerate(columns)}
    best, found = 0, dict[int, int]()
    for number, row in enumerate(grid.rows, 1):
        here: dict[int, int] = {}
        for column, value in enumerate(row, 1):
            at = wanted.get(key(value)) if isinstance(value, str) else None
            if at is not None:
                here.setdefault(at, column)
        if len(here) > len(found):
            best, found = number, here
    return (best, found) if 2 * len(found) >= len(columns) else (0, {})
