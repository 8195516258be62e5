"""Print areas of whole columns, which openpyxl does not understand and leaves out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itaxl.core.grid import SHEET_ROWS

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_AREA = re.compile(
    rb"<definedName\b(?=[^>]*\bname=\"_xlnm\.Print_Area\")[^>]*\blocalSheetId=\"(\d{1,4})\"[^>]*>"
    rb"[^<]*!\$([A-Z]{1,3}):\$([A-Z]{1,3})</definedName>"
)


def keep_print_areas(book: Workbook, workbook: bytes) -> None:
    """Those that the part xl/workbook.xml has, from the first row to the last."""
    for number, left, right in _AREA.findall(workbook):
        if int(number) < len(book._sheets) and book._sheets[int(number)] in book.worksheets:
            book._sheets[int(number)].print_area = f"{left.decode()}1:{right.decode()}{SHEET_ROWS}"
