"""New compound files around a single stream."""

from __future__ import annotations

import struct

from itaxl.reading.kinds import OLE_SIGNATURE

_END_OF_CHAIN, _FREE, _FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_STREAM, _ROOT = 2, 5
#: Streams below this size lie in the mini stream.
_MINI_CUTOFF = 4096
_SECTOR = 4096
_HEADER_TABLE = 109


def around(name: str, stream: bytes) -> bytes:
    """A compound file of version 4 with one stream, padded with zeros to whole sectors.

    Up to 400 MB: the table of sectors then still fits the header.
    """
    size = max(len(stream), _MINI_CUTOFF)
    sectors = -(-size // _SECTOR)
    each = _SECTOR // 4
    fat_sectors = -(-(sectors + 1) // (each - 1)) + 1
    if fat_sectors > _HEADER_TABLE:
        raise ValueError("stream too large for one header")
    first = fat_sectors + 1  # the directory stands between the table and the stream
    fat = [_FAT_SECTOR] * fat_sectors + [_END_OF_CHAIN]
    fat += [*range(first + 1, first + sectors), _END_OF_CHAIN]
    fat += [_FREE] * (fat_sectors * each - len(fat))
    header = struct.pack("<8s16x5H6x", OLE_SIGNATURE, 0x3E, 4, 0xFFFE, 12, 6)
    fields = (1, fat_sectors, fat_sectors, 0, _MINI_CUTOFF, _END_OF_CHAIN, 0, _END_OF_CHAIN, 0)
    header += struct.pack("<9L", *fields)
    table = [*range(fat_sectors), *[_FREE] * (_HEADER_TABLE - fat_sectors)]
    header += struct.pack(f"<{_HEADER_TABLE}L", *table)
    directory = _directory_entry("Root Entry", _ROOT, 1, 0, 0)
    directory += _directory_entry(name, _STREAM, _FREE, first, size)
    parts = (header, directory, stream)
    padded = [part + bytes(-len(part) % _SECTOR) for part in parts]
    if len(stream) < _MINI_CUTOFF:
        padded[2] = stream + bytes(_MINI_CUTOFF - len(stream))
    return b"".join((padded[0], struct.pack(f"<{len(fat)}L", *fat), padded[1], padded[2]))


def _directory_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    spelled = name.encode("utf-16-le")
    return struct.pack("<64sHBB3L36xLQ", spelled, len(spelled) + 2, kind, 1, _FREE, _FREE, child, start, size)
