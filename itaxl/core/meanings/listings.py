"""Tables that look like measures and are none: what must be disclosed (OIT), and the scores of a year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import Enum
from itertools import islice

from itaxl.core.meanings.indicators import indicator_of
from itaxl.core.thai.text import arabic_digits, clean

_ITEM = re.compile(r"\(?\s*(?:ข้อ\s*)?[Oo]\s*-?\s*\d{1,2}(?!\d)")
_PART = re.compile(
    r"(?:แบบวัด)?\s*(?:การรับรู้[^()]*)?\(?\s*(?:IIT|EIT|OIT)(?:\s*PART\s*\d)?\s*\)?$", re.IGNORECASE
)
_SCORE = re.compile(r"\d{1,3}(?:\.\d{1,4})?")
_LEAST, _SEEN = 3, 200


class Listing(Enum):
    """The value is what people call it."""

    OIT = "รายการเปิดเผยข้อมูล OIT"
    SCORES = "ตารางคะแนน ITA"


def listing_of(columns: Iterable[Iterable[str]]) -> Listing | None:
    """What a table lists, by the cells of its columns; None for anything else."""
    texts = [
        [arabic_digits(clean(text)) for text in islice(column, _SEEN) if text.strip()] for column in columns
    ]
    if any(_mostly(column, lambda text: bool(_ITEM.match(text))) for column in texts):
        return Listing.OIT
    named = any(_mostly(column, _is_scored) for column in texts)
    scored = any(
        _mostly(column, lambda text: bool(_SCORE.fullmatch(text)) and "." in text) for column in texts
    )
    return Listing.SCORES if named and scored else None


def _is_scored(text: str) -> bool:
    """Whether scores are given for it: an indicator by its name, or an instrument."""
    found = indicator_of(text)
    return bool(_PART.search(text)) or (found is not None and not text.isdecimal() and len(text) > 2)


def _mostly(column: list[str], holds: Callable[[str], bool]) -> bool:
    return len(column) >= _LEAST and sum(map(holds, column)) * 2 > len(column)
