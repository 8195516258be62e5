"""The address that a formula opens: =HYPERLINK("https://…", "…"), in its text or in its tokens.

One that is put together from cells is not told.  Sources: [MS-XLS] 2.5.198, [MS-XLSB] 2.5.97.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping

from itaxl.named_tuple import NamedTuple

_OPENED = r'\s*(?:_xlfn\.)?HYPERLINK\(\s*"([^"#][^"]*)"\s*[,;)]'

_EXPRESSION, _STRING, _ATTRIBUTE, _FUNCTION, _ANY_FUNCTION = 0x01, 0x17, 0x19, 0x21, 0x22
_PAIRS, _ALONE = range(0x03, 0x12), range(0x12, 0x16)
_HYPERLINK, _TEXT = 359, 48
#: What chooses among several goes on for longer than is said here.
_CHOOSE = 0x04
#: How the function stands in a formula's tokens.
MARK = struct.pack("<H", _HYPERLINK)
Place = tuple[int, int]


class Spelling(NamedTuple):
    """How a format writes tokens: the bytes after an operand's mark, and a text with the place after it."""

    sizes: Mapping[int, int]
    text: Callable[[bytes, int], tuple[str, int]]
    place: str


def _operands(name: int, cell: int, area: int, outside: int) -> dict[int, int]:
    """Nothing, an error, a truth, a whole number and a number are of one size everywhere."""
    alike = {0x16: 0, 0x1C: 1, 0x1D: 1, 0x1E: 2, 0x1F: 8}
    return {**alike, 0x23: name, 0x24: cell, 0x25: area, 0x2C: cell, 0x2D: area, 0x3A: outside}


def _bytes(tokens: bytes, at: int) -> tuple[str, int]:
    end = at + 1 + tokens[at]
    return tokens[at + 1 : end].decode("cp874", "replace"), end


def _narrow_or_wide(tokens: bytes, at: int) -> tuple[str, int]:
    wide = tokens[at + 1] & 1
    end = at + 2 + tokens[at] * (2 if wide else 1)
    return tokens[at + 2 : end].decode("utf-16-le" if wide else "latin-1", "replace"), end


def _wide(tokens: bytes, at: int) -> tuple[str, int]:
    end = at + 2 + 2 * int(struct.unpack_from("<H", tokens, at)[0])
    return tokens[at + 2 : end].decode("utf-16-le", "replace"), end


BIFF5 = Spelling(_operands(14, 3, 6, 17), _bytes, "<HH")
BIFF8 = Spelling(_operands(4, 4, 8, 6), _narrow_or_wide, "<HH")
BIFF12 = Spelling(_operands(4, 6, 12, 8), _wide, "<LL")


def opened_by(formula: str) -> str:
    """The address that a formula opens, by its text; '' for another formula."""
    found = re.match(_OPENED, formula, re.IGNORECASE)
    return found[1] if found else ""


def opened_by_tokens(tokens: bytes, spelling: Spelling) -> str:
    """The same by its tokens, for which an operator comes after what it joins."""
    try:
        return _opened(tokens, spelling)
    except (struct.error, IndexError):
        return ""


def _opened(tokens: bytes, spelling: Spelling) -> str:
    if tokens[0] != _STRING:
        return ""
    address, at = spelling.text(tokens, 1)
    depth = 1
    while at < len(tokens):
        kind, at = tokens[at], at + 1
        kind = kind if kind < 0x20 else kind & 0x1F | 0x20
        joined = 0
        if kind == _ANY_FUNCTION:
            count, function = struct.unpack_from("<BH", tokens, at)
            at, joined = at + 3, count & 0x7F
            if function == _HYPERLINK:
                only = joined == depth and at == len(tokens) and not address.startswith("#")
                return address if only else ""
        elif kind == _FUNCTION:  # TEXT() joins two; a wrong number of others would not come out even
            (function,) = struct.unpack_from("<H", tokens, at)
            at, joined = at + 2, 2 if function == _TEXT else 1
        elif kind == _STRING:
            at = spelling.text(tokens, at)[1]
        elif kind in spelling.sizes:
            at += spelling.sizes[kind]
        elif kind in _PAIRS:
            joined = 2
        elif kind == _ATTRIBUTE and not tokens[at] & _CHOOSE:
            at, joined = at + 3, 1
        elif kind in _ALONE:
            joined = 1
        else:
            return ""
        if kind not in (_ATTRIBUTE, *_ALONE) and joined >= depth:  # it takes the address itself
            return ""
        depth += 1 - joined
    return ""


class Openings:
    """What the formulas of a sheet open; cells below each other may share one that follows the first."""

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling
        self._own: dict[Place, str] = {}
        self._shared: dict[Place, str] = {}
        self._sharing: dict[Place, Place] = {}
        self._last = (0, 0)

    def formula(self, place: Place, tokens: bytes, extra: bytes = b"") -> None:
        """`place` is 0-based; `extra` follows the tokens where a column does not stand among them."""
        self._last = place
        if tokens[:1] == bytes([_EXPRESSION]):
            told = (tokens[1:] + extra).ljust(8, b"\0")
            row, column = struct.unpack_from(self._spelling.place, told)
            self._sharing[place] = row, column
        elif MARK in tokens and (address := opened_by_tokens(tokens, self._spelling)):
            self._own[place] = address

    def shared(self, tokens: bytes) -> None:
        """The formula that cells share, the last one the first of them."""
        if MARK in tokens and (address := opened_by_tokens(tokens, self._spelling)):
            self._shared[self._last] = address

    @property
    def links(self) -> dict[Place, str]:
        """By 1-based place."""
        found = {place: self._shared[key] for place, key in self._sharing.items() if key in self._shared}
        return {(row + 1, column + 1): address for (row, column), address in (self._own | found).items()}
