"""The few names of Excel's object model that `itaxl.buttons.excel` uses, for a document of Calc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itaxl.calc import bridge
from itaxl.calc.areas import area_of
from itaxl.calc.tables import Charts, ChartShape, Table, table_at
from itaxl.calc.unsupported import NotOffered, Offered

if TYPE_CHECKING:
    from itaxl.calc.book import Book
    from itaxl.calc.range import Range
    from itaxl.calc.sheet import Sheet

_NO_COLOUR = -4142  # xlColorIndexNone
_ANY_RESULT = 1 | 2 | 4  # com.sun.star.sheet.FormulaResult
_SOME_COLOUR = 1  # any other index: Calc has no palette
#: Excel's weights of a line in hundredths of a millimetre, the widths that Calc reads for them from a file.
_WIDTHS = {2: 26, -4138: 62}
_NORMAL, _BOLD = 100.0, 150.0  # com.sun.star.awt.FontWeight
_LINES = ("BottomBorder2", "LeftBorder2", "RightBorder2", "TopBorder2")


class ExcelBook(Offered):
    __slots__ = ("_book",)

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def FullName(self) -> str:
        return self._book.fullname

    @property
    def Date1904(self) -> bool:
        return bool(self._book.document.NullDate.Year == 1904)

    @property
    def ProtectStructure(self) -> bool:
        return bool(self._book.document.isProtected())


class ExcelSheet(Offered):
    __slots__ = ("_sheet",)

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def ProtectContents(self) -> bool:
        return bool(self._sheet.sheet.isProtected())

    def Activate(self) -> None:
        self._sheet.activate()

    def ChartObjects(self, number: int | None = None) -> Charts | ChartShape:
        charts = Charts(self._sheet)
        return charts if number is None else charts(number)


class ExcelRange(Offered):
    __slots__ = ("_range",)

    def __init__(self, cells: Range) -> None:
        self._range = cells

    @property
    def Application(self) -> ExcelApplication:
        return ExcelApplication()

    @property
    def Top(self) -> float:
        """In hundredths of a millimetre; Excel has points, and only another `Top` is put."""
        return float(self._range.block.Position.Y)

    @property
    def ListObject(self) -> Table | None:
        return table_at(self._range.sheet, self._range.areas[0])

    def AutoFit(self) -> None:
        self._range.autofit("r")

    def _put_wrap(self, state: bool) -> None:
        self._range.cells.IsTextWrapped = state

    WrapText = property(fset=_put_wrap)

    @property
    def Font(self) -> Font:
        return Font(self._range)

    @property
    def Interior(self) -> Interior:
        return Interior(self._range)

    @property
    def Borders(self) -> Borders:
        return Borders(self._range)

    @property
    def HasFormula(self) -> bool | None:
        """None when only some have one, which whoever asks takes as he takes True."""
        found = self._range.cells.queryFormulaCells(_ANY_RESULT)
        return None if found.RangeAddresses else False

    @property
    def Value2(self) -> object:
        return self._range.raw_value

    @property
    def HasSpill(self) -> bool:
        return False  # Calc's formulas over several cells are array formulas, and each cell has one

    @property
    def Hidden(self) -> bool | None:
        """Whether the rows are hidden, by hand or by a filter; None when only some are."""
        visible = {
            row
            for address in self._range.block.queryVisibleCells().RangeAddresses
            for row in range(area_of(address)[0], area_of(address)[2] + 1)
        }
        top, _, bottom, _ = self._range.areas[0]
        if not visible:
            return True
        return False if len(visible) == bottom - top + 1 else None

    @Hidden.setter
    def Hidden(self, state: bool) -> None:
        self._range.block.Rows.IsVisible = not state


class ExcelApplication(Offered):
    __slots__ = ()

    def Union(self, *ranges: ExcelRange) -> ExcelRange:
        first = ranges[0]._range
        return ExcelRange(type(first)(first.sheet, [area for cells in ranges for area in cells._range.areas]))


class Font(Offered):
    """Of Latin and of Thai letters, which Calc keeps apart."""

    __slots__ = ("_range",)

    def __init__(self, cells: Range) -> None:
        self._range = cells

    def _put(self, name: str, value: object) -> None:
        for script in ("", "Complex"):
            setattr(self._range.cells, name + script, value)

    Name = property(fset=lambda self, face: self._put("CharFontName", face))
    Size = property(fset=lambda self, points: self._put("CharHeight", float(points)))
    Bold = property(fset=lambda self, state: self._put("CharWeight", _BOLD if state else _NORMAL))


class Interior(Offered):
    __slots__ = ("_range",)

    def __init__(self, cells: Range) -> None:
        self._range = cells

    def _put_color(self, colour: int) -> None:
        self._range.cells.CellBackColor = _rgb(colour)

    Color = property(fset=_put_color)

    @property
    def ColorIndex(self) -> int | None:
        """-4142 for no fill, another number for one, None when the cells differ."""
        cells = self._range.cells
        if cells.getPropertyState("CellBackColor").value == "AMBIGUOUS_VALUE":
            return None
        return _NO_COLOUR if cells.CellBackColor == -1 else _SOME_COLOUR

    @ColorIndex.setter
    def ColorIndex(self, index: int) -> None:
        if index != _NO_COLOUR:
            raise NotOffered(f"Interior.ColorIndex = {index}")
        self._range.cells.CellBackColor = -1


class Borders(Offered):
    """All four lines of every cell; drawn when the weight is put, after the colour."""

    __slots__ = ("_colour", "_range")

    def __init__(self, cells: Range) -> None:
        self._range = cells
        self._colour = 0

    def _put_color(self, colour: int) -> None:
        self._colour = _rgb(colour)

    Color = property(fset=_put_color)

    def _put_weight(self, weight: int) -> None:
        width = _WIDTHS[weight]
        line = bridge.make(
            "com.sun.star.table.BorderLine2", Color=self._colour, LineWidth=width, OuterLineWidth=width
        )
        self._range.cells.setPropertyValues(_LINES, (line,) * len(_LINES))

    Weight = property(fset=_put_weight)


def _rgb(colour: int) -> int:
    """Excel's number of a colour, 0xBBGGRR, as UNO's."""
    return (colour & 0xFF) << 16 | colour & 0xFF00 | colour >> 16 & 0xFF
