"""A docx as a zip of parts, read with limits."""

from __future__ import annotations

import io
import zlib

from itaxl.errors import TemplateError

#: Of a template's file, of all that it holds, and of one part.
LARGEST_FILE, _LARGEST, _LARGEST_PART = 20_000_000, 64_000_000, 16_000_000
_DAMAGED = "ไฟล์แม่แบบเสียหายหรือไม่ใช่เอกสาร Word (.docx)"
_OPEN_IN_WORD = "โปรดเปิดแม่แบบด้วย Word แล้วบันทึกใหม่เป็นชนิด .docx หรือใช้แม่แบบที่มากับโปรแกรม"


def damaged() -> TemplateError:
    return TemplateError(_DAMAGED, _OPEN_IN_WORD)


def too_large() -> TemplateError:
    return TemplateError("ไฟล์แม่แบบใหญ่เกินไป", "โปรดลดขนาดรูปภาพในแม่แบบแล้วลองอีกครั้ง")


def plain(text: str, most: int = 200) -> str:
    """Words of a template or a library on one line, fit for a terminal."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:most]


def read_parts(data: bytes) -> dict[str, bytes]:
    """Every part by name.  Raises TemplateError for what is no zip, or swells beyond any memo's size."""
    import zipfile  # with a kept press no package is read: a click need not wait for it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > _LARGEST or any(
                entry.file_size > _LARGEST_PART for entry in entries
            ):
                raise too_large()
            return {entry.filename: package.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise damaged() from error
