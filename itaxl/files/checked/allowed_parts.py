"""The parts of a foreign workbook that a checked copy may be made of: nothing that runs or fetches.

A copy lies among files that the district trusts, and its district workbook leads there with a click.  So
parts come in by an allow-list of relations, from the package's root on; the cells, names and rules inside
them are the matter of `model`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from itaxl.files.checked.drawn import CONTENT, Drawn
from itaxl.files.checked.macros import project_for
from itaxl.files.checked.relations import (
    BOOK_KINDS,
    PIVOT_KINDS,
    ROOT_KINDS,
    SHEET_KINDS,
    internal,
)
from itaxl.files.tracker.package import shipped_macros
from itaxl.reading.refusal import Refusal
from itaxl.reading.relations import ROOT_LIST, list_of, listed
from itaxl.reading.xml_scanner import each_element
from itaxl.zip_writer import Parts

_VBA, _TYPES, _BOOK = "xl/vbaProject.bin", "[Content_Types].xml", "xl/workbook.xml"
_APP, _CORE = "docProps/app.xml", "docProps/core.xml"
FOREIGN_MACROS = "แมโครที่ไม่ใช่ของโปรแกรม"
FOREIGN_RIBBON = "แถบคำสั่งที่ไม่ใช่ของโปรแกรม"
_MACRO_SHEETS = "แผ่นงานแมโครแบบเก่า (Excel 4.0)"
_OTHER_SHEETS = "แผ่นกล่องโต้ตอบแบบเก่า"
#: What in a ribbon calls a macro.
_CALLBACK = re.compile(r"(on|get|load)[A-Z]")


@dataclass(frozen=True, slots=True)
class Harmless:
    """`parts` for openpyxl and for what is put back; `lost` says in Thai, one phrase each, what is gone."""

    parts: dict[str, bytes]
    macros: bool
    lost: tuple[str, ...]


def harmless(original: Parts, refuse: Refusal) -> Harmless:
    """Raises InputError for a list of relations that is damaged."""
    lost: dict[str, None] = {}
    project = project_for(original.get(_VBA))
    if project.foreign:
        lost[FOREIGN_MACROS] = None
    parts = {name: original[name] for name in (_TYPES, ROOT_LIST, _BOOK, _CORE) if name in original}
    if project.vba is not None:
        parts[_VBA] = project.vba
    drawn = Drawn(original, refuse, macros=project.vba is not None)
    roots = list(internal(original, "", refuse))
    kept = []
    for relation in roots:
        target, kind = relation.part, relation.kind
        if kind not in ROOT_KINDS or target not in original:
            continue
        if kind == "extensibility":
            ours = shipped_macros().ribbon if project.vba and "/2006/" in relation.type else None
            ribbon = _ribbon(original[target], ours, refuse)
            if ribbon != original[target]:
                lost[FOREIGN_RIBBON] = None
            if ribbon is None:
                continue
            parts[target] = ribbon
        elif target not in parts and not (target == _APP and _has_base(original[target], refuse)):
            parts[target] = original[target]
        kept.append(relation)
    parts[ROOT_LIST] = original[ROOT_LIST] if len(kept) == len(roots) else listed(kept)
    _take_book(original, parts, drawn, lost, refuse)
    for name in original:
        if name.lower().endswith(".vml"):
            drawn.take_old(name)
    parts |= drawn.parts
    ordered = {name: parts[name] for name in original if name in parts}
    return Harmless(ordered, project.vba is not None, (*lost, *drawn.lost))


def _take_book(
    original: Parts, parts: dict[str, bytes], drawn: Drawn, lost: dict[str, None], refuse: Refusal
) -> None:
    if list_of(_BOOK) in original:
        parts[list_of(_BOOK)] = original[list_of(_BOOK)]
    for relation in internal(original, _BOOK, refuse):
        target, kind = relation.part, relation.kind
        if kind in ("xlMacrosheet", "xlIntlMacrosheet"):
            lost[_MACRO_SHEETS] = None
        elif kind == "dialogsheet":
            lost[_OTHER_SHEETS] = None
        if kind not in BOOK_KINDS or target not in original or kind == "vbaProject":
            continue
        parts.setdefault(target, original[target])
        if kind in ("worksheet", "chartsheet", "pivotCacheDefinition"):
            _take_related(original, target, parts, drawn, refuse)


def _take_related(original: Parts, part: str, parts: dict[str, bytes], drawn: Drawn, refuse: Refusal) -> None:
    """The parts of a sheet; its list of relations stays whole, for openpyxl, which writes another."""
    if list_of(part) not in original:
        return
    parts[list_of(part)] = original[list_of(part)]
    for relation in internal(original, part, refuse):
        target, kind = relation.part, relation.kind
        if target not in original or target in parts:
            continue
        if kind == "drawing":
            if not drawn.take(target):
                drawn.lost[CONTENT] = None
        elif kind in SHEET_KINDS | PIVOT_KINDS and kind != "vmlDrawing":
            parts[target] = original[target]
            if kind == "pivotTable":
                _take_related(original, target, parts, drawn, refuse)


def _ribbon(ribbon: bytes, ours: bytes | None, refuse: Refusal) -> bytes | None:
    """One that calls nothing as it is; `ours`, where our macros are there to be called, for any other."""
    called: list[str] = []

    def seen(_: str, attributes: dict[str, str]) -> None:
        called.extend(name for name in attributes if _CALLBACK.match(name))

    each_element(ribbon, refuse, seen)
    return ours if called else ribbon


def _has_base(properties: bytes, refuse: Refusal) -> bool:
    """Whether the properties say where links without a place lead."""
    found: list[str] = []
    each_element(properties, refuse, lambda name, _: found.append(name))
    return "HyperlinkBase" in found
