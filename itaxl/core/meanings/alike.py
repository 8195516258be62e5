"""A misspelt word as the one that was meant, where no two words are so near that it could be another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

#: How alike two words must be, in percent of their letters (`rapidfuzz.fuzz.ratio`), for one to be the other
#: misspelt: one wrong letter in a word of seven.  No two words of our lists that mean different things come
#: so near each other (at most 83.9; `tests/test_meanings.py` holds every pair against it), save names of
#: divisions that are all on the list, where `divisions.meant_division` asks for the only one near.
ALIKE = 84
#: A word of another meaning that is nearly as near as the nearest leaves room for doubt.
_DOUBT = 4
#: A shorter word with a wrong letter is another word.
_SHORTEST, _LONGEST = 4, 60
_FIGURES = re.compile(r"\d")


def nearest(text: str, meanings: Mapping[str, T]) -> T | None:
    """What the word most like a text means; None where none is `ALIKE`, or one of another meaning is as near.

    A figure is no letter: 9 months are not 6 misspelt.
    """
    if not _SHORTEST <= len(text) <= _LONGEST:
        return None
    from rapidfuzz import fuzz, process

    figures = _FIGURES.findall(text)
    words = [word for word in meanings if _FIGURES.findall(word) == figures]
    near = process.extract(text, words, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
    found = {meanings[word] for word, score, _ in near if score > near[0][1] - _DOUBT}
    return found.pop() if len(found) == 1 else None
