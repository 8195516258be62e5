"""Doubts by their code: the severity, and a sentence that says what to do."""

from __future__ import annotations

from typing import NamedTuple

from itaxl.convert.draft import Doubt
from itaxl.core.model import Severity

_QUOTED = 200


class Entry(NamedTuple):
    """An error says that something is missing now; a warning, that something was taken for granted."""

    severity: Severity
    message: str


class Catalogue(dict[str, Entry]):
    """`{…}` in a message are words that the place of discovery gives."""

    def doubt(
        self,
        code: str,
        source: str,
        value: str = "",
        *,
        field: str = "",
        measure: int | None = None,
        **words: str,
    ) -> Doubt:
        """A doubt of the catalogue; KeyError for a code or a word that is not there."""
        entry = self[code]
        shown = " ".join(value.split())
        shown = shown if len(shown) <= _QUOTED else shown[: _QUOTED - 1] + "…"
        return Doubt(code, entry.severity, source, shown, entry.message.format_map(words), field, measure)
