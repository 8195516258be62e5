"""How long the shared strings of an .xls are, without decoding them.  Source: [MS-XLS] 2.4.265, 2.5.293."""

from __future__ import annotations

import struct

_WIDE, _PHONETIC, _RICH = 0x1, 0x4, 0x8
#: A UTF-16 unit takes at most three bytes in UTF-8.
_WIDEST = 3


class _Pieces:
    """The table's record and those that continue it, read onwards."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._at = 0
        self._piece = 0

    def next_piece(self) -> bool:
        """Whether something is left, in this piece or the next."""
        while self._at >= len(self._pieces[self._piece]):
            if self._piece + 1 >= len(self._pieces):
                return False
            self._piece += 1
            self._at = 0
        return True

    def unpack(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(form, self._pieces[self._piece], self._at)
        self._at += struct.calcsize(form)
        return values

    def skip(self, size: int) -> None:
        while size > 0 and self.next_piece():
            taken = min(size, len(self._pieces[self._piece]) - self._at)
            self._at += taken
            size -= taken

    def skip_characters(self, count: int, *, wide: bool) -> None:
        """Each continuation begins with a byte that says anew how wide the characters are."""
        while count > 0:
            width = 2 if wide else 1
            taken = min(count, (len(self._pieces[self._piece]) - self._at) // width)
            self._at += taken * width
            count -= taken
            if count > 0:
                self._at = len(self._pieces[self._piece])
                if not self.next_piece():
                    return
                wide = bool(self.unpack("<B")[0] & _WIDE)


def string_sizes(pieces: list[bytes]) -> list[int]:
    """The most bytes that each string can take, by index; raises struct.error for a broken table."""
    table = _Pieces(pieces)
    table.skip(8)
    sizes: list[int] = []
    while table.next_piece():
        count, flags = table.unpack("<HB")
        runs = table.unpack("<H")[0] if flags & _RICH else 0
        extra = table.unpack("<L")[0] if flags & _PHONETIC else 0
        table.skip_characters(count, wide=bool(flags & _WIDE))
        table.skip(runs * 4 + extra)
        sizes.append(count * _WIDEST)
    return sizes
