"""The rows of a memo's tables, page-split copies put together again.

One measure may take several rows: a title merged over its steps, or a row that a page break cut in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from itaxl.convert.memo.blocks import Cell, Paragraph
from itaxl.convert.memo.columns import STATUSES, placed, row_key
from itaxl.convert.memo.passage import FormTable, Passage
from itaxl.core.thai import clean, lines

_NUMBER = re.compile(
    r"\s*(?:ข้อ(?:ที่)?|มาตรการที่|ลำดับที่)?\s*"
    r"(?:\((?P<round>[0-9๐-๙]{1,3})\)|(?P<plain>[0-9๐-๙]{1,3})[.)](?![0-9๐-๙]))\s*"
)
_BARE_NUMBER = re.compile(r"\(?([0-9๐-๙]{1,3})[.)]?")
#: From this share of rows on, numbers before the titles are the table's way.
_MOSTLY = 0.6


@dataclass(slots=True)
class CellText:
    """A cell's lines.  `above`: it goes on the cell above (merged), whose lines these are then."""

    lines: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    above: bool = False


@dataclass(slots=True)
class RawRow:
    """A row by field.  `opens` where it is the first below a header that is typed once more."""

    where: str
    cells: dict[str, CellText]
    opens: bool
    table: int

    def lines(self, name: str) -> list[str]:
        cell = self.cells.get(name)
        return cell.lines if cell else []

    @property
    def marked(self) -> bool:
        """Whether anything but a dash stands in a status cell."""
        texts = [t for name in ("status", *STATUSES) if not self._above(name) for t in self.lines(name)]
        return any(text.strip(" -–—") for text in texts)

    def _above(self, name: str) -> bool:
        return name in self.cells and self.cells[name].above

    @property
    def goes_on(self) -> bool:
        """Whether its title is merged with the one above."""
        return self._above("title") or (self._above("number") and not self.lines("title"))


@dataclass(slots=True)
class Group:
    """The rows of one measure.  `cut` is where a page break, and no merge, brought them together."""

    rows: list[RawRow]
    number: int | None = None
    title: str = ""
    cut: str = ""

    @property
    def where(self) -> str:
        return self.rows[0].where


def read_rows(tables: Sequence[FormTable], leftovers: list[Passage]) -> list[RawRow]:
    """The rows of tables that continue one another, top to bottom; other text goes to `leftovers`."""
    found: list[RawRow] = []
    for at, form in enumerate(tables):
        found += _rows_of(form, at, leftovers)
    return found


def _rows_of(form: FormTable, copy: int, leftovers: list[Passage]) -> Iterator[RawRow]:
    columns = form.columns
    above: dict[int, CellText] = {}
    opens = copy > 0
    for number, row in enumerate(form.table.rows, start=1):
        where = f"ตารางที่ {form.number} แถวที่ {form.above + number}"
        if columns.first <= number - 1 < columns.body:
            leftovers += _unknown_headers(form, where) if number - 1 == columns.first else []
            continue
        if row_key(row) in columns.headers and number > columns.body:
            opens = True  # typed again in the middle of the table
            continue
        if number - 1 < columns.first or _is_heading(row, columns.columns[-1].end):
            leftovers += (Passage(text, where) for cell in row for text in cell_text(cell).lines)
            continue
        cells = _cells(row, form, above, where, leftovers)
        if any(cell.lines for cell in cells.values() if not cell.above):
            yield RawRow(where, cells, opens, copy)
            opens = False


def _unknown_headers(form: FormTable, where: str) -> Iterator[Passage]:
    return (Passage(c.header, where) for c in form.columns.columns if not c.field and c.header)


def _is_heading(row: tuple[Cell, ...], width: int) -> bool:
    """A line across the whole table, such as a heading of a group of measures."""
    return width > 2 and len(row) == 1 and row[0].span >= width - 1


def _cells(
    row: tuple[Cell, ...],
    form: FormTable,
    above: dict[int, CellText],
    where: str,
    leftovers: list[Passage],
) -> dict[str, CellText]:
    found: dict[str, CellText] = {}
    for at, cell in placed(row):
        text = cell_text(cell)
        if cell.merge == "continue" and at in above and not text.lines:
            text = CellText(above[at].lines, above[at].links, above=True)
        above[at] = text
        column = form.columns.at(at)
        name = column.field if column else ""
        if not _has_place(name, text, form):
            heading = f" ({column.header})" if column and column.header else ""
            leftovers += (Passage(line, where + heading) for line in text.lines if not text.above)
        elif name in found and (text.above or found[name].above):
            # two columns of one field, one of them merged with the row above: nowhere to join them
            leftovers += (Passage(line, where) for line in text.lines if not text.above)
        elif name in found:
            found[name].lines += text.lines
            found[name].links += text.links
        else:
            found[name] = CellText(list(text.lines), list(text.links), text.above)
    return found


def _has_place(name: str, text: CellText, form: FormTable) -> bool:
    """Whether the tracker has a field for the text: the status only once, a number only where it is one."""
    if name == "number":
        return not text.lines or bool(_BARE_NUMBER.fullmatch(" ".join(text.lines)))
    return bool(name) and not (name == "status" and form.columns.fields & STATUSES.keys())


def cell_text(cell: Cell) -> CellText:
    """A cell's lines, cleaned, with automatic numbers and bullets before them; nested tables too."""
    found = CellText()
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            text = clean(block.text)
            found.lines += lines(f"{block.label} {text}" if block.label and text else text)
            found.links += block.links
        else:
            for inner in (cell_text(c) for row in block.rows for c in row):
                found.lines += inner.lines
                found.links += inner.links
    return found


def grouped(rows: Sequence[RawRow]) -> list[Group]:
    """The rows by measure."""
    titled = [row for row in rows if row.lines("title") and not row.goes_on]
    numbered = sum(_number_of(row)[0] is not None for row in titled)
    mostly = len(titled) >= 2 and numbered >= _MOSTLY * len(titled)
    groups: list[Group] = []
    for row in rows:
        number, title = _number_of(row)
        if groups and row.goes_on:
            groups[-1].rows.append(row)
        elif groups and _cut(row, number, title, mostly):
            last = groups[-1]
            last.rows.append(row)
            last.title = " ".join(filter(None, (last.title, title)))
            last.cut = last.cut or row.where
        else:
            groups.append(Group([row], number, title))
    return groups


def _cut(row: RawRow, number: int | None, title: str, numbered: bool) -> bool:
    """Whether a page break cut this row off the one before."""
    if number is not None:
        return False
    if not title:
        return True
    return row.opens and (numbered or (_has_marks(row) and not row.marked))


def _has_marks(row: RawRow) -> bool:
    return any(name in row.cells for name in ("status", *STATUSES))


def _number_of(row: RawRow) -> tuple[int | None, str]:
    """The measure's number and its title without it."""
    title = "\n".join(row.lines("title"))
    own = _BARE_NUMBER.fullmatch(" ".join(row.lines("number")).strip())
    found = _NUMBER.match(title)
    typed = found and (found["round"] or found["plain"])
    if own and not (typed and int(typed) == int(own[1])):
        return int(own[1]), title
    return (int(typed), title[found.end() :].strip()) if found and typed else (None, title.strip())


def all_lines(group: Group, name: str) -> list[str]:
    """The lines of a field in all the group's rows, those of a merged cell once."""
    cells = [row.cells[name] for row in group.rows if name in row.cells]
    return [line for n, cell in enumerate(cells) if not (n and cell.above) for line in cell.lines]


def is_above(group: Group, name: str) -> bool:
    """Whether the field's cell began in the rows of a measure before."""
    return name in group.rows[0].cells and group.rows[0].cells[name].above
