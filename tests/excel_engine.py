"""A pretended Excel behind xlwings: the real xlwings engine for Windows over an invented object model.

xlwings/_xlwindows.py implements xlwings' base classes on pywin32.  Here pywin32 is stubbed while that
module is imported, and its COM objects are those of `excel_model`.  So the buttons run through the very
code that they run through on Windows: its retries, its squeezed shapes, its number of COM calls.
"""

from __future__ import annotations

import copy
import ctypes
import importlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock

import xlwings

from itaxl.buttons import dialog
from tests.excel_cells import ComTime, SheetStore, rgb
from tests.excel_com import CDispatch, com_error
from tests.excel_model import Application, Workbook

_STUBBED = (
    "pywintypes", "win32api", "win32con", "pythoncom", "win32com", "win32com.client", "win32gui",
    "win32process", "win32timezone",
)  # fmt: skip
_BOXES = {"MB_OK": 0, "MB_OKCANCEL": 1, "MB_YESNO": 4, "MB_YESNOCANCEL": 3, "MB_ICONINFORMATION": 64}


class _Stub(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = MagicMock(name=name)
        setattr(self, name, made)
        return made


def _stubs() -> dict[str, ModuleType]:
    modules: dict[str, ModuleType] = {name: _Stub(name) for name in _STUBBED}
    client: Any = modules["win32com.client"]
    client.CDispatch = CDispatch
    client.CoClassBaseClass, client.DispatchBaseClass = type("A", (), {}), type("B", (), {})
    pywintypes: Any = modules["pywintypes"]
    pywintypes.com_error, pywintypes.error = com_error, type("error", (Exception,), {})
    pywintypes.TimeType = ComTime
    pythoncom: Any = modules["pythoncom"]
    pythoncom.ole_error, pythoncom.__file__ = com_error, "pythoncom"
    for name, number in {**_BOXES, "MB_ICONWARNING": 48}.items():
        setattr(modules["win32con"], name, number)
    package: Any = modules["win32com"]
    package.client, package.__path__ = client, []
    patch: Any = ModuleType("xlwings._win32patch")
    patch.CoClassBaseClass = client.CoClassBaseClass
    return {**modules, patch.__name__: patch}


def _windows_engine() -> Any:
    """xlwings._xlwindows, imported with stubs that are taken away again; on Windows instead of the real."""
    name = "xlwings._xlwindows"
    if getattr(sys.modules.get(name), "CDispatch", None) is CDispatch:
        return sys.modules[name]
    sys.modules.pop(name, None)
    stubs = _stubs()
    before = {name: sys.modules.get(name) for name in stubs}
    lent = {name: getattr(ctypes, name, None) for name in ("windll", "oledll", "PyDLL")}
    try:
        sys.modules.update(stubs)
        for each in lent:
            setattr(ctypes, each, MagicMock())
        return importlib.import_module(name)
    finally:
        for stub, module in before.items():
            if module is None:
                del sys.modules[stub]
            else:
                sys.modules[stub] = module
        for each, thing in lent.items():
            if thing is None:
                delattr(ctypes, each)
            else:
                setattr(ctypes, each, thing)


class Excel:
    """The pretended Excel of one test."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.model = Application()
        self.running = True
        #: What a question is answered with.
        self.agrees = True
        #: What Windows itself was asked to show, where Excel could not.
        self.from_windows: list[str] = []

    def open(self, workbook: bytes, path: str = "/office/ITA_tracker.xlsm") -> xlwings.Book:
        """Open a saved workbook; it comes to the front and is the one whose button is clicked."""
        xl = self._engine.COMRetryObjectWrapper(Workbook(self.model, workbook, path))
        book = xlwings.Book(impl=self._engine.Book(xl=xl))
        book.set_mock_caller()
        return book

    @property
    def app(self) -> xlwings.App:
        return xlwings.App(impl=self._engine.App(xl=self._engine.COMRetryObjectWrapper(self.model)))

    @property
    def book(self) -> Workbook:
        return self.model._books[0]

    def sheet(self, name: str) -> SheetStore:
        return next(sheet._store for sheet in self.book._sheets if sheet._store.name == name)

    def colour(self, sheet: str, row: int, column: int) -> str | None:
        return rgb(self.sheet(sheet).at(row, column).fill)

    def state(self) -> dict[str, SheetStore]:
        """Every sheet as it is now."""
        return {sheet._store.name: copy.deepcopy(sheet._store) for sheet in self.book._sheets}

    def conversions(self) -> list[str]:
        """The strings that did not stay the strings they were."""
        return [text for sheet in self.book._sheets for _, text in sheet._store.conversions]

    def remove(self, name: str) -> None:
        self.book._sheets = [sheet for sheet in self.book._sheets if sheet._store.name != name]

    def protect_structure(self) -> None:
        self.book._structure = True

    def watch(self, sheet: str, first: int, last: int) -> Callable[[], int]:
        """How many rows a range has by then: as those of tables and charts, it grows only around rows
        inserted inside it."""

        def size() -> int:
            inside = [count for at, count in self.sheet(sheet).inserted if first < at <= last]
            return last - first + 1 + sum(inside)

        return size

    @property
    def alerts(self) -> list[str]:
        return [text for text, _, _ in self.model._alerts]

    @property
    def serious(self) -> list[bool]:
        return [bool(style & 32) for _, _, style in self.model._alerts]  # of the two icons, the warning's

    def calls(self) -> int:
        """Calls so far; counting starts anew."""
        count = len(self.model._calls)
        self.model._calls.clear()
        return count

    def tally(self) -> Counter[str]:
        return Counter(self.model._calls)


@contextmanager
def excel() -> Iterator[Excel]:
    """A running Excel without a workbook, xlwings' active engine for as long as the test runs."""
    engine = _windows_engine()
    pretended = Excel(engine)
    wrapped = engine.COMRetryObjectWrapper(pretended.model)

    def message_box(_: int, text: str, title: str, style: int) -> int:
        pretended.model._alerts.append((text, title, style))
        if style & _BOXES["MB_YESNO"]:
            return 6 if pretended.agrees else 7
        return 1

    swapped = {
        "win32api": MagicMock(MessageBox=message_box),
        "get_excel_hwnds": lambda: iter([1] if pretended.running else []),
        "get_xl_app_from_hwnd": lambda _: wrapped.Application,
    }
    originals = {name: getattr(engine, name) for name in swapped}
    windows_box = dialog._from_windows
    dialog._from_windows = lambda text, *, serious: pretended.from_windows.append(text)
    before = xlwings.engines.active
    xlwings.engines.active = xlwings.main.Engine(impl=engine.engine)
    for name, thing in swapped.items():
        setattr(engine, name, thing)
    try:
        yield pretended
    finally:
        dialog._from_windows = windows_box
        for name, thing in originals.items():
            setattr(engine, name, thing)
        xlwings.engines.active = before
        if hasattr(xlwings.Book, "_mock_caller"):
            del xlwings.Book._mock_caller
