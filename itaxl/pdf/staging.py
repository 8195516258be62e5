"""Files on their way: a copy of the Word file under a plain name goes in, a whole PDF comes out.

The copy lies in a folder of our own, so the program meets no odd name and no long path, and leaves no lock
file beside the memo.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from itaxl.disk.atomic import write_atomic
from itaxl.disk.reason import reason_of
from itaxl.errors import InputError, ItaxlError, OutputError
from itaxl.machine.workroom import Workroom

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_LAST = 1024
#: What zipfile raises for a package that is broken, cut short or locked with a password.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, ValueError, OSError)


class Workspace:
    """A folder in the system's folder for temporary files, made when first asked for."""

    def __init__(self) -> None:
        self._whole: Workroom | None = None
        self._rooms = 0

    def room(self) -> Path:
        """A new empty folder in it.  Raises OutputError."""
        try:
            self._whole = self._whole or Workroom()
            self._rooms += 1
            room = self._whole.folder / str(self._rooms)
            room.mkdir()
        except OSError as error:
            raise OutputError(
                f"สร้างโฟลเดอร์ชั่วคราวไม่ได้ ({reason_of(error)})", "โปรดตรวจสอบพื้นที่ว่างของดิสก์ แล้วลองอีกครั้ง"
            ) from error
        return room

    def clear(self) -> None:
        whole, self._whole = self._whole, None
        if whole:
            whole.leave()


def stage(docx: Path, copy: Path, change: Callable[[bytes], bytes] | None = None) -> None:
    """Copies a Word file that is whole.  Raises InputError; OutputError when it cannot write the copy."""
    try:
        data = docx.read_bytes()
    except OSError as error:
        raise InputError(
            f"อ่านไฟล์ {docx.name} ไม่ได้ ({reason_of(error)})", "โปรดออกบันทึกข้อความใหม่แล้วลองอีกครั้ง"
        ) from error
    try:
        _examine(data)
        data = change(data) if change else data
    except _BROKEN as error:
        raise InputError(
            f"ไฟล์ {docx.name} เสียหายหรือไม่ใช่ไฟล์ Word", "โปรดออกบันทึกข้อความใหม่แล้วลองอีกครั้ง"
        ) from error
    try:
        copy.write_bytes(data)
    except OSError as error:
        raise OutputError(
            f"เขียนไฟล์ชั่วคราวไม่ได้ ({reason_of(error)})", "โปรดตรวจสอบพื้นที่ว่างของดิสก์ แล้วลองอีกครั้ง"
        ) from error


def _examine(docx: bytes) -> None:
    """LibreOffice would show a broken file as text, and mend one that is cut short by leaving things out."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        package.getinfo("word/document.xml")
        if (broken := package.testzip()) is not None:
            raise zipfile.BadZipFile(broken)


def is_whole(pdf: Path) -> bool:
    """Whether a PDF is there from its first bytes to its last: they are written last."""
    try:
        with pdf.open("rb") as file:
            if file.read(5) != b"%PDF-":
                return False
            size = file.seek(0, 2)
            file.seek(max(0, size - _LAST))
            end = _END.search(file.read())
    except OSError:
        return False
    return end is not None and int(end[1]) < size


def deliver(made: Path, target: Path) -> ItaxlError | None:
    """A whole PDF to where it belongs, or why not."""
    try:
        write_atomic(target, made.read_bytes(), durable=False)
    except ItaxlError as problem:
        return problem
    except OSError as error:
        return OutputError(f"อ่าน PDF ที่แปลงแล้วไม่ได้ ({reason_of(error)})", "โปรดลองอีกครั้ง")
    return None
