"""Door 1: the buttons in Excel.  VBA runs `itaxl.buttons.click('validate')`; a click is a fresh Python.

Nothing may reach stderr: Excel would show it as garbage.  So every failure ends in one Thai dialog.
"""

from __future__ import annotations

import io
from contextlib import AbstractContextManager, redirect_stderr, redirect_stdout, suppress
from typing import TYPE_CHECKING

from itaxl.buttons import dialog, session
from itaxl.buttons.commands import COMMANDS, all_, colour, help_, links, memo, mend, rollup, validate
from itaxl.buttons.excel import as_problem
from itaxl.buttons.patience import bounded_patience, busy, is_busy
from itaxl.buttons.view import MEND, Outcome
from itaxl.catching import Guard, foreign_fault_as
from itaxl.collector import look_seldom
from itaxl.errors import ExitCode, ItaxlError, UsageError
from itaxl.machine.imports import only_installed

if TYPE_CHECKING:
    from collections.abc import Callable

    import xlwings

    from itaxl.buttons.mending import Ask

__all__ = [
    "COMMANDS", "Outcome", "all_", "click", "clicked", "colour", "help_", "links", "memo", "mend",
    "on_active", "rollup", "run_on_active", "validate",
]  # fmt: skip


def click(name: str) -> None:
    """Run a command on the tracker whose button was clicked, and say in one dialog how it went.

    Never raises and prints nothing.  A bug's traceback goes to the log file that the dialog names.
    """
    clicked(lambda book: COMMANDS[name](book))


def clicked(command: Callable[[xlwings.Book], Outcome]) -> None:
    """The same for any command."""
    app: xlwings.App | None = None
    only_installed()
    look_seldom()
    with (
        redirect_stderr(io.StringIO()),
        redirect_stdout(io.StringIO()),
        suppress(KeyboardInterrupt),  # the console window, where one is shown, was closed
        Guard(lambda bug: dialog.show(app, _sentence(bug), serious=True)),
    ):
        try:
            with _translated(), bounded_patience():
                book = session.caller()
                app = book.app
                outcome = command(book)
            if outcome.text:
                dialog.show(app, outcome.text, serious=outcome.exit_code != ExitCode.OK)
        except ItaxlError as problem:
            dialog.show(app, f"{problem.what}\n\n{problem.next_step}", serious=True)


def _sentence(bug: Exception) -> str:
    from itaxl.log import bug_sentence

    return bug_sentence(bug)


def run_on_active(name: str, app: xlwings.App | None = None, ask: Ask | None = None) -> Outcome:
    """Run a command on the workbook in front of the running Excel, without macros.

    `ask` puts the question of a command that has one; None: in Excel.
    Returns the sentence to print and the exit code.  Raises ItaxlError (no Excel: MissingError) and
    leaves dialogs to the user's own Excel.
    """
    if name not in COMMANDS:
        raise UsageError(f"ไม่รู้จักคำสั่ง {name}", f"โปรดเลือกจาก {' '.join(COMMANDS)}")
    return on_active(lambda book: mend(book, ask=ask) if name == MEND else COMMANDS[name](book), app)


def on_active(command: Callable[[xlwings.Book], Outcome], app: xlwings.App | None = None) -> Outcome:
    """The same for any command."""
    with _translated(), bounded_patience():
        return command(session.active(app))


def _translated() -> AbstractContextManager[None]:
    """Excel's refusals as problems that the clerk can solve."""
    return foreign_fault_as(lambda error: busy() if is_busy(error) else as_problem(error))
