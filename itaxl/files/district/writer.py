"""A sheet of the district, as a value, into a new workbook through XlsxWriter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from itaxl.core.district.shown import harmless, link_target
from itaxl.core.district.table import (
    CARDS_ABREAST,
    CARDS_ROW,
    HEADER_ROW,
    STATE_ROW,
    Card,
    Cell,
    Column,
    Kind,
    Row,
    Sheet,
    Table,
    swatch_of,
)
from itaxl.core.grid import Value
from itaxl.core.thai.text import localise
from itaxl.files.district.charts import chart_of
from itaxl.files.district.looks import Looks
from itaxl.files.district.written import AddLine, Written
from itaxl.files.tracker.cells import height, put
from itaxl.files.tracker.styles import banner, page

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LOWEST_ROW = 26.0


def write_sheet(book: Workbook, target: Worksheet, sheet: Sheet, looks: Looks) -> None:
    """`target` is the worksheet of that name, still empty."""
    digits = looks.digits
    target.set_tab_color("#" + sheet.colour)
    for at, width in enumerate(sheet.columns):
        target.set_column(at, at, width)
    title, purpose = (harmless(localise(text, digits)) for text in (sheet.title, sheet.purpose))
    banner(target, looks.styles, title, purpose, len(sheet.columns))
    if sheet.state:
        target.set_row(STATE_ROW - 1, 30)
        put(target, STATE_ROW, 1, localise(sheet.state, digits), looks.styles("bold", "value"))
    for at, card in enumerate(sheet.cards):
        _card(target, CARDS_ROW + at // CARDS_ABREAST * 3, at % CARDS_ABREAST + 1, card, looks)
    alone = len(sheet.tables) == 1 and sheet.tables[0].row == HEADER_ROW
    last = max((table.row for table in sheet.tables), default=0)
    for table in sheet.tables:
        mine = not any(_abreast(table, other) for other in sheet.tables if other is not table)
        lowest = mine and table.row == last and not (table.total or table.chart or table.span > 1)
        _table(target, table, looks, alone=alone, heights=mine, lowest=lowest)
        if table.chart:
            chart_of(book, target, sheet, table, digits)
    page(target, landscape=True, header_row=HEADER_ROW if alone else 0, one_page=sheet.one_page)


def _abreast(one: Table, other: Table) -> bool:
    return one.row <= other.last_row and other.row <= one.last_row


def _card(target: Worksheet, row: int, column: int, card: Card, looks: Looks) -> None:
    target.set_row(row - 2, 10)
    target.set_row(row - 1, 28)
    target.set_row(row, 52)
    target.set_row(row + 1, 10)
    put(target, row, column, card.label, looks.card(card.shown, None))
    value = "–" if card.value is None else float(card.value)
    put(target, row + 1, column, value, looks.card(card.shown, card.kind))


def _table(
    target: Worksheet, table: Table, looks: Looks, *, alone: bool, heights: bool, lowest: bool
) -> None:
    """`alone`: the only one of its sheet, whose header freezes; `heights`: its rows are its own.

    `lowest`: nothing stands below, and no chart is drawn from it.
    """
    columns = table.columns
    headers = [looks.styles("header", "left" if column.kind is Kind.TEXT else "centre") for column in columns]
    if table.name:
        first, last = table.column - 1, table.column + len(columns) - 2
        heads = [
            {"header": c.header, "header_format": look} for c, look in zip(columns, headers, strict=True)
        ]
        options = {"name": table.name, "style": None, "columns": heads}
        target.add_table(table.row - 1, first, table.row + max(len(table.rows), 1) - 1, last, options)
    else:
        for at, (column, look) in enumerate(zip(columns, headers, strict=True), table.column):
            if table.span > 1:
                target.merge_range(table.row - 1, at - 1, table.row - 1, at + table.span - 2, "", look)
            put(target, table.row, at, column.header, look)
    if alone:
        target.set_row(table.row - 1, 50)
        target.freeze_panes(table.row, table.frozen)
        for at, column in enumerate(columns):
            if column.hidden:
                target.set_column(at, at, column.width, None, {"hidden": True})
    if table.printed:
        target.print_area(0, 0, table.last_row - 1, table.printed - 1)
    write = _RowWriter(target, table, looks, heights=heights, lowest=lowest)
    for row, values in enumerate(table.rows or [("–", *[None] * (len(columns) - 1))], table.first_row):
        write(row, values)
    if table.total:
        write(table.first_row + max(len(table.rows), 1), table.total, "total")


class _RowWriter:
    def __init__(self, target: Worksheet, table: Table, looks: Looks, *, heights: bool, lowest: bool) -> None:
        self._target, self._table, self._looks, self._heights = target, table, looks, heights
        widths = [(at, column.width * table.span) for at, column in enumerate(table.columns)]
        self._wide = [(at, width) for at, width in widths if table.columns[at].kind is Kind.TEXT]
        self._columns = [(column, looks.of(column.kind)) for column in table.columns]
        self._shaded = [at for at, column in enumerate(table.columns) if column.shades]
        #: How a whole row is written at once, where nothing stands beside or below it.
        self._at_once: AddLine | None = getattr(target, "add_line", None) if lowest else None

    def __call__(self, row: int, values: Row, *traits: str) -> None:
        cells = [
            Written(value, look)
            if type(value) is float and not traits
            else self._written(value, column, look, traits)
            for value, (column, look) in zip(values, self._columns, strict=True)
        ]
        for at in self._shaded:
            column = self._columns[at][0]
            if not isinstance(values[at], Cell) and (swatch := swatch_of(values, at, column)):
                cells[at] = cells[at]._replace(look=self._looks.swatch(swatch, column.kind))
        points = height((cells[at].value, width) for at, width in self._wide) if self._heights else None
        points = max(points or 0, _LOWEST_ROW)
        if self._at_once:
            self._at_once(row, self._table.column, points, cells)
            return
        if self._heights:
            self._target.set_row(row - 1, points)
        for at, (value, look, link) in enumerate(cells, self._table.column):
            if self._table.span > 1:
                self._target.merge_range(row - 1, at - 1, row - 1, at + self._table.span - 2, "", look)
            if link:
                self._target.write_url(row - 1, at - 1, link, look, str(value))
            else:
                put(self._target, row, at, value, look)

    def _written(self, value: Value | Cell, column: Column, look: Format, traits: Sequence[str]) -> Written:
        if traits:
            look = self._looks.of(column.kind, *traits)
        if isinstance(value, str):
            return Written(
                harmless(localise(value, self._looks.digits) if column.ours else value) or None, look
            )
        if not isinstance(value, Cell):
            return Written(value, look)
        return self._of_cell(value, column, look, traits)

    def _of_cell(self, cell: Cell, column: Column, look: Format, traits: Sequence[str]) -> Written:
        value = harmless(cell.value) if isinstance(cell.value, str) else cell.value
        if cell.link and (target := link_target(cell.link)):
            # XlsxWriter takes the ./ off again; without it a path of one letter raises an IndexError
            return Written(value, self._looks.of(column.kind, "link", *traits), "external:./" + target)
        if cell.bold:
            look = self._looks.of(column.kind, "bold", *traits)
        return Written("–" if cell.link else None if value == "" else value, look)
