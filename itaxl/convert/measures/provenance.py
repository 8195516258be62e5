"""Every cell of the source and what became of it: nothing may be lost without a word.

The readers say which cell went into which field.  At the end each cell is looked at once more: what is
not to be seen in the new tracker, word by word, is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from itaxl.convert.draft import Leftover, Origin, Taken
from itaxl.convert.measures.places import AnyPlace, spoken
from itaxl.core import layout
from itaxl.core.compose import measure_row, office_blocks
from itaxl.core.grid import Value, shown
from itaxl.core.meanings.status import read_mark
from itaxl.core.model import Tracker
from itaxl.core.thai.text import clean, key
from itaxl.named_tuple import NamedTuple

#: What separates the words that a reader would look for again.
_BETWEEN = re.compile(
    r"(?:(?<!\d)\.|\.(?!\d)|[\s()\[\]{},:;/\\|\"'“”‘’…–—\-_*•·✓✔√☑☐□○☒☓✗✘×●■◉⬤✅⁄∕+&<>=!?%#@])+"
)


class Use(NamedTuple):
    """Where a cell went: a field, of the measure with that index or of the office sheet (None)."""

    field: str
    measure: int | None = None


class Ledger:
    """What became of the cells of a source: each filled one with its place, in order."""

    def __init__(self, cells: Iterable[tuple[AnyPlace, Value]]) -> None:
        self.cells = list(cells)
        self._uses: dict[AnyPlace, list[Use]] = {}
        self._reasons: dict[AnyPlace, str] = {}
        self._headings: set[AnyPlace] = set()

    def use(self, place: AnyPlace, field: str, measure: int | None = None) -> None:
        """The cell's text is in that field now, whole or in part."""
        self._uses.setdefault(place, []).append(Use(field, measure))

    def heading(self, place: AnyPlace, reason: str) -> None:
        """A header, a heading or a decoration: told, and expected."""
        self._headings.add(place)
        self._reasons.setdefault(place, reason)

    def because(self, place: AnyPlace, reason: str) -> None:
        """Why a cell is left over, in Thai."""
        self._reasons.setdefault(place, reason)

    def is_free(self, place: AnyPlace) -> bool:
        return place not in self._uses and place not in self._headings

    def origins(self) -> tuple[Origin, ...]:
        """Which cell became which value, in the order of the measures and their fields."""
        keys = [field.key for field in layout.MEASURE_COLUMNS]
        rank = {key: number for number, key in enumerate(keys)}
        found = dict.fromkeys(
            Origin(use.field, use.measure, spoken(place), clean(shown(value)))
            for place, value in self.cells
            for use in self._uses.get(place, ())
            if use.measure is not None
        )
        return tuple(sorted(found, key=lambda one: (one.measure or 0, rank.get(one.field, len(keys)))))

    def settle(self, tracker: Tracker) -> tuple[list[Leftover], list[Leftover], list[Taken]]:
        """(left over, headings, taken in other words), against the finished tracker."""
        seen = _Seen(tracker)
        left: list[Leftover] = []
        headings: list[Leftover] = []
        taken: list[Taken] = []
        for place, value in self.cells:
            text = clean(shown(value))
            wanted = words(text)
            uses = self._uses.get(place, ())
            if not wanted and (uses or not read_mark(text).chosen):
                continue
            if wanted and any(seen.has(wanted, use) for use in uses):
                continue
            became = next((use for use in uses if seen.became(use)), None)
            if became is not None:
                taken.append(Taken(spoken(place), text, became.field, seen.became(became)))
                continue
            reason = self._reasons.get(place, "")
            leftover = Leftover(f"{spoken(place)} ({reason})" if reason else spoken(place), text)
            (headings if place in self._headings else left).append(leftover)
        return left, headings, taken


class _Seen:
    """The words of each row of the new tracker, and what its cells hold."""

    def __init__(self, tracker: Tracker) -> None:
        keys = [f.key for f in layout.MEASURE_COLUMNS]
        self._rows = [
            {name: clean(shown(value)) for name, value in zip(keys, measure_row(m), strict=True)}
            for m in tracker.measures
        ]
        self._office: dict[str, str] = {}
        for block in office_blocks(tracker):
            if block.header_row:
                texts = [shown(value) for row in block.rows for value in row]
                self._office[block.section] = "\n".join(texts)
            else:
                for field, row in zip(block.fields, block.rows, strict=True):
                    self._office[field.key] = clean(shown(row[1]))
        self._row_words = ["\n".join(map(key, row.values())) for row in self._rows]
        self._office_words = "\n".join(map(key, self._office.values()))

    def has(self, wanted: Sequence[str], use: Use) -> bool:
        there = self._office_words if use.measure is None else self._row_words[use.measure]
        return all(word in there for word in wanted)

    def became(self, use: Use) -> str:
        cells: Mapping[str, str] = self._office if use.measure is None else self._rows[use.measure]
        return cells.get(use.field, "")


def words(text: str) -> tuple[str, ...]:
    """The significant words of a text for comparing: what stands between signs and spaces."""
    return tuple(key(word) for word in _BETWEEN.split(text) if word)
