"""The sheets of what is overdue, of what is to be mended by whom, and of the files that count nowhere."""

from __future__ import annotations

from itaxl.core import layout, palette
from itaxl.core.district.desk import Desk, NotCounted
from itaxl.core.district.selection import RULE
from itaxl.core.district.sums import Late, Mending, late_measures, to_mend
from itaxl.core.district.table import Column, Kind, Row, Shade, Sheet, Table, flag
from itaxl.core.model import Severity

OVERDUE_SHEET = palette.OVERDUE.word
MENDING_SHEET = layout.SEVERITY_WORDS[Severity.ERROR.value]
NOT_COUNTED_SHEET = "ไฟล์ที่ไม่นับ"
#: Offices that a cell names.
_NAMED = 12
_SEVERITIES = tuple(Shade(swatch, (swatch.word,)) for swatch in palette.BY_SEVERITY.values())
_OVERDUE_COLUMNS = (
    Column(layout.OFFICE_SHEET, 38),
    Column(layout.field(layout.MEASURE_COLUMNS, "divisions").label, 32),
    Column(layout.field(layout.MEASURE_COLUMNS, "number").label, 10, Kind.PLAIN),
    Column(layout.MEASURES_SHEET, 60),
    Column(layout.field(layout.MEASURE_COLUMNS, "due").label, 19, Kind.DATE),
    Column("เกินมาแล้ว (วัน)", 15, Kind.COUNT, shades=flag(palette.OVERDUE)),
)
_MENDING_COLUMNS = (
    Column(layout.field(layout.FINDING_COLUMNS, "severity").label, 18, Kind.WORD, shades=_SEVERITIES),
    Column(layout.field(layout.FINDING_COLUMNS, "code").label, 12, Kind.WORD),
    Column("เรื่องที่พบ", 70),
    Column("จำนวนที่พบ", 14, Kind.COUNT),
    Column("จำนวนหน่วยงาน", 14, Kind.COUNT),
    Column("หน่วยงานที่พบ", 70),
)
_NOT_COUNTED_COLUMNS = (
    Column("ไฟล์", 60),
    Column(layout.OFFICE_SHEET, 36),
    Column("เหตุที่ไม่นับ", 50),
    Column(layout.field(layout.FINDING_COLUMNS, "message").label, 60),
)


def overdue(desk: Desk) -> Sheet:
    rows = late_measures(desk.lines)
    offices = len({row.office for row in rows})
    return Sheet(
        OVERDUE_SHEET,
        "มาตรการที่เกินกำหนดและผู้รับผิดชอบ",
        "เรียงจากที่เกินกำหนดนานที่สุด · นับถึงวันที่ของข้อมูลในรายงานของแต่ละหน่วยงาน",
        f"{len(rows):,} มาตรการ ใน {offices:,} หน่วยงาน" if rows else "ไม่มีมาตรการที่เกินกำหนด",
        tables=(Table(_OVERDUE_COLUMNS, [*map(_late, rows)], "tblOverdue", frozen=1, key=(0, 2, 3)),),
        colour=palette.OVERDUE.strong,
    )


def _late(late: Late) -> Row:
    measure = late.measure
    return (
        late.office,
        ", ".join(measure.divisions),
        None if measure.number is None else float(measure.number),
        measure.title,
        measure.due,
        float(late.days),
    )


def mending(desk: Desk) -> Sheet:
    rows = to_mend(desk.lines)
    return Sheet(
        MENDING_SHEET,
        "เรื่องที่พบบ่อยจากการตรวจสอบ",
        "เรียงจากเรื่องที่พบในหลายหน่วยงานที่สุด · รายละเอียดอยู่ในสำเนาที่ตรวจของแต่ละหน่วยงาน",
        f"{len(rows):,} เรื่อง" if rows else "ไม่พบรายการที่ต้องแก้ไข",
        tables=(Table(_MENDING_COLUMNS, [*map(_mending, rows)], "tblMending", key=(1,)),),
        colour=palette.ERROR.strong,
    )


def _mending(mending: Mending) -> Row:
    swatch = palette.BY_SEVERITY[mending.rule.severity]
    more = len(mending.offices) - _NAMED
    named = ", ".join(mending.offices[:_NAMED]) + (f" และอีก {more:,} หน่วยงาน" if more > 0 else "")
    return (
        swatch.word,
        mending.rule.code,
        mending.rule.title,
        float(mending.findings),
        float(len(mending.offices)),
        named,
    )


def not_counted(desk: Desk) -> Sheet:
    rows = desk.not_counted
    return Sheet(
        NOT_COUNTED_SHEET,
        "ไฟล์ที่พบแต่ไม่นับ",
        RULE,
        f"{len(rows):,} ไฟล์" if rows else "นับทุกไฟล์ที่พบ",
        tables=(Table(_NOT_COUNTED_COLUMNS, [*map(_aside, rows)], "tblNotCounted", key=(0,)),),
        colour=palette.WARNING.strong,
    )


def _aside(one: NotCounted) -> Row:
    return (one.file, one.office or "–", one.why, one.todo or "–")
