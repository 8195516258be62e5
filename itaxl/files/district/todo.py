"""The sheets of what is overdue, and of what is to be mended."""

from __future__ import annotations

from collections.abc import Sequence

from itaxl.core import layout, palette
from itaxl.core.model import Severity
from itaxl.files.district.pen import FIRST_ROW, Column, Number, Pen, harmless
from itaxl.files.district.sums import Late, Mending
from itaxl.files.tracker.cells import height, put

OVERDUE_SHEET = palette.OVERDUE.word
MENDING_SHEET = layout.SEVERITY_WORDS[Severity.ERROR.value]
_OFFICE, _DIVISIONS, _TITLE = 38, 32, 60
OVERDUE_COLUMNS = (
    Column(layout.OFFICE_SHEET, _OFFICE),
    Column(layout.field(layout.MEASURE_COLUMNS, "divisions").label, _DIVISIONS),
    Column("ข้อที่", 10),
    Column(layout.MEASURES_SHEET, _TITLE),
    Column(layout.field(layout.MEASURE_COLUMNS, "due").label, 19),
    Column("เกินมาแล้ว (วัน)", 15),
)
MENDING_COLUMNS = (
    Column(layout.field(layout.FINDING_COLUMNS, "severity").label, 18),
    Column(layout.field(layout.FINDING_COLUMNS, "code").label, 12),
    Column("เรื่องที่พบ", 84),
    Column("จำนวนที่พบ", 16),
    Column("จำนวนหน่วยงาน", 16),
)


def write_overdue(pen: Pen, rows: Sequence[Late]) -> None:
    lead = "เรียงจากที่เกินกำหนดนานที่สุด · นับถึงวันที่ของข้อมูลในรายงานของแต่ละหน่วยงาน"
    pen.head("มาตรการที่เกินกำหนดและผู้รับผิดชอบ", lead, OVERDUE_COLUMNS)
    offices = len({row.office for row in rows})
    pen.state(f"{len(rows):,} มาตรการ ใน {offices:,} หน่วยงาน" if rows else "ไม่มีมาตรการที่เกินกำหนด")
    pen.table("tblOverdue", OVERDUE_COLUMNS, len(rows), frozen=1)
    for row, late in enumerate(rows, start=FIRST_ROW):
        _late(pen, row, late)


def _late(pen: Pen, row: int, late: Late) -> None:
    measure = late.measure
    office, title = harmless(late.office), harmless(measure.title)
    divisions = harmless(", ".join(measure.divisions))
    pen.height(row, height(((office, _OFFICE), (divisions, _DIVISIONS), (title, _TITLE))))
    pen.text(row, 1, office, "value", "wrap")
    pen.text(row, 2, divisions, "value", "wrap")
    pen.number(row, 3, None if measure.number is None else float(measure.number), Number.PLAIN)
    pen.text(row, 4, title, "value", "wrap")
    pen.date(row, 5, measure.due)
    pen.flagged(row, 6, late.days, palette.OVERDUE)


def write_mending(pen: Pen, rows: Sequence[Mending]) -> None:
    lead = "เรียงจากเรื่องที่พบในหลายหน่วยงานที่สุด · รายละเอียดอยู่ในสำเนาที่ตรวจของแต่ละหน่วยงาน"
    pen.head("เรื่องที่พบบ่อยจากการตรวจสอบ", lead, MENDING_COLUMNS)
    pen.state(f"{len(rows):,} เรื่อง" if rows else "ไม่พบสิ่งที่ต้องแก้ไข")
    pen.table("tblMending", MENDING_COLUMNS, len(rows), frozen=0)
    for row, mending in enumerate(rows, start=FIRST_ROW):
        _mending(pen, row, mending)


def _mending(pen: Pen, row: int, mending: Mending) -> None:
    swatch = palette.BY_SEVERITY[mending.rule.severity]
    pen.height(row, height([(mending.rule.title, MENDING_COLUMNS[2].width)]))
    put(pen.sheet, row, 1, swatch.word, pen.looks.swatch(swatch))
    pen.text(row, 2, mending.rule.code, "centre")
    pen.text(row, 3, mending.rule.title, "value", "wrap")
    pen.number(row, 4, float(mending.findings), Number.COUNT)
    pen.number(row, 5, float(mending.offices), Number.COUNT)
