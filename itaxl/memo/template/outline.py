"""What a user sees of a template: its paragraphs, the tags in them, and where each stands.

docxtpl takes XML for text and forgets places.  Here the text of each paragraph is put together from its
runs, and cut into tags and the words between them, in the order of the document.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from itaxl.memo.emblem import WIDTH
from itaxl.memo.package import plain
from itaxl.named_tuple import NamedTuple

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
P, T, R, TC, TR, BOX = (_WORD + name for name in ("p", "t", "r", "tc", "tr", "txbxContent"))
_CLOSERS = {"{": "}}", "%": "%}", "#": "#}"}
_SHAPE = re.compile(r"\{[{%#](?P<trim>[-+]?)(?P<prefix>(?:tr|tc|p|r)(?= ))?(?P<inner>.*)..", re.DOTALL)
_QUOTES = str.maketrans("“”‘’\n\t", "\"\"''  ")
_OWN, _BEFORE = 40, 30
_LABELS = {
    "document": "เนื้อความ",
    "header": "หัวกระดาษ",
    "footer": "ท้ายกระดาษ",
    "footnotes": "เชิงอรรถ",
    "endnotes": "อ้างอิงท้ายเรื่อง",
    "comments": "ข้อคิดเห็น",
    "chart": "แผนภูมิ",
    "data": "แผนผัง",
}


class Words(NamedTuple):
    """Words between tags, within one w:t."""

    text: str
    order: tuple[int, int]
    paragraph: Paragraph


class Tag(NamedTuple):
    """`kind` is '{', '%', '#', or '@' for an expression in an attribute; `inner` is what stands within.

    `prefix` is 'p', 'tr', 'tc', 'r' or ''.

    `order` tells where it begins; `first` and `last` are the w:t that hold its ends.
    """

    kind: str
    trim: bool
    prefix: str
    inner: str
    order: tuple[int, int]
    first: Any
    last: Any
    paragraph: Paragraph

    @property
    def word(self) -> str:
        """The statement: 'for', 'endif' …; '' for an expression or a comment."""
        return self.inner.split(maxsplit=1)[0] if self.kind == "%" and self.inner else ""

    @property
    def jinja(self) -> str:
        """As Jinja reads it, docxtpl's own signs taken off."""
        inner = self.inner
        if self.kind == "@":  # it is worked out, but no word of the text
            return f"{{% if ({inner}) is defined %}}{{% endif %}}"
        if self.kind == "#" or self.word in ("vm", "hm"):
            return ""
        if self.word in ("colspan", "cellbg"):
            return f"{{{{ {inner.split(maxsplit=1)[1] if ' ' in inner else ''} }}}}"
        return f"{{{self.kind} {inner} {_CLOSERS[self.kind]}"

    @property
    def told(self) -> str:
        """As it is spelt in a message."""
        kind = "{" if self.kind == "@" else self.kind
        inner = f"{self.prefix} {self.inner}" if self.prefix else f" {self.inner}"
        return plain(f"{{{kind}{inner} {_CLOSERS[kind]}", 80)


@dataclass(eq=False, slots=True)
class Paragraph:
    """`where` names the part and what the paragraph lies in; `before` are the last words ahead of it."""

    element: Any
    where: str
    runs: list[tuple[int, Any]] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    before: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text or "" for _, run in self.runs)

    @property
    def static(self) -> str:
        """Its words without the tags, and without space."""
        return "".join("".join(words.text.split()) for words in self.words)

    @property
    def place(self) -> str:
        """Where a user looks: its first words, and those before it where it has only tags."""
        near = "" if self.static or not self.before else f" ถัดจาก “{self.before}”"
        return f"{self.where} ที่ “{plain(self.text, _OWN)}”{near}"


class Outline(NamedTuple):
    """One part by its name: its paragraphs in the order of the document, its pieces in that of the XML."""

    part: str
    paragraphs: list[Paragraph]

    @property
    def pieces(self) -> list[Words | Tag]:
        found: list[Words | Tag] = []
        for paragraph in self.paragraphs:
            found += paragraph.words
            found += paragraph.tags
        return sorted(found, key=lambda piece: piece.order)

    @property
    def tags(self) -> list[Tag]:
        return [piece for piece in self.pieces if isinstance(piece, Tag)]


def outline_of(part: str, tree: Any) -> Outline:
    """`part` is a part's name, `tree` its root."""
    label = label_of(part)
    owners: dict[Any, Paragraph] = {}
    for number, element in enumerate(tree.iter()):
        inside = [value for value in element.attrib.values() if "{{" in value]
        paragraph = next(element.iterancestors(P), None) if inside or element.tag == T else None
        if paragraph is not None:
            known = owners.get(paragraph)
            if known is None:
                known = owners[paragraph] = Paragraph(paragraph, _where(paragraph, label))
            if element.tag == T:
                known.runs.append((number, element))
            known.tags += _in_attributes(inside, number, element, known)
    before = ""
    for paragraph in owners.values():
        paragraph.before = before
        _cut(paragraph)
        before = plain("".join(words.text for words in paragraph.words), _BEFORE) or before
    return Outline(part, list(owners.values()))


def label_of(part: str) -> str:
    """A part's name in Thai, as a user knows it."""
    name = part.rpartition("/")[2]
    return next((label for begin, label in _LABELS.items() if name.startswith(begin)), f"ส่วน {part}")


def _in_attributes(values: list[str], number: int, element: Any, paragraph: Paragraph) -> Iterator[Tag]:
    for value in values:
        for place, (start, stop) in enumerate(_tag_spans(value)):
            inner = value[start + 2 : stop - 2].strip()
            if value[start + 1] == "{" and not inner.startswith(WIDTH):
                yield Tag("@", False, "", inner, (number, place), element, element, paragraph)


def _where(paragraph: Any, label: str) -> str:
    for element in paragraph.iterancestors(BOX, TC):
        return f"{'กล่องข้อความใน' if element.tag == BOX else 'ตารางใน'}{label}"
    return label


def _cut(paragraph: Paragraph) -> None:
    """Its text into tags and words.  A tag may lie over several runs; words are cut at their borders."""
    starts = [0]
    for _, run in paragraph.runs:
        starts.append(starts[-1] + len(run.text or ""))
    text = paragraph.text

    def order(place: int) -> tuple[int, int]:
        index = bisect.bisect_right(starts, place) - 1
        return paragraph.runs[index][0], place - starts[index]

    end = 0
    for start, stop in [*_tag_spans(text), (len(text), len(text))]:
        borders = [end, *(border for border in starts if end < border < start), start]
        for one, two in pairwise(borders):
            if one < two:
                paragraph.words.append(Words(text[one:two], order(one), paragraph))
        if start < stop:
            ends = (bisect.bisect_right(starts, place) - 1 for place in (start, stop - 1))
            first, last = (paragraph.runs[index][1] for index in ends)
            paragraph.tags.append(_tag(text[start:stop], order(start), first, last, paragraph))
        end = stop


def _tag_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where tags begin and end; what opens and does not close is no tag."""
    start, missing = text.find("{"), set[str]()
    while start >= 0:
        closer = _CLOSERS.get(text[start + 1 : start + 2], "")
        stop = text.find(closer, start + 2) if closer and closer not in missing else -1
        if stop >= 0:
            yield start, stop + 2
            start = text.find("{", stop + 2)
        else:
            missing.add(closer)
            start = text.find("{", start + 1)


def _tag(text: str, order: tuple[int, int], first: Any, last: Any, paragraph: Paragraph) -> Tag:
    shape = _SHAPE.fullmatch(text.translate(_QUOTES))
    assert shape
    inner = shape["inner"].strip()
    ends = inner.endswith("-") or (text[1] == "%" and inner.endswith("+"))
    inner = inner[:-1] if ends else inner
    return Tag(
        text[1],
        bool(shape["trim"]) or ends,
        shape["prefix"] or "",
        inner.strip(),
        order,
        first,
        last,
        paragraph,
    )
