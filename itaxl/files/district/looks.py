"""The formats of the district workbook, made once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itaxl.core import palette
from itaxl.core.district.placed import format_of
from itaxl.core.district.shown import pattern
from itaxl.core.district.table import Kind
from itaxl.core.model import Digits
from itaxl.core.palette import Swatch
from itaxl.files.tracker.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook


class Looks:
    """`digits` are those that numbers are shown in."""

    def __init__(self, book: Workbook, digits: Digits) -> None:
        self._book, self._made = book, dict[object, "Format"]()
        self.digits = digits
        self.styles = Styles(book)

    def of(self, kind: Kind, *traits: str) -> Format:
        """A cell of a table."""
        name = (kind, traits)
        if name not in self._made:
            placed = ("value", "wrap") if kind is Kind.TEXT else ("centre", "wrap")
            look = self._made[name] = self._own("lined", "middle", *placed, *traits)
            if kind not in (Kind.TEXT, Kind.WORD):
                look.set_num_format(pattern(kind, self.digits))
        return self._made[name]

    def bare(self, kind: Kind, *, wrap: bool = True) -> Format:
        """A cell where a line is still to come: as one of a table, without lines around it."""
        placed = ("value",) if kind is Kind.TEXT else ("centre",)
        name = ("bare", kind, wrap)
        if name not in self._made:
            look = self._made[name] = self._own("middle", *placed, *(("wrap",) if wrap else ()))
            look.set_num_format(format_of(kind, self.digits))
        return self._made[name]

    def by_value(self, fill: str = "", ink: str = "", *, bold: bool = False, lined: bool = True) -> Format:
        """What a conditional format lays over a cell, lines too: Calc applies only the first that fits."""
        name = ("by value", fill, ink, bold, lined)
        if name not in self._made:
            lines = {"border": 1, "border_color": "#" + palette.GRID} if lined else {}
            look = self._made[name] = self._book.add_format(lines)
            if fill:
                look.set_bg_color("#" + fill)
            if ink:
                look.set_font_color("#" + ink)
            if bold:
                look.set_bold()
        return self._made[name]

    def swatch(self, swatch: Swatch, kind: Kind) -> Format:
        """The legend's colour, thinly framed: in a table of hundreds a thick frame would shout."""
        name = (swatch.word, kind)
        if name not in self._made:
            look = self._own("lined", "middle", "centre", "wrap", "bold")
            look.set_bg_color("#" + swatch.fill)
            look.set_font_color("#" + swatch.ink)
            look.set_num_format(pattern(kind if kind in _NUMBERS else Kind.COUNT, self.digits))
            self._made[name] = look
        return self._made[name]

    def card(self, swatch: Swatch | None, kind: Kind | None) -> Format:
        """The big figure of a card, or (without a kind) the line that says what it counts."""
        name = ("card", swatch and swatch.word, kind)
        if name not in self._made:
            look = self._own("middle", "centre", *(("bold",) if kind else ()))
            look.set_bg_color("#" + (swatch.fill if swatch else palette.ACCENT_SOFT))
            look.set_font_color("#" + (swatch.ink if swatch else palette.ACCENT if kind else palette.INK))
            look.set_font_size(40 if kind else 18)
            look.set_left(5)
            look.set_right(5)
            look.set_left_color("#" + palette.PAPER)
            look.set_right_color("#" + palette.PAPER)
            if kind:
                look.set_num_format(pattern(kind, self.digits))
            self._made[name] = look
        return self._made[name]

    def _own(self, *traits: str) -> Format:
        """Not shared with `styles`, so that it can be changed."""
        return Styles(self._book)(*traits)


_NUMBERS = frozenset({Kind.COUNT, Kind.PLAIN, Kind.PERCENT, Kind.SCORE, Kind.DATE})
