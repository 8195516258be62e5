"""A Word of our own: apart from the one in which the user may be writing."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from itaxl.catching import ForeignFault, foreign_fault_as, undone_on_failure

_NO_ALERTS = 0
_NO_MACROS = 3
_NO_SAVING = 0
_AS_PDF = 17
#: What `ExportAsFixedFormat` takes after the kind: not opened, for print, the whole document (from and to
#: do not count), its content; properties, rights, bookmarks of the headings, tags, missing fonts as pictures,
#: PDF/A.  By place: COM knows names only where Word's type library is at hand.
_HOW = (False, 0, 0, 1, 1, 0, True, True, 1, True, True, True)


class WordHung(Exception):
    """Word took too long, and was killed."""


class WordApp:
    """One invisible Word.  Raises what COM raises; its types come with pywin32, imported when needed."""

    def __init__(self) -> None:
        """Raises pywintypes.com_error when Word does not start."""
        import pythoncom  # type: ignore[import-untyped,unused-ignore]
        import win32com.client  # type: ignore[import-untyped,unused-ignore]

        pythoncom.CoInitialize()
        # DispatchEx starts a new Word, where Dispatch would take over the user's
        self._app: Any = win32com.client.DispatchEx("Word.Application")
        self._process: int | None = None
        with undone_on_failure(self.end):
            self._app.Visible = False
            self._app.DisplayAlerts = _NO_ALERTS
            self._app.AutomationSecurity = _NO_MACROS
            self._process = self._process_id()

    def export(self, docx: Path, pdf: Path, seconds: float) -> None:
        """Raises WordHung, and pywintypes.com_error for anything that Word does not like."""
        with self._limited(seconds):
            document = self._app.Documents.Open(str(docx), False, True, False)  # read-only, not in Recent
            try:
                document.ExportAsFixedFormat(str(pdf), _AS_PDF, *_HOW)
            finally:
                document.Close(_NO_SAVING)

    def is_alive(self) -> bool:
        with ForeignFault():  # com_error, or AttributeError: pywin32 finds nobody behind the name
            return bool(self._app.Version)
        return False

    def end(self) -> None:
        """Quits it; kills it where it does not answer."""
        with ForeignFault() as fault:
            self._app.Quit(_NO_SAVING)
        if fault.error:
            self._kill()

    def _process_id(self) -> int:
        """Only a document's window tells: an empty one is opened for it and closed again."""
        import win32process  # type: ignore[import-untyped,unused-ignore]

        empty = self._app.Documents.Add()
        try:
            return int(win32process.GetWindowThreadProcessId(self._app.ActiveWindow.Hwnd)[1])
        finally:
            empty.Close(_NO_SAVING)

    @contextmanager
    def _limited(self, seconds: float) -> Iterator[None]:
        """A call into Word cannot be broken off; but it returns with an error when Word is gone."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            with foreign_fault_as(lambda _: WordHung() if late.is_set() else None):
                yield
        finally:
            timer.cancel()

    def _kill(self) -> None:
        if self._process is not None:
            with suppress(OSError):
                os.kill(self._process, signal.SIGTERM)  # which on Windows ends a process at once
