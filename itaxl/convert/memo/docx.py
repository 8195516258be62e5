"""A Word document (.docx) as blocks, with what stands beside its text."""

from __future__ import annotations

from collections.abc import Iterator

from itaxl.convert.memo.blocks import Document, texts_of
from itaxl.convert.memo.numbering import Numbering
from itaxl.convert.memo.package import Parts, read_parts
from itaxl.convert.memo.refusal import MemoRefusal
from itaxl.convert.memo.story import read_story


def read_docx(data: bytes, refuse: MemoRefusal) -> Document:
    """InputError for what is no .docx that can be read."""
    parts = read_parts(data, refuse)
    numbering = Numbering(parts.numbering, parts.styles, refuse)
    story = read_story(parts.body, numbering, refuse)
    return Document(story, tuple(_beside(parts, numbering, refuse)), numbering.fonts, parts.links)


def _beside(parts: Parts, numbering: Numbering, refuse: MemoRefusal) -> Iterator[tuple[str, str]]:
    for where, xml in parts.sides:
        side = read_story(xml, numbering, refuse)
        yield from ((where, text) for text in texts_of(side.blocks))
        yield from ((where, text) for _, text in side.asides)
