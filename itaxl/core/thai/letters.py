"""Letters: Thai ones by where they stand, and texts changed letter by letter."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

#: Vowels and signs above and below a letter; tone marks.  For a character class.
UPPER_LOWER = "ัิ-ฺ็ํ๎"
TONE = "่-๋์"
#: Letters that Unicode counts among the printable ones although nothing is seen of them: joiners and fillers
#: of other scripts, variation selectors, the empty Braille cell, the null notehead.  For a character class.
UNSEEN = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U00016fe4\U0001d159\U000e0100-\U000e01ef"
)
#: The format characters of Unicode that show nothing, the tags, and what programs may ignore.
FORMAT = (
    "\u00ad\u061c\u070f\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
JOINER = "\u200d"
#: What XML 1.0 cannot hold.  Tab and newline are text.
NOT_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
#: That, the C1 controls that no keyboard types, and what Unicode will never assign.
FORBIDDEN = f"{NOT_XML}\x7f-\x9f\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)
)


@cache
def _not_xml() -> re.Pattern[str]:
    """Compiled when it is first wanted: that takes a tenth of a click."""
    return re.compile(f"[{NOT_XML}]")


def fit_for_xml(text: str) -> str:
    """The text without what XML cannot hold."""
    return _not_xml().sub("", text)


class EachLetter(dict[int, str]):
    """For `str.translate`: what becomes of a letter, worked out when it is first met."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        self[code] = self._becomes(chr(code))
        return self[code]
