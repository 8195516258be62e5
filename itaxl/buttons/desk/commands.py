"""The commands of the district officer's workbook, each on an open book that is handed to it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING

from itaxl.buttons import excel
from itaxl.buttons.commands import help_
from itaxl.buttons.desk import sentences
from itaxl.buttons.desk.around import Around, Besides
from itaxl.buttons.desk.opened import Opened, cell_of, opened
from itaxl.buttons.session import still
from itaxl.buttons.view import Outcome
from itaxl.core import desk
from itaxl.core.district.table import Sheet
from itaxl.errors import ExitCode, InputError, OutputError
from itaxl.files.desk.commands import LABELS

if TYPE_CHECKING:
    import xlwings


def choose(book: xlwings.Book, around: Around) -> Outcome:
    """Ask for the folder of trackers, and write it into the sheet of settings."""
    return Outcome(
        sentences.chosen(folder) if (folder := _chosen(opened(book), around)) else sentences.NOT_CHOSEN
    )


def all_(book: xlwings.Book, around: Around) -> Outcome:
    """Do the whole folder anew, asked for where none is set, and fill the sheets."""
    on = opened(book)
    if not on.settings.folder:
        if not _chosen(on, around):
            return Outcome(sentences.NOT_CHOSEN)
        on = opened(book)
    return _run(on, around, anew=True)


def resume(book: xlwings.Book, around: Around) -> Outcome:
    """The same, where a folder is set: what was done and has not changed is not done again."""
    return _run(opened(book), around)


def letters(book: xlwings.Book, around: Around) -> Outcome:
    """The same, and a letter with a mail to each office that has something to do."""
    return _run(opened(book), around, Besides.LETTERS)


def links(book: xlwings.Book, around: Around) -> Outcome:
    """The same, and every evidence link is opened."""
    return _run(opened(book), around, Besides.LINKS)


def open_(book: xlwings.Book, around: Around) -> Outcome:
    """Show the folder of results."""
    from itaxl.machine.folder_window import show_folder

    out = opened(book).out
    if not out.is_dir():
        raise InputError(f"ยังไม่มีโฟลเดอร์ผลลัพธ์ {out}", f"โปรดกดปุ่ม {LABELS['all']} ก่อน")
    return Outcome("" if show_folder(out) else f"ผลลัพธ์อยู่ที่ {out}")


def guide(book: xlwings.Book, around: Around) -> Outcome:
    return help_(book)


COMMANDS: Mapping[str, Callable[[xlwings.Book, Around], Outcome]] = MappingProxyType(
    {
        "choose": choose,
        "all": all_,
        "resume": resume,
        "letters": letters,
        "links": links,
        "open": open_,
        "help": guide,
    }
)


def _chosen(on: Opened, around: Around) -> str | None:
    """The folder that was chosen, written down; None where none was."""
    where = on.settings_sheet.sheet.range(cell_of(on, "folder"))
    folder = around.pick(_start(on))
    if folder:
        folder = os.path.normpath(folder)  # Calc's own dialog ends it with a stroke
        with around.step():
            where.number_format = "@"
            where.raw_value = folder
    return folder


def _start(on: Opened) -> str:
    """Where looking for a folder begins: at the one that is set, else where the workbook lies."""
    with suppress(OutputError):  # it was never saved, or lies on the web
        places = (on.path(on.settings.folder), on.path("."))
        return next((str(place) for place in places if place.is_dir()), "")
    return ""


def _run(on: Opened, around: Around, besides: Besides = Besides.NOTHING, *, anew: bool = False) -> Outcome:
    """Do the folder, then write what came of it."""
    from itaxl.buttons.desk.filling import fill
    from itaxl.buttons.desk.work import Stopped, done_of

    now, app = dt.datetime.now(), around.app or on.book.app
    before = app.status_bar
    try:
        done = done_of(on, app, around, now, besides, anew=anew)
    except Stopped as stop:
        with around.step(), still(app):
            fill(on, [_state(sentences.stopped_state(stop.done, stop.total, now))], str)
        return Outcome(sentences.stopped(stop.done, stop.total), ExitCode.INTERRUPTED)
    finally:
        app.status_bar = before
    with around.step(), still(app):
        left = fill(on, [*done.sheets, _state(sentences.state(done.summary, now))], done.address_of)
        if front := on.sheet(done.front):
            excel.show(front)
    return Outcome(sentences.finished(done, left), ExitCode(done.summary.exit_code))


def _state(line: str) -> Sheet:
    """The line on the sheet of settings that says what was done last."""
    return Sheet(desk.SETTINGS_SHEET, "", "", line)
