"""A document of Calc as xlwings' book."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itaxl.calc import bridge
from itaxl.calc.api import ExcelBook
from itaxl.calc.areas import address_of
from itaxl.calc.sheet import Sheets
from itaxl.calc.unsupported import Offered
from itaxl.core.grid import Area

if TYPE_CHECKING:
    from itaxl.calc.application import App
    from itaxl.calc.engine import Engine


class Book(Offered):
    """One document.  What is needed often is asked of Calc once."""

    __slots__ = ("_columns", "_kinds", "_styles", "document", "engine")

    def __init__(self, engine: Engine, document: Any) -> None:
        self.engine, self.document = engine, document
        self._kinds: dict[int, int] = {}
        self._styles: dict[str, int] = {}
        self._columns = 0

    @property
    def api(self) -> ExcelBook:
        return ExcelBook(self)

    @property
    def app(self) -> App:
        return self.engine.app(self.document)

    @property
    def fullname(self) -> str:
        """The file's path; the address of a book on the web; the title of one that was never saved."""
        url: str = self.document.URL
        if url.startswith("file:"):
            return str(bridge.load().fileUrlToSystemPath(url))
        return url if "://" in url else str(self.document.Title)

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    def activate(self) -> None:
        self.document.CurrentController.Frame.activate()

    @property
    def columns(self) -> int:
        """How many columns a sheet has: 1,024 before LibreOffice 7.4."""
        if not self._columns:
            self._columns = self.document.Sheets.getByIndex(0).Columns.Count
        return self._columns

    def kind_of(self, style: int) -> int:
        """What a number format is for: bits of com.sun.star.util.NumberFormat."""
        if style not in self._kinds:
            self._kinds[style] = self.document.NumberFormats.getByKey(style).Type
        return self._kinds[style]

    def code_of(self, style: int) -> str:
        """The text of a number format."""
        return str(self.document.NumberFormats.getByKey(style).FormatString)

    def style_of(self, text: str) -> int:
        """The number format of that text as Excel writes it."""
        if text not in self._styles:
            formats = self.document.NumberFormats
            english = bridge.make("com.sun.star.lang.Locale", Language="en", Country="US")
            style = formats.queryKey(text, english, False)
            self._styles[text] = style if style >= 0 else formats.addNew(text, english)
        return self._styles[text]

    def together(self, sheet: int, areas: Sequence[Area]) -> Any:
        """Several areas of a sheet as one UNO object."""
        ranges = self.document.createInstance("com.sun.star.sheet.SheetCellRanges")
        ranges.addRangeAddresses(tuple(address_of(sheet, area) for area in areas), False)
        return ranges
