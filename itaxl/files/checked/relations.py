"""The relations of a package's parts, and which kinds of them a checked copy may have."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import TypeAlias
from xml.sax.saxutils import quoteattr

from itaxl.files.checked.links import leads_to_web
from itaxl.reading.refusal import Refusal
from itaxl.reading.xml_scanner import Attributes, each_element

Parts: TypeAlias = Mapping[str, bytes]

#: The last word of a relation's type; what is not here does not come into a copy.
ROOT_KINDS = frozenset(
    {
        "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail",
        "extensibility",
    }
)  # fmt: skip
BOOK_KINDS = frozenset(
    {"worksheet", "chartsheet", "styles", "theme", "sharedStrings", "pivotCacheDefinition", "vbaProject"}
)
SHEET_KINDS = frozenset({"hyperlink", "drawing", "vmlDrawing", "comments", "table", "pivotTable"})
PIVOT_KINDS = frozenset({"pivotCacheDefinition", "pivotCacheRecords"})
DRAWN_KINDS = frozenset(
    {
        "chart", "chartEx", "chartUserShapes", "chartStyle", "chartColorStyle", "themeOverride", "image",
        "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing", "hyperlink",
    }
)  # fmt: skip
_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(xml: bytes, refuse: Refusal) -> list[Attributes]:
    """Every relation that names a target, external ones too."""
    found: list[Attributes] = []
    if xml:
        each_element(xml, refuse, lambda name, at: found.append(dict(at)) if "Target" in at else None)
    return found


def is_external(relation: Attributes) -> bool:
    return relation.get("TargetMode", "").lower() == "external"


def kind_of(relation: Attributes) -> str:
    return relation.get("Type", "").rpartition("/")[2]


def resolved(folder: str, relation: Attributes) -> str:
    return posixpath.normpath(posixpath.join("/", folder, relation["Target"])).lstrip("/")


def rels_of(part: str) -> str:
    return f"{posixpath.dirname(part)}/_rels/{posixpath.basename(part)}.rels".lstrip("/")


def internal(parts: Parts, part: str, refuse: Refusal) -> Iterator[tuple[Attributes, str]]:
    """The relations of a part within the package, with the names of the parts that they lead to."""
    folder = posixpath.dirname(part)
    for relation in relations(parts.get(rels_of(part), b""), refuse):
        if not is_external(relation):
            yield relation, resolved(folder, relation)


def is_web_link(relation: Attributes) -> bool:
    return kind_of(relation) == "hyperlink" and leads_to_web(relation["Target"])


def as_part(relations: list[Attributes]) -> bytes:
    """The part that lists the relations."""
    each = "".join(
        f"<Relationship {' '.join(f'{name}={quoteattr(value)}' for name, value in relation.items())}/>"
        for relation in relations
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Relationships xmlns="{_NAMESPACE}">{each}</Relationships>'.encode()
