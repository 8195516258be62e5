"""A paragraph with a record of which of its words have found a place: what is left is not lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from itaxl.convert.draft import Leftover
from itaxl.convert.measures.ends import year_named
from itaxl.convert.measures.places import ParagraphPlace, spoken
from itaxl.convert.memo.blocks import Block, Cell, Paragraph, Table
from itaxl.convert.memo.columns import Columns, find_columns, header_rows, words
from itaxl.core.meanings.listings import Listing, listing_of
from itaxl.core.thai.text import clean

#: Signs that carry no meaning of their own: leaders, brackets left over, page numbers.
_NOTHING = re.compile(r"[\s.…_\-–—/()\[\]:,“”\"']+")
#: Typed by hand where a page ends: - ๒ -
_PAGE_NUMBER = re.compile(r"[-–—]\s*[0-9๐-๙]{1,3}\s*[-–—]")
_LEADERS = re.compile(r"[.…_]{3,}")


class Passage:
    """`raw` as typed, `text` cleaned.  `where` is how a person finds it, `number` counts from 1."""

    def __init__(self, raw: str, where: str, number: int = 0) -> None:
        self.raw = raw
        self.text = clean(raw)
        self.where = where
        self.number = number
        self._taken = bytearray(len(self.text))

    def take(self, start: int = 0, end: int | None = None) -> None:
        """This stretch of the text stands in the tracker now, or says nothing."""
        end = len(self.text) if end is None else end
        self._taken[start:end] = b"\1" * (end - start)

    @property
    def blank(self) -> bool:
        """Nothing but space and dotted lines."""
        return not _LEADERS.sub("", self.text).strip()

    @property
    def untouched(self) -> bool:
        """Whether nothing of it has been taken yet."""
        return not any(self._taken)

    @property
    def placed(self) -> bool:
        """Whether every word has found a place."""
        rest = "".join(c for c, taken in zip(self.text, self._taken, strict=True) if not taken)
        return not _NOTHING.sub("", rest) or (rest == self.text and bool(_PAGE_NUMBER.fullmatch(rest)))

    def leftover(self) -> Leftover:
        """The paragraph in full: words out of their sentence would say little."""
        return Leftover(self.where, self.text)


class FormTable:
    """A table of measures in the flow, with the columns that were recognised.

    `above` counts the rows of the same table in Word that stand above: two tables without a line between
    them are one to Word and LibreOffice.
    """

    def __init__(self, table: Table, columns: Columns, number: int, above: int) -> None:
        self.table, self.columns, self.number, self.above = table, columns, number, above


class Flow:
    """The document in reading order: passages, and the tables that hold measures.

    Other tables only lay out the page: their cells are read as text, and so is a table within one.
    """

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.items: list[Passage | FormTable] = []
        self._paragraphs = self._tables = 0
        self._last: FormTable | None = None
        self._year = 0
        self.listings: list[tuple[int, Listing]] = []
        self._add(blocks)

    def _add(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            else:
                self._table(block)

    def _paragraph(self, block: Paragraph) -> None:
        self._paragraphs += 1
        self._say(f"{block.label} {block.text}" if block.label else block.text)

    def _say(self, raw: str) -> None:
        passage = Passage(raw, spoken(ParagraphPlace(self._paragraphs)), self._paragraphs)
        self.items.append(passage)
        self._year = year_named((passage.text,)) or self._year
        if not passage.blank and not _PAGE_NUMBER.fullmatch(passage.text):
            self._last = None

    def _table(self, table: Table) -> None:
        self._tables += 1
        number = self._tables
        starts = sorted({0, *header_rows(table), len(table.rows)})
        for start, end in pairwise(starts):
            self._part(Table(table.rows[start:end], table.widths), number, start)

    def _part(self, table: Table, number: int, above: int) -> None:
        columns = find_columns(table, number, above, self._last.columns if self._last else None, self._year)
        listing = listing_of(_columns_of(table)) if columns or above == 0 else None
        if listing:
            self.listings.append((number, listing))
        if columns and not listing:
            self._last = FormTable(table, columns, number, above)
            self.items.append(self._last)
        elif any("ลงชื่อ" in text for row in table.rows for cell in row for text in _texts(cell)):
            self._by_column(table)
        else:
            for row in table.rows:
                self._layout_row(row)

    def _layout_row(self, row: tuple[Cell, ...]) -> None:
        """One line where every cell holds one: a label in the first and its value in the next."""
        texts = [list(_texts(cell)) for cell in row]
        if all(len(text) <= 1 for text in texts) and not any(_nested(cell) for cell in row):
            self._paragraphs += 1
            self._say("\t".join(text[0] for text in texts if text))
        else:
            for cell in row:
                self._add(cell.blocks)

    def _by_column(self, table: Table) -> None:
        """Signatures side by side: each column is a block of its own."""
        for column in range(max(map(len, table.rows), default=0)):
            for row in table.rows:
                if column < len(row):
                    self._add(row[column].blocks)


def _texts(cell: Cell) -> Iterator[str]:
    return (b.text for b in cell.blocks if isinstance(b, Paragraph) and b.text.strip())


def _columns_of(table: Table) -> Iterator[Iterator[str]]:
    """The texts of a table column by column, as they stand in its rows."""
    for at in range(max(map(len, table.rows), default=0)):
        yield (words(row[at]) for row in table.rows if at < len(row))


def _nested(cell: Cell) -> bool:
    return any(isinstance(block, Table) for block in cell.blocks)
