"""Which formulas a checked copy may hold: those that only calculate with the workbook's own cells.

The functions are an allow-list: what a future Excel fetches with is unknown here, and so stays out.
"""

from __future__ import annotations

import re
from functools import cache

#: Excel's own limit.
_LONGEST = 8192
#: A text, or the name of a sheet, in the quotes of each.
_QUOTED = re.compile(r"\"[^\"]*(?:\"\"[^\"]*)*\"|'[^']*(?:''[^']*)*'")
_CALL = re.compile(r"([^\W\d][\w.]*)\s*\(")
_NEWER = re.compile(r"^_xlfn\.(?:_xlws\.)?")
#: What no sheet's name holds: the name leads to another file.
_ELSEWHERE = re.compile(r"[\[\]\\/|]")
#: DDE, another workbook, a path, a quote that is left over.
_OUTSIDE = re.compile(r"[|\\\"']|\]\s*[\w.]*!")
_LINK = re.compile(r"\bHYPERLINK\s*\(", re.IGNORECASE)
_SAFE_LINK = re.compile(r"\bHYPERLINK\s*\(\s*\"(?:https?://|mailto:|#)", re.IGNORECASE)
_FETCHING = (
    "CALL REGISTER REGISTER.ID EXEC RTD SQL.REQUEST WEBSERVICE IMAGE STOCKHISTORY FILTERXML PY "
    "CUBEKPIMEMBER CUBEMEMBER CUBEMEMBERPROPERTY CUBERANKEDMEMBER CUBESET CUBESETCOUNT CUBEVALUE"
)
#: Functions since 2007, which openpyxl does not list.
_SINCE = (
    "AVERAGEIF AVERAGEIFS COUNTIFS SUMIFS IFERROR IFNA IFS SWITCH MAXIFS MINIFS CONCAT TEXTJOIN XOR DAYS "
    "ISOWEEKNUM NUMBERVALUE UNICHAR UNICODE SHEET SHEETS FORMULATEXT ISFORMULA AGGREGATE RANK.EQ RANK.AVG "
    "STDEV.S STDEV.P VAR.S VAR.P MODE.SNGL MODE.MULT PERCENTILE.INC PERCENTILE.EXC QUARTILE.INC "
    "QUARTILE.EXC PERCENTRANK.INC CEILING.MATH FLOOR.MATH XLOOKUP XMATCH FILTER SORT SORTBY UNIQUE "
    "SEQUENCE RANDARRAY LET LAMBDA MAP REDUCE SCAN BYROW BYCOL MAKEARRAY ISOMITTED TEXTBEFORE TEXTAFTER "
    "TEXTSPLIT VSTACK HSTACK TOROW TOCOL WRAPROWS WRAPCOLS TAKE DROP CHOOSEROWS CHOOSECOLS EXPAND "
    "VALUETOTEXT ARRAYTOTEXT SINGLE ANCHORARRAY ENCODEURL"
)


def is_harmless(formula: str) -> bool:
    """Whether it neither fetches nor runs anything, and leads to no other file; '' is harmless."""
    if not formula:
        return True
    if len(formula) > _LONGEST:
        return False
    if len(_LINK.findall(formula)) != len(_SAFE_LINK.findall(formula)):
        return False
    bare = _QUOTED.sub(_unquoted, formula)
    if _OUTSIDE.search(bare):
        return False
    return all(_is_known(name) for name in _CALL.findall(bare))


def _unquoted(quoted: re.Match[str]) -> str:
    text = quoted[0]
    if text.startswith('"'):
        return "0"
    return "|" if _ELSEWHERE.search(text) else "Q"


def _is_known(name: str) -> bool:
    return name.startswith("_xlpm.") or _NEWER.sub("", name).upper() in _functions()


@cache
def _functions() -> frozenset[str]:
    from openpyxl.utils import FORMULAE

    return (frozenset(FORMULAE) | set(_SINCE.split())) - set(_FETCHING.split())
