"""Rows that are written at once say and show what XlsxWriter would have written cell by cell."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from openpyxl.cell import Cell as ReadCell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from itaxl.core import palette
from itaxl.core.district.table import Bars, Cell, Chart, Column, Kind, Row, Sheet, Table
from itaxl.core.model import Digits
from itaxl.files.district.lines import LinesSheet
from itaxl.files.district.looks import Looks
from itaxl.files.district.writer import write_sheet
from itaxl.files.tracker.styles import book_options

_COLUMNS = (
    Column("ข้อความ", 12),
    Column("คำ", 10, Kind.WORD, ours=True),
    Column("จำนวน", 10, Kind.COUNT),
    Column("วันที่", 14, Kind.DATE),
)
_ROWS: list[Row] = [
    ("บ้านนา <อ.เมือง> & “อื่น ๆ”", "ปี 2567", 1234.0, dt.date(2026, 11, 29)),
    ("_x41_ _X0041_ x0041_", "", -0.5, dt.date(1900, 3, 1)),
    ("  สอง  ช่องว่าง\n\tบรรทัดใหม่ ", None, 1e15, dt.date(1900, 2, 28)),
    ("=1+1", "@SUM", 1 / 3, None),
    ("ยาว" * 200, "https://example.go.th/" + "a" * 80, 0.0, dt.date(9999, 12, 31)),
    ("\x07\ufffe\ud800", "0430", 2.0, None),
    (Cell("แดง", palette.ERROR), Cell("หนา", bold=True), Cell(3.0, palette.OVERDUE), Cell(None)),
    (Cell("เปิดไฟล์", link="memos/ก & ข.docx"), Cell("–", link=""), Cell("เปิดไฟล์", link="../x"), Cell("")),
]


def _written(kind: type[Worksheet], *tables: Table, digits: Digits = Digits.ARABIC) -> io.BytesIO:
    out = io.BytesIO()
    with Workbook(out, book_options()) as book:
        target = book.add_worksheet("ก", kind)
        write_sheet(book, target, Sheet("ก", "ชื่อ", "ใช้ดู", tables=tables), Looks(book, digits))
    return out


def _cells(data: io.BytesIO) -> list[list[tuple[object, ...]]]:
    sheet = openpyxl.load_workbook(data).worksheets[0]
    heights = {row: sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)}
    return [[heights[row[0].row], *map(_shown, row)] for row in sheet.iter_rows()]


def _shown(cell: ReadCell) -> tuple[object, ...]:
    link = cell.hyperlink.target if cell.hyperlink else None
    looks = (
        cell.font.b,
        cell.font.color and cell.font.color.rgb,
        cell.fill.fgColor.rgb,
        cell.alignment.horizontal,
    )
    return cell.value, cell.data_type, cell.number_format, link, *looks, cell.border.left.style


@pytest.mark.parametrize("digits", Digits)
def it_writes_lines_as_xlsxwriter_writes_cells(digits: Digits) -> None:
    table = Table(_COLUMNS, _ROWS, "tblA")
    at_once = _written(LinesSheet, table, digits=digits)
    assert b"inlineStr" in _part(at_once)
    assert _cells(at_once) == _cells(_written(Worksheet, table, digits=digits))


def it_writes_cell_by_cell_what_has_something_below_beside_or_a_chart() -> None:
    chart = Chart("ก", 1, (Bars(3, (palette.ACCENT,)),), 4, 6, 2, 300)
    for tables in (
        [Table(_COLUMNS, _ROWS, total=("รวม", None, 5.0, None))],
        [Table(_COLUMNS, _ROWS, chart=chart)],
        [Table(_COLUMNS, _ROWS), Table(_COLUMNS, _ROWS, row=6, column=6)],
    ):
        assert b"inlineStr" not in _part(_written(LinesSheet, *tables))
    below = [Table(_COLUMNS, _ROWS, chart=chart), Table(_COLUMNS, _ROWS, "tblB", row=20)]
    assert _cells(_written(LinesSheet, *below)) == _cells(_written(Worksheet, *below))
    assert _part(_written(LinesSheet, *below)).count(b"<row ") == 3 + 1 + 8 + 1 + 8 - 1


def it_writes_no_character_by_its_number() -> None:
    """Excel takes _x0041_ for an A; openpyxl does not, where a text stands in its cell."""
    part = _part(_written(LinesSheet, Table(_COLUMNS[:1], [("_x0041_ _x41_ a_x00e1_b",)], "tblA")))
    assert b"<t>_x005F_x0041_ _x41_ a_x005F_x00e1_b</t>" in part


def _part(data: io.BytesIO) -> bytes:
    with zipfile.ZipFile(data) as package:
        return package.read("xl/worksheets/sheet1.xml")
