"""The sheet ตามกอง: each division across the district, and a stacked bar chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from itaxl.core import layout, palette
from itaxl.core.model import Tally
from itaxl.files.district.charts import Series, bars
from itaxl.files.district.pen import FIRST_ROW, HEADER_ROW, Column, Number, Pen, harmless
from itaxl.files.district.sums import DivisionSum
from itaxl.files.tracker.cells import height
from itaxl.files.tracker.styles import page

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

SHEET = "ตามกอง"
#: More bars than this cannot be read from a chair.
_MOST_BARS = 15
_SERIES = ((6, palette.DONE), (5, palette.IN_PROGRESS), (4, palette.NOT_STARTED), (9, palette.UNREAD))


def _columns() -> tuple[Column, ...]:
    name, *others = (Column(field.label, field.width) for field in layout.ROLLUP_COLUMNS)
    return name, Column("จำนวนหน่วยงาน", 14), *others


COLUMNS = _columns()


def write_divisions(
    book: Workbook, pen: Pen, rows: Sequence[DivisionSum], total: Tally, offices: int
) -> None:
    """`total` counts each measure once; `offices` are those that were read."""
    lead = "รวมทุกหน่วยงานที่อ่านได้ · มาตรการที่มีหลายกองนับให้ทุกกอง ส่วนบรรทัดรวมนับมาตรการละหนึ่งครั้ง"
    pen.head("ผลการดำเนินการตามส่วนราชการ", lead, COLUMNS)
    pen.table("tblDivisions", COLUMNS, len(rows), frozen=1)
    if len(rows) <= _MOST_BARS:
        page(pen.sheet, landscape=True, header_row=HEADER_ROW, one_page=True)
    pen.state(f"{len(rows):,} ส่วนราชการ จาก {offices:,} หน่วยงาน" if rows else "ยังไม่มีข้อมูลส่วนราชการ")
    for at, row in enumerate(rows):
        _row(pen, FIRST_ROW + at, row)
    if not rows:
        pen.text(FIRST_ROW, 1, "–", "value")
    below = FIRST_ROW + max(len(rows), 1)
    _row(pen, below, DivisionSum(offices, total), "total")
    if rows:
        _chart(book, pen, min(len(rows), _MOST_BARS), below + 2)


def _row(pen: Pen, row: int, line: DivisionSum, *traits: str) -> None:
    tally, name = line.tally, harmless(line.tally.division)
    pen.height(row, height([(name, COLUMNS[0].width)]))
    pen.text(row, 1, name, *traits, "value", "wrap")
    counts = (line.offices, tally.measures, tally.not_started, tally.in_progress, tally.done)
    for column, count in enumerate(counts, start=2):
        pen.number(row, column, float(count), Number.COUNT, *traits)
    pen.flagged(row, 7, tally.overdue, palette.OVERDUE, *traits)
    pen.number(row, 8, tally.percent_done, Number.PERCENT, *traits)
    pen.number(row, 9, float(tally.unread), Number.COUNT, *traits)


def _chart(book: Workbook, pen: Pen, bar_count: int, row: int) -> None:
    first, last = FIRST_ROW - 1, FIRST_ROW + bar_count - 2
    names = (SHEET, first, 0, last, 0)
    series = [Series(s.word, names, (SHEET, first, at - 1, last, at - 1), s.strong) for at, s in _SERIES]
    title = "จำนวนมาตรการของแต่ละส่วนราชการทุกหน่วยงานรวมกัน"
    chart = bars(book, title, series, pen.digits, 0.2)
    width = sum(column.width * 7 + 5 for column in COLUMNS)
    chart.set_size({"width": width, "height": 150 + 38 * bar_count})
    pen.sheet.insert_chart(row - 1, 0, chart, {"object_position": 1, "description": title})
