"""One sheet of an .xlsx, looked at before calamine: how far it reaches, its errors, its empty formulas.

calamine gives '' for an error value and for a formula whose result was never stored, refuses a whole
workbook for an error value younger than 2010, and lays out the rectangle around the filled cells.
Almost every sheet is of a plain spelling that a few searches prove harmless; the rest is read with expat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from itaxl.core.grid import CellFault
from itaxl.reading.limits import Allowance
from itaxl.reading.prepared import Overlay
from itaxl.reading.xlsx_cells import CellScanner
from itaxl.reading.xlsx_strings import SharedStrings

_DATA_START, _DATA_END = b"<sheetData", b"</sheetData>"
_MERGED, _MERGED_ONE, _MERGED_DATA_END = b"<mergeCells", b"mergeCell ", b"</mergeCells>"

#: Every cell begins with its place, says it once (calamine would take the last), and none lies beyond
#: 26 × 99,999, or beyond 702 × 999, places: what calamine lays out then is bearable.
_ONCE = rb'"[^r<>]*(?:(?<=[a-z])r[^r<>]*)*>'
_BEYOND = (
    re.compile(rb'<c(?! r="[A-Z][1-9]\d{0,4}' + _ONCE + rb")"),
    re.compile(rb'<c(?! r="[A-Z]{1,2}[1-9]\d{0,2}' + _ONCE + rb")"),
)
_PREFIXED = re.compile(rb":(?:c|f|v|sheetData)[\s/>]")
_QUOTED = re.compile(rb"'[es]'")
_SHARED = re.compile(rb't="s"><v>(\d{1,8})</v></c>')
_CALCULATED = re.compile(rb"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)<v>[^<]")


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """`xml` may be given to calamine; `overlay` holds the cells that calamine does not tell about."""

    xml: bytes
    overlay: Overlay = field(default_factory=dict)


def checked_sheet(xml: bytes, strings: SharedStrings, allowance: Allowance) -> CheckedSheet:
    """The sheet, or InputError when it is damaged or reaches too far."""
    if b"\0" in xml:  # UTF-16, which calamine would read as an empty sheet
        raise allowance.refuse.damaged()
    plain = _plain(xml, strings, allowance)
    return plain if plain else _scanned(xml, strings, allowance)


def _plain(xml: bytes, strings: SharedStrings, allowance: Allowance) -> CheckedSheet | None:
    """The sheet when searches alone prove it harmless and without faults.

    Searching for a single byte first is a hundred times faster, and it is seldom there.
    """
    start, end = xml.find(_DATA_START), xml.rfind(_DATA_END)
    if not 0 <= start < end or xml.count(_DATA_START) != 1 or xml.count(_DATA_END) != 1:
        return None
    if b"!" in xml and b"<!" in xml:
        return None
    cells = xml[start : end + len(_DATA_END)]
    if b'"e"' in cells or (b"'" in cells and _QUOTED.search(cells)) or _PREFIXED.search(cells):
        return None
    if all(beyond.search(cells) for beyond in _BEYOND):
        return None
    if b"f" in cells and cells.count(b"<f") != len(_CALCULATED.findall(cells)):
        return None
    if not _take_strings(cells, strings, allowance):
        return None
    return CheckedSheet(b"".join((b"<worksheet>", _merged(xml, end, allowance), cells, b"</worksheet>")))


def _take_strings(cells: bytes, strings: SharedStrings, allowance: Allowance) -> bool:
    """Charges the text of the cells with shared strings: the most that it can be, while that is little,
    else exactly.  Whether it could."""
    count = cells.count(b'"s"')
    size = count * len(strings.xml)
    if size > allowance.text // 4:
        size = count * strings.longest
    if size > allowance.text // 4:
        indexes = list(map(int, _SHARED.findall(cells)))
        if len(indexes) != count:
            return False
        size = strings.total(indexes)
    allowance.take_text(size)
    return True


def _merged(xml: bytes, end: int, allowance: Allowance) -> bytes:
    """The merged areas, to stand before the cells: calamine, looking for them, stops there."""
    start, stop = xml.find(_MERGED, end), xml.rfind(_MERGED_DATA_END)
    if not 0 < start < stop:
        return b"<mergeCells/>"
    merged = xml[start : stop + len(_MERGED_DATA_END)]
    allowance.take_merged(merged.count(_MERGED_ONE))
    return merged


def _scanned(xml: bytes, strings: SharedStrings, allowance: Allowance) -> CheckedSheet:
    allowance.take_merged(xml.count(_MERGED_ONE))
    scanner = CellScanner(strings, allowance)
    scanner.run(xml)
    allowance.expect(scanner.area)
    overlay = {place: CellFault(text) for place, text in scanner.faults.items()}
    return CheckedSheet(_known_errors(xml, scanner.unknown_errors), overlay)


def _known_errors(xml: bytes, unknown: list[tuple[int, int]]) -> bytes:
    """The part with an error value that calamine accepts in the place of each that it does not."""
    pieces: list[bytes] = []
    done = 0
    for value_tag, value_end in unknown:
        pieces += (xml[done : xml.index(b">", value_tag) + 1], b"#N/A")
        done = value_end
    return b"".join((*pieces, xml[done:])) if pieces else xml
