"""The running Excel during one command: found, told what goes on, and left as it was."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from itaxl.errors import InputError, MissingError
from itaxl.machine.xlwings_alone import load_xlwings

if TYPE_CHECKING:
    import xlwings

_NO_EXCEL = "โปรดเปิดแบบติดตามใน Excel ให้อยู่ด้านหน้า แล้วลองอีกครั้ง"


def caller() -> xlwings.Book:
    """The workbook whose button was clicked: the only place that asks xlwings for it."""
    load_xlwings()
    import xlwings

    try:
        return xlwings.Book.caller()
    except KeyError:  # xlwings cuts the name it was handed at '='
        app = _calling_app() or xlwings.apps.active
        if app and (name := _handed("wb")) in {book.name for book in app.books}:
            return app.books[name]
        return _in_front(app)  # the book just clicked


def _calling_app() -> xlwings.App | None:
    """The Excel whose macro started this process; another can have come to the front."""
    import xlwings

    engine, window = sys.modules.get("xlwings._xlwindows"), _handed("hwnd")
    return xlwings.App(impl=engine.App(xl=int(window))) if engine and window.isdigit() else None


def _handed(option: str) -> str:
    """What xlwings' macro says of itself: --wb=NAME, --hwnd=NUMBER."""
    start = f"--{option}="
    return next((word.removeprefix(start) for word in sys.argv if word.startswith(start)), "")


def active(app: xlwings.App | None = None) -> xlwings.Book:
    """The workbook in front of the running Excel; MissingError where there is none."""
    load_xlwings()
    import xlwings

    if app is None:
        try:
            app = xlwings.apps.active
        except xlwings.XlwingsError as error:  # this system, or this installation, knows no Excel
            raise MissingError(
                "เครื่องนี้ไม่มี Excel ที่โปรแกรมสั่งงานได้", "โปรดใช้คำสั่ง itaxl check, rollup หรือ memo กับไฟล์แทน"
            ) from error
    return _in_front(app)


def _in_front(app: xlwings.App | None) -> xlwings.Book:
    if app is None:
        raise MissingError("ไม่พบ Excel ที่เปิดอยู่", _NO_EXCEL)
    if not len(app.books):
        raise InputError("Excel เปิดอยู่ แต่ไม่มีสมุดงานเปิดไว้ (หรือเปิดในมุมมองที่ได้รับการป้องกัน)", _NO_EXCEL)
    return app.books.active


@contextmanager
def status_bar(app: xlwings.App) -> Iterator[None]:
    """It is put back as it was, whatever happens in between."""
    before = app.status_bar
    try:
        yield
    finally:
        app.status_bar = before


@contextmanager
def working(app: xlwings.App) -> Iterator[None]:
    """Status bar and screen updating are put back as they were, whatever happens in between."""
    with status_bar(app), still(app):
        yield


@contextmanager
def still(app: xlwings.App) -> Iterator[None]:
    """Nothing is painted anew in between."""
    before = app.screen_updating
    app.screen_updating = False
    try:
        yield
    finally:
        app.screen_updating = before
