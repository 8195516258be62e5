"""What stands in a cell's element for a value."""

from __future__ import annotations

import datetime as dt
import re

from itaxl.core.grid import DAY_ZERO, CellFault, Value
from itaxl.core.thai.letters import fit_for_xml
from itaxl.files.checked.markup import escaped

_LONGEST = 32_767
#: What a reader would take for an escaped letter.
_ESCAPE_LIKE = re.compile(r"_(x[0-9A-Fa-f]{4}_)")


def content(p: bytes, value: Value) -> tuple[bytes | None, bytes]:
    """(type, what stands in the cell) of a value."""
    form = b"<%bv>%b</%bv>"
    match value:
        case None | "":
            return None, b""
        case bool():
            return b"b", form % (p, b"%d" % value, p)
        case float():
            text = str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
            return None, form % (p, text.encode(), p)
        case dt.date():
            return None, form % (p, b"%d" % (value - DAY_ZERO).days, p)
        case CellFault():
            return b"e", form % (p, escaped(value.text), p)
    text = _ESCAPE_LIKE.sub(r"_x005F_\1", fit_for_xml(value))[:_LONGEST]
    space = b"" if text == text.strip() and "\n" not in text else b' xml:space="preserve"'
    return b"inlineStr", b"<%bis><%bt%b>%b</%bt></%bis>" % (p, p, space, escaped(text), p, p)
