"""Row heights that openpyxl fixed: rows that grew with their text shall go on doing so."""

from __future__ import annotations

import re

_ROW = re.compile(rb"<row ([^>]*)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_CUSTOM = re.compile(rb'\bcustomHeight="(?:1|true)"')
_FIXED = re.compile(rb' customHeight="[^"]*"')


def freed(sheet: bytes, original: bytes) -> bytes:
    """The sheet with heights fixed only where the original fixed them; the others are where to start from."""
    fixed = {
        number[1]
        for row in _ROW.finditer(original)
        if _CUSTOM.search(row[1]) and (number := _NUMBER.search(row[1]))
    }

    def free(row: re.Match[bytes]) -> bytes:
        number = _NUMBER.search(row[1])
        return row[0] if number is None or number[1] in fixed else _FIXED.sub(b"", row[0])

    return _ROW.sub(free, sheet)
