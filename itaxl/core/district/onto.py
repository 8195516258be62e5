"""A sheet of the district onto one that people write on, too: what is put where, and what is left alone.

Ours is what we wrote: each line of a table leaves a mark, a digest of the cells that tell whose it is, and
so does each cell elsewhere.  Whatever else stands on the sheet is a person's, and stays where it is.  Columns
are found by their headers, so a person may add, move and take away some.  Where nobody wrote beside our lines
they come in their own order; else each keeps its row, and what is new goes below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from itaxl.core.areas import CellAt, address, read_address
from itaxl.core.district.fixed import own_table
from itaxl.core.district.own_lines import OwnLines
from itaxl.core.district.placed import NONE, Blocked, Drawn, Marks, Onto, format_of, put_of, rows_of, word_of
from itaxl.core.district.shown import harmless
from itaxl.core.district.table import (
    CARDS_ABREAST,
    CARDS_ROW,
    STATE_ROW,
    Chart,
    Kind,
    Sheet,
    Table,
)
from itaxl.core.grid import Area, Grid, Place, Value, shown
from itaxl.core.model import Digits
from itaxl.core.palette import ACCENT_SOFT
from itaxl.core.results.lines import mark
from itaxl.core.thai.text import localise

#: Above the marks of a sheet, before its name; on the hidden sheet of settings, a column for each.
HEAD, FIRST_COLUMN = "itaxl sheet 1 ", 4


class Noted(NamedTuple):
    """Where the marks of a sheet stand, and what they are; `column` alone is free."""

    column: int
    marks: Marks | None = None


def noted_in(settings: Grid, name: str) -> Noted:
    """The marks of a sheet, or the next free column."""
    column = FIRST_COLUMN
    while (head := settings.at(1, column)) is not None:
        if head == HEAD + name:
            below = (settings.at(row, column) for row in range(2, len(settings.rows) + 1))
            return Noted(column, tuple(mark for mark in below if isinstance(mark, str)))
        column += 1
    return Noted(column)


def onto(sheet: Sheet, grid: Grid, marks: Marks | None, digits: Digits = Digits.ARABIC) -> Onto | Blocked:
    """`grid` is what stands there, `marks` what was noted when it was written; None for a sheet not ours."""
    if marks is None and any(value is not None for row in grid.rows for value in row):
        return Blocked(None)
    loose = dict(_loose(sheet, digits))
    noted, lines = _apart(marks or ())
    done = Onto()
    for at, (value, kind, colour) in loose.items():
        stood = grid.at(*at)
        if stood is not None and noted.get(at) != mark([stood]) and shown(stood) != shown(value):
            return Blocked(Place(grid.sheet, *at))
        done.puts[at] = value
        done.formats[at] = format_of(kind, digits)
        if colour != "":
            done.fills[at] = colour
    for at, digest in noted.items():
        if at not in loose and mark([grid.at(*at)]) == digest:
            done.puts[at] = ""
    own = own_table(sheet)
    tables = [table for table in sheet.tables if table is not own]
    done.flat += [_body(table) for table in tables if table.span > 1]
    for table in tables:
        done.chart_count += table.chart is not None
        if not _as_it_was(table, noted):
            done.framed += _framed(table)
            done.charts += [_drawn(table.chart, table, done.chart_count)] if table.chart else []
    found = [f"{address((*at, *at))}={mark([value])}" for at, (value, _, _) in loose.items()]
    if own:
        done.chart_count += own.chart is not None
        own_lines = OwnLines(own, grid, lines, digits)
        if blocked := own_lines.place(done):
            return blocked
        found += own_lines.marks
    done.marks = tuple(found)
    return done


def _loose(sheet: Sheet, digits: Digits) -> Iterator[tuple[CellAt, tuple[Value, Kind, str | None]]]:
    """All cells but the lines that are known one by one, each with its colour; '' where that is not ours."""
    own = own_table(sheet)
    for row, text in ((1, sheet.title), (2, sheet.purpose), (STATE_ROW, sheet.state)):
        if text:
            yield (row, 1), (localise(harmless(text), digits), Kind.TEXT, "")
    for number, card in enumerate(sheet.cards):
        row, column = CARDS_ROW + number // CARDS_ABREAST * 3, number % CARDS_ABREAST + 1
        colour = card.swatch.fill if card.swatch else ACCENT_SOFT
        yield (row, column), (card.label, Kind.WORD, colour)
        figure = NONE if card.value is None else float(card.value)
        yield (row + 1, column), (figure, card.kind, colour)
    for table in (one for one in sheet.tables if one is not own):
        for at, head in enumerate(table.columns, table.column):
            yield (table.row, at), (head.header, Kind.WORD, "")
        for row, values in enumerate(rows_of(table), table.first_row):
            for at, (head, cell) in enumerate(zip(table.columns, values, strict=True), table.column):
                put, swatch = put_of(cell, head, digits)
                yield (row, at), (word_of(put), head.kind, swatch.fill if swatch else None)


def _body(table: Table) -> Area:
    right = table.column + len(table.columns) * table.span - 1
    return table.first_row, table.column, table.row + max(len(table.rows), 1), right


def _framed(table: Table) -> Iterator[tuple[Area, bool]]:
    _, left, last, right = _body(table)
    yield _body(table), False
    if table.total:
        yield (last + 1, left, last + 1, right), True


def _as_it_was(table: Table, noted: Mapping[CellAt, str]) -> bool:
    """Whether it has as many lines as when it was written: then all is framed and drawn already."""
    _, left, last, _ = _body(table)
    last += table.total is not None
    return (last, left) in noted and (last + 1, left) not in noted


def _drawn(chart: Chart, table: Table, number: int) -> Drawn:
    first, last = table.first_row, table.first_row + max(min(len(table.rows), chart.most), 1) - 1
    names, *values = (
        (first, table.column + at - 1, last, table.column + at - 1)
        for at in (chart.names, *(bars.column for bars in chart.bars))
    )
    return Drawn(number, names, tuple(values))


def _apart(marks: Sequence[str]) -> tuple[dict[CellAt, str], Counter[str]]:
    """The marks of single cells, and those of lines."""
    cells, lines = {}, Counter[str]()
    for one in marks:
        where, _, digest = one.rpartition("=")
        if where:
            cells[read_address(where)[:2]] = digest
        else:
            lines[digest] += 1
    return cells, lines
