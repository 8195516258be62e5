"""A district as a workbook: who is where, what is overdue by whom, what is to be mended."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from itaxl.core import palette
from itaxl.core.model import Digits
from itaxl.core.thai.dates import format_date
from itaxl.files.district import divisions as divisions_sheet
from itaxl.files.district import offices as offices_sheet
from itaxl.files.district import overview, todo
from itaxl.files.district.line import OfficeLine, OverdueMeasure, failed_line, office_line
from itaxl.files.district.pen import Looks, Pen
from itaxl.files.district.sums import by_division, late_measures, sums, to_mend
from itaxl.files.mark import CORE, DISTRICT, marked
from itaxl.files.tracker.package import with_thai_chart
from itaxl.files.tracker.styles import book_options
from itaxl.zip_writer import repacked

__all__ = ["OfficeLine", "OverdueMeasure", "district_bytes", "failed_line", "office_line"]

_TABS = {
    overview.SHEET: palette.ACCENT,
    offices_sheet.SHEET: palette.ACCENT,
    divisions_sheet.SHEET: palette.ACCENT,
    todo.OVERDUE_SHEET: palette.OVERDUE.strong,
    todo.MENDING_SHEET: palette.ERROR.strong,
}


def district_bytes(offices: Sequence[OfficeLine], made_on: dt.date, digits: Digits = Digits.ARABIC) -> bytes:
    """The .xlsx, in the order of `offices`.  The same lines, day and digits give the same bytes.

    Links are relative to the folder in which the workbook will stand.
    """
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    book = Workbook(out, book_options())
    midnight = dt.datetime.combine(made_on, dt.time())
    book.set_properties(
        {"title": "สรุปผลรายอำเภอ ITA", "subject": "ITA", "author": "itaxl", "created": midnight}
    )
    book.set_size(2400, 1500)
    looks = Looks(book, digits)
    pens = {name: Pen(book.add_worksheet(name), looks) for name in _TABS}
    for name, colour in _TABS.items():
        pens[name].sheet.set_tab_color("#" + colour)
    figures = sums(offices)
    made = format_date(made_on, digits=digits)
    read = figures.offices - figures.unread
    overview.write_overview(book, pens[overview.SHEET], offices, figures, made)
    offices_sheet.write_offices(pens[offices_sheet.SHEET], offices)
    divisions = pens[divisions_sheet.SHEET]
    divisions_sheet.write_divisions(book, divisions, by_division(offices), figures.total, read)
    todo.write_overdue(pens[todo.OVERDUE_SHEET], late_measures(offices))
    todo.write_mending(pens[todo.MENDING_SHEET], to_mend(offices))
    book.close()
    return repacked(out.getvalue(), _mended)


def _mended(name: str, content: bytes) -> bytes:
    """With the mark; charts get their Thai face, links '/': XlsxWriter writes '\\', for Windows only."""
    if name.startswith("xl/worksheets/_rels/"):
        return content.replace(b"\\", b"/")
    if name == CORE:
        return marked(content, DISTRICT) or content
    return with_thai_chart(name, content)
