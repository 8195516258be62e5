"""The buttons in LibreOffice Calc: the same commands on a document of a running Calc."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from itaxl import calc
from itaxl.buttons import run_on_active
from itaxl.buttons.calc.losses import warned
from itaxl.buttons.commands import COMMANDS, links, mend
from itaxl.buttons.view import LINKS, MEND, Outcome
from itaxl.catching import ForeignFault
from itaxl.errors import MissingError, OutputError, UsageError
from itaxl.files.tracker.commands import COMMANDS as LABELLED
from itaxl.machine.xlwings_alone import load_xlwings

if TYPE_CHECKING:
    import xlwings

    from itaxl.buttons.mending import Ask

#: Commands that write nothing into the workbook.
_READING = ("memo", "help")


def run(
    name: str, address: str | None = None, document: str | None = None, ask: Ask | None = None
) -> Outcome:
    """Run a command on a document of the Calc that listens at `address`.

    `address` and `document` as in `itaxl.calc.attach` and `itaxl.calc.book_of`.  One command is one step
    of the document's history.  `ask` puts the question of a command that has one; None: no question is put.
    Returns the sentence to print and the exit code.  Raises ItaxlError.
    """
    if name not in COMMANDS:
        raise UsageError(f"ไม่รู้จักคำสั่ง {name}", f"โปรดเลือกจาก {' '.join(COMMANDS)}")
    return _warned(name, calc.book_of(calc.attach(address), document), ask)


def run_anywhere(name: str, ask: Ask | None = None) -> Outcome:
    """Run a command in Excel where one runs, else in the Calc that listens on the usual pipe."""
    if excel_runs():
        return run_on_active(name, ask=ask)
    return _warned(name, calc.book_of(usual_calc()), ask)


def usual_calc() -> xlwings.App:
    """The Calc that listens on the usual pipe.  Raises MissingError where there is none."""
    try:
        return calc.attach()
    except MissingError as problem:
        raise MissingError(
            "ไม่พบ Excel ที่เปิดอยู่ และไม่พบ Calc ที่รับคำสั่งได้",
            "โปรดเปิดแบบติดตามใน Excel หรือใน LibreOffice Calc (ครั้งแรกตั้งค่าด้วยคำสั่ง itaxl install --calc) "
            "แล้วลองอีกครั้ง หรือใช้คำสั่ง itaxl check, rollup หรือ memo กับไฟล์แทน",
        ) from problem


def excel_runs() -> bool:
    load_xlwings()
    import xlwings

    with ForeignFault():
        try:
            return xlwings.apps.active is not None
        except xlwings.XlwingsError:  # this system, or this installation, knows no Excel
            return False
    return True  # there is one, and it is busy


def _warned(name: str, book: xlwings.Book, ask: Ask | None) -> Outcome:
    outcome = run_on(name, book, ask)
    return outcome._replace(text=warned(outcome.text, book))


def run_on(name: str, book: xlwings.Book, ask: Ask | None = None) -> Outcome:
    """The same on a book of Calc that was already found."""
    around = partial(step, book, next(command.label for command in LABELLED if command.name == name))
    if name == MEND:  # its question stands outside of the step
        return mend(book, ask=ask or (lambda _: True), around=around)
    if name == LINKS:  # and so does the wait for the web
        return links(book, around=around)
    with around(name not in _READING):
        return COMMANDS[name](book)


@contextmanager
def step(book: xlwings.Book, label: str, writes: bool, *, kept: bool = True) -> Iterator[None]:
    """What is done inside is one step of the document's history, by this name, where it `writes`."""
    with calc.one_step(book, f"ITA: {label}" if writes else None, kept=kept):
        if writes and book.impl.document.isReadonly():
            raise OutputError(
                f"สมุดงาน {book.name} เปิดแบบอ่านอย่างเดียว จึงเขียนผลลงไปไม่ได้",
                "โปรดปิดแล้วเปิดใหม่ให้แก้ไขได้ หรือบันทึกเป็นไฟล์ใหม่ แล้วลองอีกครั้งจากไฟล์นั้น",
            )
        yield
