"""ตรวจลิงก์หลักฐาน: the command that goes out to the web, and waits for it outside of any step of history."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING

from itaxl.buttons import excel, results, sentences
from itaxl.buttons.session import status_bar
from itaxl.buttons.view import LINKS, Outcome, View, at_work, checked_sheets, look, looked_at
from itaxl.core.evidence.answer import OPENED
from itaxl.core.evidence.findings import answer_of
from itaxl.core.evidence.links import asked_of, links_of
from itaxl.errors import ExitCode
from itaxl.links.kept import Kept
from itaxl.links.round import ask_about

if TYPE_CHECKING:
    import xlwings

    from itaxl.buttons.mending import Around

#: Seconds between two words in the status bar: each is a call into another program.
_PAUSE = 0.5


def links(book: xlwings.Book, now: dt.datetime | None = None, around: Around | None = None) -> Outcome:
    """Ask every evidence link, then bring findings and rows up to date as a check does.

    The workbook is read before and after: people may type while the web is slow.  Raises ItaxlError.
    """
    now = now or dt.datetime.now()
    around = around or (lambda writes: nullcontext())
    with around(False):
        asked = links_of(look(book, LINKS, now).reading)
    if not asked:
        return Outcome(sentences.NO_LINKS)
    with status_bar(book.app):
        kept = ask_about(asked_of(asked), now.date(), told=_progress(book.app))
    with around(True), at_work(book, LINKS):
        view = looked_at(book, LINKS, now, kept.answers)
        excel.refuse_protected(view.live.sheets[name].sheet for name in checked_sheets(view))
        results.write_findings(view.live, view.marks, sentences.checked_state(view.assessment, now))
        results.write_messages(view.live, view.marks)
        return _told(view, kept)


def _told(view: View, kept: Kept) -> Outcome:
    answers = [answer_of(link, kept.answers, view.now.date()) for link in links_of(view.reading)]
    opened = sum(answer is not None and answer.state in OPENED for answer in answers)
    closed = sum(answer is not None and answer.is_closed for answer in answers)
    code = ExitCode.FINDINGS if closed else ExitCode.OK
    return Outcome(sentences.links_checked(len(answers), opened, closed), code)


def _progress(app: xlwings.App) -> Callable[[int, int], None]:
    last = -_PAUSE

    def told(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _PAUSE:
            last = time.monotonic()
            app.status_bar = sentences.asking(done, total)

    return told
