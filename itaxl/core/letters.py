"""Thai letters by where they stand."""

from __future__ import annotations

#: Vowels and signs above and below a letter; tone marks.  For a character class.
UPPER_LOWER = "ัิ-ฺ็ํ๎"
TONE = "่-๋์"
