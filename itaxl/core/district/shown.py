"""How the values of a district's tables are shown, whoever writes them: formats, harmless text, links."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from itaxl.core.district.table import Kind
from itaxl.core.model import Digits
from itaxl.core.thai.letters import NOT_XML, EachLetter
from itaxl.core.thai.text import clean

#: A text from a workbook stands in a cell no longer than this.
LONGEST = 300
#: Excel's limit is 2,079; longer ones do not open.
_LONGEST_LINK = 2000
#: No control characters, and no half characters (an undecodable file name): no link can hold them.
_FIT = re.compile(f"[^\t\n\r\x7f{NOT_XML}]+")
_PATTERNS = {
    Kind.COUNT: "#,##0",
    Kind.PLAIN: "0",
    Kind.PERCENT: "0.0",
    Kind.SCORE: "0.00",
    Kind.DATE: "d mmm yyyy;@",
}
#: Nothing for a zero: it says nothing in a chart.
LABEL = "#,##0;;"


def pattern(kind: Kind, digits: Digits) -> str:
    """The number format; its locale brings Thai digits and the era, in Excel and in LibreOffice."""
    if kind is Kind.DATE:
        return ("[$-D07041E]" if digits is Digits.THAI else "[$-107041E]") + _PATTERNS[kind]
    return in_digits(_PATTERNS[kind], digits) if kind in _PATTERNS else "General"


def in_digits(number_format: str, digits: Digits) -> str:
    """A format of numbers, in the digits asked for."""
    return ("[$-D00041E]" if digits is Digits.THAI else "") + number_format


def harmless(text: str) -> str:
    """One line without control characters, of a length that can be shown."""
    line = " ".join(clean(text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def link_target(path: str) -> str:
    """The path as Excel keeps it: letters as they are, the rest quoted; '' for one that leaves the folder."""
    parts = path.replace("\\", "/").split("/")
    if not path or ".." in parts or not parts[0] or not _FIT.fullmatch(path):
        return ""
    target = "/".join(part.translate(_QUOTED) for part in parts)
    return target if len(target) <= _LONGEST_LINK else ""


_QUOTED = EachLetter(lambda c: c if unicodedata.category(c)[0] in "LM" else quote(c, safe=""))
