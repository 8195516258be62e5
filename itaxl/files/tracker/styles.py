"""Cell formats of the tracker, composed from named traits and made once each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itaxl.core import palette
from itaxl.core.palette import Swatch

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: The face most offices have; the memo's default too.
FONT = "TH SarabunPSK"
#: Thai digits, Buddhist era: ๓๑ มีนาคม ๒๕๖๗.  The calendar 07 has its top bit set (87): so Excel takes a
#: typed year in that era, too ("input dates according to selected calendar"); else 2567 is one of the other.
DATE_FORMAT = "[$-D87041E]d mmmm yyyy;@"

_LINED = {"border": 1, "border_color": "#" + palette.GRID}
_TRAITS: dict[str, dict[str, Any]] = {
    "title": {
        "bold": True,
        "font_size": 24,
        "font_color": "#" + palette.PAPER,
        "bg_color": "#" + palette.ACCENT,
        "valign": "vcenter",
        "indent": 1,
    },
    "lead": {
        "font_color": "#" + palette.INK,
        "bg_color": "#" + palette.ACCENT_SOFT,
        "valign": "vcenter",
        "indent": 1,
    },
    "section": {
        "bold": True,
        "font_size": 18,
        "font_color": "#" + palette.ACCENT,
        "bottom": 2,
        "bottom_color": "#" + palette.ACCENT,
        "valign": "vcenter",
    },
    "band": {
        "bold": True,
        "font_size": 14,
        "font_color": "#" + palette.PAPER,
        "valign": "vcenter",
        "indent": 1,
    },
    "header": {
        "bold": True,
        "font_color": "#" + palette.PAPER,
        "bg_color": "#" + palette.ACCENT,
        "text_wrap": True,
        "valign": "vcenter",
        "indent": 1,
        **_LINED,
    },
    "second": {"bg_color": "#" + palette.SECOND},
    "accent": {"bg_color": "#" + palette.ACCENT},
    "lined": dict(_LINED),
    "label": {"bg_color": "#" + palette.ACCENT_SOFT, "indent": 1, **_LINED},
    "bold": {"bold": True},
    "wrap": {"text_wrap": True},
    "indented": {"indent": 1},
    "hint": {"font_size": 14, "font_color": "#" + palette.MUTED, "text_wrap": True, "indent": 1},
    "output": {"bg_color": "#" + palette.OUTPUT, "text_wrap": True},
    "total": {
        "bold": True,
        "bg_color": "#" + palette.ACCENT_SOFT,
        "top": 2,
        "top_color": "#" + palette.ACCENT,
    },
    "middle": {"valign": "vcenter"},
    "value": {"valign": "vcenter", "align": "left", "indent": 1},
    "centre": {"align": "center", "indent": 0},
    "left": {"align": "left"},
    "badge": {
        "bold": True,
        "font_size": 20,
        "font_color": "#" + palette.PAPER,
        "bg_color": "#" + palette.ACCENT,
        "align": "center",
        "valign": "vcenter",
    },
    "link": {"bold": True, "font_color": "#" + palette.ACCENT, "underline": 1},
    "target": {"font_color": "#" + palette.ACCENT},
    # Text cells keep what is typed: '- a step' is not taken for a formula, nor '0430' for a number.
    "text": {"num_format": "@"},
    "date": {"num_format": DATE_FORMAT, "align": "left"},
    "score": {"num_format": "0.00", "align": "left"},
    "integer": {"num_format": "0"},
    "percent": {"num_format": "0.0"},
}


def traits_format(trait: str) -> str:
    """The number format of a trait; Excel's usual one where it has none."""
    return str(_TRAITS[trait].get("num_format", "General"))


def book_options() -> dict[str, object]:
    """Settings of a new workbook; made anew for each, for XlsxWriter writes into the one it is given."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        # Column widths count digits of this face: it (or its metric twin) is on every system, Calibri is not.
        "default_format_properties": {"font_name": "Arial", "font_size": 10},
        # 24 points: a line of 16-point Thai with air round it.
        "default_row_height": 32,
    }


class Styles:
    """`styles("lined", "date")` → the format that has both traits; later traits win."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, ...], Format] = {}

    def __call__(self, *traits: str) -> Format:
        if traits not in self._made:
            self._made[traits] = self._make(*(_TRAITS[trait] for trait in traits))
        return self._made[traits]

    def coloured(self, swatch: Swatch | None, *traits: str) -> Format:
        """The format of the traits, with the colour of what a check found in the cell."""
        if swatch is None:
            return self(*traits)
        name = ("coloured", swatch.word, *traits)
        if name not in self._made:
            edge = {"border": 2, "border_color": "#" + swatch.strong} if swatch.framed else _LINED
            look = {"bg_color": "#" + swatch.fill, **edge}
            self._made[name] = self._make(*(_TRAITS[trait] for trait in traits), look)
        return self._made[name]

    def swatch(self, swatch: Swatch) -> Format:
        """The look of a cell that Python has coloured."""
        name = ("swatch", swatch.word)
        if name not in self._made:
            look = {"bg_color": "#" + swatch.fill, "font_color": "#" + swatch.ink, "bold": True, "indent": 1}
            edge = {"border": 2, "border_color": "#" + swatch.strong} if swatch.framed else _LINED
            self._made[name] = self._make(look, edge, _TRAITS["middle"])
        return self._made[name]

    def _make(self, *traits: dict[str, Any]) -> Format:
        properties: dict[str, Any] = {
            "font_name": FONT,
            "font_size": 16,
            "font_color": "#" + palette.INK,
            "valign": "top",
        }
        for trait in traits:
            properties |= trait
        return self._book.add_format(properties)


def banner(sheet: Worksheet, styles: Styles, title: str, lead: str, columns: int) -> None:
    """The title band (row 1) and the line below it (row 2) across a sheet's columns."""
    for row, height, text, trait in ((0, 42, title, "title"), (1, 28, lead, "lead")):
        sheet.set_row(row, height)
        for column in range(columns):
            sheet.write_blank(row, column, None, styles(trait))
        sheet.write_string(row, 0, text, styles(trait))


def page(sheet: Worksheet, *, landscape: bool, header_row: int = 0, one_page: bool = False) -> None:
    """A4, one page wide, the header row repeated, page numbers and the file's name in the footer."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 1 if one_page else 0)
    if header_row:
        sheet.repeat_rows(header_row - 1)
    sheet.set_footer(f'&L&"{FONT},Regular"&12&F · &A&R&"{FONT},Regular"&12หน้า &P / &N')
    sheet.hide_gridlines(2)
