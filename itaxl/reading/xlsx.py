"""An .xlsx or .xlsm made safe for calamine: which part is which sheet, and a small package of them.

Sources: ECMA-376 part 2 (packages) and part 1, chapter 18 (SpreadsheetML).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from itaxl.core import layout
from itaxl.reading.limits import MAX_SHEETS, Allowance
from itaxl.reading.package import Package
from itaxl.reading.prepared import Choice, Prepared, SheetNotes
from itaxl.reading.refusal import Refusal
from itaxl.reading.relations import ROOT_LIST, Relation, list_of, listed, part_relations
from itaxl.reading.xlsx_sheet import CheckedSheet, checked_sheet
from itaxl.reading.xlsx_strings import SharedStrings
from itaxl.reading.xml_scanner import Attributes, each_element, local
from itaxl.zip_writer import stored

_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_BOOK = "xl/workbook.xml"
_UNREAD = CheckedSheet(b"<worksheet><sheetData/></worksheet>")


@dataclass(frozen=True, slots=True)
class _Contents:
    sheets: tuple[tuple[str, str], ...]  # name, relationship id
    date1904: bool


def prepare_ooxml(package: Package, part: str, allowance: Allowance, wanted: Choice) -> Prepared:
    """The workbook whose main part is `part`.  Chart sheets and our configuration sheet are left out.

    Sheets that are not `wanted` stand there without cells; their parts are not looked at.
    """
    refuse = allowance.refuse
    book = _contents(package.read(part), refuse)
    related = part_relations(package, part, refuse)
    by_kind = {r.kind: package.read(r.part) for r in related.values() if _is_common(r, package)}
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
            sheet = checked_sheet(package.read(related[key].part), strings, allowance)
        else:
            sheet = _UNREAD
        notes.append(SheetNotes(name, sheet.overlay))
        parts[f"xl/{len(notes)}.xml"] = sheet.xml
    return Prepared(stored({**_frame(len(notes), book.date1904), **extra, **parts}), tuple(notes))


def _is_common(relation: Relation, package: Package) -> bool:
    """Whether the part is one that all sheets share and calamine looks for, under the name of its kind."""
    return relation.kind in ("sharedStrings", "styles") and relation.part in package


def _contents(xml: bytes, refuse: Refusal) -> _Contents:
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
    return _Contents(tuple(sheets), date1904)


@cache
def _frame(count: int, date1904: bool) -> dict[str, bytes]:
    """The parts that name the sheets '1', '2' … to calamine, whatever the user called them."""
    numbers = range(1, count + 1)
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    book = (
        f'<workbook xmlns:r="{_TYPES[:-1]}"><workbookPr date1904="{int(date1904)}"/>'
        f"<sheets>{sheets}</sheets></workbook>"
    )
    return {
        ROOT_LIST: listed([Relation("r", f"{_TYPES}officeDocument", _BOOK)]),
        _BOOK: book.encode(),
        list_of(_BOOK): listed(Relation(f"r{n}", f"{_TYPES}worksheet", f"{n}.xml") for n in numbers),
    }
