"""A misspelt word as the one that was meant, where no two words are so near that it could be another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

#: How alike two words must be, in percent of their letters (`rapidfuzz.fuzz.ratio`), for one to be the other
#: misspelt: one wrong letter in a word of seven.  No two words of our lists that mean different things come
#: so near each other (at most 83.9; `tests/test_meanings.py` holds every pair against it), save names of
#: divisions that are all on the list, where `divisions.meant_division` asks for the only one near.
ALIKE = 84
#: A shorter word with a wrong letter is another word.
_SHORTEST, _LONGEST = 4, 60


def nearest(text: str, meanings: Mapping[str, T]) -> T | None:
    """What the word most like a text means; None where none is `ALIKE`, or words of two meanings are."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return None
    from rapidfuzz import fuzz, process

    near = process.extract(text, meanings.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
    found = {meanings[word] for word, _, _ in near}
    return found.pop() if len(found) == 1 else None
