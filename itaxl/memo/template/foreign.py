"""A template from elsewhere, taken in: its parts parsed once without entities and written anew, or refused.

What follows (docxtpl, our own patterns over the XML) sees only what a serialiser writes: UTF-8, no DTD, no
comments, no processing instructions, nothing nested without end.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from itaxl.errors import TemplateError
from itaxl.memo.package import damaged, read_parts, too_large
from itaxl.memo.template.active import Faults, look_at
from itaxl.memo.template.cleaned import (
    accept_changes,
    without_bindings,
    without_bookmarks,
    without_comments,
)
from itaxl.memo.template.libreoffice import mend
from itaxl.named_tuple import NamedTuple
from itaxl.zip_writer import stored

_MOST_PARTS, _LARGEST_XML, _MOST_XML, _MOST_TAGS = 1_000, 4_000_000, 12_000_000, 5_000
#: Elements and attributes: docxtpl repeats a run's or a paragraph's for each tab and line break.
_MOST_PROPERTIES = 200
_XML = (".xml", ".rels", ".vml", ".svg")
_DECLARATION = re.compile(rb"""\s*<\?xml[^>]*?encoding=["']([\w.-]+)["']""", re.ASCII)
_TEXTUAL = {"utf-8", "utf8", "ascii", "us-ascii"}
_MARKUP = re.compile(rb"<[^<>]*>")
#: docxtpl joins paragraphs at these: what was looked at would not be what is printed.
_MERGING = re.compile(rb"\{%-|-%\}")
_TAG = re.compile(rb"\{(?:<[^<>]*>)*[{%#]")
_OPEN = "โปรดลบสิ่งเหล่านี้ใน Word แล้วบันทึกใหม่ หรือเริ่มจากแม่แบบที่มากับโปรแกรม"


class Foreign(NamedTuple):
    """The package as it will be used, and sentences about what a user should know of it."""

    docx: bytes
    remarks: tuple[str, ...]


def take_in(docx: bytes) -> Foreign:
    """Raises TemplateError, which names all that is active or leads elsewhere, with its place."""
    parts = read_parts(docx)
    if len(parts) > _MOST_PARTS or "[Content_Types].xml" not in parts:
        raise damaged()
    trees = {name: _parse(data) for name, data in parts.items() if _is_xml(name, data)}
    if sum(len(parts[name]) for name in trees) > _MOST_XML:
        raise too_large()
    faults = Faults()
    for name, tree in trees.items():
        look_at(name, tree, trees, faults)
    if faults.comments:
        without_comments(parts, trees)
    about_libreoffice = mend(trees)
    without_bookmarks(tree for name, tree in trees.items() if name.startswith("word/"))
    for name, tree in trees.items():
        if faults.changes:
            accept_changes(tree)
        without_bindings(tree)
        parts[name] = _write(name, tree)
        if b"fldChar" in parts[name] and _MERGING.search(_MARKUP.sub(b"", parts[name])):
            faults.refuse("{%- หรือ -%} ในส่วนที่มีเขตข้อมูล", name)
    if sum(len(_TAG.findall(parts[name])) for name in trees) > _MOST_TAGS:
        faults.refuse("คำสั่งในแม่แบบมากเกินไป", f"ไม่เกิน {_MOST_TAGS:,} แห่ง")
    if faults.refused:
        raise TemplateError(f"แม่แบบมีสิ่งที่ไม่อนุญาต: {faults.list_places(faults.refused)}", _OPEN)
    return Foreign(stored(parts), (*faults.remarks, *filter(None, [about_libreoffice])))


def _is_xml(name: str, data: bytes) -> bool:
    return name.lower().endswith(_XML) or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _parse(data: bytes) -> Any:
    if len(data) > _LARGEST_XML:
        raise too_large()
    declared = _DECLARATION.match(data.removeprefix(b"\xef\xbb\xbf"))
    if b"<!DOCTYPE" in data or b"\0" in data or (declared and declared[1].decode().lower() not in _TEXTUAL):
        raise damaged()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        data.decode()
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error


def _write(name: str, tree: Any) -> bytes:
    """Spelt anew.  Between the elements of Word's own parts there is no text: indentation goes."""
    if name.startswith("word/"):
        for element in tree.iter():
            if element.tail and not element.tail.strip():
                element.tail = None
            if len(element) and element.text and not element.text.strip():
                element.text = None
            if str(element.tag).endswith(("}rPr", "}pPr")) and _is_long(element):
                raise too_large()
    written: bytes = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written


def _is_long(properties: Any) -> bool:
    left = _MOST_PROPERTIES
    for element in properties.iter():
        left -= 1 + len(element.attrib)
        if left < 0:
            return True
    return False
