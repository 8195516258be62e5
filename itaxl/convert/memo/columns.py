"""Which columns a memo's table has, by the words of its header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from itaxl.convert.memo.blocks import Cell, Paragraph, Table
from itaxl.core import layout
from itaxl.core.model import Status
from itaxl.core.thai import clean, key

#: The three columns of a status by their field.
STATUSES = {"not_started": Status.NOT_STARTED, "in_progress": Status.IN_PROGRESS, "done": Status.DONE}

#: What headers say beside the labels of the tracker itself, by field: keys of `layout` where there is one.
_WORDINGS: dict[str, tuple[str, ...]] = {
    "number": ("ลำดับ", "ที่", "ข้อ", "ข้อที่", "no"),
    "title": (
        *("มาตรการ/แนวทาง", "มาตรการหรือแนวทาง", "ชื่อมาตรการ", "มาตรการ/กิจกรรม", "กิจกรรม", "โครงการ/กิจกรรม"),
        *("มาตรการ/โครงการ/กิจกรรม", "มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "มาตรการ/แนวทางการดำเนินการ"),
        "ประเด็น/มาตรการ",
    ),
    "steps": (
        *("ขั้นตอน/วิธีการ", "ขั้นตอนและวิธีการ", "ขั้นตอนหรือวิธีการดำเนินการ", "ขั้นตอน", "วิธีการ", "วิธีดำเนินการ"),
        *("วิธีการดำเนินการ", "ขั้นตอนการดำเนินงาน", "ขั้นตอนการดำเนินการ", "แนวทางการดำเนินงาน", "แนวทางปฏิบัติ"),
        *("แนวทางดำเนินการ", "การดำเนินการ", "วิธีดำเนินงาน", "รายละเอียด"),
    ),
    "divisions": (
        *("หน่วยงานที่รับผิดชอบ", "หน่วยงานรับผิดชอบ", "ส่วนราชการที่รับผิดชอบ", "ผู้รับผิดชอบหลัก", "กองที่รับผิดชอบ"),
        *("สำนัก/กอง", "ส่วนราชการผู้รับผิดชอบ", "หน่วยงานผู้รับผิดชอบ"),
    ),
    "due": (
        *(
            "ระยะเวลา",
            "ระยะเวลาดำเนินการ",
            "ระยะเวลาในการดำเนินการ",
            "ระยะเวลาแล้วเสร็จ",
            "กรอบระยะเวลา",
            "กำหนดเวลา",
        ),
        "ช่วงเวลาดำเนินการ",
    ),
    "follow_up": (
        *("การกำกับและติดตาม", "การติดตาม", "การติดตามผล", "แนวทางการกำกับติดตาม", "การรายงานผล"),
        *("การกำกับติดตามให้นำไปสู่การปฏิบัติ", "การกำกับติดตามประเมินผล", "การติดตามและประเมินผล"),
    ),
    "status": ("สถานะ", "ผลการดำเนินการ", "สถานะการดำเนินงาน", "ผลการดำเนินงาน", "ความก้าวหน้า"),
    "not_started": ("ยังไม่ได้ดำเนินการ", "ไม่ได้ดำเนินการ", "ยังไม่เริ่มดำเนินการ"),
    "in_progress": ("ระหว่างดำเนินการ", "กำลังดำเนินการ", "อยู่ระหว่างการดำเนินการ"),
    "done": (
        *("ดำเนินการแล้ว", "ดำเนินการแล้วเสร็จ", "แล้วเสร็จ", "เสร็จเรียบร้อยแล้ว", "เสร็จแล้ว", "ดำเนินการเสร็จสิ้น"),
        *("เสร็จสิ้น", "ดำเนินการเรียบร้อยแล้ว"),
    ),
    "done_on": (),
    "note": ("หมายเหตุ",),
    "evidence": ("หลักฐาน", "เอกสารหลักฐาน", "ลิงก์", "หลักฐานอ้างอิง", "ลิงก์หลักฐาน", "url", "หลักฐานเชิงประจักษ์"),
    "indicator": (),
}
_BY_KEY = {key(wording): name for name, wordings in _WORDINGS.items() for wording in wordings}
_BY_KEY |= {key(f.label): f.key for f in layout.MEASURE_COLUMNS if f.key in _WORDINGS}
_BY_KEY |= {key(status.value): name for name, status in STATUSES.items()}
_BRACKETS = re.compile(r"\([^()]*\)")
_ALIKE, _LONGEST = 84.0, 60
_HEADER_SEARCH = 6


class Column(NamedTuple):
    """Grid columns `start` to `end` (exclusive); `field` is '' where the header says nothing known."""

    start: int
    end: int
    field: str
    header: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table of measures.  The header is rows `first` to `body` (exclusive)."""

    columns: tuple[Column, ...]
    first: int
    body: int
    headers: frozenset[tuple[str, ...]]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns)

    @property
    def has_status(self) -> bool:
        return bool(self.fields & {"status", *STATUSES})

    @property
    def has_plan(self) -> bool:
        """Whether it says what was planned: who is responsible, until when, how it is followed up."""
        return bool(self.fields & {"divisions", "due", "follow_up"}) or not self.has_status

    def at(self, place: int) -> Column | None:
        """The column that the grid column belongs to."""
        return next((c for c in self.columns if c.start <= place < c.end), None)


def placed(row: tuple[Cell, ...]) -> Iterator[tuple[int, Cell]]:
    """The cells of a row with the grid column where each begins."""
    at = 0
    for cell in row:
        yield at, cell
        at += cell.span


def words(cell: Cell) -> str:
    """A header cell's text in one line; words broken over lines are joined."""
    texts = [b.text for b in cell.blocks if isinstance(b, Paragraph)]
    return clean(" ".join(texts)).replace("\n", " ")


def find_columns(table: Table, before: Columns | None) -> Columns | None:
    """The columns of a table of measures; None for any other table.

    `before` are those of a table that ended right above: a copy without a header has the same ones.
    """
    for number, row in enumerate(table.rows[:_HEADER_SEARCH]):
        if len({name for _, cell in placed(row) if (name := field_of(words(cell)))}) >= 2:
            found = _columns(table, number)
            return found if _enough(found) else None
    if before and table.rows and _grid_width(table.rows[0]) == before.columns[-1].end:
        return Columns(before.columns, 0, 0, before.headers)
    return None


def header_rows(table: Table) -> list[int]:
    """Where a header begins: rows that hold known words alone, a title's among them."""
    heads = [_is_header(row) for row in table.rows]
    return [
        at
        for at, row in enumerate(table.rows)
        if heads[at] and not (at and heads[at - 1]) and "title" in {field_of(words(cell)) for cell in row}
    ]


def _enough(found: Columns) -> bool:
    return "title" in found.fields and len(found.fields - {"", "number", "note"}) >= 2


def _columns(table: Table, first: int) -> Columns:
    body = first + 1
    leaves = [Column(at, at + c.span, field_of(words(c)), words(c)) for at, c in placed(table.rows[first])]
    while body < len(table.rows) and _is_header(table.rows[body]):
        leaves = [leaf for column in leaves for leaf in _refined(column, table.rows[body])]
        body += 1
    rows = table.rows[first:body]
    return Columns(tuple(leaves), first, body, frozenset(map(row_key, rows)))


def row_key(row: tuple[Cell, ...]) -> tuple[str, ...]:
    """A row's texts for comparing: a header typed again has the same one."""
    return tuple(key(words(cell)) for cell in row if words(cell))


def _is_header(row: tuple[Cell, ...]) -> bool:
    """A header row: only known words, and more than one of them."""
    known = {field_of(text) for cell in row if (text := words(cell))}
    return len(known) >= 2 and all(known)


def _refined(column: Column, row: tuple[Cell, ...]) -> Iterator[Column]:
    """The columns below one header cell: those that the next row names, else itself."""
    below = [(at, cell) for at, cell in placed(row) if column.start <= at < column.end and words(cell)]
    if not below:
        yield column
        return
    for at, cell in below:
        yield Column(at, min(at + cell.span, column.end), field_of(words(cell)), words(cell))


def _grid_width(row: tuple[Cell, ...]) -> int:
    return sum(cell.span for cell in row)


@lru_cache(maxsize=512)
def field_of(header: str) -> str:
    """The field that a header's words mean; '' when they mean none."""
    for text in (header, _BRACKETS.sub("", header)):
        if exact := _BY_KEY.get(key(text).strip(".:")):
            return exact
    bare = key(_BRACKETS.sub("", header)).strip(".:")
    if not 3 < len(bare) <= _LONGEST:
        return ""
    from rapidfuzz import fuzz, process

    best = process.extractOne(bare, _BY_KEY.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return _BY_KEY[best[0]] if best else ""
