"""The sheets of a district as values: written into a new file or an open workbook, they say the same.

A `Sheet` has a title, one line that says what it is for, cards, tables and charts, each with its place.  Rows
and columns count from 1, as people see them.  A cell is a plain value, shown as its column says, or a `Cell`
that carries a colour, a link or a kind of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from itaxl.core.grid import Value
from itaxl.core.palette import ACCENT, Swatch
from itaxl.named_tuple import NamedTuple

#: Where the table of a sheet that has only one begins; above it stand title, purpose and state.
STATE_ROW, HEADER_ROW = 3, 4
FIRST_ROW = HEADER_ROW + 1
#: Where the first card stands, and how many stand side by side.
CARDS_ROW, CARDS_ABREAST = 4, 4


class Kind(Enum):
    """How a column's values are shown; texts wrap."""

    TEXT = "text"
    WORD = "word"  #: a short text, centred
    LINK = "link"  #: a word that leads to a file of ours, centred
    COUNT = "count"
    PLAIN = "plain"  #: a number that is a name: a year, a number in a list
    PERCENT = "percent"
    SCORE = "score"
    DATE = "date"


class Shade(NamedTuple):
    """A meaning's colour: of cells with one of these words, or with a number above or below so much."""

    swatch: Swatch
    words: tuple[str, ...] = ()
    above: float | None = None
    below: float | None = None

    def fits(self, value: Value) -> bool:
        if isinstance(value, float):
            return (self.above is not None and value > self.above) or (
                self.below is not None and value < self.below
            )
        return value in self.words


class Column(NamedTuple):
    """`width` in characters.  `hidden`: its value is the same in every row, and said elsewhere.

    `ours`: its texts are sentences of ours, which show numbers in the digits asked for.  The first of its
    `shades` that fits a cell colours it; where `counted`, only beside a number above 0 in the next one.
    """

    header: str
    width: int
    kind: Kind = Kind.TEXT
    hidden: bool = False
    ours: bool = False
    shades: tuple[Shade, ...] = ()
    counted: bool = False


class Cell(NamedTuple):
    """A value in bold, or with a link: a path from the district's folder; '–' stands for none."""

    value: Value
    link: str = ""
    bold: bool = False


Row = Sequence[Value | Cell]


class Card(NamedTuple):
    """One big figure under its label, two rows high; `value` None is not known.  It has the colour of
    `swatch` where it is above 0.
    """

    label: str
    value: float | None
    kind: Kind = Kind.COUNT
    swatch: Swatch | None = None

    @property
    def shown(self) -> Swatch | None:
        return self.swatch if self.value else None


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


def flag(swatch: Swatch) -> tuple[Shade, ...]:
    """Of a count that is coloured unless it is 0."""
    return (Shade(swatch, above=0.0),)


def bare(cell: Value | Cell) -> Value:
    return cell.value if isinstance(cell, Cell) else cell


def swatch_of(row: Row, at: int, column: Column) -> Swatch | None:
    """The colour of a row's cell in that column, which is number `at` from 0."""
    if not column.shades or (column.counted and not bare(row[at + 1])):
        return None
    value = bare(row[at])
    return next((shade.swatch for shade in column.shades if shade.fits(value)), None)
