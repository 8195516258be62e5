"""Letters: Thai ones by where they stand, and texts changed letter by letter."""

from __future__ import annotations

from collections.abc import Callable

#: Vowels and signs above and below a letter; tone marks.  For a character class.
UPPER_LOWER = "ัิ-ฺ็ํ๎"
TONE = "่-๋์"
#: Letters that Unicode counts among the printable ones although nothing is seen of them: joiners and fillers
#: of other scripts, variation selectors, the empty Braille cell, the null notehead.  For a character class.
UNSEEN = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U00016fe4\U0001d159\U000e0100-\U000e01ef"
)


class EachLetter(dict[int, str]):
    """For `str.translate`: what becomes of a letter, worked out when it is first met."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        self[code] = self._becomes(chr(code))
        return self[code]
