"""An .xlsb: its records walked, and every cell read.  Source: [MS-XLSB].

Formulas without a stored result cannot be told apart.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from itaxl.core.grid import SHEET_COLUMNS, SHEET_ROWS, Area, CellFault, Grid, Value
from itaxl.named_tuple import NamedTuple
from itaxl.reading.formats import NO_FORMAT, Format, built_in, format_of
from itaxl.reading.limits import MAX_SHEETS, Allowance
from itaxl.reading.opened import BIFF12, Openings
from itaxl.reading.package import Package
from itaxl.reading.prepared import Sheet, area_around, grids_of, no_cells
from itaxl.reading.relations import Relation, part_relations
from itaxl.reading.xls_sheet import ERRORS, rk_number

_ROW, _ROWS_END, _SHEET, _MERGED, _HYPERLINK = 0x00, 0x92, 0x9C, 0xB0, 0x1EE
_STRING_ITEM, _WORKBOOK = 0x13, 0x99
_FORMAT, _LOOK, _LOOKS, _LOOKS_END = 0x2C, 0x2F, 0x269, 0x26A
_COMMENT, _COMMENT_TEXT = 0x27B, 0x27D
_SHARED_FORMULA = 0x1AB
#: A short cell stands right of the one before, and does not say where.
_SHORT = range(0x0C, 0x13)
#: Kinds of cells by what they hold, the short ones with the others.
_BLANK, _RK, _FAULT, _TRUTH, _REAL, _TEXT, _SHARED = range(0x01, 0x08)
_AS_LONG = dict(zip(_SHORT, range(0x01, 0x08), strict=True))
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_TRUTH, _FORMULA_FAULT = range(0x08, 0x0C)
_FORMULAS = range(0x08, 0x0C)
_RICH = 0x3E
_CELLS = frozenset((*range(0x01, 0x0C), *_SHORT, _RICH))
_NO_RELATION = 0xFFFFFFFF


class _Values(NamedTuple):
    texts: list[str]
    formats: list[Format]
    date1904: bool


def read_xlsb(package: Package, part: str, allowance: Allowance, notes: bool = False) -> tuple[Grid, ...]:
    """The binary workbook whose main part is `part`."""
    try:
        sheets = list(_sheets(package, part, allowance, notes))
    except (struct.error, IndexError) as error:
        raise allowance.refuse.damaged() from error
    if not sheets:
        raise allowance.refuse.no_sheets()
    return grids_of(sheets, allowance)


def _sheets(package: Package, part: str, allowance: Allowance, notes: bool) -> Iterator[Sheet]:
    related = part_relations(package, part, allowance.refuse)
    book = package.read(part)
    by_kind = {relation.kind: relation.part for relation in related.values() if relation.part in package}
    values = _Values(
        _texts(package.read(by_kind["sharedStrings"])) if "sharedStrings" in by_kind else [],
        _formats(package.read(by_kind["styles"])) if "styles" in by_kind else [],
        any(kind == _WORKBOOK and start < end and book[start] & 1 for kind, start, end in _records(book)),
    )
    count = 0
    for name, key in _listed(book):
        count += 1
        if key not in related or count > MAX_SHEETS:
            raise allowance.refuse.damaged()
        if related[key].kind != "worksheet":
            continue
        yield _Sheet(name, values, allowance).read(package, related[key].part, notes)


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(type, start, end) of each record's data; struct.error when one goes beyond the part."""
    at = 0
    while at < len(data):
        kind, at = _record_type(data, at)
        size, at = _number(data, at, 4)
        if at + size > len(data):
            raise struct.error("record beyond the end")
        yield kind, at, at + size
        at += size


def _record_type(data: bytes, at: int) -> tuple[int, int]:
    """In one byte or two, the mark of the first left in as everybody spells it."""
    kind = data[at]
    if kind < 0x80:
        return kind, at + 1
    return (kind & 0x7F) | (data[at + 1] & 0x7F) << 7, at + 2


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in groups of seven bits, and the place after it."""
    number = 0
    for group in range(most):
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << (7 * group)
        if byte < 0x80:
            break
    return number, at


def _texts(data: bytes) -> list[str]:
    return [_wide(data, start + 1)[0] for kind, start, _ in _records(data) if kind == _STRING_ITEM]


def _formats(data: bytes) -> list[Format]:
    """By the index that cells name."""
    codes: dict[int, str] = {}
    formats: list[Format] = []
    inside = False
    for kind, start, _ in _records(data):
        if kind == _FORMAT:
            (number,) = struct.unpack_from("<H", data, start)
            codes[number] = _wide(data, start + 2)[0]
        elif kind in (_LOOKS, _LOOKS_END):
            inside = kind == _LOOKS
        elif kind == _LOOK and inside:
            (number,) = struct.unpack_from("<H", data, start + 2)
            formats.append(format_of(codes[number]) if number in codes else built_in(number))
    return formats


def _listed(data: bytes) -> Iterator[tuple[str, str]]:
    """(name, relationship id) of the sheets that have one."""
    for kind, start, _ in _records(data):
        if kind == _SHEET and struct.unpack_from("<L", data, start + 8)[0] != _NO_RELATION:
            key, after = _wide(data, start + 8)
            yield _wide(data, after)[0], key


def _wide(data: bytes, at: int) -> tuple[str, int]:
    (units,) = struct.unpack_from("<L", data, at)
    end = at + 4 + units * 2
    if units == _NO_RELATION:
        return "", at + 4
    if end > len(data):
        raise struct.error("text beyond the end")
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _sized(data: bytes, at: int) -> tuple[bytes, bytes]:
    """A formula's tokens, and what follows them; none where a program left them out."""
    end = at + 4 + int.from_bytes(data[at : at + 4], "little")
    return data[at + 4 : end], data[end:]


class _Sheet:
    def __init__(self, name: str, values: _Values, allowance: Allowance) -> None:
        self._name, self._values, self._allowance = name, values, allowance
        self._cells = no_cells()
        self._merged: list[Area] = []
        self._links: list[tuple[tuple[int, int], str, str]] = []
        self._openings = Openings(BIFF12)
        self._row, self._column = 0, -1

    def read(self, package: Package, part: str, notes: bool) -> Sheet:
        data = package.read(part)
        for kind, start, end in _records(data):
            if kind == _ROW:
                (self._row,) = struct.unpack_from("<L", data, start)
                self._column = -1
                if self._row >= SHEET_ROWS:
                    raise self._allowance.refuse.damaged()
            elif kind in _CELLS:
                self._cell(kind, data, start, end)
            elif kind == _MERGED:
                self._merge(data, start)
            elif kind == _HYPERLINK:
                self._link(data, start)
            elif kind == _SHARED_FORMULA:
                self._openings.shared(_sized(data, start + 16)[0])
        self._allowance.expect(area_around(self._cells))
        related = part_relations(package, part, self._allowance.refuse) if self._links or notes else {}
        links = self._openings.links | {
            place: f"{related[key].target}{'#' if location else ''}{location}"
            for place, key, location in self._links
            if key in related and related[key].external
        }
        comments = _comments(package, related) if notes else {}
        return Sheet(self._name, self._cells, tuple(self._merged), links, comments)

    def _cell(self, kind: int, data: bytes, start: int, end: int) -> None:
        if kind in _SHORT:
            kind, self._column = _AS_LONG[kind], self._column + 1
            look_at, at = start, start + 4
        else:
            (self._column,) = struct.unpack_from("<L", data, start)
            look_at, at = start + 4, start + 8
        if self._column >= SHEET_COLUMNS:
            raise self._allowance.refuse.damaged()
        value = self._value(kind, data, look_at, at)
        if at > end:
            raise struct.error("cell beyond its record")
        if kind in _FORMULAS:
            self._formula(kind, data[at:end])
        if value is not None and value != "":
            self._cells[self._row][self._column] = value

    def _formula(self, kind: int, data: bytes) -> None:
        """The tokens stand after the result and two bytes of flags."""
        after = _wide(data, 0)[1] if kind == _FORMULA_TEXT else 8 if kind == _FORMULA_NUMBER else 1
        tokens, rest = _sized(data, after + 2)
        self._openings.formula((self._row, self._column), tokens, rest[4:])

    def _value(self, kind: int, data: bytes, look_at: int, at: int) -> Value:
        match kind:
            case 0x01:
                return None
            case 0x02:
                return self._formatted(data, look_at, rk_number(*struct.unpack_from("<L", data, at)))
            case 0x05 | 0x09:
                return self._formatted(data, look_at, struct.unpack_from("<d", data, at)[0])
            case 0x03 | 0x0B:
                return CellFault(ERRORS.get(data[at], "#N/A"))
            case 0x04 | 0x0A:
                return bool(data[at])
            case 0x06 | 0x08:
                return self._charged(_wide(data, at)[0])
            case 0x3E:
                return self._charged(_wide(data, at + 1)[0])
        (index,) = struct.unpack_from("<L", data, at)
        if index >= len(self._values.texts):
            raise self._allowance.refuse.odd_cell(self._name, self._row + 1, self._column + 1)
        return self._charged(self._values.texts[index])

    def _formatted(self, data: bytes, look_at: int, number: float) -> Value:
        look = int.from_bytes(data[look_at : look_at + 3], "little")
        formats = self._values.formats
        return (formats[look] if look < len(formats) else NO_FORMAT).value(number, self._values.date1904)

    def _charged(self, text: str) -> str:
        self._allowance.take_text(len(text) * (1 if text.isascii() else 3))
        return text

    def _merge(self, data: bytes, start: int) -> None:
        top, bottom, left, right = struct.unpack_from("<4L", data, start)
        self._allowance.take_merged(1)
        if top <= bottom < SHEET_ROWS and left <= right < SHEET_COLUMNS:
            self._merged.append((top + 1, left + 1, bottom + 1, right + 1))

    def _link(self, data: bytes, start: int) -> None:
        self._allowance.take_merged(1)
        top, _, left, _ = struct.unpack_from("<4L", data, start)
        key, after = _wide(data, start + 16)
        location = _wide(data, after)[0]
        self._links.append(((top + 1, left + 1), key, location))


def _comments(package: Package, related: dict[str, Relation]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for relation in related.values():
        if relation.kind != "comments" or relation.part not in package:
            continue
        data, place = package.read(relation.part), (0, 0)
        for kind, start, _ in _records(data):
            if kind == _COMMENT:
                top, _, left, _ = struct.unpack_from("<4L", data, start + 4)
                place = top + 1, left + 1
            elif kind == _COMMENT_TEXT:
                found[place] = _wide(data, start + 1)[0].strip()
    return found
