"""One workbook, read and assessed today: what check, rollup and memo start from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from itaxl.core.assess import judge
from itaxl.core.locate import assessed_sheets
from itaxl.core.model import Assessment
from itaxl.core.parse import parse
from itaxl.core.reading import Reading
from itaxl.reading.foreign import refuse_foreign
from itaxl.reading.workbook import read_grids


def assessed(path: Path) -> Assessment:
    """Raises InputError when the workbook cannot be read, or is no tracker."""
    return judge(read_tracker(path), dt.date.today())


def read_tracker(path: Path) -> Reading:
    """The same, before any rule."""
    reading = parse(read_grids(path, assessed_sheets))
    refuse_foreign(reading, path.name)
    return reading
