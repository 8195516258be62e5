"""The district officer's workbook, empty: settings, roster, and a sheet for each result."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from itaxl.core import desk, layout, palette
from itaxl.core.district import roster
from itaxl.core.district.onto import FIRST_COLUMN, Look
from itaxl.core.district.table import HEADER_ROW
from itaxl.core.model import Digits
from itaxl.files.desk.guide import write_guide
from itaxl.files.desk.results import ALL_SHEETS, blank_sheets, marks_of, write_results
from itaxl.files.desk.settings import STATE, write_roster, write_settings
from itaxl.files.district.looks import Looks
from itaxl.files.tracker.cells import put
from itaxl.files.tracker.commands import Way
from itaxl.files.tracker.config import write_config
from itaxl.files.tracker.package import Macros, finished
from itaxl.files.tracker.styles import Styles, book_options

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: The VBA project has a document module of this name for each sheet; Excel makes those of sheets added later.
CODE_NAMES = {
    layout.GUIDE_SHEET: "shGuide",
    desk.SETTINGS_SHEET: "shSettings",
    roster.SHEET: "shRoster",
    **{name: f"shResult{number}" for number, name in enumerate(ALL_SHEETS, start=1)},
    layout.CONFIG_SHEET: "shConfig",
}
_TABS = {
    layout.GUIDE_SHEET: palette.MUTED,
    desk.SETTINGS_SHEET: palette.ACCENT,
    roster.SHEET: palette.ACCENT,
}
#: Where rows grow with what is typed: the part's name counts sheets from 1.
_GROWING = {"xl/worksheets/sheet3.xml": HEADER_ROW + 1}
#: Pinned, so that two builds give the same bytes.
_CREATED = dt.datetime(2024, 1, 1)


def desk_bytes(macros: Macros | None = None, *, toolbar: bool = False) -> bytes:
    """The workbook: .xlsm with buttons and ribbon where its macro parts are given, else .xlsx without.

    `toolbar`: what becomes an .ods, and says that Calc's own toolbar has the buttons.
    """
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    book = Workbook(out, book_options())
    book.set_properties(
        {"title": "ติดตามมาตรการ ITA ทั้งอำเภอ", "subject": "ITA", "author": "itaxl", "created": _CREATED}
    )
    book.set_size(2400, 1500)
    _sheets(book, Way.BUTTONS if macros else Way.TOOLBAR if toolbar else Way.COMMAND_LINE)
    if macros:
        macros.bind(book, CODE_NAMES)
    book.close()
    return finished(out.getvalue(), macros, _GROWING)


def _sheets(book: Workbook, way: Way) -> None:
    styles = Styles(book)
    sheets = {name: book.add_worksheet(name) for name in CODE_NAMES}
    for name, colour in _TABS.items():
        sheets[name].set_tab_color("#" + colour)
    write_guide(sheets[layout.GUIDE_SHEET], styles, way)
    write_settings(sheets[desk.SETTINGS_SHEET], styles, macros=way is Way.BUTTONS)
    write_roster(sheets[roster.SHEET], styles)
    write_results(book, sheets, Looks(book, Digits.ARABIC))
    write_config(sheets[layout.CONFIG_SHEET], styles, {})
    _note(sheets[layout.CONFIG_SHEET], styles)


def _note(sheet: Worksheet, styles: Styles) -> None:
    """What we wrote, so that a click knows it for ours: see `itaxl.core.district.onto`."""
    for column, made in enumerate((STATE, *blank_sheets()), start=FIRST_COLUMN):
        for row, text in enumerate((Look.MADE.value + made.name, *marks_of(made)), start=1):
            put(sheet, row, column, text, styles("text"))
