"""The office's emblem: a picture that lies beside its workbook.

The name comes from a cell, so it may choose a file there and nothing else.
"""

from __future__ import annotations

from pathlib import Path

from itaxl.disk.plain_file import NotPlainError, TooLargeError, read_plain
from itaxl.errors import InputError
from itaxl.memo.emblem import Emblem
from itaxl.named_tuple import NamedTuple

#: More than any scan of an emblem needs; each memo carries the picture.
MAX_BYTES = 5_000_000
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_FORBIDDEN = set('/\\:*?"<>|\0')


def is_file_name(name: str) -> bool:
    """Whether a name out of a cell names a file in one folder, on every system."""
    return bool(name.strip(". ")) and not _FORBIDDEN & set(name) and name.isprintable()


class EmblemFile(NamedTuple):
    """The bytes of what lies beside a workbook as its emblem; or None, and in Thai why."""

    data: bytes | None
    problem: str = ""


def find_emblem(folder: Path, name: str) -> EmblemFile:
    """Read once: what is known of it and what is on the memo are the same bytes."""
    if not name.strip(". "):
        return EmblemFile(None, "ยังไม่ได้ระบุไฟล์ตราครุฑ")
    if not is_file_name(name):
        return EmblemFile(None, "ช่องไฟล์ตราครุฑต้องมีเพียงชื่อไฟล์ ไม่มีโฟลเดอร์")
    try:
        data = read_plain(folder / name, MAX_BYTES)
    except TooLargeError:
        return EmblemFile(None, f"ไฟล์ตราครุฑ {name} ใหญ่เกิน {MAX_BYTES // 1_000_000} MB")
    except NotPlainError:
        return EmblemFile(None, f"ไฟล์ตราครุฑ {name} เป็นทางลัดหรือไม่ใช่ไฟล์ธรรมดา")
    except (OSError, ValueError):
        return EmblemFile(None, f"ไม่พบภาพตราครุฑ {name} ข้างสมุดงานหรือเปิดไม่ได้")
    if not data.startswith(_MAGIC):
        return EmblemFile(None, f"ไฟล์ตราครุฑ {name} ไม่ใช่ภาพ PNG หรือ JPEG")
    return EmblemFile(data)


def emblem_from(path: Path) -> bytes:
    """The emblem for all offices that have none.  Raises InputError where it cannot serve."""
    found = find_emblem(path.parent, path.name)
    if found.data is None:
        raise InputError(found.problem, "โปรดระบุภาพตราครุฑที่เป็นไฟล์ .png หรือ .jpg")
    return Emblem.read(found.data).data
