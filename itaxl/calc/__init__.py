"""LibreOffice Calc behind xlwings' public interface, over UNO: exactly the part that `itaxl.buttons` uses.

Everything else raises `NotOffered`, which is a NotImplementedError and says so in Thai and English.
To run a command on a document, see `itaxl.buttons.calc.run`.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from itaxl.calc.address import PIPE, accept_argument, connection
from itaxl.calc.bridge import load as load_uno
from itaxl.calc.extension import Extension
from itaxl.calc.problems import as_problem

if TYPE_CHECKING:
    import xlwings

__all__ = [
    "PIPE",
    "Extension",
    "accept_argument",
    "as_problem",
    "attach",
    "book_of",
    "connection",
    "load_uno",
    "one_step",
]


def attach(address: str | None = None) -> xlwings.App:
    """The running Calc that listens at `address`, which becomes xlwings' active engine.

    `address`: None for the pipe `PIPE`, a pipe's name, or a UNO connection such as
    'pipe,name=itaxl' or 'socket,host=localhost,port=2002'.  Raises UsageError for any other text, and
    MissingError where this Python has no `uno` (see `itaxl.calc.bridge`) or nothing answers there.
    """
    from itaxl.calc.engine import attach_at

    return attach_at(connection(address))


def book_of(app: xlwings.App, document: str | None = None) -> xlwings.Book:
    """A document of that Calc: by RuntimeUID, URL, path or title; the one in front when None.

    Raises InputError where there is no such spreadsheet, or where none of several is in front.
    """
    from itaxl.calc.documents import choose

    return choose(app, document)


def one_step(book: xlwings.Book, title: str | None, *, kept: bool = True) -> AbstractContextManager[None]:
    """All that is done inside is one step of the document's history of changes; none where `title` is None.

    Not `kept`, the history is empty afterwards: nothing can be undone.

    Waits for a cell that is being edited (then raises MissingError) and for another click on the document.
    Raises OutputError where Calc or the document is closed meanwhile, or Calc refuses something.
    """
    from itaxl.calc.undo import one_change

    return one_change(book, title, kept=kept)
