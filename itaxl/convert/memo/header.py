"""The head of a memo: ส่วนราชการ, ที่, วันที่, เรื่อง, เรียน, ผ่าน."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from itaxl.convert.memo.passage import Passage
from itaxl.core import layout

#: The labels in the order of the form; each is looked for once, and never before the one above it.
#: The words that the workbook shares with the form are spelled in `layout` alone.
AGENCY = layout.field(layout.ROLLUP_COLUMNS, "division").label
BOOK, DATE = "ที่", "วันที่"
SUBJECT = layout.field(layout.REPORT_FIELDS, "subject").label
TO, THROUGH = (layout.field(layout.OFFICE_FIELDS, name).label for name in ("addressee", "through"))
_LABELS = (AGENCY, BOOK, DATE, SUBJECT, TO, THROUGH)
_AT_START = re.compile(r"\s*(ส่วนราชการ|วันที่|ที่|เรื่อง|เรียน|ผ่าน)(?![ก-ฮ]{0,3}ประชุม)\s*:?\s*")
#: Labels that stand within a line, after a gap.
_WITHIN = re.compile(r"(?:[\t\n]\s*|\s{2,})(วันที่|ที่|ผ่าน)\s*:?\s*")
_GOES_ON = (AGENCY, SUBJECT)
_MOST_LINES, _MOST_CONTINUED, _LONGEST = 25, 2, 2_000
_LEADERS = re.compile(r"(?:[.…_]{3,}|[\t\n])+")
_THROUGH = re.compile(r"\s*[/,(]?\s*(?<=[\s/,(])ผ่าน\s*")


@dataclass(slots=True)
class Head:
    """The values by label, as typed; `unread` is what could not be understood of them."""

    values: dict[str, str] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    unread: list[Passage] = field(default_factory=list)

    def get(self, label: str) -> str:
        return self.values.get(label, "")


def read_head(passages: Sequence[Passage]) -> Head:
    """The labelled lines above the text; everything that they hold is taken."""
    head = Head()
    last, continued = "", 0
    end = _end(passages)
    for number, passage in enumerate(passages[:end], start=1):
        if len(passage.text) > _LONGEST:
            continue
        found = _labelled(passage, last)
        if found:
            for label, value in found:
                head.values[label], head.where[label] = value, passage.where
            last, continued = found[-1][0], 0
            passage.take()
        elif last in _GOES_ON and not passage.blank and continued < _MOST_CONTINUED and number < end:
            head.values[last] = f"{head.values[last]} {_value(passage.text)}".strip()
            continued += 1
            passage.take()
    _split_through(head)
    return head


def _end(passages: Sequence[Passage]) -> int:
    """Where the head ends: with เรียน, and ผ่าน if that has a line of its own below."""
    labels = [_AT_START.match(p.text) for p in passages[:_MOST_LINES]]
    to = next((n for n, found in enumerate(labels) if found and found[1] == TO), None)
    if to is None:
        return max((n + 1 for n, found in enumerate(labels) if found and found[1] != THROUGH), default=0)
    below = next((n for n in range(to + 1, len(labels)) if not passages[n].blank), None)
    own = below is not None and (found := labels[below]) and found[1] == THROUGH
    return (below if own and below is not None else to) + 1


def _labelled(passage: Passage, last: str) -> list[tuple[str, str]]:
    """The (label, value) pairs of a line."""
    start = _AT_START.match(passage.text)
    if not start or not _later(start[1], last):
        return []
    marks = [(start[1], start.start(), start.end())]
    for found in _WITHIN.finditer(passage.text, start.end(1)):
        if _later(found[1], marks[-1][0]) and _follows(found[1], marks):
            marks.append((found[1], found.start(), found.end()))
    ends = [at for _, at, _ in marks[1:]] + [len(passage.text)]
    spans = zip(marks, ends, strict=True)
    return [(label, _value(passage.text[min(begin, end) : end])) for (label, _, begin), end in spans]


def _later(label: str, than: str) -> bool:
    return not than or _LABELS.index(label) > _LABELS.index(than)


def _follows(label: str, marks: list[tuple[str, int, int]]) -> bool:
    """Whether the label stands where the form has it: วันที่ beside ที่, ผ่าน beside เรียน."""
    before = marks[-1][0]
    return (before, label) in ((BOOK, DATE), (AGENCY, BOOK), (TO, THROUGH))


def _value(text: str) -> str:
    return _LEADERS.sub(" ", text).strip(" .…")


def _split_through(head: Head) -> None:
    """'นายก…/ผ่านปลัด…' in one line."""
    to = head.get(TO)
    if THROUGH in head.values or not (found := _THROUGH.search(to)):
        return
    head.values[TO] = to[: found.start()].strip(" /,(")
    head.values[THROUGH] = to[found.end() :].strip().removesuffix(")" if "(" in found.group() else "\0")
    head.where[THROUGH] = head.where[TO]
