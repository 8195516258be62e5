"""Another day that a date cell may mean.

Day and month changed places, or the last two figures of the year, or the figures were typed together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress

from itaxl.core.grid import DAY_ZERO, Value
from itaxl.core.reading import Cell
from itaxl.core.thai.run_together import run_together
from itaxl.core.years import BE_OFFSET


def other_day(cell: Cell, day: dt.date, fits: Callable[[dt.date], bool]) -> dt.date | None:
    """The only day that fits of those that the cell may mean beside `day`, which it was read as."""
    found = {other for other in _others(cell.raw, day) if fits(other)}
    return found.pop() if len(found) == 1 else None


def _others(raw: Value, day: dt.date) -> Iterator[dt.date]:
    named = isinstance(raw, str) and any(map(str.isalpha, raw))
    if day.day <= 12 and not named:  # Windows and Calc in English take 3/4/2567 for the 4th of March
        yield day.replace(month=day.day, day=day.month)
    year = day.year + BE_OFFSET
    with suppress(ValueError):  # a 29 February
        yield day.replace(year=day.year - year % 100 + year % 10 * 10 + year // 10 % 10)
    serial = (raw - DAY_ZERO).days if isinstance(raw, dt.date) else raw
    if isinstance(serial, (int, float)) and (joined := run_together(str(int(serial)))):
        yield joined
