"""The results onto openpyxl's sheets, laid out as the buttons lay them out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itaxl.core import layout
from itaxl.core.grid import Grid, normal
from itaxl.core.layout import Field
from itaxl.core.locate import find_sheet
from itaxl.core.marks import Marks
from itaxl.core.mend import Kept
from itaxl.core.model import Assessment
from itaxl.core.results.kept import KeptPlan, kept_table, plan_kept
from itaxl.core.results.lines import COLUMNS, Lines, lines_in, noted
from itaxl.core.results.plan import Plan, plan_findings, plan_rollup
from itaxl.files.checked.cells import Sheet
from itaxl.files.tracker.number_formats import number_format
from itaxl.files.tracker.results import checked_state, location_of, rolled_up_state

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

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


def write_colours(book: Workbook, marks: Marks) -> None:
    """Earlier colours off, today's on."""
    for name, areas in marks.ours.items():
        Sheet(book[name]).paint(areas, marks.colours.get(name, {}))


def write_results(
    book: Workbook,
    grids: Sequence[Grid],
    assessment: Assessment,
    marks: Marks,
    kept: Sequence[Kept] | None = None,
) -> Growth:
    """Row messages, findings and roll-up; whatever an earlier check left is cleared first.

    `kept` is what the table of former values is to hold; None leaves that as it is.
    """
    if column := marks.messages:
        sheet = Sheet(book[column.sheet])
        for row, text in enumerate(column.texts, column.first_row):
            if text is None:
                continue
            sheet.put(row, column.column, text)
            sheet.fit(row, [(text, _MESSAGE_WIDTH)], grow_only=True)
    _write_findings(book, grids, marks, checked_state(assessment), kept)
    return _write_rollup(book, grids, marks, rolled_up_state(assessment))


def _write_findings(
    book: Workbook, grids: Sequence[Grid], marks: Marks, state: str, kept: Sequence[Kept] | None
) -> None:
    fields = layout.FINDING_COLUMNS
    sheet, grid = _result_sheet(book, grids, layout.FINDINGS_SHEET, fields)
    before = _lines(book, layout.FINDINGS_SHEET)
    table = kept_table(grid, [each.sheet for each in grids], _lines(book, layout.KEPT_TABLE))
    plan = plan_findings(table.without(), marks.findings, state, [each.sheet for each in grids], before)
    _put(sheet, plan)
    if kept is not None:
        _write_kept(book, sheet, plan_kept(table, kept, plan.table))
    _note(book, layout.FINDINGS_SHEET, plan.lines, before)
    widths = [float(field.width) for field in fields]
    for ((row, column), target), finding in zip(plan.links.items(), marks.findings, strict=True):
        sheet.link(row, column, location_of(target))
        sheet.fit(row, zip(finding.cells, widths, strict=True))


def _write_kept(book: Workbook, sheet: Sheet, plan: KeptPlan) -> None:
    _note(book, layout.KEPT_TABLE, plan.lines, _lines(book, layout.KEPT_TABLE))
    if plan.is_new:
        for column, field in enumerate(layout.KEPT_COLUMNS, plan.area[1]):
            sheet.widen(column, field.width)
    widths = [float(field.width) for field in layout.KEPT_COLUMNS]
    for (row, column), value in plan.puts.items():
        sheet.mend(row, column, "" if value is None else value, number_format(value, None))
        if column == plan.area[1] and value is not None:
            line = [plan.puts.get((row, column + n)) for n in range(len(widths))]
            sheet.fit(row, zip(line, widths, strict=True), grow_only=True)


def _put(sheet: Sheet, plan: Plan) -> None:
    for (row, column), value in plan.puts.items():
        sheet.put(row, column, value, as_text=(row, column) in plan.texts)


def _write_rollup(book: Workbook, grids: Sequence[Grid], marks: Marks, state: str) -> Growth:
    """The unused rows between divisions and total are hidden, so that the chart leaves them out."""
    sheet, grid = _result_sheet(book, grids, layout.ROLLUP_SHEET, layout.ROLLUP_COLUMNS)
    before = _lines(book, layout.ROLLUP_SHEET)
    plan = plan_rollup(grid, marks.rollup, state, before)
    if plan.inserted:
        sheet.insert_rows(plan.at, plan.inserted)
    _put(sheet, plan)
    _note(book, layout.ROLLUP_SHEET, plan.lines, before)
    for row in range(plan.table[0], plan.table[2] + 1):
        sheet.hide(row, any(first <= row <= last for first, last in plan.hidden))
    return Growth(sheet.title, plan.at, plan.inserted)


def _lines(book: Workbook, name: str) -> Lines | None:
    settings = _settings(book)
    if settings is None:
        return None
    cells = [
        tuple(map(normal, row)) for row in settings.iter_rows(max_col=max(COLUMNS.values()), values_only=True)
    ]
    return lines_in(Grid(settings.title, tuple(cells)), name)


def _note(book: Workbook, name: str, lines: Lines, before: Lines | None) -> None:
    """Keep the marks of what was written, as the buttons do."""
    if (settings := _settings(book)) is not None:
        for row, cell in enumerate(noted(lines, before), 1):
            Sheet(settings).put(row, COLUMNS[name], cell, as_text=True)


def _settings(book: Workbook) -> Worksheet | None:
    return next((sheet for sheet in book.worksheets if sheet.title == layout.CONFIG_SHEET), None)


def _result_sheet(
    book: Workbook, grids: Sequence[Grid], name: str, fields: tuple[Field, ...]
) -> tuple[Sheet, Grid]:
    """The sheet of that name, or a new one where it was deleted."""
    grid = find_sheet(grids, name)
    if grid is not None:
        return Sheet(book[grid.sheet]), grid
    added = book.create_sheet(name)
    sheet = Sheet(added)
    for column, field in enumerate(fields, start=1):
        sheet.widen(column, field.width)
    return sheet, Grid(added.title, ())
