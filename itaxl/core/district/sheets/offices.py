"""The sheet with one row an office: all that is needed to call there."""

from __future__ import annotations

from itaxl.core import layout, palette
from itaxl.core.district.desk import Desk, DeskOffice
from itaxl.core.district.line import OfficeLine
from itaxl.core.district.table import Cell, Column, Kind, Row, Sheet, Table, flagged
from itaxl.core.model import Severity

SHEET = layout.OFFICE_SHEET
_TO_MEND, _TO_LOOK = (layout.SEVERITY_WORDS[s.value] for s in (Severity.ERROR, Severity.WARNING))
OPEN, NONE = "เปิดไฟล์", "–"


def _label(fields: tuple[layout.Field, ...], name: str) -> str:
    return layout.field(fields, name).label


def offices(desk: Desk) -> Sheet:
    shared = {name: bool(desk.shared(name)) for name in ("district", "province")}
    columns = (
        Column("ที่", 6, Kind.PLAIN),
        Column(SHEET, 34),
        Column(_label(layout.OFFICE_FIELDS, "district"), 13, hidden=shared["district"]),
        Column(_label(layout.OFFICE_FIELDS, "province"), 13, hidden=shared["province"]),
        Column("สถานะ", 15, Kind.WORD),
        Column("ปีงบประมาณ", 13, Kind.PLAIN),
        Column("คะแนน ITA", 10, Kind.SCORE),
        Column("ระดับ ITA", 15, Kind.WORD),
        Column("จำนวนมาตรการ", 11, Kind.COUNT),
        Column("เสร็จแล้ว", 11, Kind.COUNT),
        Column(_label(layout.ROLLUP_COLUMNS, "percent_done"), 13, Kind.PERCENT),
        Column(palette.OVERDUE.word, 12, Kind.COUNT),
        Column(_TO_MEND, 11, Kind.COUNT),
        Column(_TO_LOOK, 13, Kind.COUNT),
        Column("บันทึก", 11, Kind.WORD),
        Column("สำเนาที่ตรวจ", 13, Kind.WORD),
        Column("หมายเหตุ", 36),
        Column("ไฟล์ที่ใช้", 36),
    )
    rows: list[Row] = [_row(number, office) for number, office in enumerate(desk.offices, start=1)]
    return Sheet(
        SHEET,
        "ผลการดำเนินการรายหน่วยงาน",
        "เรียงจากหน่วยงานที่ต้องติดตามก่อน · กรองและเรียงลำดับได้จากหัวตาราง · คลิก เปิดไฟล์ เพื่อดูเอกสารของหน่วยงานนั้น",
        f"{len(rows):,} หน่วยงาน" if rows else "ไม่มีหน่วยงาน",
        tables=(Table(columns, rows, "tblOffices", frozen=2),),
    )


def _row(number: int, office: DeskOffice) -> Row:
    line = office.line or OfficeLine("")
    return (
        float(number),
        office.name,
        office.district,
        office.province,
        Cell(office.standing.value, office.standing.swatch),
        None if line.fiscal_year is None else float(line.fiscal_year),
        None if line.score is None else float(line.score),
        line.level,
        *_progress(line),
        linked(line.memo),
        linked(line.checked),
        Cell(office.remark, bold=line.unread),
        line.file,
    )


def linked(path: str) -> Cell:
    """A link to a file of ours; a dash where there is none."""
    return Cell(OPEN if path else NONE, link=path)


def _progress(line: OfficeLine) -> Row:
    if line.rollup is None:
        return (None,) * 6
    total = line.rollup.total
    return (
        float(total.measures),
        float(total.done),
        total.percent_done,
        flagged(total.overdue, palette.OVERDUE),
        flagged(line.errors, palette.ERROR),
        flagged(line.warnings, palette.WARNING),
    )
