"""A comment that a clerk put on a cell stays there, whatever button is clicked."""

from __future__ import annotations

import pytest

from itaxl import buttons
from itaxl.core import layout
from tests.calc_office import Calc
from tests.desks import IN_CALC
from tests.excel_tracker import FIRST, MEASURES, NOW, spoil

AT = [
    (layout.FINDINGS_SHEET, 0, layout.FINDINGS_HEADER_ROW),
    (layout.ROLLUP_SHEET, 0, layout.ROLLUP_HEADER_ROW + 1),
    (MEASURES, len(layout.MEASURE_COLUMNS) - 1, FIRST),
]


@IN_CALC
@pytest.mark.parametrize("place", AT)
def test_a_comment_stays(xl: Calc, macro_bytes: bytes, place: tuple[str, int, int]) -> None:
    book = xl.open(macro_bytes)
    spoil(xl)
    sheet, column, row = place
    of_sheet = xl.document.Sheets.getByName(sheet)
    of_sheet.Annotations.insertNew(of_sheet.getCellByPosition(column, row).CellAddress, "โน้ต")
    buttons.validate(book, NOW)
    buttons.rollup(book, NOW)
    assert [of_sheet.Annotations.getByIndex(n).String for n in range(of_sheet.Annotations.Count)] == ["โน้ต"]
