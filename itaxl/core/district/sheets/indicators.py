"""The sheet ตามตัวชี้วัด: the measures of the district by the indicator that they are meant to raise."""

from __future__ import annotations

from itaxl.core import layout, palette
from itaxl.core.district.desk import Desk
from itaxl.core.district.sums import IndicatorSum, by_indicator
from itaxl.core.district.table import FIRST_ROW, Bars, Chart, Column, Kind, Row, Sheet, Table, flag
from itaxl.core.indicators import INDICATORS

SHEET = "ตามตัวชี้วัด"
_SERIES = ((8, palette.DONE), (7, palette.IN_PROGRESS), (6, palette.NOT_STARTED), (9, palette.UNREAD))


def _columns() -> tuple[Column, ...]:
    words = {field.key: field.label for field in layout.ROLLUP_COLUMNS}
    return (
        Column(layout.field(layout.MEASURE_COLUMNS, "indicator").label, 12, Kind.PLAIN),
        Column("ตัวชี้วัด", 34),
        Column("เครื่องมือ", 12, Kind.WORD),
        Column("จำนวนหน่วยงาน", 14, Kind.COUNT),
        Column(words["measures"], 14, Kind.COUNT),
        Column(words["not_started"], 16, Kind.COUNT),
        Column(words["in_progress"], 18, Kind.COUNT),
        Column(words["done"], 24, Kind.COUNT),
        Column(words["unread"], 14, Kind.COUNT),
        Column(words["overdue"], 12, Kind.COUNT, shades=flag(palette.OVERDUE)),
        Column(words["percent_done"], 14, Kind.PERCENT),
    )


def indicators(desk: Desk) -> Sheet:
    rows, columns = by_indicator(desk.lines), _columns()
    stacked = tuple(Bars(column, (swatch.strong,)) for column, swatch in _SERIES)
    below = FIRST_ROW + max(len(rows), 1) + 1
    chart = Chart("จำนวนมาตรการตามตัวชี้วัด", 2, stacked, below, 1, len(columns), 150 + 38 * len(rows), 0.2)
    return Sheet(
        SHEET,
        "ผลการดำเนินการตามตัวชี้วัด ITA",
        "รวมทุกหน่วยงานที่นับ เฉพาะมาตรการที่ระบุตัวชี้วัด 1–10",
        f"{sum(row.tally.measures for row in rows):,} มาตรการที่ระบุตัวชี้วัด" if rows else "ไม่มีมาตรการที่ระบุตัวชี้วัด",
        tables=(
            Table(
                columns,
                [*map(_row, rows)],
                "tblIndicators",
                frozen=2,
                chart=chart if rows else None,
                key=(0,),
            ),
        ),
        one_page=True,
    )


def _row(line: IndicatorSum) -> Row:
    tally = line.tally
    counts = (tally.measures, tally.not_started, tally.in_progress, tally.done, tally.unread, tally.overdue)
    return (
        float(line.number),
        tally.division,
        INDICATORS[line.number].instrument.name,
        float(line.offices),
        *map(float, counts),
        tally.percent_done,
    )
