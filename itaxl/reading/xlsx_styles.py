"""The number formats of an .xlsx: what each cell format makes of a number."""

from __future__ import annotations

import re
from functools import cached_property

from itaxl.reading.formats import NO_FORMAT, Format, built_in, format_of
from itaxl.reading.refusal import Refusal
from itaxl.reading.xml_scanner import Attributes, OwnScanner

#: What calamine takes for days by number; it knows nothing of the built-in ones of other languages.
_KNOWN_NUMBERS = frozenset((*range(14, 23), 45, 46, 47))


class Styles:
    """`formats` by the index that cells name; `strange` of them calamine sees otherwise than we do."""

    def __init__(self, formats: tuple[Format, ...] = (), strange: tuple[int, ...] = ()) -> None:
        self.formats, self.strange = formats, strange

    def format(self, index: str) -> Format:
        number = int(index) if index.isdecimal() and len(index) < 7 else 0
        return self.formats[number] if number < len(self.formats) else NO_FORMAT

    @cached_property
    def by_default(self) -> bool:
        """Whether cells that name no format, and so have the first, are more than plain numbers."""
        first = self.format("0")
        return first.day or first.telling

    @cached_property
    def marks(self) -> tuple[bytes, ...]:
        """How a cell of a strange format says so."""
        return tuple(b' s="%d"' % index for index in self.strange)

    @cached_property
    def cell(self) -> re.Pattern[bytes]:
        """A cell of a strange format with a value: its column, row, attributes and value."""
        numbers = b"|".join(b"%d" % index for index in self.strange)
        return re.compile(
            rb'<c r="([A-Z]+)(\d+)"([^<>]*? s="(?:' + numbers + rb')"[^<>]*)>'
            rb"\s*(?:<f[^<>]*>(?:[^<]*</f>)?)?\s*<v>([^<]*)</v>"
        )


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
    return Styles(tuple(map(scanner.format, scanner.used)), scanner.strange())


class _Styles(OwnScanner):
    def __init__(self, refuse: Refusal) -> None:
        super().__init__(refuse)
        self.used: list[int] = []
        self._codes: dict[int, str] = {}
        self._within = ""

    def format(self, number: int) -> Format:
        code = self._codes.get(number)
        return built_in(number) if code is None else format_of(code)

    def strange(self) -> tuple[int, ...]:
        return tuple(n for n, number in enumerate(self.used) if self._is_strange(number))

    def _is_strange(self, number: int) -> bool:
        found = self.format(number)
        unknown = found.day and number not in self._codes and number not in _KNOWN_NUMBERS
        return found.telling or found.clock or found.elapsed or unknown

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
