"""What a mistyped word was meant to be."""

from __future__ import annotations

from collections.abc import Iterable

#: From here on two words are alike: one letter of four may be wrong.
_ALIKE = 0.6


def meant(word: str, known: Iterable[str]) -> str:
    """' หมายถึง check ใช่หรือไม่' for the known word most like it; '' where none is."""
    from difflib import get_close_matches  # only whoever mistypes waits for it

    found = get_close_matches(word.casefold(), list(known), 1, _ALIKE)
    return f" หมายถึง {found[0]} ใช่หรือไม่" if found else ""
