"""A Word for tests, as pywin32 shows it: `win32com.client.DispatchEx("Word.Application")` makes one."""

from __future__ import annotations

import sys
import threading
from types import ModuleType, SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest

from tests.pdf_fakes import DIES, DIES_ONCE, HANGS, PDF, SKIPPED

_RPC_GONE = -2147023174


class com_error(Exception):
    """Stands in for pywintypes.com_error."""

    def __init__(self, hresult: int, text: str) -> None:
        super().__init__(hresult, text, None, None)
        self.hresult, self.strerror, self.excepinfo, self.argerror = hresult, text, None, None


class PretendedWord:
    """The machine: every Word that was started, and whether another one can be."""

    def __init__(self) -> None:
        self.started: list[Application] = []
        self.opened: list[tuple[Any, ...]] = []
        #: Of each PDF: properties, bookmarks (1: of headings), tags, missing fonts as pictures, PDF/A.
        self.exported: list[tuple[Any, ...]] = []
        self.cannot_start = False
        self.died = False

    def dispatch(self, name: str) -> Application:
        assert name == "Word.Application"
        if self.cannot_start:
            raise com_error(-2147221005, "Invalid class string")
        self.started.append(Application(self, 4000 + len(self.started)))
        return self.started[-1]

    def kill(self, pid: int, _: int) -> None:
        next(app for app in self.started if app.pid == pid).gone.set()

    @property
    def running(self) -> list[Application]:
        return [app for app in self.started if not app.gone.is_set()]

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """As the modules of pywin32, and as what ends a process."""
        com = ModuleType("win32com")
        client = SimpleNamespace(DispatchEx=self.dispatch)
        com.client = client  # type: ignore[attr-defined]
        patch.setitem(sys.modules, "win32com", com)
        patch.setitem(sys.modules, "win32com.client", client)  # type: ignore[arg-type]
        patch.setitem(sys.modules, "pythoncom", SimpleNamespace(CoInitialize=lambda: None))  # type: ignore[arg-type]
        patch.setitem(
            sys.modules,
            "win32process",
            SimpleNamespace(GetWindowThreadProcessId=lambda window: (1, window)),  # type: ignore[arg-type]
        )
        patch.setattr("itaxl.pdf.word_app.os.kill", self.kill)


class Application:
    """Word.Application; its window's handle is its process id, for the test's ease."""

    def __init__(self, machine: PretendedWord, pid: int) -> None:
        self.machine, self.pid = machine, pid
        self.gone = threading.Event()
        self.Visible: Any = True
        self.DisplayAlerts: Any = -1
        self.AutomationSecurity: Any = 1
        self.documents: list[Document] = []
        self.ActiveWindow = SimpleNamespace(Hwnd=pid)
        self.Documents = SimpleNamespace(Open=self._open, Add=self._add)

    @property
    def Version(self) -> str:
        self.answer()
        return "16.0"

    def Quit(self, save: int) -> None:
        self.answer()
        assert (save, self.documents) == (0, [])
        self.gone.set()

    def answer(self) -> None:
        if self.gone.is_set():
            raise com_error(_RPC_GONE, "The RPC server is unavailable.")

    def _add(self) -> Document:
        self.answer()
        self.documents.append(Document(self, ""))
        return self.documents[-1]

    def _open(self, path: str, confirm: bool, read_only: bool, recent: bool) -> Document:
        self.answer()
        assert (self.Visible, self.DisplayAlerts, self.AutomationSecurity) == (False, 0, 3)
        assert (confirm, read_only, recent) == (False, True, False)
        self.machine.opened.append((path, self.pid))
        with ZipFile(path) as package:
            text = package.read("word/document.xml").decode()
        if HANGS in text:
            assert self.gone.wait(20), "nobody killed the Word that hangs"
        if DIES_ONCE in text:
            if not self.machine.died:
                self.machine.died = True
                self.gone.set()
        elif DIES in text:
            self.gone.set()
        self.answer()
        if SKIPPED in text:
            raise com_error(-2147352567, "Word could not open this")
        self.documents.append(Document(self, text))
        return self.documents[-1]


class Document:
    def __init__(self, app: Application, text: str) -> None:
        self._app, self._text = app, text

    def ExportAsFixedFormat(
        self,
        OutputFileName: str,
        ExportFormat: int,
        OpenAfterExport: bool = False,
        OptimizeFor: int = 0,
        Range: int = 0,
        From: int = 1,
        To: int = 1,
        Item: int = 0,
        IncludeDocProps: bool = False,
        KeepIRM: bool = True,
        CreateBookmarks: int = 0,
        DocStructureTags: bool = True,
        BitmapMissingFonts: bool = True,
        UseISO19005_1: bool = False,
    ) -> None:
        """Parameters by Word's names, in its order and with its defaults."""
        self._app.answer()
        assert (ExportFormat, OpenAfterExport) == (17, False)
        assert (OptimizeFor, Range, From, To, Item) == (0, 0, 1, 1, 0), "not the whole memo as it prints"
        kept = (IncludeDocProps, CreateBookmarks, DocStructureTags, BitmapMissingFonts, UseISO19005_1)
        self._app.machine.exported.append(kept)
        path = OutputFileName
        with open(path, "wb") as file:
            file.write(PDF.replace(b"{}", self._text.encode()))

    def Close(self, save: int) -> None:
        self._app.answer()
        assert save == 0
        self._app.documents.remove(self)
