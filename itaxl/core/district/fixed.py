"""The sheets of a district as an open workbook has them: below each other, tables keep their places.

In a new file a table begins where the one above it ends.  In a workbook that is written on again and again it
must not move: headers keep their looks, and a person's notes their lines.
"""

from __future__ import annotations

from itaxl.core.district.sheets import brief, calendar, overview
from itaxl.core.district.table import Kind, Sheet, Table

#: Lines that the tables at the top of a sheet may have without moving those below.
_ROOM = {overview.SHEET: 10, brief.SHEET: 14, calendar.SHEET: 18}
_GAP = 3


def fixed(sheet: Sheet) -> Sheet:
    """The same, with room below the tables at the top."""
    if len(sheet.tables) < 2:
        return sheet
    top = min(table.row for table in sheet.tables)
    room = room_of(sheet) + _GAP
    return sheet._replace(tables=tuple(_placed(table, top, room) for table in sheet.tables))


def _placed(table: Table, top: int, room: int) -> Table:
    return table if table.row == top else table._replace(row=max(table.row, room))


def kind_at(sheet: Sheet, row: int, column: int) -> Kind | None:
    """What the cell of an open workbook was made for, in a table; None beside all of them."""
    tables = [one for one in sheet.tables if one.column <= column < one.column + len(one.columns)]
    last = room_of(sheet)
    here = next((one for one in tables if one.row < row <= last), tables[-1] if tables else None)
    return here.columns[column - here.column].kind if here else None


def room_of(sheet: Sheet) -> int:
    """The last line that the tables at the top have room for, where others stand below, else 0."""
    if len(sheet.tables) < 2:
        return 0
    return min(table.row for table in sheet.tables) + _ROOM.get(sheet.name, 0)


def own_table(sheet: Sheet) -> Table | None:
    """The table whose lines are known one by one: the last one, which has a name and grows downwards."""
    last = sheet.tables[-1] if sheet.tables else None
    return last if last and last.name else None
