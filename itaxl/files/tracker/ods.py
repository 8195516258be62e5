"""A tracker as OpenDocument: LibreOffice saves our .xlsx in its own format."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from itaxl.errors import MissingError, OutputError
from itaxl.files.tracker.ods_views import with_views
from itaxl.machine.libreoffice import soffice
from itaxl.machine.libreoffice_profile import write_profile
from itaxl.machine.processes import OwnProcess
from itaxl.machine.workroom import own_temporary_files

#: The first start with a new profile takes a few seconds on an old PC.
_SECONDS = 120.0
_INSTEAD = "ใช้ itaxl new แบบติดตาม.xlsx แทน ซึ่งเปิดใน Calc ได้เช่นกัน"


def opendocument(xlsx: bytes) -> bytes:
    """The workbook as .ods, from a LibreOffice with a profile of its own; the user's own may be open.

    Raises MissingError where there is no LibreOffice, OutputError where it does not do it.
    """
    program = soffice()
    if program is None:
        raise MissingError("ไม่พบ LibreOffice ซึ่งต้องใช้สร้างไฟล์ .ods", f"ติดตั้ง LibreOffice หรือ{_INSTEAD}")
    with own_temporary_files(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "tracker.xlsx").write_bytes(xlsx)
        profile = write_profile(folder / "profile")
        # the run that sets up a new profile may end without having converted anything
        for _ in range(2):
            made = _converted(program, folder, profile)
            if made is not None:
                return with_views(made, xlsx)
    raise OutputError("LibreOffice สร้างไฟล์ .ods ไม่สำเร็จ", f"ลองใหม่ หรือ{_INSTEAD}")


def _converted(program: Path, folder: Path, profile: str) -> bytes | None:
    quiet = ("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault")
    command = (str(program), profile, *quiet, "--convert-to", "ods:calc8", "tracker.xlsx")
    with (folder / "said.txt").open("wb") as said:
        try:
            process = OwnProcess(command, folder, said)
        except OSError:
            return None
        try:
            last = time.monotonic() + _SECONDS
            while process.code is None and time.monotonic() < last:
                time.sleep(0.05)
            done = process.code == 0
        finally:
            process.end()
    made = folder / "tracker.ods"
    return made.read_bytes() if done and made.is_file() else None
