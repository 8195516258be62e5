"""The mark that the program's own workbooks carry, so that none of them is taken for an office's tracker.

It stands where a workbook names who saved it last.  Excel and Calc put the person's name there instead when
they save: a checked copy that somebody worked on and sent back is a tracker like any other.
"""

from __future__ import annotations

import re
import struct
import zlib

CHECKED_COPY, DISTRICT = b"itaxl checked copy", b"itaxl district summary"
#: The part that holds it.
CORE = "docProps/core.xml"

_HEADER, _SIZE = struct.Struct("<4s2xHH8xL4xHH"), 30
_MOST = 100_000
_SAVED_BY = re.compile(rb"<(\w+:)?lastModifiedBy\b[^<>]*(?:/>|>([^<>]*)</(?:\w+:)?lastModifiedBy\s*>)")
_ROOT_END = re.compile(rb"</(\w+:)?coreProperties\s*>\s*\Z")
#: Until 0.1.0 the district workbook was told apart from a new tracker by its title only.
_FORMER = b"itaxl", "<dc:title>สรุปผลรายอำเภอ ITA</dc:title>".encode()


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
    saved_by = found[2] if found else b""
    return saved_by in (CHECKED_COPY, DISTRICT) or (saved_by == _FORMER[0] and _FORMER[1] in core)


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
