"""The sheets of a district as values: written into a new file or an open workbook, they say the same.

A `Sheet` has a title, one line that says what it is for, cards, tables and charts, each with its place.  Rows
and columns count from 1, as people see them.  A cell is a plain value, shown as its column says, or a `Cell`
that carries a colour, a link or a kind of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from itaxl.core.grid import Value
from itaxl.core.palette import ACCENT, Swatch

#: Where the table of a sheet that has only one begins; above it stand title, purpose and state.
STATE_ROW, HEADER_ROW = 3, 4
FIRST_ROW = HEADER_ROW + 1
#: Where the first card stands, and how many stand side by side.
CARDS_ROW, CARDS_ABREAST = 4, 4


class Kind(Enum):
    """How a column's values are shown; texts wrap."""

    TEXT = "text"
    WORD = "word"  #: a short text, centred
    COUNT = "count"
    PLAIN = "plain"  #: a number that is a name: a year, a number in a list
    PERCENT = "percent"
    SCORE = "score"
    DATE = "date"


class Column(NamedTuple):
    """`width` in characters.  `hidden`: its value is the same in every row, and said elsewhere.

    `ours`: its texts are sentences of ours, which show numbers in the digits asked for.
    """

    header: str
    width: int
    kind: Kind = Kind.TEXT
    hidden: bool = False
    ours: bool = False


class Cell(NamedTuple):
    """A value with a meaning's colour, or a link: a path from the district's folder; '–' stands for none."""

    value: Value
    swatch: Swatch | None = None
    link: str = ""
    bold: bool = False


Row = Sequence[Value | Cell]


class Card(NamedTuple):
    """One big figure under its label, two rows high; `value` None is not known."""

    label: str
    value: float | None
    kind: Kind = Kind.COUNT
    swatch: Swatch | None = None


class Bars(NamedTuple):
    """One run of bars: the column of the table (from 1), and a colour for all or one for each bar."""

    column: int
    colours: tuple[str, ...]


class Chart(NamedTuple):
    """Horizontal bars, the first on top, stacked where there are several runs.

    `names` is the table's column of the bars' names, `most` the rows from the top that are shown; `row` and
    `column` its upper left corner, `columns` how many it covers; `room` the share that the names need.
    """

    title: str
    names: int
    bars: tuple[Bars, ...]
    row: int
    column: int
    columns: int
    height: int
    room: float = 0.36
    most: int = 15


class Table(NamedTuple):
    """A table with a header.  `name` is its name in Excel, '' for one without filters.

    `total` stands below it and is no part of it.  `frozen` columns stay in sight.  Of a table of one column
    each row may `span` several of the sheet's.  `printed` columns go on paper, 0 for all.  `key` are the
    columns, from 0, that tell whose a row is; none for all of words.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    name: str = ""
    total: Row | None = None
    row: int = HEADER_ROW
    column: int = 1
    frozen: int = 0
    chart: Chart | None = None
    span: int = 1
    printed: int = 0
    key: tuple[int, ...] = ()

    @property
    def last_row(self) -> int:
        """The row of the total, or the last one of the table."""
        return self.first_row + max(len(self.rows), 1) - (self.total is None)

    @property
    def first_row(self) -> int:
        return self.row + 1


class Sheet(NamedTuple):
    """`widths` are those of all columns, where no table says them."""

    name: str
    title: str
    purpose: str
    state: str = ""
    tables: tuple[Table, ...] = ()
    cards: tuple[Card, ...] = ()
    widths: tuple[int, ...] = ()
    colour: str = ACCENT
    one_page: bool = False

    @property
    def columns(self) -> tuple[int, ...]:
        return self.widths or tuple(column.width for column in self.tables[0].columns)


def flagged(count: int, swatch: Swatch) -> Value | Cell:
    """A count that is coloured unless it is 0."""
    return Cell(float(count), swatch) if count else 0.0
