"""What of a workbook's own parts may stay in a checked copy: nothing that fetches, runs, or leads out of it.

What stands beside the cells is judged on small trees, by an allow-list of elements; the cells' formulas
are judged where they stand, by `formulas`.  A part in which nothing had to go keeps its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from itaxl.files.checked.formula_rule import is_harmless
from itaxl.files.checked.formulas import FORMULAS
from itaxl.files.checked.links import leads_to_web
from itaxl.files.checked.markup import (
    RELATED,
    key_of,
    local,
    remove,
    tree,
    wipe_empty,
    written,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

LINKS = "ลิงก์ที่ไม่ได้ชี้ไปหน้าเว็บหรืออีเมล (ข้อความในช่องยังอยู่)"
NAMES = "ชื่อที่กำหนดไว้ซึ่งอ้างถึงนอกสมุดงานหรือเรียกแมโคร"
RULES = "เงื่อนไขและรายการตัวเลือกที่อ้างถึงนอกสมุดงาน"
SOURCES = "การเชื่อมต่อกับแหล่งข้อมูลภายนอก"
PUBLISHING = "การเผยแพร่แผ่นงานเป็นหน้าเว็บ"
CONTROLS = "ตัวควบคุมแบบฟอร์มแบบใหม่และ ActiveX (ปุ่มของโปรแกรมยังใช้ได้)"
EMBEDDED = "วัตถุที่ฝังจากโปรแกรมอื่น"
UNKNOWN = "การตั้งค่าเพิ่มเติมที่โปรแกรมนี้ไม่รู้จัก"
_SHEET = frozenset(
    {
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
        "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "customSheetViews",
        "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions",
        "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "cellWatches", "ignoredErrors",
        "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "tableParts", "extLst",
    }
)  # fmt: skip
_BOOK = frozenset(
    {
        "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
        "definedNames", "calcPr", "customWorkbookViews",
        "pivotCaches", "webPublishing", "extLst", "revisionPtr",
    }
)  # fmt: skip
#: Extensions that only describe what the workbook itself holds.
_EXTENSIONS = frozenset(
    {
        "{78C0D931-6437-407D-A8EE-F0AAD7539E65}",  # conditional formats
        "{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}",  # lists from other sheets
        "{05C60535-1F16-4FD2-B633-F4F36F0B64E0}",  # sparklines
        "{FC87AEE6-9EDD-4A0A-B7FB-166176984837}",  # protected ranges
        "{01252117-D84E-4E92-8308-4BE1C098FCBB}",  # ignored errors
        "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}",  # ids of conditional formats
        "{504A1905-F514-4F6F-8877-14C23A59335A}",  # descriptions of tables
        "{140A7094-0E35-4892-8432-C4D2E57EDEB5}",  # workbook settings
        "{79F54976-1DA5-4618-B147-4CDE4B953A38}",  # workbook settings
        "{B58B0392-4F1F-4190-BB64-5DF3571DCE5F}",  # calculation
        "{7626C862-2A13-11E5-B345-FEFF819CDC9F}",  # calculation, by LibreOffice
        "{7523E5D3-25F3-A5E0-1632-64F254C22452}",  # of Excel for Mac
        "{64002731-A6B0-56B0-2670-7721B7C09600}",  # of Excel for Mac: the view
        "HTTP://SCHEMAS.MICROSOFT.COM/OFFICE/MAC/EXCEL/2008/MAIN",
    }
)
_TOLD = {
    "oleObjects": EMBEDDED,
    "controls": CONTROLS,
    "webPublishItems": PUBLISHING,
    "webPublishObjects": PUBLISHING,
    "dataConsolidate": SOURCES,
}
#: Told by the parts that go with them, or of no consequence.
_UNTOLD = frozenset({"externalReferences", "externalReference", "absPath", "smartTags", "fileRecoveryPr"})
_FORMULA_NAMES = frozenset({"f", "formula", "formula1", "formula2"})
_RULE_NAMES = frozenset({"cfRule", "dataValidation", "sparkline"})
_LISTS = frozenset(
    {
        "hyperlinks", "dataValidations", "conditionalFormatting", "conditionalFormattings", "sparklines",
        "sparklineGroup", "sparklineGroups", "tableParts", "ext", "extLst", "externalReferences",
        "definedNames", "pivotCaches", "sheets",
    }
)  # fmt: skip
#: How a person is named who comments: 'S::name@office::number'.
_USER = re.compile(r"\w+::[^/\\]*")
_AUTO = re.compile(r"(_xlnm\.)?auto_", re.IGNORECASE)


class Cleaner:
    """Collects in `lost`, in Thai, what was taken out of the parts that went through it."""

    def __init__(self) -> None:
        self.lost: dict[str, None] = {}

    def around(self, part: bytes, keys: Collection[str]) -> bytes:
        """A sheet without its cells; `keys` are the relations that it keeps."""
        root = tree(part)
        return written(root) if self._clean(root, keys, _SHEET) else part

    def book(self, part: bytes, keys: Collection[str]) -> bytes:
        """The workbook's part.  What counts its sheets counts those that are left."""
        root = tree(part)
        sheets = list(root.iter("{*}sheet"))
        if not self._clean(root, keys, _BOOK):
            return part
        left = [sheet for sheet in sheets if sheet.getparent() is not None]
        places = {str(sheets.index(sheet)): str(at) for at, sheet in enumerate(left)}
        for name in list(root.iter("{*}definedName")):
            own = name.get("localSheetId")
            if own is not None and own in places:
                name.set("localSheetId", places[own])
            elif own is not None:
                remove(name)
        for view in root.iter("{*}workbookView"):
            for what in ("activeTab", "firstSheet"):
                if what in view.attrib:
                    view.set(what, places.get(view.get(what, ""), "0"))
        wipe_empty(root, _LISTS)
        return written(root)

    def _clean(self, root: _Element, keys: Collection[str], known: Collection[str]) -> bool:
        changed = sum(self._judge_child(child, known) for child in list(root)) > 0
        for element in list(root.iter("{*}*")):
            changed |= self._judge(element, keys)
        if changed:
            wipe_empty(root, _LISTS)
        return changed

    def table(self, part: bytes) -> bytes:
        """Without its connection to where the data came from."""
        root = tree(part)
        changed = False
        for element in list(root.iter("{*}*")):
            name = local(element)
            for attribute in ("connectionId", "tableType", "queryTableFieldId"):
                if element.get(attribute) not in (None, "worksheet"):
                    del element.attrib[attribute]
                    self.lost[SOURCES], changed = None, True
            is_formula = name in ("calculatedColumnFormula", "totalsRowFormula")
            if is_formula and not is_harmless(element.text or ""):
                parent = element.getparent()
                if name == "totalsRowFormula" and parent is not None:
                    parent.attrib.pop("totalsRowFunction", None)
                self.lost[FORMULAS], changed = None, True
                remove(element)
            elif name == "xmlColumnPr" or (name == "ext" and not _is_known(element)):
                remove(element)
                self.lost[UNKNOWN], changed = None, True
        if changed:
            wipe_empty(root, _LISTS)
        return written(root) if changed else part

    def _judge_child(self, child: _Element, known: Collection[str]) -> bool:
        names = {local(e) for e in child.iter("{*}*")}
        is_main = child.tag.rpartition("}")[0] == child.getparent().tag.rpartition("}")[0]
        if local(child) in known and (is_main or local(child) == "revisionPtr"):
            return False
        told = [_TOLD[name] for name in _TOLD if name in names]
        if not told and not names & _UNTOLD:
            told = [UNKNOWN]
        self.lost |= dict.fromkeys(told)
        remove(child)
        return True

    def _judge(self, element: _Element, keys: Collection[str]) -> bool:
        name = local(element)
        if name == "AlternateContent" or (name == "ext" and not _is_known(element)):
            self.lost |= {} if _is_told_elsewhere(element) else {UNKNOWN: None}
            remove(element)
            return True
        if name == "hyperlink":
            return self._judge_link(element, keys)
        if name == "definedName":
            return self._judge_name(element)
        text = element.text if name in _FORMULA_NAMES else element.get("val") if name == "cfvo" else None
        if text and not is_harmless(text):
            rule = next((e for e in (element, *element.iterancestors()) if local(e) in _RULE_NAMES), element)
            remove(rule)
            self.lost[RULES] = None
            return True
        gone = [a for a, value in element.items() if a.startswith(RELATED) and value not in keys]
        if gone and name in ("pageSetup", "worksheetSource"):
            for attribute in gone:
                del element.attrib[attribute]
        elif gone:
            remove(element)
        return bool(gone)

    def _judge_link(self, link: _Element, keys: Collection[str]) -> bool:
        key = key_of(link)
        if (not key or key in keys) and is_harmless(link.get("location", "")):
            return False
        remove(link)
        self.lost[LINKS] = None
        return True

    def _judge_name(self, name: _Element) -> bool:
        runs = any(name.get(how) in ("1", "true") for how in ("vbProcedure", "xlm", "function"))
        if not runs and not _AUTO.match(name.get("name", "")) and is_harmless(name.text or ""):
            return False
        remove(name)
        self.lost[NAMES] = None
        return True


def leads_to_pages_only(part: bytes) -> bool:
    """Whether all addresses that a part of comments names are ordinary ones."""
    values = (str(value) for element in tree(part).iter("{*}*") for value in element.attrib.values())
    return all(
        map(
            leads_to_web,
            (
                value
                for value in values
                if re.search(r"[:\\/]{2}|script:", value) and not _USER.fullmatch(value)
            ),
        )
    )


def is_local_pivot(cache: bytes) -> bool:
    """Whether a pivot's cache is made of cells of its own workbook."""
    root = tree(cache)
    source = next((e for e in root.iter("{*}cacheSource")), None)
    here = source is not None and next((e for e in source.iter("{*}worksheetSource")), None)
    if source is None or source.get("type") != "worksheet" or here is False or here is None or key_of(here):
        return False
    return all(is_harmless(element.get("formula", "")) for element in root.iter("{*}*"))


def _is_known(extension: _Element) -> bool:
    return extension.get("uri", "").upper() in _EXTENSIONS


def _is_told_elsewhere(element: _Element) -> bool:
    names = {local(e) for e in element.iter("{*}*")}
    return bool(
        names
        & {"slicerList", "slicer", "timelineRefs", "timelineRef", "absPath", "dataModel", "sheetsCustomData"}
    )
