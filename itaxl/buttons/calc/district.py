"""The district officer's workbook in LibreOffice Calc, where a second click can end what the first began."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from itaxl import calc
from itaxl.buttons.calc.losses import warned
from itaxl.buttons.calc.run import excel_runs, step, usual_calc
from itaxl.buttons.desk import run_on, run_on_active
from itaxl.buttons.view import Outcome
from itaxl.catching import foreign_fault_as
from itaxl.errors import MissingError
from itaxl.files.desk.commands import LABELS

if TYPE_CHECKING:
    import xlwings

    from itaxl.buttons.mending import Ask

#: What the extension puts before the names of these commands.
DISTRICT = "district."
_STOP = "กำลังทำทั้งอำเภออยู่ ต้องการหยุดหรือไม่\n\nผลที่ได้แล้วไม่หาย และทำต่อได้ภายหลัง"
_STOPPING = "จะหยุดเมื่อไฟล์ที่กำลังทำอยู่เสร็จ"
_NO_EXTENSION = (
    "Calc นี้ไม่มีส่วนขยายของโปรแกรม จึงเลือกโฟลเดอร์ให้ไม่ได้",
    "พิมพ์ที่อยู่ของโฟลเดอร์ในแผ่นงาน ตั้งค่า แทน หรือใช้คำสั่ง itaxl install --calc",
)
_AGAIN = "กดปุ่มอีกครั้งเพื่อหยุด"
_GOES_ON = "ทำงานต่อไปตามเดิม"


def run(name: str, address: str | None = None) -> Outcome:
    """As `itaxl.buttons.calc.run.run`."""
    return _told(name, calc.attach(address), address)


def run_anywhere(name: str) -> Outcome:
    """As `itaxl.buttons.calc.run.run_anywhere`."""
    return run_on_active(name) if excel_runs() else _told(name, usual_calc(), None)


def _told(name: str, app: xlwings.App, address: str | None) -> Outcome:
    book = calc.book_of(app)
    outcome = run_desk(name, book, lambda start: _extension(address).pick(start))
    return outcome._replace(text=warned(outcome.text, book))


def _extension(address: str | None) -> calc.Extension:
    with foreign_fault_as(lambda _: MissingError(*_NO_EXTENSION)):  # what UNO raises where it is absent
        return calc.Extension(calc.connection(address))


def run_desk(name: str, book: xlwings.Book, pick: Callable[[str], str | None]) -> Outcome:
    """Run a command on a book of Calc; only its end writes, which cannot be undone."""
    from itaxl.buttons.desk.around import Around

    around = Around(pick, lambda: False, _AGAIN, partial(step, book, LABELS.get(name, ""), True, kept=False))
    return run_on(name, book, around)


def second_click(book: xlwings.Book, ask: Ask) -> Outcome:
    """While a command is at work: whether it is to stop."""
    from itaxl.buttons.desk.opened import opened
    from itaxl.buttons.desk.stopping import ask_to_stop

    if not ask(_STOP):
        return Outcome(_GOES_ON)
    ask_to_stop(opened(book).out)
    return Outcome(_STOPPING)
