"""The records of an .xls, and its strings: what BIFF5 and BIFF8 share, and where they differ.

Source: [MS-XLS]; for BIFF5 the documentation of OpenOffice on Excel's file format, chapter 2.5.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from itaxl.named_tuple import NamedTuple
from itaxl.reading.refusal import Refusal

BEGIN, END, CONTINUE = 0x0809, 0x000A, 0x003C
_WIDE, _PHONETIC, _RICH = 0x1, 0x4, 0x8
_BIFF8 = 0x0600
#: Code pages that are no Windows ones, by the number that a workbook says.
_CODE_PAGES = {
    367: "ascii", 10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252", 10001: "shift_jis",
    10006: "mac_greek", 10007: "mac_cyrillic", 10021: "cp874", 10029: "mac_latin2", 10079: "mac_iceland",
    10081: "mac_turkish",
    20866: "koi8_r", 21866: "koi8_u", 28591: "latin_1", 65001: "utf_8", 1361: "johab",
}  # fmt: skip
_THAI = "cp874"
#: Bytes of the Thai code page; of letters beyond ASCII at least this share must be Thai ones.
_THAI_BYTES = frozenset((*range(0xA1, 0xDB), *range(0xDF, 0xFC)))
_THAI_SHARE = 0.85
#: The letters of western Europe, which stand one by one among plain ones; Thai ones stand in rows.
_IN_A_ROW = 3


class Record(NamedTuple):
    kind: int
    data: bytes


def records(stream: bytes, at: int, refuse: Refusal) -> Iterator[tuple[Record, int]]:
    """Each record from an offset on, and the place after it."""
    while len(stream) - at >= 4:
        kind, size = struct.unpack_from("<HH", stream, at)
        at += 4 + size
        if at > len(stream):
            raise refuse.damaged()
        yield Record(kind, stream[at - size : at]), at


def codec_of(code_page: int) -> str:
    """Python's name for a code page; that of Thai Windows where it has none."""
    name = _CODE_PAGES.get(code_page, f"cp{code_page}")
    try:
        "".encode(name)
    except LookupError:
        return _THAI
    return name


def is_thai(texts: bytes) -> bool:
    """Whether bytes beyond ASCII read as Thai: nearly all are Thai letters, and they stand in rows."""
    beyond = [byte for byte in texts if byte > 0x7F]
    if not beyond:
        return False
    thai = sum(byte in _THAI_BYTES for byte in beyond)
    rows = max(map(len, texts.translate(bytes(32 if b < 0x80 else b for b in range(256))).split()), default=0)
    return thai >= _THAI_SHARE * len(beyond) and rows >= _IN_A_ROW


class Text(NamedTuple):
    """How a workbook spells its strings: in BIFF8 as UTF-16 or its lower half, before by a code page."""

    biff8: bool
    codec: str

    def short(self, data: bytes, at: int) -> str:
        """A string after its length in one byte."""
        return self._of(data, at + 1, data[at])

    def long(self, data: bytes, at: int) -> str:
        """A string after its length in two bytes."""
        (count,) = struct.unpack_from("<H", data, at)
        return self._of(data, at + 2, count)

    def _of(self, data: bytes, at: int, count: int) -> str:
        if not self.biff8:
            return data[at : at + count].decode(self.codec, "replace")
        return Pieces([data], at).characters(count) if count else ""


def is_biff8(begin: Record) -> bool:
    return int(struct.unpack_from("<H", begin.data)[0]) >= _BIFF8


class Pieces:
    """A record and those that continue it, read onwards."""

    def __init__(self, pieces: list[bytes], at: int = 0) -> None:
        self._pieces, self._at, self._piece = pieces, at, 0

    def next_piece(self) -> bool:
        """Whether something is left, in this piece or the next."""
        while self._at >= len(self._pieces[self._piece]):
            if self._piece + 1 >= len(self._pieces):
                return False
            self._piece += 1
            self._at = 0
        return True

    def unpack(self, form: str) -> tuple[int, ...]:
        self.next_piece()
        values = struct.unpack_from(form, self._pieces[self._piece], self._at)
        self._at += struct.calcsize(form)
        return values

    def skip(self, size: int) -> None:
        while size > 0 and self.next_piece():
            taken = min(size, len(self._pieces[self._piece]) - self._at)
            self._at += taken
            size -= taken

    def rich(self) -> str:
        """A string of the shared table, without how it looks and sounds."""
        count, flags = self.unpack("<HB")
        runs = self.unpack("<H")[0] if flags & _RICH else 0
        extra = self.unpack("<L")[0] if flags & _PHONETIC else 0
        text = self._spelt(count, wide=bool(flags & _WIDE))
        self.skip(runs * 4 + extra)
        return text

    def characters(self, count: int) -> str:
        """So many characters after the byte that says how they are spelt, and what may follow it."""
        (flags,) = self.unpack("<B")
        self.skip((2 if flags & _RICH else 0) + (4 if flags & _PHONETIC else 0))
        return self._spelt(count, wide=bool(flags & _WIDE))

    def _spelt(self, count: int, *, wide: bool) -> str:
        """Each continuation begins with a byte that says anew how wide the characters are."""
        parts: list[str] = []
        while count > 0:
            piece = self._pieces[self._piece]
            width = 2 if wide else 1
            taken = min(count, (len(piece) - self._at) // width)
            stretch = piece[self._at : self._at + taken * width]
            parts.append(stretch.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._at += taken * width
            count -= taken
            if count > 0:
                self._at = len(piece)
                if not self.next_piece():
                    break
                wide = bool(self.unpack("<B")[0] & _WIDE)
        return "".join(parts)


def shared_texts(pieces: list[bytes]) -> list[str]:
    """The table of shared strings; struct.error where it is broken."""
    table = Pieces(pieces)
    table.skip(8)  # what it claims is seldom wrong, and never needed
    texts: list[str] = []
    while table.next_piece():
        texts.append(table.rich())
    return texts
