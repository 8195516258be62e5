"""Calc during a command: its documents, its status bar, its windows' locks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from itaxl.calc.book import Book
from itaxl.calc.unsupported import Offered

if TYPE_CHECKING:
    from itaxl.calc.engine import Engine

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"


class App(Offered):
    """xlwings' app: Calc as it is in front, or (from a book's `app`) as it stands around that book."""

    __slots__ = ("_document", "_indicator", "_locked", "_status", "engine")
    pid = 0  # there is one Calc at a connection

    def __init__(self, engine: Engine, document: Any = None) -> None:
        self.engine, self._document = engine, document
        self._status: str | bool = False
        self._indicator: Any = None
        self._locked = 0

    @property
    def api(self) -> Any:
        return self.engine.desktop

    @property
    def books(self) -> Books:
        return Books(self.engine)

    @property
    def document(self) -> Any:
        """The book's document, else the one in front; None when there is none."""
        return self._document if self._document is not None else front(self.engine)

    def activate(self, steal_focus: bool = False) -> None:
        """Calc is where the click came from; the focus stays where the user has it."""

    @property
    def status_bar(self) -> str | bool:
        return self._status

    @status_bar.setter
    def status_bar(self, line: str | bool) -> None:
        if self._indicator is None and line:
            self._indicator = self._start_indicator()
        if self._indicator is not None:
            if line:
                self._indicator.start(str(line), 1)
            else:
                self._indicator.end()
                self._indicator = None
        self._status = line

    def _start_indicator(self) -> Any:
        controller = self.document.CurrentController
        return controller.Frame.createStatusIndicator() if controller else None

    @property
    def screen_updating(self) -> bool:
        return not self.document.hasControllersLocked()

    @screen_updating.setter
    def screen_updating(self, state: bool) -> None:
        """Off is a lock on the document's windows; on gives back only the locks that this app took."""
        document = self.document
        if not state:
            document.lockControllers()
            self._locked += 1
        while state and self._locked:
            document.unlockControllers()
            self._locked -= 1


class Books(Offered):
    __slots__ = ("engine",)

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def __iter__(self) -> Iterator[Book]:
        return (Book(self.engine, document) for document in spreadsheets(self.engine))

    def __len__(self) -> int:
        return len(spreadsheets(self.engine))

    def __call__(self, key: str | int) -> Book:
        books = list(self)
        if isinstance(key, int):
            return books[key - 1]
        for book in books:
            if key.casefold() in (book.name.casefold(), book.fullname.casefold()):
                return book
        raise KeyError(key)

    @property
    def active(self) -> Book:
        document = front(self.engine)
        if document is None:
            raise LookupError("no spreadsheet is open in Calc")
        return Book(self.engine, document)


def spreadsheets(engine: Engine) -> list[Any]:
    """The documents of Calc; LibreOffice may have texts and drawings open besides."""
    return [one for one in engine.desktop.Components if _is_spreadsheet(one)]


def front(engine: Engine) -> Any:
    """The document in front; the only one when something else is in front; otherwise None."""
    current = engine.desktop.CurrentComponent
    if current is not None and _is_spreadsheet(current):
        return current
    documents = spreadsheets(engine)
    return documents[0] if len(documents) == 1 else None


def _is_spreadsheet(component: Any) -> bool:
    services = getattr(component, "supportsService", None)  # the Basic editor is a component without services
    return bool(services and services(_SPREADSHEET))
