"""One sheet of an .xlsx: nearly all are spelt alike and read without a parser, the others cell by cell.

The searches that find out may find more than there is: that makes reading slower, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from itaxl.core.grid import Area, column_number
from itaxl.named_tuple import NamedTuple
from itaxl.reading.limits import Allowance
from itaxl.reading.opened import opened_by
from itaxl.reading.prepared import Cells, area_around
from itaxl.reading.xlsx_around import Link, Surroundings, Values
from itaxl.reading.xlsx_plain import plain_cells

_DATA_START, _DATA_END = b"<sheetData", b"</sheetData>"
_ROOT = re.compile(rb"<worksheet(?:\s[^<>]*)?>")
#: Compiled where it is needed: few sheets have any.
_OPENING = rb'(?i)<c r="([A-Z]+)(\d+)"[^<>]*>\s*<f[^<>]*>([^<]*HYPERLINK\([^<]*)</f>'


class CheckedSheet(NamedTuple):
    """As `prepared.Sheet`, its links not yet followed; `opened` are the addresses that formulas open."""

    cells: Cells
    merged: tuple[Area, ...]
    links: tuple[Link, ...]
    opened: dict[tuple[int, int], str]


def checked_sheet(xml: bytes, name: str, values: Values, allowance: Allowance) -> CheckedSheet:
    """The sheet, or InputError when it is damaged or reaches too far."""
    if b"\0" in xml:  # UTF-16
        raise allowance.refuse.damaged()
    return _plain(xml, values, allowance) or scanned_sheet(xml, name, values, allowance)


def _plain(xml: bytes, values: Values, allowance: Allowance) -> CheckedSheet | None:
    """The sheet when searches alone can read it."""
    start, end = xml.find(_DATA_START), xml.rfind(_DATA_END)
    if not 0 <= start < end or xml.count(_DATA_START) != 1 or xml.count(_DATA_END) != 1:
        return None
    end += len(_DATA_END)
    part = xml[start:end]
    opening = b"<f" in part and b"YPERLINK(" in part.upper()
    root = _ROOT.search(xml, 0, start)
    if root is None or (b"!" in xml and b"<!" in xml) or (opening and b'"shared"' in part):
        return None
    cells = plain_cells(part, values)
    if cells is None:
        return None
    allowance.expect(area_around(cells))
    _take_text(cells, part, values, allowance)
    merged, links = _around(root[0], xml[end:], allowance)
    return CheckedSheet(cells, merged, links, _opened(part) if opening else {})


def _take_text(cells: Cells, part: bytes, values: Values, allowance: Allowance) -> None:
    """Charges the text of the cells: the most that it can be, while that is little, else exactly."""
    size = len(part) + part.count(b' t="s"') * values.strings.longest
    if size > allowance.text // 4:
        texts = (value for row in cells.values() for value in row.values() if isinstance(value, str))
        size = sum(len(text) * (1 if text.isascii() else 3) for text in texts)
    allowance.take_text(size)


def _around(root: bytes, tail: bytes, allowance: Allowance) -> tuple[tuple[Area, ...], tuple[Link, ...]]:
    """The merged areas and the links after the cells."""
    if b"mergeCell" not in tail and b"hyperlink" not in tail:
        return (), ()
    surroundings = Surroundings(allowance)
    surroundings.run(root + tail)
    return tuple(surroundings.merged), tuple(surroundings.links)


def _opened(cells: bytes) -> dict[tuple[int, int], str]:
    from html import unescape

    opened: dict[tuple[int, int], str] = {}
    for column, row, formula in re.findall(_OPENING, cells):
        if address := opened_by(unescape(formula.decode("utf-8", "replace"))):
            opened[int(row), column_number(column.decode())] = address
    return opened


def scanned_sheet(xml: bytes, name: str, values: Values, allowance: Allowance) -> CheckedSheet:
    """The same through a parser, whatever the spelling."""
    from itaxl.reading.xlsx_cells import CellScanner

    scanner = CellScanner(values, allowance, name)
    scanner.run(xml)
    allowance.expect(scanner.area)
    return CheckedSheet(scanner.cells, tuple(scanner.merged), tuple(scanner.links), scanner.opened)


def followed(links: Iterable[Link], targets: dict[str, str]) -> dict[tuple[int, int], str]:
    """The addresses behind the cells where links begin; one that leads within the workbook has none."""
    found: dict[tuple[int, int], str] = {}
    for link in links:
        if target := targets.get(link.key, ""):
            place = f"#{link.location}" if link.location and "#" not in target else ""
            found[link.area[:2]] = target + place
    return found
