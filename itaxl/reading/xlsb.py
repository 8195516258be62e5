"""An .xlsb made safe for calamine: its records walked, its errors and merged cells found.  Source: [MS-XLSB].

Limits: calamine gives a date that is stored as a whole number as that number (the core knows Excel's
serial numbers), and formulas without a stored result cannot be told apart.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from itaxl.core.grid import SHEET_COLUMNS, SHEET_ROWS, Area, CellFault
from itaxl.reading.limits import MAX_SHEETS, Allowance
from itaxl.reading.package import Package
from itaxl.reading.prepared import Prepared, SheetNotes
from itaxl.reading.relations import Relation, list_of, listed, part_relations
from itaxl.reading.xls import ERRORS
from itaxl.zip_writer import stored

_ROW, _CELL_ERROR, _CELL_SHARED, _FORMULA_ERROR = 0x00, 0x03, 0x07, 0x0B
_CELL_KINDS = range(0x02, 0x0C)
_STRING_ITEM, _SHEET, _MERGED = 0x13, 0x9C, 0xB0
_NO_RELATION = 0xFFFFFFFF
_NOT_AVAILABLE = 0x2A
_WIDEST = 3
#: calamine looks for these names.
_WORKBOOK, _STRINGS, _STYLES = "xl/workbook.bin", "xl/sharedStrings.bin", "xl/styles.bin"


def prepare_xlsb(package: Package, part: str, allowance: Allowance) -> Prepared:
    """The binary workbook whose main part is `part`."""
    try:
        return _prepared(package, part, allowance)
    except (struct.error, IndexError) as error:
        raise allowance.refuse.damaged() from error


def _prepared(package: Package, part: str, allowance: Allowance) -> Prepared:
    related = part_relations(package, part, allowance.refuse)
    by_kind = {relation.kind: relation.part for relation in related.values()}
    parts: dict[str, bytes] = {}
    for kind, name in (("sharedStrings", _STRINGS), ("styles", _STYLES)):
        target = by_kind.get(kind)
        if target and target in package:
            parts[name] = _walked(package.read(target))
    sizes = _string_sizes(parts.get(_STRINGS, b""))
    parts[_WORKBOOK] = _walked(package.read(part))
    notes: list[SheetNotes] = []
    targets: list[Relation] = []
    for name, key in _sheets(parts[_WORKBOOK]):
        if key not in related or not key.isidentifier() or len(notes) >= MAX_SHEETS:
            raise allowance.refuse.damaged()
        folder = "worksheets" if related[key].kind == "worksheet" else "chartsheets"
        target = f"{folder}/{len(notes) + 1}.bin"
        content = bytearray(package.read(related[key].part))
        notes.append(_noted(content, name, sizes, allowance) if folder == "worksheets" else SheetNotes(name))
        parts[f"xl/{target}"] = bytes(content)
        targets.append(Relation(key, "", target))
    return Prepared(stored({list_of(_WORKBOOK): listed(targets), **parts}), tuple(notes))


def _records(data: bytes | bytearray) -> Iterator[tuple[int, int, int]]:
    """(type, start, end) of each record's data; struct.error when one goes beyond the part."""
    at = 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        if at + size > len(data):
            raise struct.error("record beyond the end")
        yield kind, at, at + size
        at += size


def _number(data: bytes | bytearray, at: int, most: int) -> tuple[int, int]:
    """A number in groups of seven bits, and the place after it."""
    number = 0
    for group in range(most):
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << (7 * group)
        if byte < 0x80:
            break
    return number, at


def _walked(data: bytes) -> bytes:
    """The part, once every record has been found to lie in it."""
    for _ in _records(data):
        pass
    return data


def _string_sizes(data: bytes) -> list[int]:
    return [(end - start) * _WIDEST for kind, start, end in _records(data) if kind == _STRING_ITEM]


def _sheets(data: bytes) -> Iterator[tuple[str, str]]:
    """(name, relationship id) of the sheets, in the order in which calamine lists them."""
    for kind, start, _end in _records(data):
        if kind == _SHEET and struct.unpack_from("<L", data, start + 8)[0] != _NO_RELATION:
            key, after = _wide(data, start + 8)
            name, _ = _wide(data, after)
            yield name, key


def _wide(data: bytes, at: int) -> tuple[str, int]:
    (units,) = struct.unpack_from("<L", data, at)
    end = at + 4 + units * 2
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _noted(data: bytearray, name: str, sizes: list[int], allowance: Allowance) -> SheetNotes:
    overlay: dict[tuple[int, int], CellFault] = {}
    merged: list[Area] = []
    rows: list[int] = []
    columns: list[int] = []
    row = 0
    for kind, start, _end in _records(data):
        if kind == _ROW:
            (row,) = struct.unpack_from("<L", data, start)
        elif kind in _CELL_KINDS:
            (column,) = struct.unpack_from("<L", data, start)
            if column >= SHEET_COLUMNS or row >= SHEET_ROWS:
                raise allowance.refuse.damaged()
            rows.append(row)
            columns.append(column)
            if kind == _CELL_SHARED:
                (index,) = struct.unpack_from("<L", data, start + 8)
                allowance.take_text(sizes[index])
            elif kind in (_CELL_ERROR, _FORMULA_ERROR):
                overlay[row, column] = CellFault(ERRORS.get(data[start + 8], "#N/A"))
                if data[start + 8] not in ERRORS:
                    data[start + 8] = _NOT_AVAILABLE
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4L", data, start)
            allowance.take_merged(1)
            merged.append((top + 1, left + 1, bottom + 1, right + 1))
    if rows:
        area = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
        allowance.expect(area)
    return SheetNotes(name, overlay, tuple(merged))
