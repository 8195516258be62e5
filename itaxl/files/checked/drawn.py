"""Drawings and all that they lead to, without what runs, fetches or leads out of the workbook.

The decisions are taken on the parsed tree; a part in which nothing had to be changed keeps its bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itaxl.files.checked.formula_rule import is_harmless
from itaxl.files.checked.macros import OUR_CALLS
from itaxl.files.checked.markup import RELATED, TooMuch, Unreadable, local, plain, remove, tree, written
from itaxl.files.checked.relations import DRAWN_KINDS, PICTURES, all_of, is_picture, is_web_link, kept_list
from itaxl.reading.refusal import Refusal
from itaxl.reading.relations import Relation
from itaxl.zip_writer import Parts

if TYPE_CHECKING:
    from lxml.etree import _Element

LINKS = "ลิงก์ในรูปวาดที่ไม่ได้ชี้ไปหน้าเว็บหรืออีเมล"
MACROS = "แมโครที่ผูกกับรูปวาดหรือปุ่ม"
CONTENT = "วัตถุหรือภาพในรูปวาดที่ดึงจากนอกสมุดงาน"
_LINK_NAMES = frozenset({"hlinkClick", "hlinkHover", "hlinkMouseOver"})
_REFERENCES = frozenset({"f", "formula"})
_NO_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"/>'
)
#: Anchors of things whose other half is gone: what leads nowhere would make Excel repair the file.
_ORPHANS = frozenset({"compatExt", "slicer", "timeslicer", "oleObj"})
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
        parsed = _parsed(self._original[part])
        if parsed is None:
            self.parts[part] = _NO_DRAWING
            self.lost[CONTENT] = None
            return
        root, spelt = parsed
        pictures = [one for one in self._related(part) if is_picture(one, self._original)]
        self._keep_list(part, pictures)
        keys = {one.key for one in pictures}
        changed = False
        for element in list(root.iter("{*}*")):
            changed |= self._clean_old(element, keys)
        self.parts[part] = written(root) if changed else spelt

    def _taken(self, part: str) -> bool:
        parsed = _parsed(self._original[part])
        if parsed is None:
            return False
        root, spelt = parsed
        kept = [relation for relation in self._related(part) if self._may_stay(relation)]
        keys = {relation.key for relation in kept}
        changed = _drop_orphans(root)
        for element in list(root.iter("{*}*")):
            changed |= self._clean(root, element, keys)
        self.parts[part] = written(root) if changed else spelt
        self._keep_list(part, kept)
        return True

    def _related(self, part: str) -> list[Relation]:
        return all_of(self._original, part, self._refuse)

    def _keep_list(self, part: str, kept: list[Relation]) -> None:
        self.parts |= kept_list(self._original, part, kept, self._refuse)
        self.parts |= {r.part: self._original[r.part] for r in kept if is_picture(r, self._original)}

    def _may_stay(self, relation: Relation) -> bool:
        if relation.external:
            return is_web_link(relation)
        target, kind = relation.part, relation.kind
        if kind == "hyperlink":  # a place in this workbook
            return relation.target.startswith("#") and is_harmless(relation.target[1:])
        if kind not in DRAWN_KINDS or target not in self._original:
            return False
        return is_picture(relation, self._original) if kind in PICTURES else self.take(target)

    def _clean(self, root: _Element, element: _Element, keys: set[str]) -> bool:
        name, changed = local(element), False
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
                remove(element)
                self.lost[LINKS] = None
                return True
            elif attribute.startswith(RELATED) and value and value not in keys:
                self._detach(root, element, name, attribute)
                return True
        return changed

    def _detach(self, root: _Element, element: _Element, name: str, attribute: str) -> None:
        """Take away what named a relation that is gone, and leave a drawing that Excel need not repair."""
        if name in _LINK_NAMES:
            self.lost[LINKS] = None
            remove(element)
            return
        parent = element.getparent()
        if name == "svgBlip":  # the same picture, which stands there in another format, too
            remove(element if parent is None else parent)
            return
        self.lost[CONTENT] = None
        if name == "blip":
            del element.attrib[attribute]
            return
        while parent is not None and parent is not root:
            element, parent = parent, parent.getparent()
        remove(element)

    def _clean_old(self, element: _Element, keys: set[str]) -> bool:
        name = local(element).lower()
        text = (element.text or "").strip()
        if name == "fmlamacro" and text not in self._calls:
            remove(element)
            self.lost[MACROS] = None
            return True
        is_foreign = name.startswith("fmla") and name != "fmlamacro" and not is_harmless(text)
        if is_foreign or "script" in name or name in ("hlinkclick", "oleobject", "object", "embed", "iframe"):
            remove(element)
            self.lost[CONTENT] = None
            return True
        bad = [
            key
            for key, value in element.items()
            if _fetches(key, value) and not (key.endswith("}relid") and value in keys)
        ]
        for key in bad:
            del element.attrib[key]
            self.lost[CONTENT] = None
        return bool(bad)


def _drop_orphans(root: _Element) -> bool:
    lone = [anchor for anchor in root if any(local(e) in _ORPHANS for e in anchor.iter("{*}*"))]
    for anchor in lone:
        root.remove(anchor)
    return bool(lone)


def _parsed(part: bytes) -> tuple[_Element, bytes] | None:
    """The part as a tree and in plain spelling; None for no XML of a size that is worth a copy."""
    try:
        spelt = plain(part)
        return tree(spelt), spelt
    except (Unreadable, TooMuch):
        return None


def _fetches(key: str, value: str) -> bool:
    name = key.rpartition("}")[2].lower()
    leads = "://" in value or "\\\\" in value or "script:" in value.lower()
    return name in _FETCHING or (name.startswith("on") and name != "on") or leads
