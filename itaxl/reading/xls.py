"""An .xls: its records walked, and every cell read.  Source: [MS-XLS].

A formula without a stored result cannot be told apart in this format.  A kind of record that holds a cell
and that is not known here is refused with its place, never passed over.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from itaxl.core.grid import Grid
from itaxl.reading.biff import (
    BEGIN,
    CONTINUE,
    Record,
    Text,
    codec_of,
    is_biff8,
    is_thai,
    records,
    shared_texts,
)
from itaxl.reading.compound import CompoundFile
from itaxl.reading.formats import NO_FORMAT, Format, built_in, format_of
from itaxl.reading.limits import MAX_SHEETS, MAX_XLS_BYTES, MEGABYTE, Allowance
from itaxl.reading.prepared import Sheet, grids_of
from itaxl.reading.xls_sheet import SheetReader

#: Code pages of western Europe, which programs name that know no other.
_WESTERN = frozenset(("cp1252", "latin_1", "mac_roman", "ascii"))
_LABELS = frozenset((0x00D6, 0x0204, 0x0207))


def workbook_stream(container: CompoundFile) -> str:
    """The name of the stream that holds the workbook; '' when it holds none."""
    return next((name for name in ("workbook", "book") if name in container.names), "")


def read_biff(stream: bytes, allowance: Allowance) -> tuple[Grid, ...]:
    """The workbook in a stream."""
    if len(stream) > MAX_XLS_BYTES:
        raise allowance.refuse.file_too_large(MAX_XLS_BYTES // MEGABYTE)
    try:
        sheets = Book(stream, allowance).sheets()
    except (struct.error, IndexError) as error:
        raise allowance.refuse.damaged() from error
    if not sheets:
        raise allowance.refuse.no_sheets()
    return grids_of(sheets, allowance)


class Book:
    """The globals of a workbook, and its sheets."""

    def __init__(self, stream: bytes, allowance: Allowance) -> None:
        self.stream, self.allowance, self.refuse = stream, allowance, allowance.refuse
        self.texts: list[str] = []
        self.date1904 = self.guessed = False
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
        found = (SheetReader(self, name).read(self._begun(position)) for position, name in listed)
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
        said = codec_of(code_page) if code_page else ""
        if said and said not in _WESTERN:
            return said
        labels = b" ".join(
            record.data[8:]
            for record, _ in islice(records(self.stream, 0, self.refuse), 500_000)
            if record.kind in _LABELS
        )
        self.guessed = is_thai(labels) if said else not labels.isascii()
        return "cp874" if self.guessed else said or "cp874"

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
        return format_of(text or NO_FORMAT.code)
