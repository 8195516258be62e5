"""What stands beside the cells of a source: where their words lead to, and what people wrote on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from itaxl.convert.draft import Leftover
from itaxl.convert.measures.places import spoken
from itaxl.core.grid import Grid, Place
from itaxl.core.model import Tracker
from itaxl.core.thai.text import clean

_LINK, _NOTE = "ที่อยู่ของลิงก์", "ข้อคิดเห็นบนเซลล์"


def beside(grids: Iterable[Grid], tracker: Tracker) -> Iterator[Leftover]:
    """Every comment, and the addresses that are in no measure."""
    moved = "\n".join(measure.evidence for measure in tracker.measures)
    for grid in grids:
        for (row, column), address in sorted(grid.links.items()):
            if address not in moved and address not in str(grid.at(row, column)):
                yield Leftover(f"{spoken(Place(grid.sheet, row, column))} ({_LINK})", clean(address))
        for (row, column), text in sorted(grid.notes.items()):
            yield Leftover(f"{spoken(Place(grid.sheet, row, column))} ({_NOTE})", clean(text))
