"""What in a Word file acts by itself or fetches from elsewhere: each is named with its place.

Relationships and fields are let in by name, so what nobody thought of is refused; a memo needs few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from itaxl.memo.package import plain
from itaxl.memo.template.fields import Fields
from itaxl.reading.relations import Relation

_LAST_NAME = re.compile(r"[^/}]*$")
_TYPES = (
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officedocument/relationships/",
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/",
    "http://schemas.microsoft.com/office/",
)
_COMMENTS = frozenset({"comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"})
_PARTS = _COMMENTS | frozenset(
    {"officeDocument", "extended-properties", "custom-properties", "core-properties", "thumbnail"}
    | {
        "styles",
        "stylesWithEffects",
        "settings",
        "webSettings",
        "fontTable",
        "font",
        "theme",
        "themeOverride",
    }
    | {"numbering", "footnotes", "endnotes", "header", "footer", "image", "hdphoto", "glossaryDocument"}
    | {"customXml", "customXmlProps", "printerSettings", "classificationlabels", "documenttasks"}
    | {"chart", "chartStyle", "chartColorStyle", "chartUserShapes"}
    | {"diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"}
)
_NAMES = {
    "attachedTemplate": "แม่แบบที่แนบจากที่อื่น (attachedTemplate)",
    "image": "ภาพ",
    "oleObject": "วัตถุ OLE",
    "package": "เอกสารที่ฝังไว้",
    "control": "ตัวควบคุม ActiveX",
    "vbaProject": "แมโคร",
    "aFChunk": "เอกสารที่แทรกไว้ (altChunk)",
    "altChunk": "เอกสารที่แทรกไว้ (altChunk)",
    "subDocument": "เอกสารย่อย",
    "subDoc": "เอกสารย่อย",
    "mailMerge": "แหล่งข้อมูลจดหมายเวียน",
    "mailMergeSource": "แหล่งข้อมูลจดหมายเวียน",
    "hyperlink": "ลิงก์",
    "origin": "ลายเซ็นดิจิทัล",
    "signature": "ลายเซ็นดิจิทัล",
    "object": "วัตถุที่ฝังไว้",
    "OLEObject": "วัตถุ OLE",
}
_ELEMENTS = frozenset(
    {"altChunk", "subDoc", "object", "control", "OLEObject", "frameset", "mailMerge", "attachedTemplate"}
    | {"saveThroughXslt", "entryMacro", "exitMacro", "webVideoPr", "script", "scriptAnchor", "foreignObject"}
)
_CHANGES = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPrChange", "pPrChange"}
    | {"sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange", "tblPrExChange"}
    | {"numberingChange"}
)
#: They show a picture: an address there is fetched when the file is opened.
_SHOWING = frozenset({"imagedata", "fill", "stroke", "image", "feImage", "use"})
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s\\]*\Z|#", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[\w+.-]*:|[/\\]{2}|.*\\|(?:.*/)?\.\.(?:/\.\.){3,}")
_NOT_WORDS = ("customXml/", "docProps/")
#: Letters of one fault; faults that the sentence lists; faults whose place is looked for; elements read for
#: its words.
_LONGEST = 300
_MOST_TOLD, _MOST_PLACED, _MOST_READ = 20, 200, 200


class Faults:
    """What was found, each once."""

    def __init__(self) -> None:
        self.refused: dict[str, None] = {}
        self.comments: dict[str, None] = {}
        self.changes: dict[str, None] = {}
        self._left = _MOST_PLACED

    def refuse(self, what: str, where: str, element: Any = None) -> None:
        self.note(self.refused, what, where, element)

    def note(self, book: dict[str, None], what: str, where: str, element: Any) -> None:
        """`element` is where the place's words are looked for, the first few times."""
        self._left -= 1
        words = _words_near(element) if element is not None and self._left > 0 else ""
        place = f"({where} ใกล้ข้อความ “{words}”)" if words else f"({where})"
        if self._left > 0 or not book:
            book[plain(f"{what} {place}".strip(), _LONGEST)] = None

    @staticmethod
    def list_places(faults: Mapping[str, None]) -> str:
        more = " และแห่งอื่น" if len(faults) > _MOST_TOLD else ""
        return ", ".join(list(faults)[:_MOST_TOLD]) + more

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is taken out, but not unseen."""
        found = (
            ("ข้อคิดเห็น (comment) ซึ่งไม่ติดไปกับบันทึก", "ลบข้อคิดเห็นในแม่แบบ", self.comments),
            (
                "การแก้ไขที่ติดตามไว้ (track changes) บันทึกพิมพ์ตามที่แก้แล้ว",
                "ยอมรับหรือปฏิเสธการแก้ไขในแม่แบบ",
                self.changes,
            ),
        )
        return tuple(
            f"แม่แบบมี{what}: {self.list_places(places)} โปรด{step}แล้วบันทึกใหม่"
            for what, step, places in found
            if places
        )


def look_at(name: str, tree: Any, trees: Mapping[str, Any], faults: Faults) -> None:
    """One part of a package.  `trees` are all its parts."""
    if name == "[Content_Types].xml":
        if any("macroEnabled" in element.get("ContentType", "") for element in tree.iter()):
            faults.refuse("แมโคร (.docm หรือ .dotm)", name)
    elif name.endswith(".rels"):
        _relationships(name, tree, trees, faults)
    elif not name.startswith(_NOT_WORDS):
        _elements(name, tree, faults)


def _relationships(name: str, tree: Any, trees: Mapping[str, Any], faults: Faults) -> None:
    owner = name.replace("_rels/", "").removesuffix(".rels") or "เอกสาร"
    for element in tree.iter("{*}Relationship"):
        relation = Relation.of(element.attrib, owner)
        kind, target = relation.kind, relation.target
        if relation.external:
            fits = kind == "hyperlink" and bool(_LINK.match(target))
        else:
            known = kind in _PARTS and relation.type.lower().startswith(_TYPES)
            fits = (known or (kind == "hyperlink" and target.startswith("#"))) and not _ELSEWHERE.match(
                target
            )
        if not fits:
            user = _user_of(relation.key, trees.get(owner)) if len(faults.refused) < _MOST_TOLD else None
            faults.refuse(f"{_NAMES.get(kind, kind or 'ความสัมพันธ์')} → {target[:80]}", owner, user)


def _user_of(relation: str, tree: Any) -> Any:
    """The element that asks for it."""
    for element in () if tree is None else tree.iter():
        if any(value == relation and "relationships" in name for name, value in element.items()):
            return element
    return None


def _elements(name: str, tree: Any, faults: Faults) -> None:
    fields = Fields()
    for element in tree.iter():
        tag = _local_name(str(element.tag))
        if tag in _ELEMENTS:
            faults.refuse(_NAMES.get(tag, tag), name, element)
        elif tag in _CHANGES:
            faults.note(faults.changes, "", name, element)
        elif tag in ("comment", "commentReference"):
            faults.note(faults.comments, "", name, element)
        for fault in (*_attributes(tag, element), *fields.read(tag, element)):
            faults.refuse(fault, name, element)
    for fault in fields.left():
        faults.refuse(fault, name)


def _attributes(tag: str, element: Any) -> Iterator[str]:
    for full, value in element.items():
        name = _local_name(full)
        if name in ("href", "src", "althref") and value:
            local = value.startswith(("#", "data:image/"))
            if not (local if tag in _SHOWING or name != "href" else local or _LINK.match(value)):
                yield f"{'ภาพจากภายนอก' if tag in _SHOWING else 'ลิงก์'} → {value[:80]}"
        elif (name == "action" and value) or (name.startswith("on") and "}" not in full and "(" in value):
            yield f"คำสั่ง {name}={value[:80]}"


def _words_near(element: Any) -> str:
    """The words of the paragraph, or of the last one before it that has any."""
    paragraph = element if _local_name(str(element.tag)) == "p" else next(element.iterancestors("{*}p"), None)
    if paragraph is None:
        paragraph = next(element.itersiblings("{*}p", preceding=True), None)
    for _ in range(5):
        if paragraph is None:
            break
        first = islice(paragraph.iter(), _MOST_READ)
        words = "".join(element.text or "" for element in first if _local_name(str(element.tag)) == "t")
        if words.strip():
            return " ".join(words.split())[:40]
        paragraph = next(paragraph.itersiblings("{*}p", preceding=True), None)
    return ""


def _local_name(name: str) -> str:
    found = _LAST_NAME.search(name)
    return found.group() if found else ""
