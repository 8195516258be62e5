"""An .xlsx or .xlsm: which part is which sheet, and what they share.

Sources: ECMA-376 part 2 (packages) and part 1, chapter 18 (SpreadsheetML).
"""

from __future__ import annotations

from itaxl.core.grid import Beside, Grid
from itaxl.named_tuple import NamedTuple
from itaxl.reading.limits import MAX_SHEETS, Allowance
from itaxl.reading.package import Package
from itaxl.reading.prepared import Choice, Sheet, grids_of
from itaxl.reading.refusal import Refusal
from itaxl.reading.relations import Relation, part_relations
from itaxl.reading.xlsx_around import Values
from itaxl.reading.xlsx_sheet import CheckedSheet, checked_sheet, followed
from itaxl.reading.xlsx_strings import SharedStrings
from itaxl.reading.xlsx_styles import styles_of
from itaxl.reading.xml_scanner import Attributes, own_elements


class _Contents(NamedTuple):
    sheets: tuple[tuple[str, str], ...]  # name, relationship id
    date1904: bool


def read_ooxml(
    package: Package, part: str, allowance: Allowance, wanted: Choice, notes: bool = False
) -> tuple[Grid, ...]:
    """The workbook whose main part is `part`.  Chart sheets are left out.

    Sheets that are not `wanted` stand there without cells; their parts are not looked at.
    """
    refuse = allowance.refuse
    book = _contents(package.read(part), refuse)
    related = part_relations(package, part, refuse)
    common = {r.kind: package.read(r.part) for r in related.values() if _is_common(r, package)}
    strings = SharedStrings(common.get("sharedStrings", b""), refuse)
    values = Values(strings, styles_of(common.get("styles", b""), refuse), book.date1904)
    chosen = wanted(name for name, _ in book.sheets)
    sheets: list[Sheet] = []
    for name, key in book.sheets:
        if not key:
            continue  # what was deleted, and is still listed
        if key not in related:
            raise refuse.damaged()
        relation = related[key]
        if relation.kind != "worksheet":
            continue
        if name not in chosen:
            sheets.append(Sheet(name))
            continue
        checked = checked_sheet(package.read(relation.part), name, values, allowance)
        sheets.append(_with_surroundings(name, checked, package, relation.part, allowance, notes))
    if not sheets:
        raise refuse.no_sheets()
    return grids_of(sheets, allowance)


def _with_surroundings(
    name: str, sheet: CheckedSheet, package: Package, part: str, allowance: Allowance, notes: bool
) -> Sheet:
    links: Beside = sheet.opened
    comments: Beside = {}
    if sheet.links or notes:
        related = part_relations(package, part, allowance.refuse)
        targets = {key: relation.target for key, relation in related.items() if relation.external}
        links = {**sheet.opened, **followed(sheet.links, targets)}
        if notes:
            from itaxl.reading.xlsx_comments import comments_of

            comments = comments_of(package, related.values(), allowance.refuse)
    return Sheet(name, sheet.cells, sheet.merged, links, comments)


def _is_common(relation: Relation, package: Package) -> bool:
    """Whether the part is one that all sheets share."""
    return relation.kind in ("sharedStrings", "styles") and relation.part in package


def _contents(xml: bytes, refuse: Refusal) -> _Contents:
    sheets: list[tuple[str, str]] = []
    date1904 = False

    def seen(name: str, attributes: Attributes) -> None:
        nonlocal date1904
        if name == "workbookPr":
            date1904 = attributes.get("date1904") in ("1", "true")
        elif name == "sheet":
            key = next((value for at, value in attributes.items() if at.endswith(" id")), "")
            sheets.append((attributes.get("name", ""), key))

    own_elements(xml, refuse, seen)
    if len(sheets) > MAX_SHEETS:
        raise refuse.damaged()
    return _Contents(tuple(sheets), date1904)
