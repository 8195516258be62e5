"""A docx as a zip of parts: read with limits, written fast and the same bytes every time."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from itaxl.errors import TemplateError

Deflate = Callable[[bytes], bytes]
Kept = tuple[tuple[str, ...], dict[str, tuple[bytes, ...]]]

#: Of a template's file, of all that it holds, and of one part.
LARGEST_FILE, _LARGEST, _LARGEST_PART = 20_000_000, 64_000_000, 16_000_000
_LEVEL = 3
_DOS_DATE = 0x21  # 1 January 1980: the same memo gives the same bytes
_DAMAGED = "ไฟล์แม่แบบเสียหายหรือไม่ใช่เอกสาร Word (.docx)"
_OPEN_IN_WORD = "โปรดเปิดแม่แบบด้วย Word แล้วบันทึกใหม่เป็นชนิด .docx หรือใช้แม่แบบที่มากับโปรแกรม"


def damaged() -> TemplateError:
    return TemplateError(_DAMAGED, _OPEN_IN_WORD)


def too_large() -> TemplateError:
    return TemplateError("ไฟล์แม่แบบใหญ่เกินไป", "โปรดลดขนาดรูปภาพในแม่แบบแล้วลองใหม่")


def plain(text: str, most: int = 200) -> str:
    """Words of a template or a library on one line, fit for a terminal."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:most]


def zlib_deflate(data: bytes) -> bytes:
    """Raw deflate.  Level 3 takes a third of the time of the usual 6; 30 measures cost 2 kB more."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def read_parts(data: bytes) -> dict[str, bytes]:
    """Every part by name.  Raises TemplateError for what is no zip, or swells beyond any memo's size."""
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


def write_stored(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip without compression: for another program in memory, not for a disk."""
    return PackageWriter(parts, parts).build({})


class _Entry(NamedTuple):
    """One member: its name, its local header with data, and its line in the central directory."""

    name: bytes
    local: bytes
    central: bytes

    @classmethod
    def of(cls, name: str, raw: bytes, packed: bytes, method: int) -> _Entry:
        spelt = name.encode()
        flags = 0 if name.isascii() else 0x800
        facts = (flags, method, 0, _DOS_DATE, zlib.crc32(raw), len(packed), len(raw), len(spelt), 0)
        local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, *facts) + spelt + packed
        return cls(spelt, local, struct.pack("<4sHHHHHHIIIHHHHHI", b"PK\1\2", 20, 20, *facts, 0, 0, 0, 0))


class PackageWriter:
    """Writes one package over and over: the parts that never change are packed once."""

    def __init__(
        self, order: Iterable[str], static: Mapping[str, bytes], deflate: Deflate | None = None
    ) -> None:
        self._order = tuple(order)
        self._deflate = deflate
        self._static = {name: self._entry(name, data) for name, data in static.items()}

    def kept(self) -> Kept:
        """What `again` makes the same writer from: plain values, packed already."""
        return self._order, {name: tuple(entry) for name, entry in self._static.items()}

    @classmethod
    def again(cls, kept: Kept) -> PackageWriter:
        order, static = kept
        writer = cls(order, {}, zlib_deflate)
        writer._static = {name: _Entry(*entry) for name, entry in static.items()}
        return writer

    def _entry(self, name: str, data: bytes, packed: bool = True) -> _Entry:
        if self._deflate is None or not packed:
            return _Entry.of(name, data, data, zipfile.ZIP_STORED)
        return _Entry.of(name, data, self._deflate(data), zipfile.ZIP_DEFLATED)

    def build(self, changing: Mapping[str, bytes], pictures: Mapping[str, bytes] | None = None) -> bytes:
        """The package with these parts beside the static ones.  Pictures are packed already: stored."""
        pictures = pictures or {}
        pieces: list[bytes] = []
        directory: list[bytes] = []
        offset = 0
        for name in self._order:
            if name in pictures:
                entry = self._entry(name, pictures[name], packed=False)
            elif name in changing:
                entry = self._entry(name, changing[name])
            else:
                entry = self._static[name]
            directory.append(entry.central + struct.pack("<I", offset) + entry.name)
            pieces.append(entry.local)
            offset += len(entry.local)
        listing = b"".join(directory)
        count = len(self._order)
        end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(listing), offset, 0)
        return b"".join((*pieces, listing, end))
