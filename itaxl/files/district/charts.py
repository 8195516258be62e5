"""The charts of the district workbook, as their tables ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itaxl.core import palette
from itaxl.core.district.shown import LABEL, in_digits, pattern
from itaxl.core.district.table import Bars, Chart, Kind, Sheet, Table
from itaxl.core.model import Digits
from itaxl.files.tracker.styles import FONT

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FACE: dict[str, Any] = {"name": FONT, "size": 14, "color": "#" + palette.INK}


def chart_of(book: Workbook, target: Worksheet, sheet: Sheet, table: Table, digits: Digits) -> None:
    """The table's chart, in its place on the sheet."""
    chart = table.chart
    assert chart
    drawn = _bars(book, chart, [_series(sheet, table, bars, digits) for bars in chart.bars], digits)
    widths = sheet.columns[chart.column - 1 : chart.column - 1 + chart.columns]
    drawn.set_size({"width": sum(width * 7 + 5 for width in widths) - 8, "height": chart.height})
    where = {"object_position": 1, "x_offset": 4, "description": chart.title}
    target.insert_chart(chart.row - 1, chart.column - 1, drawn, where)


def _series(sheet: Sheet, table: Table, bars: Bars, digits: Digits) -> dict[str, Any]:
    chart = table.chart
    assert chart
    first = table.first_row - 1
    last = first + min(len(table.rows), chart.most) - 1

    def range_of(column: int) -> list[Any]:
        return [sheet.name, first, table.column + column - 2, last, table.column + column - 2]

    number = in_digits(LABEL, digits)
    options: dict[str, Any] = {
        "name": table.columns[bars.column - 1].header,
        "categories": range_of(chart.names),
        "values": range_of(bars.column),
        "fill": {"color": "#" + (bars.colours[0] if len(bars.colours) == 1 else palette.GRID)},
        "gap": 55,
        "data_labels": {"value": True, "num_format": number, "font": {**_FACE, "bold": True}},
    }
    if len(bars.colours) > 1:
        options["points"] = [{"fill": {"color": "#" + colour}} for colour in bars.colours]
    return options


def _bars(book: Workbook, chart: Chart, series: list[dict[str, Any]], digits: Digits) -> Any:
    stacked = len(series) > 1
    drawn = book.add_chart({"type": "bar", **({"subtype": "stacked"} if stacked else {})})
    for one in series:
        drawn.add_series(one)
    grid = {"color": "#" + palette.GRID}
    drawn.set_title({"name": chart.title, "name_font": {**_FACE, "size": 18, "bold": True}, "overlay": False})
    drawn.set_y_axis({"reverse": True, "num_font": _FACE, "line": grid, "interval_unit": 1})
    drawn.set_x_axis(
        {
            "num_font": _FACE,
            "num_format": pattern(Kind.COUNT, digits),
            "min": 0,
            "visible": False,
            "major_gridlines": {"visible": False},
        }
    )
    top, bottom = 0.14, 0.14 if stacked else 0.04
    area = {"x": chart.room, "y": top, "width": 0.95 - chart.room, "height": 1 - top - bottom}
    drawn.set_plotarea({"layout": area})
    drawn.set_legend({"position": "bottom", "font": _FACE} if stacked else {"none": True})
    drawn.set_chartarea({"border": grid})
    return drawn
