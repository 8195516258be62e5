"""The emblem (ครุฑ) that an office supplies as a PNG or JPEG file."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from itaxl.errors import InputError

_LARGEST = 5_000_000
_NEXT_STEP = "โปรดเตรียมภาพตราครุฑเป็นไฟล์ .png หรือ .jpg แล้วระบุชื่อไฟล์ใหม่ในแผ่นหน่วยงาน"
#: A picture wider than this, compared with its height, is made smaller instead of running into the title.
_WIDEST = 3.0


@dataclass(frozen=True, slots=True)
class Emblem:
    """A picture: its bytes, its kind ('png' or 'jpeg') and its size in pixels."""

    data: bytes
    kind: str
    width: int
    height: int

    @classmethod
    def read(cls, data: bytes) -> Emblem:
        """Raises InputError for anything but a PNG or a JPEG."""
        if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and len(data) >= 33:
            kind, (width, height) = "png", struct.unpack(">II", data[16:24])
        else:
            kind, (width, height) = "jpeg", _jpeg_size(data)
        if not (0 < width <= 20_000 and 0 < height <= 20_000):
            raise InputError("ไฟล์ตราครุฑไม่ใช่ภาพ PNG หรือ JPEG ที่อ่านได้", _NEXT_STEP)
        return cls(data, kind, width, height)

    def width_at(self, height: int) -> int:
        """The width that keeps the proportions, in the unit of the height."""
        return max(1, round(height * min(self.width / self.height, _WIDEST)))


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """(width, height) from the frame header; (0, 0) when there is none.  ITU-T T.81, annex B."""
    place = 2 if data.startswith(b"\xff\xd8") else len(data)
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        if marker == 0xFF:
            place += 1
            continue
        (length,) = struct.unpack(">H", data[place + 2 : place + 4])
        place += 2 + max(2, length)
    return 0, 0


def load_emblem(path: Path) -> bytes:
    """The bytes of an emblem file.  Raises InputError when it is absent, too large or no picture."""
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"ไฟล์ตราครุฑ {path.name} ใหญ่เกิน 5 MB", _NEXT_STEP)
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"เปิดไฟล์ตราครุฑ {path.name} ไม่ได้", _NEXT_STEP) from error
    return Emblem.read(data).data
