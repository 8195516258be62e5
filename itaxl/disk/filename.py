"""A file's name from a cell's text: it stays in its folder and every system can keep it."""

from __future__ import annotations

import re
import unicodedata

from itaxl.core.thai.text import clean

NO_NAME = "ไม่มีชื่อ"

#: Compiled when a name is first made: many commands make none.
_SEPARATING = r'[<>:"/\\|?*]+'
_SPACES = r"[\s\x00-\x1f\x7f-\x9f]+"
#: Windows keeps these for devices, whatever follows the first dot.
_DEVICE = r"(?is)(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *(?:\..*)?"
_LEADING_VOWELS = "เแโใไ"
_AM, _JOINER = "\u0e33", "\u200d"


def safe_stem(text: str, limit: int = 80) -> str:
    """A file name without its suffix, of at most `limit` (30 or more) bytes in UTF-8, never empty.

    Not a device name of Windows, not hidden, not an option, not a lock file, and cut between syllables'
    letters only, so that no Thai vowel or tone mark stands alone.
    """
    stem = re.sub(_SPACES, " ", re.sub(_SEPARATING, "-", clean(text)))
    stem = _trimmed(_cut(_trimmed(stem), limit))
    if re.fullmatch(_DEVICE, stem):
        stem = _trimmed(_cut("_" + stem, limit))
    return stem or NO_NAME


def _trimmed(stem: str) -> str:
    return stem.lstrip(" .-~$").rstrip(" .")


def _cut(stem: str, limit: int) -> str:
    if len(stem.encode()) <= limit:
        return stem
    end = len(stem.encode()[:limit].decode(errors="ignore"))
    while end > 0 and _continues(stem, end):
        end -= 1
    while end > 0 and stem[end - 1] in _LEADING_VOWELS:
        end -= 1
    return stem[:end]


def _continues(text: str, at: int) -> bool:
    """Whether the character belongs to the one before it."""
    character = text[at]
    return (
        unicodedata.category(character).startswith("M")
        or character in (_AM, _JOINER)
        or text[at - 1] == _JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
