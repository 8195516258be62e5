"""Whether a picture is whole: what Word would show half, or swell to gigabytes, is not put into a memo.

PNG is inflated and its checksums compared (W3C PNG, 3rd edition); a JPEG's segments and scans are followed to
their end (ITU-T T.81, annex B).  Both in little memory, whatever size the file claims.
"""

from __future__ import annotations

import bisect
import struct
import zlib
from collections.abc import Iterator

from itaxl.named_tuple import NamedTuple

#: An A4 page scanned at 300 dpi has 2,480 × 3,508.
LONGEST_SIDE, MOST_PIXELS = 10_000, 25_000_000
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
#: Adam7: first column and row of each pass, and the steps to the next.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_BLOCK = 1 << 16
_SEQUENTIAL, _PROGRESSIVE = (0xC0, 0xC1), 0xC2
_STANDING_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


class NoPicture(Exception):
    """Why it cannot be used: the end of a Thai sentence that begins with the file."""


class Picture(NamedTuple):
    """'png' or 'jpeg', and the size in pixels."""

    kind: str
    width: int
    height: int


def examine(data: bytes) -> Picture:
    """Raises NoPicture for anything but a whole PNG or JPEG of a sensible size."""
    try:
        if data.startswith(_PNG):
            return _png(data)
        if data.startswith(_JPEG):
            return _jpeg(data)
    except (struct.error, zlib.error, IndexError) as error:
        raise _cut() from error
    raise NoPicture("ไม่ใช่ภาพ PNG หรือ JPEG")


def _cut() -> NoPicture:
    return NoPicture("ไม่ครบหรือเสียหาย")


def _sensible(width: int, height: int) -> None:
    if not width or not height:
        raise _cut()
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise NoPicture(f"ใหญ่เกินไป ({width:,}×{height:,} จุด)")


def _png(data: bytes) -> Picture:
    chunks = _chunks(data)
    kind, head = next(chunks)
    if kind != b"IHDR" or len(head) != 13:
        raise _cut()
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", head)
    _sensible(width, height)
    if depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlace > 1:
        raise _cut()
    bits = depth * _CHANNELS[colour]
    pixels = _Pixels([(width, height)] if not interlace else list(_passes(width, height)), bits)
    palette = False
    for kind, body in chunks:
        palette |= kind == b"PLTE"
        if kind == b"IDAT":
            if colour == 3 and not palette:
                raise _cut()
            pixels.add(body)
    pixels.end()
    return Picture("png", width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Kind and content of each chunk, up to IEND; what follows that is no part of the picture."""
    view, place, kind = memoryview(data), len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 8 + length
        (checksum,) = struct.unpack_from(">I", data, end)
        if zlib.crc32(view[place + 4 : end]) != checksum:
            raise _cut()
        yield kind, view[place + 8 : end]
        place = end + 4


def _passes(width: int, height: int) -> Iterator[tuple[int, int]]:
    for column, row, across, down in _PASSES:
        size = (width - column + across - 1) // across, (height - row + down - 1) // down
        if min(size) > 0:
            yield size


class _Pixels:
    """Counts what the IDAT chunks inflate to, block by block: each row begins with its filter, 0–4."""

    def __init__(self, sizes: list[tuple[int, int]], bits: int) -> None:
        self._inflater = zlib.decompressobj()
        self._seen = self._expected = 0
        self._rows: list[int] = []
        for width, height in sizes:
            row = 1 + (width * bits + 7) // 8
            self._rows += range(self._expected, self._expected + row * height, row)
            self._expected += row * height

    def add(self, packed: bytes | memoryview) -> None:
        while packed:
            block = self._inflater.decompress(packed, _BLOCK)
            packed = self._inflater.unconsumed_tail
            first = bisect.bisect_left(self._rows, self._seen)
            last = bisect.bisect_left(self._rows, self._seen + len(block), first)
            if any(block[row - self._seen] > 4 for row in self._rows[first:last]):
                raise _cut()
            self._seen += len(block)
            if self._seen > self._expected:
                raise _cut()

    def end(self) -> None:
        if self._seen != self._expected or not self._inflater.eof:
            raise _cut()


def _jpeg(data: bytes) -> Picture:
    """Up to the end marker, which must come after at least one scan."""
    place, size, least, scanned = 2, (0, 0), 0, 0
    while True:
        if data[place] != 0xFF:
            raise _cut()
        marker = data[place + 1]
        if marker == 0xFF:  # filling
            place += 1
            continue
        place += 2
        if marker == 0xD9:
            break
        if marker in _STANDING_ALONE:
            continue
        (length,) = struct.unpack_from(">H", data, place)
        if length < 2 or place + length > len(data):
            raise _cut()
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            if size != (0, 0):
                raise _cut()
            size, least = _frame(marker, data[place + 2 : place + length])
        place += length
        if marker == 0xDA:
            if size == (0, 0):
                raise _cut()
            end = _scan_end(data, place)
            scanned += end - place
            place = end
    if not scanned or scanned < least:
        raise _cut()
    return Picture("jpeg", *size)


def _frame(marker: int, frame: bytes) -> tuple[tuple[int, int], int]:
    """Width and height, and the bytes that its scans have at the least: a block takes two bits."""
    depth, height, width, components = struct.unpack_from(">BHHB", frame)
    if marker not in (*_SEQUENTIAL, _PROGRESSIVE) or depth != 8:
        raise NoPicture("เป็น JPEG ชนิดที่ Word เปิดไม่ได้")
    if components not in (1, 3, 4) or len(frame) != 6 + 3 * components:
        raise _cut()
    _sensible(width, height)
    blocks = -(-width // 8) * -(-height // 8)
    return (width, height), blocks // 4 if marker in _SEQUENTIAL else 1


def _scan_end(data: bytes, place: int) -> int:
    """Where a scan's data end: at a marker that is neither a stuffed FF nor a restart."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0:
            raise _cut()
        following = data[place + 1]
        if following == 0xFF:
            place += 1
        elif following == 0 or 0xD0 <= following <= 0xD7:
            place += 2
        else:
            return place
