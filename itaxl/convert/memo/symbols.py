"""Letters as Word keeps them: check marks of picture fonts, and runs that no word has."""

from __future__ import annotations

import re

#: By font, the codes that offices use for a mark; the same codes stand in the private-use area too.
_FONTS = {
    "wingdings": {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x9F: "•", 0x6C: "●"},
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0xA3: "☐", 0x98: "●"},
}
_PRIVATE = 0xF000
_PICTURES = {_PRIVATE + code: sign for signs in _FONTS.values() for code, sign in signs.items()}
_LONGEST_RUN = 8
_RUN = re.compile(r"\s{9,}|[ัิ-ฺ็-๎]{9,}")


def symbols(text: str, font: str) -> str:
    """The text with the font's pictures as the signs of Unicode; other fonts' texts stay."""
    known = _FONTS.get(font.strip().lower())
    if known is None:
        return text
    return text.translate(known | {_PRIVATE + code: sign for code, sign in known.items()})


def pictures(text: str) -> str:
    """The text with the private-use letters of picture fonts as signs of Unicode, whatever font is said."""
    return text if text.isascii() else text.translate(_PICTURES)


def without_runs(text: str) -> str:
    """No word has nine marks on one letter, and no gap means more for being longer; but a pattern that
    looks for the end of such a run takes its square in time."""
    return _RUN.sub(lambda run: run.group()[:_LONGEST_RUN], text)


def figure(text: str) -> int:
    """A width in an attribute; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
