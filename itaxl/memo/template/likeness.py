"""Where a template still has a paragraph of a shipped one word for word, but not its tags.

Who rewords a paragraph means it; who loses `{{ assessed_year }}` out of a sentence that stays, or lets an
`endif` slip below the next paragraph, seldom does: that is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from itaxl.memo.template.outline import Outline, Paragraph, Tag
from itaxl.memo.template.problems import Problem

_NAME = re.compile(r"[A-Za-z_][\w.]*")
_LETTERS = re.compile(r"[A-Za-zก-๙0-9]")
#: Fewer letters may be the same by chance.
_FEWEST = 4


class Seen(NamedTuple):
    """A paragraph: its words and tags in order, and the loops and conditions around it."""

    paragraph: Paragraph
    sequence: tuple[str, ...]
    around: tuple[str, ...]

    @property
    def tags(self) -> Counter[str]:
        return Counter(piece for piece in self.sequence if piece.startswith("{"))


def differences(ours: Iterable[Outline], shipped: Iterable[Outline]) -> Iterator[Problem]:
    """Remarks about the paragraphs of `ours`; none where one of the shipped templates has it just so."""
    known: dict[str, list[Seen]] = {}
    for outline in shipped:
        for seen in _seen(outline):
            known.setdefault(seen.paragraph.static, []).append(seen)
    for outline in ours:
        for seen in _seen(outline):
            others = known.get(seen.paragraph.static, [])
            if not seen.paragraph.static:  # values alone: the same, or those of a paragraph that had one more
                just_so = [other for other in others if other.sequence == seen.sequence]
                others = just_so or [other for other in others if _one_less(seen, other)]
            if others:
                found = [list(_different(seen, other)) for other in others]
                yield from min(found, key=len)


def _one_less(seen: Seen, other: Seen) -> bool:
    return seen.tags < other.tags and seen.paragraph.where == other.paragraph.where


def _different(seen: Seen, other: Seen) -> Iterator[Problem]:
    place = seen.paragraph.place
    named = {name for tag in seen.tags if tag.startswith("{{") for name in _NAME.findall(tag)}
    gone = other.tags - seen.tags
    if lost := [tag for tag in gone if not (tag.startswith("{{") and named.issuperset(_NAME.findall(tag)))]:
        yield Problem(f"ไม่มี {', '.join(lost)} ซึ่งแม่แบบของโปรแกรมมีในย่อหน้านี้", "ตรวจว่าลบโดยตั้งใจหรือไม่", place)
    elif not gone and not _holds(seen.sequence, other.sequence):
        yield Problem("มีคำสั่งที่ย้ายไปจากตำแหน่งในแม่แบบของโปรแกรม", "ตรวจว่าข้อความพิมพ์ครบหรือไม่", place)
    if more := Counter(seen.around) - Counter(other.around) - Counter(_serving(seen)):
        told = ", ".join(f"{{% {tag} %}}" for tag in more)
        yield Problem(f"พิมพ์ย่อหน้านี้ตาม {told} จึงอาจไม่พิมพ์หรือพิมพ์ซ้ำ", "ตรวจตำแหน่งของคำสั่งปิด", place)


def _serving(seen: Seen) -> Iterator[str]:
    """The loops and conditions that are there for what the paragraph prints."""
    names = {name for tag in seen.tags for name in _NAME.findall(tag)}
    for tag in reversed(seen.around):
        names |= {name.partition(".")[0] for name in names}
        word, *given = _NAME.findall(tag)
        if not names.isdisjoint(given[:1] if word == "for" else given):
            names.update(given)
            yield tag


def _seen(outline: Outline) -> Iterator[Seen]:
    around: list[Tag] = []
    begun: dict[Paragraph, tuple[str, ...]] = {}
    sequences: dict[Paragraph, list[str]] = {}
    for piece in outline.pieces:
        paragraph = piece.paragraph
        begun.setdefault(paragraph, tuple(_spelt(tag) for tag in around))
        sequence = sequences.setdefault(paragraph, [])
        if not isinstance(piece, Tag):
            sequence += "".join(piece.text.split())
            continue
        if piece.kind == "@":
            continue
        sequence.append(f"{{{piece.kind} {_spelt(piece)} {'}' if piece.kind == '{' else '%'}}}")
        if piece.word in ("for", "if", "with"):
            around.append(piece)
        elif piece.word.startswith("end") and around:
            around.pop()
    for paragraph, sequence in sequences.items():
        values = sum(tag.kind == "{" for tag in paragraph.tags)
        if len(_LETTERS.findall(paragraph.static)) >= _FEWEST or (not paragraph.static and values):
            yield Seen(paragraph, tuple(sequence), begun[paragraph])


def _spelt(tag: Tag) -> str:
    return " ".join(tag.inner.replace("plan_groups", "plan").split())


def _holds(sequence: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether `part` is in the sequence, in its order."""
    rest = iter(sequence)
    return all(piece in rest for piece in part)
