"""Statuses and days in the words of offices."""

from __future__ import annotations

import datetime as dt

import pytest

from itaxl.core.grid import CellFault, Value
from itaxl.core.meanings.due import read_day
from itaxl.core.meanings.status import Mark, read_mark, read_status, status_word
from itaxl.core.model import Status

DONE, DOING, NOT_YET = Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED

SURE: list[tuple[Value, Status]] = [
    *((word, DONE) for word in ("เสร็จแล้ว", "ดำเนินการแล้ว", "แล้วเสร็จ 100%", "100%", "ร้อยละ ๑๐๐", " Done ")),
    *((word, DOING) for word in ("กำลังดำเนินการ", "อยู่ระหว่างการดำเนินการ", "50 %", "เสร็จบางส่วน")),
    *((word, NOT_YET) for word in ("ยังไม่ได้ทำ", "ยังไม่ดำเนินการ", "0%", "รอดำเนินการ")),
    *((status.value, status) for status in Status),
    (1.0, DONE),
    (0.4, DOING),
    (0.0, NOT_YET),
    (75.0, DOING),
]
UNSURE: list[tuple[Value, Status]] = [
    ("กำลังดำเนินกา", DOING),
    ("ยังไม่แล้วเสร็จ", DOING),
    ("ดำเนินการต่อเนื่อง", DOING),
    ("ยกเลิก", NOT_YET),
    ("/", DONE),
]
UNREAD: list[Value] = [
    *(None, "", "ควรเร่งรัด", "ดำเนินการแล้ว แต่ยังไม่เผยแพร่", "ได้ 150%", "50% จาก 80%", 3.0, 250.0),
    *(CellFault("#N/A"), dt.date(2022, 1, 1)),
]


@pytest.mark.parametrize(("value", "status"), SURE)
def test_a_usual_word_is_a_status_without_a_doubt(value: Value, status: Status) -> None:
    assert read_status(value)[:2] == (status, True)


@pytest.mark.parametrize(("value", "status"), UNSURE)
def test_a_word_that_leaves_room_is_a_guess(value: Value, status: Status) -> None:
    assert read_status(value)[:2] == (status, False)


@pytest.mark.parametrize("value", UNREAD)
def test_anything_else_is_no_status(value: Value) -> None:
    assert read_status(value).status is None


def test_what_follows_a_status_is_kept() -> None:
    assert read_status("ดำเนินการแล้ว (เอกสารบนเว็บไซต์)").rest == "เอกสารบนเว็บไซต์"
    assert read_status("แล้วเสร็จ: ทะเบียนยืม").rest == "ทะเบียนยืม"


def test_an_office_may_have_words_of_its_own() -> None:
    assert read_status("ปิดจ๊อบ").status is None
    assert read_status("ปิดจ๊อบ", {"ปิดจ๊อบ": DONE})[:2] == (DONE, True)


def test_a_column_is_headed_only_by_words_that_leave_no_room() -> None:
    assert (status_word("แล้วเสร็จ"), status_word("มี"), status_word("หมายเหตุ")) == (DONE, None, None)


@pytest.mark.parametrize(
    ("value", "mark"),
    [
        ("/", Mark(True)),
        ("/ (เอกสารบนเว็บไซต์)", Mark(True, "เอกสารบนเว็บไซต์")),
        ("✓", Mark(True)),
        ("x", Mark(True, cross=True)),
        ("ü", Mark(True)),
        ("-", Mark(False)),
        ("", Mark(False)),
        (None, Mark(False)),
        (1.0, Mark(True)),
        (True, Mark(True)),
        ("5 ม.ค. 65", Mark(True, "5 ม.ค. 65", False)),
        ("☐", Mark(False)),
        ("☒ แล้ว", Mark(True, "แล้ว", cross=True)),
        ("/(ก)(ข)", Mark(True, "(ก)(ข)")),
        ("/ ดูหน้าเว็บ", Mark(True, "ดูหน้าเว็บ")),
        ("ดูหน้าเว็บ /", Mark(True, "ดูหน้าเว็บ")),
        ("ทำไปครึ่งทาง", Mark(True, "ทำไปครึ่งทาง", False)),
        ("1. ประชุม", Mark(True, "1. ประชุม", False)),
        ("TRUE", Mark(True)),
        ("FALSE", Mark(False)),
    ],
)
def test_a_cell_of_marks_is_chosen_or_not(value: Value, mark: Mark) -> None:
    assert read_mark(value) == mark


@pytest.mark.parametrize(
    ("value", "day", "sure"),
    [
        ("31/3/2565", dt.date(2022, 3, 31), True),
        ("ภายใน 31 มี.ค. 65", dt.date(2022, 3, 31), True),
        (dt.date(2022, 3, 31), dt.date(2022, 3, 31), True),
        (dt.date(2565, 3, 31), dt.date(2022, 3, 31), False),
        ("ต.ค. 64 - มี.ค. 65", dt.date(2022, 3, 31), False),
        ("ภายในเดือนกุมภาพันธ์ พ.ศ. 2567", dt.date(2024, 2, 29), False),
        ("ตลอดปีงบประมาณ 2565", dt.date(2022, 9, 30), False),
        ("1 ต.ค. 2564 ถึง 30 ก.ย. 2565", dt.date(2022, 9, 30), False),
        ("๑ ต.ค. ๒๕๖๖ ถึง ๓๐ ก.ย. ๒๕๖๗", dt.date(2024, 9, 30), False),
        ("ไตรมาส 2 ปี 2567", dt.date(2024, 3, 31), False),
        ("ไตรมาสที่ ๑ ปีงบประมาณ พ.ศ. ๒๕๖๗", dt.date(2023, 12, 31), False),
        ("ไตรมาส 3-4/2567", dt.date(2024, 9, 30), False),
        ("มีค 67", dt.date(2024, 3, 31), False),
        ("ปี 2567", dt.date(2024, 9, 30), False),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๗", dt.date(2024, 9, 30), False),
        ("รายงานภายในวันที่ 31 มีนาคม 2567 ต่อนายก", dt.date(2024, 3, 31), False),
    ],
)
def test_a_day_or_the_last_day_of_a_span(value: Value, day: dt.date, sure: bool) -> None:
    reading = read_day(value)
    assert (reading.day, reading.sure) == (day, sure)


@pytest.mark.parametrize(
    "value", ["ไตรมาส 2", "31/2/2565", "๓๑ กุมภาพันธ์ ๒๕๖๗", "ตลอดปี", "เร็ว ๆ นี้", "มีนาคม 9999", 12.0, True]
)
def test_what_names_no_day_is_none(value: Value) -> None:
    assert read_day(value).day is None
    assert not read_day(value).empty
