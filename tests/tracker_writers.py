"""One tracker, written by the libraries that people write workbooks with; the source for other programs, too.

It has what programs spell in different ways: a link behind words and one by formula, a comment, a number that
shows more than it is, a day with a time, merged cells, lines within a cell.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from typing import Any

from itaxl.core.compose import grids
from itaxl.core.grid import Formatted, Grid, Moment, Value, shown
from itaxl.core.sample import sample

LINK, OPENED = "https://www.longtham.example.go.th/news/15.pdf", "https://www.longtham.example.go.th/ita/2"
NOTE = "รอหนังสือตอบจากอำเภอ"
MERGED = (1, 1, 1, 4)
_LINKED, _BY_FORMULA, _NOTED = (6, 8), (7, 8), (7, 2)
_FORMATS: dict[type, str] = {dt.date: "d/m/yyyy", Moment: "d/m/yyyy h:mm"}
_SPECIAL: dict[str, dict[tuple[int, int], Value]] = {
    "หน่วยงาน": {(9, 2): Formatted(42555007, "042-555-007"), (26, 2): Formatted(0.925, "92.50%")},
    "มาตรการ": {
        _LINKED: "ดูประกาศ",
        _BY_FORMULA: "ดูคู่มือ",
        (6, 11): Moment.of(dt.date(2025, 3, 31), "08:30"),
    },
}
_CODES = {"042-555-007": "000-000-000", "92.50%": "0.00%"}


def tracker() -> tuple[Grid, ...]:
    """What every reader must find."""
    return tuple(map(_dressed, grids(sample())))


def _dressed(grid: Grid) -> Grid:
    rows = [list(row) for row in grid.rows]
    for (row, column), value in _SPECIAL[grid.sheet].items():
        rows[row - 1][column - 1] = value
    measures = grid.sheet == "มาตรการ"
    return grid._replace(
        rows=tuple(map(tuple, rows)),
        merged=(MERGED,) if measures else (),
        links={_LINKED: LINK, _BY_FORMULA: OPENED} if measures else {},
        notes={_NOTED: NOTE} if measures else {},
    )


def xlsxwriter(date1904: bool = False, spelt: Callable[[str], str] = str, formulas: bool = True) -> bytes:
    """Everything; `spelt` changes the letters of every text."""
    from xlsxwriter import Workbook

    whole = io.BytesIO()
    book = Workbook(whole, {"in_memory": True, "strings_to_urls": False, "date_1904": date1904})
    for grid in tracker():
        sheet = book.add_worksheet(spelt(grid.sheet))
        for row, values in enumerate(grid.rows):
            for column, value in enumerate(values):
                look = book.add_format({"num_format": code}) if (code := _code(value)) else None
                if isinstance(value, dt.date):
                    sheet.write_datetime(row, column, _typed(value), look)
                elif isinstance(value, float):
                    sheet.write_number(row, column, value, look)
                elif isinstance(value, str):
                    sheet.write_string(row, column, spelt(value))
        for row, column, bottom, right in grid.merged:
            first = spelt(str(grid.at(row, column)))
            sheet.merge_range(row - 1, column - 1, bottom - 1, right - 1, first)
        for (row, column), address in grid.links.items():
            words = spelt(str(grid.at(row, column)))
            if address == OPENED and formulas:
                sheet.write_formula(row - 1, column - 1, f'=HYPERLINK("{address}","{words}")', None, words)
            else:
                sheet.write_url(row - 1, column - 1, address, None, words)
        for (row, column), text in grid.notes.items():
            sheet.write_comment(row - 1, column - 1, spelt(text))
    book.close()
    return whole.getvalue()


def openpyxl() -> bytes:
    """A formula has no result in what it writes, so a link has its place."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in tracker():
        sheet = book.create_sheet(grid.sheet)
        for row, values in enumerate(grid.rows, 1):
            for column, value in enumerate(values, 1):
                if value is not None:
                    cell = sheet.cell(row, column, _typed(value))
                    cell.number_format = _code(value) or "General"
        for top, left, bottom, right in grid.merged:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for (row, column), address in grid.links.items():
            sheet.cell(row, column).hyperlink = address
        for (row, column), text in grid.notes.items():
            sheet.cell(row, column).comment = Comment(text, "สมชาย")
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def xlwt() -> bytes:
    """An .xls with its formats and a formula that opens an address; it writes neither comments nor links."""
    import xlwt as writer

    book = writer.Workbook(encoding="utf-8")
    for grid in tracker():
        sheet = book.add_sheet(grid.sheet)
        for row, values in enumerate(grid.rows):
            for column, value in enumerate(values):
                address = grid.links.get((row + 1, column + 1))
                if address:
                    words = writer.Formula(f'HYPERLINK("{address}";"{value}")')
                    sheet.write(row, column, words)
                elif value is not None and (row + 1, column + 1, row + 1, 4) not in grid.merged:
                    sheet.write(
                        row, column, _typed(value), writer.easyxf(num_format_str=_code(value) or "General")
                    )
        for top, left, bottom, right in grid.merged:
            sheet.write_merge(top - 1, bottom - 1, left - 1, right - 1, grid.at(top, left))
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def pyexcel(suffix: str) -> bytes:
    """Values only: by pyexcel-xls ('xls') or pyexcel-ods ('ods')."""
    from importlib import import_module

    whole = io.BytesIO()
    plain = {
        grid.sheet: [["" if value is None else _day_or_typed(value) for value in row] for row in grid.rows]
        for grid in tracker()
    }
    import_module(f"pyexcel_{suffix}").save_data(whole, plain)
    return whole.getvalue()


def _day_or_typed(value: Value) -> Any:
    """These keep a time of day only where there is one."""
    return value if type(value) is dt.date else _typed(value)


def _code(value: Value) -> str:
    return _CODES[value.text] if isinstance(value, Formatted) else _FORMATS.get(type(value), "")


def _typed(value: Value) -> Any:
    if isinstance(value, Moment):
        hour, minute = re.findall(r"\d+", shown(value).partition(" ")[2])
        return dt.datetime(value.year, value.month, value.day, int(hour), int(minute))
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    return float(value) if isinstance(value, Formatted) else value
