"""The parts of a foreign workbook that a checked copy may be made of: nothing that runs or fetches.

A copy lies among files that the district trusts, and its district workbook leads there with a click.  So
parts come in by an allow-list of relations, from the package's root on; what stands in them is judged by
`rules` and `drawn`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from itaxl.core import layout
from itaxl.files.checked.around import Cut, cut, joined
from itaxl.files.checked.drawn import CONTENT, Drawn
from itaxl.files.checked.formula_rule import is_harmless
from itaxl.files.checked.formulas import FORMULAS, calculating, without_metadata
from itaxl.files.checked.links import leads_out
from itaxl.files.checked.macros import project_for
from itaxl.files.checked.markup import elements, key_of, plain, tree
from itaxl.files.checked.relations import (
    BOOK_KINDS,
    CELL_KINDS,
    ROOT_KINDS,
    SHEET_KINDS,
    all_of,
    internal,
    is_picture,
    is_web_link,
    kept_list,
)
from itaxl.files.checked.rules import Cleaner, is_local_pivot, leads_to_pages_only
from itaxl.files.tracker.package import shipped_macros
from itaxl.reading.refusal import Refusal
from itaxl.reading.relations import Relation
from itaxl.reading.xml_scanner import each_element
from itaxl.zip_writer import Parts

_TYPES = "[Content_Types].xml"
FOREIGN_MACROS = "แมโครที่ไม่ใช่ของโปรแกรม"
FOREIGN_RIBBON = "แถบคำสั่งที่ไม่ใช่ของโปรแกรม"
SETTINGS_SHEET = "การตั้งค่าของปุ่มที่ต่างจากของโปรแกรม (ใส่ค่าของโปรแกรมแทน)"
PIVOTS = "PivotTable ที่ใช้ข้อมูลจากนอกสมุดงาน"
_MACRO_SHEETS = "แผ่นงานแมโครแบบเก่า (Excel 4.0)"
_OTHER_SHEETS = "แผ่นงานกล่องโต้ตอบแบบเก่า"
_LOST_SHEETS = {
    "xlMacrosheet": _MACRO_SHEETS,
    "xlIntlMacrosheet": _MACRO_SHEETS,
    "dialogsheet": _OTHER_SHEETS,
}
#: What in a ribbon calls a macro.
_CALLBACK = re.compile(r"(on|get|load)[A-Z]")
#: Structures of cells' contents that need nobody else: pictures in cells, and error values.
_RICH = re.compile(rb"<s\s[^<>]*\bt=\"(?!_localImage\"|_error\")")


@dataclass(frozen=True, slots=True)
class Harmless:
    """`parts` of the copy before its results; `book` names its workbook part.

    `lost` says in Thai, one phrase each, what is gone.
    """

    parts: dict[str, bytes]
    book: str
    macros: bool
    lost: tuple[str, ...]


def harmless(original: Parts, refuse: Refusal) -> Harmless | None:
    """None for no workbook.  Raises InputError for a list of relations that is damaged, Unreadable and
    TooMuch."""
    book = next((r.part for r in internal(original, "", refuse) if r.kind == "officeDocument"), "")
    if book not in original or _TYPES not in original:
        return None
    taker = _Taker(original, book, refuse)
    taker.take_all()
    ordered = {name: taker.parts[name] for name in original if name in taker.parts}
    lost = (*taker.lost, *taker.cleaner.lost, *taker.drawn.lost)
    return Harmless(ordered, book, taker.macros is not None, lost)


class _Taker:
    def __init__(self, original: Parts, book: str, refuse: Refusal) -> None:
        self._original, self._book, self._refuse = original, book, refuse
        self._caches: dict[str, bool] = {}
        self.parts: dict[str, bytes] = {_TYPES: original[_TYPES]}
        self.lost: dict[str, None] = {}
        related = list(internal(original, book, refuse))
        vba = next((r.part for r in related if r.kind == "vbaProject" and r.part in original), None)
        project = project_for(None if vba is None else original[vba])
        self.macros = project.vba
        if project.foreign:
            self.lost[FOREIGN_MACROS] = None
        names = {r.key: r.part for r in related}
        sheets = tree(plain(original[book])).iter("{*}sheet")
        #: No table, pivot or drawing stands on the sheet that names a Python: a pivot writes cells anew.
        self._settings = {
            names.get(key_of(sheet), "") for sheet in sheets if is_settings(sheet.get("name", ""))
        }
        self._in_settings = False
        self.cleaner = Cleaner()
        self.drawn = Drawn(original, refuse, macros=self.macros is not None)
        rich = [r for r in related if r.kind.lower().startswith(("sheetmetadata", "rd", "rich"))]
        self._keeps_rich = all(map(self._is_plain_content, rich))

    def take_all(self) -> None:
        self._take_list("", self._root_may_stay)
        for relation in internal(self._original, self._book, self._refuse):
            if relation.kind in _LOST_SHEETS:
                self.lost[_LOST_SHEETS[relation.kind]] = None
        keys = self._take_list(self._book, self._in_book_may_stay)
        self.parts[self._book] = self.cleaner.book(plain(self._original[self._book]), keys)
        self.parts |= self.drawn.parts

    def _take_list(self, part: str, may_stay: Callable[[Relation], bool]) -> set[str]:
        """Keep of a part's relations those that may stay; their keys."""
        kept = [relation for relation in all_of(self._original, part, self._refuse) if may_stay(relation)]
        self.parts |= kept_list(self._original, part, kept, self._refuse)
        return {relation.key for relation in kept}

    def _root_may_stay(self, relation: Relation) -> bool:
        target, kind = relation.part, relation.kind
        if relation.external or kind not in ROOT_KINDS or target not in self._original:
            return False
        if kind == "extensibility":
            return self._take_ribbon(relation)
        content = self._original[target]
        if kind == "extended-properties":  # where links without a place would lead
            content = elements(b"HyperlinkBase").sub(b"", plain(content))
        if kind == "thumbnail" and not is_picture(relation._replace(type="/image"), self._original):
            return False
        if target != self._book:
            self.parts[target] = plain(content) if target.lower().endswith(".xml") else content
        return True

    def _take_ribbon(self, relation: Relation) -> bool:
        ours = shipped_macros().ribbon if self.macros and "/2006/" in relation.type else None
        there = self._original[relation.part]
        ribbon = _ribbon(there, ours, self._refuse)
        if ribbon != there:
            self.lost[FOREIGN_RIBBON] = None
        if ribbon is not None:
            self.parts[relation.part] = ribbon
        return ribbon is not None

    def _in_book_may_stay(self, relation: Relation) -> bool:
        target, kind = relation.part, relation.kind
        if relation.external or kind not in BOOK_KINDS | CELL_KINDS or target not in self._original:
            return False
        content = self._original[target]
        match kind:
            case "worksheet" | "chartsheet":
                self._take_sheet(target)
            case "vbaProject":
                if self.macros is None:
                    return False
                self.parts[target] = self.macros
            case "pivotCacheDefinition":
                return self._take_cache(target)
            case "theme" | "cellImage":
                return self.drawn.take(target)
            case "FeaturePropertyBag" if leads_out(content):
                return False
            case _ if kind in CELL_KINDS and not self._keeps_rich:
                return False
            case _:
                self.parts[target] = plain(content)
                self._take_list(target, self._picture_may_stay)
        return True

    def _take_sheet(self, part: str) -> None:
        if part in self.parts:
            return
        content = self._original[part]
        self._in_settings = self.macros is not None and part in self._settings
        keys = self._take_list(part, self._in_sheet_may_stay)
        whole = plain(content)
        there = cut(whole)
        around = self.cleaner.around(there.around, keys)
        rows = there.rows and calculating(there.rows)
        if rows != there.rows:
            self.lost[FORMULAS] = None
        if rows and not self._keeps_rich:
            rows = without_metadata(rows)
        made = Cut(around, rows)
        self.parts[part] = whole if made == there else joined(made)

    def _in_sheet_may_stay(self, relation: Relation) -> bool:
        target, kind = relation.part, relation.kind
        if self._in_settings:
            self.lost |= {SETTINGS_SHEET: None} if kind in SHEET_KINDS else {}
            return False
        if kind == "hyperlink":
            inside = relation.target.startswith("#") and is_harmless(relation.target[1:])
            return is_web_link(relation) if relation.external else inside
        if relation.external or kind not in SHEET_KINDS or target not in self._original:
            return False
        match kind:
            case "drawing":
                if not self.drawn.take(target):
                    self.drawn.lost[CONTENT] = None
                    return False
            case "vmlDrawing":
                self.drawn.take_old(target)
            case "image":
                return self._picture_may_stay(relation)
            case "table":
                self.parts[target] = self.cleaner.table(plain(self._original[target]))
            case "pivotTable":
                return self._take_pivot(target)
            case "threadedComment" if not leads_to_pages_only(plain(self._original[target])):
                return False
            case _:
                self.parts[target] = plain(self._original[target])
        return True

    def _picture_may_stay(self, relation: Relation) -> bool:
        if not is_picture(relation, self._original):
            return False
        self.parts[relation.part] = self._original[relation.part]
        return True

    def _take_pivot(self, part: str) -> bool:
        caches = [r for r in internal(self._original, part, self._refuse) if r.kind == "pivotCacheDefinition"]
        if not caches or not all(self._take_cache(cache.part) for cache in caches):
            self.lost[PIVOTS] = None
            return False
        self.parts[part] = plain(self._original[part])
        self._take_list(part, lambda r: not r.external and r.kind == "pivotCacheDefinition")
        return True

    def _take_cache(self, part: str) -> bool:
        if part not in self._caches:
            self._caches[part] = part in self._original and self._cache_taken(part)
            if not self._caches[part]:
                self.lost[PIVOTS] = None
        return self._caches[part]

    def _cache_taken(self, part: str) -> bool:
        related = all_of(self._original, part, self._refuse)
        content = plain(self._original[part])
        if any(r.external for r in related) or not is_local_pivot(content):
            return False
        self.parts[part] = content
        self._take_list(part, self._records_may_stay)
        return True

    def _records_may_stay(self, relation: Relation) -> bool:
        if relation.external or relation.kind != "pivotCacheRecords" or relation.part not in self._original:
            return False
        self.parts[relation.part] = plain(self._original[relation.part])
        return True

    def _is_plain_content(self, relation: Relation) -> bool:
        """Whether a part of what cells hold besides values is for dynamic arrays or pictures in cells."""
        content = self._original.get(relation.part, b"")
        related = all_of(self._original, relation.part, self._refuse)
        is_known = relation.kind in CELL_KINDS and not relation.external
        pictures = all(is_picture(one, self._original) for one in related)
        return (
            is_known and pictures and not (relation.kind == "rdRichValueStructure" and _RICH.search(content))
        )


def is_settings(title: str) -> bool:
    """Whether a sheet's name is that of the sheet which names the Python of the buttons."""
    return title.casefold() == layout.CONFIG_SHEET.casefold()


def _ribbon(ribbon: bytes, ours: bytes | None, refuse: Refusal) -> bytes | None:
    """One that calls nothing as it is; `ours`, where our macros are there to be called, for any other."""
    called: list[str] = []

    def seen(_: str, attributes: dict[str, str]) -> None:
        called.extend(name for name in attributes if _CALLBACK.match(name))

    each_element(ribbon, refuse, seen)
    return ours if called else ribbon
