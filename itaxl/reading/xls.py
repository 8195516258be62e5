"""An .xls: its records walked, and every cell read.  Source: [MS-XLS].

A formula without a stored result cannot be told apart in this format.  A kind of record that holds a cell
and that is not known here is refused with its place, never passed over.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from itaxl.core.grid import SHEET_COLUMNS, Area, CellFault, Grid, Value
from itaxl.reading.biff import (
    BEGIN,
    CONTINUE,
    END,
    Pieces,
    Record,
    Text,
    codec_of,
    is_biff8,
    is_thai,
    records,
    shared_texts,
)
from itaxl.reading.calamine import grids_of
from itaxl.reading.compound import CompoundFile
from itaxl.reading.formats import GENERAL, NO_FORMAT, Format, built_in, format_of
from itaxl.reading.limits import MAX_SHEETS, MAX_XLS_BYTES, MEGABYTE, Allowance
from itaxl.reading.prepared import Sheet, no_cells
from itaxl.reading.xls_beside import Asides

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_FILE_PASS, _SHEET, _STRINGS, _DATE_MODE, _CODE_PAGE = 0x002F, 0x0085, 0x00FC, 0x0022, 0x0042
_FORMAT, _FORMAT_5, _LOOK = 0x041E, 0x001E, 0x00E0
_BLANK, _MULTIPLE_BLANK, _MERGED = 0x0201, 0x00BE, 0x00E5
_MULTIPLE_RK, _STRING = 0x00BD, 0x0207
#: Some programs mark the record of a formula with the version of years before.
_FORMULAS = frozenset((0x0006, 0x0206, 0x0406))
_RICH, _LABEL, _SHARED, _NUMBER, _FAULT, _RK = 0x00D6, 0x0204, 0x00FD, 0x0203, 0x0205, 0x027E
#: Cells in the forms of before 1995, which nobody writes into a later workbook.
_OLDER_CELLS = frozenset((0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0007))
_WORKSHEET = 0x0010


def workbook_stream(container: CompoundFile) -> str:
    """The name of the stream that holds the workbook; '' when it holds none."""
    return next((name for name in ("workbook", "book") if name in container.names), "")


def read_biff(stream: bytes, allowance: Allowance) -> tuple[Grid, ...]:
    """The workbook in a stream."""
    if len(stream) > MAX_XLS_BYTES:
        raise allowance.refuse.file_too_large(MAX_XLS_BYTES // MEGABYTE)
    try:
        sheets = _Book(stream, allowance).sheets()
    except (struct.error, IndexError) as error:
        raise allowance.refuse.damaged() from error
    if not sheets:
        raise allowance.refuse.no_sheets()
    return grids_of(sheets, allowance)


class _Book:
    """The globals of a workbook, and its sheets."""

    def __init__(self, stream: bytes, allowance: Allowance) -> None:
        self.stream, self.allowance, self.refuse = stream, allowance, allowance.refuse
        self.texts: list[str] = []
        self.date1904 = False
        self._codes: dict[int, bytes] = {}
        self._looks: list[int] = []
        self._formats: dict[int, Format] = {}

    def sheets(self) -> list[Sheet]:
        first = next(records(self.stream, 0, self.refuse), None)
        if first is None or first[0].kind != BEGIN:
            raise self.refuse.damaged()
        listed = list(self._globals(is_biff8(first[0])))
        if len(listed) > MAX_SHEETS:
            raise self.refuse.damaged()
        found = (_Sheet(self, name).read(self._begun(position)) for position, name in listed)
        return [sheet for sheet in found if sheet is not None]

    def _begun(self, position: int) -> int:
        """Where the records of a sheet begin; some programs say where the first of them ends."""
        first = self.stream[position : position + 2]
        return position if first == struct.pack("<H", BEGIN) else self._begins.get(position, position)

    @cached_property
    def _begins(self) -> dict[int, int]:
        """Where each first record begins, by where it ends."""
        every = records(self.stream, 0, self.refuse)
        return {after: after - len(record.data) - 4 for record, after in every if record.kind == BEGIN}

    def _globals(self, biff8: bool) -> Iterator[tuple[int, str]]:
        """The position and name of each sheet that may hold cells."""
        listed: list[tuple[int, int, bytes]] = []
        code_page = 0
        for record, after in records(self.stream, 0, self.refuse):
            match record.kind:
                case 0x000A:
                    break
                case 0x002F:
                    raise self.refuse.encrypted()
                case 0x0042:
                    (code_page,) = struct.unpack_from("<H", record.data)
                case 0x0022:
                    self.date1904 = struct.unpack_from("<H", record.data)[0] == 1
                case 0x0085:
                    position, _, kind = struct.unpack_from("<LBB", record.data)
                    listed.append((position, kind, record.data[6:]))
                case 0x00FC:
                    self.texts = shared_texts(self.continued(record, after))
                case 0x041E | 0x001E:
                    self._codes[struct.unpack_from("<H", record.data)[0]] = record.data[2:]
                case 0x00E0:
                    self._looks.append(struct.unpack_from("<H", record.data, 2)[0])
        self.text = Text(biff8, "latin-1" if biff8 else self._codec(code_page))
        for position, kind, name in listed:
            if kind == 0:
                yield position, self.text.short(name, 0)

    def _codec(self, code_page: int) -> str:
        """Before 1997 texts are bytes: where they read as Thai they are, whatever the workbook says."""
        said = codec_of(code_page) if code_page else "cp874"
        if said in ("cp874", "utf_8"):
            return said
        labels = b" ".join(
            record.data[8:]
            for record, _ in islice(records(self.stream, 0, self.refuse), 500_000)
            if record.kind in (_LABEL, _RICH, _STRING)
        )
        return "cp874" if said in ("cp1252", "latin_1", "mac_roman", "ascii") and is_thai(labels) else said

    def continued(self, record: Record, after: int) -> list[bytes]:
        """The data of a record and of those that continue it."""
        pieces = [record.data]
        for following, _ in records(self.stream, after, self.refuse):
            if following.kind != CONTINUE:
                break
            pieces.append(following.data)
        return pieces

    def format(self, look: int) -> Format:
        """What a cell's look makes of its number."""
        if look not in self._formats:
            self._formats[look] = self._format_of(look)
        return self._formats[look]

    def _format_of(self, look: int) -> Format:
        if look >= len(self._looks):
            return NO_FORMAT
        number = self._looks[look]
        code = self._codes.get(number)
        if code is None:
            return built_in(number)
        text = self.text.long(code, 0) if self.text.biff8 else self.text.short(code, 0)
        return format_of(text or GENERAL)


class _Sheet:
    """One sheet's cells."""

    def __init__(self, book: _Book, name: str) -> None:
        self._book, self._name = book, name
        self._cells = no_cells()
        self._merged: list[Area] = []
        self._asides = Asides()
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
        self._book.allowance.expect(self._area())
        return Sheet(self._name, self._cells, tuple(self._merged), self._asides.links, self._asides.notes)

    def _area(self) -> int:
        if not self._cells:
            return 0
        columns = [column for row in self._cells.values() for column in (min(row), max(row))]
        return (max(self._cells) - min(self._cells) + 1) * (max(columns) - min(columns) + 1)

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


def rk_number(raw: int) -> float:
    """A number in four bytes: a whole one or the upper half of a double, perhaps of its hundredfold."""
    number: float
    if raw & 2:
        number = float((raw - (1 << 32) if raw & 0x8000_0000 else raw) >> 2)
    else:
        (number,) = struct.unpack("<d", struct.pack("<LL", 0, raw & 0xFFFF_FFFC))
    return number / 100 if raw & 1 else number
