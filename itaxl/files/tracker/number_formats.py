"""The number format that shows a value as what it is, whatever the cell had before: for mended cells."""

from __future__ import annotations

import datetime as dt
import re

from itaxl.core.grid import Value
from itaxl.core.layout import Kind
from itaxl.files.tracker.cells import TRAITS
from itaxl.files.tracker.styles import DATE_FORMAT, traits_format

#: A cell of this format takes a string as it is.
TEXT_FORMAT = "@"
_GENERAL = "General"
#: What Excel might make something else of, in any language.
_CONVERTED = re.compile(r"\s*[=+\-@'(]|.*[\d%]|\s*(?:true|false|จริง|เท็จ)\s*\Z", re.IGNORECASE | re.DOTALL)


def number_format(value: Value, kind: Kind | None) -> str | None:
    """`kind` is that of the cell's field.  None: whatever format the cell has will do."""
    if isinstance(value, dt.date):
        return DATE_FORMAT
    if isinstance(value, float):
        form = traits_format(TRAITS[kind]) if kind else _GENERAL
        return form if form not in (TEXT_FORMAT, DATE_FORMAT) else _GENERAL
    return TEXT_FORMAT if isinstance(value, str) and _CONVERTED.match(value) else None
