"""The sheet ตามกอง: each division across the district, and a stacked bar chart."""

from __future__ import annotations

from itaxl.core import layout, palette
from itaxl.core.district.desk import Desk
from itaxl.core.district.sums import DivisionSum, by_division, sums
from itaxl.core.district.table import FIRST_ROW, Bars, Chart, Column, Kind, Row, Sheet, Table, flag

SHEET = "ตามกอง"
#: More bars than this cannot be read from a chair.
_MOST_BARS = 15
_SERIES = ((6, palette.DONE), (5, palette.IN_PROGRESS), (4, palette.NOT_STARTED), (9, palette.UNREAD))


def _columns() -> tuple[Column, ...]:
    name, *counts = layout.ROLLUP_COLUMNS
    shades = {"overdue": flag(palette.OVERDUE)}
    return (
        Column(name.label, name.width),
        Column("จำนวนหน่วยงาน", 14, Kind.COUNT),
        *(
            Column(
                field.label,
                field.width,
                Kind.PERCENT if field.key == "percent_done" else Kind.COUNT,
                shades=shades.get(field.key, ()),
            )
            for field in counts
        ),
    )


def divisions(desk: Desk) -> Sheet:
    rows, figures = by_division(desk.lines), sums(desk)
    total = _row(DivisionSum(figures.read, figures.total))
    below = FIRST_ROW + max(len(rows), 1) + 2
    shown = min(len(rows), _MOST_BARS)
    stacked = tuple(Bars(column, (swatch.strong,)) for column, swatch in _SERIES)
    columns = _columns()
    chart = Chart(
        "จำนวนมาตรการของแต่ละส่วนราชการทุกหน่วยงานรวมกัน",
        *(1, stacked, below, 1, len(columns), 150 + 38 * shown, 0.2, _MOST_BARS),
    )
    return Sheet(
        SHEET,
        "ผลการดำเนินการตามส่วนราชการ",
        "รวมทุกหน่วยงานที่นับ · มาตรการที่มีหลายกองนับให้ทุกกอง ส่วนบรรทัดรวมนับมาตรการละหนึ่งครั้ง",
        f"{len(rows):,} ส่วนราชการ จาก {figures.read:,} หน่วยงาน" if rows else "ยังไม่มีข้อมูลส่วนราชการ",
        tables=(
            Table(
                columns,
                [*map(_row, rows)],
                "tblDivisions",
                total,
                frozen=1,
                chart=chart if rows else None,
                key=(0,),
            ),
        ),
        one_page=len(rows) <= _MOST_BARS,
    )


def _row(line: DivisionSum) -> Row:
    tally = line.tally
    counts = (tally.measures, tally.not_started, tally.in_progress, tally.done, tally.overdue)
    return (
        tally.division,
        float(line.offices),
        *map(float, counts),
        tally.percent_done,
        float(tally.unread),
    )
