"""The report: its two years, the years that its texts quote, and the dates of the memos."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from itaxl.core.model import Report, Round
from itaxl.core.reading import Reading
from itaxl.core.rules.other_days import other_day
from itaxl.core.rules.rule import ERROR, WARNING, Case, Family, Found, at, spoken
from itaxl.core.thai.text import arabic_digits
from itaxl.core.years import FiscalYear

family = Family("ปีและวันที่ของรายงาน")

_QUOTED_YEAR = re.compile(r"(?<!\d)(25[5-9]\d)(?!\d)")

family.noticed(
    "Y501",
    ERROR,
    "ปีอ่านไม่ได้",
    why="ปีงบประมาณต้องเป็นปี พ.ศ. สี่หลักที่มาตรการน่าจะอยู่",
    message="“{label}” มีค่า “{value}” ซึ่งไม่น่าถูกต้อง โปรดพิมพ์ปี พ.ศ. สี่หลัก เช่น {own_year}",
    bad=Case({"fiscal_year": "67"}),
    good=Case({"fiscal_year": "พ.ศ. ๒๕๖๗"}),
)
family.noticed(
    "Y502",
    WARNING,
    "ปีเป็น ค.ศ.",
    why="ปีงบประมาณนับเป็น พ.ศ.",
    message="“{label}” พิมพ์เป็น ค.ศ. {value} โปรแกรมอ่านเป็น พ.ศ. {meant} โปรดแก้เป็น {meant}",
    bad=Case({"fiscal_year": 2024.0}),
    good=Case({"fiscal_year": 2567.0}),
)


@family.rule(
    "Y503",
    ERROR,
    "ปีที่ประเมินไม่มาก่อนปีของมาตรการ",
    why="มาตรการกำหนดขึ้นจากผลประเมินของปีก่อน ปีที่ประเมินจึงต้องมาก่อนปีงบประมาณของมาตรการ",
    message="ปีที่ประเมิน {value} ต้องมาก่อนปีงบประมาณของมาตรการ {year} ปีก่อนหน้าคือ {expected}",
    bad=Case({"assessed_year": 2567.0}),
    good=Case({"assessed_year": 2566.0}),
)
def assessed_not_before(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    year, assessed = report.fiscal_year, report.assessed_year
    if year and assessed and assessed >= year:
        yield at(reading.cells["assessed_year"], year=str(year), expected=str(year.previous))


@family.rule(
    "Y504",
    WARNING,
    "ปีที่ประเมินห่างจากปีของมาตรการเกินหนึ่งปี",
    why="โดยปกติมาตรการของปีหนึ่งมาจากผลประเมินของปีก่อนหน้าปีเดียว",
    message="ปีที่ประเมิน {value} ห่างจากปีงบประมาณของมาตรการ {year} เกินหนึ่งปี ปีก่อนหน้าคือ {expected}",
    bad=Case(
        {"assessed_year": 2565.0, "level": "A", "earlier_subject": "ผลประเมิน ปี 2565"}, at="assessed_year"
    ),
    good=Case({"assessed_year": 2566.0}),
)
def assessed_long_before(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    year, assessed = report.fiscal_year, report.assessed_year
    if year and assessed and assessed < year.previous:
        yield at(reading.cells["assessed_year"], year=str(year), expected=str(year.previous))


@family.rule(
    "Y505",
    ERROR,
    "วันที่บันทึกอยู่ก่อนปีงบประมาณ",
    why="รายงานผลของปีหนึ่งเขียนก่อนปีนั้นเริ่มไม่ได้",
    message="วันที่บันทึก {day} อยู่ก่อนวันเริ่มปีงบประมาณ {year} ({start}) โปรดตรวจวันที่หรือปี",
    bad=Case({"memo_date": dt.date(2023, 3, 31)}),
    good=Case({"memo_date": dt.date(2024, 4, 1)}),
)
def memo_before_year(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    year, day = report.fiscal_year, report.memo_date
    if year and day and day < year.start:
        cell = reading.cells["memo_date"]
        words = {"day": spoken(day), "year": str(year), "start": spoken(year.start)}
        yield at(cell, other_day(cell, day, year.__contains__), **words)


@family.rule(
    "Y506",
    WARNING,
    "วันที่บันทึกอยู่หลังปีงบประมาณ",
    why="มักเป็นการพิมพ์ปีผิด ส่วนรายงานรอบ 12 เดือนซึ่งเขียนหลังสิ้นปีตามปกติ เตือนเมื่อเกินสิ้นปีถัดไป",
    message="วันที่บันทึก {day} อยู่หลังวันสิ้นปีงบประมาณ {year} ({end}) โปรดตรวจว่าถูกต้อง",
    bad=Case({"memo_date": dt.date(2025, 3, 31)}),
    good=Case({"memo_date": dt.date(2024, 9, 30)}),
)
def memo_after_year(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    year, day = report.fiscal_year, report.memo_date
    if year and day and day > _last_day(report, year):
        cell = reading.cells["memo_date"]
        words = {"day": spoken(day), "year": str(year), "end": spoken(year.end)}
        yield at(cell, other_day(cell, day, year.__contains__), **words)


def _last_day(report: Report, year: FiscalYear) -> dt.date:
    """On which a report may be written: twelve months are reported after the year, for the next."""
    return year.next.end if report.round is Round.TWELVE_MONTHS else year.end


@family.rule(
    "Y507",
    WARNING,
    "วันที่ตัดข้อมูลอยู่นอกปีงบประมาณ",
    why="งานเกินกำหนดนับถึงวันที่ตัดข้อมูล หากวันนี้ผิดปี จำนวนงานเกินกำหนดจะผิดไปด้วย",
    message="“{label}” {day} อยู่นอกปีงบประมาณ {year} โปรดตรวจวันที่หรือปี",
    bad=Case({"cutoff": dt.date(2023, 3, 31)}),
    good=Case({"cutoff": dt.date(2024, 3, 31)}),
)
def cutoff_outside(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    year, day = report.fiscal_year, report.cutoff
    if year and day and not year.start <= day <= _last_day(report, year):
        cell = reading.cells["cutoff"]
        yield at(cell, other_day(cell, day, year.__contains__), day=spoken(day), year=str(year))


@family.rule(
    "Y508",
    WARNING,
    "วันที่ตัดข้อมูลอยู่หลังวันที่บันทึก",
    why="บันทึกรายงานข้อมูลที่ยังมาไม่ถึงไม่ได้",
    message="“{label}” {day} อยู่หลังวันที่บันทึก {memo} โปรดตรวจทั้งสองวัน",
    bad=Case({"cutoff": dt.date(2024, 5, 31)}),
    good=Case({"cutoff": dt.date(2024, 4, 2)}),
)
def cutoff_after_memo(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    if report.cutoff and report.memo_date and report.cutoff > report.memo_date:
        yield at(reading.cells["cutoff"], day=spoken(report.cutoff), memo=spoken(report.memo_date))


def _quoted(reading: Reading, name: str, allowed: set[FiscalYear]) -> Iterator[Found]:
    """Years that a text quotes, against those that the report is about."""
    cell = reading.cells.get(name)
    if cell is None or not isinstance(cell.raw, str) or not allowed:
        return
    years = sorted({int(y) for y in _QUOTED_YEAR.findall(arabic_digits(cell.raw))})
    strange = [str(y) for y in years if FiscalYear(y) not in allowed]
    if strange:
        expected = " หรือ ".join(str(y) for y in sorted(allowed))
        yield at(cell, seen=", ".join(strange), expected=expected)


def _years(*years: FiscalYear | None) -> set[FiscalYear]:
    return {year for year in years if year}


@family.rule(
    "Y509",
    WARNING,
    "ปีในชื่อเรื่องไม่ตรงกับรายงาน",
    why="ชื่อเรื่องมักคัดลอกจากปีก่อนแล้วลืมแก้ปี",
    message="ชื่อเรื่องกล่าวถึงปี {seen} แต่รายงานนี้เป็นของปี {expected} โปรดแก้ปีในชื่อเรื่อง",
    bad=Case({"subject": "รายงานผลตามมาตรการ ประจำปี ๒๕๖๕"}),
    good=Case({"subject": "รายงานผลตามมาตรการ ประจำปี ๒๕๖๗"}),
)
def subject_year(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    yield from _quoted(reading, "subject", _years(report.fiscal_year, report.assessed_year))


@family.rule(
    "Y510",
    WARNING,
    "ปีในเรื่องของบันทึกฉบับก่อนไม่ตรงกับปีที่ประเมิน",
    why="บันทึกฉบับก่อนวิเคราะห์ผลของปีที่ประเมิน หากอ้างปีอื่น ข้อความในบันทึกจะขัดกันเอง",
    message="เรื่องของบันทึกฉบับก่อนกล่าวถึงปี {seen} แต่ปีที่ประเมินคือ {expected} โปรดตรวจกับบันทึกฉบับนั้น",
    bad=Case({"earlier_subject": "รายงานการวิเคราะห์ผลการประเมิน พ.ศ. ๒๕๖๕"}),
    good=Case({"earlier_subject": "รายงานการวิเคราะห์ผลการประเมิน พ.ศ. ๒๕๖๖"}),
)
def earlier_subject_year(reading: Reading) -> Iterator[Found]:
    yield from _quoted(reading, "earlier_subject", _years(reading.tracker.report.assessed_year))


@family.rule(
    "Y511",
    WARNING,
    "ปีในการกำกับติดตามไม่ตรงกับปีงบประมาณ",
    why="ข้อความการกำกับติดตามมักคัดลอกจากปีก่อน",
    message="“{label}” กล่าวถึงปี {seen} แต่มาตรการอยู่ในปี {expected} โปรดแก้ปีในข้อความ",
    bad=Case({"follow_up": "รายงานภายใน 31 มีนาคม 2565"}),
    good=Case({"follow_up": "รายงานภายใน 30 ธันวาคม 2566"}),
)
def follow_up_year(reading: Reading) -> Iterator[Found]:
    year = reading.tracker.report.fiscal_year
    if year:
        yield from _quoted(reading, "follow_up", _years(year, year.previous))


@family.rule(
    "Y512",
    WARNING,
    "บันทึกฉบับก่อนลงวันที่หลังบันทึกนี้",
    why="บันทึกที่อ้างถึงต้องมาก่อน",
    message="บันทึกฉบับก่อนลงวันที่ {day} ซึ่งไม่มาก่อนวันที่บันทึกนี้ {memo} โปรดตรวจทั้งสองวัน",
    bad=Case({"earlier_date": dt.date(2024, 4, 30)}),
    good=Case({"earlier_date": dt.date(2024, 1, 31)}),
)
def earlier_after(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    earlier = report.earlier.date
    if earlier and report.memo_date and earlier >= report.memo_date:
        yield at(reading.cells["earlier_date"], day=spoken(earlier), memo=spoken(report.memo_date))


@family.rule(
    "Y513",
    WARNING,
    "บันทึกลงวันที่ในวันหยุดสุดสัปดาห์",
    why="หนังสือราชการไม่ค่อยลงวันที่ในวันเสาร์หรือวันอาทิตย์ มักเป็นการพิมพ์ผิด",
    message="“{label}” {day} ตรงกับ{weekday} โปรดตรวจว่าถูกต้อง",
    bad=Case({"earlier_date": dt.date(2024, 1, 28)}),
    good=Case({"earlier_date": dt.date(2024, 1, 29)}),
)
def weekend(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    for name, day in (("memo_date", report.memo_date), ("earlier_date", report.earlier.date)):
        if day and day.weekday() >= 5:
            weekday = "วันเสาร์" if day.weekday() == 5 else "วันอาทิตย์"
            yield at(reading.cells[name], day=spoken(day), weekday=weekday)
