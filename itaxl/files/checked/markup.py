"""XML parts as bytes that are changed in places, and as trees where they are small.

A part that `plain` has seen is well-formed and holds tags and texts only; so a search for its tags finds
them all and nothing else, whatever prefixes it uses, and what is not changed keeps its bytes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Elements of a part that is read as a tree.
MOST_ELEMENTS = 150_000
RELATED = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_PREFIX = rb"(?:[^\s<>/:=\"'!?]+:)?"
_ABOUT = rb"(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)?"
_ONE = re.compile(rb"""\s([^\s=/<>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_DECLARED = re.compile(rb"\s*<\?xml\s[^<>]*?\?>")
_OTHER_LETTERS = re.compile(rb"encoding\s*=\s*[\"'](?!utf-8|us-ascii)", re.IGNORECASE)
#: What stands in a list beside its items: where they apply, and in which colours.
_BESIDE_ITEMS = ("sqref", "color")
_BOM = b"\xef\xbb\xbf"


class Unreadable(Exception):
    """A part is no XML of a kind that can be changed in places."""


class TooMuch(Exception):
    """A part asks for more than a copy is worth."""


def plain(part: bytes) -> bytes:
    """The part, in UTF-8, without comments and the like; raises Unreadable, or TooMuch."""
    bare = part.removeprefix(_BOM)
    declared = _DECLARED.match(bare)
    body = bare[declared.end() :] if declared else bare
    if b"<!DOCTYPE" in part or b"\0" in part:
        raise Unreadable
    if b"<!" in body or b"<?" in body or (declared and _OTHER_LETTERS.search(declared[0])):
        return written(tree(part))
    try:
        expat.ParserCreate("utf-8").Parse(part, True)
    except expat.ExpatError as error:
        raise Unreadable from error
    return part


def tree(part: bytes) -> _Element:
    """Raises Unreadable, or TooMuch."""
    from lxml import etree

    if b"<!DOCTYPE" in part:
        raise Unreadable
    if part.count(b"<") - part.count(b"</") > MOST_ELEMENTS:
        raise TooMuch
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: _Element = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable
    return root


def written(root: _Element) -> bytes:
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def key_of(element: _Element) -> str:
    """The relation that an element names; '' for none."""
    return next((value for name, value in element.items() if name in (f"{ns}id" for ns in RELATED)), "")


def remove(element: _Element) -> None:
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


@cache
def elements(name: bytes) -> re.Pattern[bytes]:
    """Finds elements of a local name: groups `p` (prefix), `about` (attributes), `inner` (None: `<a/>`)."""
    form = rb"<(?P<p>%b)%b(?P<about>%b)\s*(?:/>|>(?P<inner>.*?)</(?P=p)%b\s*>)"
    return re.compile(form % (_PREFIX, name, _ABOUT, name), re.DOTALL)


@cache
def openings(name: bytes) -> re.Pattern[bytes]:
    """Finds the first tag of elements of a local name, grouped alike; `end` is '/' for `<a/>`."""
    form = rb"<(?P<p>%b)%b(?P<about>%b)\s*(?P<end>/?)>"
    return re.compile(form % (_PREFIX, name, _ABOUT))


def attributes(about: bytes) -> dict[bytes, bytes]:
    """The values as they are spelt."""
    return {name: value[1:-1] for name, value in _ONE.findall(about)}


def with_attributes(about: bytes, changes: Mapping[bytes, bytes | None]) -> bytes:
    """Values in place of those that stand there, new ones at the end; None takes an attribute away."""
    left = dict(changes)

    def change(one: re.Match[bytes]) -> bytes:
        if one[1] not in changes:
            return one[0]
        value = left.pop(one[1], None)
        return b"" if value is None else b' %b="%b"' % (one[1], value)

    kept = _ONE.sub(change, about)
    added = (b' %b="%b"' % (name, value) for name, value in left.items() if value is not None)
    return kept.rstrip() + b"".join(added)


def text_of(inner: bytes | None) -> str:
    text = (inner or b"").decode()
    return html.unescape(text) if "&" in text else text


def escaped(text: str) -> bytes:
    """For a text between tags; line ends as programs read them back."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return plain.encode("utf-8", "replace")


def wipe_empty(root: _Element, names: Iterable[str]) -> None:
    """Take away what lists nothing any more, and say anew how many the others list."""
    for element in reversed(list(root.iter("{*}*"))):
        if local(element) in names:
            listed = sum(not local(child).startswith(_BESIDE_ITEMS) for child in element)
            if listed == 0:
                remove(element)
            elif "count" in element.attrib:
                element.set("count", str(listed))
