"""What Excel's object model hands over, as the seam's values."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from itaxl.core.grid import DAY_ZERO, CellFault, Value, normal

#: CVErr numbers; over COM a cell's error arrives as 0x800A0000 + number, the only integer there is.
_FAULTS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
_FAULT_BASE = -2146828288


def value_of(raw: object) -> Value:
    """One cell of `Range.Value`: float, bool, str, aware datetime, Decimal (currency), error number, None."""
    if raw is None or raw == "":
        return None
    if isinstance(raw, (str, bool, float)):
        return raw
    if isinstance(raw, int):
        fault = raw - _FAULT_BASE
        return CellFault(_FAULTS.get(fault, "#N/A")) if 2000 <= fault < 2100 else float(raw)
    if isinstance(raw, Decimal):
        return float(raw)
    if isinstance(raw, dt.datetime):
        return raw.time().isoformat() if raw.date() <= DAY_ZERO else raw.date()
    return normal(raw)


def rows_of(raw: object, nothing: Value = None) -> list[list[Value]]:
    """`Range.Value` as rows, whatever shape it was squeezed to: one cell comes bare, a block as tuples.

    `nothing` stands for a formula that shows none.
    """
    if not isinstance(raw, (tuple, list)):
        raw = ((raw,),)
    rows = [row if isinstance(row, (tuple, list)) else (row,) for row in raw]
    return [[nothing if cell == "" else value_of(cell) for cell in row] for row in rows]
