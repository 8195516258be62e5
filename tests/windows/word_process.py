"""A stand-in Word, as a server of its own process; and as the program that a double click on a memo starts.

    python word_process.py LOG -Embedding        what COM starts for Word.Application
    python word_process.py LOG --open DOCUMENT   what the file type's command starts

Only on Windows.  Each line of LOG is what it did, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

CLASS = "{0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0}"
_PDF = b"""%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Size 4/Root 1 0 R>>
startxref
0
%%EOF
"""


def log(did: str, *what: Any) -> None:
    with open(sys.argv[1], "a", encoding="utf-8") as file:
        file.write(json.dumps([did, *what]) + "\n")


class Document:
    _public_methods_ = ("ExportAsFixedFormat", "Close")

    def __init__(self, name: str) -> None:
        self.name = name

    def ExportAsFixedFormat(self, target: str, kind: int, *how: Any) -> None:
        log("export", self.name, target, kind, how)
        with open(target, "xb") as file:
            file.write(_PDF)

    def Close(self, saving: int = -1) -> None:
        log("close", saving)


class Documents:
    _public_methods_ = ("Open", "Add")

    def Open(self, name: str, *how: Any) -> Any:
        from win32com.server.util import wrap

        log("open", name, os.path.getsize(name), how)
        return wrap(Document(name))

    def Add(self) -> Any:
        from win32com.server.util import wrap

        return wrap(Document(""))


class View:
    """A document's window."""

    _public_methods_ = ()
    _public_attrs_ = ("Hwnd",)

    def __init__(self) -> None:
        import win32gui

        self.Hwnd = win32gui.CreateWindow("STATIC", "OpusApp", 0, 0, 0, 10, 10, 0, 0, 0, None)


class Word:
    _public_methods_ = ("Quit",)
    _public_attrs_ = (
        "Visible", "DisplayAlerts", "AutomationSecurity", "Documents", "ActiveWindow", "Version",
    )  # fmt: skip
    Visible, DisplayAlerts, AutomationSecurity, Version = False, -1, 1, "16.0"

    def __init__(self) -> None:
        from win32com.server.util import wrap

        self.Documents, self.ActiveWindow = wrap(Documents()), wrap(View())

    def Quit(self, saving: int = -1) -> None:
        import win32api
        import win32con

        log("quit", self.DisplayAlerts, self.AutomationSecurity)
        win32api.PostThreadMessage(win32api.GetCurrentThreadId(), win32con.WM_QUIT, 0, 0)


def serve() -> None:
    import pythoncom  # the main thread's apartment takes calls one after another
    import win32api
    from win32com.server import factory

    log("start")
    registered = factory.RegisterClassFactories([CLASS])
    pythoncom.EnableQuitMessage(win32api.GetCurrentThreadId())
    pythoncom.CoResumeClassObjects()
    pythoncom.PumpMessages()
    factory.RevokeClassFactories(registered)
    log("end")


if __name__ == "__main__":
    if sys.argv[2] == "--open":
        log("double click", sys.argv[3])
    else:
        serve()
