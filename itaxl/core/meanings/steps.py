"""The lines of a cell as steps."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DASH = re.compile(r"\s*[-–—•●▪◦·*]\s*(?=\S)")
_ITEM = re.compile(r"\s*(?:[-–—•●▪◦·*]|\(?[0-9๐-๙]{1,2}[.)](?![0-9๐-๙]))")
#: A dash within a line that itself begins with one, before a Thai word: the next step.
_INNER_DASH = re.compile(r"\s+[-–—•](?=\s*[ก-ฮเแโใไ])")


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
