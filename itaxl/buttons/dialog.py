"""The one dialog that ends a click, in Excel or, where Excel does not answer, from Windows itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from itaxl.catching import ForeignFault

if TYPE_CHECKING:
    import xlwings

TITLE = "แบบติดตามมาตรการ ITA"
_INFORMATION, _WARNING, _ON_TOP = 0x40, 0x30, 0x40000


def show(app: xlwings.App | None, text: str, *, serious: bool = False) -> None:
    """Show the text and wait for OK.  Never raises: what cannot be shown is left unsaid."""
    if app is not None:
        with ForeignFault():
            app.alert(text, title=TITLE, buttons="ok", mode="critical" if serious else "info")
            return
    _from_windows(text, serious=serious)


def ask(app: xlwings.App, text: str) -> bool:
    """Show a question and wait; whether it was agreed to."""
    return bool(app.alert(text, title=TITLE, buttons="yes_no", mode="info") == "yes")


def _from_windows(text: str, *, serious: bool) -> None:
    if sys.platform == "win32":
        import ctypes

        style = (_WARNING if serious else _INFORMATION) | _ON_TOP
        with ForeignFault():
            ctypes.windll.user32.MessageBoxW(0, text, TITLE, style)
