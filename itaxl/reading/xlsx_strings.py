"""The shared strings of an .xlsx: their texts, and how long they are.

One string may stand in a million cells, and each holds it whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from itaxl.reading.refusal import Refusal
from itaxl.reading.xml_scanner import Attributes, OwnScanner

#: The table's own tag, which claims how many strings there are: calamine would make room for as many.
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*\?>\s*)?<sst(?:\s[^<>]*[^<>/])?>")
_PREFIXED = re.compile(rb"<[\w.-]+:")
_END = re.compile(rb"</si\s*>|<si(?:\s[^<>]*)?/>")
#: Halves of characters make no text.
_ESCAPED = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """'_x000D_' is a control character that XML cannot hold."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class SharedStrings:
    """`plain` may be given to calamine, None when it cannot be trusted with it.

    Sizes are bytes, never less than in a cell.
    """

    def __init__(self, xml: bytes, refuse: Refusal) -> None:
        if b"\0" in xml:
            raise refuse.damaged()
        self._xml, self._refuse = xml, refuse

    @cached_property
    def plain(self) -> bytes | None:
        if not self._xml:
            return b""
        head = _HEAD.match(self._xml)
        body = self._xml[head.end() :] if head else b""
        strange = b"<!" in body or b"<?" in body or (b":" in body and _PREFIXED.search(body))
        return None if strange or not head else b"<sst>" + body

    @property
    def whole(self) -> int:
        """What no string is longer than."""
        return len(self._xml)

    @cached_property
    def texts(self) -> list[str]:
        """The strings as they stand in cells."""
        if not self._xml:
            return []
        scanner = _Strings(self._refuse)
        scanner.run(self._xml)
        return scanner.texts

    @cached_property
    def _sizes(self) -> list[int]:
        """By index, with all that dresses the text; the texts' own where it is unsure where a string ends."""
        if self.plain is None:
            return self._exact
        pieces = self.plain.split(b"</si>")
        if not self.plain.count(b"<si") == self.plain.count(b"<si>") == len(pieces) - 1:
            pieces = _END.split(self.plain)  # three times slower
        return list(map(len, pieces))

    @cached_property
    def _exact(self) -> list[int]:
        return [len(text.encode("utf-8", "replace")) for text in self.texts]

    @cached_property
    def longest(self) -> int:
        return max(self._sizes, default=len(self._xml))

    def total(self, indexes: Sequence[int], bearable: int) -> int:
        """The size of all these strings together, exactly where that decides whether it is bearable."""
        if not indexes or max(indexes) >= len(self._sizes):
            return len(indexes) * self.longest
        size = sum(map(self._sizes.__getitem__, indexes))
        if size > bearable and max(indexes) < len(self._exact):
            size = sum(map(self._exact.__getitem__, indexes))
        return size


class _Strings(OwnScanner):
    def __init__(self, refuse: Refusal) -> None:
        super().__init__(refuse)
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._in_text = self._in_sound = False

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":  # how it is pronounced
            self._in_sound = True
        elif name == "t":
            self._in_text = not self._in_sound

    def read(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)

    def ended(self, name: str) -> None:
        if name == "si":
            self.texts.append(unescaped("".join(self._pieces)))
        elif name == "rPh":
            self._in_sound = False
        elif name == "t":
            self._in_text = False
