"""One or several areas of a sheet as xlwings' range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from itaxl.calc import reading, writing
from itaxl.calc.api import ExcelRange
from itaxl.calc.areas import area_of, parsed, text_of
from itaxl.calc.row_heights import heights_following
from itaxl.calc.unsupported import NotOffered, Offered
from itaxl.core.grid import Area

if TYPE_CHECKING:
    from itaxl.calc.sheet import Sheet

#: Hundredths of a millimetre: a column of so many digits, as Excel measures it in its default font.
_DIGIT, _PADDING = 185, 132
_GENERAL = "General"


class Range(Offered):
    """Values are those of the first area, formats of all."""

    __slots__ = ("_cells", "areas", "options", "sheet")

    def __init__(self, sheet: Sheet, areas: Sequence[Area]) -> None:
        self.sheet, self.areas = sheet, list(areas)
        self.options: Any = None  # xlwings keeps something here
        self._cells: Any = None

    @classmethod
    def of(cls, sheet: Sheet, first: Any, last: Any = None) -> Range:
        """By address or by (row, column), as xlwings' `Sheet.range` is asked."""
        if last is None and isinstance(first, str):
            return cls(sheet, parsed(first))
        if last is None and isinstance(first, tuple) and len(first) == 2:
            return cls(sheet, [(*first, *first)])
        raise NotOffered("Sheet.range(first, last)")

    @property
    def api(self) -> ExcelRange:
        return ExcelRange(self)

    @property
    def cells(self) -> Any:
        """All areas as one UNO object."""
        if self._cells is None:
            if len(self.areas) == 1:
                self._cells = self._uno(self.areas[0])
            else:
                self._cells = self.sheet.book.together(self.sheet.number, self.areas)
        return self._cells

    @property
    def block(self) -> Any:
        """The first area as a UNO object."""
        return self.cells if len(self.areas) == 1 else self._uno(self.areas[0])

    def _uno(self, area: Area) -> Any:
        top, left, bottom, right = area
        right = min(right, self.sheet.book.columns) if right > 1024 else right
        return self.sheet.sheet.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)

    @property
    def address(self) -> str:
        return text_of(self.areas)

    @property
    def raw_value(self) -> Any:
        """What COM would hand over: a bare value for one cell, a tuple of tuples for more."""
        rows = reading.values(self)
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        top, left, bottom, right = self.areas[0]
        if len(self.areas) > 1:
            raise NotOffered("Range.raw_value = of several areas")
        if not isinstance(data, (tuple, list)):
            data = ((data,) * (right - left + 1),) * (bottom - top + 1)
        writing.put(self, data)

    @property
    def merge_cells(self) -> bool | None:
        """None when only some are merged, and for a range of cells that are all merged, which to halve
        comes to the same.  A cell that another one covers counts as merged only when asked for alone."""
        if self._is_cell:
            return bool(self.merge_area.areas != self.areas)
        return None if self.block.getIsMerged() else False

    @property
    def _is_cell(self) -> bool:
        top, left, bottom, right = self.areas[0]
        return (top, left) == (bottom, right)

    @property
    def merge_area(self) -> Range:
        cursor = self.sheet.sheet.createCursorByRange(self.block)
        cursor.collapseToMergedArea()
        return Range(self.sheet, [area_of(cursor.RangeAddress)])

    @property
    def number_format(self) -> str:
        """Of the first cell."""
        return self.sheet.book.code_of(self.block.getCellByPosition(0, 0).NumberFormat)

    @number_format.setter
    def number_format(self, text: str) -> None:
        if text == _GENERAL:  # Calc takes cells of several formats for general ones, and leaves them alone
            self.cells.NumberFormat = self.sheet.book.style_of("@")
        self.cells.NumberFormat = self.sheet.book.style_of(text)

    @property
    def formula(self) -> str:
        """Of the first cell, its separators as in Calc."""
        return str(self.block.getCellByPosition(0, 0).Formula)

    @property
    def hyperlink(self) -> str:
        """Where the words of the first cell lead to."""
        fields = self.block.getCellByPosition(0, 0).TextFields.createEnumeration()
        while fields.hasMoreElements():
            if address := str(fields.nextElement().URL):
                return address
        raise LookupError("no hyperlink")  # as xlwings does

    def _put_color(self, colour: tuple[int, int, int] | None) -> None:
        self.cells.CellBackColor = -1 if colour is None else number_of(colour)

    color = property(fset=_put_color)

    @property
    def font(self) -> Font:
        return Font(self)

    def autofit(self, axis: str | None = None) -> None:
        if axis != "r":
            raise NotOffered(f"Range.autofit({axis!r})")
        with heights_following(self.sheet.book.document):
            self.block.Rows.OptimalHeight = True

    def _put_column_width(self, digits: float) -> None:
        self.block.Columns.Width = round(digits * _DIGIT + _PADDING)

    column_width = property(fset=_put_column_width)

    def insert(self, shift: str, copy_origin: str) -> None:
        top, left, bottom, right = self.areas[0]
        if (shift, left, len(self.areas)) != ("down", 1, 1) or right < self.sheet.book.columns:
            raise NotOffered("Range.insert of anything but whole rows")
        self.sheet.sheet.Rows.insertByIndex(top - 1, bottom - top + 1)


class Font(Offered):
    __slots__ = ("_range",)

    def __init__(self, cells: Range) -> None:
        self._range = cells

    def _put_color(self, colour: tuple[int, int, int]) -> None:
        self._range.cells.CharColor = number_of(colour)

    color = property(fset=_put_color)


def number_of(colour: tuple[int, int, int]) -> int:
    """UNO's number of a colour, 0xRRGGBB."""
    red, green, blue = colour
    return red << 16 | green << 8 | blue
