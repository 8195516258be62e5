"""How the value that a cell obviously means is said: in lists, rows, boxes and on the command line alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itaxl.core.grid import Value, shown

if TYPE_CHECKING:
    from itaxl.core.model import Finding

_ASKED = "ใช่หรือไม่"
#: For a cell that is to be empty.
EMPTIED = "(เว้นว่าง)"
#: A value is quoted no longer than this.
_QUOTED = 120
#: A cell of separators can give thousands of findings, each of which would read all of it.
_LOOKED_AT = 10 * _QUOTED
#: In a row's message and in a box there is room for so much of it.
_IN_QUESTION = 60
#: Quotes within quotes.
_INNER = str.maketrans("“”", "‘’")
#: Compiled where it is needed.
QUESTION = r"หมายถึง “[^“”\n]{1,60}” ใช่หรือไม่|ควรเว้นว่าง ใช่หรือไม่"


def quoted(raw: str, most: int = _QUOTED) -> str:
    """A value on one line, no longer than a finding has room for."""
    value = " ".join(raw[:_LOOKED_AT].split())
    return value[: most - 1] + "…" if len(value) > most or len(raw) > _LOOKED_AT else value


def said(suggestion: Value) -> str:
    """A suggestion as the list shows it; '' where there is none."""
    if suggestion is None:
        return ""
    return quoted(shown(suggestion)) or EMPTIED


def question(finding: Finding) -> str:
    """What to ask behind a finding's message; '' where it has no suggestion, or names it itself."""
    suggestion = said(finding.suggestion)
    if not suggestion or _ASKED in finding.message or _names(finding.message, suggestion):
        return ""
    if suggestion == EMPTIED:
        return "ควรเว้นว่าง ใช่หรือไม่"
    return f"หมายถึง “{quoted(suggestion, _IN_QUESTION).translate(_INNER)}” ใช่หรือไม่"


def _names(message: str, suggestion: str) -> bool:
    """Whether the message has it as a word of its own."""
    if suggestion not in message:
        return False
    return re.search(rf"(?<!\w){re.escape(suggestion)}(?!\w)", message) is not None
