"""What a template brings along and a memo must not show: comments go, tracked changes are taken as made.

What a reviewer struck out would stand in every memo that the office sends, and so would who wrote what when.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from itaxl.reading.relations import Relation

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMMENT_MARKS = frozenset(
    _W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
)
_COMMENT_PARTS = frozenset({"comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"})
_STRUCK = frozenset(_W + name for name in ("del", "moveFrom"))
_ADDED = frozenset(_W + name for name in ("ins", "moveTo"))
_P, _TR, _TC = (_W + name for name in ("p", "tr", "tc"))
_PROPERTIES = {_W + name for name in ("rPr", "trPr", "tcPr", "numPr")}
_MARKS = re.compile(
    r"(?:moveFrom|moveTo|customXml(?:Ins|Del|MoveFrom|MoveTo))Range(?:Start|End)|\w+Change|cell(?:Ins|Del|Merge)"
)


def without_comments(parts: dict[str, Any], trees: dict[str, Any]) -> None:
    """`parts` are all parts by name, `trees` those that are XML: both lose what comments are made of."""
    gone: set[str] = set()
    for name, tree in trees.items():
        if name.endswith(".rels"):
            owner = name.replace("_rels/", "").removesuffix(".rels")
            for element in tree.findall("{*}Relationship"):
                relation = Relation.of(element.attrib, owner)
                if relation.kind in _COMMENT_PARTS:
                    gone.add(relation.part)
                    tree.remove(element)
        for mark in list(tree.iter(*_COMMENT_MARKS)):
            _drop(mark)
    types = trees.get("[Content_Types].xml")
    for element in [] if types is None else types.findall("{*}Override"):
        if element.get("PartName", "").lstrip("/") in gone:
            _drop(element)
    for name in gone:
        parts.pop(name, None)
        trees.pop(name, None)


def without_bookmarks(trees: Iterable[Any]) -> None:
    """A bookmark that nothing leads to goes: a loop would repeat it, and each may stand only once."""
    trees = list(trees)
    leading = " ".join(
        f"{element.text or ''} {' '.join(element.attrib.values())}"
        for tree in trees
        for element in tree.iter(_W + "instrText", _W + "fldSimple", _W + "hyperlink")
    )
    for tree in trees:
        idle = {
            mark.get(_W + "id")
            for mark in tree.iter(_W + "bookmarkStart")
            if mark.get(_W + "name", "") not in leading
        }
        for mark in list(tree.iter(_W + "bookmarkStart", _W + "bookmarkEnd")):
            if mark.get(_W + "id") in idle:
                _drop(mark)


def without_bindings(tree: Any) -> None:
    """A content control that shows a value kept elsewhere in the file would show that instead of ours."""
    for element in list(tree.iter("{*}dataBinding")):
        _drop(element)


def accept_changes(tree: Any) -> None:
    """As Word does it: what was added stays, what was struck out goes, and no trace of who did it."""
    for element in list(tree.iter()):
        name = str(element.tag)
        if name in _STRUCK | _ADDED and element.getparent() is not None:
            _accept(element, struck=name in _STRUCK)
    for element in [mark for mark in tree.iter() if _MARKS.fullmatch(str(mark.tag).removeprefix(_W))]:
        if element.tag == _W + "cellDel":
            _drop(next(element.iterancestors(_TC), element))
        else:
            _drop(element)


def _accept(element: Any, struck: bool) -> None:
    parent = element.getparent()
    if parent.tag not in _PROPERTIES:
        _drop(element) if struck else _unwrap(element)
        return
    parent.remove(element)
    if not struck:
        return
    if parent.tag == _W + "trPr":
        _drop(next(parent.iterancestors(_TR), parent))
    elif parent.tag == _W + "rPr" and (paragraph := _marked(parent)) is not None:
        _join(paragraph)


def _marked(properties: Any) -> Any:
    """The paragraph whose mark these are the properties of."""
    holder = properties.getparent()
    return holder.getparent() if holder is not None and holder.tag == _W + "pPr" else None


def _join(paragraph: Any) -> None:
    """Its mark was struck out: what it holds goes to the head of the next paragraph."""
    following = paragraph.getnext()
    if following is None or following.tag != _P:
        return
    rest = [child for child in paragraph if child.tag != _W + "pPr"]
    at = 1 if len(following) and following[0].tag == _W + "pPr" else 0
    following[at:at] = rest
    _drop(paragraph)


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
