"""What people type before a name although the memo prints it: จ., เรียน, อบต.  Read without it."""

from __future__ import annotations

import re
from functools import cache

from itaxl.core.model import OfficeKind

#: Abbreviations of the two labels that name a place, by their first letter.
_SHORT = {"อ": r"อ\s*\.", "จ": r"จว?\s*\."}


_BOOK_WORD = r"ที่\s*(?=[ก-ฮ]{2}\W*[0-9๐-๙])"


@cache
def _before(label: str, *, close: bool) -> re.Pattern[str]:
    """A label before its value; `close`: also right before it, and shortened."""
    if close:
        return re.compile(rf"\s*(?:{re.escape(label)}|{_SHORT[label[0]]})\s*[:.]?\s*(?=\S)")
    return re.compile(rf"\s*{re.escape(label)}(?:\s*:\s*|\s+)(?=\S)")


def place_name(text: str, label: str) -> str:
    """'จ.สมมุติบุรี' and 'จังหวัด สมมุติบุรี' → 'สมมุติบุรี'; what is nothing but the word stays."""
    return _before(label, close=True).sub("", text, count=1) if text[:1] == label[0] else text


def without_label(text: str, label: str) -> str:
    """'เรื่อง รายงานผล' → 'รายงานผล' in the cell labelled เรื่อง; 'เรื่องร้องเรียน' is a word of its own."""
    return _before(label, close=False).sub("", text, count=1) if text.startswith(label) else text


def book_code(text: str) -> str:
    """'ที่ สม 70101/' → 'สม 70101/'."""
    return re.sub(_BOOK_WORD, "", text) if "ที่" in text else text


def own_name(name: str, kind: OfficeKind | None) -> str:
    """The name without the kind that stands before it: อบต.ตัวอย่าง of an อบต. → ตัวอย่าง."""
    if kind is None or kind.alone:
        return name
    for word in (kind.value, kind.abbreviation, kind.abbreviation.rstrip(".") + " "):
        if name.startswith(word) and (own := name[len(word) :].strip()):
            return own
    return name
