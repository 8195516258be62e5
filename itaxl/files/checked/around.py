"""A worksheet in two: its cells, and what stands around them, which is small enough for a tree."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from itaxl.core.areas import CellAt, address, read_address
from itaxl.core.grid import Area, column_letter
from itaxl.files.checked.markup import (
    TooMuch,
    Unreadable,
    attributes,
    local,
    openings,
    tree,
    wipe_empty,
    with_attributes,
    written,
)
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Merged areas of a sheet that results go to: each is asked for each cell.
_MOST_MERGED = 5_000
#: What may stand behind the links of a sheet (ECMA-376 part 1, 18.3.1.99).
_AFTER_LINKS = frozenset(
    {
        "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "cellWatches",
        "ignoredErrors", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "tableParts", "extLst",
    }
)  # fmt: skip


class Cut(NamedTuple):
    """`around` has an empty list of rows where `rows` stood, which is None in a chart sheet."""

    around: bytes
    rows: bytes | None


def cut(part: bytes) -> Cut:
    """Raises Unreadable."""
    start = openings(b"sheetData").search(part)
    if start is None:
        return Cut(part, None)
    rows, end = b"", start.end()
    if not start["end"]:
        closing = re.compile(rb"</%bsheetData\s*>" % re.escape(start["p"])).search(part, end)
        if closing is None:
            raise Unreadable
        rows, end = part[end : closing.start()], closing.end()
    if openings(b"sheetData").search(part, end):
        raise Unreadable
    return Cut(part[: start.start()] + b"<%bsheetData/>" % start["p"] + part[end:], rows)


def joined(sheet: Cut) -> bytes:
    at = openings(b"sheetData").search(sheet.around)
    if not sheet.rows or at is None:
        return sheet.around
    name = at["p"] + b"sheetData"
    rows = b"<%b>%b</%b>" % (name, sheet.rows, name)
    return sheet.around[: at.start()] + rows + sheet.around[at.end() :]


def merged_in(around: bytes) -> list[Area]:
    """Raises TooMuch."""
    found: list[Area] = []
    for one in openings(b"mergeCell").finditer(around):
        with suppress(ValueError):
            found.append(read_address(attributes(one["about"]).get(b"ref", b"").decode()))
    if len(found) > _MOST_MERGED:
        raise TooMuch
    return found


def grown(ref: str, at: int, count: int) -> str:
    """A reference, after so many rows were inserted above row `at`."""

    def moved(row: re.Match[str]) -> str:
        number = int(row[0])
        return str(number + count if number >= at else number)

    return re.sub(r"\d+", moved, ref)


def with_rows(part: bytes, at: int, count: int) -> bytes:
    """What stands around cells, or a table's part, after so many rows were inserted above row `at`."""
    root = tree(part)
    for element in root.iter("{*}*"):
        for name in ("ref", "sqref"):
            if name in element.attrib:
                element.set(name, grown(element.get(name, ""), at, count))
        if local(element) == "sqref" and element.text:
            element.text = grown(element.text, at, count)
    return written(root)


def with_links(around: bytes, links: Mapping[CellAt, str], put: Collection[CellAt]) -> bytes:
    """The links to the places, and of those that stood there none in a cell that was written."""
    if not links and not (put and openings(b"hyperlink").search(around)):
        return around
    root = tree(around)
    main = root.tag.rpartition("}")[0] + "}"
    gone = {f"{column_letter(column)}{row}" for row, column in put}
    listing = root.find(f"{main}hyperlinks")
    if listing is None:
        listing = root.makeelement(f"{main}hyperlinks")
        after = next((child for child in root if local(child) in _AFTER_LINKS), None)
        root.insert(len(root) if after is None else root.index(after), listing)
    for link in list(listing):
        if link.get("ref", "").replace("$", "") in gone:
            listing.remove(link)
    for (row, column), location in links.items():
        place = f"{column_letter(column)}{row}"
        listing.append(listing.makeelement(f"{main}hyperlink", ref=place, location=location))
    wipe_empty(root, {"hyperlinks"})
    return written(root)


def widened(around: bytes, cells: Collection[CellAt]) -> bytes:
    """What the sheet says of its size, with those cells."""
    said = openings(b"dimension").search(around)
    if said is None or not cells:
        return around
    try:
        top, left, bottom, right = read_address(attributes(said["about"]).get(b"ref", b"").decode())
    except ValueError:
        return around
    rows, columns = zip(*cells, strict=True)
    area = min(top, *rows), min(left, *columns), max(bottom, *rows), max(right, *columns)
    start, end = said.span("about")
    about = with_attributes(said["about"], {b"ref": address(area).encode()})
    return around[:start] + about + around[end:]


def with_widths(around: bytes, widths: Mapping[int, float]) -> bytes:
    """The columns as wide as told, the others as they are."""
    if not widths:
        return around
    root = tree(around)
    main = root.tag.rpartition("}")[0] + "}"
    columns = root.find(f"{main}cols")
    if columns is None:
        columns = root.makeelement(f"{main}cols")
        root.insert(next(n for n, child in enumerate(root) if local(child) == "sheetData"), columns)
    for column, width in widths.items():
        for one in list(columns):
            _leave_out(one, column)
        told = {"min": str(column), "max": str(column), "width": f"{width:g}", "customWidth": "1"}
        columns.append(columns.makeelement(f"{main}col", told))
    columns[:] = sorted(columns, key=_first)
    return written(root)


def _first(column: _Element) -> int:
    return int(column.get("min", "1"))


def _leave_out(columns: _Element, column: int) -> None:
    """Take a column out of a run of columns, which becomes two, one or none."""
    first, last = _first(columns), int(columns.get("max", "1"))
    if not first <= column <= last:
        return
    for start, end in ((first, column - 1), (column + 1, last)):
        if start <= end:
            part = columns.makeelement(columns.tag, columns.attrib)
            part.set("min", str(start))
            part.set("max", str(end))
            columns.addnext(part)
    parent = columns.getparent()
    if parent is not None:
        parent.remove(columns)
