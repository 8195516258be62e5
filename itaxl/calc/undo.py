"""A command as one step of a document's history, whatever happens in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any

from itaxl.calc.editing import being_edited
from itaxl.calc.problems import as_problem, gone, still_typing, translated
from itaxl.calc.row_heights import heights_fixed, release_heights
from itaxl.catching import ForeignFault, foreign_fault_as
from itaxl.errors import ItaxlError

if TYPE_CHECKING:
    import xlwings

PAUSE = 0.1
#: Seconds for a clerk who just presses Enter, and for another click on the document to finish.
TYPING, WORKING = 5.0, 10.0


@contextmanager
def one_change(book: xlwings.Book, title: str | None, *, kept: bool = True) -> Iterator[None]:
    """`kept`: whether it can be undone; else what came before cannot, either, as after a macro in Excel."""
    document = book.impl.document
    # A document that was closed answers strangely: nothing where there should be sheets.
    with foreign_fault_as(lambda error: as_problem(error) if _is_alive(document) else gone()):
        if not _wait_until(TYPING, lambda: not being_edited(document)):
            raise still_typing()
        _wait_for_others(document)
        with (
            nullcontext()
            if title is None
            else _in_history(document, title)
            if kept
            else _past_history(document)
        ):
            yield


@contextmanager
def _in_history(document: Any, title: str) -> Iterator[None]:
    history = document.UndoManager
    with heights_fixed(document):
        history.enterUndoContext(title)
        try:
            yield
        finally:
            history.leaveUndoContext()


@contextmanager
def _past_history(document: Any) -> Iterator[None]:
    """Of very many changes Calc takes back some and not others: a mixture of two runs is worse than none."""
    history = document.UndoManager
    with heights_fixed(document):
        history.lock()
        try:
            yield
        finally:
            history.unlock()
            history.clear()


def _is_alive(document: Any) -> bool:
    with ForeignFault():
        return document.Sheets is not None
    return False


def _wait_until(seconds: float, happens: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > end:
            return False
        time.sleep(PAUSE)
    return True


def _wait_for_others(document: Any) -> None:
    """Two clicks in quick succession run one after the other.  What a click that was killed left behind
    (it never gives its locks back) is taken away."""
    if _wait_until(WORKING, lambda: not document.hasControllersLocked()):
        return
    while document.hasControllersLocked():
        document.unlockControllers()
    release_heights(document)
    _leave_contexts(document.UndoManager)


def _leave_contexts(history: Any) -> None:
    with suppress(ItaxlError), translated():  # it refuses where there is none left
        for _ in range(100):
            history.leaveUndoContext()
