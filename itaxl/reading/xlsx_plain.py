"""The cells of a sheet part that is spelt as nearly all programs spell it, without a parser of XML.

The part falls to pieces where values end; each piece must end in a cell that begins with its place and holds
nothing but that value, and the number of marks must say that there is nothing else.  A single odd one, and
the sheet is read by `xlsx_cells`, which knows every spelling and decides what is a fault.
"""

from __future__ import annotations

import re
from functools import lru_cache

from itaxl.core.grid import SHEET_COLUMNS, SHEET_ROWS, Value, column_number
from itaxl.reading.formats import Format
from itaxl.reading.prepared import Cells
from itaxl.reading.xlsx_around import Values
from itaxl.reading.xlsx_strings import referred

_CELL, _VALUE, _END = b'<c r="', b"><v>", b"</v></c>"
_DIGITS = b"0123456789"
#: How a cell holds a text of its own.
_TEXTS = ("str", "inlineStr")
_MOST_NUMBERS = 4096
_ROWS_AND_CELLS = (b"<row ", b"</row>", b"<c ", b"</c>")
_ATTRIBUTES = re.compile(rb'(?: s="(\d{1,6})"| t="(\w+)"| [cv]m="\d+")*')
_NAMES = (b' s="', b' t="', b' cm="', b' vm="')
_FORMULA = re.compile(rb"<f(?:\s[^<>]*)?(?:/|>[^<]*</f)")
_INLINE = ((b'<is><t xml:space="preserve">', b"<v>"), (b"<is><t>", b"<v>"), (b"</t></is></c>", _END))


class _OddError(Exception):
    """Not spelt as most are."""


class _Held(dict[bytes, Value]):
    """What cells of one kind and style hold, by what is written in them."""

    def __init__(self, kind: str, style: str, values: Values) -> None:
        super().__init__()
        self._kind, self._style, self._values = kind, style, values

    def __missing__(self, written: bytes) -> Value:
        text = written.decode()
        if self._kind in _TEXTS:
            odd, text = "\r" in text, referred(text)
        else:
            odd = not text or "&" in text
        if odd:
            raise _OddError
        value = self._values.held(self._kind, text, self._style)
        self[written] = value = None if value == "" else value
        return value


class _Numbers(dict[bytes, Value]):
    """The same of numbers, which nearly all cells hold that name no shared string.

    Kept from workbook to workbook: offices share their styles and most of their days.
    """

    def __init__(self, style: Format, date1904: bool) -> None:
        super().__init__()
        self._style, self._date1904 = style, date1904

    def __missing__(self, written: bytes) -> Value:
        if b"_" in written:
            raise _OddError
        if len(self) >= _MOST_NUMBERS:
            self.clear()
        self[written] = value = self._style.value(float(written), self._date1904)
        return value


_numbers = lru_cache(64)(_Numbers)


class _Kinds(dict[bytes, dict[bytes, Value] | None]):
    """By the attributes of a cell, None where it names a shared string; `formulas` counts what has one."""

    def __init__(self, values: Values) -> None:
        super().__init__()
        self.formulas = 0
        self._values = values

    def __missing__(self, attributes: bytes) -> dict[bytes, Value] | None:
        if b"<" in attributes:
            attributes, _, formula = attributes.partition(b">")
            if not _FORMULA.fullmatch(formula):
                raise _OddError
            self.formulas += 1
            return self[attributes]
        found = _ATTRIBUTES.fullmatch(attributes)
        if not found or any(attributes.count(name) > 1 for name in _NAMES):
            raise _OddError
        self[attributes] = held = self._of((found[2] or b"n").decode(), (found[1] or b"").decode())
        return held

    def _of(self, kind: str, style: str) -> dict[bytes, Value] | None:
        if kind == "s":
            return None
        if kind == "n":
            return _numbers(self._values.styles.format(style), self._values.date1904)
        return _Held(kind, style, self._values)


class _Columns(dict[bytes, int]):
    """0-based, by their letters."""

    def __missing__(self, letters: bytes) -> int:
        if not letters.isalpha() or not letters.isupper() or len(letters) > 3:
            raise _OddError
        column = column_number(letters.decode()) - 1
        if column >= SHEET_COLUMNS:
            raise _OddError
        self[letters] = column
        return column


_COLUMNS = _Columns()


def plain_cells(part: bytes, values: Values) -> Cells | None:
    """The cells of `<sheetData>…</sheetData>`; None where its spelling is not the usual one."""
    if b"<is>" in part:
        for inline, value in _INLINE:
            part = part.replace(inline, value)
    pieces = part.split(_END)
    del pieces[-1]  # behind the last value
    try:
        cells, formulas = _cells(pieces, values)
    except (_OddError, ValueError, IndexError):
        return None
    if cells and not 0 <= min(cells) <= max(cells) < SHEET_ROWS:
        return None
    return cells if _nothing_else(part, len(pieces), formulas) else None


def _nothing_else(part: bytes, values: int, formulas: int) -> bool:
    """Whether a part has no other marks than those of rows, of cells, and of what was found in cells."""
    known = 2 + 2 * values + sum(map(part.count, _ROWS_AND_CELLS))
    if formulas:
        if part.count(b"<f") != formulas:
            return False
        known += formulas + part.count(b"</f>")
    return part.count(b"<") == known


def _cells(pieces: list[bytes], values: Values) -> tuple[dict[int, dict[int, Value]], int]:
    cells: dict[int, dict[int, Value]] = {}
    kinds, columns, texts = _Kinds(values), _COLUMNS, values.strings.texts
    row: dict[int, Value] = {}
    last: bytes | None = None
    for piece in pieces:
        head, _, written = piece.rpartition(_VALUE)
        _, found, cell = head.rpartition(_CELL)
        place, _, attributes = cell.partition(b'"')
        letters = place.rstrip(_DIGITS)
        number = place[len(letters) :]
        if number != last:
            row = cells.setdefault(int(number) - 1, {})
            last = number
        held = kinds[attributes]
        if held is not None:
            value = held[written]
        elif written.isdigit():
            value = texts[int(written)] or None
        else:
            raise _OddError
        if value is not None:
            row[columns[letters]] = value
        if not found:
            raise _OddError
    return cells, kinds.formulas
