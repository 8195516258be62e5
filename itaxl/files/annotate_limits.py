"""What of a workbook openpyxl would lay out cell by cell, however large it says that it is.

A merged area, a link or a note over a whole sheet takes a few bytes in the file and all memory of a machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from itaxl.files.limits import MAX_CELLS, SHEET_COLUMNS, SHEET_ROWS

_PARTS = re.compile(r"xl/(worksheets/|comments|tables?/).*\.xml", re.IGNORECASE)
_AREAS = re.compile(
    rb"<(?:\w+:)?(mergeCell|hyperlink|comment|table)\s[^<>]*?\bref\s*=\s*[\"']\s*([^\"'<>]*?)\s*[\"']"
)
_CORNERS = re.compile(r"\$?([A-Za-z]*)\$?(\d*)(?::\$?([A-Za-z]*)\$?(\d*))?")
#: A table is laid out only where its columns are not named.
_NAMED_COLUMNS = re.compile(rb"<(?:\w+:)?tableColumn\s")


def lays_out_too_much(parts: Mapping[str, bytes]) -> bool:
    """Whether the areas hold more cells than a workbook that is read may have, all together."""
    cells = 0
    for name, part in parts.items():
        if _PARTS.fullmatch(name):
            named = _NAMED_COLUMNS.search(part) is not None
            areas = (area for kind, area in _AREAS.findall(part) if kind != b"table" or not named)
            cells += sum(_size(area.decode(errors="replace")) for area in areas)
    return cells > MAX_CELLS


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
    number = 0
    for letter in letters[:6].upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number or otherwise
