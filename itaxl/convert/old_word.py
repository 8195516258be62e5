"""An older .doc by way of LibreOffice, where this machine has it: nobody else reads that format well."""

from __future__ import annotations

import time
from pathlib import Path

from itaxl.convert.memo.refusal import MemoRefusal
from itaxl.machine.libreoffice import soffice
from itaxl.machine.libreoffice_profile import write_profile
from itaxl.machine.processes import OwnProcess
from itaxl.machine.workroom import Workroom
from itaxl.reading.compound import CompoundFile
from itaxl.reading.kinds import OLE_SIGNATURE
from itaxl.reading.limits import MAX_FILE_BYTES

_SECONDS, _POLL = 120.0, 0.05
_READS, _WRITES = "MS Word 97", "docx:MS Word 2007 XML"
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nolockcheck")


def is_old_word(data: bytes, name: str) -> bool:
    """Whether the bytes are a Word document of before 2007 that no password locks."""
    if not data.startswith(OLE_SIGNATURE):
        return False
    names = CompoundFile(data, MemoRefusal(name)).names
    return "worddocument" in names and "encryptedpackage" not in names


def as_docx(data: bytes, name: str) -> bytes:
    """The same document as a .docx.  InputError where LibreOffice is missing or cannot read it.

    Its macros do not run, and nothing that it leads to is opened.
    """
    refuse, program = MemoRefusal(name), soffice()
    if program is None or len(data) > MAX_FILE_BYTES:
        raise refuse.old_word()
    try:
        room = Workroom()
    except OSError as error:
        raise refuse.old_word() from error
    try:
        made = _made(program, data, room.folder)
    except OSError as error:
        raise refuse.old_word() from error
    finally:
        room.leave()
    if made is None:
        raise refuse.old_word()
    return made


def _made(program: Path, data: bytes, folder: Path) -> bytes | None:
    source, out = folder / "memo.doc", folder / "out"
    source.write_bytes(data)
    out.mkdir()
    command = [str(program), write_profile(folder / "profile"), *_OPTIONS, f"--infilter={_READS}"]
    command += ["--convert-to", _WRITES, "--outdir", str(out), source.name]
    with (folder / "said.txt").open("wb") as said:
        process = OwnProcess(command, folder, said)
        try:
            until = time.monotonic() + _SECONDS
            while process.code is None and time.monotonic() < until:
                time.sleep(_POLL)
            done = process.code == 0
        finally:
            process.end()
    made = out / "memo.docx"
    return made.read_bytes() if done and made.is_file() else None
