"""A zip package read with limits: headers that lie about sizes, and bombs in parts that nobody reads, do no
harm; and what does not have to be inflated is not."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from itaxl.catching import foreign_fault_as
from itaxl.reading.limits import MAX_ENTRIES, Allowance

if TYPE_CHECKING:
    from zipfile import ZipInfo

_CENTRAL, _END = b"PK\x01\x02", b"PK\x05\x06"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED_FLAG = 0x1


def part_key(name: str) -> str:
    """How parts are compared: some programs write backslashes or another case."""
    return name.replace("\\", "/").lstrip("/").lower()


class Package:
    """The parts of a zip in memory.  Whatever does not fit raises InputError."""

    def __init__(self, data: bytes, allowance: Allowance) -> None:
        self._data = data
        self._allowance = allowance
        self._refuse = allowance.refuse
        entries = self._directory()
        self._entries = {part_key(info.filename): info for info in entries}
        #: Where two names differ in case only, the letters decide.
        self._spelt = {info.filename: info for info in entries}

    def _directory(self) -> list[ZipInfo]:
        from zipfile import ZipFile

        if self._data.count(_CENTRAL, self._directory_start()) > MAX_ENTRIES:
            raise self._refuse.damaged()
        with foreign_fault_as(lambda _: self._refuse.damaged()), ZipFile(BytesIO(self._data)) as archive:
            return archive.infolist()

    def _directory_start(self) -> int:
        """Where the directory begins, by what its end says: parts may hold whole packages of their own."""
        end = self._data.rfind(_END)
        size = struct.unpack_from("<L", self._data, end + 12)[0] if 0 <= end <= len(self._data) - 16 else 0
        return max(0, end - size)

    def __contains__(self, name: str) -> bool:
        return part_key(name) in self._entries

    @property
    def names(self) -> Iterable[str]:
        """Part names in lower case, with forward slashes."""
        return self._entries.keys()

    def parts(self) -> dict[str, bytes]:
        """Every part by its name as it is spelt, but with forward slashes; folders are none."""
        names = [name for name in self._spelt if not name.endswith("/")]
        return {name.replace("\\", "/").lstrip("/"): self.read(name) for name in names}

    def read(self, name: str) -> bytes:
        """The part, inflated within the allowance and checked against its CRC."""
        info = self._spelt.get(name) or self._entries.get(part_key(name))
        if info is None:
            raise self._refuse.damaged()
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise self._refuse.encrypted()
        raw = self._raw(info)
        if info.compress_type == _STORED:
            part = raw
            self._allowance.take_expanded(len(part))
        elif info.compress_type == _DEFLATED:
            part = self._inflated(raw)
        else:
            raise self._refuse.damaged()
        if zlib.crc32(part) != info.CRC:
            raise self._refuse.damaged()
        return part

    def _raw(self, info: ZipInfo) -> bytes:
        try:
            signature, name_size, extra_size = struct.unpack_from("<4s22xHH", self._data, info.header_offset)
        except struct.error as error:
            raise self._refuse.damaged() from error
        start = info.header_offset + 30 + name_size + extra_size
        raw = self._data[start : start + info.compress_size]
        if signature != b"PK\x03\x04" or len(raw) != info.compress_size:
            raise self._refuse.damaged()
        return raw

    def _inflated(self, raw: bytes) -> bytes:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            part = inflater.decompress(raw, self._allowance.expanded + 1)
        except zlib.error as error:
            raise self._refuse.damaged() from error
        self._allowance.take_expanded(len(part))
        if not inflater.eof:
            raise self._refuse.damaged()
        return part
