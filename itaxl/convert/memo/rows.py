"""The rows of a memo's tables, page-split copies put together again.

One measure may take several rows: a title merged over its steps, or a row that a page break cut in two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from itaxl.convert.measures.columns import Choice, Column
from itaxl.convert.measures.entries import NOTHING
from itaxl.convert.measures.outline import Line, Rank, ranks
from itaxl.convert.measures.places import DocumentPlace
from itaxl.convert.measures.provenance import Ledger
from itaxl.convert.memo.blocks import Cell, lines_of
from itaxl.convert.memo.columns import placed, row_key, words
from itaxl.convert.memo.passage import FormTable
from itaxl.convert.memo.told import told_parts
from itaxl.core.meanings.numbers import path_of, title_path
from itaxl.core.meanings.sides import Side, side_of
from itaxl.core.meanings.status import read_mark

_LEAST_TITLE = 8
SECTION = "หัวข้อคั่นตาราง"


@dataclass(slots=True)
class CellText:
    """A cell's lines.  `above`: it goes on the cell at `place` above (merged), whose lines these are then."""

    place: DocumentPlace
    lines: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    above: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(slots=True)
class Row:
    """A row's cells in the table's columns.  `opens`: the first below a header that is typed once more.

    `heading` is its text where it heads a group, `rank` what its number makes of it.  `crooked` are its
    cells that do not stand below their column, each with its field.
    """

    place: DocumentPlace
    cells: list[tuple[Column, CellText]]
    opens: bool
    form: FormTable
    copy: int
    heading: str = ""
    rank: Rank | None = None
    crooked: list[tuple[str, CellText]] = field(default_factory=list)
    below: bool = False

    def of(self, name: str) -> CellText | None:
        """The first cell of a field."""
        return next((cell for column, cell in self.cells if column.field == name), None)

    def text(self, name: str) -> str:
        return cell.text if (cell := self.of(name)) else ""

    @property
    def own(self) -> frozenset[str]:
        """The fields that hold something of this row's own."""
        texts = ((column.field, cell) for column, cell in self.cells if not cell.above)
        return frozenset(field for field, cell in texts if cell.text not in NOTHING)

    @property
    def line(self) -> Line:
        """The row by its number."""
        return Line(path_of(self.text("number")) or title_path(self.text("title")), self.own)

    @property
    def has_status(self) -> bool:
        return self.of("status") is not None

    @property
    def marked(self) -> bool:
        """Whether anything but a dash stands in a status cell."""
        own = [c for column, c in self.cells if column.field == "status" and not c.above]
        return any(read_mark(cell.text).chosen for cell in own)

    @property
    def goes_on(self) -> bool:
        """Whether its title is merged with the one above, or it is a step by its number."""
        title, number = self.of("title"), self.of("number")
        merged = bool(title and title.above) or bool(number and number.above and not self.text("title"))
        return merged or self.below or self.rank is Rank.STEP


def read_rows(forms: Sequence[FormTable], ledger: Ledger) -> list[Row]:
    """The rows of tables that continue one another, top to bottom; headings are noted in the ledger."""
    rows = [row for copy, form in enumerate(forms) for row in _rows_of(form, copy, ledger)]
    told = [row for row in rows if not row.heading]
    fields = frozenset(column.field for row in told for column, _ in row.cells)
    for at, rank in ranks([row.line for row in told], fields).items():
        told[at].rank = rank
    for row in told:
        if row.rank is Rank.GROUP or (row.rank is None and _is_lonely(row, told)):
            row.heading = " ".join(filter(None, (row.text("number"), row.text("title"))))
            for _, cell in row.cells:
                ledger.heading(cell.place, SECTION)
    return rows


def _is_lonely(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row has nothing but a title, while most of the others have more."""
    if row.own - {"number"} != {"title"} or row.line.path or row.opens or row.goes_on:
        return False
    more = sum(bool(other.own - {"number", "title"}) for other in rows)
    return len(row.cells) > 2 and more * 2 > len(rows)


def form_cells(form: FormTable) -> Iterator[tuple[DocumentPlace, str]]:
    """Every cell of a table that holds a text of its own."""
    for number, row in enumerate(form.table.rows):
        for at, cell in placed(row):
            found = _cell_text(cell, _place(form, number, at))
            if found.lines:
                yield found.place, found.text


def _place(form: FormTable, number: int, at: int) -> DocumentPlace:
    return DocumentPlace(form.number, form.above + number + 1, at + 1)


def _rows_of(form: FormTable, copy: int, ledger: Ledger) -> Iterator[Row]:
    columns = form.columns
    above: dict[int, CellText] = {}
    opens = copy > 0
    for number, row in enumerate(form.table.rows):
        if columns.first <= number < columns.body or (
            row_key(row) in columns.headers and number >= columns.body
        ):
            opens = opens or number >= columns.body  # typed again in the middle of the table
            _note_header(form, number, row, ledger)
            continue
        if number < columns.first:
            continue
        if _is_heading(row, columns.width):
            text = _cell_text(row[0], _place(form, number, 0))
            if text.lines:
                ledger.heading(text.place, SECTION)
                yield Row(text.place, [], False, form, copy, heading=text.text)
            continue
        if told := _told_below(form, number, row):
            yield Row(told[0][1].place, told, False, form, copy, below=True)
            continue
        crooked: list[tuple[str, CellText]] = []
        cells = list(_cells(form, number, row, above, ledger, crooked))
        if not any(column.field == "title" and cell.lines for column, cell in cells):
            cells = [(_titled(column, cell, columns.choice), cell) for column, cell in cells]
        sum_of_many = any(
            side_of(words(one.cell)) is Side.SUM
            for one in form.columns.of(row)
            if form.columns.tells_sides(one.column)
        )
        if not sum_of_many and any(cell.lines for _, cell in cells if not cell.above):
            yield Row(_place(form, number, 0), cells, opens, form, copy, crooked=crooked)
            opens = False


def _titled(column: Column, cell: CellText, choice: Choice) -> Column:
    """The column of titles for what stands in that of numbers and is none."""
    if column.field != "number" or cell.above or len(cell.text) < _LEAST_TITLE or path_of(cell.text):
        return column
    return next((one for one in choice.used if one.field == "title"), column)


def _told_below(form: FormTable, number: int, row: tuple[Cell, ...]) -> list[tuple[Column, CellText]]:
    """The row that our own memo has below a measure: a cell across the table, and one of codes."""
    lines, place = lines_of(row[0])[0] if len(row) == 2 else [], _place(form, number, 0)
    told = told_parts(lines, place) if row and row[0].span >= form.columns.width - 1 else []
    return [(column, CellText(place, lines)) for column, lines in told]


def _note_header(form: FormTable, number: int, row: tuple[Cell, ...], ledger: Ledger) -> None:
    for at, _ in placed(row):
        ledger.heading(_place(form, number, at), "หัวตาราง")


def _is_heading(row: tuple[Cell, ...], width: int) -> bool:
    """A line across the whole table, such as a heading of a group of measures."""
    return width > 2 and len(row) == 1 and row[0].span >= width - 1


def _cells(
    form: FormTable,
    number: int,
    row: tuple[Cell, ...],
    above: dict[int, CellText],
    ledger: Ledger,
    crooked: list[tuple[str, CellText]],
) -> Iterator[tuple[Column, CellText]]:
    found = form.columns.of(row)
    side = next((side_of(words(one.cell)) for one in found if form.columns.tells_sides(one.column)), None)
    for one in found:
        text = _cell_text(one.cell, _place(form, number, one.at))
        at = one.column
        if one.cell.merge == "continue" and at in above and not text.lines:
            text = CellText(above[at].place, above[at].lines, above[at].links, above=True)
        above[at] = text
        column = form.columns.used(at)
        if not one.sure and text.text not in NOTHING:
            covered = (form.columns.used(n) for n in one.over)
            fields = (column.field if column else "", *(other.field for other in covered if other))
            crooked += ((field, text) for field in dict.fromkeys(fields))
        if column:
            yield column.on(side) if side else column, text
        if header := form.columns.header_of(at):
            ledger.because(text.place, header)


def _cell_text(cell: Cell, place: DocumentPlace) -> CellText:
    return CellText(place, *lines_of(cell))
