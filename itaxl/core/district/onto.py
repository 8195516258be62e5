"""A sheet of the district onto one that people write on, too: what is put where, and what is left alone.

Ours is what we wrote: each line of a table leaves a mark, a digest of the cells that tell whose it is, and
so does each cell elsewhere.  Whatever else stands on the sheet is a person's, and stays where it is.  Columns
are found by their headers, so a person may add, move and take away some.  Where nobody wrote beside our lines
they come in their own order; else each keeps its row, and what is new goes below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import Enum

from itaxl.core.areas import CellAt, address, read_address, rectangles, within
from itaxl.core.district.fixed import kind_at, own_table
from itaxl.core.district.own_lines import OwnLines
from itaxl.core.district.placed import (
    NONE,
    WORDS,
    Blocked,
    Drawn,
    Link,
    Marks,
    Onto,
    format_of,
    put_of,
    rows_of,
    word_of,
)
from itaxl.core.district.shown import harmless
from itaxl.core.district.table import (
    CARDS_ABREAST,
    CARDS_ROW,
    STATE_ROW,
    Chart,
    Kind,
    Sheet,
    Table,
    swatch_of,
)
from itaxl.core.grid import Area, Grid, Place, Value, shown
from itaxl.core.model import Digits
from itaxl.core.palette import ACCENT_SOFT
from itaxl.core.results.lines import mark
from itaxl.core.thai.text import localise
from itaxl.named_tuple import NamedTuple

#: On the hidden sheet of settings the marks of each sheet have a column, below one of these and its name.
FIRST_COLUMN = 4


class Look(Enum):
    """What the cells of a sheet bring along; the value stands above its marks."""

    PLAIN = "itaxl sheet 1 "  #: nothing: it was added in place of a deleted one
    MADE = "itaxl sheet 2 "  #: formats, and colours and lines by value: it came with the workbook
    THAI = "itaxl sheet 3 "  #: the same, but numbers have been shown in Thai digits


class Noted(NamedTuple):
    """Where the marks of a sheet stand, and what they are; `column` alone is free."""

    column: int
    marks: Marks | None = None
    look: Look = Look.PLAIN

    def after(self, digits: Digits) -> Look:
        """How the sheet looks once it is written."""
        return self.look if self.look is Look.PLAIN else Look.THAI if digits is Digits.THAI else Look.MADE


def noted_in(settings: Grid, name: str) -> Noted:
    """The marks of a sheet, or the next free column."""
    column = FIRST_COLUMN
    heads = {look.value + name: look for look in Look}
    while (head := settings.at(1, column)) is not None:
        if isinstance(head, str) and head in heads:
            below = (settings.at(row, column) for row in range(2, len(settings.rows) + 1))
            return Noted(column, tuple(mark for mark in below if isinstance(mark, str)), heads[head])
        column += 1
    return Noted(column)


def onto(
    sheet: Sheet,
    grid: Grid,
    marks: Marks | None,
    digits: Digits = Digits.ARABIC,
    look: Look = Look.PLAIN,
) -> Onto | Blocked:
    """`grid` is what stands there, `marks` what was noted when it was written; None for a sheet not ours.

    Of a sheet that is made for it, only the formats that its cells have not are put.  Texts are always kept
    from being taken for something else.
    """
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
        if kind:
            done.kinds[at] = kind
        if colour != "":
            done.fills[at] = colour
    for at, digest in noted.items():
        if at not in loose and mark([grid.at(*at)]) == digest:
            done.puts[at] = ""
            done.kinds[at] = kind_at(sheet, *at) or Kind.WORD
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
    known = look is Look.MADE and digits is Digits.ARABIC
    for at, kind in done.kinds.items():
        if kind in WORDS or not (known and kind is _made_for(sheet, at)):
            done.formats[at] = format_of(kind, digits)
    return done


def _made_for(sheet: Sheet, at: CellAt) -> Kind | None:
    cards = dict(zip(figures(sheet), sheet.cards, strict=True))
    return cards[at].kind if at in cards else kind_at(sheet, *at)


def figures(sheet: Sheet) -> list[CellAt]:
    """Where the figures of the cards stand."""
    cards = range(len(sheet.cards))
    return [(CARDS_ROW + at // CARDS_ABREAST * 3 + 1, at % CARDS_ABREAST + 1) for at in cards]


def _loose(sheet: Sheet, digits: Digits) -> Iterator[tuple[CellAt, tuple[Value, Kind | None, str | None]]]:
    """All cells but the lines that are known one by one, each with its colour; '' where that is not ours.

    No kind: it begins with words of ours, which no program takes for anything else.
    """
    own = own_table(sheet)
    for row, text in ((1, sheet.title), (2, sheet.purpose), (STATE_ROW, sheet.state)):
        if text:
            yield (row, 1), (localise(harmless(text), digits), None, "")
    for card, (row, column) in zip(sheet.cards, figures(sheet), strict=True):
        colour = card.shown.fill if card.shown else ACCENT_SOFT
        yield (row - 1, column), (card.label, None, colour)
        yield (row, column), (NONE if card.value is None else float(card.value), card.kind, colour)
    for table in (one for one in sheet.tables if one is not own):
        for at, head in enumerate(table.columns, table.column):
            yield (table.row, at), (head.header, None, "")
        for row, values in enumerate(rows_of(table), table.first_row):
            for at, (head, cell) in enumerate(zip(table.columns, values, strict=True)):
                put, swatch = put_of(cell, head, digits), swatch_of(values, at, head)
                yield (row, table.column + at), (word_of(put), head.kind, swatch.fill if swatch else None)


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

    def cells(at: int) -> Area:
        return first, table.column + at - 1, last, table.column + at - 1

    runs = ((table.columns[bars.column - 1].header, cells(bars.column)) for bars in chart.bars)
    return Drawn(number, cells(chart.names), tuple(runs))


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


def changed(done: Onto, grid: Grid) -> list[CellAt]:
    """The cells that are put something else than what stands there; where a link leads is not seen."""
    return [
        at
        for at, value in done.puts.items()
        if isinstance(value, Link)
        or isinstance(stood := grid.at(*at), bool)
        or stood != (None if value == "" else value)
    ]


def blocks(cells: Iterable[CellAt], ours: Container[CellAt], grid: Grid) -> list[Area]:
    """As few areas as hold these cells, and none in which something stands that is not ours."""
    theirs = [
        (row, column)
        for row, values in enumerate(grid.rows, 1)
        for column, value in enumerate(values, 1)
        if value is not None and (row, column) not in ours
    ]
    found: list[Area] = []
    for area in rectangles(cells):
        both = _around(found[-1], area) if found else area
        if any(within(both, cell) for cell in theirs):
            found.append(area)
        else:
            found[-1:] = [both]
    return found


def _around(one: Area, other: Area) -> Area:
    top, left = map(min, one[:2], other[:2])
    bottom, right = map(max, one[2:], other[2:])
    return top, left, bottom, right
