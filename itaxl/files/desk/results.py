"""The result sheets of the district officer's workbook while they are still empty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from itaxl.core.assess import assess
from itaxl.core.compose import grids
from itaxl.core.district.desk import Terms, desk_of
from itaxl.core.district.fixed import fixed, own_table
from itaxl.core.district.line import office_line
from itaxl.core.district.onto import onto
from itaxl.core.district.placed import Onto
from itaxl.core.district.sheets import links, offices
from itaxl.core.district.sheets.all_sheets import SHEETS
from itaxl.core.district.table import Kind, Sheet, Table
from itaxl.core.grid import SHEET_ROWS, Grid
from itaxl.core.sample import sample
from itaxl.files.desk.commands import LABELS
from itaxl.files.district.looks import Looks
from itaxl.files.district.writer import write_sheet

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_HINT = f"ยังไม่เคยทำ · กดปุ่ม {LABELS['all']} เพื่อเขียนแผ่นงานนี้"
_NOTHING = "ยังไม่มีผล"
#: Columns that go on paper, where not all do.
_PRINTED = {offices.SHEET: 17}
_DAY = dt.date(2024, 4, 1)


#: Every sheet that a click may fill.
ALL_SHEETS = {**SHEETS, links.LINKS_SHEET: links.links}


@cache
def blank_sheets() -> tuple[Sheet, ...]:
    """A district's sheets, with their tables and charts, and nothing in them."""
    line = office_line("", assess(grids(sample()), _DAY))
    made = desk_of([(0, line)], Terms(2567, _DAY))
    return tuple(_emptied(fixed(make(made))) for make in ALL_SHEETS.values())


def _emptied(sheet: Sheet) -> Sheet:
    """Tables whose lines are not known one by one keep as many: they look alike in most districts."""
    cards = tuple(card._replace(value=None, swatch=None) for card in sheet.cards)
    own = own_table(sheet)
    tables = tuple(_bare(table, keep=table is not own) for table in sheet.tables)
    return sheet._replace(title=sheet.name, purpose=_HINT, state=_NOTHING, cards=cards, tables=tables)


def _bare(table: Table, *, keep: bool) -> Table:
    """Without merged cells and a print area that ends: lines are still to come."""
    nothing = ("–", *[None] * (len(table.columns) - 1))
    total = nothing if keep and table.total else None
    rows = [nothing] * (max(len(table.rows), 1) if keep else 1)
    return table._replace(rows=rows, total=total, span=1, printed=0)


def marks_of(sheet: Sheet) -> tuple[str, ...]:
    """Of what an empty sheet is written with."""
    done = onto(sheet, Grid(sheet.name, ()), None)
    assert isinstance(done, Onto)
    return done.marks


def write_results(book: Workbook, targets: dict[str, Worksheet], looks: Looks) -> None:
    for sheet in blank_sheets():
        target, own = targets[sheet.name], own_table(sheet)
        write_sheet(book, target, sheet, looks)
        if own and len(sheet.tables) == 1:
            for at, width, look in _columns(own, looks):
                target.set_column(at, at, width, look)
        if printed := _PRINTED.get(sheet.name):
            target.print_area(0, 0, SHEET_ROWS - 1, printed - 1)


def _columns(table: Table, looks: Looks) -> Iterator[tuple[int, int, object]]:
    """Column formats, so that lines added below look as those of a new workbook."""
    for at, column in enumerate(table.columns):
        placed = ("value", "wrap") if column.kind is Kind.TEXT else ("centre", "middle", "wrap")
        yield at, column.width, looks.styles(*placed)
