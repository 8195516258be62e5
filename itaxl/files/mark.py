"""The mark that the program's own workbooks carry, so that none of them is taken for an office's tracker.

It stands where a workbook names who saved it last.  Excel and Calc put the person's name there instead when
they save: a checked copy that somebody worked on and sent back is a tracker like any other.  For programs
that keep the name, the mark of a copy holds a digest of the other parts, too.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress

from itaxl.blake2 import blake2b

CHECKED_COPY, DISTRICT = b"itaxl checked copy", b"itaxl district summary"
#: What stands in its place in a tracker that the program has saved.
TRACKER = b"itaxl"
#: The part that holds it.
CORE = "docProps/core.xml"

_HEADER, _SIZE = struct.Struct("<4s2xHH8xL4xHH"), 30
_MOST = 100_000
_SAVED_BY = re.compile(rb"<(\w+:)?lastModifiedBy\b[^<>]*(?:/>|>([^<>]*)</(?:\w+:)?lastModifiedBy\s*>)")
_ROOT_END = re.compile(rb"</(\w+:)?coreProperties\s*>\s*\Z")
#: Until 0.1.0 the district workbook was told apart from a new tracker by its title only.
_FORMER = TRACKER, "<dc:title>สรุปผลรายอำเภอ ITA</dc:title>".encode()


def sealed(mark: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The mark for a package of these parts; the one that holds the mark is left out."""
    return b"%b %b" % (mark, _digest((name, zlib.crc32(part)) for name, part in parts.items()))


def _digest(parts: Iterable[tuple[str, int]]) -> bytes:
    """Of names and check sums, which a zip's directory has."""
    lines = sorted(f"{name} {checksum:08x}" for name, checksum in parts if name != CORE)
    return blake2b("\n".join(lines).encode(), digest_size=8).hexdigest().encode()


def _is_as_sealed(workbook: bytes, digest: bytes) -> bool:
    with suppress(zipfile.BadZipFile, ValueError), zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return _digest((entry.filename, entry.CRC) for entry in package.infolist()) == digest
    return False


def marked(core: bytes, mark: bytes) -> bytes | None:
    """The part with the mark; None for one that is written in another way than all programs write it."""
    core = _SAVED_BY.sub(b"", core)
    end = _ROOT_END.search(core)
    if end is None or b"lastModifiedBy" in core:
        return None
    name = (end[1] or b"") + b"lastModifiedBy"
    return core[: end.start()] + b"<%b>%b</%b>" % (name, mark, name) + core[end.start() :]


def is_marked(workbook: bytes) -> bool:
    """Whether the program made a file as it is.  Only packages as the program packs them are looked into."""
    core = _core_of(workbook)
    found = _SAVED_BY.search(core)
    saved_by = (found[2] if found else None) or b""
    mark, _, digest = saved_by.rpartition(b" ")
    if mark == CHECKED_COPY:
        return _is_as_sealed(workbook, digest)
    return saved_by == DISTRICT or (saved_by == _FORMER[0] and _FORMER[1] in core)


def _core_of(workbook: bytes) -> bytes:
    """Without the zip's directory, which takes longer to read than all the rest; b'' for any other file."""
    named = workbook.find(CORE.encode())
    at = named - _SIZE
    if at < 0:
        return b""
    signature, flags, method, size, name, extra = _HEADER.unpack_from(workbook, at)
    if signature != b"PK\x03\x04" or flags & 1 or name != len(CORE):
        return b""
    raw = workbook[named + name + extra :][:size]
    if method == 0:
        return raw[:_MOST]
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, _MOST) if method == zlib.DEFLATED else b""
    except zlib.error:
        return b""
