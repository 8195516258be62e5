"""What stands beside the cells of an .xls: where they lead to, and what people wrote on them.

Source: [MS-XLS] 2.4.140 (hyperlinks), 2.4.179 (comments), [MS-OSHARED] 2.3.7.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from itaxl.reading.biff import Pieces, Record, Text

_HYPERLINK, _NOTE, _OBJECT, _TEXT_OBJECT = 0x01B8, 0x001C, 0x005D, 0x01B6
_GOES_ON = 0xFFFF
_URL_MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_FILE_MONIKER = bytes.fromhex("0303000000000000c000000000000046")
_HAS_MONIKER, _HAS_LOCATION, _HAS_DISPLAY, _HAS_FRAME, _AS_TEXT = 0x1, 0x8, 0x10, 0x80, 0x100


class Asides:
    """`links` and `notes` by 1-based row and column."""

    def __init__(self) -> None:
        self.links: dict[tuple[int, int], str] = {}
        self._texts: dict[int, str] = {}
        self._noted: dict[tuple[int, int], int] = {}
        self._object = -1

    @property
    def notes(self) -> dict[tuple[int, int], str]:
        found = {place: self._texts.get(number, "").strip() for place, number in self._noted.items()}
        return {place: text for place, text in found.items() if text}

    def take(self, record: Record, continued: Callable[[], list[bytes]], text: Text) -> None:
        kind, data = record
        if kind == _HYPERLINK:
            row, _, column, _ = struct.unpack_from("<4H", data)
            if address := _address(data):
                self.links[row + 1, column + 1] = address
        elif kind == _NOTE and text.biff8:
            row, column, _, number = struct.unpack_from("<4H", data)
            self._noted[row + 1, column + 1] = number
        elif kind == _NOTE and len(data) >= 6:
            self._take_older(data, text)
        elif kind == _OBJECT and len(data) >= 8:
            (self._object,) = struct.unpack_from("<H", data, 6)
        elif kind == _TEXT_OBJECT and text.biff8 and len(data) >= 12:
            (count,) = struct.unpack_from("<H", data, 10)
            pieces = continued()[1:]
            if count and pieces:
                self._texts[self._object] = Pieces(pieces).characters(count)

    def _take_older(self, data: bytes, text: Text) -> None:
        """Before 1997 a comment's text stands in its record, and goes on in others that name no cell."""
        row, column = struct.unpack_from("<HH", data)
        if row != _GOES_ON:
            self._noted[row + 1, column + 1] = -1 - len(self._noted)
        number = -len(self._noted)
        self._texts[number] = self._texts.get(number, "") + data[6:].decode(text.codec, "replace")


def _address(data: bytes) -> str:
    """The address of a hyperlink; '' for one within the workbook, and for what is spelt in another way."""
    try:
        (flags,) = struct.unpack_from("<L", data, 28)
        at = 32
        for flag in (_HAS_DISPLAY, _HAS_FRAME):
            if flags & flag:
                _, at = _counted(data, at)
        if not flags & _HAS_MONIKER:
            return ""
        if flags & _AS_TEXT:
            return _counted(data, at)[0]
        address, at = _moniker(data, at)
        location = _counted(data, at)[0] if flags & _HAS_LOCATION else ""
    except struct.error:
        return ""
    return f"{address}#{location}" if address and location else address


def _counted(data: bytes, at: int) -> tuple[str, int]:
    (count,) = struct.unpack_from("<L", data, at)
    end = at + 4 + 2 * count
    return data[at + 4 : end].decode("utf-16-le", "replace").partition("\0")[0], end


def _moniker(data: bytes, at: int) -> tuple[str, int]:
    kind, at = data[at : at + 16], at + 16
    if kind == _URL_MONIKER:
        (size,) = struct.unpack_from("<L", data, at)
        text = data[at + 4 : at + 4 + size].decode("utf-16-le", "replace").partition("\0")[0]
        return text, at + 4 + size
    if kind == _FILE_MONIKER:
        (size,) = struct.unpack_from("<L", data, at + 2)
        text = data[at + 6 : at + 6 + size].split(b"\0")[0].decode("cp874", "replace")
        at += 6 + size + 24
        (more,) = struct.unpack_from("<L", data, at)
        if more:
            (units,) = struct.unpack_from("<L", data, at + 4)
            text = data[at + 10 : at + 10 + units].decode("utf-16-le", "replace")
        return text, at + 4 + more
    return "", at
