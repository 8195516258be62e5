"""The charts' common look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from itaxl.core import palette
from itaxl.core.model import Digits
from itaxl.files.district.pen import Number
from itaxl.files.tracker.styles import FONT

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.workbook import Workbook

#: (sheet, first row, first column, last row, last column), 0-based as XlsxWriter counts.
Range = tuple[str, int, int, int, int]
FACE: dict[str, Any] = {"name": FONT, "size": 14, "color": "#" + palette.INK}


class Series:
    """One run of bars; `points` colours each bar by itself."""

    def __init__(self, name: str, categories: Range, values: Range, *colours: str) -> None:
        self.name, self.categories, self.values, self.colours = name, categories, values, colours

    def options(self, digits: Digits) -> dict[str, Any]:
        label = {"value": True, "num_format": Number.LABEL.pattern(digits), "font": {**FACE, "bold": True}}
        options: dict[str, Any] = {
            "name": self.name,
            "categories": list(self.categories),
            "values": list(self.values),
            "fill": {"color": "#" + self.colours[0]},
            "gap": 55,
            "data_labels": label,
        }
        if len(self.colours) > 1:
            options["points"] = [{"fill": {"color": "#" + colour}} for colour in self.colours]
        return options


def bars(book: Workbook, title: str, series: Sequence[Series], digits: Digits, room: float) -> Chart:
    """Horizontal bars, the first on top, stacked where there are several series.

    `room` is the share of the width that the names need.
    """
    stacked = len(series) > 1
    chart = book.add_chart({"type": "bar", **({"subtype": "stacked"} if stacked else {})})
    for one in series:
        chart.add_series(one.options(digits))
    grid = {"color": "#" + palette.GRID}
    chart.set_title({"name": title, "name_font": {**FACE, "size": 18, "bold": True}, "overlay": False})
    chart.set_y_axis({"reverse": True, "num_font": FACE, "line": grid, "interval_unit": 1})
    chart.set_x_axis(
        {
            "num_font": FACE,
            "num_format": Number.COUNT.pattern(digits),
            "min": 0,
            "visible": False,
            "major_gridlines": {"visible": False},
        }
    )
    top, bottom = 0.14, 0.14 if stacked else 0.04
    chart.set_plotarea({"layout": {"x": room, "y": top, "width": 0.95 - room, "height": 1 - top - bottom}})
    chart.set_legend({"position": "bottom", "font": FACE} if stacked else {"none": True})
    chart.set_chartarea({"border": grid})
    return chart
