"""Rows of the measures table that hold no measure: remarks, totals, headings of parts, numbers in store.

Told by what stands in them.  A measure has its steps, who is responsible and a status, whatever word its
title begins with; where these are blank, a number of its own and a title are one that is being typed.
"""

from __future__ import annotations

import re
from functools import cache

from itaxl.core.grid import CellFault, Value
from itaxl.core.layout import MEASURE_COLUMNS, Kind, field
from itaxl.core.reading import Cell, RowCells
from itaxl.core.thai.text import arabic_digits, clean, hollow, key

#: With any of these filled in, a row is a measure in the making.
_WORK = ("steps", "divisions", "status")
_STEPS = field(MEASURE_COLUMNS, "steps")
#: Fewer letters than this may be a dash or two.
_SAYS_MORE = 5
#: A figure alone in the column of numbers, in whatever brackets.
_COUNT = r"\(?\d{1,4}[.)]*"


@cache
def _remark() -> re.Pattern[str]:
    """What begins a line below a table: a remark, who signs, where from.  Seldom needed, so compiled late."""
    return re.compile(
        r"(?P<note>หมาย\s*เหตุ|\*|remarks?\b|notes?\b)|คำอธิบาย|ที่มา\s*[:：]|แหล่งที่มา|อ้างอิง|ข้อมูล\s*ณ|สรุป|ลงชื่อ|\(?ลงนาม"
        r"|ตำแหน่ง"
        r"|ผู้(?:รายงาน|จัดทำ|ตรวจสอบ|รับรอง|อนุมัติ)|\((?:นาย|นาง|น\.ส\.|ว่าที่|\.{3,}|…)|source\s*:",
        re.IGNORECASE,
    )


_UNITS = r"(?:มาตรการ|โครงการ|กิจกรรม|รายการ|เรื่อง|ข้อ|งาน|หน่วยงาน|คะแนน|จำนวน|ร้อยละ|เสร็จ|แล้ว|[\d\s.,:%()=-])"


@cache
def _total() -> re.Pattern[str]:
    """A sum's words and nothing else; รวมศูนย์… is a measure."""
    words = r"(?:รวม|ยอดรวม|ผลรวม|จำนวนรวม|(?:grand\s*)?total|sum|count)(?:ทั้งสิ้น|ทั้งหมด|ทั้งปี|ทุก)?"
    return re.compile(rf"{words}{_UNITS}*", re.IGNORECASE)


@cache
def _heading() -> re.Pattern[str]:
    """The heading of a part; with a figure behind it also where the row has a number."""
    return re.compile(
        r"(?:ตัวชี้วัด|หมวด|มิติ|ยุทธศาสตร์|ด้าน|ประเด็น|ส่วน|แผนงาน|แบบวัด|เครื่องมือ)(?:ที่)?"
        r"\s*(?P<own>\d|[ก-ฮ](?=[.)]))"
        r"|ตัวชี้วัด|หมวด|มิติ|ยุทธศาสตร์|ด้าน|แบบวัด|(?:\W|\d)*(?:IIT|EIT|OIT)\b",
        re.IGNORECASE,
    )


def stray_cell(cells: RowCells, above: Cell | None = None) -> Cell | None:
    """The first filled cell of a row that is no measure; None of a measure's.

    `above` is that of the last such row: a remark goes on right below itself.
    """
    for name in _WORK:
        value = cells.raw(name)
        if not isinstance(value, str) or len(value) < _SAYS_MORE:
            break
    else:
        if cells.raw("steps") != _STEPS.label:
            return None  # as nearly every row: looked at no further, for there may be thousands
    filled = [c for c in cells.values() if c.field.kind is not Kind.OUTPUT and not _blank(c.raw)]
    filled.sort(key=lambda cell: cell.column)
    return filled[0] if filled and (_goes_on(filled, above) or _is_none(filled)) else None


def _goes_on(filled: list[Cell], above: Cell | None) -> bool:
    """One text alone, right below a remark in its column: the position under a signature, a second remark."""
    cell = filled[0]
    if above is None or (above.row, above.column) != (cell.row - 1, cell.column) or len(filled) > 1:
        return False
    return (
        isinstance(above.raw, str) and isinstance(cell.raw, str) and bool(_remark().match(clean(above.raw)))
    )


def _is_none(filled: list[Cell]) -> bool:
    names = [cell.field.key for cell in filled]
    texts = [clean(cell.raw) for cell in filled if isinstance(cell.raw, str)]
    numbered = names[0] == "number" and _counts(filled[0].raw)
    if numbered and len(filled) == 1:
        return True  # numbers in store for measures to come
    first = arabic_digits(texts[0]) if texts else ""
    if not numbered and _total().fullmatch(first) and all(_is_sum(cell.raw) for cell in filled):
        return True
    if set(names).isdisjoint(("number", "title", *_WORK)):
        return True  # a second link, a date
    if sum(key(cell.raw) == key(cell.field.label) for cell in filled if isinstance(cell.raw, str)) > 1:
        return True  # the header once more
    if not texts or (not set(names).isdisjoint(("divisions", "status")) and not _all_signed(texts)):
        return False
    remark = _remark().match(first)
    if names == ["number"] or (remark and not numbered):
        return True
    if remark and remark["note"] and "steps" not in names and remark.end() < len(first):
        return True  # although it has a number: more than the mere word
    heading = _heading().match(first)
    alone = len(texts) == 1 or (names == ["number", "title"] and not numbered)
    return heading is not None and alone and (not numbered or heading["own"] is not None)


def _all_signed(texts: list[str]) -> bool:
    """Signatures stand side by side, in whatever columns."""
    return all(_remark().match(text) for text in texts)


def _blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and hollow(value))


def _counts(value: Value) -> bool:
    return isinstance(value, float) or (
        isinstance(value, str) and bool(re.fullmatch(_COUNT, arabic_digits(clean(value))))
    )


def _is_sum(value: Value) -> bool:
    if isinstance(value, str):
        figures = arabic_digits(clean(value))
        return bool(_total().fullmatch(figures) or re.fullmatch(f"{_UNITS}+", figures))
    return isinstance(value, (CellFault, float))
