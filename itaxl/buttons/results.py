"""The sheets that Python fills in: ผลการตรวจ and สรุปตามกอง, and the column ผลการตรวจ of the measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from itaxl.buttons import excel
from itaxl.buttons.blocks import Put, as_text, put
from itaxl.buttons.live import LiveBook, LiveSheet
from itaxl.core import layout, palette
from itaxl.core.areas import address
from itaxl.core.grid import Grid, Place
from itaxl.core.layout import Field
from itaxl.core.locate import find_sheet, find_table
from itaxl.core.marks import FindingRow, Marks
from itaxl.core.thai import key
from itaxl.errors import OutputError
from itaxl.files.tracker_places import STATE_ROW

if TYPE_CHECKING:
    pass

_HEADER_ROWS = {
    layout.FINDINGS_SHEET: layout.FINDINGS_HEADER_ROW,
    layout.ROLLUP_SHEET: layout.ROLLUP_HEADER_ROW,
}


class ResultTable(NamedTuple):
    """A table of ours: its header's row and first column; `worn` when the header must be written anew."""

    live: LiveSheet
    fields: tuple[Field, ...]
    header_row: int
    column: int
    worn: bool

    @property
    def first_row(self) -> int:
        return self.header_row + 1

    def column_of(self, name: str) -> int:
        return self.column + [field.key for field in self.fields].index(name)


def result_sheet(live: LiveBook, name: str) -> LiveSheet | None:
    """The result sheet of that name, compared as labels are."""
    grid = find_sheet(live.grids, name)
    return live.sheets[grid.sheet] if grid else None


def write_messages(live: LiveBook, marks: Marks) -> None:
    """The column ผลการตรวจ of the measures, down to the last row that is filled or was."""
    column = marks.messages
    if column is None:
        return
    sheet = live.sheets[column.sheet]
    rows = [(text,) for text in column.texts]
    put(sheet.sheet, column.first_row, column.column, rows, sheet.grid)


def write_findings(live: LiveBook, marks: Marks, state: str) -> None:
    """One line a finding, its cell a link; lines of an earlier check that are left over become empty."""
    table = _table(live, layout.FINDINGS_SHEET, layout.FINDING_COLUMNS)
    sheet, grid = table.live.sheet, table.live.grid
    _head(table, state)
    rows: list[list[Put]] = [_finding_row(row) for row in marks.findings]
    rows += [[""] * len(table.fields)] * (len(grid.rows) - table.header_row - len(rows))
    if not rows:
        return
    bottom, linked = table.header_row + len(rows), table.column_of("cell")
    last = table.column + len(table.fields) - 1
    areas = ((table.first_row, table.column, bottom, linked - 1), (table.first_row, linked + 1, bottom, last))
    as_text(sheet, areas)
    all_seen = put(sheet, table.first_row, table.column, rows, grid)
    sheet.range(address((table.first_row, linked, bottom, linked))).font.color = palette.rgb(palette.ACCENT)
    if all_seen:
        sheet.range(address((table.first_row, table.column, bottom, last))).rows.autofit()


def _finding_row(row: FindingRow) -> list[Put]:
    return [
        link(row.target) if field.key == "cell" else text
        for field, text in zip(layout.FINDING_COLUMNS, row.cells, strict=True)
    ]


def link(target: Place) -> str:
    """A formula that shows the cell's address and leads there.

    A block of formulas is one call where hyperlink objects would be four each.
    """
    sheet = target.sheet.replace("'", "''").replace('"', '""')
    return f'=HYPERLINK("#\'{sheet}\'!{target.cell}","{target.cell}")'


def write_rollup(live: LiveBook, marks: Marks, state: str) -> None:
    """A row a division and the total; the unused rows between them are hidden, so the chart leaves them
    out, and rows are inserted where the divisions are more than the table has room for."""
    table = _table(live, layout.ROLLUP_SHEET, layout.ROLLUP_COLUMNS)
    sheet = table.live.sheet
    _head(table, state)
    divisions, total = [_cells(row) for row in marks.rollup[:-1]], _cells(marks.rollup[-1])
    total_row = _total_row(table)
    if total_row is None:
        total_row = table.first_row + len(divisions)
    missing = table.first_row + len(divisions) - total_row
    if missing > 0:
        # Above the last division, so that the table and the chart's ranges grow with it.
        at = max(total_row - 1, table.first_row)
        sheet.range(f"{at}:{at + missing - 1}").insert("down")
        total_row += missing
    excel.set_hidden(sheet, table.first_row, total_row, False)
    blank: list[Put] = [""] * len(table.fields)
    rows = [*divisions, *[blank] * max(0, -missing), total]
    as_text(sheet, [(table.first_row, table.column, total_row, table.column)])
    put(sheet, table.first_row, table.column, rows, table.live.grid)
    excel.set_hidden(sheet, table.first_row + len(divisions), total_row - 1, True)


def _cells(row: Sequence[object]) -> list[Put]:
    return [cell if isinstance(cell, (str, float)) else "" for cell in row]


def _total_row(table: ResultTable) -> int | None:
    grid, wanted = table.live.grid, key(layout.ROLLUP_TOTAL)
    for row in range(len(grid.rows), table.header_row, -1):
        value = grid.at(row, table.column)
        if isinstance(value, str) and key(value) == wanted:
            return row
    return None


def _table(live: LiveBook, name: str, fields: tuple[Field, ...]) -> ResultTable:
    """The table where its header stands; at the layout's place when the header is gone or torn apart."""
    sheet = result_sheet(live, name) or _added(live, name, fields)
    found, _ = find_table(sheet.grid, fields, len(fields))
    if found:
        columns = [found.columns[field.key] for field in fields]
        if columns == list(range(columns[0], columns[0] + len(columns))):
            return ResultTable(sheet, fields, found.header_row, columns[0], False)
    return ResultTable(sheet, fields, _HEADER_ROWS[name], 1, True)


def _head(table: ResultTable, state: str) -> None:
    sheet, grid = table.live.sheet, table.live.grid
    if table.worn:
        put(sheet, table.header_row, table.column, [[field.label for field in table.fields]], grid)
    row = table.header_row - (layout.FINDINGS_HEADER_ROW - STATE_ROW)
    if row > 0:
        put(sheet, row, table.column, [[state]], grid)


def _added(live: LiveBook, name: str, fields: tuple[Field, ...]) -> LiveSheet:
    """A plain sheet in place of one that was deleted; the sheet in front stays in front."""
    book = live.book
    if excel.structure_protected(book):
        raise OutputError(
            f"ไม่มีแผ่นงาน {name} และสมุดงานถูกป้องกันไม่ให้เพิ่มแผ่นงาน",
            "ยกเลิกการป้องกันโครงสร้างสมุดงาน (แท็บ รีวิว) แล้วสั่งอีกครั้ง",
        )
    front = book.sheets.active
    sheet = book.sheets.add(name, after=list(live.sheets.values())[-1].sheet)
    front.activate()
    for column, field in enumerate(fields, start=1):
        sheet.range((1, column)).column_width = field.width
    return LiveSheet(sheet, Grid(name, ()), 0)
