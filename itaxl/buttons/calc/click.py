"""What a click in Calc starts: `python -I -m itaxl.buttons.calc.click NAME PIPE UID [first]`.

Calc does not wait for this process, and nobody sees what it prints: every end is one box in Calc.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from typing import TYPE_CHECKING

from itaxl import calc
from itaxl.buttons import dialog
from itaxl.buttons.calc import run
from itaxl.buttons.calc.district import DISTRICT, run_desk, second_click
from itaxl.buttons.calc.losses import warned
from itaxl.buttons.view import Outcome
from itaxl.catching import ForeignFault, Guard
from itaxl.collector import look_no_more, look_seldom
from itaxl.errors import ExitCode, ItaxlError, OutputError
from itaxl.log import log_path
from itaxl.machine.locks import lock
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    import xlwings

    from itaxl.calc import Extension

_FIRST = "first"


class AtWork(OutputError):
    """Another command has not ended yet."""


class Click(NamedTuple):
    """`document` is its RuntimeUID; `first`: no button was clicked in that document before."""

    name: str
    pipe: str
    document: str
    first: bool = False


def main(words: Sequence[str]) -> None:
    """Never raises and prints nothing.  A bug's traceback goes to the log file that the box names."""
    look_seldom()
    with redirect_stderr(io.StringIO()), redirect_stdout(io.StringIO()):
        name, pipe, document = words[:3]
        click(Click(name, pipe, document, first=_FIRST in words[3:]))


def click(one: Click) -> None:
    """Run the command on the document, and say in one box how it went."""
    extension: Extension | None = None
    text, serious = "", True
    with Guard(_sentence) as guard:
        try:
            extension = _reached(one.pipe)
            book = calc.book_of(calc.attach(one.pipe), one.document)
            outcome = _done(one, book, extension)
            text, serious = outcome.text, outcome.exit_code != ExitCode.OK
            if one.first:
                text = warned(text, book)
        except ItaxlError as problem:
            text = f"{problem.what}\n\n{problem.next_step}"
        except KeyboardInterrupt:
            return
    if guard.error:
        text = guard.told
    if text:
        _tell(extension, text, serious=serious)


def _done(one: Click, book: xlwings.Book, extension: Extension) -> Outcome:
    command = one.name.removeprefix(DISTRICT)
    try:
        with alone(one.pipe):
            if command == one.name:
                return run.run_on(command, book, extension.ask)
            return run_desk(command, book, extension.pick)
    except AtWork:
        if command == one.name:
            raise
        return second_click(book, extension.ask)


def _sentence(bug: Exception) -> str:
    from itaxl.log import bug_sentence

    problem = calc.as_problem(bug)
    return f"{problem.what}\n\n{problem.next_step}" if problem else bug_sentence(bug)


def _reached(pipe: str) -> Extension:
    extension = calc.Extension(calc.connection(pipe))
    extension.answered()
    return extension


def _tell(extension: Extension | None, text: str, *, serious: bool) -> None:
    if extension is not None:
        with ForeignFault(), suppress(ItaxlError):  # Calc has gone meanwhile
            extension.tell(text, serious=serious)
            return
    from itaxl.log import log_bug

    log_bug(RuntimeError(text))
    dialog.show(None, text, serious=serious)


@contextmanager
def alone(pipe: str) -> Iterator[None]:
    """One command at a time in one Calc.  Raises AtWork while another is at work.

    The lock is the system's, so a process that was killed leaves none behind.
    """
    path = log_path().with_name(f"calc-{pipe}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        if not lock(file):
            raise AtWork("กำลังทำงานจากการกดปุ่มครั้งก่อน", "โปรดรอให้เสร็จ แล้วกดอีกครั้งหากยังต้องการ")
        yield


if __name__ == "__main__":
    main(sys.argv[1:])
    look_no_more()
