"""Suggestions made up for a test: what stands in a measure's cell, and what it is to mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from itaxl.core import assess
from itaxl.core.grid import Value
from itaxl.core.reading import Reading, Sighting

CODE = "C203"


def meaning(monkeypatch: pytest.MonkeyPatch, meanings: Mapping[str | float, Value]) -> None:
    """Every cell of a measure with one of these values is found, with its meaning as the suggestion."""

    def check(reading: Reading) -> Iterator[Sighting]:
        for row in reading.rows:
            for cell in row.cells.values():
                if isinstance(cell.raw, (str, float)) and cell.raw in meanings:
                    words = {"label": cell.field.label, "faults": "ตัวอย่าง"}
                    yield Sighting(CODE, cell.place, cell.raw, words, meanings[cell.raw])

    monkeypatch.setattr(assess, "_CHECKS", (*assess._CHECKS, check))
