"""What is wrong with the letters of a text, and the text as it was meant (see `thai.clean`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from itaxl.core.letters import TONE, UPPER_LOWER

#: Glyph codes that old Thai fonts kept in the private-use area, and the letters they stand for.
_PRIVATE_USE = str.maketrans(
    dict(
        zip(
            map(chr, range(0xF700, 0xF71B)),
            "ฐ" + "ิีึื" + "่้๊๋์" + "่้๊๋์" + "ญ" + "ัํ็" + "่้๊๋์" + "\u0e38\u0e39\u0e3a",
            strict=True,
        )
    )
)
#: ZWJ stays: emoji are joined with it.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]")
#: What XML 1.0 forbids, and the C1 controls that no keyboard types.  Tab and newline are text.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_REPAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("เเ"), "แ"),
    (re.compile(f"([{TONE}])([{UPPER_LOWER}])"), r"\2\1"),  # a tone stands after its vowel
    (re.compile(f"(?P<twice>[{UPPER_LOWER}{TONE}ำ])(?P=twice)+"), r"\1"),
    (re.compile(f"ํ([{TONE}]?)า"), r"\1ำ"),
    (re.compile(f"ำ([{TONE}])"), r"\1ำ"),
)


def mended(text: str) -> str:
    """The text with every letter in its place; outer spaces stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PRIVATE_USE)
    text = _FORBIDDEN.sub("", _INVISIBLE.sub("", text)).replace("\u00a0", " ")
    before = ""
    while before != text:  # one repair can bring about another
        before = text
        for pattern, meant in _REPAIRS:
            text = pattern.sub(meant, text)
    return text


def faults(text: str) -> Iterator[str]:
    """What `mended` changes, in Thai words for the user; line ends are nobody's business."""
    if any("\uf700" <= c <= "\uf71a" for c in text):
        yield "รหัสตัวอักษรของฟอนต์รุ่นเก่า"
    if _FORBIDDEN.search(text):
        yield "อักขระควบคุม"
    if _INVISIBLE.search(text) or "\u00a0" in text:
        yield "อักขระที่มองไม่เห็น"
    if any(pattern.search(text) for pattern, _ in _REPAIRS):
        yield "สระหรือวรรณยุกต์ซ้ำหรือสลับลำดับ"
