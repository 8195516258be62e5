"""Where a template still has a paragraph of a shipped one word for word, but not its tags.

Who rewords a paragraph means it; who loses `{{ assessed_year }}` out of a sentence that stays, be it with the
words around it, or lets an `endif` slip below the next paragraph, seldom does: that is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from itaxl.memo.template.outline import TC, Outline, Paragraph, Tag
from itaxl.memo.template.problems import Problem
from itaxl.named_tuple import NamedTuple

_NAME = re.compile(r"[A-Za-z_][\w.]*")
_LETTERS = re.compile(r"[A-Za-zก-๙0-9]")
#: Fewer letters may be the same by chance.
_FEWEST = 4


#: Words and tags in each cell of a table's row.
Row = tuple[Counter[str], ...]


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
    rows: list[Row] = []
    for outline in shipped:
        rows += (row for row, _ in _rows(outline))
        for seen in _seen(outline):
            known.setdefault(seen.paragraph.static, []).append(seen)
    for outline in ours:
        for row, paragraph in _rows(outline):
            if row not in rows and (gone := _emptied(row, rows)):
                told = ", ".join(gone)
                yield Problem(f"มีแถวในตารางที่ {told} หายไปหรือย้ายช่อง", "ตรวจว่าลบโดยตั้งใจหรือไม่", paragraph.place)
        for seen in _seen(outline):
            others = known.get(seen.paragraph.static, [])
            if not _worded(seen.paragraph):  # the same values, or those of one that had more
                just_so = [other for other in others if other.sequence == seen.sequence]
                others = just_so or [other for other in others if _one_less(seen, other)]
            elif not others:
                yield from _shortened(seen, known)
            if others:
                found = [list(_different(seen, other)) for other in others]
                yield from min(found, key=len)


def _rows(outline: Outline) -> Iterator[tuple[Row, Paragraph]]:
    """What stands in each cell of every row with something in it, and its first paragraph."""
    found: dict[Any, dict[Any, Counter[str]]] = {}
    first: dict[Any, Paragraph] = {}
    for paragraph in outline.paragraphs:
        cell = next(paragraph.element.iterancestors(TC), None)
        if cell is not None:
            row = cell.getparent()
            first.setdefault(row, paragraph)
            held = found.setdefault(row, {}).setdefault(cell, Counter())
            held.update([paragraph.static] if paragraph.static else [])
            held.update(tag.told for tag in paragraph.tags)
    for row, cells in found.items():
        yield tuple(cells.get(cell, Counter()) for cell in row.findall(TC)), first[row]


def _emptied(row: Row, others: Iterable[Row]) -> list[str]:
    """The values that a row of `others` has and this one, otherwise the same, has not."""
    found = []
    for other in others:
        pairs = list(zip(row, other, strict=False))
        lacking = sum((two - one for one, two in pairs), Counter[str]())
        more = sum((one - two for one, two in pairs), Counter[str]())
        if (
            len(row) == len(other) > 1
            and not more - lacking
            and any(one and one == two for one, two in pairs)
        ):
            gone = [tag for tag in lacking if tag.startswith("{{")]
            found += [gone] if gone else []
    return min(found, key=len, default=[])


def _shortened(seen: Seen, known: Mapping[str, list[Seen]]) -> Iterator[Problem]:
    """What a paragraph lacks that is ours still, but for words taken out together with their values."""
    least, most = len(seen.sequence), 2 * len(seen.sequence)
    longer = (other for others in known.values() for other in others if least < len(other.sequence) < most)
    found = [_lost(seen, other) for other in longer if _holds(other.sequence, seen.sequence)]
    if lost := [tag for tag in min(found, key=len, default=[]) if tag.startswith("{{")]:
        yield _lacking(lost, seen.paragraph.place)


def _lacking(tags: list[str], place: str) -> Problem:
    told = ", ".join(tags)
    return Problem(f"ไม่มี {told} ซึ่งแม่แบบของโปรแกรมมีในย่อหน้านี้", "ตรวจว่าลบโดยตั้งใจหรือไม่", place)


def _lost(seen: Seen, other: Seen) -> list[str]:
    """The tags of the other that nothing in this one stands for."""
    return [tag for tag in other.tags - seen.tags if _named(tag, seen) < _named(tag, other)]


def _one_less(seen: Seen, other: Seen) -> bool:
    return seen.tags < other.tags and seen.paragraph.where == other.paragraph.where


def _different(seen: Seen, other: Seen) -> Iterator[Problem]:
    place = seen.paragraph.place
    gone, lost = other.tags - seen.tags, _lost(seen, other)
    whole = sum(count for tag, count in gone.items() if tag.startswith("{% if ")) == gone["{% endif %}"] > 0
    if whole:  # who takes out a condition with all that is in it means it, or has a template from before
        gone, lost = Counter(), []
    if lost:
        yield _lacking(lost, place)
    elif not gone and not whole and not _holds(seen.sequence, other.sequence):
        yield Problem("มีคำสั่งที่ย้ายไปจากตำแหน่งในแม่แบบของโปรแกรม", "ตรวจว่าข้อความพิมพ์ครบหรือไม่", place)
    if more := Counter(seen.around) - Counter(other.around) - Counter(_serving(seen)):
        told = ", ".join(f"{{% {tag} %}}" for tag in more)
        yield Problem(f"พิมพ์ย่อหน้านี้ตาม {told} จึงอาจไม่พิมพ์หรือพิมพ์ซ้ำ", "ตรวจตำแหน่งของคำสั่งปิด", place)
    less = [tag for tag in other.around if tag not in seen.around and tag.startswith("if ")]
    if less and _worded(seen.paragraph):
        told = ", ".join(f"{{% {tag} %}}" for tag in less)
        yield Problem(f"พิมพ์ย่อหน้านี้เสมอ โดยไม่มี {told} อย่างแม่แบบของโปรแกรม", "ตรวจตำแหน่งของคำสั่ง", place)


def _named(tag: str, seen: Seen) -> int:
    """How many tags of its kind print or ask for what this one does, be it with a filter more."""
    names = set(_NAME.findall(tag))
    return sum(
        count for one, count in seen.tags.items() if one[:2] == tag[:2] and names <= set(_NAME.findall(one))
    )


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
        if _worded(paragraph) or any(tag.kind == "{" for tag in paragraph.tags):
            yield Seen(paragraph, tuple(sequence), begun[paragraph])


def _worded(paragraph: Paragraph) -> bool:
    return len(_LETTERS.findall(paragraph.static)) >= _FEWEST


def _spelt(tag: Tag) -> str:
    return " ".join(tag.inner.replace("plan_groups", "plan").split())


def _holds(sequence: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether `part` is in the sequence, in its order."""
    rest = iter(sequence)
    return all(piece in rest for piece in part)
