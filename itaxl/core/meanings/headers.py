"""What a header's words mean, and how sure that is."""

from __future__ import annotations

import re
from functools import lru_cache

from itaxl.core.meanings.vocabulary import column_terms, plain
from itaxl.named_tuple import NamedTuple

#: From this confidence on a column is used; from the next on without a word about it.
USED, SURE = 80, 97
#: A guess worth telling when the column is not used.
_GUESSED = 60
_LONGEST = 120
#: Shorter wordings are found in too many others.
_LONG_ENOUGH = 5
_SHORT = 3
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
#: 'สถานะ ณ สิ้นไตรมาส 2': a header with the day or the round that it tells of.
_AS_OF = re.compile(r"\s*(?:ณ|รอบ|ไตรมาส|ประจำปี|ประจำเดือน|ปีงบประมาณ|ปี\s*(?=[0-9๐-๙พ])).*$", re.DOTALL)
_PARTS = re.compile(r"[/\n,;|]|และ|หรือ")


class Meaning(NamedTuple):
    """The fields that a header may mean, best first, and a confidence in percent.

    No field at all: with 100 a column that is known to have no place, else nothing was understood.
    `guess` is the wording that it was compared with.
    """

    fields: tuple[str, ...] = ()
    confidence: int = 0
    guess: str = ""

    @property
    def usable(self) -> bool:
        return bool(self.fields) and self.confidence >= USED


NOTHING = Meaning()


@lru_cache(maxsize=8192)
def exact(text: str) -> Meaning:
    """The meaning of a header whose words are known as they stand, or without what is in brackets."""
    if len(text) > _LONGEST:
        return NOTHING
    terms = column_terms()
    whole = plain(text) or text.strip()
    if whole in terms:
        return Meaning(terms[whole], 100, whole)
    bare = plain(_BRACKETS.sub("", text))
    if bare in terms:
        return Meaning(terms[bare], 98, bare)
    return NOTHING


@lru_cache(maxsize=8192)
def meaning(text: str) -> Meaning:
    """The best meaning of a header: its words, a part of them, or the wording most like it."""
    found = exact(text)
    if found.confidence or len(text) > _LONGEST:
        return found
    bare = plain(_BRACKETS.sub("", text)) or plain(text)
    if not bare:
        return NOTHING
    dated = exact(_AS_OF.sub("", text))
    if dated.confidence:
        return dated._replace(confidence=90)
    return max(_of_parts(text), _alike(bare), _contained(bare), key=lambda m: m.confidence)


def _of_parts(text: str) -> Meaning:
    """A header that joins two words means the first one that is known; the narrowest of one meaning."""
    parts = [exact(part) for part in _PARTS.split(text)]
    known = [part for part in parts if part.confidence]
    if len(parts) < 2 or not known:
        return NOTHING
    same = [part for part in known if part.fields[:1] == known[0].fields[:1]]
    best = min(same, key=lambda part: len(part.fields))
    return Meaning(best.fields, 92 if parts[0].confidence else 84, best.guess)


def _alike(bare: str) -> Meaning:
    from rapidfuzz import fuzz, process

    cutoff = _GUESSED if len(bare) > _SHORT else 88
    best = process.extractOne(bare, column_terms().keys(), scorer=fuzz.ratio, score_cutoff=cutoff)
    if best is None:
        return NOTHING
    return Meaning(column_terms()[best[0]], min(int(best[1]), SURE), best[0])


def _contained(bare: str) -> Meaning:
    """The longest wording inside a longer header; one at its beginning counts for more."""
    inside = [term for term in column_terms() if len(term) >= _LONG_ENOUGH and term in bare]
    if not inside:
        return NOTHING
    term = max(inside, key=lambda t: (len(t), bare.startswith(t)))
    confidence = 58 + 40 * len(term) // len(bare) + (5 if bare.startswith(term) else 0)
    return Meaning(column_terms()[term], min(confidence, SURE - 1), term)
