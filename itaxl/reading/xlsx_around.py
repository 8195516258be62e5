"""What stands around the cells of a sheet part, and what they refer to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itaxl.core.areas import read_address
from itaxl.core.grid import SHEET_COLUMNS, SHEET_ROWS, Area, CellFault, Value
from itaxl.named_tuple import NamedTuple
from itaxl.reading.iso_dates import day_of
from itaxl.reading.limits import Allowance
from itaxl.reading.xlsx_strings import SharedStrings, unescaped
from itaxl.reading.xml_scanner import Attributes, OwnScanner

if TYPE_CHECKING:
    from itaxl.reading.xlsx_styles import Styles

_AREA = r"[A-Z0-9]+(?::[A-Z0-9]+)?"


class Link(NamedTuple):
    """A hyperlink as its part has it: its area, the key of its relation, and what follows '#'."""

    area: Area
    key: str
    location: str


class Values(NamedTuple):
    """What the cells of a workbook's sheets refer to."""

    strings: SharedStrings
    styles: Styles
    date1904: bool

    def held(self, kind: str, text: str, style: str) -> Value:
        """What a cell of a kind and a style holds by what is written; ValueError where nobody can read it."""
        match kind:
            case "s":
                return self._shared(text.strip())
            case "n":
                return self._number(text.strip(), style)
            case "str" | "inlineStr":
                return unescaped(text)
            case "b":
                return text.strip().lower() not in ("0", "false", "") if text.strip() else None
            case "e":
                return CellFault(text.strip() or "#N/A")
            case "d":
                return day_of(text)
        raise ValueError(kind)

    def _shared(self, text: str) -> Value:
        if not text:
            return None
        index = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1
        if not 0 <= index < len(self.strings.texts):
            raise ValueError(text)
        return self.strings.texts[index]

    def _number(self, text: str, style: str) -> Value:
        if not text:
            return None
        try:
            number = float(text.replace("_", "?"))
        except ValueError:  # no number: what it claims is text
            return text
        return self.styles.format(style).value(number, self.date1904)


class Surroundings(OwnScanner):
    """What follows the cells: `merged` areas and `links`."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(allowance.refuse)
        self.merged: list[Area] = []
        self.links: list[Link] = []
        self._room = allowance

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "mergeCell" and (area := _area(attributes)):
            self._room.take_merged(1)
            self.merged.append(area)
        elif name == "hyperlink" and (area := _area(attributes)):
            self._room.take_merged(1)
            key = next((value for at, value in attributes.items() if " " in at and _name(at) == "id"), "")
            self.links.append(Link(area, key, attributes.get("location", "")))

    def ended(self, name: str) -> None:
        pass

    def read(self, text: str) -> None:
        pass


def _name(attribute: str) -> str:
    return attribute.rpartition(" ")[2]


def _area(attributes: Attributes) -> Area | None:
    """Whole rows and columns, too (1:1, A:A); None for what is no area."""
    reference = attributes.get("ref", "").replace("$", "").upper()
    if not re.fullmatch(_AREA, reference) or len(reference) > 30:
        return None
    try:
        top, left, bottom, right = read_address(reference)
    except ValueError:
        return None
    inside = 1 <= top <= bottom <= SHEET_ROWS and 1 <= left <= right <= SHEET_COLUMNS
    return (top, left, bottom, right) if inside else None
