"""The rows of a table found: which begin a measure, which go on with one, which are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from itaxl.convert.measures.cells import Part
from itaxl.convert.measures.entries import NOTHING
from itaxl.convert.measures.outline import Line, Rank, is_total, ranks
from itaxl.convert.measures.places import filled
from itaxl.convert.table.columns import is_known
from itaxl.convert.table.mapping import Mapping
from itaxl.convert.table.tables import TableFound
from itaxl.core.grid import Place, Value, shown
from itaxl.core.meanings.numbers import count_of, numbered, path_of, title_path
from itaxl.core.meanings.sides import Side, side_of
from itaxl.core.thai.text import clean, key
from itaxl.named_tuple import NamedTuple

#: '(ระบุกอง)' below a header says what to type.
_EXPLAINED = re.compile(r"^\s*\([^()]*[^()\d\s๐-๙][^()]*\)\s*$")
_END = re.compile(
    r"^\(?\s*(?:ลงชื่อ|ลงนาม|ผู้รายงาน|ผู้จัดทำ|ผู้ตรวจสอบ|ผู้รับรอง|หมายเหตุ\s*[:：]|ข้อมูล\s*ณ|จัดทำโดย|ตำแหน่ง|ที่มา\s*[:：]|"
    r"จึงเรียน|จึงเสนอ|จึงขอ|ความเห็น|เห็นชอบ|เห็นควร|คำชี้แจง|คำอธิบาย|ขอรับรอง|\.{6,}|…{2,}|_{6,})"
)
_DITTO = frozenset(
    {'"', "''", "”", "“", "〃", '-"-', "-”-", "-“-", ",,", "-do-", "do", "เช่นเดียวกัน", "เหมือนข้างบน"}
)


def _says_nothing(value: Value) -> bool:
    return isinstance(value, str) and (value.strip().casefold() in _DITTO or clean(value) in NOTHING)


class Role(Enum):
    """What a row is to the table."""

    MEASURE = "measure"
    MORE = "more"
    HEADER = "header"
    SECTION = "section"
    TOTAL = "total"
    OUTSIDE = "outside"


class RowRead(NamedTuple):
    """A row, what it is to the table, and its cells in the table's columns."""

    row: int
    role: Role
    parts: list[Part]


class RowReader:
    """Reads the rows of one table from top to bottom."""

    def __init__(self, table: TableFound, mapping: Mapping) -> None:
        self.table = table
        self._mapping = mapping
        self._columns = {column.head.column: column for column in table.choice.read}
        self._fields = table.choice.fields
        self._blank_above = False
        self._ended = False
        self._begun = False
        self._numbered = self._count_numbers() > 0
        self._merged = self._merged_cells()
        self._above: dict[int, Part] = {}
        self._before: tuple[str, int | None] = ("", None)
        self._mostly_told = False
        self._ranks = self._ranked()

    def rows(self) -> Iterator[RowRead]:
        for row in range(self.table.last + 1, min(self.table.end, len(self.table.grid.rows) + 1)):
            values = self.table.grid.rows[row - 1]
            if not any(map(filled, values)):
                self._blank_above = True
                continue
            parts = [part for column in self._columns if (part := self._part(row, column)) is not None]
            if side := self._side(row):
                parts = [part._replace(column=part.column.on(side)) for part in parts]
            read = RowRead(row, self._role(row, values, parts), parts)
            if side is Side.SUM and read.role is not Role.OUTSIDE:
                read = read._replace(role=Role.TOTAL)
            self._blank_above = False
            if read.role is Role.HEADER:
                self._ended = False
            if read.role in (Role.MEASURE, Role.MORE):
                self._above |= {part.column.head.column: part for part in parts}
                self._begun = True
            yield read

    def _ranked(self) -> dict[int, Rank]:
        """What the rows are by their numbers."""
        rows = range(self.table.last + 1, min(self.table.end, len(self.table.grid.rows) + 1))
        lines = [self._line(row) for row in rows]
        told = sum(bool(line.own & {"divisions", "status"}) for line in lines)
        self._mostly_told = told * 2 > len(lines)
        if not any(len(line.path) > 1 for line in lines):
            return {}
        return {rows[at]: rank for at, rank in ranks(lines, self._fields).items()}

    def _line(self, row: int) -> Line:
        cells = {c.field: self.table.grid.at(row, at) for at, c in reversed(self._columns.items())}
        own = {field for field, value in cells.items() if filled(value) and not _says_nothing(value)}
        path = path_of(cells.get("number"))
        return Line(path or title_path(shown(cells.get("title"))), frozenset(own))

    def _side(self, row: int) -> Side | None:
        """Whether the row is the plan's or the result's, where a column says so."""
        column = self.table.choice.sides
        return side_of(shown(self.table.grid.at(row, column))) if column else None

    def _part(self, row: int, column: int) -> Part | None:
        grid = self.table.grid
        place = Place(grid.sheet, row, column)
        value = grid.at(row, column)
        links = (grid.links[row, column],) if (row, column) in grid.links else ()
        if filled(value):
            above = self._above.get(column)
            if above and isinstance(value, str) and value.strip().casefold() in _DITTO:
                return Part(self._columns[column], place, above.value)
            return Part(self._columns[column], place, value, links=links)
        top = self._merged.get((row, column))
        if top and filled(source := self.table.grid.at(*top)):
            return Part(self._columns[column], Place(place.sheet, *top), source, own=False)
        return None

    def _role(self, row: int, values: tuple[Value, ...], parts: list[Part]) -> Role:
        here = [part for part in parts if part.own]
        inside = [v for v in values[self.table.left - 1 : self.table.right] if filled(v)]
        if self._is_header(here):
            return Role.HEADER
        first = next((clean(shown(v)) for v in values if filled(v)), "")
        if _END.match(first) and len(inside) <= 2:
            self._ended = True
        if self._ended or not inside:
            return Role.OUTSIDE
        by_field = {part.column.field: part for part in here}
        number, title = (by_field[k].text if k in by_field else "" for k in ("number", "title"))
        if is_total(number, title, by_field):
            return Role.TOTAL
        rank = self._ranks.get(row)
        if rank is Rank.GROUP or (len(inside) == 1 and self._is_across(row)):
            return Role.SECTION
        if rank is Rank.STEP and self._begun:
            return Role.MORE
        return self._by_cells(by_field, here, parts, of_group=rank is Rank.MEASURE)

    def _by_cells(
        self, by_field: dict[str, Part], here: list[Part], parts: list[Part], *, of_group: bool
    ) -> Role:
        number, title = by_field.get("number"), by_field.get("title")
        if "title" not in self._fields:
            title = by_field.get("steps")
        others = [p for p in here if p.column.field != "number" and p is not title]
        if title and not any(part.text for part in (title, *others)):
            title, others = None, []  # dashes in a row that waits for a measure
        value = count_of(number.value) if number else None
        if number and value is None:  # a heading in the column of numbers, or a sub-number
            if not title and not others:
                return Role.SECTION
            if self._begun and not title and not of_group:
                return Role.MORE
        if title is None:
            return Role.MEASURE if of_group else self._without_title(value, here, parts)
        own, name = numbered(shown(title.value))
        value = value if value is not None else own
        same = key(name) == key(self._before[0]) and (value is None or value == self._before[1])
        same = same and bool(title.text) and not of_group
        if self._begun and same and "title" in self._fields:
            return Role.MORE
        if not others and value is None and not of_group:
            if self._blank_above and not number:
                return Role.OUTSIDE if len(name) > 40 or self._begun else Role.SECTION
            lonely = len(self._fields) > 2 and (self._begun or self._mostly_told)
            if "number" in self._fields or self._numbered or lonely or self._is_wide(title):
                return Role.SECTION
        self._before = (name, value)
        return Role.MEASURE

    def _without_title(self, value: int | None, here: list[Part], parts: list[Part]) -> Role:
        here = [part for part in here if part.text]
        if "title" not in self._fields and value is not None:
            return Role.MEASURE
        if not here:
            return Role.OUTSIDE
        merged_title = any(p.column.field == "title" and not p.own for p in parts)
        if value is not None and not merged_title:
            return Role.MEASURE if len(here) > 1 else Role.SECTION
        if self._begun and (merged_title or not self._blank_above or len(here) > 1):
            return Role.MORE
        return Role.OUTSIDE

    def _is_header(self, here: list[Part]) -> bool:
        """The header again, or its columns numbered: (1) (2) (3) …"""
        texts = {part.column.head.column: part.value for part in here}
        same = sum(
            isinstance(v, str) and any(key(v) == key(t) for t in self._columns[c].head.texts)
            for c, v in texts.items()
        )
        known = sum(is_known(v, self._mapping) for v in texts.values())
        if not self._begun and len(texts) > 1 and all(_EXPLAINED.match(shown(v)) for v in texts.values()):
            return True
        if len(texts) >= 2 and max(same, known) >= 2 and max(same, known) * 5 >= len(texts) * 3:
            return True
        if self._begun or len(here) < 3:
            return False
        counts = [count_of(v) for _, v in sorted(texts.items())]
        return None not in counts and len(set(counts)) == len(counts)

    def _is_across(self, row: int) -> bool:
        """Whether one cell reaches over more than half of the table's columns."""
        width = self.table.right - self.table.left + 1
        areas = (area for area in self.table.grid.merged if area[0] <= row <= area[2])
        return width > 2 and any((right - left + 1) * 2 > width for _, left, _, right in areas)

    def _is_wide(self, title: Part) -> bool:
        return any(
            top <= title.place.row <= bottom and left <= title.place.column < right
            for top, left, bottom, right in self.table.grid.merged
        )

    def _count_numbers(self) -> int:
        """How many titles carry a number of their own."""
        column = next((c for c, col in self._columns.items() if col.field == "title"), 0)
        rows = range(self.table.last + 1, min(self.table.end, len(self.table.grid.rows) + 1))
        values = (self.table.grid.at(row, column) for row in rows)
        return sum(isinstance(v, str) and numbered(v)[0] is not None for v in values)

    def _merged_cells(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The cells below the first of an area merged downwards, with that first cell."""
        cells: dict[tuple[int, int], tuple[int, int]] = {}
        rows = range(self.table.last + 1, min(self.table.end, len(self.table.grid.rows) + 1))
        for top, left, bottom, right in self.table.grid.merged:
            if left in self._columns and left <= right and top in rows and len(cells) < 200_000:
                for row in range(top + 1, min(bottom, rows.stop - 1) + 1):
                    cells[row, left] = (top, left)
        return cells
