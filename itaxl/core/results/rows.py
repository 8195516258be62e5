"""A result sheet as it stands: where each field's column is, and which rows are ours, a person's, or free."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from itertools import chain, repeat

from itaxl.core.areas import CellAt
from itaxl.core.grid import Grid, Value
from itaxl.core.layout import KEPT_COLUMNS, Field
from itaxl.core.locate import find_table, label_key
from itaxl.core.results.written import is_blank
from itaxl.core.thai.text import key
from itaxl.named_tuple import NamedTuple

#: What a row's line is about: a finding's place and code, a division's name.
About = Hashable
#: Tells of rows' cells, in the order of the fields, which filled ones are ours, by index, and what each
#: line is about (None: no line of ours).
Known = Callable[[Sequence[Sequence[Value]]], Sequence[tuple[Collection[int], About | None]]]

#: Whether a value can be ours in the column of that field.
Fits = Callable[[str, Value], bool]


class Header(NamedTuple):
    """Its row, each field's column in the order of the fields, and the labels that must be written."""

    row: int
    columns: tuple[int, ...]
    missing: Mapping[CellAt, str]

    @property
    def first_row(self) -> int:
        return self.row + 1


class Row(NamedTuple):
    """A row below a header.

    `ours` are the columns of its cells that are ours; `taken`: something else stands in a column of ours;
    `beside`: somebody wrote text in another column; `noted`: in one that stands in the table as theirs.
    """

    ours: tuple[int, ...] = ()
    about: About | None = None
    taken: bool = False
    beside: bool = False
    noted: bool = False


#: By number; a row that is not there is free.
Rows = Mapping[int, Row]
FREE = Row()


def header_of(grid: Grid, fields: tuple[Field, ...], usual_row: int, fits: Fits) -> Header:
    """Where the header stands.  A label that is gone is written anew: in its column where that still holds
    what is ours, else at the right end; a header that is gone, in its usual row where that is empty, else
    below all that stands on the sheet."""
    found, _ = find_table(grid, fields, len(fields) // 2)
    if found is None:
        columns = tuple(range(1, len(fields) + 1))
        is_free = all(is_blank(grid.at(usual_row, column)) for column in columns)
        row = usual_row if is_free else len(grid.rows) + 2
        return Header(row, columns, {(row, c): f.label for c, f in zip(columns, fields, strict=True)})
    row, known = found.header_row, dict(found.columns)
    missing: dict[CellAt, str] = {}
    for before, field in zip((None, *fields), fields, strict=False):
        if field.key in known:
            continue
        beside = known[before.key] + 1 if before else min(known.values()) - 1
        column = beside if _stays(grid, row, beside, field.key, known, fits) else _right_end(grid, row, known)
        known[field.key] = column
        if is_blank(grid.at(row, column)):
            missing[row, column] = field.label
    return Header(row, tuple(known[field.key] for field in fields), missing)


def _stays(grid: Grid, row: int, column: int, name: str, known: Mapping[str, int], fits: Fits) -> bool:
    """Whether the column still is that field's, although its label was renamed or blanked."""
    if column < 1 or column in known.values():
        return False
    below = [value for n in range(row + 1, len(grid.rows) + 1) if not is_blank(value := grid.at(n, column))]
    if is_blank(grid.at(row, column)):
        return all(fits(name, value) for value in below)
    return bool(below) and all(fits(name, value) for value in below)


def _right_end(grid: Grid, row: int, known: Mapping[str, int]) -> int:
    """Behind every label but those of the table of mended cells, in a column in which nobody has written."""
    kept = {label for field in KEPT_COLUMNS for label in (field.label, field.formerly) if label}
    filled = [c for c, v in enumerate(grid.rows[row - 1], 1) if v not in kept and not is_blank(v)]
    column = max(*known.values(), *filled) + 1
    while any(not is_blank(grid.at(n, column)) for n in range(row, len(grid.rows) + 1)):
        column += 1
    return column


def rows_below(grid: Grid, header: Header, fields: tuple[Field, ...], known: Known) -> dict[int, Row]:
    """The rows below the header that are not free.  A second header ends what can be ours."""
    theirs, covered = _columns_of_theirs(grid, header), _covered(grid, header)
    end = _next_header(grid, header, fields)
    filled = [
        n for n in range(header.first_row, len(grid.rows) + 1) if not all(map(is_blank, grid.rows[n - 1]))
    ]
    cells = {number: [grid.at(number, column) for column in header.columns] for number in filled}
    told = known([cells[number] for number in filled if number < end])
    rows: dict[int, Row] = {}
    for number, (indexes, about) in zip(filled, chain(told, repeat(((), None))), strict=False):
        written = [
            column
            for column, value in enumerate(grid.rows[number - 1], 1)
            if isinstance(value, str) and column not in header.columns and not is_blank(value)
        ]
        rows[number] = Row(
            tuple(header.columns[n] for n in indexes),
            about,
            any(not is_blank(value) and n not in indexes for n, value in enumerate(cells[number])),
            bool(written),
            any(column in theirs for column in written),
        )
    for number in covered:
        rows[number] = rows.get(number, FREE)._replace(taken=True)
    return rows


def _next_header(grid: Grid, header: Header, fields: tuple[Field, ...]) -> int:
    """The row of the next header below, else one behind the last row."""
    labels, after = {key(field.label) for field in fields}, len(grid.rows) + 1
    below = range(header.first_row, after)
    found = (
        n for n in below if sum(label_key(value) in labels for value in grid.rows[n - 1]) > len(fields) // 2
    )
    return next(found, after)


def _columns_of_theirs(grid: Grid, header: Header) -> set[int]:
    """Columns that somebody put between ours, or gave a header right behind them."""
    columns = set(range(min(header.columns), max(header.columns))) - set(header.columns)
    column = max(header.columns) + 1
    while not is_blank(grid.at(header.row, column)):
        columns.add(column)
        column += 1
    return columns


def _covered(grid: Grid, header: Header) -> Iterator[int]:
    """Rows in which a merged area covers a cell of ours, so that nothing shows there."""
    for top, left, bottom, right in grid.merged:
        if any(left <= column <= right for column in header.columns):
            yield from range(max(top, header.first_row), bottom + 1)


def seated(wanted: Sequence[About], rows: Rows, first: int) -> list[int]:
    """A row for each line: its own where somebody wrote beside it, else the next that is free, in order.

    A row in which a person's text stands in a column of ours, or in one of theirs in the table, is not free.
    """
    own: dict[About, list[int]] = {}
    for number, row in rows.items():
        if row.about is not None and row.beside and not row.taken:
            own.setdefault(row.about, []).append(number)
    kept = [own[about].pop(0) if own.get(about) else None for about in wanted]
    used = {number for number in kept if number}
    seats, number = [], first
    for seat in kept:
        if seat is None:
            while number in used or rows.get(number, FREE).taken or rows.get(number, FREE).noted:
                number += 1
            seat = number
            number += 1
        seats.append(seat)
    return seats
