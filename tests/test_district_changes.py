"""What changed at an office since an earlier run, by the measures' names, as it is told on the telephone."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import openpyxl

from itaxl.core.district.changes import BETTER, WORSE, Change, Earlier, Now, changes
from itaxl.core.district.desk import Desk
from itaxl.core.district.identity import OfficeName
from itaxl.core.district.line import OpenMeasure
from itaxl.core.district.sheets import offices
from itaxl.files.district.workbook import district_bytes
from tests.district_cases import a_line, desk

WHO = OfficeName("", "ตัวอย่าง", "", "")
DUE = dt.date(2024, 3, 1)


def change(was: dict[str, bool], now: dict[str, bool], *, done: tuple[int, int]) -> Change:
    def at(count: int, open_: dict[str, bool]) -> Now:
        return Now(4, False, count, sum(open_.values()), count * 10.0, open_)

    (found,) = changes([(WHO, at(done[1], now))], [Earlier(WHO, at(done[0], was))])
    assert found
    return found


def said(made: Change, *late: OpenMeasure) -> str:
    base = desk(a_line(1, overdue=late))
    made_desk = Desk(base.terms, (base.offices[0]._replace(change=made),))
    book = openpyxl.load_workbook(BytesIO(district_bytes(made_desk)))
    header, row = (next(book[offices.SHEET].iter_rows(n, n, values_only=True)) for n in (4, 5))
    return str(row[header.index("เทียบกับครั้งก่อน")])


def it_names_what_was_done_and_what_is_late_by_now() -> None:
    found = change(
        {"อบรม": False, "เผยแพร่": False, "ประชุม": False}, {"เผยแพร่": True, "ประชุม": False}, done=(1, 2)
    )
    assert found == Change(BETTER, 1, ("อบรม",), ("เผยแพร่",))
    late = OpenMeasure((), 3, "เผยแพร่", DUE)
    assert said(found, late) == f"{BETTER} · เสร็จเพิ่ม 1 ข้อ: อบรม · เกินกำหนดเพิ่ม 1 ข้อ: ข้อ 3 เผยแพร่"


def it_names_no_measure_as_done_that_only_got_another_title() -> None:
    found = change({"อบรม": False, "เผยแพร": False}, {"เผยแพร่": False}, done=(1, 2))
    assert found.done == 1 and found.newly_done == ()
    assert said(found) == f"{BETTER} · เสร็จเพิ่ม 1 ข้อ"


def it_names_those_with_a_day_where_others_had_none() -> None:
    found = change({"อบรม": False}, {}, done=(1, 4))
    assert said(found) == f"{BETTER} · เสร็จเพิ่ม 3 ข้อ: อบรม และอีก 2 มาตรการ"


def it_names_a_few_of_many_and_cuts_long_titles_to_fit_the_cell() -> None:
    long = {f"{n} " + "ก" * 200: False for n in range(40)}
    late = dict.fromkeys(long, True)
    found = change({**long, **{f"ข{title}": False for title in long}}, late, done=(0, 40))
    text = said(found, *(OpenMeasure((), n + 1, title, DUE) for n, title in enumerate(late)))
    assert text.startswith(f"{WORSE if found.word == WORSE else BETTER} · เสร็จเพิ่ม 40 ข้อ: ข0 ")
    assert "และอีก 37 มาตรการ · เกินกำหนดเพิ่ม 40 ข้อ: ข้อ 1 0 " in text and text.endswith("และอีก 37 มาตรการ")
    assert len(text) <= 300


def it_counts_what_is_open_again() -> None:
    found = change({}, {"อบรม": False}, done=(2, 1))
    assert found.newly_done == () and said(found).endswith("เสร็จลดลง 1 ข้อ")
