"""Thai text: digits, cleaning, comparing.  Dates stand in `dates`.

Cleaning mends only what has one right answer.  A stray space inside a word, or a missing tone mark,
has none: that is left as typed.  NFKC is never applied: it takes ำ apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

from itaxl.core.model import Digits

_ARABIC, _THAI = "0123456789", "๐๑๒๓๔๕๖๗๘๙"

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
_UPPER_LOWER = "ัิ-ฺ็ํ๎"
_TONE = "่-๋์"

_REPAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("เเ"), "แ"),
    (re.compile(f"([{_TONE}])([{_UPPER_LOWER}])"), r"\2\1"),  # a tone stands after its vowel
    (re.compile(f"(?P<twice>[{_UPPER_LOWER}{_TONE}ำ])(?P=twice)+"), r"\1"),
    (re.compile(f"ํ([{_TONE}]?)า"), r"\1ำ"),
    (re.compile(f"ำ([{_TONE}])"), r"\1ำ"),
)
#: Together these find whatever cleaning could change (and a little more): two cheap looks at a text
#: in place of a dozen dear ones, for nearly every cell is clean.
_ODD_LETTER = re.compile(f"[\r\u00a0\uf700-\uf71a{_FORBIDDEN.pattern[1:-1]}{_INVISIBLE.pattern[1:-1]}]")
_ODD_PAIR = re.compile(
    f"[{_UPPER_LOWER}{_TONE}ำเ]"
    f"(?:(?<=[{_TONE}ำ])[{_UPPER_LOWER}{_TONE}ำ]|(?<=[{_UPPER_LOWER}])[{_UPPER_LOWER}]|(?<=เ)เ|(?<=ํ))"
)
_THAI_DIGIT, _ARABIC_DIGIT = re.compile("[๐-๙]"), re.compile("[0-9]")
_ADDRESS = re.compile(r"(?:https?://|www\.|[\w.+-]+@)[^\s<>]+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def thai_digits(text: str) -> str:
    """0–9 become ๐–๙; everything else stays."""
    return _replaced(text, _ARABIC, _THAI) if _ARABIC_DIGIT.search(text) else text


def arabic_digits(text: str) -> str:
    """๐–๙ become 0–9; everything else stays."""
    return _replaced(text, _THAI, _ARABIC) if _THAI_DIGIT.search(text) else text


def _replaced(text: str, digits: str, others: str) -> str:
    """A search a digit: several times faster than `translate`, which looks up every letter."""
    for digit, other in zip(digits, others, strict=True):
        text = text.replace(digit, other)
    return text


def localise(text: str, digits: Digits) -> str:
    """The text in the office's digits.  Web and e-mail addresses keep theirs: they must still work."""
    if digits is Digits.ARABIC:
        return arabic_digits(text)
    if "/" not in text and "@" not in text and "." not in text:
        return thai_digits(text)
    parts, end = [], 0
    for address in _ADDRESS.finditer(text):
        parts += [thai_digits(text[end : address.start()]), address.group()]
        end = address.end()
    return "".join(parts) + thai_digits(text[end:])


@lru_cache(maxsize=4096)
def _suspect(text: str) -> bool:
    """Offices share most of their words, so the same texts come back from workbook to workbook."""
    # nothing that is odd by itself can be printed; asking that first is far quicker than searching
    return bool((not text.isprintable() and _ODD_LETTER.search(text)) or _ODD_PAIR.search(text))


def clean(text: str) -> str:
    """The text as it was meant: one spelling for each syllable, nothing invisible, no outer space.

    Tabs, newlines and emoji stay.  Idempotent.
    """
    if not _suspect(text):
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PRIVATE_USE)
    text = _FORBIDDEN.sub("", _INVISIBLE.sub("", text)).replace("\u00a0", " ")
    before = ""
    while before != text:  # one repair can bring about another
        before = text
        for pattern, mended in _REPAIRS:
            text = pattern.sub(mended, text)
    return text.strip()


def hygiene(text: str) -> str:
    """What cleaning would change, in Thai words for the user; '' when nothing worth telling."""
    if not _suspect(text):
        return ""
    faults = []
    if any("\uf700" <= c <= "\uf71a" for c in text):
        faults.append("รหัสตัวอักษรของฟอนต์รุ่นเก่า")
    if _FORBIDDEN.search(text):
        faults.append("อักขระควบคุม")
    if _INVISIBLE.search(text) or "\u00a0" in text:
        faults.append("อักขระที่มองไม่เห็น")
    if any(pattern.search(text) for pattern, _ in _REPAIRS):
        faults.append("สระหรือวรรณยุกต์ซ้ำหรือสลับลำดับ")
    return " และ".join(faults)


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The text for comparing: cleaned, no spaces at all, Arabic digits, one case."""
    return _SPACE.sub("", arabic_digits(clean(text))).casefold()


def lines(text: str) -> tuple[str, ...]:
    """The non-empty lines of a cell, each without outer space."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())
