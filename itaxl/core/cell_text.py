"""Text that goes into a cell of a list for spreadsheets: it is shown, and never run."""

from __future__ import annotations

import re

#: A spreadsheet would run a cell that begins with a formula's sign, whatever stands before it that nobody
#: sees.  One whose list separator is ';', as a Thai or European Excel's can be, begins a cell at every ';'
#: that a line has, for it takes no cell but the first of a comma's list for quoted.
_UNSEEN = (
    r"[\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\"]*"
)
_FORMULA = re.compile(rf"(\A(?=[\t\r\n])|(?:\A|[;\t\r\n])(?={_UNSEEN}[=+\-@＝＋－＠]))")


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it and never runs it, whatever it takes for the end of a cell."""
    return _FORMULA.sub(r"\1'", text)
