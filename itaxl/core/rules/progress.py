"""Progress: due dates, dates of completion, status and evidence, held against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from itaxl.core.links import are_links, meant_links
from itaxl.core.model import Status
from itaxl.core.reading import Reading
from itaxl.core.rollup import overdue, reference_day
from itaxl.core.rules.other_days import other_day
from itaxl.core.rules.rule import ERROR, WARNING, Case, Family, Found, at, empty, spoken

family = Family("ความก้าวหน้า วันที่ และหลักฐาน")

_UNDONE = {"status": Status.IN_PROGRESS.value, "done_on": None}


@family.rule(
    "P701",
    WARNING,
    "เกินกำหนดแล้วยังไม่เสร็จ",
    why="ผู้บริหารต้องรู้ว่ามาตรการใดล่าช้า",
    message="เกินกำหนดแล้วเสร็จ {day} (นับถึงวันที่ {as_of}) แต่ยังดำเนินการไม่แล้วเสร็จ โปรดปรับสถานะหรือเร่งดำเนินการ",
    bad=Case(_UNDONE | {"due": dt.date(2024, 2, 15)}, at="due"),
    good=Case(_UNDONE | {"due": dt.date(2024, 3, 31)}),
)
def past_due(reading: Reading) -> Iterator[Found]:
    as_of = reference_day(reading.tracker.report)
    if as_of is None:
        return
    for row in reading.rows:
        # without a readable status nobody knows; that is its own finding
        if row.measure.status and row.measure.due and overdue(row.measure, as_of):
            yield at(row.cells["due"], day=spoken(row.measure.due), as_of=spoken(as_of))


@family.rule(
    "P702",
    WARNING,
    "กำหนดแล้วเสร็จอยู่นอกปีงบประมาณ",
    why="มาตรการของปีหนึ่งควรเสร็จในปีนั้น มักเป็นการพิมพ์ปีผิด",
    message="กำหนดแล้วเสร็จ {day} อยู่นอกปีงบประมาณ {year} โปรดตรวจวัน เดือน (อาจสลับกัน) และปี",
    bad=Case({"due@3": dt.date(2025, 9, 30)}),
    good=Case({"due@3": dt.date(2024, 9, 30)}),
)
def due_outside(reading: Reading) -> Iterator[Found]:
    year = reading.tracker.report.fiscal_year
    for row in reading.rows:
        day = row.measure.due
        if year and day and day not in year:
            cell = row.cells["due"]
            yield at(cell, other_day(cell, day, year.__contains__), day=spoken(day), year=str(year))


@family.rule(
    "P703",
    WARNING,
    "เสร็จก่อนปีงบประมาณเริ่ม",
    why="งานที่เสร็จก่อนปีงบประมาณไม่ใช่ผลของมาตรการปีนี้ มักเป็นการพิมพ์ปีผิด",
    message="วันที่แล้วเสร็จ {day} อยู่ก่อนวันเริ่มปีงบประมาณ {year} ({start}) โปรดตรวจวันที่",
    bad=Case({"done_on": dt.date(2023, 2, 9)}),
    good=Case({"done_on": dt.date(2023, 10, 2)}),
)
def done_before_year(reading: Reading) -> Iterator[Found]:
    year = reading.tracker.report.fiscal_year
    for row in reading.rows:
        day = row.measure.done_on
        if year and day and day < year.start:
            words = {"day": spoken(day), "year": str(year), "start": spoken(year.start)}
            cell = row.cells["done_on"]
            yield at(cell, other_day(cell, day, year.__contains__), **words)


@family.rule(
    "P704",
    ERROR,
    "เสร็จหลังวันที่บันทึก",
    why="บันทึกรายงานผลที่ยังไม่เกิดขึ้นไม่ได้",
    message="วันที่แล้วเสร็จ {day} อยู่หลังวันที่บันทึก {memo} โปรดแก้วันที่ หรือเปลี่ยนสถานะ",
    bad=Case({"done_on": dt.date(2024, 6, 30)}),
    good=Case({"done_on": dt.date(2024, 4, 2)}),
)
def done_after_memo(reading: Reading) -> Iterator[Found]:
    year, memo = reading.tracker.report.fiscal_year, reading.tracker.report.memo_date
    for row in reading.rows:
        day = row.measure.done_on
        if memo and day and day > memo:
            cell = row.cells["done_on"]
            other = other_day(cell, day, year.__contains__) if year else None
            yield at(cell, other if other and other <= memo else None, day=spoken(day), memo=spoken(memo))


@family.rule(
    "P705",
    ERROR,
    "มีวันที่แล้วเสร็จแต่สถานะยังไม่เสร็จ",
    why="วันที่กับสถานะขัดกัน บันทึกจะรายงานผลที่ไม่ตรงกับความจริง",
    message="มีวันที่แล้วเสร็จ {value} แต่สถานะคือ “{status}” โปรดเปลี่ยนสถานะ หรือลบวันที่",
    bad=Case({"status": Status.NOT_STARTED.value}, at="done_on"),
    good=Case({"status": Status.DONE.value}),
)
def done_date_without_status(reading: Reading) -> Iterator[Found]:
    for row in reading.rows:
        status = row.measure.status
        if status and status is not Status.DONE and row.measure.done_on:
            yield at(row.cells["done_on"], status=status.value)


@family.rule(
    "P706",
    WARNING,
    "สถานะเสร็จแล้วแต่ไม่มีวันที่แล้วเสร็จ",
    why="วันที่แล้วเสร็จใช้ยืนยันผลเมื่อถูกตรวจ",
    message="สถานะเสร็จแล้ว แต่ยังไม่ได้กรอก “{label}”",
    bad=Case({"done_on": None}),
    good=Case({"done_on": "9 ก.พ. 67"}),
)
def done_without_date(reading: Reading) -> Iterator[Found]:
    for row in reading.rows:
        if row.measure.status is Status.DONE and not row.measure.done_on:
            cell = row.cells.get("done_on")
            if cell and empty(cell):
                yield at(cell)


@family.rule(
    "P707",
    WARNING,
    "มาตรการที่เสร็จแล้วไม่มีหลักฐาน",
    why="ข้อ OIT ด้านผลของมาตรการตรวจจากหลักฐานบนเว็บไซต์ของหน่วยงาน",
    message="สถานะเสร็จแล้ว แต่ยังไม่มี “{label}” โปรดใส่ลิงก์หน้าเว็บของหน่วยงานที่เผยแพร่ผล",
    bad=Case({"evidence": None}),
    good=Case({"evidence": "https://www.tuayangsuk.example.go.th/ita/1"}),
)
def evidence_missing(reading: Reading) -> Iterator[Found]:
    for row in reading.rows:
        if row.measure.status is Status.DONE and not row.measure.evidence:
            cell = row.cells.get("evidence")
            if cell and empty(cell):
                yield at(cell)


@family.rule(
    "P708",
    WARNING,
    "ลิงก์หลักฐานไม่ถูกรูปแบบ",
    why="ผู้ตรวจต้องเปิดลิงก์ได้",
    message="“{value}” ไม่ใช่ลิงก์ โปรดคัดลอกลิงก์เต็มจากเบราว์เซอร์ ซึ่งขึ้นต้นด้วย https://",
    question="ลิงก์ “{value}” ไม่ครบ หมายถึง “{meant}” ใช่หรือไม่ โปรดลองเปิดก่อน",
    bad=Case({"evidence": "เว็บไซต์ อบต."}),
    good=Case({"evidence": "https://www.tuayangsuk.example.go.th/ผลงาน"}),
)
def evidence_form(reading: Reading) -> Iterator[Found]:
    for row in reading.rows:
        if row.measure.evidence.strip() and not are_links(row.measure.evidence):
            yield at(row.cells["evidence"], meant_links(row.measure.evidence))
