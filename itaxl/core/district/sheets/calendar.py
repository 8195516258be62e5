"""The sheet ปฏิทิน: what falls due when, by month and one by one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from itaxl.core import layout, palette
from itaxl.core.district.desk import Desk
from itaxl.core.district.sums import Due, open_measures, soonest
from itaxl.core.district.table import HEADER_ROW, Bars, Chart, Column, Kind, Row, Shade, Sheet, Table
from itaxl.core.thai.dates import month_name
from itaxl.core.years import BE_OFFSET

SHEET = "ปฏิทิน"
#: Measures that are listed one by one, the soonest first.
MOST = 3_000
#: Months that are shown, from the first on.
_MONTHS = 18
#: From so many days on a deadline is near.
SOON = 30
_NEAR = (Shade(palette.OVERDUE, below=0.0), Shade(palette.WARNING, below=SOON + 1.0))
_NONE = "ไม่มีมาตรการที่รอครบกำหนด"
_TITLE, _OFFICE = 56, 38
_COLUMNS = (
    Column(layout.field(layout.MEASURE_COLUMNS, "due").label, 19, Kind.DATE),
    Column("เหลือ (วัน)", 13, Kind.COUNT, shades=_NEAR),
    Column(layout.OFFICE_SHEET, _OFFICE),
    Column("ข้อที่", 10, Kind.PLAIN),
    Column(layout.MEASURES_SHEET, _TITLE),
    Column(layout.field(layout.MEASURE_COLUMNS, "divisions").label, 32),
)
_MONTH_COLUMNS = (
    Column("เดือน", 19, Kind.WORD, ours=True),
    Column("มาตรการ (ข้อ)", 13, Kind.COUNT),
    Column("หน่วยงานที่มีกำหนดในเดือนนี้ (แห่ง)", _OFFICE, Kind.COUNT),
)


def calendar(desk: Desk) -> Sheet:
    due = list(open_measures(desk.lines, desk.terms.made_on))
    months = _by_month(due)
    soon = sum(0 <= one.left <= SOON for one in due)
    listed = soonest(due, MOST)
    below = HEADER_ROW + max(len(months), 10) + 3
    bars = (Bars(2, (palette.ACCENT,)),)
    chart = Chart("มาตรการที่ยังไม่เสร็จตามเดือนที่ครบกำหนด", 1, bars, HEADER_ROW, 4, 3, 11 * 32, 0.2, _MONTHS)
    more = f" · แสดง {MOST:,} รายการแรก" if len(due) > MOST else ""
    return Sheet(
        SHEET,
        "ปฏิทินมาตรการที่ยังไม่เสร็จ",
        "มาตรการที่ยังไม่ดำเนินการหรืออยู่ระหว่างดำเนินการ เรียงตามวันที่ครบกำหนด · จำนวนวันติดลบคือเกินกำหนดแล้ว",
        f"ยังไม่เสร็จ {len(due):,} ข้อ · ครบกำหนดใน {SOON} วัน {soon:,} ข้อ{more}"
        if due
        else "ไม่มีมาตรการที่รอครบกำหนด",
        tables=(
            Table(_MONTH_COLUMNS, months, chart=chart if months else None),
            Table(_COLUMNS, [*map(_row, listed)], "tblCalendar", row=below, key=(2, 3, 4)),
        ),
        widths=tuple(column.width for column in _COLUMNS),
    )


def _by_month(due: Sequence[Due]) -> list[Row]:
    found: dict[tuple[int, int], list[str]] = {}
    for one in due:
        day = one.measure.due
        found.setdefault((day.year, day.month), []).append(one.office)
    return [
        (month_of(dt.date(*month, 1)), float(len(offices)), float(len(set(offices))))
        for month, offices in sorted(found.items())[:_MONTHS]
    ]


def month_of(day: dt.date) -> str:
    """'ธันวาคม 2569'."""
    return f"{month_name(day.month)} {day.year + BE_OFFSET}"


def _row(due: Due) -> Row:
    measure = due.measure
    return (
        measure.due,
        float(due.left),
        due.office,
        None if measure.number is None else float(measure.number),
        measure.title,
        ", ".join(measure.divisions),
    )
