"""Names and texts of OpenDocument: prefixes are a program's own affair, and white space is seldom text."""

from __future__ import annotations

import re

#: Namespaces end in these words, whatever prefix a program gives them.
_NAMESPACE = re.compile(
    r"(?:urn:oasis:names:tc:opendocument:xmlns:([\w-]+):[\d.]+|http://www\.w3\.org/1999/(xlink)) "
)
_MOST_NAMES = 10_000
#: Signs that XML cannot hold stand for those that are no white space.
_SIGNS, _SPELT = " \t\n", "\x01\x02\x03"
_TO_SPELT, _TO_SIGNS = str.maketrans(_SIGNS, _SPELT), str.maketrans(_SPELT, _SIGNS)
_SPACE = re.compile(r"[ \t\r\n]+")
_EDGES = re.compile(r"\A[ \t]*[\r\n]\s*|\s*[\r\n][ \t]*\Z")


class Names(dict[str, str]):
    """'namespace name' → 'table:table-cell', whatever the prefix; each is looked at once."""

    def __missing__(self, name: str) -> str:
        if len(self) > _MOST_NAMES:
            self.clear()
        self[name] = _named(name)
        return self[name]


def _named(name: str) -> str:
    found = _NAMESPACE.match(name)
    if found:
        return f"{found[1] or found[2]}:{name[found.end() :]}"
    return "calcext:value-type" if name.endswith(" value-type") else name


class Paragraphs:
    """The text of a cell or a comment: its paragraphs line by line."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._pieces: list[str] | None = None

    def begin(self) -> None:
        self._pieces = []

    def add(self, text: str) -> None:
        """Between the paragraphs stands only what makes XML easy to read."""
        if self._pieces is not None:
            self._pieces.append(text)

    def add_sign(self, text: str) -> None:
        self.add(text.translate(_TO_SPELT))

    def end(self) -> None:
        text = "".join(self._pieces or ())
        if "  " in text or "\n" in text or "\t" in text:
            text = _SPACE.sub(" ", _EDGES.sub("", text))
        self._lines.append(text.translate(_TO_SIGNS))
        self._pieces = None

    @property
    def text(self) -> str:
        return "\n".join(self._lines)
