"""Workbooks that are no trackers, and what to do with them."""

from __future__ import annotations

from collections.abc import Iterable

from itaxl.core import layout
from itaxl.core.grid import Grid
from itaxl.core.locate import find_sheet
from itaxl.core.reading import Reading
from itaxl.reading.refusal import Refusal

#: Known headers in one row that make a table worth moving in, and rows that are looked at.
_LEAST, _LOOKED_AT = 3, 60
_SHEETS = (layout.OFFICE_SHEET, layout.MEASURES_SHEET)


def refuse_foreign(reading: Reading, name: str) -> None:
    """Raises NoTracker where nothing of a tracker is there, neither its sheets nor what stands on them."""
    ours = reading.cells or reading.measures_table
    if not ours and not any(find_sheet(reading.grids, sheet) for sheet in _SHEETS):
        raise Refusal(name).no_tracker(table=looks_like_measures(reading.grids))


def looks_like_measures(grids: Iterable[Grid]) -> bool:
    """Whether a row holds the headers of a table of measures, by the words that offices use."""
    from itaxl.core.meanings.headers import exact

    for grid in grids:
        for row in grid.rows[:_LOOKED_AT]:
            fields = {field for text in row if isinstance(text, str) for field in exact(text).fields[:1]}
            if len(fields) >= _LEAST:
                return True
    return False
