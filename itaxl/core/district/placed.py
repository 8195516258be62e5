"""What is put onto a sheet that people write on, too, and how a table's values are put."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from itaxl.core.areas import CellAt
from itaxl.core.district.shown import harmless, pattern
from itaxl.core.district.table import Cell, Column, Kind, Row, Table
from itaxl.core.grid import Area, Place, Value, shown
from itaxl.core.model import Digits
from itaxl.core.thai.text import localise
from itaxl.named_tuple import NamedTuple

NONE = "–"
WORDS = (Kind.TEXT, Kind.WORD)
#: How a text is kept as it is typed.
AS_TEXT = "@"


class Link(NamedTuple):
    """A word that leads to a file, by its path from the district's folder."""

    path: str
    word: str


Put = Value | Link
Marks = tuple[str, ...]


class Blocked(NamedTuple):
    """Where something of a person's stands in the way; the whole sheet is theirs where there is no place."""

    place: Place | None


class Drawn(NamedTuple):
    """What a chart shows, the sheet's first being 1: the cells of the bars' names, and of each run its name
    and cells.  `row`: where it is to stand.
    """

    number: int
    names: Area
    runs: tuple[tuple[str, Area], ...]
    row: int | None = None


@dataclass(slots=True)
class Onto:
    """What is put; '' empties a cell.  `kinds` say of each what it is, `formats` are those to be given.
    `fills` are colours, None for none; `others` are cells of lines that stand elsewhere by now.

    `body` is the table's area without its header; `framed` are lines that may be new, and if bold;
    texts in `flat` do not wrap.
    `filtered` is the area that a filter has to cover: the table, and a person's columns beside it.
    """

    puts: dict[CellAt, Put] = field(default_factory=dict)
    kinds: dict[CellAt, Kind] = field(default_factory=dict)
    formats: dict[CellAt, str] = field(default_factory=dict)
    fills: dict[CellAt, str | None] = field(default_factory=dict)
    others: list[CellAt] = field(default_factory=list)
    body: Area | None = None
    filtered: Area | None = None
    charts: list[Drawn] = field(default_factory=list)
    chart_count: int = 0
    framed: list[tuple[Area, bool]] = field(default_factory=list)
    flat: list[Area] = field(default_factory=list)
    marks: Marks = ()


def blank(columns: Sequence[Column]) -> Row:
    """The line of a table that has none."""
    return (NONE, *[None] * (len(columns) - 1))


def rows_of(table: Table) -> list[Row]:
    return [*(table.rows or [blank(table.columns)]), *([table.total] if table.total else [])]


def put_of(cell: Value | Cell, column: Column, digits: Digits) -> Put:
    """What is put for a cell of that column."""
    one = cell if isinstance(cell, Cell) else Cell(cell)
    value = one.value
    if isinstance(value, str):
        value = harmless(localise(value, digits) if column.ours else value) or None
    return Link(one.link, shown(value)) if one.link else value


def format_of(kind: Kind, digits: Digits) -> str:
    return AS_TEXT if kind in WORDS else pattern(kind, digits)


def word_of(put: Put) -> Value:
    return put.word if isinstance(put, Link) else put
