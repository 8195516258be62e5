"""Which program makes the PDF: looked for without starting any."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from itaxl.errors import MissingError
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
    if chosen.lower() != _LIBREOFFICE and has_word():
        return Word()
    if chosen.lower() != _WORD and (program := soffice()):
        return LibreOffice(program)
    raise _missing(chosen.lower())


def _named(program: str) -> Path:
    found = shutil.which(program)
    if found is None:
        raise MissingError(
            f"{ENVIRONMENT} ระบุโปรแกรม {program} ซึ่งไม่มีในเครื่องนี้",
            f"แก้ {ENVIRONMENT} เป็น word, libreoffice หรือตำแหน่งของโปรแกรม soffice",
        )
    return Path(found)


def _missing(chosen: str) -> MissingError:
    if chosen:
        what = f"{ENVIRONMENT} เลือก {chosen} แต่ไม่พบโปรแกรมนี้ในเครื่อง"
        return MissingError(what, f"ติดตั้งโปรแกรมนั้น หรือยกเลิก {ENVIRONMENT} เพื่อใช้โปรแกรมที่มี {_WITHOUT}")
    if sys.platform == "win32":
        return MissingError("ไม่พบ Word และ LibreOffice สำหรับแปลงเป็น PDF", f"ติดตั้งอย่างใดอย่างหนึ่ง {_WITHOUT}")
    return MissingError("ไม่พบ LibreOffice สำหรับแปลงเป็น PDF", f"ติดตั้ง LibreOffice {_WITHOUT}")


def has_word() -> bool:
    """Whether Word and the library that speaks to it (it comes with xlwings) are installed."""
    return sys.platform == "win32" and _registered() and find_spec("win32com") is not None


def soffice() -> Path | None:
    """LibreOffice's program; on Windows the one that waits for its end."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return _waiting(Path(found))
    return next((_waiting(place) for place in _places() if place.is_file()), None)


def _waiting(program: Path) -> Path:
    console = program.with_suffix(".com")
    return console if sys.platform == "win32" and console.is_file() else program


def _places() -> Iterator[Path]:
    if sys.platform == "win32":
        yield from (folder / "soffice.exe" for folder in _windows_folders())
    elif sys.platform == "darwin":
        for root in (Path("/"), Path.home()):
            yield root / "Applications/LibreOffice.app/Contents/MacOS/soffice"
    else:
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


if sys.platform == "win32":
    import winreg

    def _registered() -> bool:
        return _default(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CLSID") is not None

    def _windows_folders() -> Iterator[Path]:
        for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            if folder := _default(hive, r"SOFTWARE\LibreOffice\UNO\InstallPath"):
                yield Path(folder)
        for variable in ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432"):
            if root := os.environ.get(variable):
                yield Path(root, "LibreOffice", "program")

    def _default(hive: int, key: str) -> str | None:
        try:
            with winreg.OpenKey(hive, key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
                return str(winreg.QueryValueEx(opened, "")[0])
        except OSError:
            return None

else:

    def _registered() -> bool:
        return False

    def _windows_folders() -> Iterator[Path]:
        yield from ()
