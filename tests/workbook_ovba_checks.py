"""The VBA project by the letter of [MS-OVBA] 2.3.4: what a writer MUST write, record by record."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from pyopenvba.cfb import CFB
from pyopenvba.vba import decompress

from tests.workbook_book import VBA_PART, Book

_VBA_PROJECT = bytes.fromhex("CC61 FFFF 00")
_COOKIE = b"\xff\xff"
_STANDARD, _OTHER = 0x21, 0x22


class Record(NamedTuple):
    id: int
    data: bytes


#: PROJECTINFORMATION in its order (2.3.4.2.1): id, sizes allowed, and the one content where it is given.
_INFORMATION: tuple[tuple[int, range, bytes | None], ...] = (
    (0x01, range(4, 5), b"\3\0\0\0"),  # 64-bit Windows
    (0x4A, range(4, 5), None),
    (0x02, range(4, 5), b"\x09\x04\0\0"),
    (0x14, range(4, 5), b"\x09\x04\0\0"),
    (0x03, range(2, 3), None),
    (0x04, range(1, 129), None),
    (0x05, range(2001), None),
    (0x40, range(4001), None),
    (0x06, range(261), None),
    (0x3D, range(261), None),
    (0x07, range(4, 5), None),
    (0x08, range(4, 5), bytes(4)),
    (0x09, range(6, 7), None),
    (0x0C, range(1016), None),
    (0x3C, range(2031), None),
)
#: A module's records in their order (2.3.4.2.3.2).
_MODULE = (0x19, 0x47, 0x1A, 0x32, 0x1C, 0x48, 0x31, 0x1E, 0x2C)


def ovba(book: Book) -> list[str]:
    """[MS-OVBA] 2.3.4: version, no compiled code, every record of the directory in its place."""
    files = CFB.from_bytes(book.parts[VBA_PART])
    streams = set(files.list_streams_in_storage("VBA"))
    found = [f"{name} holds compiled code" for name in streams if name.startswith("__SRP_")]
    head = files.get_stream_in_storage("VBA", "_VBA_PROJECT")
    if head[:5] != _VBA_PROJECT or len(head) != 7:
        found.append(f"_VBA_PROJECT is {head[:5].hex()} and {len(head)} bytes long")
    records = list(_records(decompress(files.get_stream_in_storage("VBA", "dir"))))
    found += _information(records)
    start = next((n for n, record in enumerate(records) if record.id == 0x0F), None)
    if start is None:
        return [*found, "the directory has no modules"]
    return found + _modules(records[start:], streams, book)


def _records(raw: bytes) -> Iterator[Record]:
    place = 0
    while place < len(raw):
        number, size = struct.unpack_from("<HI", raw, place)
        if number == 0x09:  # PROJECTVERSION must say 4, and is 6 long
            yield Record(number, raw[place + 6 : place + 12] if size == 4 else b"")
            place += 12
            continue
        yield Record(number, raw[place + 6 : place + 6 + size])
        place += 6 + size


def _information(records: list[Record]) -> list[str]:
    if [record.id for record in records[: len(_INFORMATION)]] != [number for number, _, _ in _INFORMATION]:
        return ["the records of the project do not stand in their order"]
    pairs = zip(records, _INFORMATION, strict=False)
    return [
        f"record {number:#04x} is {record.data.hex()}"
        for record, (number, sizes, content) in pairs
        if len(record.data) not in sizes or (content is not None and record.data != content)
    ]


def _modules(records: list[Record], streams: set[str], book: Book) -> list[str]:
    count, cookie, *rest = records
    found = [] if cookie == (0x13, _COOKIE) else [f"the project's cookie is {cookie}"]
    if not rest or rest[-1] != (0x10, b""):
        found.append("the directory has no end")
    modules = list(_split(rest[:-1]))
    known = {r.data.decode("ascii", "replace") for module in modules for r in module if r.id == 0x1A}
    if others := streams - known - {"dir", "_VBA_PROJECT"} - {s for s in streams if s.startswith("__SRP_")}:
        found.append(f"{sorted(others)} are of no module")
    if count.data != struct.pack("<H", len(modules)):
        found.append(f"{count.data.hex()} modules are said, {len(modules)} are there")
    return found + [problem for module in modules for problem in _module(module, streams, book)]


def _split(records: list[Record]) -> Iterator[list[Record]]:
    module: list[Record] = []
    for record in records:
        module.append(record)
        if record.id == 0x2B:
            yield module
            module = []
    if module:
        yield module


def _module(records: list[Record], streams: set[str], book: Book) -> Iterator[str]:
    name = records[0].data.decode("ascii", "replace")
    if tuple(record.id for record in records[: len(_MODULE)]) != _MODULE:
        yield f"the records of {name} do not stand in their order"
        return
    data = {record.id: record.data for record in records}
    if data[0x47].decode("utf-16-le") != name:
        yield f"{name} is also called {data[0x47].decode('utf-16-le')}"
    stream = data[0x1A].decode("ascii", "replace")
    if data[0x32].decode("utf-16-le") != stream or stream not in streams:
        yield f"{name} is in no stream {stream}"
    if data[0x31] != bytes(4):
        yield f"{name} keeps {int.from_bytes(data[0x31], 'little')} bytes of compiled code"
    if data[0x2C] != _COOKIE:
        yield f"{name} has the cookie {data[0x2C].hex()}"
    is_standard = book.modules[name][0] if name in book.modules else None
    if ({_STANDARD, _OTHER} & data.keys()) != {_STANDARD if is_standard else _OTHER}:
        yield f"{name} is of the wrong kind"
    if records[-1] != (0x2B, b""):
        yield f"{name} has no end"
