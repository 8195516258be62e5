"""Values into cells, and what a cell offers while it is being filled in."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from itaxl.core import layout
from itaxl.core.grid import Value, shown
from itaxl.core.layout import Field, Kind, Need
from itaxl.core.thai.letters import EachLetter
from itaxl.core.years import SCALES
from itaxl.errors import InputError

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: Pixels of an average Thai letter at 16 points, points of a line, and how much of a line wrapping wastes.
_LETTER, _LINE, _WASTE, _AIR = 7.4, 21.0, 0.94, 4.0
_MARKS = frozenset({"Mn", "Me", "Cf"})
#: Excel's own limits.
LONGEST_TEXT = 32_767
_TALLEST = 409.0
FIRST_DAY = dt.date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
_TITLE, _MESSAGE = 32, 255

#: The trait (see `styles`) that shows each kind of field.
TRAITS = {
    Kind.TEXT: "text",
    Kind.LINES: "text",
    Kind.DATE: "date",
    Kind.SCORE: "score",
    Kind.YEAR: "integer",
    Kind.COUNT: "integer",
    Kind.CHOICE: "wrap",
    Kind.DIVISIONS: "wrap",
    Kind.OUTPUT: "output",
}


def put(sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    """Write a value as what it is, at a 1-based place: a text never becomes a formula, link or number.

    Raises InputError for a text longer than a cell can hold.
    """
    row, column = row - 1, column - 1
    match value:
        case None:
            sheet.write_blank(row, column, None, look)
        case float():
            sheet.write_number(row, column, value, look)
        case dt.date() if value >= FIRST_DAY:
            sheet.write_datetime(row, column, value, look)
        case _:
            text = shown(value)
            if len(text) > LONGEST_TEXT:
                raise InputError(
                    f"ข้อความ “{text[:30]}…” ยาวเกินกว่าที่ช่องของ Excel รับได้ ({LONGEST_TEXT:,} ตัวอักษร)",
                    "โปรดตัดข้อความให้สั้นลง",
                )
            sheet.write_string(row, column, text, look)


def height(cells: Iterable[tuple[Value, float]]) -> float | None:
    """Points that a row needs for its (value, column width in characters); None when one line will do.

    Excel fits rows to wrapped text by itself, other readers do not: an estimate, rather too high.
    """
    lines = max((_lines(value, width) for value, width in cells if isinstance(value, str)), default=1)
    return min(lines * _LINE + _AIR, _TALLEST) if lines > 1 else None


def _lines(text: str, width: float) -> int:
    room = (width * 7 - 5) * _WASTE
    if len(text) * _LETTER <= room and "\n" not in text and "://" not in text:
        return 1
    # an address breaks behind its // and leaves the rest of that line empty
    lines = text.translate(_BESIDE).replace("://", "://\n").split("\n")
    return sum(max(1, math.ceil(len(line) * _LETTER / room)) for line in lines)


#: Without the letters that stand above and below others.
_BESIDE = EachLetter(lambda c: "" if unicodedata.category(c) in _MARKS else c)


def guide(sheet: Worksheet, field: Field, first: int, last: int, column: int) -> None:
    """Drop-down, check and input message for rows `first` to `last` of a 1-based column."""
    rule = {**_check(field), **_message(field)}
    if len(rule) > 1 or rule["validate"] != "any":
        sheet.data_validation(first - 1, column - 1, last - 1, column - 1, rule)


def _message(field: Field) -> dict[str, Any]:
    needed = " (ต้องกรอก)" if field.need is Need.REQUIRED else ""
    if not (field.hint or needed):
        return {}
    title = field.label if len(field.label) <= _TITLE else field.label[: _TITLE - 1] + "…"
    return {"input_title": title, "input_message": (field.hint + needed).strip()[:_MESSAGE]}


def _check(field: Field) -> dict[str, Any]:
    """Alerts stop what could never be read, only ask where several spellings are understood, and are silent
    where several names may stand."""
    match field.kind:
        case Kind.CHOICE:
            return _list(list(field.choices), "stop", "โปรดเลือกจากรายการ")
        case Kind.DIVISIONS:
            # several of them are the ordinary case, and no list can hold every choice: what is none of
            # the office's divisions is told by the check
            return {"validate": "list", "source": "=" + layout.DIVISION_NAMES, "show_error": False}
        case Kind.SCORE:
            return _number("decimal", 0, 100, "คะแนนต้องเป็นตัวเลข 0–100")
        case Kind.YEAR:
            return _number("integer", 2500, 2700, "ปี พ.ศ. 4 หลัก เช่น 2567")
        case Kind.COUNT:
            return _number("integer", 1, 999, "เป็นตัวเลขจำนวนเต็ม เช่น 1")
    if field.key == "owner_division":
        return _list("=" + layout.DIVISION_NAMES, "warning", "ชื่อนี้ไม่อยู่ในรายการส่วนราชการด้านล่าง")
    if field.key == "level":
        levels = [name for scale in reversed(SCALES) for name in scale.names]
        return _list(levels, "warning", "ระดับนี้ไม่อยู่ในเกณฑ์การประเมิน")
    return {"validate": "any"}


def _list(source: list[str] | str, alert: str, message: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_type": alert,
        "error_title": "ไม่อยู่ในรายการ",
        "error_message": message,
    }


def _number(kind: str, least: int, most: int, message: str) -> dict[str, Any]:
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_type": "warning",
        "error_title": "โปรดตรวจสอบ",
        "error_message": message,
    }
