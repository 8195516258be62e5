"""Drawings and all that they lead to, without what runs, fetches or leads out of the workbook.

The decisions are taken on the parsed tree; a part in which nothing had to be changed keeps its bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itaxl.files.checked.formula_rule import is_harmless
from itaxl.files.checked.limits import MOST_ELEMENTS, elements
from itaxl.files.checked.macros import OUR_CALLS
from itaxl.files.checked.relations import DRAWN_KINDS, is_web_link
from itaxl.reading.refusal import Refusal
from itaxl.reading.relations import Relation, list_of, listed, relations
from itaxl.zip_writer import Parts

if TYPE_CHECKING:
    from lxml.etree import _Element

LINKS = "ลิงก์ในรูปวาดที่ไม่ได้ชี้ไปหน้าเว็บหรืออีเมล"
MACROS = "แมโครที่ผูกกับรูปวาดหรือปุ่ม"
CONTENT = "วัตถุหรือภาพในรูปวาดที่ดึงจากนอกสมุดงาน"
_RELATED = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_LINK_NAMES = frozenset({"hlinkClick", "hlinkHover", "hlinkMouseOver"})
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf")
_REFERENCES = frozenset({"f", "formula"})
_NO_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"/>'
)
#: Attributes of old-style drawings that fetch.
_FETCHING = frozenset({"href", "src", "althref", "relid", "pict", "movie", "oleid", "dgmnodekind", "action"})


class Drawn:
    """Collects the cleaned parts in `parts`, and in `lost` what was taken out of them, in Thai."""

    def __init__(self, original: Parts, refuse: Refusal, *, macros: bool) -> None:
        self._original, self._refuse = original, refuse
        self._calls = OUR_CALLS if macros else frozenset({""})
        self._seen: dict[str, bool] = {}
        self.parts: dict[str, bytes] = {}
        self.lost: dict[str, None] = {}

    def take(self, part: str) -> bool:
        """Clean a drawing and what it leads to; False for a part that is no readable XML."""
        if part not in self._seen:
            self._seen[part] = True  # before its relations: they may lead back
            self._seen[part] = self._taken(part)
        return self._seen[part]

    def take_old(self, part: str) -> None:
        """Clean an old-style (VML) drawing: its controls and notes stay, what it would fetch does not."""
        root = _parsed(self._original[part])
        if root is None:
            self.parts[part] = _NO_DRAWING
            self.lost[CONTENT] = None
            return
        changed = False
        for element in list(root.iter("{*}*")):
            changed |= self._clean_old(element)
        self.parts[part] = _written(root) if changed else self._original[part]

    def _taken(self, part: str) -> bool:
        root = _parsed(self._original[part])
        if root is None:
            return False
        related = relations(self._original.get(list_of(part), b""), part, self._refuse)
        kept = [relation for relation in related if self._may_stay(relation)]
        keys = {relation.key for relation in kept}
        changed = False
        for element in list(root.iter("{*}*")):
            changed |= self._clean(root, element, keys)
        self.parts[part] = _written(root) if changed else self._original[part]
        if related:
            is_whole = len(kept) == len(related)
            self.parts[list_of(part)] = self._original[list_of(part)] if is_whole else listed(kept)
        return True

    def _may_stay(self, relation: Relation) -> bool:
        if relation.external:
            return is_web_link(relation)
        target, kind = relation.part, relation.kind
        if kind == "hyperlink":  # a place in this workbook
            return relation.target.startswith("#") and is_harmless(relation.target[1:])
        if kind not in DRAWN_KINDS or target not in self._original:
            return False
        if kind == "image":
            if target.lower().endswith(_IMAGES):
                self.parts[target] = self._original[target]
                return True
            return False
        return self.take(target)

    def _clean(self, root: _Element, element: _Element, keys: set[str]) -> bool:
        name, changed = _local(element), False
        if name in _REFERENCES and not is_harmless(element.text or ""):
            element.text = "#REF!"
            self.lost[CONTENT], changed = None, True
        for attribute, value in element.items():
            if attribute == "macro" and value not in self._calls:
                element.set("macro", "")
                self.lost[MACROS], changed = None, True
            elif attribute == "textlink" and not is_harmless(value):
                del element.attrib[attribute]
                self.lost[CONTENT], changed = None, True
            elif name in _LINK_NAMES and attribute == "action" and value:
                _remove(element)
                self.lost[LINKS] = None
                return True
            elif attribute.startswith(_RELATED) and value and value not in keys:
                self._detach(root, element, name, attribute)
                return True
        return changed

    def _detach(self, root: _Element, element: _Element, name: str, attribute: str) -> None:
        """Take away what named a relation that is gone, and leave a drawing that Excel need not repair."""
        if name in _LINK_NAMES:
            self.lost[LINKS] = None
            _remove(element)
            return
        parent = element.getparent()
        if name == "svgBlip":  # the same picture, which stands there in another format, too
            _remove(element if parent is None else parent)
            return
        self.lost[CONTENT] = None
        if name == "blip":
            del element.attrib[attribute]
            return
        while parent is not None and parent is not root:
            element, parent = parent, parent.getparent()
        _remove(element)

    def _clean_old(self, element: _Element) -> bool:
        name = _local(element).lower()
        text = (element.text or "").strip()
        if name == "fmlamacro" and text not in self._calls:
            _remove(element)
            self.lost[MACROS] = None
            return True
        is_foreign = name.startswith("fmla") and name != "fmlamacro" and not is_harmless(text)
        if is_foreign or "script" in name or name in ("hlinkclick", "oleobject", "object", "embed", "iframe"):
            _remove(element)
            self.lost[CONTENT] = None
            return True
        bad = [key for key, value in element.items() if _fetches(key, value)]
        for key in bad:
            del element.attrib[key]
            self.lost[CONTENT] = None
        return bool(bad)


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _fetches(key: str, value: str) -> bool:
    name = key.rpartition("}")[2].lower()
    leads = "://" in value or "\\\\" in value or "script:" in value.lower()
    return name in _FETCHING or name.startswith("on") or leads


def _parsed(part: bytes) -> _Element | None:
    """None for what is not plain XML of a size that is worth a copy."""
    from lxml import etree

    if b"<!DOCTYPE" in part or elements(part) > MOST_ELEMENTS:
        return None
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root.getroottree().docinfo.doctype or root.getprevious() is not None else root


def _written(root: _Element) -> bytes:
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _remove(element: _Element) -> None:
    """With the text behind it kept."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
