"""Writes one sheet of the district workbook: looks, numbers in the digits asked for, harmless text, links."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from itaxl.core import palette
from itaxl.core.grid import Value
from itaxl.core.model import Digits
from itaxl.core.palette import Swatch
from itaxl.core.thai.letters import NOT_XML, EachLetter
from itaxl.core.thai.text import clean, localise
from itaxl.files.tracker.cells import put
from itaxl.files.tracker.styles import Styles, banner, page

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: A text from a workbook stands in a cell no longer than this.
_LONGEST = 300
#: Excel's limit is 2,079; longer ones do not open.
_LONGEST_LINK = 2000
_LOWEST_ROW = 26.0
#: No control characters, and no half characters (an undecodable file name): no link can hold them.
_FIT = re.compile(f"[^\t\n\r\x7f{NOT_XML}]+")
STATE_ROW, HEADER_ROW = 3, 4
FIRST_ROW = HEADER_ROW + 1


class Number(Enum):
    """How a number is shown."""

    COUNT = "#,##0"
    PLAIN = "0"
    PERCENT = "0.0"
    SCORE = "0.00"
    #: Nothing for a zero: it says nothing in a chart.
    LABEL = "#,##0;;"
    DATE = "d mmm yyyy;@"

    def pattern(self, digits: Digits) -> str:
        """The number format; its locale brings Thai digits and the era, in Excel and in LibreOffice."""
        thai = digits is Digits.THAI
        if self is Number.DATE:
            return ("[$-D07041E]" if thai else "[$-107041E]") + str(self.value)
        return ("[$-D00041E]" if thai else "") + str(self.value)


class Column(NamedTuple):
    """`width` in characters."""

    header: str
    width: int


class Looks:
    """Formats made once each."""

    def __init__(self, book: Workbook, digits: Digits) -> None:
        self._book, self._plain, self._made = book, Styles(book), dict[object, "Format"]()
        self.digits = digits
        self.styles = self._plain

    def number(self, number: Number, *traits: str) -> Format:
        name = (number, traits)
        if name not in self._made:
            self._made[name] = self._own(*traits)
            self._made[name].set_num_format(number.pattern(self.digits))
        return self._made[name]

    def swatch(self, swatch: Swatch, number: Number = Number.COUNT) -> Format:
        """The legend's colour, thinly framed: in a table of hundreds a thick frame would shout."""
        name = (swatch.word, number)
        if name not in self._made:
            look = self._own("lined", "middle", "centre", "wrap", "bold")
            look.set_bg_color("#" + swatch.fill)
            look.set_font_color("#" + swatch.ink)
            look.set_num_format(number.pattern(self.digits))
            self._made[name] = look
        return self._made[name]

    def card(self, swatch: Swatch | None, number: Number | None) -> Format:
        """The big figure of a card, or (without a number) the line that says what it counts."""
        name = ("card", swatch and swatch.word, number)
        if name not in self._made:
            look = self._own("middle", "centre", *(("bold",) if number else ()))
            look.set_bg_color("#" + (swatch.fill if swatch else palette.ACCENT_SOFT))
            look.set_font_color("#" + (swatch.ink if swatch else palette.ACCENT if number else palette.INK))
            look.set_font_size(40 if number else 18)
            look.set_left(5)
            look.set_right(5)
            look.set_left_color("#" + palette.PAPER)
            look.set_right_color("#" + palette.PAPER)
            if number:
                look.set_num_format(number.pattern(self.digits))
            self._made[name] = look
        return self._made[name]

    def _own(self, *traits: str) -> Format:
        """Not shared with `styles`, so that it can be changed."""
        return Styles(self._book)(*traits)


class Pen:
    """One sheet; rows and columns are 1-based."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self.sheet, self.looks, self.digits = sheet, looks, looks.digits

    def head(self, title: str, lead: str, columns: Sequence[Column]) -> None:
        """Title band, lead, column widths."""
        for at, column in enumerate(columns):
            self.sheet.set_column(at, at, column.width)
        banner(self.sheet, self.looks.styles, self.said(title), self.said(lead), len(columns))

    def table(self, name: str, columns: Sequence[Column], rows: int, frozen: int = 0) -> None:
        """A table with filters below the header row; print set-up and frozen header with it."""
        look = self.looks.styles
        headers = [
            {
                "header": column.header,
                "header_format": look("header", "left" if at == frozen - 1 else "centre"),
            }
            for at, column in enumerate(columns)
        ]
        last = HEADER_ROW + max(rows, 1) - 1
        self.sheet.set_row(HEADER_ROW - 1, 50)
        options = {"name": name, "style": None, "columns": headers}
        self.sheet.add_table(HEADER_ROW - 1, 0, last, len(columns) - 1, options)
        self.sheet.freeze_panes(HEADER_ROW, frozen)
        page(self.sheet, landscape=True, header_row=HEADER_ROW)

    def state(self, sentence: str) -> None:
        """The line above the table."""
        self.sheet.set_row(STATE_ROW - 1, 30)
        put(self.sheet, STATE_ROW, 1, self.said(sentence), self.looks.styles("bold", "value"))

    def text(self, row: int, column: int, text: str, *traits: str) -> None:
        """A text from a workbook, as text."""
        put(self.sheet, row, column, harmless(text) or None, self.looks.styles("lined", "middle", *traits))

    def number(self, row: int, column: int, value: Value, number: Number, *traits: str) -> None:
        put(self.sheet, row, column, value, self.looks.number(number, "lined", "middle", "centre", *traits))

    def flagged(self, row: int, column: int, count: int, swatch: Swatch, *traits: str) -> None:
        """A count that is coloured unless it is 0."""
        if count:
            put(self.sheet, row, column, float(count), self.looks.swatch(swatch))
        else:
            self.number(row, column, 0.0, Number.COUNT, *traits)

    def date(self, row: int, column: int, day: dt.date) -> None:
        self.number(row, column, day, Number.DATE)

    def link(self, row: int, column: int, path: str, word: str) -> None:
        """A link to a file of ours, by its path from the workbook's folder; '–' where there is none."""
        target = link_target(path)
        if not target:
            self.text(row, column, "–", "centre")
            return
        look = self.looks.styles("lined", "middle", "link", "centre")
        # XlsxWriter takes the ./ off again; without it a path of one letter raises an IndexError
        self.sheet.write_url(row - 1, column - 1, "external:./" + target, look, word)

    def height(self, row: int, points: float | None) -> None:
        self.sheet.set_row(row - 1, max(points or 0, _LOWEST_ROW))

    def said(self, sentence: str) -> str:
        """A sentence of our own, in the digits asked for."""
        return localise(sentence, self.digits)


def harmless(text: str) -> str:
    """One line without control characters, of a length that can be shown."""
    line = " ".join(clean(text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def link_target(path: str) -> str:
    """The path as Excel keeps it: letters as they are, the rest quoted; '' for one that leaves the folder."""
    parts = path.replace("\\", "/").split("/")
    if not path or ".." in parts or not parts[0] or not _FIT.fullmatch(path):
        return ""
    target = "/".join(part.translate(_QUOTED) for part in parts)
    return target if len(target) <= _LONGEST_LINK else ""


_QUOTED = EachLetter(lambda c: c if unicodedata.category(c)[0] in "LM" else quote(c, safe=""))
