"""What is wrong with the letters of a text, and the text as it was meant (see `text.clean`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from itaxl.core.thai.letters import FORBIDDEN, FORMAT, JOINER, TONE, UNSEEN, UPPER_LOWER

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
_FORBIDDEN = re.compile(f"[{FORBIDDEN}]")
#: A picture that only the font of another machine has.
_FONTS_OWN = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
#: Blanks that no program breaks lines at or takes for a space.
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2800\U0001d159", " "))
_EMOJI = "©®\u203c\u2049\u2122\u2139\u2190-\u27ff\u2900-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_SELECTORS = "\ufe0e\ufe0f"
#: Joiners and selectors stay where emoji are made with them.
_STRAY = re.compile(
    f"(?!(?<=[{_EMOJI}])[{_SELECTORS}]|(?<=[0-9#*])\ufe0f\u20e3"
    f"|(?:(?<=[{_EMOJI}])|(?<=[{_EMOJI}]\ufe0f)){JOINER}[{_EMOJI}])[{JOINER}{_SELECTORS}]"
)
_UNSEEN = re.compile(f"(?![{_SELECTORS}])[{UNSEEN}{FORMAT}]")

_REPAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("เเ"), "แ"),
    (re.compile(f"([{TONE}])([{UPPER_LOWER}])"), r"\2\1"),  # a tone stands after its vowel
    (re.compile(f"(?P<twice>[{UPPER_LOWER}{TONE}ำ])(?P=twice)+"), r"\1"),
    (re.compile(f"ํ([{TONE}]?)า"), r"\1ำ"),
    (re.compile(f"ำ([{TONE}])"), r"\1ำ"),
)


def mended(text: str) -> str:
    """The text with every letter in its place; outer spaces stay."""
    text = _seen(_with_line_ends(text).translate(_PRIVATE_USE))
    before = ""
    while before != text:  # one repair can bring about another
        before = text
        for pattern, meant in _REPAIRS:
            text = pattern.sub(meant, text)
    return text


def faults(text: str) -> Iterator[str]:
    """What `mended` changes, in Thai words for the user.  Line ends are passed over."""
    known = _with_line_ends(text).translate(_PRIVATE_USE)
    if any("\uf700" <= c <= "\uf71a" for c in text):
        yield "รหัสตัวอักษรของแบบอักษรรุ่นเก่า"
    if _FONTS_OWN.search(known):
        yield "อักขระที่แสดงได้เฉพาะบางแบบอักษร"
    if _FORBIDDEN.search(known):
        yield "อักขระควบคุม"
    known = _FONTS_OWN.sub("", _FORBIDDEN.sub("", known))
    if _seen(known) != known:
        yield "อักขระที่มองไม่เห็น"
    if any(pattern.search(text) for pattern, _ in _REPAIRS):
        yield "สระหรือวรรณยุกต์ซ้ำหรือสลับลำดับ"


def _with_line_ends(text: str) -> str:
    """Every way to end a line as a newline."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\u2028", "\n").replace("\u2029", "\n")


def _seen(text: str) -> str:
    """What is left when nothing invisible is; a blank is a space."""
    text = _FONTS_OWN.sub("", _FORBIDDEN.sub("", text)).translate(_BLANKS)
    return _STRAY.sub("", _UNSEEN.sub("", text))
