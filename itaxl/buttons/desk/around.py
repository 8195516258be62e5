"""What a command asks of the program that the workbook is open in: Excel here, Calc in `buttons.calc`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from enum import Enum, auto
from typing import TYPE_CHECKING

from itaxl.buttons.desk.stopping import escape_pressed
from itaxl.buttons.excel import COM
from itaxl.errors import MissingError
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    import xlwings

_FOLDER_PICKER, _CHOSEN = 4, -1  # msoFileDialogFolderPicker


class Besides(Enum):
    """What a run does besides memos and sheets."""

    NOTHING = auto()
    LETTERS = auto()
    LINKS = auto()


class Around(NamedTuple):
    """`pick` shows folders, from one on, and gives the chosen one, None for none; `stopped` tells whether the
    person wants no more, `how` how that is said; `step` is around every writing; `app` is it, if known.
    """

    pick: Callable[[str], str | None]
    stopped: Callable[[], bool]
    how: str
    step: Callable[[], AbstractContextManager[object]] = nullcontext
    app: xlwings.App | None = None


def in_excel(book: xlwings.Book) -> Around:
    app = book.app
    return Around(lambda start: _picked(app, start), lambda: escape_pressed(app), "กด Esc เพื่อหยุด", app=app)


def _picked(app: xlwings.App, start: str) -> str | None:
    if not COM:
        raise MissingError("เลือกโฟลเดอร์จาก Excel บน Mac ไม่ได้", "โปรดพิมพ์ที่อยู่ของโฟลเดอร์ในแผ่นงาน ตั้งค่า แทน")
    dialog = app.api.FileDialog(_FOLDER_PICKER)
    dialog.AllowMultiSelect = False
    if start:
        dialog.InitialFileName = start.rstrip("/\\") + ("\\" if sys.platform == "win32" else "/")
    return str(dialog.SelectedItems(1)) if dialog.Show() == _CHOSEN else None
