"""What stands on the sheets of the pretended Excel, as values of JSON: the same in whichever process."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.excel_cells import Cell, SheetStore


def told(store: SheetStore) -> dict[str, Any]:
    cells = sorted(store.cells.items())
    return {
        "cells": [[*place, *_told(cell)] for place, cell in cells if _told(cell) != _told(Cell())],
        "visible": bool(store.visible),
        "hidden": sorted(store.hidden),
        "merged": sorted(map(list, store.merged)),
        "tables": sorted(map(list, store.tables)),
        "inserted": [list(each) for each in store.inserted],
        "charts": [
            [list(chart.names or ()), [list(run or ()) for run in chart.values], chart.top]
            for chart in store.charts
        ],
    }


def _told(cell: Cell) -> list[Any]:
    value = cell.value.isoformat() if isinstance(cell.value, dt.date) else cell.value
    border = list(cell.border) if cell.border else None
    return [value, cell.formula, cell.number_format, cell.fill, border, cell.ink, cell.link, cell.bold]
