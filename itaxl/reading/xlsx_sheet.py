"""One sheet of an .xlsx: plain ones are left to calamine, the others are read cell by cell.

Almost every sheet is of a plain spelling that a few searches prove harmless, and without error values and
formulas that have no result, of which calamine says nothing.  A search that finds more than there is makes
reading slower, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from itaxl.core.grid import Area, Formatted, Moment, column_number
from itaxl.reading.limits import Allowance
from itaxl.reading.opened import opened_by
from itaxl.reading.prepared import Cells, no_cells
from itaxl.reading.xlsx_around import Link, Surroundings, Values

_DATA_START, _DATA_END = b"<sheetData", b"</sheetData>"
#: calamine, looking for merged areas, stops here.
_BEGIN = b"<worksheet><mergeCells/>"
_ROOT = re.compile(rb"<worksheet(?:\s[^<>]*)?>")

#: Every cell begins with its place, says it once (calamine would take the last), and none lies beyond
#: 26 × 99,999, or beyond 702 × 999, places: what calamine lays out then is bearable.
_ONCE = rb'"[^r<>]*(?:(?<=[a-z])r[^r<>]*)*>'
_BEYOND = (
    re.compile(rb'<c(?! r="[A-Z][1-9]\d{0,4}' + _ONCE + rb")"),
    re.compile(rb'<c(?! r="[A-Z]{1,2}[1-9]\d{0,2}' + _ONCE + rb")"),
)
_PREFIXED = re.compile(rb":(?:c|f|v|sheetData)[\s/>]")
_QUOTED = re.compile(rb"=\s*'|\s=")
_SHARED = re.compile(rb't="s"><v>(\d{1,8})</v></c>')
_CALCULATED = re.compile(rb"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)<v>[^<]")
#: Compiled where it is needed: few sheets have any.
_OPENING = rb'(?i)<c r="([A-Z]+)(\d+)"[^<>]*>\s*<f[^<>]*>([^<]*HYPERLINK\([^<]*)</f>'
#: White space or a spelt-out sign before a number, or a minus, for calamine takes -1 under a day's format
#: for midnight; a text that begins so is merely read more slowly.
_ODD_NUMBER = re.compile(rb"<v>[\s&-]")
_INLINE = re.compile(rb't="inlineStr"[^<>]*><is>')
_KIND = re.compile(rb' t="(?!n")')


class CheckedSheet(NamedTuple):
    """As `prepared.Sheet`, its links not yet followed; `opened` are the addresses that formulas open."""

    plain: bytes | None
    cells: Cells
    merged: tuple[Area, ...]
    links: tuple[Link, ...]
    opened: dict[tuple[int, int], str]


def checked_sheet(
    xml: bytes, name: str, values: Values, allowance: Allowance, thorough: bool = False
) -> CheckedSheet:
    """The sheet, or InputError when it is damaged or reaches too far; `thorough`: without calamine."""
    if b"\0" in xml:  # UTF-16
        raise allowance.refuse.damaged()
    plain = None if thorough else _plain(xml, values, allowance)
    return plain if plain else _scanned(xml, name, values, allowance)


def _plain(xml: bytes, values: Values, allowance: Allowance) -> CheckedSheet | None:
    """The sheet when searches alone prove it harmless and without faults.

    Searching for a single byte first is a hundred times faster, and it is seldom there.
    """
    start, end = xml.find(_DATA_START), xml.rfind(_DATA_END)
    if not 0 <= start < end or xml.count(_DATA_START) != 1 or xml.count(_DATA_END) != 1:
        return None
    if values.strings.plain is None or values.styles.by_default or (b"!" in xml and b"<!" in xml):
        return None
    end += len(_DATA_END)
    cells = xml[start:end]
    if b'"e"' in cells or b'"d"' in cells or _PREFIXED.search(cells):
        return None
    if (b"'" in cells or b" =" in cells) and _QUOTED.search(cells):
        return None
    if all(beyond.search(cells) for beyond in _BEYOND) or _misread(cells):
        return None
    formulas = b"f" in cells and cells.count(b"<f")
    if formulas and formulas != len(_CALCULATED.findall(cells)):
        return None
    opening = formulas and b"YPERLINK(" in cells.upper()
    if opening and b'"shared"' in cells:
        return None
    root = _ROOT.search(xml, 0, start)
    if root is None or not _take_strings(cells, values, allowance):
        return None
    merged, links = _around(root[0], xml[end:], allowance)
    return CheckedSheet(
        b"".join((_BEGIN, cells, b"</worksheet>")),
        _strange(cells, values),
        merged,
        links,
        _opened(cells) if opening else {},
    )


def _misread(cells: bytes) -> bool:
    """Whether values are spelt so that calamine would pass them over or take a number for a text."""
    if _ODD_NUMBER.search(cells):
        return True
    inline = cells.count(b'"inlineStr"')
    return bool(inline) and (inline != len(_INLINE.findall(cells)) or b"</is><v" in cells)


def _around(root: bytes, tail: bytes, allowance: Allowance) -> tuple[tuple[Area, ...], tuple[Link, ...]]:
    """The merged areas and the links after the cells."""
    if b"mergeCell" not in tail and b"hyperlink" not in tail:
        return (), ()
    surroundings = Surroundings(allowance)
    surroundings.run(root + tail)
    return tuple(surroundings.merged), tuple(surroundings.links)


def _strange(cells: bytes, values: Values) -> Cells:
    """The numbers whose cells show more than calamine says of them."""
    styles, found = values.styles, no_cells()
    if not any(mark in cells for mark in styles.marks):
        return found
    for column, row, attributes, text in styles.cell.findall(cells):
        if _KIND.search(attributes):
            continue
        style = attributes.partition(b' s="')[2].partition(b'"')[0].decode()
        value = styles.format(style).value(float(text), values.date1904)
        if isinstance(value, (Formatted, Moment)) or styles.format(style).day:
            found[int(row) - 1][column_number(column.decode()) - 1] = value
    return found


def _opened(cells: bytes) -> dict[tuple[int, int], str]:
    from html import unescape

    opened: dict[tuple[int, int], str] = {}
    for column, row, formula in re.findall(_OPENING, cells):
        if address := opened_by(unescape(formula.decode("utf-8", "replace"))):
            opened[int(row), column_number(column.decode())] = address
    return opened


def _take_strings(cells: bytes, values: Values, allowance: Allowance) -> bool:
    """Charges the text of the cells with shared strings: the most that it can be, while that is little,
    else exactly.  Whether it could."""
    strings, bearable = values.strings, allowance.text // 4
    count = cells.count(b'"s"')
    size = count * strings.whole
    if size > bearable:
        size = count * strings.longest
    if size > bearable:
        indexes = list(map(int, _SHARED.findall(cells)))
        if len(indexes) != count:
            return False
        size = strings.total(indexes, bearable)
    allowance.take_text(size)
    return True


def _scanned(xml: bytes, name: str, values: Values, allowance: Allowance) -> CheckedSheet:
    from itaxl.reading.xlsx_cells import CellScanner

    scanner = CellScanner(values, allowance, name)
    scanner.run(xml)
    allowance.expect(scanner.area)
    return CheckedSheet(None, scanner.cells, tuple(scanner.merged), tuple(scanner.links), scanner.opened)


def followed(links: Iterable[Link], targets: dict[str, str]) -> dict[tuple[int, int], str]:
    """The addresses behind the cells where links begin; one that leads within the workbook has none."""
    found: dict[tuple[int, int], str] = {}
    for link in links:
        if target := targets.get(link.key, ""):
            place = f"#{link.location}" if link.location and "#" not in target else ""
            found[link.area[:2]] = target + place
    return found
