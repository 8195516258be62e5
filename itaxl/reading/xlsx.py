"""An .xlsx or .xlsm made safe for calamine: which part is which sheet, and a small package of them.

Sources: ECMA-376 part 2 (packages) and part 1, chapter 18 (SpreadsheetML).
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from itaxl.core import layout
from itaxl.reading.limits import MAX_SHEETS, Allowance
from itaxl.reading.package import Package
from itaxl.reading.prepared import Choice, Prepared, SheetNotes
from itaxl.reading.refusal import Refusal
from itaxl.reading.xlsx_sheet import CheckedSheet, checked_sheet
from itaxl.reading.xlsx_strings import SharedStrings
from itaxl.reading.xml_scanner import Attributes, each_element, local
from itaxl.zip_writer import stored

_ROOT_RELATIONS = "_rels/.rels"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_UNREAD = CheckedSheet(b"<worksheet><sheetData/></worksheet>")
_RELATIONSHIPS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is the last word of the relationship's type: 'worksheet', 'styles' …"""

    key: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class _Book:
    sheets: tuple[tuple[str, str], ...]  # name, relationship id
    date1904: bool


#: What identical parts of other workbooks said: one program writes the same lists into all of its files.
_KNOWN: dict[tuple[bytes, str], tuple[Relation, ...]] = {}
_MOST_KNOWN = 64
_LONGEST_KNOWN = 10_000


def relations(xml: bytes, folder: str, refuse: Refusal) -> tuple[Relation, ...]:
    """The relationships of a part in `folder`, with targets resolved to part names."""
    known = _KNOWN.get((xml, folder))
    if known is None:
        known = _relations(xml, folder, refuse)
        if len(xml) <= _LONGEST_KNOWN and len(_KNOWN) < _MOST_KNOWN:
            _KNOWN[xml, folder] = known
    return known


def _relations(xml: bytes, folder: str, refuse: Refusal) -> tuple[Relation, ...]:
    found: list[Relation] = []

    def seen(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.join("/", folder, attributes.get("Target", "").replace("\\", "/"))
            found.append(Relation(attributes.get("Id", ""), kind, posixpath.normpath(target).lstrip("/")))

    each_element(xml, refuse, seen)
    return tuple(found)


def main_part(package: Package, refuse: Refusal) -> str:
    """The name of the document in the package; '' when it names none."""
    if _ROOT_RELATIONS not in package:
        return ""
    for relation in relations(package.read(_ROOT_RELATIONS), "", refuse):
        if relation.kind == "officeDocument":
            return relation.target
    return ""


def part_relations(package: Package, part: str, refuse: Refusal) -> dict[str, Relation]:
    """The relationships of one part by their id."""
    folder, _, file = part.rpartition("/")
    name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    return {r.key: r for r in relations(package.read(name), folder, refuse)}


def prepare_ooxml(package: Package, part: str, allowance: Allowance, wanted: Choice) -> Prepared:
    """The workbook whose main part is `part`.  Chart sheets and our configuration sheet are left out.

    Sheets that are not `wanted` stand there without cells; their parts are not looked at.
    """
    refuse = allowance.refuse
    book = _book(package.read(part), refuse)
    related = part_relations(package, part, refuse)
    by_kind = {r.kind: package.read(r.target) for r in related.values() if _is_common(r, package)}
    strings = SharedStrings(by_kind.get("sharedStrings", b""), refuse)
    extra = {f"xl/{kind}.xml": part for kind, part in by_kind.items()}
    chosen = wanted(name for name, _ in book.sheets)
    parts: dict[str, bytes] = {}
    notes: list[SheetNotes] = []
    for name, key in book.sheets:
        if key not in related:
            raise refuse.damaged()
        if related[key].kind != "worksheet" or name == layout.CONFIG_SHEET:
            continue
        if name in chosen:
            sheet = checked_sheet(package.read(related[key].target), strings, allowance)
        else:
            sheet = _UNREAD
        notes.append(SheetNotes(name, sheet.overlay))
        parts[f"xl/{len(notes)}.xml"] = sheet.xml
    return Prepared(stored({**_frame(len(notes), book.date1904), **extra, **parts}), tuple(notes))


def _is_common(relation: Relation, package: Package) -> bool:
    """Whether the part is one that all sheets share and calamine looks for, under the name of its kind."""
    return relation.kind in ("sharedStrings", "styles") and relation.target in package


def _book(xml: bytes, refuse: Refusal) -> _Book:
    sheets: list[tuple[str, str]] = []
    date1904 = False

    def seen(name: str, attributes: Attributes) -> None:
        nonlocal date1904
        if name == "workbookPr":
            date1904 = attributes.get("date1904") in ("1", "true")
        elif name == "sheet":
            key = next((value for at, value in attributes.items() if ":" in at and local(at) == "id"), "")
            sheets.append((attributes.get("name", ""), key))

    each_element(xml, refuse, seen)
    if len(sheets) > MAX_SHEETS:
        raise refuse.damaged()
    return _Book(tuple(sheets), date1904)


def _frame(count: int, date1904: bool) -> dict[str, bytes]:
    """The parts that name the sheets '1', '2' … to calamine, whatever the user called them."""
    numbers = range(1, count + 1)
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    targets = "".join(f'<Relationship Id="r{n}" Type="{_TYPES}worksheet" Target="{n}.xml"/>' for n in numbers)
    office = f'<Relationship Id="r" Type="{_TYPES}officeDocument" Target="xl/workbook.xml"/>'
    book = (
        f'<workbook xmlns:r="{_TYPES[:-1]}"><workbookPr date1904="{int(date1904)}"/>'
        f"<sheets>{sheets}</sheets></workbook>"
    )
    return {
        _ROOT_RELATIONS: _RELATIONSHIPS + office.encode() + b"</Relationships>",
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": _RELATIONSHIPS + targets.encode() + b"</Relationships>",
    }
