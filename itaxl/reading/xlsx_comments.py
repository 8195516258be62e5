"""What people wrote beside the cells of an .xlsx: comments, and the conversations of later years."""

from __future__ import annotations

from collections.abc import Collection

from itaxl.core.areas import read_address
from itaxl.reading.package import Package
from itaxl.reading.refusal import Refusal
from itaxl.reading.relations import Relation
from itaxl.reading.xlsx_strings import unescaped
from itaxl.reading.xml_scanner import Attributes, OwnScanner

#: A conversation also stands as a comment, behind a notice in the language of the program.
_KINDS = {"comments": ("comment", "t"), "threadedComment": ("threadedComment", "text")}


def comments_of(
    package: Package, related: Collection[Relation], refuse: Refusal
) -> dict[tuple[int, int], str]:
    """The comments by 1-based row and column, the answers of a conversation line by line."""
    found: dict[tuple[int, int], str] = {}
    for kind, tags in _KINDS.items():
        for relation in related:
            if relation.kind == kind and relation.part in package:
                scanner = _Comments(*tags, refuse)
                scanner.run(package.read(relation.part))
                found |= scanner.found
    return found


class _Comments(OwnScanner):
    def __init__(self, comment: str, text: str, refuse: Refusal) -> None:
        super().__init__(refuse)
        self.found: dict[tuple[int, int], str] = {}
        self._comment, self._text_tag = comment, text
        self._place = (0, 0)
        self._pieces: list[str] = []
        self._in_text = self._in_sound = False

    def started(self, name: str, attributes: Attributes) -> None:
        if name == self._comment:
            self._pieces = []
            try:
                self._place = read_address(attributes.get("ref", "").upper())[:2]
            except ValueError:
                self._place = (0, 0)
        elif name == "rPh":
            self._in_sound = True
        elif name == self._text_tag:
            self._in_text = not self._in_sound

    def read(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)

    def ended(self, name: str) -> None:
        if name == self._comment:
            text = unescaped("".join(self._pieces)).strip()
            before = self.found.get(self._place)
            self.found[self._place] = f"{before}\n{text}" if before else text
        elif name == "rPh":
            self._in_sound = False
        elif name == self._text_tag:
            self._in_text = False
