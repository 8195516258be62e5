"""The memo of the open workbook: a new Word file beside it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl.buttons.excel import full_name
from itaxl.catching import foreign_fault_as
from itaxl.core.choices import Answer
from itaxl.core.model import Assessment
from itaxl.errors import ItaxlError, OutputError
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    import xlwings

_LONGEST_STEM = 120


def folder_of(book: xlwings.Book) -> Path:
    """The folder that the workbook was saved in.

    Raises OutputError for a book never saved, and for one on OneDrive or SharePoint without a copy on
    this machine.
    """
    name = full_name(book)
    if "://" in name:
        name = _local_copy(book)
    path = Path(name)
    if not path.is_absolute():
        raise OutputError(
            "สมุดงานนี้ยังไม่เคยบันทึก จึงยังไม่มีโฟลเดอร์สำหรับวางบันทึกข้อความ", "โปรดบันทึกสมุดงาน (Ctrl+S) แล้วลองอีกครั้ง"
        )
    return path.parent


def _local_copy(book: xlwings.Book) -> str:
    with foreign_fault_as(_online):  # xlwings trips in many ways over an address that it does not know
        return str(book.fullname)  # it looks for the synchronised folder


def _online(_: BaseException) -> OutputError:
    return OutputError(
        "สมุดงานนี้เปิดจาก OneDrive หรือ SharePoint และไม่พบสำเนาในเครื่อง จึงวางบันทึกข้อความไว้ข้างสมุดงานไม่ได้",
        "โปรดเลือก ไฟล์ > บันทึกเป็น ลงโฟลเดอร์ในเครื่อง เช่น Documents แล้วลองอีกครั้งจากสมุดงานนั้น",
    )


class Written(NamedTuple):
    """Where the memo lies, and its PDF where one is made; `remarks`: what the clerk should know of them."""

    docx: Path
    pdf: Path | None = None
    remarks: tuple[str, ...] = ()


def write_memo(assessment: Assessment, folder: Path, workbook: str) -> Written:
    """Write the memo, by the workbook's own template, under a name of its own, never over a file.

    What keeps its PDF back is a remark: the memo stands.  Raises OutputError and TemplateError.
    """
    from itaxl.disk.atomic import safe_stem, write_new
    from itaxl.disk.zone import carry_zone, zone_of
    from itaxl.memo.make import make_memo
    from itaxl.memo.templates import template_of

    report = assessment.tracker.report
    template = template_of(folder, report.template)
    memo = make_memo(template, assessment, folder)
    stem = safe_stem(f"บันทึกข้อความ {Path(workbook).stem}", _LONGEST_STEM)
    with_pdf = report.pdf is Answer.YES
    written = write_new(_free(folder / f"{stem}.docx", with_pdf), memo.docx)
    zone = zone_of(folder / workbook)
    carry_zone(zone, written)
    remarks = [f"{memo.no_emblem} จึงเว้นที่ไว้ในบันทึก"] if memo.no_emblem else []
    remarks += (*template.remarks, *memo.remarks)
    pdf = None
    if with_pdf:
        try:
            pdf = _write_pdf(written)
            carry_zone(zone, pdf)
        except ItaxlError as problem:
            remarks.append(f"ยังไม่ได้ทำ PDF: {problem}")
    return Written(written, pdf, tuple(remarks))


def _free(docx: Path, with_pdf: bool) -> Path:
    if not with_pdf:
        return docx
    from itaxl.pdf import free_for_both

    return free_for_both(docx)


def _write_pdf(docx: Path) -> Path:
    from itaxl.disk.atomic import write_new
    from itaxl.pdf import find_converter, pdf_beside, pdf_of

    return write_new(pdf_beside(docx), pdf_of(find_converter(), docx))


def open_in_word(path: Path) -> bool:
    """Open the file as a double click would; False where that is not possible."""
    start = getattr(os, "startfile", None)
    if start is None:
        return False
    with suppress(OSError):
        start(path)
        return True
    return False
