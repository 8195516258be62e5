"""Which of Calc's open documents is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itaxl.calc.application import App, front, spreadsheets
from itaxl.calc.book import Book
from itaxl.calc.problems import translated
from itaxl.errors import InputError

if TYPE_CHECKING:
    import xlwings

_OPEN = "โปรดเปิดแบบติดตามใน Calc ให้อยู่ด้านหน้า แล้วลองอีกครั้ง"


def choose(app: xlwings.App, document: str | None) -> xlwings.Book:
    import xlwings

    engine = app.impl.engine
    with translated():
        found = front(engine) if document is None else _named(app.impl, document)
        if found is None:
            raise _undecided(app.impl, document)
        return xlwings.Book(impl=Book(engine, found))


def _named(app: App, document: str) -> Any:
    found = [one for one in spreadsheets(app.engine) if _answers(Book(app.engine, one), document)]
    if len(found) > 1:
        raise InputError(
            f"มีสมุดงานชื่อ {document} เปิดอยู่ใน Calc มากกว่าหนึ่งเล่ม", "โปรดระบุชื่อพร้อมโฟลเดอร์ หรือปิดเล่มที่ไม่ใช้"
        )
    return found[0] if found else None


def _answers(book: Book, document: str) -> bool:
    names = book.document.RuntimeUID, book.document.URL, book.fullname, book.name, str(book.document.Title)
    return document.casefold() in map(str.casefold, names)


def _undecided(app: App, document: str | None) -> InputError:
    names = [Book(app.engine, one).name for one in spreadsheets(app.engine)]
    if not names:
        return InputError("Calc เปิดอยู่ แต่ไม่มีสมุดงานเปิดไว้", _OPEN)
    listed = ", ".join(names)
    if document is not None:
        return InputError(f"ไม่พบสมุดงาน {document} ใน Calc (ที่เปิดอยู่: {listed})", _OPEN)
    return InputError(f"มีสมุดงานเปิดอยู่ใน Calc หลายเล่ม และไม่มีเล่มใดอยู่ด้านหน้า: {listed}", _OPEN)
