"""A template made ready for an office's font and emblem.  What comes out is a docxtpl template still.

The font: what the template sets in the product's own font is set in the office's; other fonts are the
template's business.  The emblem: the width of the placeholder picture becomes a Jinja expression.
"""

from __future__ import annotations

import re

from itaxl.core.model import DEFAULT_FONT
from itaxl.memo.emblem import WIDTH
from itaxl.memo.package import read_parts
from itaxl.memo.template.links import mark_links
from itaxl.named_tuple import NamedTuple
from itaxl.zip_writer import stored

_EMBLEM_WORDS = {"emblem", "ครุฑ", "ตราครุฑ"}
_DRAWING = re.compile(r"<wp:(anchor|inline)\b.*?</wp:\1>", re.DOTALL)
_PROPERTIES = re.compile(r"<wp:docPr\b[^>]*>")
_WORDS = re.compile(r'\b(?:name|descr|title)="([^"]*)"')
_EXTENT = re.compile(r'(<wp:extent\b[^>]*?\bcx=")\d+("[^>]*>)')
_HEIGHT = re.compile(r'<wp:extent\b[^>]*?\bcy="(\d+)"')
_SHAPE_EXTENT = re.compile(r"<a:ext\b(?= [^>]*\bcx=)[^>]*?(?=/?>)")
#: What was cut off the placeholder would be cut off the office's picture.
_CROP = re.compile(r"<a:srcRect\b[^>]*?/>|<a:srcRect\b[^>]*>\s*</a:srcRect>")
_EMBED = re.compile(r'r:embed="([^"]+)"')
_ATTRIBUTES = re.compile(r'\b(\w+)="([^"]*)"')
_HOSTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_OTHER_CORE_KIND = (
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
)
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"


class Prepared(NamedTuple):
    """A docxtpl template, the heights (EMU) at which it shows the emblem, and the parts that hold it."""

    docx: bytes
    heights: tuple[int, ...] = ()
    pictures: tuple[str, ...] = ()


def prepare(docx: bytes, font: str, picture_kind: str) -> Prepared:
    """`picture_kind` is 'png' or 'jpeg'.  Raises TemplateError for a damaged package."""
    parts = read_parts(docx)
    if font != DEFAULT_FONT:
        _set_font(parts, font)
    _date(parts)
    heights: set[int] = set()
    pictures: set[str] = set()
    mark_links(parts)
    for host in [name for name in parts if _HOSTS.fullmatch(name)]:
        _mark_emblems(parts, host, picture_kind, heights, pictures)
    return Prepared(stored(parts), tuple(sorted(heights)), tuple(sorted(pictures)))


def _date(parts: dict[str, bytes]) -> None:
    """A document without properties would be given today's by python-docx: it gets fixed ones instead."""
    from itaxl.reading.relations import ROOT_LIST, Relation, with_relation  # a kept press needs none of it

    listing, types = parts.get(ROOT_LIST, b""), parts.get("[Content_Types].xml", b"")
    if _OTHER_CORE_KIND.encode() in listing:  # as some versions of LibreOffice spell it
        parts[ROOT_LIST] = listing = listing.replace(_OTHER_CORE_KIND.encode(), _CORE_KIND.encode())
    if not listing or not types or b"/metadata/core-properties" in listing:
        return
    parts["docProps/core.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="{_CORE}" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2025-01-01T00:00:00Z</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()
    override = f'<Override PartName="/docProps/core.xml" ContentType="{_CORE_TYPE}"/>'
    parts["[Content_Types].xml"] = types.replace(b"</Types>", override.encode() + b"</Types>")
    parts[ROOT_LIST] = with_relation(listing, Relation("rIdItaxlCore", _CORE_KIND, "docProps/core.xml"))


def _set_font(parts: dict[str, bytes], font: str) -> None:
    old, quoted = DEFAULT_FONT, font.replace("&", "&amp;")  # the one sign of XML that a font's name may have
    for name, data in parts.items():
        if name.endswith(".xml") and old.encode() in data:
            for mark in ('"', "&quot;"):
                data = data.replace(f"{mark}{old}{mark}".encode(), f"{mark}{quoted}{mark}".encode())
            parts[name] = data


def _mark_emblems(
    parts: dict[str, bytes], host: str, kind: str, heights: set[int], pictures: set[str]
) -> None:
    xml = parts[host].decode("utf-8", "replace")
    if not any(word in xml for word in _EMBLEM_WORDS):
        return

    def marked(drawing: re.Match[str]) -> str:
        text = drawing.group()
        properties = _PROPERTIES.search(text)
        words = _WORDS.findall(properties.group()) if properties else []
        height, embed = _HEIGHT.search(text), _EMBED.search(text)
        if not (_EMBLEM_WORDS & {word.strip().casefold() for word in words}) or not height or not embed:
            return text
        picture = _picture(parts, host, embed.group(1), kind)
        if picture is None:
            return text
        heights.add(int(height.group(1)))
        pictures.add(picture)
        width = f"{{{{ {WIDTH}{height.group(1)} }}}}"
        text = _EXTENT.sub(rf"\g<1>{width}\g<2>", _CROP.sub("", text), count=1)
        return _SHAPE_EXTENT.sub(f'<a:ext cx="{width}" cy="{height.group(1)}"', text, count=1)

    parts[host] = _DRAWING.sub(marked, xml).encode()


def _picture(parts: dict[str, bytes], host: str, key: str, kind: str) -> str | None:
    """The emblem's part, under a name that fits the kind of picture; None when it is not in the package."""
    from itaxl.reading.relations import Relation, list_of

    lines = parts.get(list_of(host), b"").decode("utf-8", "replace")
    line = re.search(rf'<Relationship\b[^>]*\bId="{re.escape(key)}"[^>]*>', lines)
    if line is None:
        return None
    relation = Relation.of(dict(_ATTRIBUTES.findall(line.group())), host)
    old, new = relation.part, _renamed(relation.part, kind)
    if new != old and old in parts:
        parts[new] = parts.pop(old)
        _declare(parts, kind)
    if new not in parts:
        return None
    renamed = line.group().replace(f'Target="{relation.target}"', f'Target="/{new}"')
    parts[list_of(host)] = lines.replace(line.group(), renamed).encode()
    return new


def _renamed(part: str, kind: str) -> str:
    stem, _, extension = part.rpartition(".")
    fits = extension.casefold() in {"png": ("png",), "jpeg": ("jpeg", "jpg")}[kind]
    return part if fits else f"{stem}.{kind}"


def _declare(parts: dict[str, bytes], kind: str) -> None:
    types = parts["[Content_Types].xml"]
    if f'Extension="{kind}"'.encode() not in types:
        line = f'<Default Extension="{kind}" ContentType="image/{kind}"/>'.encode()
        parts["[Content_Types].xml"] = re.sub(rb"(<Types\b[^>]*>)", rb"\1" + line, types, count=1)
