"""The result sheets of the district officer's workbook while they are still empty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from itaxl.core import palette
from itaxl.core.assess import assess
from itaxl.core.compose import grids
from itaxl.core.district.desk import Terms, desk_of
from itaxl.core.district.fixed import fixed, kind_at, own_table, room_of
from itaxl.core.district.line import office_line
from itaxl.core.district.onto import figures, onto
from itaxl.core.district.placed import NONE, Onto
from itaxl.core.district.sheets import brief, links, offices, overview
from itaxl.core.district.sheets.all_sheets import SHEETS
from itaxl.core.district.sums import TOTAL
from itaxl.core.district.table import Column, Sheet, Table
from itaxl.core.grid import SHEET_ROWS, Grid, column_letter
from itaxl.core.sample import sample
from itaxl.files.desk.commands import LABELS
from itaxl.files.district.looks import Looks
from itaxl.files.district.writer import write_sheet
from itaxl.files.tracker.cells import put

if TYPE_CHECKING:
    from xlsxwriter.format import Format
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
    cards = tuple(card._replace(value=None) for card in sheet.cards)
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
        target = targets[sheet.name]
        write_sheet(book, target, sheet, looks)
        _prepare(target, sheet, looks)
        if printed := _PRINTED.get(sheet.name):
            target.print_area(0, 0, SHEET_ROWS - 1, printed - 1)


def _prepare(target: Worksheet, sheet: Sheet, looks: Looks) -> None:
    """Formats where lines will come, and colours and lines by value: a click then has only values to put."""
    room = room_of(sheet)
    for at, width in enumerate(sheet.columns, start=1):
        kind = kind_at(sheet, SHEET_ROWS, at)
        target.set_column(at - 1, at - 1, width, looks.bare(kind) if kind else None)
    for table in sheet.tables:
        last = room if table.row < room else SHEET_ROWS
        wrap = table.rows != sheet.tables[0].rows or sheet.name != brief.SHEET
        still = range(table.last_row + 1 if wrap else table.first_row, room + 1) if last == room else ()
        for at, column in enumerate(table.columns, table.column):
            look = looks.bare(column.kind, wrap=wrap)
            for row in still:
                put(target, row, at, NONE if row <= table.last_row else None, look)
            # sentences reach over the columns beside theirs: no lines through them
            for formula, look in _by_value(table, at, column, looks) if wrap else ():
                shown = {"type": "formula", "criteria": formula, "format": look}
                target.conditional_format(table.first_row - 1, at - 1, last - 1, at - 1, shown)
    for card, (row, at) in zip(sheet.cards, figures(sheet), strict=True):
        if card.swatch:
            figure = f"${column_letter(at)}${row}"
            look = looks.by_value(card.swatch.fill, card.swatch.ink, lined=False)
            shown = {"type": "formula", "criteria": f"=AND(ISNUMBER({figure}),{figure}>0)", "format": look}
            target.conditional_format(row - 2, at - 1, row - 1, at - 1, shown)


def _by_value(table: Table, at: int, column: Column, looks: Looks) -> Iterator[tuple[str, Format]]:
    """The conditions of a column, the first of which that holds counts: formulas for its first cell."""
    here, beside, first = (
        f"{mark}{column_letter(one)}{table.first_row}"
        for mark, one in (("", at), ("", at + 1), ("$", table.column))
    )
    for shade in column.shades:
        holds = [f'{here}="{word}"' for word in shade.words]
        holds += [f"AND(ISNUMBER({here}),{here}>{shade.above:g})"] if shade.above is not None else []
        holds += [f"AND(ISNUMBER({here}),{here}<{shade.below:g})"] if shade.below is not None else []
        also = f",{beside}>0" if column.counted else ""
        look = looks.by_value(shade.swatch.fill, shade.swatch.ink, bold=True)
        yield f"=AND(OR({','.join(holds)}){also})", look
    totals = ",".join(f'{first}="{word}"' for word in (overview.TOTAL, TOTAL))
    yield f"=OR({totals})", looks.by_value(palette.ACCENT_SOFT, bold=True)
    yield f'={first}<>""', looks.by_value()
