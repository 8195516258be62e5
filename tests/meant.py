"""Suggestions made up for a test: what stands in a measure's cell, and what it is to mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from itaxl.core import assess
from itaxl.core.fields import Notebook
from itaxl.core.grid import Value
from itaxl.core.reading import Cell, Reading, Sighting
from itaxl.core.rules.rule import Check

CODE = "C203"


def meaning(monkeypatch: pytest.MonkeyPatch, meanings: Mapping[str | float, Value]) -> None:
    """Every cell of a measure with one of these values is found, with its meaning as the suggestion.

    Nothing else is suggested: what is tried here is how suggestions are written, whatever they are.
    """
    note = Notebook.note

    def check(reading: Reading) -> Iterator[Sighting]:
        for row in reading.rows:
            for cell in row.cells.values():
                if isinstance(cell.raw, (str, float)) and cell.raw in meanings:
                    words = {"label": cell.field.label, "faults": "ตัวอย่าง"}
                    yield Sighting(CODE, cell.place, cell.raw, words, meanings[cell.raw])

    def only_told(self: Notebook, code: str, cell: Cell, suggestion: Value = None, **words: str) -> None:
        note(self, code, cell, **words)

    def without(others: Check) -> Check:
        return lambda reading: (one._replace(suggestion=None) for one in others(reading))

    monkeypatch.setattr(Notebook, "note", only_told)
    monkeypatch.setattr(assess, "_CHECKS", (*map(without, assess._CHECKS), check))
