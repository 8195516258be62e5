"""The rows of a memo's tables, page-split copies put together again.

One measure may take several rows: a title merged over its steps, or a row that a page break cut in two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from itaxl.convert.measures.cells import MeasureCells, Part
from itaxl.convert.measures.columns import Column
from itaxl.convert.measures.places import DocumentPlace
from itaxl.convert.measures.provenance import Ledger
from itaxl.convert.memo.blocks import Cell, lines_of
from itaxl.convert.memo.columns import placed, row_key
from itaxl.convert.memo.passage import FormTable
from itaxl.core.meanings.numbers import count_of, numbered
from itaxl.core.meanings.status import read_mark
from itaxl.core.thai.text import clean

#: From this share of rows on, numbers before the titles are the table's way.
_MOSTLY = 0.6


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
    """A row's cells in the table's columns.  `opens`: the first below a header that is typed once more."""

    place: DocumentPlace
    cells: list[tuple[Column, CellText]]
    opens: bool
    copy: int

    def of(self, name: str) -> CellText | None:
        """The first cell of a field."""
        return next((cell for column, cell in self.cells if column.field == name), None)

    def text(self, name: str) -> str:
        cell = self.of(name)
        return cell.text if cell else ""

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
        """Whether its title is merged with the one above."""
        title, number = self.of("title"), self.of("number")
        return bool(title and title.above) or bool(number and number.above and not self.text("title"))


@dataclass(slots=True)
class Group:
    """The rows of one measure.  `cut` is where a page break, and no merge, brought them together."""

    rows: list[Row]
    number: int | None = None
    title: str = ""
    cut: DocumentPlace | None = None

    def raw(self, links: Mapping[str, str], reports: bool) -> MeasureCells:
        """Its cells for the reader; `links` are web addresses by the id that a cell's hyperlink bears."""
        first = self.rows[0]
        raw = MeasureCells(
            first.copy, first.place, number=self.number, title=self.title,
            cut=self.cut is not None, reports=reports,
        )  # fmt: skip
        for row in self.rows:
            for column, cell in row.cells:
                if cell.lines or cell.links:
                    found = tuple(links[link] for link in cell.links if link in links)
                    raw.add(Part(column, cell.place, cell.text, not cell.above, found))
        return raw


def read_rows(forms: Sequence[FormTable], ledger: Ledger) -> list[Row]:
    """The rows of tables that continue one another, top to bottom; headings are noted in the ledger."""
    return [row for copy, form in enumerate(forms) for row in _rows_of(form, copy, ledger)]


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
        if number < columns.first or _is_heading(row, columns.width):
            continue
        cells = list(_cells(form, number, row, above, ledger))
        if any(cell.lines for _, cell in cells if not cell.above):
            yield Row(_place(form, number, 0), cells, opens, copy)
            opens = False


def _note_header(form: FormTable, number: int, row: tuple[Cell, ...], ledger: Ledger) -> None:
    for at, _ in placed(row):
        ledger.heading(_place(form, number, at), "หัวตาราง")


def _is_heading(row: tuple[Cell, ...], width: int) -> bool:
    """A line across the whole table, such as a heading of a group of measures."""
    return width > 2 and len(row) == 1 and row[0].span >= width - 1


def _cells(
    form: FormTable, number: int, row: tuple[Cell, ...], above: dict[int, CellText], ledger: Ledger
) -> Iterator[tuple[Column, CellText]]:
    for at, cell in placed(row):
        text = _cell_text(cell, _place(form, number, at))
        if cell.merge == "continue" and at in above and not text.lines:
            text = CellText(above[at].place, above[at].lines, above[at].links, above=True)
        above[at] = text
        if column := form.columns.at(at):
            yield column, text
        elif header := form.columns.header_at(at):
            ledger.because(text.place, header)


def _cell_text(cell: Cell, place: DocumentPlace) -> CellText:
    return CellText(place, *lines_of(cell))


def grouped(rows: Sequence[Row]) -> list[Group]:
    """The rows by measure."""
    titled = [row for row in rows if row.text("title") and not row.goes_on]
    with_number = sum(_number_of(row)[0] is not None for row in titled)
    mostly = len(titled) >= 2 and with_number >= _MOSTLY * len(titled)
    groups: list[Group] = []
    for row in rows:
        number, title = _number_of(row)
        if groups and row.goes_on:
            groups[-1].rows.append(row)
        elif groups and _is_cut(row, number, title, mostly):
            last = groups[-1]
            last.rows.append(row)
            last.title = " ".join(filter(None, (last.title, title)))
            last.cut = last.cut or row.place
        else:
            groups.append(Group([row], number, title))
    return groups


def _is_cut(row: Row, number: int | None, title: str, with_numbers: bool) -> bool:
    """Whether a page break cut this row off the one before."""
    if number is not None:
        return False
    if not title:
        return True
    return row.opens and (with_numbers or (row.has_status and not row.marked))


def _number_of(row: Row) -> tuple[int | None, str]:
    """The measure's number and its title without it."""
    title = row.text("title")
    own = count_of(row.text("number")) if row.text("number") else None
    typed, name = numbered(title)
    agrees = typed is not None and own in (None, typed)
    return (typed, name) if agrees else (own, clean(title))
