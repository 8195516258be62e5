"""Letters: Thai ones by where they stand, and texts changed letter by letter."""

from __future__ import annotations

from collections.abc import Callable

#: Vowels and signs above and below a letter; tone marks.  For a character class.
UPPER_LOWER = "ัิ-ฺ็ํ๎"
TONE = "่-๋์"


class EachLetter(dict[int, str]):
    """For `str.translate`: what becomes of a letter, worked out when it is first met."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        self[code] = self._becomes(chr(code))
        return self[code]
