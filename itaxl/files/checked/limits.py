"""What of a workbook openpyxl would make too much of: a few kilobytes in the file, all memory of a machine.

It keeps an object of one to four kilobytes for each element of a style, rule or name, lays merged areas,
links and notes out cell by cell, and writes every shared formula out in full.  A tracker of 10,000 measures
asks for 140,000 cells in 11,000 rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from itaxl.core.grid import SHEET_COLUMNS, SHEET_ROWS, column_number
from itaxl.reading.limits import MEGABYTE

#: Cells that are there or laid out, all sheets together.
_MOST_CELLS = 200_000
_MOST_ROWS = 100_000
#: Elements in the cells of all sheets, and of the shared strings.
_MOST_IN_CELLS, _MOST_IN_STRINGS = 1_000_000, 500_000
#: Elements of everything else, all parts together, and the bytes of a sheet around its cells.
MOST_ELEMENTS = 50_000
_MOST_AROUND = 1 * MEGABYTE
#: Bytes of the shared formulas, each written out wherever it is used.
_MOST_SHARED = 20 * MEGABYTE
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
#: openpyxl looks at neither: it copies the theme, and of our drawings it sees none.
_UNREAD = re.compile(
    r"xl/(theme|drawings|charts|media|diagrams)/|customUI/|.*\.(bin|vml|png|jpe?g|gif|emf|wmf)$"
)
_CELLS_BEGIN = re.compile(rb"<(?:\w+:)?sheetData\b")
_CELLS_END = re.compile(rb"</(?:\w+:)?sheetData\b")
_CELL, _ROW = re.compile(rb"<(?:\w+:)?c[\s/>]"), re.compile(rb"<(?:\w+:)?row[\s/>]")
_SHARED = re.compile(rb"\bt\s*=\s*[\"']shared[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)")
_PARTS = re.compile(r"xl/(worksheets/|comments|tables?/).*\.xml", re.IGNORECASE)
_AREAS = re.compile(
    rb"<(?:\w+:)?(mergeCell|hyperlink|comment|table)\s[^<>]*?\bref\s*=\s*[\"']\s*([^\"'<>]*?)\s*[\"']"
)
_CORNERS = re.compile(r"\$?([A-Za-z]*)\$?(\d*)(?::\$?([A-Za-z]*)\$?(\d*))?")
#: A table is laid out only where its columns are not named.
_NAMED_COLUMNS = re.compile(rb"<(?:\w+:)?tableColumn\s")


def asks_too_much(parts: Mapping[str, bytes]) -> bool:
    """Whether openpyxl would need more than a copy is worth; asked before it sees the parts."""
    cells, rows, in_cells, in_strings, elsewhere = _laid_out(parts), 0, 0, 0, 0
    for name, part in parts.items():
        if _SHEETS.fullmatch(name):
            inside, around = _divided(part)
            if len(around) > _MOST_AROUND or _writes_out_too_much(inside):
                return True
            cells += _count(_CELL, inside)
            rows += _count(_ROW, inside)
            in_cells += elements(inside)
            elsewhere += elements(around)
        elif name.lower() == "xl/sharedstrings.xml":
            in_strings += elements(part)
        elif not _UNREAD.match(name):
            elsewhere += elements(part)
    return (
        cells > _MOST_CELLS
        or rows > _MOST_ROWS
        or in_cells > _MOST_IN_CELLS
        or in_strings > _MOST_IN_STRINGS
        or elsewhere > MOST_ELEMENTS
    )


def elements(part: bytes) -> int:
    """Elements of an XML part, at the least."""
    return part.count(b"<") - part.count(b"</")


def _divided(sheet: bytes) -> tuple[bytes, bytes]:
    """What stands in its cells and what around them; all around, where a comment could hide which it is."""
    begin = None if b"<!" in sheet else _CELLS_BEGIN.search(sheet)
    end = _CELLS_END.search(sheet, begin.end()) if begin else None
    if begin is None or end is None:
        return b"", sheet
    return sheet[begin.end() : end.start()], sheet[: begin.end()] + sheet[end.start() :]


def _count(pattern: re.Pattern[bytes], part: bytes) -> int:
    return sum(1 for _ in pattern.finditer(part))


def _writes_out_too_much(cells: bytes) -> bool:
    uses = _count(_SHARED, cells)
    return uses > 0 and uses * max(map(len, _formulas(cells)), default=0) > _MOST_SHARED


def _formulas(cells: bytes) -> Iterator[bytes]:
    return (found[1] for found in _FORMULA.finditer(cells))


def _laid_out(parts: Mapping[str, bytes]) -> int:
    """Cells of all areas together."""
    cells = 0
    for name, part in parts.items():
        if _PARTS.fullmatch(name):
            named = _NAMED_COLUMNS.search(part) is not None
            areas = (area for kind, area in _AREAS.findall(part) if kind != b"table" or not named)
            cells += sum(_size(area.decode(errors="replace")) for area in areas)
    return cells


def _size(area: str) -> int:
    """Cells of 'A1', 'A1:C9', 'A:C' or '1:9'; one for a text that is none of them."""
    found = _CORNERS.fullmatch(area)
    if found is None or (found[3] is None and found[4] is None):
        return 1
    rows = _span(_number(found[2], 1), _number(found[4], SHEET_ROWS))
    columns = _span(_column(found[1], 1), _column(found[3], SHEET_COLUMNS))
    return rows * columns


def _span(first: int, last: int) -> int:
    return abs(last - first) + 1


def _number(digits: str, otherwise: int) -> int:
    return int(digits[:12]) if digits else otherwise


def _column(letters: str, otherwise: int) -> int:
    return column_number(letters[:6]) or otherwise
