"""The shared strings of an .xlsx: their texts.

One string may stand in a million cells, and each holds it whole.
"""

from __future__ import annotations

import re
from functools import cached_property

from itaxl.reading.refusal import Refusal
from itaxl.reading.xml_scanner import Attributes, OwnScanner

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*\?>\s*)?<sst(?:\s[^<>]*[^<>/])?>")
_FIRST, _BETWEEN, _LAST = "<si><t>", "</t></si><si><t>", "</t></si>"
_TAIL = b"</sst>"
#: Between the runs of a rich text, and around them; compiled where it is needed: few tables have any.
_PROPERTIES = r"(?:<rPr>(?:<[^<>]*>){0,40}?</rPr>)?"
_RUNS = (
    (rf"</t></r><r>{_PROPERTIES}<t>", ""),
    (rf"<si><r>{_PROPERTIES}<t>", _FIRST),
    ("</t></r></si>", _LAST),
)
#: Halves of characters make no text.
_ESCAPED = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
_REFERENCES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_OTHER_REFERENCE = r"&(?!(?:lt|gt|quot|apos|amp);)"


def unescaped(text: str) -> str:
    """'_x000D_' is a control character that XML cannot hold."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def referred(text: str) -> str:
    """A text of XML with the signs that it names; ValueError for names that are not every document's."""
    if "&" in text:
        if re.search(_OTHER_REFERENCE, text):
            raise ValueError(text)
        for name, sign in _REFERENCES:
            text = text.replace(name, sign)
    return text


class SharedStrings:
    """The strings as they stand in cells: `texts`, read when they are first asked for."""

    def __init__(self, xml: bytes, refuse: Refusal) -> None:
        if b"\0" in xml:
            raise refuse.damaged()
        self._xml, self._refuse = xml, refuse

    @cached_property
    def texts(self) -> list[str]:
        if not self._xml:
            return []
        texts = _plain_texts(self._xml)
        if texts is None:
            scanner = _Strings(self._refuse)
            scanner.run(self._xml)
            texts = scanner.texts
        return texts

    @cached_property
    def longest(self) -> int:
        """What no string is longer than, in bytes."""
        return 3 * max(map(len, self.texts), default=0)


def _plain_texts(xml: bytes) -> list[str] | None:
    """The texts of a table in the usual spelling, without a parser; None of another."""
    head, body = _HEAD.match(xml), xml.rstrip()
    if not head or not body.endswith(_TAIL):
        return None
    try:
        table = body[head.end() : -len(_TAIL)].decode()
        texts = _between_marks(table) or _between_marks(_bare(table))
        if texts is None or "\r" in table:
            return None
        texts = list(map(referred, texts)) if "&" in table else texts
    except ValueError:
        return None
    return list(map(unescaped, texts)) if "_x" in table else texts


def _between_marks(table: str) -> list[str] | None:
    """The texts between the marks of plain strings, where there are no other marks, as their number says."""
    texts = table[len(_FIRST) : -len(_LAST)].split(_BETWEEN)
    whole = table.startswith(_FIRST) and table.endswith(_LAST)
    return texts if whole and table.count("<") == 4 * len(texts) else None


def _bare(table: str) -> str:
    """The table with its strings spelt as the plainest are, if they can be."""
    table = table.replace('<t xml:space="preserve">', "<t>").replace("<t/>", "<t></t>")
    if "<r>" in table:
        for runs, mark in _RUNS:
            table = re.sub(runs, mark, table)
    return table


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
