"""A tracker as a workbook that people fill in: `parse` reads back the same tracker.

Where things stand and what they say is decided by `core.layout` and `core.compose`; the looks, the
drop-downs, the buttons and the chart are added here.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from itaxl.core import layout, palette
from itaxl.core.model import Office, Tracker
from itaxl.core.sample import DIVISIONS
from itaxl.files.tracker.commands import Way
from itaxl.files.tracker.config import write_config
from itaxl.files.tracker.extra import ExtraSheet, write_extra
from itaxl.files.tracker.guide import write_guide
from itaxl.files.tracker.measures import write_measures
from itaxl.files.tracker.office import write_office
from itaxl.files.tracker.outputs import marks_of, write_findings, write_rollup
from itaxl.files.tracker.package import Macros, finished, shipped_macros
from itaxl.files.tracker.places import FINDINGS_FIRST_ROW, MEASURES_FIRST_ROW
from itaxl.files.tracker.results import Results
from itaxl.files.tracker.styles import Styles, book_options

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

#: The VBA project has a document module of this name for each sheet.
CODE_NAMES = {
    layout.GUIDE_SHEET: "shGuide",
    layout.OFFICE_SHEET: "shOffice",
    layout.MEASURES_SHEET: "shMeasures",
    layout.ROLLUP_SHEET: "shRollup",
    layout.FINDINGS_SHEET: "shFindings",
    layout.CONFIG_SHEET: "shConfig",
}
_TABS = {
    layout.GUIDE_SHEET: palette.MUTED,
    layout.OFFICE_SHEET: palette.ACCENT,
    layout.MEASURES_SHEET: palette.ACCENT,
    layout.ROLLUP_SHEET: palette.IN_PROGRESS.strong,
    layout.FINDINGS_SHEET: palette.IN_PROGRESS.strong,
}
#: Where rows grow with what is typed: the part's name counts sheets from 1.
_GROWING = {
    f"xl/worksheets/sheet{layout.SHEETS.index(name) + 1}.xml": first
    for name, first in (
        (layout.OFFICE_SHEET, layout.OFFICE_FIRST_ROW),
        (layout.MEASURES_SHEET, MEASURES_FIRST_ROW),
        (layout.FINDINGS_SHEET, FINDINGS_FIRST_ROW),
    )
}
#: Pinned, so that the same tracker gives the same bytes.
_CREATED = dt.datetime(2024, 1, 1)


def blank_tracker() -> Tracker:
    """A tracker to start from: the divisions most offices have, and no measure yet."""
    return Tracker(office=Office(divisions=DIVISIONS))


def tracker_bytes(
    tracker: Tracker,
    *,
    macros: bool = True,
    toolbar: bool = False,
    extra: Sequence[ExtraSheet] = (),
    results: Results | None = None,
) -> bytes:
    """The workbook: .xlsm with buttons and ribbon, or .xlsx without them where macros are blocked; with
    `toolbar`, what becomes an .ods and says that Calc's own toolbar has the buttons.

    `extra` sheets for reading stand behind the tracker's own; `results` of a check of this very tracker are
    shown in it.  The same tracker gives the same bytes.
    Raises InputError for a text that no cell can hold.
    """
    way = Way.BUTTONS if macros else Way.TOOLBAR if toolbar else Way.COMMAND_LINE
    return build_workbook(tracker, shipped_macros() if macros else None, extra, results, way)


def build_workbook(
    tracker: Tracker,
    macros: Macros | None,
    extra: Sequence[ExtraSheet] = (),
    results: Results | None = None,
    way: Way = Way.BUTTONS,
) -> bytes:
    """As `tracker_bytes`, with the macro parts given: `workbook/build.py` has just made them."""
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    book = Workbook(out, book_options())
    book.set_properties(
        {"title": "แบบติดตามมาตรการ ITA", "subject": "ITA", "author": "itaxl", "created": _CREATED}
    )
    book.set_size(2400, 1500)
    styles = _sheets(book, tracker, results, way)
    for sheet in extra:
        write_extra(book, styles, sheet)
    if macros:
        macros.bind(book, CODE_NAMES)
    book.close()
    return finished(out.getvalue(), macros, _GROWING)


def _sheets(book: Workbook, tracker: Tracker, results: Results | None, way: Way) -> Styles:
    styles = Styles(book)
    sheets = {name: book.add_worksheet(name) for name in layout.SHEETS}
    for name, colour in _TABS.items():
        sheets[name].set_tab_color("#" + colour)
    write_guide(sheets[layout.GUIDE_SHEET], styles, way)
    write_office(book, sheets[layout.OFFICE_SHEET], styles, tracker, results)
    write_measures(sheets[layout.MEASURES_SHEET], styles, tracker, results, way)
    write_rollup(book, sheets[layout.ROLLUP_SHEET], styles, tracker, results, way)
    write_findings(sheets[layout.FINDINGS_SHEET], styles, results, way)
    write_config(sheets[layout.CONFIG_SHEET], styles, marks_of(tracker, results))
    return styles
