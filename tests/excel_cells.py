"""Cells of the pretended Excel: loaded from a saved workbook, and entered as Excel enters them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

_DAY_ZERO = dt.datetime(1899, 12, 30)
CellAt = tuple[int, int]
Area = tuple[int, int, int, int]

FAULTS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
}
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?(%?)")
_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_LINK = re.compile(r'=HYPERLINK\("((?:[^"]|"")*)","((?:[^"]|"")*)"\)')


class ComTime(dt.datetime):
    """What pywin32 makes of a date: an aware datetime of its own type.  `number` is the cell's own, where it
    is not the days since day zero."""

    number: float | None = None

    @property
    def value2(self) -> float:
        return (self - com_time(_DAY_ZERO)) / dt.timedelta(1) if self.number is None else self.number


class BadDay(float):
    """A number under a date's format that is no day that COM can tell: `Range.Value` raises for its block
    (xlwings issues 2003, 2161), `Range.Value2` gives the number."""


def com_day(number: float) -> ComTime | BadDay:
    """What `Range.Value` gives for a cell with this number under a date's or a time's format.

    COM's date has a sign for the days and a fraction without one, and no 29 February 1900.
    """
    if not -657_434 <= number < 2_958_466:
        return BadDay(number)
    days, seconds = int(number), round(abs(number - int(number)) * 86_400)
    found = com_time(_DAY_ZERO + dt.timedelta(days, min(seconds, 86_399)))
    found.number = number
    return found


def com_time(moment: dt.datetime) -> ComTime:
    return ComTime(*moment.timetuple()[:6], tzinfo=dt.UTC)


def fault(text: str) -> int:
    """The integer that a cell's error is over COM."""
    return -2146828288 + FAULTS[text]


@dataclass
class Cell:
    value: Any = None
    formula: str = ""
    number_format: str = "General"
    fill: int | None = None
    border: tuple[int, int] | None = None  # weight, colour
    ink: int | None = None
    link: str = ""
    bold: bool = False

    def __copy__(self) -> Cell:
        look = self.number_format, self.fill, self.border, self.ink, self.link, self.bold
        return Cell(self.value, self.formula, *look)


@dataclass
class ChartStore:
    """What a chart shows; `top` once it was moved."""

    names: Area | None
    values: list[Area | None]
    top: float | None = None


@dataclass
class SheetStore:
    """One worksheet.  `filtered` rows are hidden by a filter, `hidden` ones by hand."""

    name: str
    cells: dict[CellAt, Cell] = field(default_factory=dict)
    column_formats: dict[int, str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    filtered: set[int] = field(default_factory=set)
    protected: bool = False
    #: Cells that show a part of another cell's result.
    spilled: set[CellAt] = field(default_factory=set)
    visible: int = -1
    selection: str = "$A$1"
    #: (address, text) of every string that did not stay the string it was.
    conversions: list[tuple[CellAt, str]] = field(default_factory=list)
    #: (row, count): ranges of tables and charts grow only around rows inserted inside them.
    inserted: list[tuple[int, int]] = field(default_factory=list)
    #: Areas of tables, with their header rows.
    tables: list[Area] = field(default_factory=list)
    charts: list[ChartStore] = field(default_factory=list)

    def __deepcopy__(self, _: object) -> SheetStore:
        """Cells hold only values: this is ten times as fast as asking each what it holds."""
        twin = replace(self, cells={place: copy(cell) for place, cell in self.cells.items()})
        twin.column_formats, twin.merged = dict(self.column_formats), list(self.merged)
        twin.hidden, twin.filtered = set(self.hidden), set(self.filtered)
        twin.conversions, twin.inserted = list(self.conversions), list(self.inserted)
        twin.tables, twin.charts = list(self.tables), deepcopy(self.charts)
        return twin

    def at(self, row: int, column: int) -> Cell:
        """For reading: a cell nobody made has its column's format."""
        return self.cells.get((row, column)) or Cell(number_format=self.column_formats.get(column, "General"))

    def make(self, row: int, column: int) -> Cell:
        if (row, column) not in self.cells:
            self.cells[row, column] = self.at(row, column)
        return self.cells[row, column]

    @property
    def used(self) -> Area:
        if not self.cells:
            return 1, 1, 1, 1
        rows, columns = [r for r, _ in self.cells], [c for _, c in self.cells]
        return min(rows), min(columns), max(rows), max(columns)

    def enter(self, row: int, column: int, raw: Any) -> None:
        """Put a value as the object model does: strings are parsed unless the cell's format is text."""
        if self.merged and self.covered((row, column)):
            return
        cell = self.make(row, column)
        cell.value, cell.formula = entered(raw, cell.number_format)
        if isinstance(raw, str) and raw and cell.value != raw:
            self.conversions.append(((row, column), raw))

    def covered(self, cell: CellAt) -> bool:
        """Whether a merged area shows only the value of another cell there: what is put into it is lost."""
        row, column = cell
        return any(t <= row <= b and le <= column <= r and cell != (t, le) for t, le, b, r in self.merged)

    def merge(self, area: Area) -> None:
        """As Excel does when somebody merges cells: only the first keeps its value."""
        self.merged.append(area)
        for cell in self.cells:
            if self.covered(cell):
                self.cells[cell].value, self.cells[cell].formula = None, ""

    def move(self, rows: int, columns: int) -> None:
        """Everything on the sheet, so many rows down and columns to the right."""
        self.cells = {(r + rows, c + columns): cell for (r, c), cell in self.cells.items()}

    def insert_rows(self, at: int, count: int) -> None:
        self.inserted.append((at, count))
        self.cells = {(r + count if r >= at else r, c): cell for (r, c), cell in self.cells.items()}
        for column in {c for _, c in self.cells}:
            above = self.at(at - 1, column)
            for row in range(at, at + count):
                self.cells[row, column] = Cell(
                    number_format=above.number_format, fill=above.fill, border=above.border
                )
        for rows in (self.hidden, self.filtered):
            moved = {row + count if row >= at else row for row in rows}
            rows.clear()
            rows.update(moved)


def entered(raw: Any, number_format: str) -> tuple[Any, str]:
    """(value, formula) that a cell holds after it was assigned `raw`."""
    if raw is None or raw == "":
        return None, ""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str, dt.date)):
        return raw, ""
    if isinstance(raw, dt.date):
        return com_time(dt.datetime(raw.year, raw.month, raw.day)), ""
    if not isinstance(raw, str):
        return _shown_as(float(raw), number_format), ""
    if number_format == "@":
        return raw, ""
    return _parsed(raw)


def _shown_as(number: float, number_format: str) -> Any:
    """A number in a text cell becomes a text, and under a date's format the object model gives a date."""
    if number_format == "@":
        return f"{number:g}"
    if "mmm" in number_format:
        return com_time(dt.datetime(1899, 12, 30) + dt.timedelta(days=number))
    return number


def _parsed(text: str) -> tuple[Any, str]:
    if text.startswith("'"):
        return text[1:], ""
    if link := _LINK.fullmatch(text):
        return link[2].replace('""', '"'), text
    if number := _NUMBER.fullmatch(text.strip()):
        value = float(text.strip().rstrip("%"))
        return (value / 100 if number[3] else value), ""
    if text[0] in "=+-@" and len(text) > 1:
        return fault("#NAME?"), text
    if day := _DAY.fullmatch(text.strip()):
        return com_time(dt.datetime(int(day[3]), int(day[2]), int(day[1]))), ""
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE", ""
    return text, ""


def load(workbook: bytes) -> tuple[list[SheetStore], str]:
    """The sheets of a saved workbook as Excel would open it, and the name of the one in front."""
    shown = openpyxl.load_workbook(BytesIO(workbook), data_only=True)
    formulas = openpyxl.load_workbook(BytesIO(workbook))
    stores = [_store(sheet, formulas[sheet.title]) for sheet in shown.worksheets]
    return stores, shown.active.title


def _store(sheet: Worksheet, formulas: Worksheet) -> SheetStore:
    store = SheetStore(sheet.title, visible=-1 if sheet.sheet_state == "visible" else 0)
    store.protected = bool(sheet.protection.sheet)
    store.merged = [(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges]
    store.hidden = {row for row, form in sheet.row_dimensions.items() if form.hidden}
    store.tables = [_area(table.ref) for table in sheet.tables.values()]
    store.charts = [ChartStore(None, [None] * len(chart.series)) for chart in formulas._charts]
    for dimension in sheet.column_dimensions.values():
        for column in range(dimension.min or 0, (dimension.max or -1) + 1):
            store.column_formats[column] = dimension.number_format
    for (row, column), value in _values(sheet):
        store.cells[row, column] = Cell(value, number_format=sheet.cell(row, column).number_format)
        fill = sheet.cell(row, column).fill
        if fill.fill_type == "solid":
            store.cells[row, column].fill = _bgr(str(fill.fgColor.rgb)[-6:])
        link = sheet.cell(row, column).hyperlink
        store.cells[row, column].link = (link.target or "") if link else ""
        formula = formulas.cell(row, column)
        if formula.data_type == "f":
            store.cells[row, column].formula = str(formula.value)
    return store


def _area(text: str) -> Area:
    left, top, right, bottom = range_boundaries(text)
    return top, left, bottom, right


def _values(sheet: Worksheet) -> Iterator[tuple[CellAt, Any]]:
    for place, cell in list(sheet._cells.items()):
        value = cell.value
        if cell.data_type == "e" and value in FAULTS:
            yield place, fault(str(value))
        elif isinstance(value, dt.datetime):
            yield place, com_time(value)
        elif isinstance(value, dt.time):
            yield place, com_time(dt.datetime.combine(dt.date(1899, 12, 30), value))
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield place, float(value)
        else:
            yield place, value


def _bgr(colour: str) -> int:
    return int(colour[4:6] + colour[2:4] + colour[0:2], 16)


def rgb(number: int | None) -> str | None:
    """The object model's colour number as 'RRGGBB'."""
    if number is None:
        return None
    return f"{number & 255:02X}{number >> 8 & 255:02X}{number >> 16 & 255:02X}"
