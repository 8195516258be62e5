"""The sheet with one row an office: all that is needed to call there."""

from __future__ import annotations

from collections.abc import Sequence

from itaxl.core import layout, palette
from itaxl.core.district.changes import Change
from itaxl.core.district.desk import SHADES, Desk, DeskOffice, Standing
from itaxl.core.district.line import OfficeLine
from itaxl.core.district.sums import rule_of
from itaxl.core.district.table import Cell, Column, Kind, Row, Sheet, Table, flag
from itaxl.core.grid import Value
from itaxl.core.model import Severity

SHEET = layout.OFFICE_SHEET
_TO_MEND, _TO_LOOK = (layout.SEVERITY_WORDS[s.value] for s in (Severity.ERROR, Severity.WARNING))
#: Kinds of findings that a cell names.
_KINDS = 3
#: Measures that changed which a cell names, and the letters of each.
_NAMED, _TITLE = 3, 30
OPEN, NONE = "เปิดไฟล์", "–"


def _label(fields: tuple[layout.Field, ...], name: str) -> str:
    return layout.field(fields, name).label


def offices(desk: Desk) -> Sheet:
    shared = {name: bool(desk.shared(name)) for name in ("district", "province")}
    compared = any(office.change for office in desk.offices)
    answered = any(office.letter for office in desk.offices)
    columns = (
        Column("ที่", 6, Kind.PLAIN),
        Column(SHEET, 34),
        Column(_label(layout.OFFICE_FIELDS, "district"), 13, hidden=shared["district"]),
        Column(_label(layout.OFFICE_FIELDS, "province"), 13, hidden=shared["province"]),
        Column("สถานะ", 20, Kind.WORD, shades=SHADES),
        Column("สิ่งที่ต้องทำ", 44, ours=True),
        Column("เทียบกับครั้งก่อน", 44, hidden=not compared, ours=True),
        Column("ปีงบประมาณ", 13, Kind.PLAIN),
        Column("คะแนน ITA", 10, Kind.SCORE),
        Column("ระดับ ITA", 15, Kind.WORD),
        Column("จำนวนมาตรการ", 11, Kind.COUNT),
        Column("เสร็จแล้ว", 11, Kind.COUNT),
        Column(_label(layout.ROLLUP_COLUMNS, "percent_done"), 13, Kind.PERCENT),
        Column(palette.OVERDUE.word, 12, Kind.COUNT, shades=flag(palette.OVERDUE)),
        Column("กำหนดถัดไป", 15, Kind.DATE),
        Column(_TO_MEND, 11, Kind.COUNT, shades=flag(palette.ERROR)),
        Column(_TO_LOOK, 13, Kind.COUNT, shades=flag(palette.WARNING)),
        Column("บันทึก", 11, Kind.LINK),
        Column("สำเนาที่ตรวจ", 13, Kind.LINK),
        Column("หนังสือ", 11, Kind.LINK, hidden=not answered),
        Column("ร่างจดหมาย", 13, Kind.LINK, hidden=not answered),
        Column("ผู้ประสานงาน", 24),
        Column(_label(layout.OFFICE_FIELDS, "email"), 28),
        Column("หมายเหตุ", 36),
        Column("ไฟล์ที่ใช้", 36),
    )
    rows: list[Row] = [_row(number, office, desk) for number, office in enumerate(desk.offices, start=1)]
    return Sheet(
        SHEET,
        "ผลการดำเนินการรายหน่วยงาน",
        "เรียงจากหน่วยงานที่ต้องติดตามก่อน · กรองและเรียงลำดับได้จากหัวตาราง · คลิก เปิดไฟล์ เพื่อดูเอกสารของหน่วยงานนั้น",
        f"{len(rows):,} หน่วยงาน" if rows else "ไม่มีหน่วยงาน",
        tables=(Table(columns, rows, "tblOffices", frozen=2, printed=17, key=(1, 2, 3)),),
    )


def _row(number: int, office: DeskOffice, desk: Desk) -> Row:
    line = office.line or OfficeLine("")
    ahead = [measure.due for measure in line.ahead if measure.due >= desk.terms.made_on]
    return (
        float(number),
        office.name,
        office.district,
        office.province,
        office.standing.value,
        todo(office),
        _changed(office.change, line),
        None if line.fiscal_year is None else float(line.fiscal_year),
        None if line.score is None else float(line.score),
        line.level,
        *_progress(line),
        min(ahead, default=None),
        *_findings(line),
        linked(line.memo),
        linked(line.checked),
        linked(office.letter),
        linked(office.mail),
        office.contact,
        office.email,
        Cell(_remark(office), bold=line.unread),
        line.file,
    )


def _remark(office: DeskOffice) -> str:
    return " · ".join(filter(None, (office.remark, "" if office.listed else "ไม่อยู่ในรายชื่อหน่วยงานที่กำหนด")))


def todo(office: DeskOffice) -> str:
    """What the office has to do, in one line; what stands against its memo by its kinds."""
    line, late = office.line, office.line.rollup.total.overdue if office.line and office.line.rollup else 0
    match office.standing:
        case Standing.NOT_SENT:
            return "ส่งแบบติดตาม"
        case Standing.UNREAD:
            return "ส่งแบบติดตามใหม่ เพราะเปิดไฟล์เดิมไม่ได้"
        case Standing.OTHER:
            return "ส่งแบบติดตามของปีและรอบที่ติดตาม"
        case Standing.TO_MEND if line and line.errors:
            rules = [(rule_of(code), count) for code, count in line.codes]
            errors = [(rule, count) for rule, count in rules if rule.severity is Severity.ERROR]
            kinds = ", ".join(f"{rule.title} ({count:,})" for rule, count in errors[:_KINDS])
            more = f" และอีก {len(errors) - _KINDS:,} เรื่อง" if len(errors) > _KINDS else ""
            return f"แก้ไข {line.errors:,} รายการ: {kinds}{more}" if kinds else f"แก้ไข {line.errors:,} รายการ"
    return f"เร่งมาตรการที่เกินกำหนด {late:,} ข้อ" if late else ""


def _changed(change: Change | None, line: OfficeLine) -> Value | Cell:
    """What changed, the measures by name: it is said on the telephone."""
    if change is None:
        return ""
    said = [change.word]
    if change.done:
        gained = f"เสร็จ{'เพิ่ม' if change.done > 0 else 'ลดลง'} {abs(change.done):,} ข้อ"
        said.append(gained + _named(change.newly_done, change.done))
    if late := change.newly_overdue:
        numbers = {measure.title: measure.number for measure in line.overdue}
        titles = [f"ข้อ {number} {title}" if (number := numbers.get(title)) else title for title in late]
        said.append(f"เกินกำหนดเพิ่ม {len(late):,} ข้อ" + _named(titles, len(late)))
    return " · ".join(said)


def _named(titles: Sequence[str], count: int) -> str:
    """The first few of so many, cut to fit a cell; '' where none is known by its title."""
    shown = [title if len(title) <= _TITLE else title[: _TITLE - 1] + "…" for title in titles[:_NAMED]]
    more = f" และอีก {count - len(shown):,} มาตรการ" if count > len(shown) else ""
    return f": {', '.join(shown)}{more}" if shown else ""


def linked(path: str) -> Cell:
    """A link to a file of ours; a dash where there is none."""
    return Cell(OPEN if path else NONE, link=path)


def _progress(line: OfficeLine) -> Row:
    if line.rollup is None:
        return (None,) * 4
    total = line.rollup.total
    return (
        float(total.measures),
        float(total.done),
        total.percent_done,
        float(total.overdue),
    )


def _findings(line: OfficeLine) -> Row:
    if line.rollup is None:
        return (None,) * 2
    return float(line.errors), float(line.warnings)
