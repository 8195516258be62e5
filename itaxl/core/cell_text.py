"""Text that goes into a cell of a list for spreadsheets: it is shown, and never run."""

from __future__ import annotations

import re

from itaxl.core.thai.letters import FORBIDDEN, FORMAT, JOINER, UNSEEN

#: A spreadsheet would run a cell that begins with a formula's sign, whatever stands before it that nobody
#: sees.  One whose list separator is ';', as a Thai or European Excel's can be, begins a cell at every ';'
#: that a line has, for it takes no cell but the first of a comma's list for quoted.
_UNSEEN = rf'[\s"{FORBIDDEN}{JOINER}{UNSEEN}{FORMAT}]*'
_FORMULA = re.compile(rf"(\A(?=[\t\r\n])|(?:\A|[;\t\r\n])(?={_UNSEEN}[=+\-@＝＋－＠]))")


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it and never runs it, whatever it takes for the end of a cell."""
    return _FORMULA.sub(r"\1'", text)
