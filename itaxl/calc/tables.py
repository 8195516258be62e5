"""The tables and charts of a sheet of Calc, by the names of Excel's object model that the buttons use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from itaxl.calc import bridge
from itaxl.calc.areas import address_of, area_of
from itaxl.calc.unsupported import Offered
from itaxl.core.areas import within
from itaxl.core.grid import Area

if TYPE_CHECKING:
    from itaxl.calc.api import ExcelRange
    from itaxl.calc.sheet import Sheet

#: The cells that a chart's formula names.
_CELLS = re.compile(r"!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)")


def table_at(sheet: Sheet, area: Area) -> Table | None:
    """The table around a cell: the named database range that Calc makes of a file's table."""
    ranges = sheet.book.document.DatabaseRanges
    for name in ranges.ElementNames:
        where = (one := ranges.getByName(name)).DataArea
        if where.Sheet == sheet.number and within(area_of(where), area[:2]):
            return Table(sheet, one)
    return None


class Table(Offered):
    __slots__ = ("_range", "_sheet")

    def __init__(self, sheet: Sheet, named: Any) -> None:
        self._sheet, self._range = sheet, named

    def Resize(self, cells: ExcelRange) -> None:
        self._range.setDataArea(address_of(self._sheet.number, cells._range.areas[0]))


class Charts(Offered):
    __slots__ = ("_sheet",)

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def Count(self) -> int:
        return len(self._sheet.sheet.Charts.ElementNames)

    def __call__(self, number: int) -> ChartShape:
        return ChartShape(self._sheet, self._sheet.sheet.Charts.ElementNames[number - 1])


class ChartShape(Offered):
    __slots__ = ("_name", "_sheet")

    def __init__(self, sheet: Sheet, name: str) -> None:
        self._sheet, self._name = sheet, name

    @property
    def Chart(self) -> Chart:
        return Chart(self._sheet, self._sheet.sheet.Charts.getByName(self._name).EmbeddedObject)

    def _put_top(self, points: float) -> None:
        """In hundredths of a millimetre, as `ExcelRange.Top` gives it."""
        page = self._sheet.sheet.DrawPage
        for number in range(page.Count):
            shape = page.getByIndex(number)
            if getattr(shape, "PersistName", None) == self._name:
                shape.setPosition(bridge.make("com.sun.star.awt.Point", X=shape.Position.X, Y=round(points)))

    Top = property(fset=_put_top)


class Chart(Offered):
    __slots__ = ("_model", "_sheet")

    def __init__(self, sheet: Sheet, model: Any) -> None:
        self._sheet, self._model = sheet, model

    def SeriesCollection(self, number: int) -> Series:
        return Series(self._sheet, self._model, number - 1)


class Series(Offered):
    """One run of bars.  Only what is drawn changes, so that colours and labels stay."""

    __slots__ = ("_at", "_model", "_sheet")

    def __init__(self, sheet: Sheet, model: Any, at: int) -> None:
        self._sheet, self._model, self._at = sheet, model, at

    @property
    def _system(self) -> Any:
        return self._model.getFirstDiagram().getCoordinateSystems()[0]

    def _sequence(self, cells: str, role: str) -> Any:
        where = self._sheet.range(cells).block.AbsoluteName
        sequence = self._model.getDataProvider().createDataSequenceByRangeRepresentation(where)
        sequence.Role = role
        return sequence

    def _put_formula(self, text: str) -> None:
        """=SERIES("name",'sheet'!names,'sheet'!values,number)."""
        names, values = (one.replace("$", "") for one in _CELLS.findall(text))
        axis = self._system.getAxisByDimension(0, 0)
        scale = axis.getScaleData()
        scale.Categories.setValues(self._sequence(names, "categories"))
        axis.setScaleData(scale)
        series = self._system.getChartTypes()[0].getDataSeries()[self._at]
        labelled = series.getDataSequences()[0]
        labelled.setValues(self._sequence(values, "values-y"))
        series.setData((labelled,))

    Formula = property(fset=_put_formula)
