"""The sheet with one row an office, the unread ones among them."""

from __future__ import annotations

from collections.abc import Sequence

from itaxl.core import layout, palette
from itaxl.core.model import Severity
from itaxl.core.palette import Swatch
from itaxl.files.district.line import OfficeLine
from itaxl.files.district.pen import FIRST_ROW, Column, Number, Pen, harmless
from itaxl.files.district.sums import shared_value
from itaxl.files.tracker.cells import height

SHEET = layout.OFFICE_SHEET
UNREAD, MADE, NOT_MADE = "อ่านไม่ได้", "ออกบันทึกแล้ว", "ยังไม่มีบันทึก"
_TO_MEND, _TO_LOOK = (layout.SEVERITY_WORDS[s.value] for s in (Severity.ERROR, Severity.WARNING))


def _label(fields: tuple[layout.Field, ...], key: str) -> str:
    return layout.field(fields, key).label


_NAME, _REASON = 34, 36
COLUMNS = (
    Column("ที่", 6),
    Column(SHEET, _NAME),
    Column(_label(layout.OFFICE_FIELDS, "district"), 13),
    Column(_label(layout.OFFICE_FIELDS, "province"), 13),
    Column("ปีงบประมาณ", 13),
    Column("คะแนน ITA", 10),
    Column("ระดับ ITA", 15),
    Column("มาตรการ (ข้อ)", 11),
    Column("เสร็จแล้ว (ข้อ)", 11),
    Column(_label(layout.ROLLUP_COLUMNS, "percent_done"), 13),
    Column(palette.OVERDUE.word, 12),
    Column(_TO_MEND, 11),
    Column(_TO_LOOK, 13),
    Column("สถานะ", 15),
    Column("บันทึก", 11),
    Column("สำเนาที่ตรวจ", 13),
    Column("ไฟล์ หรือเหตุที่อ่านไม่ได้", _REASON),
)


def write_offices(pen: Pen, lines: Sequence[OfficeLine]) -> None:
    pen.head(
        "ผลการดำเนินการรายหน่วยงาน", "กรองและเรียงลำดับได้จากหัวตาราง · คลิก เปิดไฟล์ เพื่อดูเอกสารของหน่วยงานนั้น", COLUMNS
    )
    unread = sum(line.unread for line in lines)
    pen.state(f"{len(lines):,} หน่วยงาน" + (f" · อ่านไฟล์ไม่ได้ {unread:,} หน่วยงาน" if unread else ""))
    pen.table("tblOffices", COLUMNS, len(lines), frozen=2)
    for column, shared in ((3, shared_value(lines, "district")), (4, shared_value(lines, "province"))):
        if shared:  # the overview's title says it once for all
            width = COLUMNS[column - 1].width
            pen.sheet.set_column(column - 1, column - 1, width, None, {"hidden": True})
    for at, line in enumerate(lines):
        _row(pen, FIRST_ROW + at, at + 1, line)
    if not lines:
        pen.text(FIRST_ROW, 2, "ไม่มีหน่วยงาน", "value")


def _row(pen: Pen, row: int, number: int, line: OfficeLine) -> None:
    name = harmless(line.office or line.file)
    remark = harmless(line.error if line.unread else line.file)
    pen.height(row, height(((name, _NAME), (remark, _REASON))))
    pen.number(row, 1, float(number), Number.PLAIN)
    pen.text(row, 2, name, "value", "wrap")
    pen.text(row, 3, line.district, "value", "wrap")
    pen.text(row, 4, line.province, "value", "wrap")
    pen.number(row, 5, None if line.fiscal_year is None else float(line.fiscal_year), Number.PLAIN)
    pen.number(row, 6, None if line.score is None else float(line.score), Number.SCORE)
    pen.text(row, 7, line.level, "centre", "wrap")
    _progress(pen, row, line)
    word, swatch = state(line)
    pen.sheet.write_string(row - 1, 13, word, pen.looks.swatch(swatch))
    pen.link(row, 15, line.memo, "เปิดไฟล์")
    pen.link(row, 16, line.checked, "เปิดไฟล์")
    pen.text(row, 17, remark, "value", "wrap", *(("bold",) if line.unread else ()))


def _progress(pen: Pen, row: int, line: OfficeLine) -> None:
    if line.rollup is None:
        for column in range(8, 14):
            pen.number(row, column, None, Number.COUNT)
        return
    total = line.rollup.total
    pen.number(row, 8, float(total.measures), Number.COUNT)
    pen.number(row, 9, float(total.done), Number.COUNT)
    pen.number(row, 10, total.percent_done, Number.PERCENT)
    pen.flagged(row, 11, total.overdue, palette.OVERDUE)
    pen.flagged(row, 12, line.errors, palette.ERROR)
    pen.flagged(row, 13, line.warnings, palette.WARNING)


def state(line: OfficeLine) -> tuple[str, Swatch]:
    """The word for where an office is, and its colour."""
    if line.unread:
        return UNREAD, palette.ERROR
    if line.errors:
        return _TO_MEND, palette.ERROR
    return (MADE, palette.DONE) if line.memo else (NOT_MADE, palette.NOT_STARTED)
