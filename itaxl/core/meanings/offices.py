"""The kinds of local governments, spelled out or short."""

from __future__ import annotations

from itaxl.core.model import OfficeKind

_SHORT = {kind.abbreviation.rstrip("."): kind for kind in OfficeKind if kind.abbreviation}


def kind_of(word: str) -> OfficeKind | None:
    """The kind that a word in front of a name means."""
    short = _SHORT.get(word.replace(".", "").strip())
    return short or next((kind for kind in OfficeKind if kind.value == word.strip()), None)
