"""OLE compound files: the streams of one.  Source: [MS-CFB]."""

from __future__ import annotations

import struct
from typing import TypeAlias

from itaxl.named_tuple import NamedTuple
from itaxl.reading.refusal import Refusal

_FAT_SECTOR = 0xFFFFFFFD
_STREAM = 2
_Sectors: TypeAlias = tuple[int, ...]
#: Streams below this size lie in the mini stream, in sectors of 64 bytes.
_MINI_CUTOFF, _MINI_SECTOR = 4096, 64
_HEADER_TABLE = 109


class _Entry(NamedTuple):
    name: str
    kind: int
    siblings: tuple[int, int]
    child: int
    start: int
    size: int


class CompoundFile:
    """The streams of a compound file by name.  A broken structure raises InputError."""

    def __init__(self, data: bytes, refuse: Refusal) -> None:
        self._data = data
        self._refuse = refuse
        try:
            self._open()
        except (struct.error, IndexError, ValueError) as error:
            raise refuse.damaged() from error

    @property
    def names(self) -> frozenset[str]:
        """Stream names in lower case."""
        return frozenset(self._streams)

    def stream(self, name: str) -> bytes:
        """The content of a stream that is there."""
        start, size = self._streams[name.lower()]
        if size >= _MINI_CUTOFF:
            return self._chain(self._data, self._fat, start, self._size, self._offset, size)
        return self._chain(self._mini, self._mini_fat, start, _MINI_SECTOR, 0, size)

    def _open(self) -> None:
        shift, mini_shift = struct.unpack_from("<HH", self._data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise self._refuse.damaged()
        self._size = self._offset = 1 << shift
        directory, mini_fat, mini_fat_sectors, *more = struct.unpack_from("<L8x4L", self._data, 48)
        self._fat = self._table(self._fat_sectors(*more))
        entries = self._chain(self._data, self._fat, directory, self._size, self._offset)
        found = [_entry(entries, at, large=shift == 12) for at in range(0, len(entries) - 127, 128)]
        root = found[0]
        self._mini = b""
        self._mini_fat: _Sectors = ()
        if mini_fat_sectors:
            self._mini = self._chain(self._data, self._fat, root.start, self._size, self._offset, root.size)
            self._mini_fat = _numbers(self._chain(self._data, self._fat, mini_fat, self._size, self._offset))
        self._streams = {e.name.lower(): (e.start, e.size) for e in _children(found) if e.kind == _STREAM}

    def _fat_sectors(self, more: int, more_sectors: int) -> list[int]:
        sectors = list(struct.unpack_from(f"<{_HEADER_TABLE}L", self._data, 76))
        each = self._size // 4
        for _ in range(min(more_sectors, len(self._data) // self._size + 1)):
            if more >= _FAT_SECTOR:
                break
            *found, more = struct.unpack_from(f"<{each}L", self._data, self._offset + more * self._size)
            sectors += found
        return [sector for sector in sectors if sector < _FAT_SECTOR]

    def _table(self, sectors: list[int]) -> _Sectors:
        if len(sectors) > len(self._data) // self._size:
            raise self._refuse.damaged()
        starts = (self._offset + sector * self._size for sector in sectors)
        return _numbers(b"".join(self._data[start : start + self._size] for start in starts))

    def _chain(
        self, data: bytes, table: _Sectors, start: int, sector: int, offset: int, size: int | None = None
    ) -> bytes:
        """The sectors from `start` on; all of them when the size is not known."""
        pieces: list[bytes] = []
        most = len(data) // sector + 1
        while start < _FAT_SECTOR and (size is None or len(pieces) * sector < size):
            if len(pieces) > most or start >= len(table):
                raise self._refuse.damaged()  # a circle, or nowhere
            at = offset + start * sector
            pieces.append(data[at : at + sector])
            start = table[start]
        whole = b"".join(pieces)
        if size is not None and len(whole) < size:
            if size - len(whole) >= sector:
                raise self._refuse.damaged()
            whole += bytes(size - len(whole))  # some programs do not fill up the last sector of a file
        return whole[:size]


def _entry(entries: bytes, at: int, *, large: bool) -> _Entry:
    name_size, kind, left, right, child = struct.unpack_from("<HBx3L", entries, at + 64)
    start, size = struct.unpack_from("<LQ", entries, at + 116)
    name = entries[at : at + max(0, min(name_size, 64) - 2)].decode("utf-16-le", "replace")
    return _Entry(name, kind, (left, right), child, start, size if large else size & 0xFFFFFFFF)


def _children(entries: list[_Entry]) -> list[_Entry]:
    """What lies directly in the root: embedded objects keep streams of the same names further down."""
    found: dict[int, _Entry] = {}
    waiting = [entries[0].child]
    while waiting:
        at = waiting.pop()
        if at < len(entries) and at not in found:
            found[at] = entries[at]
            waiting += entries[at].siblings
    return list(found.values())


def _numbers(table: bytes) -> _Sectors:
    return struct.unpack(f"<{len(table) // 4}L", table[: len(table) // 4 * 4])
