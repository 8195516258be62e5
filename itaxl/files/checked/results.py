"""The results onto a workbook's sheets, laid out as the buttons lay them out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from itaxl.core import layout
from itaxl.core.grid import Grid
from itaxl.core.layout import Field
from itaxl.core.locate import find_sheet
from itaxl.core.marks import Marks
from itaxl.core.model import Assessment
from itaxl.core.results.kept import Kept, KeptPlan, kept_table, plan_kept
from itaxl.core.results.lines import COLUMNS, Lines, lines_in, noted
from itaxl.core.results.plan import Plan, plan_findings, plan_rollup
from itaxl.files.checked.around import with_rows
from itaxl.files.checked.book import Book
from itaxl.files.checked.cells import Sheet
from itaxl.files.checked.settings import noted_in
from itaxl.files.tracker.number_formats import number_format
from itaxl.files.tracker.results import checked_state, location_of, rolled_up_state

_MESSAGE_WIDTH = float(layout.field(layout.MEASURE_COLUMNS, "message").width)
_CHART_RANGE = re.compile(rb"(<(?:\w+:)?f>)([^<]*)(</(?:\w+:)?f>)")
_CHART_ROW = re.compile(r"(\$[A-Z]{1,3}\$)(\d+)")
_ANCHOR_ROW = re.compile(rb"(<(?:\w+:)?row>)(\d+)(</)")


def write_colours(book: Book, marks: Marks) -> None:
    """Earlier colours off, today's on."""
    for name, areas in marks.ours.items():
        book[name].paint(areas, marks.colours.get(name, {}))


def write_results(
    book: Book,
    grids: Sequence[Grid],
    assessment: Assessment,
    marks: Marks,
    kept: Sequence[Kept] | None = None,
) -> None:
    """Row messages, findings and roll-up; whatever an earlier check left is cleared first.

    `kept` is what the table of former values is to hold; None leaves that as it is.
    """
    if column := marks.messages:
        sheet = book[column.sheet]
        for row, text in enumerate(column.texts, column.first_row):
            if text is None:
                continue
            sheet.put(row, column.column, text)
            sheet.fit(row, [(text, _MESSAGE_WIDTH)], grow_only=True)
    settings = noted_in(book)
    _write_findings(book, grids, settings, marks, checked_state(assessment), kept)
    _write_rollup(book, grids, settings, marks, rolled_up_state(assessment))


def _write_findings(
    book: Book,
    grids: Sequence[Grid],
    settings: Grid | None,
    marks: Marks,
    state: str,
    kept: Sequence[Kept] | None,
) -> None:
    fields, sheets = layout.FINDING_COLUMNS, [each.sheet for each in grids]
    sheet, grid = _result_sheet(book, grids, layout.FINDINGS_SHEET, fields)
    before = lines_in(settings, layout.FINDINGS_SHEET)
    table = kept_table(grid, sheets, lines_in(settings, layout.KEPT_TABLE))
    plan = plan_findings(table.without(), marks.findings, state, sheets, before)
    _put(sheet, plan)
    if kept is not None:
        _write_kept(book, sheet, settings, plan_kept(table, kept, plan.table))
    _note(book, layout.FINDINGS_SHEET, plan.lines, before)
    widths = [float(field.width) for field in fields]
    for ((row, column), target), finding in zip(plan.links.items(), marks.findings, strict=True):
        sheet.link(row, column, location_of(target))
        sheet.fit(row, zip(finding.cells, widths, strict=True))


def _write_kept(book: Book, sheet: Sheet, settings: Grid | None, plan: KeptPlan) -> None:
    _note(book, layout.KEPT_TABLE, plan.lines, lines_in(settings, layout.KEPT_TABLE))
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


def _write_rollup(book: Book, grids: Sequence[Grid], settings: Grid | None, marks: Marks, state: str) -> None:
    """The unused rows between divisions and total are hidden, so that the chart leaves them out."""
    sheet, grid = _result_sheet(book, grids, layout.ROLLUP_SHEET, layout.ROLLUP_COLUMNS)
    before = lines_in(settings, layout.ROLLUP_SHEET)
    plan = plan_rollup(grid, marks.rollup, state, before)
    if plan.inserted:
        sheet.insert_rows(plan.at, plan.inserted)
        _grow(book, plan.grid.sheet, plan.at, plan.inserted)
    _put(sheet, plan)
    _note(book, layout.ROLLUP_SHEET, plan.lines, before)
    for row in range(plan.table[0], plan.table[2] + 1):
        sheet.hide(row, any(first <= row <= last for first, last in plan.hidden))


def _note(book: Book, name: str, lines: Lines, before: Lines | None) -> None:
    """Keep the marks of what was written, as the buttons do."""
    if layout.CONFIG_SHEET in book.sheets:
        for row, cell in enumerate(noted(lines, before), 1):
            book[layout.CONFIG_SHEET].put(row, COLUMNS[name], cell, as_text=True)


def _result_sheet(
    book: Book, grids: Sequence[Grid], name: str, fields: tuple[Field, ...]
) -> tuple[Sheet, Grid]:
    """The sheet of that name, or a new one where it was deleted."""
    grid = find_sheet(grids, name)
    if grid is not None:
        return book[grid.sheet], grid
    return book.add_sheet(name, [field.width for field in fields]), Grid(name, ())


def _grow(book: Book, sheet: str, at: int, count: int) -> None:
    """Tables, drawings and charts of a sheet, after so many rows were inserted above row `at`."""

    def row(number: int, shift: int = 0) -> int:
        return number + shift + (count if number >= at else 0)

    def moved(text: str) -> str:
        named = text.rpartition("!")[0].strip("'").replace("''", "'")
        return _CHART_ROW.sub(lambda m: f"{m[1]}{row(int(m[2]))}", text) if named == sheet else text

    for name in book.tables_of(sheet):
        book.replace(name, with_rows(book.part(name), at, count))
    for name, part in book.drawings_of(sheet).items():
        if "/charts/" in name:
            part = _CHART_RANGE.sub(lambda m: m[1] + moved(m[2].decode()).encode() + m[3], part)
        elif name.endswith(".xml"):
            part = _ANCHOR_ROW.sub(lambda m: m[1] + b"%d" % row(int(m[2]) + 1, -1) + m[3], part)
        book.replace(name, part)
