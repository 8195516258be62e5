"""Whether a conversion lost anything: every word of the source is looked for in the new workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence

from itaxl.core.grid import Grid, Place, shown
from itaxl.core.thai.text import clean, key

#: Anything that is neither letter nor figure separates; Thai vowels and tone marks belong to their letter.
_WORD = re.compile(r"[A-Za-z0-9๐-๙\u0e01-\u0e3a\u0e40-\u0e4e]+")


def lost(source: Sequence[Grid], workbook: Sequence[Grid]) -> list[tuple[str, str]]:
    """(cell, word) of every word of `source` that no cell of `workbook` holds."""
    values = (value for grid in workbook for row in grid.rows for value in row if value is not None)
    everything = "\n".join(key(shown(value)) for value in values)
    found: list[tuple[str, str]] = []
    for grid in source:
        for number, row in enumerate(grid.rows, 1):
            for column, value in enumerate(row, 1):
                wanted = _WORD.findall(clean(shown(value)))
                missing = [word for word in wanted if key(word) not in everything]
                found += [(Place(grid.sheet, number, column).cell, word) for word in missing]
    return found
