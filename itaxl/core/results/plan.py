"""Where the tables of findings and roll-up go on sheets that people write on, too.

A plan is made from what stands on the sheet, once for the buttons and for the checked copies.  Each field
goes where its header stands.  A cell that we have not written (`core.results.lines` knows; in a workbook that
keeps no marks, one without the shape of ours, `core.results.written`) is a person's: the table goes round its
row, and a row of ours beside which somebody has written keeps its line.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from itaxl.core import layout
from itaxl.core.areas import CellAt
from itaxl.core.grid import Area, Grid, Place, Value
from itaxl.core.marks import FindingRow
from itaxl.core.results.known_lines import about, known_divisions, known_findings
from itaxl.core.results.lines import Lines, mark
from itaxl.core.results.rows import FREE, Header, Rows, header_of, rows_below, seated
from itaxl.core.results.written import fits, is_blank, is_state
from itaxl.core.thai.text import key
from itaxl.named_tuple import NamedTuple

_FINDING_KEYS = tuple(field.key for field in layout.FINDING_COLUMNS)
_TOTAL = key(layout.ROLLUP_TOTAL)
#: The line that says when a table was filled stands so far above its header; where a person has taken that
#: place, one row lower.
_STATE_ABOVE = (2, 1)


class Plan(NamedTuple):
    """What to do to a result sheet: first insert `inserted` rows above row `at`; all else counts after that.

    `puts` says what each cell gets, '' blanks it; no other cell is touched.  `texts` are the cells that
    take text as it is, `links` the cells that lead to places.  `table` is the area that the lines use; with
    a total that is new, down to the last row, where its unused rows may lie hidden.
    Of the rows from `table`'s first to its last, the runs in `hidden` are unused.  `lines` are the marks
    to be kept of what is put.
    """

    grid: Grid
    puts: Mapping[CellAt, str | float]
    texts: frozenset[CellAt]
    table: Area
    lines: Lines
    at: int = 1
    inserted: int = 0
    links: Mapping[CellAt, Place] = {}
    hidden: tuple[tuple[int, int], ...] = ()


def plan_findings(
    grid: Grid,
    findings: Sequence[FindingRow],
    state: str,
    sheets: Collection[str] = (),
    lines: Lines | None = None,
) -> Plan:
    """One line a finding.  `sheets` are the names that the workbook's sheets have, `lines` the marks of what
    was written before; None: only its shape tells."""
    known = known_findings(findings, sheets, lines)
    header = header_of(grid, layout.FINDING_COLUMNS, layout.FINDINGS_HEADER_ROW, fits)
    rows = rows_below(grid, header, layout.FINDING_COLUMNS, known)
    seats = seated([about(row.cells) for row in findings], rows, header.first_row)
    puts, linked = _blanked(rows), header.columns[_FINDING_KEYS.index("cell")]
    for seat, finding in zip(seats, findings, strict=True):
        puts.update(zip(_cells(seat, header), finding.cells, strict=True))
    return Plan(
        grid,
        {**puts, **_above(grid, header, state)},
        frozenset(at for at in puts if at[1] != linked),
        _area(header, max(seats, default=header.row)),
        tuple(mark(finding.cells) for finding in findings),
        links={(seat, linked): finding.target for seat, finding in zip(seats, findings, strict=True)},
    )


def plan_rollup(
    grid: Grid, rollup: Sequence[tuple[Value, ...]], state: str, lines: Lines | None = None
) -> Plan:
    """A row a division, the total last; the rows between that stay empty are hidden, and rows are inserted
    where the divisions are more than the table has room for.  `lines` as in `plan_findings`."""
    header = header_of(grid, layout.ROLLUP_COLUMNS, layout.ROLLUP_HEADER_ROW, _fits_rollup)
    wanted = [key(str(row[0])) for row in rollup[:-1]]
    known = known_divisions({*wanted, _TOTAL}, lines)
    rows: Rows = rows_below(grid, header, layout.ROLLUP_COLUMNS, known)
    at, missing, total = 1, 0, _total_row(rows, is_last=_TOTAL in wanted)
    if total:
        seats = seated(wanted, _down_to(rows, total - 1), header.first_row)
        missing = sum(seat >= total for seat in seats)
    if total and missing:
        at, total = _where_to_grow(grid, header, total), total + missing
        grid = with_rows(grid, at, missing)
        rows = rows_below(grid, header, layout.ROLLUP_COLUMNS, known)
    seats = seated(wanted, _down_to(rows, total - 1) if total else rows, header.first_row)
    bottom = total or seated([_TOTAL], rows, max(seats, default=header.row) + 1)[0]
    puts = _blanked(rows if lines is not None or not total else _down_to(rows, total))
    for seat, cells in zip((*seats, bottom), rollup, strict=True):
        puts.update((at, _put(value)) for at, value in zip(_cells(seat, header), cells, strict=True))
    return Plan(
        grid,
        {**puts, **_above(grid, header, state)},
        frozenset(at for at in puts if at[1] == header.columns[0]),
        _area(header, bottom if total else max(bottom, len(grid.rows))),
        tuple(map(mark, rollup)),
        at,
        missing,
        hidden=_unused(grid, rows, set(seats), header.first_row, bottom),
    )


def _down_to(rows: Rows, last: int) -> Rows:
    """Without what stands further down: no place for a line, and where only its shape tells, none of ours."""
    return {number: row for number, row in rows.items() if number <= last}


def _put(value: Value) -> str | float:
    return value if isinstance(value, (str, float)) else ""


def _fits_rollup(name: str, value: Value) -> bool:
    return isinstance(value, str if name == "division" else float)


def _total_row(rows: Rows, *, is_last: bool) -> int | None:
    """The first line that has the total's name, but where a division has that name, too, the last; further
    down where lines of ours follow, which somebody has sorted."""
    found = [number for number, row in rows.items() if row.about == _TOTAL and not row.taken]
    if not found:
        return None
    total = max(found) if is_last else min(found)
    while (below := rows.get(total + 1, FREE)).ours and not below.taken:
        total += 1
    return total


def _where_to_grow(grid: Grid, header: Header, total: int) -> int:
    """Above the last division, so that the table and the chart's ranges grow with it; in no merged area."""
    above_last = max(total - 1, header.first_row)
    is_torn = any(top < above_last <= bottom for top, _, bottom, _ in grid.merged)
    return total if is_torn else above_last


def with_rows(grid: Grid, at: int, count: int) -> Grid:
    """The grid after so many empty rows were inserted above row `at`."""
    rows = (*grid.rows[: at - 1], *((),) * count, *grid.rows[at - 1 :])

    def moved(row: int) -> int:
        return row + count if row >= at else row

    merged = tuple((moved(top), left, moved(bottom), right) for top, left, bottom, right in grid.merged)
    return Grid(grid.sheet, rows, merged)


def _unused(
    grid: Grid, rows: Rows, seats: Collection[int], first: int, bottom: int
) -> tuple[tuple[int, int], ...]:
    """Runs of rows without a line, in which nobody has written anything either."""
    runs: list[tuple[int, int]] = []
    for number in range(first, bottom):
        ours = rows.get(number, FREE).ours
        theirs = (v for column, v in enumerate(_row_of(grid, number), 1) if column not in ours)
        if number in seats or not all(map(is_blank, theirs)):
            continue
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return tuple(runs)


def _above(grid: Grid, header: Header, state: str) -> dict[CellAt, str]:
    """The labels that are missing, and the state: over an earlier one, else where nothing stands."""
    lines = [header.row - above for above in _STATE_ABOVE if header.row > above]
    places = [(row, c) for row in lines for c, value in enumerate(_row_of(grid, row), 1) if is_state(value)]
    usual = ((row, header.columns[0]) for row in lines)
    places += [at for at in usual if is_blank(grid.at(*at)) and not _is_covered(grid, at)]
    return {**header.missing, **({places[0]: state} if places else {})}


def _is_covered(grid: Grid, cell: CellAt) -> bool:
    return any(
        top <= cell[0] <= bottom and left <= cell[1] <= right and cell != (top, left)
        for top, left, bottom, right in grid.merged
    )


def _row_of(grid: Grid, number: int) -> tuple[Value, ...]:
    return grid.rows[number - 1] if 1 <= number <= len(grid.rows) else ()


def _blanked(rows: Rows) -> dict[CellAt, str | float]:
    return {(number, column): "" for number, row in rows.items() for column in row.ours}


def _cells(row: int, header: Header) -> list[CellAt]:
    return [(row, column) for column in header.columns]


def _area(header: Header, bottom: int) -> Area:
    return header.first_row, min(header.columns), bottom, max(header.columns)
