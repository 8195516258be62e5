"""The memo of the open workbook: a new Word file beside it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl.buttons.excel import COM
from itaxl.catching import foreign_fault_as
from itaxl.core.model import Assessment
from itaxl.errors import OutputError

if TYPE_CHECKING:
    import xlwings

_LONGEST_STEM = 120


def folder_of(book: xlwings.Book) -> Path:
    """The folder that the workbook was saved in.

    Raises OutputError for a book never saved, and for one on OneDrive or SharePoint without a copy on
    this machine.
    """
    name = str(book.api.FullName) if COM else book.fullname
    if "://" in name:
        name = _local_copy(book)
    path = Path(name)
    if not path.is_absolute():
        raise OutputError(
            "สมุดงานนี้ยังไม่เคยบันทึก จึงยังไม่มีโฟลเดอร์สำหรับวางบันทึกข้อความ", "บันทึกสมุดงาน (Ctrl+S) แล้วสั่งอีกครั้ง"
        )
    return path.parent


def _local_copy(book: xlwings.Book) -> str:
    with foreign_fault_as(_online):  # xlwings trips in many ways over an address that it does not know
        return str(book.fullname)  # it looks for the synchronised folder


def _online(_: BaseException) -> OutputError:
    return OutputError(
        "สมุดงานนี้เปิดจาก OneDrive หรือ SharePoint และไม่พบสำเนาในเครื่อง จึงวางบันทึกข้อความไว้ข้างสมุดงานไม่ได้",
        "เลือก แฟ้ม > บันทึกเป็น ลงโฟลเดอร์ในเครื่อง เช่น Documents แล้วสั่งอีกครั้งจากสมุดงานนั้น",
    )


def write_memo(assessment: Assessment, folder: Path, workbook: str) -> tuple[Path, str]:
    """Write the memo under a name of its own, never over a file.

    Returns where it lies, and why the emblem is not in it ('' when it is).  Raises OutputError and
    TemplateError.
    """
    from itaxl.disk.atomic import safe_stem, write_new
    from itaxl.disk.zone import carry_zone, zone_of
    from itaxl.memo.make import make_memo
    from itaxl.memo.render import Template

    memo = make_memo(Template.load(), assessment, folder)
    stem = safe_stem(f"บันทึกข้อความ {Path(workbook).stem}", _LONGEST_STEM)
    written = write_new(folder / f"{stem}.docx", memo.docx)
    carry_zone(zone_of(folder / workbook), written)
    return written, memo.no_emblem


def open_in_word(path: Path) -> bool:
    """Open the file as a double click would; False where that is not possible."""
    start = getattr(os, "startfile", None)
    if start is None:
        return False
    with suppress(OSError):
        start(path)
        return True
    return False
