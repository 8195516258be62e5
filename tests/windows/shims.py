"""What Wine 8 lacks: bcryptprimitives.dll, which libraries written in Rust ask for random bytes."""

from __future__ import annotations

import struct

_NAME, _EXPORT, _FORWARD = b"bcryptprimitives.dll\0", b"ProcessPrng\0", b"advapi32.SystemFunction036\0"
_BASE, _ALIGN, _FILE, _HEADERS = 0x180000000, 0x1000, 0x200, 0x200


def forwarder() -> bytes:
    """A library without code: its one function is another library's, which takes the same two arguments."""
    table = 40
    functions, names, ordinals = table, table + 4, table + 8
    name = table + 10
    export, forward = name + len(_NAME), name + len(_NAME) + len(_EXPORT)
    at = _ALIGN
    directory = struct.pack(
        "<IIHHIIIIIII", 0, 0, 0, 0, at + name, 1, 1, 1, at + functions, at + names, at + ordinals
    )
    data = directory + struct.pack("<IIH", at + forward, at + export, 0) + _NAME + _EXPORT + _FORWARD
    size = len(data)
    data = data.ljust(_FILE, b"\0")
    dos = (b"MZ".ljust(60, b"\0") + struct.pack("<I", 64)).ljust(64, b"\0")
    coff = struct.pack("<4sHHIIIHH", b"PE\0\0", 0x8664, 1, 0, 0, 0, 240, 0x2022)
    optional = struct.pack("<HBBIIIII", 0x20B, 14, 0, 0, len(data), 0, 0, 0)
    optional += struct.pack("<QIIHHHHHHIIIIHH", _BASE, _ALIGN, _FILE, 6, 0, 0, 0, 6, 0, 0,
                            2 * _ALIGN, _HEADERS, 0, 2, 0x0160)  # fmt: skip
    optional += struct.pack("<QQQQII", 1 << 20, 1 << 12, 1 << 20, 1 << 12, 0, 16)
    optional += struct.pack("<II", at, size) + bytes(8 * 15)
    section = struct.pack("<8sIIIIIIHHI", b".rdata", size, at, len(data), _HEADERS, 0, 0, 0, 0, 0x40000040)
    return (dos + coff + optional + section).ljust(_HEADERS, b"\0") + data
