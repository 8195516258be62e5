"""Zip packages from parts in memory, without a clock: the same parts give the same bytes."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from itaxl.named_tuple import NamedTuple

Parts = Mapping[str, bytes]
NOTHING: Parts = MappingProxyType({})
Deflate = Callable[[bytes], bytes]
#: The order of the parts, and of each that never changes its entry.
Kept = tuple[tuple[str, ...], dict[str, tuple[bytes, ...]]]

_STORED, _DEFLATED = 0, 8
_UTF8_FLAG = 0x800
_FIRST_DAY = 0x21  # 1 January 1980, the first that a zip can name
_VERSION = 20
_FAST = 3
#: A part up to this many bytes needs no larger window, whose memory costs more than its packing.
_SMALL, _SMALL_WINDOW, _SMALL_MEMORY = 4096, 12, 5
#: OpenDocument wants this part as it is, so that its first bytes tell what the file is.
_KIND = "mimetype"


class _Maker(NamedTuple):
    """What a zip says of who made it: the system, and its rights to the file."""

    system: int
    rights: int


_NOBODY = _Maker(0, 0)
_UNIX = _Maker(3, 0o600 << 16)


class _Entry(NamedTuple):
    """One part: its name, its local header with data, and its line in the directory up to the offset."""

    name: bytes
    local: bytes
    listed: bytes

    @classmethod
    def of(cls, name: str, part: bytes, deflate: Deflate | None, maker: _Maker = _NOBODY) -> _Entry:
        spelt = name.encode()
        flags, method = 0 if name.isascii() else _UTF8_FLAG, _DEFLATED if deflate else _STORED
        packed = deflate(part) if deflate else part
        facts = (flags, method, 0, _FIRST_DAY, zlib.crc32(part), len(packed), len(part), len(spelt), 0)
        local = struct.pack("<4s5H3I2H", b"PK\3\4", _VERSION, *facts) + spelt + packed
        made = _VERSION, maker.system, _VERSION
        return cls(spelt, local, struct.pack("<4s2B5H3I5HI", b"PK\1\2", *made, *facts, 0, 0, 0, maker.rights))


def _joined(entries: Iterable[_Entry]) -> bytes:
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        directory.append(entry.listed + struct.pack("<I", offset) + entry.name)
        pieces.append(entry.local)
        offset += len(entry.local)
    listing = b"".join(directory)
    count = len(pieces)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(listing), offset, 0)
    return b"".join((*pieces, listing, end))


def stored(parts: Parts) -> bytes:
    """A zip without compression: for another program in memory, not for a disk."""
    return _joined(_Entry.of(name, part, None) for name, part in parts.items())


def packed(parts: Parts) -> bytes:
    """A zip for a disk, in zlib's usual compression."""

    def entry(name: str, part: bytes) -> _Entry:
        return _Entry.of(name, part, None if name == _KIND else _usual_deflate, _UNIX)

    return _joined(map(entry, parts, parts.values()))


def repacked(package: bytes, mend: Callable[[str, bytes], bytes], added: Parts | None = None) -> bytes:
    """A package that a program of ours just wrote: each part as `mend` gives it, `added` ones at the end."""
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(package)) as archive:
        parts = {e.filename: mend(e.filename, archive.read(e)) for e in archive.infolist() if not e.is_dir()}
    return packed({**parts, **(added or {})})


class Package:
    """A package that this module wrote: parts are exchanged or added without packing the others again."""

    def __init__(self, package: bytes) -> None:
        count, _, begin = struct.unpack("<HII", package[-12:-2])
        self._entries: dict[str, _Entry] = {}
        bounds: list[tuple[str, bytes, int]] = []
        at = begin
        for _ in range(count):
            length, offset = (
                struct.unpack_from("<H", package, at + 28)[0],
                struct.unpack_from("<I", package, at + 42)[0],
            )
            name = package[at + 46 : at + 46 + length]
            bounds.append((name.decode(), package[at : at + 42], offset))
            at += 46 + length
        ends = [*(offset for _, _, offset in bounds[1:]), begin]
        for (part, listed, offset), end in zip(bounds, ends, strict=True):
            self._entries[part] = _Entry(part.encode(), package[offset:end], listed)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """One part.  Raises KeyError."""
        local = self._entries[name].local
        method, length = struct.unpack_from("<H", local, 8)[0], struct.unpack_from("<H", local, 26)[0]
        data = local[30 + length :]
        return zlib.decompress(data, -zlib.MAX_WBITS) if method else data

    def put(self, name: str, part: bytes, deflate: Deflate | None) -> None:
        """In the place of the part of that name, or at the end; stored where there is no `deflate`."""
        self._entries[name] = _Entry.of(name, part, deflate)

    def bytes(self) -> bytes:
        return _joined(self._entries.values())


def _usual_deflate(data: bytes) -> bytes:
    return zlib_deflate(data, zlib.Z_DEFAULT_COMPRESSION)


def zlib_deflate(data: bytes, level: int = _FAST) -> bytes:
    """Raw deflate.  Level 3 takes a third of the time of the usual 6; 30 measures cost 2 kB more."""
    small = len(data) <= _SMALL
    window, memory = (_SMALL_WINDOW, _SMALL_MEMORY) if small else (zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL)
    packer = zlib.compressobj(level, zlib.DEFLATED, -window, memory)
    return packer.compress(data) + packer.flush()


class PackageWriter:
    """Writes one package over and over: the parts that never change are packed once."""

    def __init__(self, order: Iterable[str], static: Parts, deflate: Deflate) -> None:
        self._order = tuple(order)
        self._deflate = deflate
        self._static = {name: _Entry.of(name, part, deflate) for name, part in static.items()}
        #: Of each small part that changes, the last: a header says mostly what it said before.
        self._last: dict[str, tuple[bytes, _Entry]] = {}

    def kept(self) -> Kept:
        """What `again` makes the same writer from: plain values, packed already."""
        return self._order, {name: tuple(entry) for name, entry in self._static.items()}

    @classmethod
    def again(cls, kept: Kept) -> PackageWriter:
        order, static = kept
        writer = cls(order, {}, zlib_deflate)
        writer._static = {name: _Entry(*entry) for name, entry in static.items()}
        return writer

    def build(self, changing: Parts, as_they_are: Parts = NOTHING) -> bytes:
        """The package with these parts beside the static ones.

        `as_they_are` come first and are only stored: pictures are packed already, a few words not worth it.
        """

        def entry(name: str) -> _Entry:
            if name in as_they_are:
                return _Entry.of(name, as_they_are[name], None)
            if name in changing:
                return self._packed(name, changing[name])
            return self._static[name]

        return _joined(map(entry, self._order))

    def _packed(self, name: str, part: bytes) -> _Entry:
        known = self._last.get(name)
        if known and known[0] == part:
            return known[1]
        entry = _Entry.of(name, part, self._deflate)
        if len(part) <= _SMALL:
            self._last[name] = part, entry
        return entry
