"""The cells of one sheet of an .xls, record by record.  Source: [MS-XLS] 2.4."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from itaxl.core.grid import SHEET_COLUMNS, Area, CellFault, Value
from itaxl.reading.biff import BEGIN, END, Pieces, Record, records
from itaxl.reading.opened import BIFF5, BIFF8, Openings
from itaxl.reading.prepared import Sheet, area_around, no_cells
from itaxl.reading.xls_beside import Asides

if TYPE_CHECKING:
    from itaxl.reading.xls import Book

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_MULTIPLE_RK, _STRING, _MERGED = 0x00BD, 0x0207, 0x00E5
_SHARED_FORMULA = 0x04BC
#: Some programs mark the record of a formula with the version of years before.
_FORMULAS = frozenset((0x0006, 0x0206, 0x0406))
_RICH, _LABEL, _SHARED, _NUMBER, _FAULT, _RK = 0x00D6, 0x0204, 0x00FD, 0x0203, 0x0205, 0x027E
#: Cells in the forms of before 1995, which nobody writes into a later workbook.
_OLDER_CELLS = frozenset((0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0007))
_WORKSHEET = 0x0010


class SheetReader:
    """One sheet's cells."""

    def __init__(self, book: Book, name: str) -> None:
        self._book, self._name = book, name
        self._cells = no_cells()
        self._merged: list[Area] = []
        self._asides = Asides()
        self._openings = Openings(BIFF8 if book.text.biff8 else BIFF5)
        #: Where the text of the formula just read goes.
        self._awaiting: tuple[int, int] | None = None

    def read(self, position: int) -> Sheet | None:
        """None for what is no sheet of cells."""
        depth = 0
        for record, after in records(self._book.stream, position, self._book.refuse):
            if record.kind == BEGIN:
                depth += 1
                if depth == 1 and struct.unpack_from("<H", record.data, 2)[0] != _WORKSHEET:
                    return None
            elif depth == 0:
                raise self._book.refuse.damaged()
            elif record.kind == END:
                depth -= 1
                if depth == 0:
                    break
            elif depth == 1:  # an embedded chart keeps cells of its own
                self._take(record, after)
        if depth:  # cut off
            raise self._book.refuse.damaged()
        self._book.allowance.expect(area_around(self._cells))
        links, notes = self._openings.links | self._asides.links, self._asides.notes
        return Sheet(self._name, self._cells, tuple(self._merged), links, notes, guessed=self._book.guessed)

    def _take(self, record: Record, after: int) -> None:
        kind, data = record
        if kind in _FORMULAS:
            self._formula(data)
        elif kind == _SHARED:
            self._put(data, self._shared(data))
        elif kind == _NUMBER:
            self._put(data, self._number(data, struct.unpack_from("<d", data, 6)[0]))
        elif kind == _RK:
            self._put(data, self._number(data, rk_number(*struct.unpack_from("<L", data, 6))))
        elif kind == _MULTIPLE_RK:
            self._several(data)
        elif kind in (_LABEL, _RICH):
            self._put(data, self._charged(self._book.text.long(data, 6)))
        elif kind == _FAULT:
            value = data[6]
            self._put(data, CellFault(ERRORS.get(value, "#N/A")) if data[7] else bool(value))
        elif kind == _STRING:
            self._text_of_formula(record, after)
        elif kind == _SHARED_FORMULA:
            self._openings.shared(_sized(data, 8))
        elif kind == _MERGED:
            self._merge(data)
        elif kind in _OLDER_CELLS:
            row, column = struct.unpack_from("<HH", data)
            raise self._book.refuse.odd_cell(self._name, row + 1, column + 1)
        else:
            self._asides.take(record, lambda: self._book.continued(record, after), self._book.text)

    def _put(self, data: bytes, value: Value) -> None:
        row, column = struct.unpack_from("<HH", data)
        if column >= SHEET_COLUMNS:
            raise self._book.refuse.damaged()
        if value is not None and value != "":
            self._cells[row][column] = value

    def _number(self, data: bytes, number: float) -> Value:
        (look,) = struct.unpack_from("<H", data, 4)
        return self._book.format(look).value(number, self._book.date1904)

    def _shared(self, data: bytes) -> Value:
        (index,) = struct.unpack_from("<L", data, 6)
        if index >= len(self._book.texts):
            row, column = struct.unpack_from("<HH", data)
            raise self._book.refuse.odd_cell(self._name, row + 1, column + 1)
        return self._charged(self._book.texts[index])

    def _charged(self, text: str) -> str:
        self._book.allowance.take_text(len(text) * (1 if text.isascii() else 3))
        return text

    def _several(self, data: bytes) -> None:
        row, first = struct.unpack_from("<HH", data)
        for n in range((len(data) - 6) // 6):
            look, raw = struct.unpack_from("<HL", data, 4 + 6 * n)
            value = self._book.format(look).value(rk_number(raw), self._book.date1904)
            if first + n < SHEET_COLUMNS:
                self._cells[row][first + n] = value

    def _formula(self, data: bytes) -> None:
        """The result that was stored: a number; by its first byte a text that follows, a truth, an error."""
        self._awaiting = None
        self._openings.formula(struct.unpack_from("<HH", data), _sized(data, 20))
        if data[12:14] != b"\xff\xff":
            self._put(data, self._number(data, struct.unpack_from("<d", data, 6)[0]))
        elif data[6] == 0:
            self._awaiting = struct.unpack_from("<HH", data)
        elif data[6] == 1:
            self._put(data, bool(data[8]))
        elif data[6] == 2:
            self._put(data, CellFault(ERRORS.get(data[8], "#N/A")))

    def _text_of_formula(self, record: Record, after: int) -> None:
        if self._awaiting is None:
            return
        row, column = self._awaiting
        self._awaiting = None
        if self._book.text.biff8:
            pieces = self._book.continued(record, after)
            (count,) = struct.unpack_from("<H", record.data)
            text = Pieces(pieces, 2).characters(count) if count else ""
        else:
            text = self._book.text.long(record.data, 0)
        if text:
            self._cells[row][column] = self._charged(text)

    def _merge(self, data: bytes) -> None:
        (count,) = struct.unpack_from("<H", data)
        for n in range(min(count, (len(data) - 2) // 8)):
            top, bottom, left, right = struct.unpack_from("<4H", data, 2 + 8 * n)
            self._book.allowance.take_merged(1)
            if top <= bottom and left <= right:
                self._merged.append((top + 1, left + 1, bottom + 1, right + 1))


def _sized(data: bytes, at: int) -> bytes:
    """The tokens after their size; none where a program left them out."""
    size = int.from_bytes(data[at : at + 2], "little")
    return data[at + 2 : at + 2 + size]


def rk_number(raw: int) -> float:
    """A number in four bytes: a whole one or the upper half of a double, perhaps of its hundredfold."""
    number: float
    if raw & 2:
        number = float((raw - (1 << 32) if raw & 0x8000_0000 else raw) >> 2)
    else:
        (number,) = struct.unpack("<d", struct.pack("<LL", 0, raw & 0xFFFF_FFFC))
    return number / 100 if raw & 1 else number
