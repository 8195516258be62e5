"""A stand-in Excel in a process of its own: windows of Excel's classes, and the object model over COM.

    python -m tests.windows.excel_process        on Windows; see `tests.windows.orders`

A click is what it is in Excel: the macro of the open workbook's own VBA, and what it hands to Windows' script
host runs as a child of this process.
"""

from __future__ import annotations

import ctypes
import os
import queue
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pythoncom
import win32api
import win32com.client
import win32con
import win32gui
from win32com.server import util

from tests.excel_com import Com
from tests.excel_model import Application, Workbook
from tests.windows import excel_served
from tests.windows.excel_filter import Filter
from tests.windows.orders import obey, tell
from tests.windows.told import told
from tests.workbook_book import Book
from tests.workbook_kinds import KINDS
from tests.workbook_vba_run import Pc, run

_GET_OBJECT, _NATIVE = 0x003D, 0xFFFFFFF0  # WM_GETOBJECT, OBJID_NATIVEOM
_DO = win32con.WM_APP
_PROGRAM = r"C:\Program Files\Microsoft Office\root\Office16"
_DIED = 9

_iid = (ctypes.c_byte * 16)()
ctypes.oledll.ole32.CLSIDFromString("{00020400-0000-0000-C000-000000000046}", ctypes.byref(_iid))
_interface_of = ctypes.PyDLL(pythoncom.__file__).PyCom_InterfaceFromPyObject
_interface_of.restype = ctypes.c_int
_interface_of.argtypes = [ctypes.py_object, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
_result_from = ctypes.WinDLL("oleacc").LresultFromObject
_result_from.restype = ctypes.c_ssize_t
_result_from.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p]


class Served(Application):
    """The model, with what a caller from another process asks besides."""

    def __init__(self) -> None:
        super().__init__()
        self._windows: dict[str, int] = {}

    def get_Hwnd(self) -> int:
        return self._windows[self._books[0]._path]

    def get_Path(self) -> str:
        return _PROGRAM

    def get_Name(self) -> str:
        return "Microsoft Excel"

    def get_Version(self) -> str:
        return "16.0"


class Window(Com):
    """What a workbook's window answers when it is asked for its object."""

    def __init__(self, app: Served) -> None:
        self._app = app

    def get_Application(self) -> Served:
        return self._app


class OfExcel(Pc):
    """The PC as this process sees it."""

    program_folder = _PROGRAM

    def __init__(self, hwnd: int) -> None:
        super().__init__()
        self.environment, self.hwnd = os.environ, hwnd
        self.codes: list[int] = []
        self.logs: list[str] = []

    def variable(self, name: str) -> str:
        return os.environ.get(name, "")

    def environ(self, name: str) -> str:
        return self.variable(name).encode("mbcs", "replace").decode("mbcs")

    def expand(self, text: str) -> str:
        return str(win32api.ExpandEnvironmentStrings(text))

    def is_file(self, path: str) -> bool:
        return os.path.isfile(path.encode("mbcs", "replace"))

    def short_path(self, path: str) -> str:
        return str(win32api.GetShortPathName(path))

    def read(self, path: str) -> str:
        return Path(path).read_text("mbcs", "replace")

    def kill(self, path: str) -> None:
        self.logs.append(self.read(path))
        os.unlink(path)

    def run(self, line: str, *, wait: bool) -> int:
        assert wait
        super().run(line, wait=wait)
        self.codes.append(win32com.client.Dispatch("WScript.Shell").Run(line, 0, wait))
        return self.codes[-1]


class Excel:
    """One running Excel; its main thread pumps messages, and does there what the tests order."""

    def __init__(self) -> None:
        self.app = Served()
        self._wanted: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._calls: Counter[str] = Counter()
        self._refused = 0
        self._refusal, self._until = "handled", 0.0
        self._then: tuple[int, str, float] | None = None
        self._kept: list[Any] = []
        self._filter = Filter(self._answer)
        excel_served.watchers.append(self._seen)
        for name in ("XLMAIN", "XLDESK", "EXCEL7"):
            kind = win32gui.WNDCLASS()
            kind.hInstance, kind.lpszClassName = win32api.GetModuleHandle(None), name
            kind.lpfnWndProc = self._message
            win32gui.RegisterClass(kind)
        self._thread = self._window("XLMAIN", "orders", 0)

    def _window(self, kind: str, title: str, inside: int) -> int:
        style = win32con.WS_CHILD | win32con.WS_VISIBLE if inside else win32con.WS_OVERLAPPEDWINDOW
        instance = win32api.GetModuleHandle(None)
        return int(win32gui.CreateWindow(kind, title, style, 0, 0, 400, 300, inside, 0, instance, None))

    def _message(self, window: int, message: int, first: int, second: int) -> int:
        if message == _DO:
            self._wanted.get()()
            return 0
        native = message == _GET_OBJECT and second & 0xFFFFFFFF == _NATIVE
        if native and win32gui.GetClassName(window) == "EXCEL7":
            return self._object(first)
        return int(win32gui.DefWindowProc(window, message, first, second))

    def _object(self, asked: int) -> int:
        shown = util.wrap(Window(self.app), usePolicy=excel_served.Served)
        self._kept.append(shown)
        found = ctypes.c_void_p()
        assert _interface_of(shown, ctypes.byref(_iid), ctypes.byref(found), 0)
        return int(_result_from(ctypes.byref(_iid), asked & 0xFFFFFFFFFFFFFFFF, found))

    def _answer(self) -> str:
        """Of the message filter: whether Excel takes a call now."""
        if time.monotonic() > self._until:
            return "handled"
        self._refused += 1
        return self._refusal

    def _seen(self, call: str) -> None:
        self._calls[call] += 1
        if self._then and self._calls.total() >= self._then[0]:
            _, what, seconds = self._then
            self._then = None
            if what == "die":
                os._exit(_DIED)
            self._refusal, self._until = what, time.monotonic() + seconds

    def here(self, work: Callable[[], Any]) -> Any:
        """In the main thread, to which the model belongs."""
        done: queue.SimpleQueue[tuple[Any, Exception | None]] = queue.SimpleQueue()

        def do() -> None:
            try:
                done.put((work(), None))
            except Exception as error:
                done.put((None, error))

        self._wanted.put(do)
        win32gui.PostMessage(self._thread, _DO, 0, 0)
        value, error = done.get()
        if error:
            raise error
        return value

    def order(self, name: str, values: dict[str, Any]) -> Any:
        if name == "click":  # which waits for the click's end, while other orders come
            threading.Thread(target=self._click, kwargs=values, daemon=True).start()
            return None
        return self.here(lambda: getattr(self, f"do_{name}")(**values))

    def do_open(self, path: str) -> int:
        """Returns the handle of its window, which is in front."""
        Workbook(self.app, Path(path).read_bytes(), path)
        main = self._window("XLMAIN", f"{Path(path).name} - Excel", 0)
        self._window("EXCEL7", Path(path).name, self._window("XLDESK", "", main))
        self.app._windows[path] = main
        win32gui.ShowWindow(main, win32con.SW_SHOW)
        self.do_front(main)
        return main

    def do_front(self, window: int) -> None:
        win32gui.SetForegroundWindow(window)

    def do_close(self) -> None:
        """The workbook in front."""
        win32gui.DestroyWindow(self.app._windows.pop(self.app._books.pop(0)._path))

    def do_put(self, sheet: str, row: int, column: int, value: Any) -> None:
        """What a clerk types."""
        self._store(sheet).enter(row, column, value)

    def do_protect(self, sheet: str) -> None:
        self._store(sheet).protected = True

    def _store(self, sheet: str) -> Any:
        return next(each._store for each in self.app._books[0]._sheets if each._store.name == sheet)

    def do_choose(self, folder: str | None) -> None:
        self.app._folder = folder

    def do_busy(self, answer: str, seconds: float, after: int = 0) -> None:
        """Refuse all calls for so long, from so many answered calls on; 'die' ends this process then."""
        self._then = (self._calls.total() + after, answer, seconds)
        if not after:
            self._seen("-")

    def do_state(self) -> dict[str, Any]:
        return {each._store.name: told(each._store) for each in self.app._books[0]._sheets}

    def do_front_sheet(self) -> str:
        return str(self.app._books[0]._front.get_Name())

    def do_told(self) -> dict[str, Any]:
        """Since it was asked before: calls answered and refused, lines of the status bar; and what is set."""
        seen = {
            "calls": dict(self._calls), "model": len(self.app._calls), "refused": self._refused,
            "status": self.app._status_lines[:], "now": [self.app._status, self.app._screen],
        }  # fmt: skip
        self._calls.clear()
        self.app._calls.clear()
        self._refused = 0
        self.app._status_lines.clear()
        return seen

    def _click(self, macro: str, kind: str) -> None:
        """The macro to its end: its command lines, their exit codes and what they wrote to stderr."""
        begun, before = time.monotonic(), dict(os.environ)
        pythoncom.CoInitialize()
        path, pc = self.here(lambda: (self.app._books[0]._path, OfExcel(self.app.get_Hwnd())))
        error = ""
        try:
            run(Book(Path(path), KINDS[kind]), macro, pc)
        except Exception as problem:
            error = f"{type(problem).__name__}: {problem}"
        lines = [line for line, _ in pc.lines]
        changed = sorted(name for name, _ in before.items() ^ os.environ.items())
        seconds = time.monotonic() - begun
        tell(clicked=macro, lines=lines, codes=pc.codes, logs=pc.logs, popups=pc.popups, error=error,
             changed=changed, seconds=seconds)  # fmt: skip


def main() -> None:
    pythoncom.CoInitialize()
    excel = Excel()
    tell(ready=os.getpid())
    threading.Thread(target=obey, args=(excel.order, lambda: os._exit(0)), daemon=True).start()
    pythoncom.PumpMessages()


if __name__ == "__main__":
    main()
