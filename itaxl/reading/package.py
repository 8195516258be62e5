"""A zip package read with limits: headers that lie about sizes, and bombs in parts that nobody reads, do no
harm; and what does not have to be inflated is not."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from io import BytesIO

from itaxl.catching import foreign_fault_as
from itaxl.named_tuple import NamedTuple
from itaxl.reading.limits import MAX_ENTRIES, Allowance

_CENTRAL, _END = b"PK\x01\x02", b"PK\x05\x06"
#: Of an entry: flags, method, CRC, both sizes, those of its texts, and where its part begins.
_LISTED = struct.Struct("<4s4x2H4x3L3H8xL")
_LAST = struct.Struct("<4s4H2LH")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED_FLAG, _UTF8_FLAG = 0x1, 0x800
_IN_64_BITS = 0xFFFFFFFF


class Entry(NamedTuple):
    """What a zip's directory says of a part."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    offset: int


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
        self._entries = {part_key(entry.name): entry for entry in entries}
        #: Where two names differ in case only, the letters decide.
        self._spelt = {entry.name: entry for entry in entries}

    def _directory(self) -> list[Entry]:
        if (entries := plain_directory(self._data)) is not None:
            return entries
        from zipfile import ZipFile  # with all that it takes along; few workbooks need it

        if self._data.count(_CENTRAL, self._directory_start()) > MAX_ENTRIES:
            raise self._refuse.damaged()
        with foreign_fault_as(lambda _: self._refuse.damaged()), ZipFile(BytesIO(self._data)) as archive:
            return [
                Entry(i.filename, i.flag_bits, i.compress_type, i.CRC, i.compress_size, i.header_offset)
                for i in archive.infolist()
            ]

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
        entry = self._spelt.get(name) or self._entries.get(part_key(name))
        if entry is None:
            raise self._refuse.damaged()
        if entry.flags & _ENCRYPTED_FLAG:
            raise self._refuse.encrypted()
        raw = self._raw(entry)
        if entry.method == _STORED:
            part = raw
            self._allowance.take_expanded(len(part))
        elif entry.method == _DEFLATED:
            part = self._inflated(raw)
        else:
            raise self._refuse.damaged()
        if zlib.crc32(part) != entry.crc:
            raise self._refuse.damaged()
        return part

    def _raw(self, entry: Entry) -> bytes:
        try:
            signature, name_size, extra_size = struct.unpack_from("<4s22xHH", self._data, entry.offset)
        except struct.error as error:
            raise self._refuse.damaged() from error
        start = entry.offset + 30 + name_size + extra_size
        raw = self._data[start : start + entry.packed]
        if signature != b"PK\x03\x04" or len(raw) != entry.packed:
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


def plain_directory(data: bytes) -> list[Entry] | None:
    """The directory of a zip that ends with it, as nearly all do; None where zipfile must look for it, or
    where it is odd in any way."""
    end = len(data) - _LAST.size
    if end < 0:
        return None
    mark, disk, first, here, count, size, at, comment = _LAST.unpack_from(data, end)
    odd = disk or first or comment or here != count or count > MAX_ENTRIES
    if mark != _END or odd or at + size != end:
        return None
    entries: list[Entry] = []
    for _ in range(count):
        if at + _LISTED.size > end:
            return None
        mark, flags, method, crc, packed, unpacked, name_size, extra, comment, offset = _LISTED.unpack_from(
            data, at
        )
        name = data[at + _LISTED.size : at + _LISTED.size + name_size]
        at += _LISTED.size + name_size + extra + comment
        if mark != _CENTRAL or at > end or _IN_64_BITS in (packed, unpacked, offset):
            return None
        if b"\0" in name or not (name.isascii() or flags & _UTF8_FLAG):
            return None
        try:
            entries.append(Entry(name.decode(), flags, method, crc, packed, offset))
        except UnicodeDecodeError:
            return None
    return entries if at == end else None
