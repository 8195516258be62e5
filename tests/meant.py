"""Suggestions made up for a test: what stands in a measure's cell, and what it is to mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from itaxl.core import assess
from itaxl.core.grid import Value
from itaxl.core.model import Finding
from itaxl.core.reading import Reading, Sighting

CODE, MADE_UP = "C203", "ตัวอย่าง"


def meaning(monkeypatch: pytest.MonkeyPatch, meanings: Mapping[str | float, Value]) -> None:
    """Every cell of a measure with one of these values is found, with its meaning as the only suggestion."""

    def check(reading: Reading) -> Iterator[Sighting]:
        for row in reading.rows:
            for cell in row.cells.values():
                if isinstance(cell.raw, (str, float)) and cell.raw in meanings:
                    words = {"label": cell.field.label, "faults": MADE_UP}
                    yield Sighting(CODE, cell.place, cell.raw, words, meanings[cell.raw])

    made = assess._finding

    def only(sighting: Sighting, *words: Any) -> Finding:
        is_ours = sighting.code == CODE and sighting.words.get("faults") == MADE_UP
        return made(sighting if is_ours else sighting._replace(suggestion=None), *words)

    monkeypatch.setattr(assess, "_CHECKS", (*assess._CHECKS, check))
    monkeypatch.setattr(assess, "_finding", only)
