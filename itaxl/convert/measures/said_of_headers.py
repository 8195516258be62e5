"""What is to be told of the headers of a table."""

from __future__ import annotations

from collections.abc import Iterator

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.convert.measures.columns import Choice, label_of
from itaxl.convert.measures.places import spoken
from itaxl.core import layout
from itaxl.core.meanings.headers import SURE


def header_doubts(choice: Choice) -> Iterator[Doubt]:
    """The headers that were guessed at, that have no field, or that say the same as another."""
    sheet = layout.UNSORTED_SHEET
    for field, head in choice.used:
        if head.found.confidence < SURE:
            sure, label = str(head.found.confidence), label_of(field)
            yield doubt("C802", spoken(head.place), head.text, field=field, label=label, confidence=sure)
    for head in choice.unused:
        if head.by_mapping:
            continue
        fields = head.found.fields
        guess = f" (อาจเป็น “{label_of(fields[0])}” มั่นใจ {head.found.confidence}%)" if fields else ""
        yield doubt("C803", spoken(head.place), head.text, guess=guess, sheet=sheet)
    for field, head in choice.doubled:
        same = next((c.head.text for c in choice.used if c.field == field), "")
        place, label = spoken(head.place), label_of(field)
        yield doubt("C804", place, head.text, field=field, label=label, used=f"“{same}”", sheet=sheet)
