"""A district as a workbook: who is where, what is overdue by whom, what is to be mended."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from functools import partial

from itaxl.core.district.desk import Desk
from itaxl.core.district.sheets.all_sheets import sheets_of
from itaxl.core.district.table import Sheet
from itaxl.core.model import Digits
from itaxl.files.district.looks import Looks
from itaxl.files.district.writer import write_sheet
from itaxl.files.mark import CORE, DISTRICT, marked
from itaxl.files.tracker.package import with_thai_chart
from itaxl.files.tracker.styles import book_options
from itaxl.zip_writer import repacked


def district_bytes(desk: Desk, digits: Digits = Digits.ARABIC) -> bytes:
    """The .xlsx.  The same desk and digits give the same bytes.

    Links are relative to the folder in which the workbook will stand.
    """
    makers = {name: partial(make, desk) for name, make in sheets_of(desk).items()}
    return sheets_bytes(makers, desk.terms.made_on, digits)


def sheets_bytes(
    makers: Mapping[str, Callable[[], Sheet]], made_on: dt.date, digits: Digits = Digits.ARABIC
) -> bytes:
    """An .xlsx of these sheets by their names; each is made when its turn comes."""
    from xlsxwriter.workbook import Workbook

    from itaxl.files.district.lines import LinesSheet

    out = io.BytesIO()
    book = Workbook(out, book_options())
    midnight = dt.datetime.combine(made_on, dt.time())
    book.set_properties(
        {"title": "สรุปผลรายอำเภอ ITA", "subject": "ITA", "author": "itaxl", "created": midnight}
    )
    book.set_size(2400, 1500)
    looks = Looks(book, digits)
    targets = {name: book.add_worksheet(name, LinesSheet) for name in makers}
    for name, make in makers.items():
        write_sheet(book, targets[name], make(), looks)
    book.close()
    return repacked(out.getvalue(), _mended)


def _mended(name: str, content: bytes) -> bytes:
    """With the mark; charts get their Thai face, links '/': XlsxWriter writes '\\', for Windows only."""
    if name.startswith("xl/worksheets/_rels/"):
        return content.replace(b"\\", b"/")
    if name == CORE:
        return marked(content, DISTRICT) or content
    return with_thai_chart(name, content)
