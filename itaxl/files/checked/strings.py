"""Texts that openpyxl wrote into the cells, gathered in the one part where Excel keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterable

STRINGS = "xl/sharedStrings.xml"
_INLINE = re.compile(
    rb'(<c r="[A-Z]+\d+"[^>]*) t="inlineStr"([^>]*)><is>(<t(?: [^>]*)?>[^<]*</t>|<t ?/>)</is></c>'
)
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def shared(parts: dict[str, bytes], sheets: Iterable[str]) -> None:
    """Move the plain texts of the `sheets` to the shared strings, each once; rich ones stay."""
    numbers: dict[bytes, int] = {}
    uses = 0

    def move(cell: re.Match[bytes]) -> bytes:
        nonlocal uses
        uses += 1
        number = numbers.setdefault(cell[3], len(numbers))
        return b'%s t="s"%s><v>%d</v></c>' % (cell[1], cell[2], number)

    for sheet in sheets:
        parts[sheet] = _INLINE.sub(move, parts[sheet])
    items = b"".join(b"<si>%s</si>" % text for text in numbers)
    head = b'<sst xmlns="%s" count="%d" uniqueCount="%d">' % (_MAIN, uses, len(numbers))
    parts[STRINGS] = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + head + items + b"</sst>"
