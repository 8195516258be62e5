"""A workbook taken apart for the checks: its parts, its sheets, its VBA modules."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyopenvba
from lxml import etree

from tests.workbook_kinds import TRACKER, Kind

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SHEET_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
RIBBON_PART = "customUI/customUI.xml"
VBA_PART = "xl/vbaProject.bin"


@dataclass(frozen=True)
class Book:
    """A workbook file; whatever is broken in it raises when it is asked for."""

    path: Path
    kind: Kind = TRACKER

    @cached_property
    def names(self) -> list[str]:
        with zipfile.ZipFile(self.path) as package:
            return package.namelist()

    @cached_property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(self.path) as package:
            return {name: package.read(name) for name in package.namelist()}

    def xml(self, part: str) -> etree._Element:
        return etree.fromstring(self.parts[part])

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Sheet name → worksheet part."""
        targets = self.relations("xl/_rels/workbook.xml.rels")
        return {
            sheet.get("name", ""): "xl/" + targets[sheet.get(RELATION_ID, "")]
            for sheet in self.xml("xl/workbook.xml").iter(MAIN + "sheet")
        }

    def relations(self, part: str) -> dict[str, str]:
        return {r.get("Id", ""): r.get("Target", "").removeprefix("/xl/") for r in self.xml(part)}

    def related(self, part: str, ending: str) -> list[str]:
        """The parts that a worksheet points to, by the end of the relation's type."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.parts:
            return []
        return [
            "xl/" + r.get("Target", "").removeprefix("../").removeprefix("/xl/")
            for r in self.xml(rels)
            if r.get("Type", "").endswith(ending)
        ]

    @cached_property
    def strings(self) -> list[str]:
        return ["".join(item.itertext()) for item in self.xml("xl/sharedStrings.xml")]

    def cells(self, sheet: str) -> dict[str, str]:
        """Address → shown text of a sheet's filled cells."""
        found = {}
        for cell in self.xml(self.sheets[sheet]).iter(MAIN + "c"):
            inline = cell.find(MAIN + "is")
            value = cell.findtext(MAIN + "v") if inline is None else "".join(inline.itertext())
            if value is not None:
                found[cell.get("r", "")] = self.strings[int(value)] if cell.get("t") == "s" else value
        return found

    @cached_property
    def modules(self) -> dict[str, tuple[bool, str]]:
        """VBA module → (is a standard module, source)."""
        with pyopenvba.ExcelFile(self.path) as book:
            standard = pyopenvba.VBAModuleKind.standard
            return {m.name: (m.kind is standard, m.source) for m in book.vba_project().modules}

    def sources(self) -> Iterator[tuple[str, str]]:
        yield from ((name, source) for name, (_, source) in self.modules.items())


Check = Callable[[Book], list[str]]


def rezip(source: Path, target: Path, edit: Callable[[dict[str, bytes]], object]) -> None:
    """Write `source` anew with its parts edited in place."""
    parts = dict(Book(source).parts)
    edit(parts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
