"""Cells of an openpyxl sheet: texts that stay texts, colours that leave the rest of a style alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

from itaxl.core import palette
from itaxl.core.areas import CellAt, within
from itaxl.core.grid import SHEET_COLUMNS, Area, Value, column_letter
from itaxl.core.palette import Swatch
from itaxl.core.thai.letters import fit_for_xml
from itaxl.files.tracker.cells import height

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST = 32_767
#: What a reader would take for an escaped letter.
_ESCAPE_LIKE = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_FORMULA_LIKE = ("=", "+", "-", "@", "'")


class Sheet:
    """One worksheet, 1-based rows and columns."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._column_styles: dict[int, Any] = {
            column: form._style
            for form in sheet.column_dimensions.values()
            for column in range(form.min or 0, min(form.max or -1, SHEET_COLUMNS) + 1)
        }

    @property
    def title(self) -> str:
        title: str = self._sheet.title
        return title

    def _cell(self, row: int, column: int) -> Cell:
        """The cell; one that nobody made looks as its column does."""
        is_new = (row, column) not in self._sheet._cells
        cell = self._sheet.cell(row, column)
        if is_new and column in self._column_styles:
            cell._style = copy(self._column_styles[column])
        return cell

    def put(self, row: int, column: int, value: Value, *, as_text: bool = False) -> None:
        """A text as itself, never as a formula or an error; '' empties the cell, its link too."""
        from openpyxl.cell.cell import MergedCell

        if value == "" and (row, column) not in self._sheet._cells:
            return
        cell = self._cell(row, column)
        if isinstance(cell, MergedCell):  # Excel, too, shows nothing of what is put under a merged area
            return
        cell.value = cell.hyperlink = None
        if value == "" or value is None:
            return
        if isinstance(value, str):
            value = _ESCAPE_LIKE.sub(r"_x005F_\1", fit_for_xml(value))[:_LONGEST]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(_FORMULA_LIKE)
            if as_text:
                cell.number_format = "@"

    def mend(self, row: int, column: int, value: Value, form: str | None) -> None:
        """Another value in the same cell, with its link; `form` is its number format, None for the cell's."""
        cell = self._cell(row, column)
        link = cell.hyperlink
        self.put(row, column, value)
        if value not in (None, ""):
            cell._hyperlink = link
            if form:
                cell.number_format = form

    def is_filled(self, row: int, column: int) -> bool:
        return bool(self._cell(row, column).fill.fill_type)

    def link(self, row: int, column: int, location: str) -> None:
        """Lead to a place in the workbook, looking like the buttons' links."""
        from openpyxl.cell.cell import MergedCell
        from openpyxl.worksheet.hyperlink import Hyperlink

        cell = self._cell(row, column)
        if isinstance(cell, MergedCell):
            return
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location)
        font = copy(cell.font)
        font.color = palette.ACCENT
        cell.font = font

    def paint(self, areas: Sequence[Area], colours: Mapping[CellAt, Swatch]) -> None:
        """Colours off the whole areas, then on the cells; a cell that nobody made has none to take off.

        Styles are set by their numbers: a style object for each cell would cost most of the copy's time.
        """
        looks = _Looks(self._sheet.parent)
        here = [
            at for at in self._sheet._cells if at not in colours and any(within(area, at) for area in areas)
        ]
        for at in here:
            looks.dress(self._cell(*at), None)
        for at, swatch in colours.items():
            looks.dress(self._cell(*at), swatch)

    def hide(self, row: int, hidden: bool) -> None:
        if hidden or row in self._sheet.row_dimensions:
            self._sheet.row_dimensions[row].hidden = hidden

    def fit(self, row: int, cells: Iterable[tuple[Value, float]], *, grow_only: bool = False) -> None:
        """A height for texts in columns of these widths, in characters; Excel fits it anew on a change."""
        needed, before = height(cells), self._sheet.row_dimensions[row].height
        if grow_only and (needed or 0) <= (before or 0):
            return
        self._sheet.row_dimensions[row].height = needed

    def widen(self, column: int, width: int) -> None:
        self._sheet.column_dimensions[column_letter(column)].width = width

    def insert_rows(self, at: int, count: int) -> None:
        """As Excel inserts them: tables and merged areas grow or move, the new rows look like those above."""
        sheet = self._sheet
        forms = {row: (form.height, form.hidden) for row, form in sheet.row_dimensions.items() if row >= at}
        merged = [area for area in sheet.merged_cells.ranges if area.min_row >= at]
        for area in merged:
            sheet.unmerge_cells(area.coord)
        sheet.insert_rows(at, count)
        for area in merged:
            area.shift(0, count)
            sheet.merge_cells(area.coord)
        for row, form in forms.items():
            sheet.row_dimensions[row + count].height, sheet.row_dimensions[row + count].hidden = form
        pattern = at - 1 if at > 1 else at + count
        for row in range(at, at + count):
            sheet.row_dimensions[row].height = sheet.row_dimensions[pattern].height
            sheet.row_dimensions[row].hidden = False
            for column in range(1, sheet.max_column + 1):
                sheet.cell(row, column)._style = copy(sheet.cell(pattern, column)._style)
        for table in sheet.tables.values():
            table.ref = _grown(table.ref, at, count)
            if table.autoFilter and table.autoFilter.ref:
                table.autoFilter.ref = _grown(table.autoFilter.ref, at, count)


def _grown(ref: str, at: int, count: int) -> str:
    def moved(row: re.Match[str]) -> str:
        number = int(row[0])
        return str(number + count if number >= at else number)

    return re.sub(r"\d+", moved, ref)


class _Looks:
    """The fills and lines of a workbook, by their numbers in its styles."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[Swatch | None, tuple[int, int | None]] = {}

    def dress(self, cell: Any, swatch: Swatch | None) -> None:
        from openpyxl.styles.cell_style import StyleArray

        if swatch not in self._numbers:
            self._numbers[swatch] = self._made(swatch)
        fill, border = self._numbers[swatch]
        style = copy(cell._style) or StyleArray()
        style.fillId, style.borderId = fill, border
        cell._style = style

    def _made(self, swatch: Swatch | None) -> tuple[int, int]:
        from openpyxl.styles import Border, PatternFill, Side

        fill = PatternFill("solid", fgColor=swatch.fill) if swatch else PatternFill()
        framed = swatch is not None and swatch.framed
        side = Side("medium", swatch.strong) if swatch and framed else Side("thin", palette.GRID)
        border = Border(left=side, right=side, top=side, bottom=side)
        return self._book._fills.add(fill), self._book._borders.add(border)
