"""The status of one measure from its marks, in whatever rows and columns they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from itaxl.convert.draft import Doubt
from itaxl.convert.memo.columns import STATUSES, field_of
from itaxl.convert.memo.doubts import doubt
from itaxl.convert.memo.passage import Passage
from itaxl.convert.memo.rows import Group, RawRow
from itaxl.convert.memo.steps import read_mark
from itaxl.core.model import Status

_URL = re.compile(r"(?:https?://|www\.)[^\s<>()]+", re.IGNORECASE)
_NOTE_IN_BRACKETS = re.compile(r"\s*\((?P<note>.*)\)\s*", re.DOTALL)


@dataclass(slots=True)
class Progress:
    """What the marks tell.  `evidence` is a web address that stands in the note or behind its link."""

    status: Status | None = None
    note: str = ""
    evidence: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    leftovers: list[Passage] = field(default_factory=list)


def read_progress(group: Group, links: dict[str, str]) -> Progress:
    """`links` are web addresses by the id that a cell's hyperlink bears."""
    found = Progress()
    notes: list[str] = []
    statuses: list[Status] = []
    for row in group.rows:
        status, note = _of_row(row, found)
        statuses += [status] if status else []
        notes += [note] if note and note not in notes else []
        notes += [text for text in (" ".join(row.lines("note")).strip(),) if text and text not in notes]
    found.note = " ".join(notes)
    found.status = _agreed(statuses, group, found)
    if not statuses and not found.doubts:
        found.doubts.append(doubt("C856", group.where, group.title, field="status"))
    _evidence(group, links, found)
    return found


def _agreed(statuses: list[Status], group: Group, found: Progress) -> Status | None:
    if len(set(statuses)) > 1:
        together = Status.IN_PROGRESS
        seen = ", ".join(s.value for s in dict.fromkeys(statuses))
        found.doubts.append(doubt("C859", group.where, seen, field="status", status=together.value))
        return together
    return statuses[0] if statuses else None


def _of_row(row: RawRow, found: Progress) -> tuple[Status | None, str]:
    if not row.cells.keys() & STATUSES.keys():
        return _worded(row, found)
    marks = {name: read_mark(row.lines(name)) for name in STATUSES if name in row.cells}
    chosen = {name: mark for name, mark in marks.items() if mark.chosen}
    signed = {name: mark for name, mark in chosen.items() if not mark.worded}
    if len(signed) == 1 or (not signed and len(chosen) == 1):
        name, mark = next(iter((signed or chosen).items()))
        for other in chosen.keys() - {name}:
            found.leftovers += _texts(row, other)
        if mark.worded:
            found.doubts.append(doubt("C857", row.where, mark.note, field="status"))
        return STATUSES[name], mark.note
    if chosen:
        seen = ", ".join(STATUSES[name].value for name in chosen)
        found.doubts.append(doubt("C855", row.where, seen, field="status"))
        for name in chosen:
            found.leftovers += _texts(row, name)
    return None, ""


def _texts(row: RawRow, name: str) -> Iterator[Passage]:
    return (Passage(line, f"{row.where} ({STATUSES[name].value})") for line in row.lines(name))


def _worded(row: RawRow, found: Progress) -> tuple[Status | None, str]:
    """The status in words, in one column; a note may follow in brackets."""
    text = " ".join(row.lines("status")).strip()
    if not text.strip(" -–—"):
        return None, ""
    words, bracket, rest = text.partition("(")
    name = field_of(words.strip())
    if name in STATUSES:
        noted = _NOTE_IN_BRACKETS.fullmatch(bracket + rest)
        return STATUSES[name], noted["note"].strip() if noted else (bracket + rest).strip()
    found.doubts.append(doubt("C858", row.where, text, field="status"))
    found.leftovers.append(Passage(text, row.where))
    return None, ""


def _evidence(group: Group, links: dict[str, str], found: Progress) -> None:
    """A link is kept as evidence; what else stands in a column of that name has no place."""
    addresses: list[str] = []
    for row in group.rows:
        for line in row.lines("evidence"):
            urls = _URL.findall(line)
            addresses += urls
            if line.strip() and (_URL.sub("", line).strip(" -–—.,;/") or not urls):
                found.leftovers.append(Passage(line, row.where))
    addresses += _URL.findall(found.note)
    for name in ("evidence", "note", *STATUSES, "status"):
        for row in group.rows:
            cell = row.cells.get(name)
            addresses += (
                [links[link] for link in cell.links if _URL.match(links.get(link, ""))] if cell else []
            )
    if addresses:
        found.evidence = addresses[0]
    for address in dict.fromkeys(addresses[1:]):
        if address != found.evidence and address not in found.note:
            found.leftovers.append(Passage(address, group.where))
