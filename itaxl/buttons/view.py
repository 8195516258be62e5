"""An open workbook, read and judged: what every command begins with, and what it ends with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from itaxl.buttons import results, sentences
from itaxl.buttons.asides import asked
from itaxl.buttons.live import LiveBook, read
from itaxl.buttons.session import working
from itaxl.core import layout
from itaxl.core.assess import judge
from itaxl.core.marks import Marks, marks
from itaxl.core.model import Assessment
from itaxl.core.parse import parse
from itaxl.core.reading import Reading
from itaxl.errors import ExitCode, InputError
from itaxl.links.known import with_known
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    import xlwings

    from itaxl.core.evidence.answer import Answer


#: The command that asks.
MEND = "mend"
#: The command that goes out to the web.
LINKS = "links"


class Outcome(NamedTuple):
    """What to tell the clerk (Thai; '' for nothing), and the exit code that `itaxl run` ends with."""

    text: str
    exit_code: ExitCode = ExitCode.OK


class View(NamedTuple):
    """An open workbook, read and judged; `name` is the command that looks at it."""

    name: str
    live: LiveBook
    reading: Reading
    assessment: Assessment
    marks: Marks
    now: dt.datetime

    @property
    def verdict(self) -> ExitCode:
        return ExitCode.FINDINGS if self.assessment.errors else ExitCode.OK

    def working(self) -> AbstractContextManager[None]:
        return at_work(self.live.book, self.name)


@contextmanager
def at_work(book: xlwings.Book, name: str) -> Iterator[None]:
    """The screen waits, and the status bar says for what."""
    app = book.app
    with working(app):
        app.status_bar = sentences.working_on(name)
        yield


def look(book: xlwings.Book, name: str, now: dt.datetime) -> View:
    """Read and judge the workbook while the screen waits.  Raises InputError for one that is no tracker."""
    with at_work(book, name):
        return looked_at(book, name, now)


def looked_at(
    book: xlwings.Book, name: str, now: dt.datetime, answers: Mapping[str, Answer] | None = None
) -> View:
    """The same, where the screen waits already.  `answers`: what was heard of links just now."""
    live = read(book)
    reading = parse(live.grids)
    if told := asked(live, reading):
        live, reading = told, parse(told.grids)
    assessment = with_known(judge(reading, now.date()), reading, now.date(), answers)
    shown = marks(reading, assessment, live.last_rows)
    if not shown.ours:
        raise InputError(
            f"สมุดงานนี้ไม่ใช่แบบติดตาม: ไม่พบแผ่นงาน {layout.OFFICE_SHEET} และ {layout.MEASURES_SHEET}",
            "โปรดเปิดแบบติดตามไว้ด้านหน้า แล้วลองอีกครั้ง หรือสร้างใหม่ด้วยคำสั่ง itaxl new",
        )
    return View(name, live, reading, assessment, shown, now)


def checked_sheets(view: View) -> list[str]:
    """The sheets that a check writes on."""
    measures = [view.marks.messages.sheet] if view.marks.messages else []
    return [*measures, *named(view, layout.FINDINGS_SHEET)]


def named(view: View, name: str) -> list[str]:
    found = results.result_sheet(view.live, name)
    return [found.grid.sheet] if found else []
