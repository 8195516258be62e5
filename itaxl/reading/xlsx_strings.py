"""The shared strings of an .xlsx: checked, and how long they are.

One string may stand in a million cells, and calamine copies it into each of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from itaxl.reading.refusal import Refusal

_CLAIMED = re.compile(rb"uniqueCount\s*=\s*[\"']\s*\+?(\d+)")
_END = re.compile(rb"</si\s*>|<si(?:\s[^<>]*)?/>")


class SharedStrings:
    """`xml` may be given to calamine.  Sizes are bytes in the part, never less than in a cell."""

    def __init__(self, xml: bytes, refuse: Refusal) -> None:
        # calamine reserves room for as many strings as are claimed: one attribute ends the process
        if b"\0" in xml or any(int(claim) > len(xml) for claim in _CLAIMED.findall(xml)):
            raise refuse.damaged()
        self.xml = xml

    @cached_property
    def _sizes(self) -> list[int]:
        """By index.  Empty when comments, CDATA or prefixes leave it unsure where a string ends."""
        if b"<!" in self.xml or b":si" in self.xml:
            return []
        pieces = self.xml.split(b"</si>")
        if not self.xml.count(b"<si") == self.xml.count(b"<si>") == len(pieces) - 1:
            pieces = _END.split(self.xml)  # three times slower
        return list(map(len, pieces))

    @cached_property
    def longest(self) -> int:
        return max(self._sizes, default=len(self.xml))

    def size(self, index: int) -> int:
        return self._sizes[index] if 0 <= index < len(self._sizes) else self.longest

    def total(self, indexes: Sequence[int]) -> int:
        """The size of all these strings together."""
        if indexes and max(indexes) < len(self._sizes):
            return sum(map(self._sizes.__getitem__, indexes))
        return len(indexes) * self.longest
