"""The buttons of the district officer's workbook: a click does a whole folder, and fills the sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itaxl.buttons import Outcome, clicked, on_active
from itaxl.errors import UsageError

if TYPE_CHECKING:
    import xlwings

    from itaxl.buttons.desk.around import Around


def click(name: str) -> None:
    """As `itaxl.buttons.click`."""
    clicked(lambda book: run_on(name, book))


def run_on_active(name: str, app: xlwings.App | None = None) -> Outcome:
    """As `itaxl.buttons.run_on_active`."""
    return on_active(lambda book: run_on(name, book), app)


def run_on(name: str, book: xlwings.Book, around: Around | None = None) -> Outcome:
    """Run a command on an open workbook; `around` is the program that it is open in, None for Excel.

    Raises ItaxlError, UsageError for a name that is none.
    """
    from itaxl.buttons.desk.around import in_excel
    from itaxl.buttons.desk.commands import COMMANDS

    if name not in COMMANDS:
        raise UsageError(f"ไม่รู้จักคำสั่ง {name}", f"โปรดเลือกจาก {' '.join(COMMANDS)}")
    return COMMANDS[name](book, around or in_excel(book))
