"""The relations of a package's parts, read and written in one way for all who follow them.

Source: ECMA-376 part 2 (packages).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from itaxl.named_tuple import NamedTuple
from itaxl.reading.package import Package
from itaxl.reading.refusal import Refusal
from itaxl.reading.xml_scanner import Attributes, own_elements

#: The list of the package itself, which names its main part.
ROOT_LIST = "_rels/.rels"
_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: As xml.sax.saxutils does, which takes the whole of urllib with it.
_QUOTED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
_LAST = re.compile(rb"</((?:[\w.-]+:)?)Relationships\s*>")
_LEAD, _END = f'<Relationships xmlns="{_NAMESPACE}">', "</Relationships>"


class Relation(NamedTuple):
    """`target` is as it is spelt, `part` the name of the part that it leads to when it is not external."""

    key: str
    type: str
    target: str
    external: bool = False
    part: str = ""

    @classmethod
    def of(cls, attributes: Mapping[str, str], owner: str) -> Relation:
        """As a program wrote it into the list of `owner`; whatever is not said to lie within is external."""
        target = attributes.get("Target", "")
        found = posixpath.join("/", posixpath.dirname(owner), target.replace("\\", "/"))
        return cls(
            attributes.get("Id", ""),
            attributes.get("Type", ""),
            target,
            attributes.get("TargetMode", "Internal") != "Internal",
            posixpath.normpath(found).lstrip("/"),
        )

    @property
    def kind(self) -> str:
        """The last word of the type: 'worksheet', 'styles' …"""
        return self.type.rpartition("/")[2]


#: What identical parts of other workbooks said: one program writes the same lists into all of its files.
_KNOWN: dict[tuple[bytes, str], tuple[Relation, ...]] = {}
_MOST_KNOWN = 64
_LONGEST_KNOWN = 10_000


def list_of(part: str) -> str:
    """The name of the part that lists the relations of `part`; '' is the package itself."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(xml: bytes, owner: str, refuse: Refusal) -> tuple[Relation, ...]:
    """Every relation in the list of `owner` that names a target, external ones too."""
    known = _KNOWN.get((xml, owner)) if xml else ()
    if known is None:
        known = _relations(xml, owner, refuse)
        if len(xml) <= _LONGEST_KNOWN and len(_KNOWN) < _MOST_KNOWN:
            _KNOWN[xml, owner] = known
    return known


def _relations(xml: bytes, owner: str, refuse: Refusal) -> tuple[Relation, ...]:
    found: list[Relation] = []

    def seen(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and "Target" in attributes:
            found.append(Relation.of(attributes, owner))

    own_elements(xml, refuse, seen)
    return tuple(found)


def part_relations(package: Package, part: str, refuse: Refusal) -> dict[str, Relation]:
    """The relations of one part by their key; none where it has no list."""
    name = list_of(part)
    listed = relations(package.read(name), part, refuse) if name in package else ()
    return {relation.key: relation for relation in listed}


def main_part(package: Package, refuse: Refusal) -> str:
    """The name of the document in the package; '' when it names none."""
    related = part_relations(package, "", refuse).values()
    return next((relation.part for relation in related if relation.kind == "officeDocument"), "")


def listed(relations: Iterable[Relation]) -> bytes:
    """The part that lists the relations."""
    return f"{_HEAD}{_LEAD}{''.join(map(_line, relations))}{_END}".encode()


def with_relation(xml: bytes, relation: Relation) -> bytes:
    """The list, with whatever prefix, with one more at its end; a new list for b'' and for an empty one."""
    ends = list(_LAST.finditer(xml))
    if not ends:
        return listed([relation])
    prefix, at = ends[-1][1], ends[-1].start()
    return xml[:at] + _line(relation).encode().replace(b"<", b"<" + prefix, 1) + xml[at:]


def _line(relation: Relation) -> str:
    mode = ' TargetMode="External"' if relation.external else ""
    key, kind, target = (text.translate(_QUOTED) for text in relation[:3])
    return f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{mode}/>'
