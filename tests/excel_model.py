"""Excel's object model, as much of it as the buttons and xlwings use, over cells in memory.

Every property read or put, every method call and every step of an iteration counts as one call into
the other process.  What real Excel refuses is refused: protected sheets, long addresses, a busy Excel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.excel_cells import ChartStore, SheetStore, load
from tests.excel_com import EDITING, EXCEPTION, REJECTED, Com, com_error, refused
from tests.excel_range import Range, area_of

#: A run of bars: the sheet and cells of its names, those of its values, its number.
_SERIES = re.compile(r"""=SERIES\("(?:[^"]|"")*",'((?:[^']|'')+)'!([^,]+),'((?:[^']|'')+)'!([^,]+),(\d+)\)""")


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
        #: What a person chooses in the dialog for folders; None for Cancel.
        self._folder: str | None = None
        self._picker = FolderPicker(self)

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

    def do_FileDialog(self, kind: int) -> FolderPicker:
        assert kind == 4  # msoFileDialogFolderPicker
        return self._picker

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


class FolderPicker(Com):
    def __init__(self, app: Application) -> None:
        self._app, self._start, self._shown = app, "", 0

    def put_AllowMultiSelect(self, state: bool) -> None:
        assert not state

    def put_InitialFileName(self, name: str) -> None:
        self._start = name

    def do_Show(self) -> int:
        self._shown += 1
        return 0 if self._app._folder is None else -1

    def do_SelectedItems(self, number: int) -> str:
        assert number == 1 and self._app._folder is not None
        return self._app._folder


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

    def do_ChartObjects(self, number: int | None = None) -> Charts | ChartShape:
        return Charts(self) if number is None else ChartShape(self, number - 1)

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


class ListObject(Com):
    def __init__(self, sheet: Worksheet, at: int) -> None:
        self._app, self._sheet, self._at = sheet._app, sheet, at

    def do_Resize(self, area: Range) -> None:
        """The header stays in its row, and every column of it has a name."""
        store = self._sheet._store
        (new,) = area._areas
        if new[0] != store.tables[self._at][0] or new[2] <= new[0]:
            raise refused("Method 'Resize' of object 'ListObject' failed")
        assert all(store.at(new[0], column).value for column in range(new[1], new[3] + 1))
        store.tables[self._at] = new


class Charts(Com):
    """The charts of a sheet: what each shows, as (names, runs of bars), and where it stands."""

    def __init__(self, sheet: Worksheet) -> None:
        self._app, self._sheet = sheet._app, sheet

    def get_Count(self) -> int:
        return len(self._sheet._store.charts)


class ChartShape(Com):
    def __init__(self, sheet: Worksheet, at: int) -> None:
        self._app, self._chart = sheet._app, sheet._store.charts[at]

    def put_Top(self, points: float) -> None:
        self._chart.top = points

    def get_Chart(self) -> ChartShape:
        return self

    def do_SeriesCollection(self, number: int) -> Series:
        return Series(self._app, self._chart, number - 1)


class Series(Com):
    def __init__(self, app: Application, chart: ChartStore, at: int) -> None:
        self._app, self._chart, self._at = app, chart, at

    def put_Formula(self, text: str) -> None:
        """Its names, its values, its number, all on a sheet that is there."""
        found = _SERIES.fullmatch(text)
        if not found or int(found[5]) != self._at + 1:
            raise refused("Unable to set the Formula property of the Series class")
        sheets = {member._store.name for member in self._app._books[0]._sheets}
        assert {found[1].replace("''", "'"), found[3].replace("''", "'")} <= sheets
        self._chart.names = area_of(found[2])
        self._chart.values[self._at] = area_of(found[4])
