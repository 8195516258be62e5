"""Which kinds of relations a checked copy may have, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator

from itaxl.files.checked.links import leads_out, leads_to_web
from itaxl.files.checked.markup import plain
from itaxl.reading.refusal import Refusal
from itaxl.reading.relations import Relation, list_of, listed, relations
from itaxl.zip_writer import Parts

#: The last word of a relation's type; what is not here does not come into a copy.
ROOT_KINDS = frozenset(
    {
        "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail",
        "extensibility", "classificationlabels",
    }
)  # fmt: skip
BOOK_KINDS = frozenset(
    {
        "worksheet", "chartsheet", "styles", "theme", "sharedStrings", "pivotCacheDefinition", "vbaProject",
        "person", "FeaturePropertyBag", "cellImage",
    }
)  # fmt: skip
#: What cells hold besides values; it comes whole or not at all.
CELL_KINDS = frozenset(
    {"sheetMetadata", "rdRichValue", "rdRichValueStructure", "rdRichValueTypes", "richValueRel"}
)
SHEET_KINDS = frozenset(
    {"drawing", "vmlDrawing", "comments", "threadedComment", "table", "pivotTable", "image"}
)
DRAWN_KINDS = frozenset(
    {
        "chart", "chartEx", "chartUserShapes", "chartStyle", "chartColorStyle", "themeOverride", "image",
        "hdphoto", "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing",
        "hyperlink",
    }
)  # fmt: skip
PICTURES = ("image", "hdphoto")
_IMAGES = tuple(
    f".{kind}" for kind in ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "wdp")
)


def all_of(parts: Parts, part: str, refuse: Refusal) -> list[Relation]:
    """The relations of a part; those within the package lead to the name that the package has for it."""
    found = relations(parts.get(list_of(part), b""), part, refuse)
    return [one if one.external else one._replace(part=_named(parts, one.part)) for one in found]


def internal(parts: Parts, part: str, refuse: Refusal) -> Iterator[Relation]:
    """The relations of a part within the package."""
    return (relation for relation in all_of(parts, part, refuse) if not relation.external)


def _named(parts: Parts, name: str) -> str:
    if name in parts:
        return name
    return next((one for one in parts if one.lower() == name.lower()), name)


def is_web_link(relation: Relation) -> bool:
    return relation.kind == "hyperlink" and leads_to_web(relation.target)


def is_picture(relation: Relation, parts: Parts) -> bool:
    """Of the formats that are pictures only, or a drawing of lines that leads nowhere."""
    if relation.external or relation.kind not in PICTURES or relation.part not in parts:
        return False
    name = relation.part.lower()
    return name.endswith(_IMAGES) or (name.endswith(".svg") and not leads_out(parts[relation.part]))


def kept_list(original: Parts, part: str, kept: list[Relation], refuse: Refusal) -> dict[str, bytes]:
    """The part's list of relations with those that stay, as it was where all do; none for no relation."""
    if not kept:
        return {}
    is_whole = len(kept) == len(all_of(original, part, refuse))
    return {list_of(part): plain(original[list_of(part)]) if is_whole else listed(kept)}
