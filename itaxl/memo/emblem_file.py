"""The office's emblem: a picture that lies beside its workbook.

The name comes from a cell, so it may choose a file there and nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from itaxl.disk.plain_file import NotPlainError, TooLargeError, read_plain
from itaxl.errors import InputError

#: More than any scan of an emblem needs; each memo carries the picture.
MAX_BYTES = 5_000_000
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_FORBIDDEN = set('/\\:*?"<>|\0')
_NEXT_STEP = "โปรดวางภาพ .png หรือ .jpg ไว้ข้างสมุดงาน แล้วระบุชื่อไฟล์ในแผ่นหน่วยงาน"


class EmblemFile(NamedTuple):
    """The bytes of what lies beside a workbook as its emblem; or None, and in Thai why."""

    data: bytes | None
    problem: str = ""


def find_emblem(folder: Path, name: str) -> EmblemFile:
    """Read once: what is known of it and what is on the memo are the same bytes."""
    try:
        return EmblemFile(read_emblem(folder, name))
    except InputError as problem:
        return EmblemFile(None, problem.what)


def read_emblem(folder: Path, name: str) -> bytes:
    """The picture's bytes.  Raises InputError, which says why there is none."""
    if not name.strip(". "):
        raise InputError("ยังไม่ได้ระบุไฟล์ตราครุฑ", _NEXT_STEP)
    if _FORBIDDEN & set(name) or not name.isprintable():
        raise InputError("ช่องไฟล์ตราครุฑต้องมีเพียงชื่อไฟล์ ไม่มีโฟลเดอร์", _NEXT_STEP)
    try:
        data = read_plain(folder / name, MAX_BYTES)
    except TooLargeError as error:
        raise InputError(f"ไฟล์ตราครุฑ {name} ใหญ่เกิน {MAX_BYTES // 1_000_000} MB", _NEXT_STEP) from error
    except NotPlainError as error:
        raise InputError(f"ไฟล์ตราครุฑ {name} เป็นทางลัดหรือไม่ใช่ไฟล์ธรรมดา", _NEXT_STEP) from error
    except (OSError, ValueError) as error:
        raise InputError(f"ไม่พบภาพตราครุฑ {name} ข้างสมุดงานหรือเปิดไม่ได้", _NEXT_STEP) from error
    if not data.startswith(_MAGIC):
        raise InputError(f"ไฟล์ตราครุฑ {name} ไม่ใช่ภาพ PNG หรือ JPEG", _NEXT_STEP)
    return data
