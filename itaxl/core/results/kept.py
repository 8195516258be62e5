"""The table of what stood in mended cells, right of the findings: found, read, and planned anew.

A line is ours as it was written, to the last cell; in a workbook that keeps no marks, by its shape.  Whatever
else stands in these columns is a person's: it is neither read as a line nor overwritten.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from itaxl.core import layout
from itaxl.core.areas import CellAt
from itaxl.core.grid import Area, Grid, Place, Value, column_number
from itaxl.core.results.lines import Lines, mark
from itaxl.core.results.written import is_blank
from itaxl.named_tuple import NamedTuple

_WIDTH = len(layout.KEPT_COLUMNS)
_LABELS = tuple(field.label for field in layout.KEPT_COLUMNS)
_FORMERLY = tuple(field.formerly or field.label for field in layout.KEPT_COLUMNS)
#: Where a tracker that we write has it: a column stays free behind the findings.
FIRST_COLUMN = len(layout.FINDING_COLUMNS) + 2
#: Compiled when they are needed: a click must start fast.
_CELL = r"([A-Z]{1,3})([1-9]\d{0,6})"
_WHEN = r"\d+ \S+ \d+(?: เวลา \d\d\.\d\d น\.)?"


class Kept(NamedTuple):
    """What stood in a cell before it was mended, and what was written; `when` is a Thai text."""

    when: str
    place: Place
    before: Value
    after: Value


class KeptTable(NamedTuple):
    """Where the table stands on the findings sheet, and its lines by their rows; row 0: nowhere yet."""

    grid: Grid
    row: int = 0
    column: int = 0
    lines: Mapping[int, Kept] = {}

    @property
    def kept(self) -> tuple[Kept, ...]:
        return tuple(self.lines[row] for row in sorted(self.lines))

    def without(self) -> Grid:
        """The sheet as if no line of the table stood on it: nothing of it is a note beside a finding."""
        rows = list(self.grid.rows)
        for number in self.lines:
            row = rows[number - 1]
            rows[number - 1] = (*row[: self.column - 1], *[None] * _WIDTH, *row[self.column - 1 + _WIDTH :])
        return Grid(self.grid.sheet, tuple(rows), self.grid.merged)


class KeptPlan(NamedTuple):
    """What each cell gets, None blanks it; the area that the lines use; `is_new`: its header, too."""

    puts: Mapping[CellAt, Value]
    area: Area
    lines: Lines
    is_new: bool


def kept_table(grid: Grid, sheets: Collection[str], marks: Lines | None) -> KeptTable:
    """The table as it stands.  `sheets` are the names that the workbook's sheets have, `marks` those of what
    was written before; None: only its shape tells."""
    header = _header(grid)
    if header is None:
        return KeptTable(grid)
    row, column = header
    left = None if marks is None else Counter(marks)
    lines: dict[int, Kept] = {}
    for number in range(row + 1, len(grid.rows) + 1):
        cells = [grid.at(number, column + n) for n in range(_WIDTH)]
        line = _line(cells)
        if line is None:
            continue
        if left is None:
            is_ours = line.place.sheet in sheets and re.fullmatch(_WHEN, line.when) is not None
        else:
            is_ours = left[mark(cells)] > 0
            left[mark(cells)] -= 1
        if is_ours:
            lines[number] = line
    return KeptTable(grid, row, column, lines)


def plan_kept(table: KeptTable, kept: Sequence[Kept], beside: Area) -> KeptPlan:
    """The lines of `kept`: those that stand stay in their rows, new ones go below, the others are blanked.

    `beside` is the area of the findings, which a new table stands right of.
    """
    grid, row, column = table.grid, table.row, table.column
    puts: dict[CellAt, Value] = {}
    if is_new := row == 0:
        row, column = _place(grid, beside)
        puts |= {(row, column + n): field.label for n, field in enumerate(layout.KEPT_COLUMNS)}
        if row > 2 and is_blank(grid.at(row - 2, column)):
            puts[row - 2, column] = layout.KEPT_TABLE
    waiting = Counter(kept)
    stay: list[int] = []
    for number, line in sorted(table.lines.items()):
        if waiting[line] > 0:
            waiting[line] -= 1
            stay.append(number)
        else:
            puts |= {(number, column + n): None for n in range(_WIDTH)}
    fresh = [line for line in kept if _taken(waiting, line)]
    free = _free_rows(grid, row, column, set(stay), table.lines.keys())
    seats = [next(free) for _ in fresh]
    for seat, line in zip(seats, fresh, strict=True):
        puts.update(((seat, column + n), value) for n, value in enumerate(_cells(line)))
    rows = [*stay, *seats]
    area = row + 1, column, max(rows, default=row), column + _WIDTH - 1
    marks = tuple(mark(_cells(line)) for line in (*(table.lines[number] for number in stay), *fresh))
    return KeptPlan(puts, area, marks, is_new)


def _taken(waiting: Counter[Kept], line: Kept) -> bool:
    """Whether the line still waits for a row; then it does no longer."""
    waiting[line] -= 1
    return waiting[line] >= 0


def _header(grid: Grid) -> tuple[int, int] | None:
    """(row, first column) of the labels, side by side."""
    for number, row in enumerate(grid.rows, 1):
        at = row.index(_LABELS[0]) if _LABELS[0] in row else -1
        if at >= 0 and row[at : at + _WIDTH] in (_LABELS, _FORMERLY):
            return number, at + 1
    return None


def _place(grid: Grid, beside: Area) -> tuple[int, int]:
    """Beside the findings' header; right of everything where those columns are not free."""
    row, first = beside[0] - 1, beside[3] + 2
    usual = range(first, first + _WIDTH)
    is_free = all(is_blank(grid.at(n, c)) for n in range(1, len(grid.rows) + 1) for c in usual)
    covered = any(left <= usual[-1] and right >= usual[0] for _, left, _, right in grid.merged)
    if is_free and not covered:
        return row, first
    return row, max([beside[3], grid.size[1], *(area[3] for area in grid.merged)]) + 2


def _line(cells: Sequence[Value]) -> Kept | None:
    when, sheet, cell, before, after = cells
    if not (isinstance(when, str) and isinstance(sheet, str) and isinstance(cell, str)):
        return None
    found = re.fullmatch(_CELL, cell)
    if found is None:
        return None
    return Kept(when, Place(sheet, int(found[2]), column_number(found[1])), before, after)


def _cells(line: Kept) -> tuple[Value, ...]:
    return line.when, line.place.sheet, line.place.cell, line.before, line.after


def _free_rows(
    grid: Grid, header: int, column: int, stay: Collection[int], ours: Collection[int]
) -> Iterator[int]:
    """Rows below everything that stays in these columns, in no merged area."""
    columns = range(column, column + _WIDTH)
    taken = {
        n
        for n in range(header + 1, len(grid.rows) + 1)
        if n in stay or (n not in ours and any(not is_blank(grid.at(n, c)) for c in columns))
    }
    for top, left, bottom, right in grid.merged:
        if left <= columns[-1] and right >= columns[0] and bottom > header:
            taken.update(range(max(top, header + 1), bottom + 1))
    number = max([header, *taken]) + 1
    while True:
        yield number
        number += 1
