"""The number formats of an .xlsx: what each cell format makes of a number."""

from __future__ import annotations

from itaxl.reading.formats import NO_FORMAT, Format, built_in, format_of
from itaxl.reading.refusal import Refusal
from itaxl.reading.xml_scanner import Attributes, OwnScanner


class Styles:
    """`formats` by the index that cells name."""

    def __init__(self, formats: tuple[Format, ...] = ()) -> None:
        self.formats = formats

    def format(self, index: str) -> Format:
        number = int(index) if index.isdecimal() and len(index) < 7 else 0
        return self.formats[number] if number < len(self.formats) else NO_FORMAT


#: One program writes the same styles into all of its files.
_KNOWN: dict[bytes, Styles] = {}
_MOST_KNOWN, _LONGEST_KNOWN = 16, 100_000


def styles_of(xml: bytes, refuse: Refusal) -> Styles:
    """The formats of a styles part; none for b''."""
    known = _KNOWN.get(xml)
    if known is None:
        known = _read(xml, refuse) if xml else Styles()
        if len(xml) <= _LONGEST_KNOWN and len(_KNOWN) < _MOST_KNOWN:
            _KNOWN[xml] = known
    return known


def _read(xml: bytes, refuse: Refusal) -> Styles:
    scanner = _Styles(refuse)
    scanner.run(xml)
    return Styles(tuple(map(scanner.format, scanner.used)))


class _Styles(OwnScanner):
    def __init__(self, refuse: Refusal) -> None:
        super().__init__(refuse)
        self.used: list[int] = []
        self._codes: dict[int, str] = {}
        self._within = ""

    def format(self, number: int) -> Format:
        code = self._codes.get(number)
        return built_in(number) if code is None else format_of(code)

    def started(self, name: str, attributes: Attributes) -> None:
        if name in ("numFmts", "cellXfs"):
            self._within = name
        elif name == "numFmt" and self._within == "numFmts":
            self._codes[_number(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
        elif name == "xf" and self._within == "cellXfs":
            self.used.append(_number(attributes.get("numFmtId", "")))

    def ended(self, name: str) -> None:
        if name == self._within:
            self._within = ""

    def read(self, text: str) -> None:
        pass


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
