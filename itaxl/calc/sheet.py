"""The sheets of a document of Calc as xlwings' sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from itaxl.calc.api import ExcelSheet
from itaxl.calc.areas import area_of
from itaxl.calc.range import Range
from itaxl.calc.unsupported import Offered

if TYPE_CHECKING:
    from itaxl.calc.book import Book


class Sheets(Offered):
    __slots__ = ("book",)

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def _sheets(self) -> Any:
        return self.book.document.Sheets

    def __iter__(self) -> Iterator[Sheet]:
        sheets = self._sheets
        return (Sheet(self.book, sheets.getByIndex(n), n, name) for n, name in enumerate(sheets.ElementNames))

    def __len__(self) -> int:
        return len(self._sheets.ElementNames)

    def __call__(self, key: str | int) -> Sheet:
        for number, sheet in enumerate(self, start=1):
            if key == number or (isinstance(key, str) and key.casefold() == sheet.name.casefold()):
                return sheet
        raise KeyError(key)

    @property
    def active(self) -> Sheet:
        sheet = self.book.document.CurrentController.ActiveSheet
        return Sheet(self.book, sheet, sheet.RangeAddress.Sheet, sheet.Name)

    def add(self, before: Sheet | None, after: Sheet | None, name: str | None) -> Sheet:
        sheets = self._sheets
        at = before.number if before else after.number + 1 if after else sheets.Count
        sheets.insertNewByName(name, at)
        return Sheet(self.book, sheets.getByIndex(at), at, name or "")


class Sheet(Offered):
    """A worksheet; `number` counts from 0 and holds until a sheet is added before this one."""

    __slots__ = ("_name", "book", "number", "sheet")

    def __init__(self, book: Book, sheet: Any, number: int, name: str) -> None:
        self.book, self.sheet, self.number, self._name = book, sheet, number, name

    @property
    def api(self) -> ExcelSheet:
        return ExcelSheet(self)

    @property
    def name(self) -> str:
        return self._name

    @property
    def visible(self) -> bool:
        return bool(self.sheet.IsVisible)

    @visible.setter
    def visible(self, state: bool) -> None:
        self.sheet.IsVisible = bool(state)

    def activate(self) -> None:
        self.book.document.CurrentController.setActiveSheet(self.sheet)

    def range(self, first: Any, last: Any = None) -> Range:
        return Range.of(self, first, last)

    @property
    def used_range(self) -> Range:
        """As in Excel: the cells that hold something, and those that carry a format."""
        cursor = self.sheet.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return Range(self, [area_of(cursor.RangeAddress)])
