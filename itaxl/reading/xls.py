"""An .xls made safe for calamine: its records walked, its errors found, its claims brought down to fact.

Changed in the copy that calamine gets: claimed dimensions (calamine reserves room for them), formulas and
defined names (never used here, and a long way for a damaged file to go wrong), unknown error codes.
Source: [MS-XLS].  A formula without a stored result cannot be told apart in this format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from itaxl.core.grid import CellFault
from itaxl.reading.compound import CompoundFile, around
from itaxl.reading.limits import MAX_SHEETS, MAX_XLS_BYTES, MEGABYTE, Allowance
from itaxl.reading.prepared import Prepared, SheetNotes
from itaxl.reading.xls_strings import string_sizes

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_NOT_AVAILABLE = 0x2A

_FORMULA, _EOF, _NAME, _FILE_PASS, _CONTINUE = 0x0006, 0x000A, 0x0018, 0x002F, 0x003C
_SHEET, _MULTIPLE_RK, _RICH, _MERGED, _STRINGS = 0x0085, 0x00BD, 0x00D6, 0x00E5, 0x00FC
_SHARED, _DIMENSIONS, _NUMBER, _LABEL, _ERROR = 0x00FD, 0x0200, 0x0203, 0x0204, 0x0205
_RK, _BEGIN = 0x027E, 0x0809
_SINGLE_CELLS = frozenset((_FORMULA, _RICH, _SHARED, _NUMBER, _LABEL, _ERROR, _RK))
#: A record type that nobody knows, and so skips.
_IGNORED = 0xFFFF


def workbook_stream(container: CompoundFile) -> str:
    """The name of the stream that holds the workbook; '' when it holds none."""
    return next((name for name in ("workbook", "book") if name in container.names), "")


def prepare_biff(container: CompoundFile, allowance: Allowance) -> Prepared:
    """The workbook of an .xls."""
    name = workbook_stream(container)
    stream = bytearray(container.stream(name))
    if len(stream) > MAX_XLS_BYTES:
        raise allowance.refuse.file_too_large(MAX_XLS_BYTES // MEGABYTE)
    try:
        notes = _Walk(stream, allowance).workbook()
    except (struct.error, IndexError) as error:
        raise allowance.refuse.damaged() from error
    return Prepared(around(name.capitalize(), bytes(stream)), notes)


@dataclass(slots=True)
class _Reach:
    """The rectangle around the filled cells of one sheet."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)

    def add(self, row: int, column: int) -> None:
        self.rows.append(row)
        self.columns.append(column)

    @property
    def area(self) -> int:
        if not self.rows:
            return 0
        return (max(self.rows) - min(self.rows) + 1) * (max(self.columns) - min(self.columns) + 1)


class _Walk:
    """Goes through the records and mends `stream` in place."""

    def __init__(self, stream: bytearray, allowance: Allowance) -> None:
        self._stream = stream
        self._allowance = allowance
        self._sizes: list[int] = []

    def workbook(self) -> tuple[SheetNotes, ...]:
        positions: list[int] = []
        for kind, start, end in self._records(0):
            if kind == _EOF:
                break
            if kind == _FILE_PASS:
                raise self._allowance.refuse.encrypted()
            if kind == _SHEET:
                positions.append(*struct.unpack_from("<L", self._stream, start))
            elif kind == _STRINGS:
                self._sizes = string_sizes(self._with_continuations(start, end))
            elif kind == _NAME:
                struct.pack_into("<H", self._stream, start - 4, _IGNORED)
        if len(positions) > MAX_SHEETS:
            raise self._allowance.refuse.damaged()
        return tuple(map(self._sheet, positions))

    def _records(self, at: int) -> Iterator[tuple[int, int, int]]:
        """(type, start, end) of each record's data from an offset on."""
        stream = self._stream
        while len(stream) - at >= 4:
            kind, size = struct.unpack_from("<HH", stream, at)
            if at + 4 + size > len(stream):
                raise self._allowance.refuse.damaged()
            yield kind, at + 4, at + 4 + size
            at += 4 + size

    def _with_continuations(self, start: int, end: int) -> list[bytes]:
        pieces = [bytes(self._stream[start:end])]
        for kind, more, stop in self._records(end):
            if kind != _CONTINUE:
                break
            pieces.append(bytes(self._stream[more:stop]))
        return pieces

    def _sheet(self, position: int) -> SheetNotes:
        reach = _Reach()
        overlay: dict[tuple[int, int], CellFault] = {}
        depth = 0
        for kind, start, end in self._records(position):
            if kind == _BEGIN:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    break
            elif depth > 1:
                continue  # an embedded chart keeps cells of its own
            elif kind in _SINGLE_CELLS:
                place = struct.unpack_from("<HH", self._stream, start)
                reach.add(*place)
                fault = self._cell(kind, start, end)
                if fault:
                    overlay[place] = fault
            else:
                self._other(kind, start, end, reach)
        self._allowance.expect(reach.area)
        return SheetNotes(overlay=overlay)

    def _cell(self, kind: int, start: int, end: int) -> CellFault | None:
        stream = self._stream
        if kind == _SHARED:
            (index,) = struct.unpack_from("<L", stream, start + 6)
            if index < len(self._sizes):
                self._allowance.take_text(self._sizes[index])
        elif kind == _ERROR and stream[start + 7]:
            fault = CellFault(ERRORS.get(stream[start + 6], "#N/A"))
            if stream[start + 6] not in ERRORS:
                stream[start + 6] = _NOT_AVAILABLE
            return fault
        elif kind == _FORMULA:
            if end - start >= 22:
                struct.pack_into("<H", stream, start + 20, 0)
            if stream[start + 12 : start + 14] == b"\xff\xff" and stream[start + 6] == 2:
                fault = CellFault(ERRORS.get(stream[start + 8], "#N/A"))
                if stream[start + 8] not in ERRORS:
                    stream[start + 8] = _NOT_AVAILABLE
                return fault
        return None

    def _other(self, kind: int, start: int, end: int, reach: _Reach) -> None:
        if kind == _MULTIPLE_RK:
            row, first = struct.unpack_from("<HH", self._stream, start)
            (last,) = struct.unpack_from("<H", self._stream, end - 2)
            reach.add(row, first)
            reach.add(row, max(first, last))
        elif kind == _DIMENSIONS:
            self._stream[start:end] = bytes(end - start)
        elif kind == _MERGED:
            self._allowance.take_merged((end - start) // 8)
