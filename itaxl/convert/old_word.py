"""An older .doc by way of LibreOffice, where this machine has it: nobody else reads that format well."""

from __future__ import annotations

from itaxl.convert.memo.refusal import MemoRefusal
from itaxl.machine.libreoffice import soffice
from itaxl.machine.libreoffice_save import saved_as
from itaxl.reading.compound import CompoundFile
from itaxl.reading.kinds import OLE_SIGNATURE
from itaxl.reading.limits import MAX_FILE_BYTES

_READS, _WRITES = "MS Word 97", "docx:MS Word 2007 XML"


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
        made = saved_as(data, ".doc", _WRITES, program, read_as=_READS)
    except OSError as error:  # no room for temporary files
        raise refuse.old_word() from error
    if made is None:
        raise refuse.old_word()
    return made
