"""Excel's object model, as much of it as the buttons and xlwings use, over cells in memory.

Every property read or put, every method call and every step of an iteration counts as one call into
the other process.  What real Excel refuses is refused: protected sheets, long addresses, a busy Excel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.excel_cells import SheetStore, load
from tests.excel_com import EDITING, EXCEPTION, REJECTED, Com, com_error, refused
from tests.excel_range import Range, area_of


class Application(Com):
    """One running Excel.  `busy` is how many calls it will still reject; -1 rejects for ever."""

    def __init__(self) -> None:
        self._app = self
        self._calls: list[str] = []
        self._alerts: list[tuple[str, str, int]] = []
        self._busy = 0
        self._status: Any = False
        self._status_lines: list[Any] = []
        self._screen = True
        self._books: list[Workbook] = []
        self._broken: dict[str, Exception] = {}

    def called(self, name: str, put: bool = False) -> None:
        if name in self._broken:
            raise self._broken[name]
        if self._busy:
            self._busy -= self._busy > 0
            details = (0, None, None, None, 0, EDITING) if put else None
            raise com_error(EXCEPTION if put else REJECTED, "Call was rejected by callee.", details)
        self._calls.append(name)

    def get_Application(self) -> Application:
        return self

    def do_Union(self, *ranges: Any) -> Range:
        if not 2 <= len(ranges) <= 30:
            raise com_error(-2147352562, "Invalid number of parameters.")
        return Range(ranges[0]._sheet, [area for one in ranges for area in one._areas])

    def get_Hwnd(self) -> int:
        return 1

    def get_Workbooks(self) -> Workbooks:
        return Workbooks(self)

    def get_ActiveWorkbook(self) -> Workbook | None:
        return self._books[0] if self._books else None

    def get_StatusBar(self) -> Any:
        return self._status

    def put_StatusBar(self, line: Any) -> None:
        self._status = line
        self._status_lines.append(line)

    def get_ScreenUpdating(self) -> bool:
        return self._screen

    def put_ScreenUpdating(self, state: bool) -> None:
        self._screen = state


class Collection(Com):
    """Workbooks and Worksheets: counted, called by name or number, iterated."""

    def __init__(self, app: Application, members: list[Any]) -> None:
        self._app, self._members = app, members

    def get_Count(self) -> int:
        return len(self._members)

    def get_Application(self) -> Application:
        return self._app

    def __call__(self, key: Any) -> Any:
        self._app.called(f"{type(self).__name__}()")
        if isinstance(key, (int, float)):
            return self._members[int(key) - 1]
        for member in self._members:
            if member.get_Name().lower() == key.lower():
                return member
        raise refused("Subscript out of range")

    def __iter__(self) -> Iterator[Any]:
        self._app.called(f"{type(self).__name__}._NewEnum")
        for member in self._members:
            self._app.called(f"{type(self).__name__}.Next")
            yield member


class Workbooks(Collection):
    def __init__(self, app: Application) -> None:
        super().__init__(app, app._books)


class Workbook(Com):
    def __init__(self, app: Application, workbook: bytes, path: str) -> None:
        self._app, self._path = app, path
        stores, front = load(workbook)
        self._sheets = [Worksheet(self, store) for store in stores]
        self._front: Worksheet | Chart = next(s for s in self._sheets if s._store.name == front)
        self._structure = False
        app._books.insert(0, self)

    def get_Name(self) -> str:
        return re.split(r"[\\/]", self._path)[-1]

    def get_Date1904(self) -> bool:
        return False

    def get_FullName(self) -> str:
        return self._path

    def get_Application(self) -> Application:
        return self._app

    def get_Worksheets(self) -> Worksheets:
        return Worksheets(self)

    def get_ActiveSheet(self) -> Worksheet | Chart:
        return self._front

    def show_chart(self, name: str) -> None:
        """A chart sheet comes to the front, as when a clerk presses F11."""
        self._front = Chart(self, name)

    def do_Activate(self) -> None:
        self._app._books.remove(self)
        self._app._books.insert(0, self)

    def get_ProtectStructure(self) -> bool:
        return self._structure


class Chart(Com):
    """A chart sheet: one of `Sheets`, none of `Worksheets`; it can be in front, and has no cells."""

    def __init__(self, book: Workbook, name: str) -> None:
        self._app, self._book, self._name = book._app, book, name

    def get_Name(self) -> str:
        return self._name

    def get_Parent(self) -> Workbook:
        return self._book

    def do_Activate(self) -> None:
        self._book._front = self


class Worksheets(Collection):
    def __init__(self, book: Workbook) -> None:
        super().__init__(book._app, book._sheets)
        self._book = book

    def get_Parent(self) -> Workbook:
        return self._book

    def do_Add(self, Before: Any = None) -> Worksheet:
        """A new sheet comes to the front, as in Excel."""
        if self._book._structure:
            raise refused("Workbook is protected")
        sheet = Worksheet(self._book, SheetStore(f"Sheet{len(self._members) + 1}"))
        at = next(n for n, member in enumerate(self._members) if member._store is Before._store)
        self._members.insert(at, sheet)
        self._book._front = sheet
        return sheet


class Worksheet(Com):
    def __init__(self, book: Workbook, store: SheetStore) -> None:
        self._app, self._book, self._store = book._app, book, store

    def get_Name(self) -> str:
        return self._store.name

    def put_Name(self, name: str) -> None:
        self._store.name = name

    def get_Parent(self) -> Workbook:
        return self._book

    def get_Index(self) -> int:
        return self._book._sheets.index(self) + 1

    def get_Visible(self) -> int:
        return self._store.visible

    def put_Visible(self, state: Any) -> None:
        self._store.visible = -1 if state else 0

    def get_ProtectContents(self) -> bool:
        return self._store.protected

    def do_Activate(self) -> None:
        if not self._store.visible:
            raise refused("Activate method of Worksheet class failed")
        self._book._front = self

    def do_Move(self, Before: Any) -> None:
        sheets = self._book._sheets
        sheets.remove(self)
        sheets.insert(next(n for n, s in enumerate(sheets) if s._store is Before._store), self)

    def get_UsedRange(self) -> Range:
        return Range(self, [self._store.used])

    def do_Cells(self, row: int, column: int) -> Range:
        return Range(self, [(row, column, row, column)])

    def do_Range(self, first: Any, last: Any = None) -> Range:
        if last is not None:
            top, bottom = first._areas[0], last._areas[0]
            return Range(self, [(top[0], top[1], bottom[2], bottom[3])])
        if len(first) > 255:
            raise refused("Method 'Range' of object '_Worksheet' failed")
        return Range(self, [area_of(part) for part in first.split(",")])
