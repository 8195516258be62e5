"""What stands in single cells: steps, a mark with its note, a time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from itaxl.core.date_words import MONTHS
from itaxl.core.dates import read_date
from itaxl.core.thai import arabic_digits, key
from itaxl.core.years import BE_OFFSET, FiscalYear

_DASH = re.compile(r"\s*[-–—•●▪◦·*]\s*(?=\S)")
_ITEM = re.compile(r"\s*(?:[-–—•●▪◦·*]|\(?[0-9๐-๙]{1,2}[.)](?![0-9๐-๙]))")
#: A dash within a line that itself begins with one, before a Thai word: the next step.
_INNER_DASH = re.compile(r"\s+[-–—•](?=\s*[ก-ฮเแโใไ])")
_SIGNS = "/✓✔√☑☒☓✗✘×●■◉⁄∕"
_MARK_FIRST = re.compile(rf"(?:[{_SIGNS}]|[xX](?![a-zA-Z]))\s*(?P<note>.*)", re.DOTALL)
_MARK_LAST = re.compile(rf"(?P<note>.*?)\s+[{_SIGNS}]", re.DOTALL)
_LONGEST = 5_000
_NO_MARK = re.compile(r"[\s\-–—☐.…]*")

_MONTH = "|".join(sorted((re.escape(n) for names in MONTHS for n in names[1:]), key=len, reverse=True))
DATE = re.compile(
    rf"[0-9๐-๙]{{1,2}}\s*(?:เดือน\s*)?(?:{_MONTH})\s*(?:พ\s*\.?\s*ศ\s*\.?\s*)?[0-9๐-๙]{{4}}(?![0-9๐-๙])"
    r"|(?<![0-9๐-๙/])[0-9๐-๙]{1,2}/[0-9๐-๙]{1,2}/[0-9๐-๙]{4}(?![0-9๐-๙])"
)
_MONTH_YEAR = re.compile(
    rf"(?P<month>{_MONTH})\s*(?:พ\s*\.?\s*ศ\s*\.?\s*)?(?P<year>[0-9๐-๙]{{4}}|[0-9๐-๙]{{2}})(?![0-9๐-๙])"
)
_YEAR = re.compile(r"(?:ปี|พ\s*\.?\s*ศ\s*\.?)\s*(?:งบประมาณ)?\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*([0-9๐-๙]{4})")


class Mark(NamedTuple):
    """A status cell: whether it is the one chosen, and the note beside the mark."""

    chosen: bool
    note: str
    worded: bool = False  # a text where a mark belongs


class Due(NamedTuple):
    """A time as a date; `exact` when the text says just that day."""

    day: dt.date | None
    exact: bool


def steps_of(lines: Sequence[str], *, joined: bool = False) -> tuple[str, ...]:
    """The steps of a cell, one text each, without dashes: the memo sets them again.

    Where some lines begin with a dash or a number, one that does not goes on the line before.
    `joined`: none of the lines begins a step of its own, a page break separated them.
    """
    if len(lines) == 1 and _DASH.match(lines[0]):
        parts = (_DASH.sub("", part, count=1).strip() for part in _INNER_DASH.split(lines[0]))
        return tuple(filter(None, parts))
    marked = [bool(_ITEM.match(line)) for line in lines]
    found: list[str] = []
    seen = False
    for line, own in zip(lines, marked, strict=True):
        if found and not own and (seen or (joined and not any(marked))):
            found[-1] = f"{found[-1]} {line.strip()}"
        else:
            found.append(_DASH.sub("", line, count=1).strip() if _DASH.match(line) else line.strip())
        seen = seen or own
    return tuple(step for step in found if step)


def read_mark(lines: Sequence[str]) -> Mark:
    """'/ (หมายเหตุ)' → chosen, with its note out of the brackets; '-' or nothing → not chosen."""
    text = "\n".join(lines).strip()
    if _NO_MARK.fullmatch(text):
        return Mark(False, "")
    if len(text) > _LONGEST:
        return Mark(True, text, worded=True)
    found = _MARK_FIRST.fullmatch(text) or _MARK_LAST.fullmatch(text)
    if found is None:
        return Mark(True, text, worded=True)
    return Mark(True, _bare(" ".join(found["note"].split("\n")).strip()))


def _bare(note: str) -> str:
    """Without its brackets, when they belong together."""
    if not (note.startswith("(") and note.endswith(")")):
        return note
    depth = 0
    for at, letter in enumerate(note):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and at < len(note) - 1:
            return note
    return note[1:-1].strip() or note


def read_due(text: str) -> Due:
    """The last day of the time that a cell names: a date, a month, a fiscal year."""
    reading = read_date(text)
    if reading.day:
        return Due(reading.day, exact=True)
    dates = [read_date(found.group()).day for found in DATE.finditer(text)]
    if days := [day for day in dates if day]:
        return Due(days[-1], exact=False)
    if months := list(_MONTH_YEAR.finditer(text)):
        return Due(_month_end(months[-1]["month"], months[-1]["year"]), exact=False)
    if years := _YEAR.findall(text):
        be = int(years[-1])
        return Due(FiscalYear(be).end if 2500 < be < 2700 else None, exact=False)
    return Due(None, exact=False)


def _month_end(name: str, year: str) -> dt.date | None:
    month = next(n for n, names in enumerate(MONTHS, start=1) if name in names)
    be = int(arabic_digits(year))
    be = be + 2500 if be < 100 else be
    if not 2500 < be < 2700:
        return None
    first = dt.date(be - BE_OFFSET + month // 12, month % 12 + 1, 1)
    return first - dt.timedelta(days=1)


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of steps read alike: dashes, spacing and the kind of digits do not count."""
    return [key(_DASH.sub("", t, count=1)) for t in one] == [key(_DASH.sub("", t, count=1)) for t in other]
