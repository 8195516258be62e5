"""Which kinds of relations a checked copy may have."""

from __future__ import annotations

from collections.abc import Iterator

from itaxl.files.checked.links import leads_to_web
from itaxl.reading.refusal import Refusal
from itaxl.reading.relations import Relation, list_of, relations
from itaxl.zip_writer import Parts

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


def internal(parts: Parts, part: str, refuse: Refusal) -> Iterator[Relation]:
    """The relations of a part within the package."""
    found = relations(parts.get(list_of(part), b""), part, refuse)
    return (relation for relation in found if not relation.external)


def is_web_link(relation: Relation) -> bool:
    return relation.kind == "hyperlink" and leads_to_web(relation.target)
