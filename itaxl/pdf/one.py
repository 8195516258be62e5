"""The PDF of one memo, laid beside it."""

from __future__ import annotations

import os
import tempfile
from itertools import chain, count
from pathlib import Path

from itaxl.disk.reason import reason_of
from itaxl.errors import OutputError
from itaxl.machine.workroom import own_temporary_files
from itaxl.pdf.converter import Converter


def pdf_of(converter: Converter, docx: Path) -> bytes:
    """The PDF of one memo.  Raises ItaxlError; the memo stays."""
    try:
        with own_temporary_files(), converter, tempfile.TemporaryDirectory() as folder:
            pdf = Path(folder, "memo.pdf")
            for problem in converter.convert([(docx, pdf)]):
                if problem:
                    raise problem
            return pdf.read_bytes()
    except OSError as error:
        raise OutputError(
            f"ใช้โฟลเดอร์ชั่วคราวไม่ได้ ({reason_of(error)})", "โปรดตรวจสอบพื้นที่ว่างของดิสก์ แล้วลองอีกครั้ง"
        ) from error


def free_for_both(docx: Path) -> Path:
    """`docx`, or the first of 'x (2).docx' …, of which neither the Word file nor the PDF exists."""
    numbered = (docx.with_stem(f"{docx.stem} ({number})") for number in count(2))
    return next(name for name in chain([docx], numbered) if not (_taken(name) or _taken(pdf_beside(name))))


def pdf_beside(docx: Path) -> Path:
    return docx.with_suffix(".pdf")


def _taken(name: Path) -> bool:
    return os.path.lexists(name)
