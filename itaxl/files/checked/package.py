"""The package that openpyxl saved, with what it dropped put back from the original.

Drawings are self-contained: a sheet's drawing and all that it leads to (charts, pictures, shapes) come
back byte for byte.  So do ribbons, and the stored results of formulas, which openpyxl forgets: without
them a reader that does not calculate would find nothing.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from itaxl.core.grid import Grid
from itaxl.files.checked.formulas import with_results
from itaxl.files.checked.relations import internal
from itaxl.files.checked.results import Growth
from itaxl.files.checked.rows import freed
from itaxl.files.checked.strings import STRINGS, shared
from itaxl.files.checked.styles import ordered_fonts
from itaxl.files.mark import CHECKED_COPY, TRACKER, marked, sealed
from itaxl.reading.limits import Allowance
from itaxl.reading.package import Package
from itaxl.reading.refusal import Refusal
from itaxl.reading.relations import Relation, list_of, with_relation
from itaxl.reading.xml_scanner import Attributes, each_element, local
from itaxl.zip_writer import Parts

_CORE, _TYPES, _BOOK = "docProps/core.xml", "[Content_Types].xml", "xl/workbook.xml"
_APP = "docProps/app.xml"
_STYLES = "xl/styles.xml"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = f"{_OFFICE}/drawing"
_DRAWING_KEY = "rIdOriginalDrawing"
#: What may follow a drawing in a sheet (ECMA-376 part 1, 18.3.1.99).
_AFTER_DRAWING = re.compile(
    rb"<(?:legacyDrawing|picture|oleObjects|controls|tableParts|extLst)\b|</worksheet>"
)
_DEFAULT = re.compile(rb"<Default [^<>]*>")
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+Z")
#: Anchors of things whose other half is gone: what leads nowhere would make Excel repair the file.
_ORPHANS = ("compatExt", "slicer", "timeslicer", "oleObj")


def unpacked(data: bytes, refuse: Refusal) -> Parts:
    """Every part within the limits of a workbook; InputError for what is damaged or expands too far."""
    from zipfile import ZipFile

    package = Package(data, Allowance(refuse))
    with ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
    return {name.replace("\\", "/").lstrip("/"): package.read(name) for name in names}


def restored(
    original: Parts,
    saved: Parts,
    grids: Sequence[Grid],
    growth: Growth,
    refuse: Refusal,
    kind: bytes | None = CHECKED_COPY,
) -> Parts:
    """`saved` is what openpyxl wrote of `original`; `growth` says what moved on the roll-up sheet.

    `kind` is the mark of a workbook that is no office's tracker; None for a tracker.
    """
    parts = dict(saved)
    taken: dict[str, bytes] = {}
    before, after = _sheets(original, refuse), _sheets(saved, refuse)
    by_title = {grid.sheet: grid for grid in grids}
    for title, part in after.items():
        if title in by_title:
            parts[part] = with_results(parts[part], by_title[title])
        if title not in before:
            continue
        if not (growth.count and title == growth.sheet):
            parts[part] = freed(parts[part], original[before[title]])
        drawing = _drawing(original, before[title], refuse)
        if drawing:
            found = _reachable(original, drawing, refuse)
            found[drawing] = _without_orphans(found[drawing])
            taken |= growth.moved(title, found)
            _add_drawing(parts, part, drawing)
    named = {relation.part for relation in internal(parts, "", refuse)}
    for relation in internal(original, "", refuse):
        target = relation.part
        if target in original and target not in named:
            named.add(target)
            taken |= {k: v for k, v in _reachable(original, target, refuse).items() if k not in parts}
            if target in taken or target in parts:
                _relate(parts, "", Relation(f"rIdKept{len(parts)}{len(taken)}", relation.type, target))
    parts |= taken
    if STRINGS not in parts:
        shared(parts, after.values())
        _relate(parts, _BOOK, Relation("rIdStrings", f"{_OFFICE}/sharedStrings", "/" + STRINGS))
        taken[STRINGS] = parts[STRINGS]
    # openpyxl overlooks old-style drawings of two digits.
    vml = [name for name in original if name.endswith(".vml") and name not in parts]
    parts |= {name: original[name] for name in vml if _is_named(parts, name)}
    parts[_STYLES] = ordered_fonts(parts[_STYLES])
    timeless = _STAMP.sub(b"2000-01-01T00:00:00Z", parts[_CORE])
    # Its version tells readers what a chart's missing settings mean, and whether to trust row heights.
    parts[_APP] = original.get(_APP, parts[_APP])
    parts[_TYPES] = _with_types(parts[_TYPES], original.get(_TYPES, b""), taken, refuse)
    mark = sealed(kind, parts) if kind else TRACKER
    parts[_CORE] = marked(original.get(_CORE, b""), mark) or marked(timeless, mark) or timeless
    return _in_order(parts, original)


def _in_order(parts: Parts, original: Parts) -> Parts:
    """As they stood before: openpyxl takes some (and their types) from a set, in another order each time."""
    kept = [name for name in original if name in parts]
    return {name: parts[name] for name in (*kept, *sorted(parts.keys() - original.keys()))}


def _is_named(parts: Parts, name: str) -> bool:
    end = posixpath.basename(name).encode() + b'"'
    return any(end in part for rels, part in parts.items() if rels.startswith("xl/worksheets/_rels/"))


def _sheets(parts: Parts, refuse: Refusal) -> dict[str, str]:
    """Part names of the sheets by title."""
    targets = {relation.key: relation.part for relation in internal(parts, _BOOK, refuse)}
    found: dict[str, str] = {}

    def seen(name: str, at: Attributes) -> None:
        if local(name) == "sheet":
            key = next((value for word, value in at.items() if ":" in word and local(word) == "id"), "")
            if targets.get(key, "") in parts:
                found[at.get("name", "")] = targets[key]

    each_element(parts[_BOOK], refuse, seen)
    return {title: part for title, part in found.items() if part.startswith("xl/worksheets/")}


def _drawing(parts: Parts, sheet: str, refuse: Refusal) -> str | None:
    found = (relation.part for relation in internal(parts, sheet, refuse) if relation.type == _DRAWING)
    return next((target for target in found if target in parts), None)


def _reachable(parts: Parts, start: str, refuse: Refusal) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    waiting = [start]
    while waiting:
        part = waiting.pop()
        if part in found or part not in parts:
            continue
        found[part] = parts[part]
        if list_of(part) in parts:
            found[list_of(part)] = parts[list_of(part)]
            waiting += (relation.part for relation in internal(parts, part, refuse))
    return found


def _without_orphans(drawing: bytes) -> bytes:
    if not any(word.encode() in drawing for word in _ORPHANS):
        return drawing
    from lxml import etree

    root = etree.fromstring(drawing, etree.XMLParser(resolve_entities=False, no_network=True))
    for anchor in list(root):
        if any(etree.QName(e).localname in _ORPHANS for e in anchor.iter("{*}*")):
            root.remove(anchor)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _add_drawing(parts: dict[str, bytes], sheet: str, drawing: str) -> None:
    xml = parts[sheet]
    at = _AFTER_DRAWING.search(xml, max(xml.rfind(b"</sheetData>"), 0))
    if at:
        element = f'<drawing xmlns:r="{_OFFICE}" r:id="{_DRAWING_KEY}"/>'.encode()
        parts[sheet] = xml[: at.start()] + element + xml[at.start() :]
        _relate(parts, sheet, Relation(_DRAWING_KEY, _DRAWING, "/" + drawing))


def _relate(parts: dict[str, bytes], part: str, relation: Relation) -> None:
    parts[list_of(part)] = with_relation(parts.get(list_of(part), b""), relation)


def _with_types(saved: bytes, original: bytes, taken: Parts, refuse: Refusal) -> bytes:
    """The content types, with those of the parts that were put back."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}

    def seen(_: str, at: Attributes) -> None:
        if "Extension" in at:
            defaults[at["Extension"].lower()] = at["ContentType"]
        elif "PartName" in at:
            overrides[at["PartName"].lstrip("/")] = at["ContentType"]

    each_element(original, refuse, seen)
    added = b""
    for name in taken:
        kind = (
            _STRINGS_TYPE
            if name == STRINGS
            else overrides.get(name) or defaults.get(name.rpartition(".")[2].lower())
        )
        if kind and not name.endswith(".rels") and f'PartName="/{name}"'.encode() not in saved:
            added += f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>".encode()
    by_extension = iter(sorted(_DEFAULT.findall(saved)))
    head, end, tail = _DEFAULT.sub(lambda _: next(by_extension), saved).rpartition(b"</Types>")
    return head + added + end + tail
