"""The checked copy of somebody's workbook: what the buttons would show in it, written without Excel.

openpyxl rewrites the whole package.  What it leaves out is put back where that is safe (drawings, charts,
ribbons, formula results), and named in Thai where it is not.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itaxl.core.grid import Grid
from itaxl.core.marks import marks
from itaxl.core.model import Assessment
from itaxl.files.annotate_losses import losses
from itaxl.files.annotate_package import Parts, packed, restored, unpacked
from itaxl.files.annotate_results import Growth, write_results
from itaxl.files.compound import SIGNATURE as OLE_SIGNATURE
from itaxl.files.refusal import Refusal

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_VBA = "xl/vbaProject.bin"
_OTHER_FORMAT = "ทำสำเนาที่ตรวจแล้วได้เฉพาะไฟล์ .xlsx และ .xlsm ให้เปิดด้วย Excel แล้วบันทึกเป็น .xlsx ก่อน"
_NO_TRACKER = "ไม่พบส่วนของแบบติดตามในสมุดงานนี้ จึงไม่มีที่ให้แสดงผลการตรวจ"
_UNREADABLE = "โครงสร้างภายในไฟล์ไม่ปกติ ให้เปิดด้วย Excel แล้วบันทึกใหม่ จากนั้นสั่งอีกครั้ง"


@dataclass(frozen=True, slots=True)
class Annotated:
    """`data` is the copy; `lost` says in Thai, one phrase each, what of the original is not in it."""

    data: bytes
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotPossible:
    """Why there is no checked copy, one Thai sentence."""

    reason: str


def annotate(
    data: bytes, name: str, grids: Sequence[Grid], assessment: Assessment
) -> Annotated | NotPossible:
    """A copy of the workbook with the colours, row messages, findings and roll-up of `assessment`.

    `grids` and `assessment` were made from `data`; `name` is for messages.  Old results are cleared first.
    The same input gives the same bytes.  Raises InputError where a part that only openpyxl reads is damaged.
    """
    if data.startswith(OLE_SIGNATURE) or not data.startswith(b"PK"):
        return NotPossible(_OTHER_FORMAT)
    refuse = Refusal(name)
    original = unpacked(data, refuse)
    if "xl/workbook.xml" not in original:
        return NotPossible(_OTHER_FORMAT)
    if any(b"<!DOCTYPE" in part for part in original.values()):
        return NotPossible(_UNREADABLE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl warns of is in `losses`
            book = _loaded(original)
    except Exception:  # whatever another program's file provokes in openpyxl
        return NotPossible(_UNREADABLE)
    growth = _written(book, grids, assessment)
    if growth is None:
        return NotPossible(_NO_TRACKER)
    copy = restored(original, _saved(book, original), grids, growth, refuse)
    return Annotated(packed(copy), losses(original))


def _loaded(original: Parts) -> Workbook:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(packed(original)), keep_vba=_VBA in original)


def _written(book: Workbook, grids: Sequence[Grid], assessment: Assessment) -> Growth | None:
    last_rows = {sheet.title: sheet.max_row for sheet in book.worksheets}
    shown = marks(assessment, grids, last_rows)
    return write_results(book, grids, assessment, shown) if shown.ours else None


def _saved(book: Workbook, original: Parts) -> dict[str, bytes]:
    for sheet in book.worksheets:
        # The original drawings come back whole; openpyxl's versions would have lost their finer points.
        sheet._charts, sheet._images = [], []
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(out)
    return dict(unpacked(out.getvalue(), Refusal("")))
