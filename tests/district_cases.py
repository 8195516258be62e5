"""Desks for the tests of the district: each line is an office of its own."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from itaxl.core.district.desk import Desk, NotCounted, Terms, desk_of
from itaxl.core.district.line import OfficeLine, OpenMeasure
from itaxl.core.model import Digits, Rollup, Tally
from itaxl.files.district.workbook import district_bytes

DAY = dt.date(2024, 4, 5)


def a_line(number: int = 1, **changes: Any) -> OfficeLine:
    """An office with 4 measures, one of them overdue."""
    tally = Tally("กองคลัง", 4, 1, 1, 2, overdue=1)
    late = OpenMeasure(("กองคลัง",), 3, "เผยแพร่แผน", dt.date(2024, 3, 1))
    line = OfficeLine(
        file=f"in/{number}.xlsm",
        office=f"หน่วยงานที่ {number}",
        district="เมืองสมมุติ",
        province="สมมุติบุรี",
        fiscal_year=2567,
        score=Decimal("89.38"),
        level="ผ่านดี",
        rollup=Rollup(dt.date(2024, 3, 31), (tally,), tally._replace(division="รวม")),
        memo=f"memos/{number}.docx",
        checked=f"checked/{number}.xlsm",
        overdue=(late,),
        codes=(("P701", 1),),
        warnings=1,
    )
    return line._replace(**changes)


def desk(*lines: OfficeLine, made_on: dt.date = DAY, year: int = 2567, **more: Any) -> Desk:
    return desk_of(enumerate(lines), Terms(year, made_on), **more)


def written(
    *lines: OfficeLine,
    made_on: dt.date = DAY,
    digits: Digits = Digits.ARABIC,
    not_counted: tuple[NotCounted, ...] = (),
) -> bytes:
    return district_bytes(desk(*lines, made_on=made_on, not_counted=not_counted), digits)
