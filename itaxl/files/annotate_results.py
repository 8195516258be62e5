"""The results onto openpyxl's sheets, laid out as the buttons lay them out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from itaxl.core import layout
from itaxl.core.grid import Grid
from itaxl.core.layout import Field
from itaxl.core.locate import find_sheet, find_table
from itaxl.core.marks import Marks
from itaxl.core.model import Assessment
from itaxl.core.thai import key
from itaxl.files.annotate_cells import Sheet
from itaxl.files.tracker_places import STATE_ROW
from itaxl.files.tracker_results import checked_state, location_of, rolled_up_state

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_HEADER_ROWS = {
    layout.FINDINGS_SHEET: layout.FINDINGS_HEADER_ROW,
    layout.ROLLUP_SHEET: layout.ROLLUP_HEADER_ROW,
}
_MESSAGE_WIDTH = float(layout.field(layout.MEASURE_COLUMNS, "message").width)
_CHART_RANGE = re.compile(rb"(<(?:\w+:)?f>)([^<]*)(</(?:\w+:)?f>)")
_CHART_ROW = re.compile(r"(\$[A-Z]{1,3}\$)(\d+)")
_ANCHOR_ROW = re.compile(rb"(<(?:\w+:)?row>)(\d+)(</)")


@dataclass(frozen=True, slots=True)
class Growth:
    """Rows put into the roll-up sheet: `count` of them above row `at`."""

    sheet: str
    at: int
    count: int

    def moved(self, sheet: str, parts: Mapping[str, bytes]) -> dict[str, bytes]:
        """A sheet's drawing and charts, their ranges and anchors grown as Excel grows them."""
        if not self.count or sheet != self.sheet:
            return dict(parts)
        return {name: self._part(name, part) for name, part in parts.items()}

    def _part(self, name: str, part: bytes) -> bytes:
        if name.startswith("xl/charts/chart"):
            return _CHART_RANGE.sub(lambda m: m[1] + self._range(m[2].decode()).encode() + m[3], part)
        if name.startswith("xl/drawings/") and name.endswith(".xml"):
            return _ANCHOR_ROW.sub(lambda m: m[1] + b"%d" % self._row(int(m[2]) + 1, -1) + m[3], part)
        return part

    def _range(self, text: str) -> str:
        named = text.rpartition("!")[0].strip("'").replace("''", "'")
        if named != self.sheet:
            return text
        return _CHART_ROW.sub(lambda m: f"{m[1]}{self._row(int(m[2]))}", text)

    def _row(self, row: int, shift: int = 0) -> int:
        return row + shift + (self.count if row >= self.at else 0)


class _Table(NamedTuple):
    sheet: Sheet
    grid: Grid
    header_row: int
    column: int
    worn: bool

    @property
    def first_row(self) -> int:
        return self.header_row + 1


def write_results(book: Workbook, grids: Sequence[Grid], assessment: Assessment, marks: Marks) -> Growth:
    """Colours, row messages, findings and roll-up; whatever an earlier check left is cleared first."""
    for name, areas in marks.ours.items():
        Sheet(book[name]).paint(areas, marks.colours.get(name, {}))
    if column := marks.messages:
        sheet = Sheet(book[column.sheet])
        for row, text in enumerate(column.texts, column.first_row):
            sheet.put(row, column.column, text)
            sheet.fit(row, [(text, _MESSAGE_WIDTH)], grow_only=True)
    _write_findings(book, grids, marks, checked_state(assessment))
    return _write_rollup(book, grids, marks, rolled_up_state(assessment))


def _write_findings(book: Workbook, grids: Sequence[Grid], marks: Marks, state: str) -> None:
    fields = layout.FINDING_COLUMNS
    table = _table(book, grids, layout.FINDINGS_SHEET, fields)
    sheet, linked = table.sheet, [field.key for field in fields].index("cell")
    _head(table, fields, state)
    widths = [float(field.width) for field in fields]
    for row, finding in enumerate(marks.findings, table.first_row):
        for at, text in enumerate(finding.cells):
            sheet.put(row, table.column + at, text, as_text=at != linked)
        sheet.link(row, table.column + linked, location_of(finding.target))
        sheet.fit(row, zip(finding.cells, widths, strict=True))
    for row in range(table.first_row + len(marks.findings), len(table.grid.rows) + 1):
        for at in range(len(fields)):
            sheet.put(row, table.column + at, "")


def _write_rollup(book: Workbook, grids: Sequence[Grid], marks: Marks, state: str) -> Growth:
    """The unused rows between divisions and total are hidden, so that the chart leaves them out."""
    fields = layout.ROLLUP_COLUMNS
    table = _table(book, grids, layout.ROLLUP_SHEET, fields)
    sheet, first = table.sheet, table.first_row
    _head(table, fields, state)
    *divisions, total = marks.rollup
    total_row = _total_row(table) or first + len(divisions)
    missing = max(0, first + len(divisions) - total_row)
    at = max(total_row - 1, first)
    if missing:
        sheet.insert_rows(at, missing)
        total_row += missing
    blank: tuple[Any, ...] = ("",) * len(fields)
    unused = total_row - first - len(divisions)
    for row, cells in enumerate((*divisions, *[blank] * unused, total), first):
        for offset, value in enumerate(cells):
            sheet.put(row, table.column + offset, value, as_text=offset == 0)
        sheet.hide(row, first + len(divisions) <= row < total_row)
    return Growth(sheet.title, at, missing)


def _total_row(table: _Table) -> int | None:
    wanted = key(layout.ROLLUP_TOTAL)
    for row in range(len(table.grid.rows), table.header_row, -1):
        value = table.grid.at(row, table.column)
        if isinstance(value, str) and key(value) == wanted:
            return row
    return None


def _table(book: Workbook, grids: Sequence[Grid], name: str, fields: tuple[Field, ...]) -> _Table:
    """Where its header stands; at the layout's place when the header is gone or torn apart."""
    grid = find_sheet(grids, name)
    if grid is None:
        added = book.create_sheet(name)
        sheet = Sheet(added)
        for column, field in enumerate(fields, start=1):
            sheet.widen(column, field.width)
        return _Table(sheet, Grid(added.title, ()), _HEADER_ROWS[name], 1, True)
    sheet = Sheet(book[grid.sheet])
    found, _ = find_table(grid, fields, len(fields))
    if found:
        columns = [found.columns[field.key] for field in fields]
        if columns == list(range(columns[0], columns[0] + len(columns))):
            return _Table(sheet, grid, found.header_row, columns[0], False)
    return _Table(sheet, grid, _HEADER_ROWS[name], 1, True)


def _head(table: _Table, fields: tuple[Field, ...], state: str) -> None:
    if table.worn:
        for column, field in enumerate(fields, table.column):
            table.sheet.put(table.header_row, column, field.label)
    row = table.header_row - (layout.FINDINGS_HEADER_ROW - STATE_ROW)
    if row > 0:
        table.sheet.put(row, table.column, state)
