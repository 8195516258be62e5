"""A workbook that results are written into: its sheets, and the parts that tell of them."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from itaxl.core.areas import CellAt
from itaxl.files.checked.allowed_parts import Harmless
from itaxl.files.checked.cells import Sheet
from itaxl.files.checked.markup import elements, key_of, tree, written
from itaxl.files.checked.relations import all_of, internal
from itaxl.files.checked.styles import PLAIN_STYLES, Styles
from itaxl.files.mark import CORE
from itaxl.reading.refusal import Refusal
from itaxl.reading.relations import ROOT_LIST, Relation, list_of, listed, with_relation

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
#: Properties that say nothing.
NO_PROPERTIES = (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
    b"</cp:coreProperties>"
)
TYPES = "[Content_Types].xml"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_BOOK_TYPE = f"{_KIND}sheet.main+xml"
_MACRO_BOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_VBA_TYPE = "application/vnd.ms-office.vbaProject"
_RUNS = re.compile("macro|vba|dialogsheet|activex|controlprop|oleobject", re.IGNORECASE)
#: What may stand before the settings of calculation is not here (ECMA-376 part 1, 18.2.27).
_AFTER_CALCULATION = frozenset(
    {"oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "webPublishing", "extLst"}
)


#: Numbers of shared texts in cells, and any other numbers: what one of them names is not forgotten.
_SHARED = re.compile(rb"v>\s*(\d{1,9})\s*</")


class Book:
    """The parts of a copy before its results, and the sheets that are being written."""

    def __init__(self, safe: Harmless, refuse: Refusal) -> None:
        self._parts, self._name, self._macros = dict(safe.parts), safe.book, safe.macros
        self._refuse = refuse
        self._added_types: dict[str, str] = {}
        self._opened: dict[str, Sheet] = {}
        if CORE not in self._parts:
            self._add_properties()
        self._root = tree(self._parts[self._name])
        related = {relation.key: relation for relation in internal(self._parts, self._name, refuse)}
        self.sheets = {
            sheet.get("name", ""): related[key_of(sheet)].part
            for sheet in self._root.iter("{*}sheet")
            if key_of(sheet) in related and related[key_of(sheet)].kind == "worksheet"
        }
        self._styles_part = next((r.part for r in related.values() if r.kind == "styles"), "")
        if not self._styles_part:
            self._styles_part = self._add("styles.xml", PLAIN_STYLES, "styles")
        self.styles = Styles(self._parts[self._styles_part])

    def __getitem__(self, title: str) -> Sheet:
        part = self.sheets[title]
        if part not in self._opened:
            self._opened[part] = Sheet(self._parts[part], self.styles)
        return self._opened[part]

    def add_sheet(self, title: str, widths: Sequence[float]) -> Sheet:
        """A new last sheet, one of the program's, with columns of these widths."""
        from itaxl.files.tracker.workbook import CODE_NAMES

        main = self._root.tag.rpartition("}")[0].lstrip("{")
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
            for at, width in enumerate(widths, 1)
        )
        name = f'<sheetPr codeName="{CODE_NAMES[title]}"/>' if self._macros else ""
        part = f'<worksheet xmlns="{main}">{name}<cols>{columns}</cols><sheetData/></worksheet>'
        name = self._add(f"worksheets/{_free_name(self._parts)}", part.encode(), "worksheet")
        sheets = next(iter(self._root.iter("{*}sheets")))
        numbers = (int(sheet.get("sheetId", "0")) for sheet in sheets)
        sheet = sheets.makeelement(f"{{{main}}}sheet", name=title, sheetId=str(max(numbers, default=0) + 1))
        sheet.set(f"{{{_STRICT if 'purl' in main else _OFFICE}}}id", self._key_of(name))
        sheets.append(sheet)
        self.sheets[title] = name
        return self[title]

    def tables_of(self, title: str) -> Iterable[str]:
        """The parts of the tables on a sheet."""
        related = internal(self._parts, self.sheets[title], self._refuse)
        return [relation.part for relation in related if relation.kind == "table"]

    def drawings_of(self, title: str) -> dict[str, bytes]:
        """The drawings of a sheet, and all that they lead to."""
        found: dict[str, bytes] = {}
        waiting = [
            r.part for r in internal(self._parts, self.sheets[title], self._refuse) if r.kind == "drawing"
        ]
        while waiting:
            part = waiting.pop()
            if part not in found and part in self._parts:
                found[part] = self._parts[part]
                waiting += (relation.part for relation in internal(self._parts, part, self._refuse))
        return found

    def replace(self, name: str, part: bytes) -> None:
        self._parts[name] = part

    def part(self, name: str) -> bytes:
        return self._parts[name]

    def texts_of(self, title: str) -> dict[CellAt, str]:
        """The texts in a sheet's cells as they came in."""
        return self[title].texts(self._shared_texts)

    @cached_property
    def _shared_texts(self) -> list[bytes]:
        related = internal(self._parts, self._name, self._refuse)
        parts = (self._parts[relation.part] for relation in related if relation.kind == "sharedStrings")
        return [text["inner"] or b"" for part in parts for text in elements(b"si").finditer(part)]

    def forget_texts_of(self, title: str) -> None:
        """Take a sheet's cells away, and out of the shared texts what only they held."""
        mine = set(_SHARED.findall(self._parts[self.sheets[title]]))
        self[title].clear()
        others = (part for name, part in self._parts.items() if name != self.sheets[title])
        used = {
            number for part in others for number in (_SHARED.findall(part) if b"sheetData" in part else ())
        }
        gone = {int(number) for number in mine - used}
        for relation in internal(self._parts, self._name, self._refuse):
            if relation.kind == "sharedStrings":
                count = itertools.count()

                def wiped(text: re.Match[bytes]) -> bytes:
                    return b"<%bsi/>" % text["p"] if next(count) in gone else text[0]  # noqa: B023

                self._parts[relation.part] = elements(b"si").sub(wiped, self._parts[relation.part])

    def finished(self) -> dict[str, bytes]:
        """All parts, with what was written."""
        for name, sheet in self._opened.items():
            self._parts[name] = sheet.part()
        self._parts[self._styles_part] = self.styles.part
        self._calculate_anew()
        self._parts[TYPES] = self._types()
        return self._parts

    def _add(self, name: str, part: bytes, kind: str) -> str:
        """A part beside the workbook's; its name in the package."""
        path = posixpath.join(posixpath.dirname(self._name), name)
        self._parts[path] = part
        self._added_types[path] = f"{_KIND}{kind}+xml"
        relation = Relation(f"rIdItaxl{len(self._parts)}", f"{_OFFICE}/{kind}", f"/{path}")
        listing = list_of(self._name)
        self._parts[listing] = with_relation(self._parts.get(listing, b""), relation)
        return path

    def _add_properties(self) -> None:
        """The part that the mark of a copy stands in, in place of one of another name."""
        related = all_of(self._parts, "", self._refuse)
        others = [relation for relation in related if relation.kind != "core-properties"]
        found = (self._parts.pop(r.part, None) for r in related if r.kind == "core-properties")
        self._parts[CORE] = next((part for part in found if part), NO_PROPERTIES)
        self._added_types[CORE] = "application/vnd.openxmlformats-package.core-properties+xml"
        self._parts[ROOT_LIST] = listed([*others, Relation("rIdItaxlCore", f"{_CORE}/core-properties", CORE)])

    def _key_of(self, part: str) -> str:
        related = internal(self._parts, self._name, self._refuse)
        return next(relation.key for relation in related if relation.part == part)

    def _calculate_anew(self) -> None:
        """Formulas may count what was written."""
        main = self._root.tag.rpartition("}")[0] + "}"
        settings = self._root.find(f"{main}calcPr")
        if settings is None:
            settings = self._root.makeelement(f"{main}calcPr")
            names = (child.tag.rpartition("}")[2] for child in self._root)
            at = next((n for n, name in enumerate(names) if name in _AFTER_CALCULATION), len(self._root))
            self._root.insert(at, settings)
        elif settings.get("fullCalcOnLoad") in ("1", "true") and not self._added_types:
            return
        settings.set("fullCalcOnLoad", "1")
        self._parts[self._name] = written(self._root)

    def _types(self) -> bytes:
        """The content types of the parts that there are: none that runs but for our macros."""
        root, changed = tree(self._parts[TYPES]), False
        main = root.tag.rpartition("}")[0] + "}Override"
        names = {name.lower() for name in self._parts}
        wanted = {self._name: _MACRO_BOOK_TYPE if self._macros else _BOOK_TYPE, **self._added_types}
        for relation in internal(self._parts, self._name, self._refuse):
            if relation.kind in ("worksheet", "chartsheet"):
                wanted[relation.part] = f"{_KIND}{relation.kind}+xml"
        for one in list(root):
            name, kind = one.get("PartName", "").lstrip("/"), one.get("ContentType", "")
            ours = kind == _VBA_TYPE and self._macros
            if wanted.get(name) == kind:
                del wanted[name]
            elif name in wanted or (name and name.lower() not in names) or (_RUNS.search(kind) and not ours):
                root.remove(one)
                changed = True
        for path, kind in wanted.items():
            root.append(root.makeelement(main, PartName=f"/{path}", ContentType=kind))
        return written(root) if changed or wanted else self._parts[TYPES]


def _free_name(parts: Iterable[str]) -> str:
    taken = {posixpath.basename(name).lower() for name in parts}
    return next(name for n in range(1, 10_000) if (name := f"sheet{n}.xml") not in taken)
