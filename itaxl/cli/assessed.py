"""One workbook, read and assessed today: what check, rollup and memo start from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from itaxl.core.assess import assess
from itaxl.core.locate import assessed_sheets
from itaxl.core.model import Assessment
from itaxl.reading.workbook import read_grids


def assessed(path: Path) -> Assessment:
    """Raises InputError when the workbook cannot be read."""
    return assess(read_grids(path, assessed_sheets), dt.date.today())
