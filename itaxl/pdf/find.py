"""Which program makes the PDF: looked for without starting any."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from itaxl.errors import MissingError
from itaxl.machine.around import here
from itaxl.machine.libreoffice import soffice
from itaxl.machine.programs import find_program, is_safe
from itaxl.machine.word import has_word
from itaxl.pdf.converter import Converter
from itaxl.pdf.libreoffice import LibreOffice
from itaxl.pdf.word import Word

#: 'word', 'libreoffice', or the path of LibreOffice's program soffice where it is not found by itself.
ENVIRONMENT = "ITAXL_PDF"
_WORD, _LIBREOFFICE = "word", "libreoffice"
_WITHOUT = "หรือออกบันทึกข้อความโดยไม่ใส่ --pdf"


def find_converter() -> Converter:
    """Word where there is one, since it has the memo's own layout, else LibreOffice; ITAXL_PDF may choose.

    Starts nothing.  Raises MissingError.
    """
    chosen = os.environ.get(ENVIRONMENT, "").strip()
    if chosen.lower() not in ("", _WORD, _LIBREOFFICE):
        return LibreOffice(_named(chosen))
    if chosen.lower() != _LIBREOFFICE and has_word(here()):
        return Word()
    if chosen.lower() != _WORD and (program := soffice()):
        return LibreOffice(program)
    raise _missing(chosen.lower())


def _named(program: str) -> Path:
    """A path in full, or the name of a program on the PATH; never one of the current folder."""
    found = program if is_safe(program) and os.path.isfile(program) else find_program(program)
    if found is None:
        raise MissingError(
            f"{ENVIRONMENT} ระบุโปรแกรม {program} ซึ่งไม่มีในเครื่องนี้ หรืออยู่ในโฟลเดอร์ที่ผู้อื่นเขียนได้",
            f"โปรดแก้ {ENVIRONMENT} เป็น word, libreoffice หรือตำแหน่งเต็มของโปรแกรม soffice",
        )
    return Path(found)


def _missing(chosen: str) -> MissingError:
    if chosen:
        what = f"{ENVIRONMENT} เลือก {chosen} แต่ไม่พบโปรแกรมนี้ในเครื่อง"
        return MissingError(what, f"โปรดติดตั้งโปรแกรมนั้น หรือยกเลิก {ENVIRONMENT} เพื่อใช้โปรแกรมที่มี {_WITHOUT}")
    if sys.platform == "win32":
        return MissingError("ไม่พบ Word และ LibreOffice สำหรับแปลงเป็น PDF", f"โปรดติดตั้งอย่างใดอย่างหนึ่ง {_WITHOUT}")
    return MissingError("ไม่พบ LibreOffice สำหรับแปลงเป็น PDF", f"โปรดติดตั้ง LibreOffice {_WITHOUT}")
