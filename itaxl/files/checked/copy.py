"""The checked copy of somebody's workbook: what the buttons would show in it, written without Excel.

openpyxl rewrites the whole package.  What it leaves out is put back where that is safe (drawings, charts,
ribbons, formula results), and named in Thai where it is not.  What runs or fetches stays out, and is named.
"""

from __future__ import annotations

import io
import re
import tempfile
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itaxl.catching import ForeignFault, undone_on_failure
from itaxl.core.grid import Grid
from itaxl.core.marks import marks
from itaxl.core.mend import Change, Refuse
from itaxl.core.model import Assessment
from itaxl.core.reading import Reading
from itaxl.errors import OutputError
from itaxl.files.checked.allowed_parts import harmless
from itaxl.files.checked.limits import asks_too_much
from itaxl.files.checked.losses import losses
from itaxl.files.checked.mended import refusals, write_mends
from itaxl.files.checked.model import disarm
from itaxl.files.checked.package import restored, unpacked
from itaxl.files.checked.results import Growth, write_colours, write_results
from itaxl.files.mark import CHECKED_COPY
from itaxl.reading.kinds import OLE_SIGNATURE
from itaxl.reading.refusal import Refusal
from itaxl.zip_writer import Parts, packed

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_VBA = "xl/vbaProject.bin"
#: The original drawings come back whole: openpyxl, which would lose their finer points, sees none of them.
_DRAWING, _HEAD = re.compile(rb"<(?:\w+:)?wsDr\b"), 2000
_NO_DRAWING = (
    b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"></xdr:wsDr>'
)
_OTHER_FORMAT = "ทำสำเนาที่ตรวจแล้วได้เฉพาะไฟล์ .xlsx และ .xlsm ให้เปิดด้วย Excel แล้วบันทึกเป็น .xlsx ก่อน"
_NO_TRACKER = "ไม่พบส่วนของแบบติดตามในสมุดงานนี้ จึงไม่มีที่ให้แสดงผลการตรวจ"
_UNREADABLE = "โครงสร้างภายในไฟล์ไม่ปกติ ให้เปิดด้วย Excel แล้วบันทึกใหม่ จากนั้นสั่งอีกครั้ง"
_TOO_MUCH = "รูปแบบเซลล์ แถว หรือเงื่อนไขในไฟล์มีมากเกินไป ให้คัดลอกข้อมูลไปวางในแบบติดตามเล่มใหม่ แล้วสั่งอีกครั้ง"


@dataclass(frozen=True, slots=True)
class Annotated:
    """`data` is the copy; `lost` says in Thai, one phrase each, what of the original is not in it.

    `suffix` is that of its name: '.xlsm' with the program's macros, else '.xlsx'.
    `change` is what was mended in it.
    """

    data: bytes
    lost: tuple[str, ...]
    suffix: str
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class NotPossible:
    """Why there is no checked copy, one Thai sentence."""

    reason: str


def annotate(
    data: bytes,
    name: str,
    grids: Sequence[Grid],
    reading: Reading,
    assessment: Assessment,
    change: Callable[[Refuse], Change] | None = None,
    *,
    for_use: bool = False,
) -> Annotated | NotPossible:
    """A copy of the workbook with the colours, row messages, findings and roll-up of `assessment`.

    `change` gives the cells that are to be written anew, and then the results are of the workbook as it will
    be.  `for_use`: a tracker to go on with and no checked copy; it is coloured only where mended cells were.

    `grids` are all sheets in `data`; `reading` and `assessment` may be of those alone that an assessment
    looks at.  `name` is for messages.  Old results are cleared first.  The same input gives the same bytes.
    Raises InputError where a part that only openpyxl reads is damaged, OutputError where openpyxl has no
    room for its temporary files.
    """
    if data.startswith(OLE_SIGNATURE) or not data.startswith(b"PK"):
        return NotPossible(_OTHER_FORMAT)
    refuse = Refusal(name)
    original = unpacked(data, refuse)
    if "xl/workbook.xml" not in original:
        return NotPossible(_OTHER_FORMAT)
    safe = harmless(original, refuse)
    if any(b"<!DOCTYPE" in part for part in safe.parts.values()):
        return NotPossible(_UNREADABLE)
    if asks_too_much(safe.parts):
        return NotPossible(_TOO_MUCH)
    book = None
    with ForeignFault(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl warns of is in `losses`
        book = _loaded(safe.parts)
    if book is None:
        return NotPossible(_UNREADABLE)
    try:
        if not _has_all(book, grids):
            return NotPossible(_UNREADABLE)
        changed = change(refusals(book)) if change else None
        disarmed = disarm(book, grids, macros=safe.macros)
        growth = _written(book, grids, changed or _unchanged(reading, assessment), for_use=for_use)
        if growth is None:
            return NotPossible(_NO_TRACKER)
        saved = _saved(book)
    finally:
        _let_go(book)
    if saved is None:
        return NotPossible(_UNREADABLE)
    copy = restored(safe.parts, saved, grids, growth, refuse, None if for_use else CHECKED_COPY)
    lost = (*safe.lost, *disarmed, *losses(original, macros=safe.macros))
    return Annotated(packed(copy), tuple(dict.fromkeys(lost)), ".xlsm" if safe.macros else ".xlsx", changed)


def _unchanged(reading: Reading, assessment: Assessment) -> Change:
    return Change(reading, assessment, (), (), None)


def _loaded(original: Parts) -> Workbook:
    from openpyxl.reader.excel import ExcelReader

    drawn = {name: _NO_DRAWING for name, part in original.items() if _DRAWING.search(part[:_HEAD])}
    package = io.BytesIO(packed({**original, **drawn}))
    reader = ExcelReader(package, keep_vba=_VBA in original, keep_links=False)
    with undone_on_failure(lambda: _let_go(getattr(reader, "wb", None))):
        reader.read()
    book: Workbook = reader.wb
    return book


def _let_go(book: Workbook | None) -> None:
    """Close openpyxl's archive of macros: left to itself it complains on stderr when it is thrown away."""
    if book is not None and book.vba_archive is not None:
        book.vba_archive.close()


def _has_all(book: Workbook, grids: Sequence[Grid]) -> bool:
    """openpyxl leaves out sheets whose relations it does not understand."""
    return {grid.sheet for grid in grids} <= {sheet.title for sheet in book.worksheets}


def _written(book: Workbook, grids: Sequence[Grid], change: Change, *, for_use: bool) -> Growth | None:
    last_rows = {sheet.title: sheet.max_row for sheet in book.worksheets}
    shown = marks(change.reading, change.assessment, last_rows)
    if not shown.ours:
        return None
    is_coloured = write_mends(book, change.mends)
    if is_coloured or not for_use:
        write_colours(book, shown)
    return write_results(book, grids, change.assessment, shown, change.kept)


def _saved(book: Workbook) -> dict[str, bytes] | None:
    """None where openpyxl cannot write what it has read, say a date without a value."""
    from lxml.etree import SerialisationError

    out = io.BytesIO()
    with ForeignFault() as fault, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book.save(out)
        except (OSError, SerialisationError) as error:  # it writes each sheet to a temporary file first
            raise OutputError(
                f"เขียนไฟล์ชั่วคราวใน {tempfile.gettempdir()} ไม่สำเร็จ", "ตรวจสอบพื้นที่ว่างของดิสก์ แล้วลองใหม่"
            ) from error
    return None if fault.error else dict(unpacked(out.getvalue(), Refusal("")))
