"""A .docx opened with limits: its parts are read one by one, nothing is trusted.

Source: ECMA-376 part 2 (packages) and part 1, chapter 17 (WordprocessingML).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from itaxl.convert.memo.limits import MAX_PART_BYTES
from itaxl.convert.memo.refusal import MemoRefusal
from itaxl.reading import compound, kinds
from itaxl.reading.limits import MAX_FILE_BYTES, MEGABYTE, Allowance
from itaxl.reading.package import Package
from itaxl.reading.relations import Relation, main_part, part_relations

#: The relationships that lead to text beside the body, and how a person calls that text.
SIDE_TEXTS = {
    "header": "หัวกระดาษ",
    "footer": "ท้ายกระดาษ",
    "footnotes": "เชิงอรรถ",
    "endnotes": "อ้างอิงท้ายเรื่อง",
    "comments": "ความคิดเห็นในเอกสาร",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The XML parts of a document.  `sides` are (where, XML) of headers, notes and the like, in order;
    `links` are web addresses by relationship id."""

    body: bytes
    numbering: bytes
    styles: bytes
    sides: tuple[tuple[str, bytes], ...]
    links: dict[str, str]


def read_parts(data: bytes, refuse: MemoRefusal) -> Parts:
    """InputError for whatever is no .docx, is locked with a password, or swells beyond any memo."""
    if not data:
        raise refuse.empty()
    if len(data) > MAX_FILE_BYTES:
        raise refuse.file_too_large(MAX_FILE_BYTES // MEGABYTE)
    if not data.startswith(b"PK\x03\x04"):
        raise _not_zipped(data, refuse)
    package = Package(data, Allowance(refuse))
    name = main_part(package, refuse)
    if not name.startswith("word/") and not name.endswith("document.xml"):
        raise _other_package(package, name, refuse)
    return _parts(package, name, refuse)


def _parts(package: Package, name: str, refuse: MemoRefusal) -> Parts:
    def read(part: str) -> bytes:
        xml = package.read(part)
        if len(xml) > MAX_PART_BYTES:
            raise refuse.too_much_text()
        return xml

    related = part_relations(package, name, refuse)
    by_kind = {r.kind: r.part for r in related.values() if r.part in package}
    return Parts(
        read(name),
        read(by_kind["numbering"]) if "numbering" in by_kind else b"",
        read(by_kind["styles"]) if "styles" in by_kind else b"",
        tuple((where, read(target)) for where, target in _sides(related, package)),
        {key: r.target for key, r in related.items() if r.kind == "hyperlink"},
    )


def _sides(related: dict[str, Relation], package: Package) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for relation in related.values():
        where = SIDE_TEXTS.get(relation.kind)
        if where and relation.part in package and relation.part not in seen:
            seen.add(relation.part)
            yield where, relation.part


def _not_zipped(data: bytes, refuse: MemoRefusal) -> Exception:
    if data.startswith(kinds.OLE_SIGNATURE):
        names = compound.CompoundFile(data, refuse).names
        if "encryptedpackage" in names:
            return refuse.encrypted()
        return refuse.old_word() if "worddocument" in names else refuse.wrong_type(kinds.OTHER_OLE)
    kind = kinds.kind_of(data)
    return refuse.wrong_type(kind) if kind else refuse.damaged()


def _other_package(package: Package, name: str, refuse: MemoRefusal) -> Exception:
    if name.startswith("xl/"):
        return refuse.wrong_type("สมุดงาน Excel")
    if name.startswith("ppt/"):
        return refuse.wrong_type(kinds.SLIDES)
    if "mimetype" in package:
        return refuse.wrong_type("เอกสาร OpenDocument")
    return refuse.wrong_type(kinds.ARCHIVE) if not name else refuse.damaged()
