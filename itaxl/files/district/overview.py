"""The sheet ภาพรวม: the district's figures on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from itaxl.core import layout, palette
from itaxl.core.palette import Swatch
from itaxl.files.district.charts import Series, bars
from itaxl.files.district.line import OfficeLine
from itaxl.files.district.pen import Column, Number, Pen, harmless
from itaxl.files.district.sums import Sums, shared_value
from itaxl.files.tracker.cells import put
from itaxl.files.tracker.styles import page

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

SHEET = "ภาพรวม"
_DISTRICT, _PROVINCE = (layout.field(layout.OFFICE_FIELDS, key).label for key in ("district", "province"))
_WIDTH = 42
_COLUMNS = (Column("", _WIDTH),) * 4
_CARDS_ROW, _CHARTS_ROW, _TABLES_ROW = 4, 10, 22
_CHART_HEIGHT = 11 * 32
_STATUSES = (palette.DONE, palette.IN_PROGRESS, palette.NOT_STARTED, palette.UNREAD)


class _Card(NamedTuple):
    label: str
    value: float | None
    number: Number = Number.COUNT
    swatch: Swatch | None = None


def write_overview(book: Workbook, pen: Pen, lines: Sequence[OfficeLine], figures: Sums, made: str) -> None:
    """`made` says when, in the digits asked for."""
    pen.head(_title(lines), f"จัดทำเมื่อวันที่ {made}", _COLUMNS)
    for at, card in enumerate(_cards(figures)):
        _card(pen, _CARDS_ROW + at // 4 * 3, at % 4 + 1, card)
    for row in (_CARDS_ROW - 1, _CARDS_ROW + 2, _CARDS_ROW + 5):
        pen.sheet.set_row(row - 1, 10)
    levels = [(name, count) for name, count in figures.levels]
    statuses = list(zip((s.word for s in _STATUSES), _by_status(figures), strict=True))
    _counts(pen, 1, "จำนวนหน่วยงานตามระดับผลการประเมิน", levels)
    _counts(pen, 3, "จำนวนมาตรการตามสถานะ", statuses)
    _chart(book, pen, 0, "หน่วยงานตามระดับผลการประเมิน", len(levels), palette.ACCENT)
    _chart(book, pen, 2, "มาตรการทั้งหมดตามสถานะ", len(statuses), *(s.strong for s in _STATUSES))
    page(pen.sheet, landscape=True, one_page=True)


def _title(lines: Sequence[OfficeLine]) -> str:
    """Names the district, the province and the year where all offices share them."""
    title = "ผลการดำเนินการตามมาตรการ ITA"
    for lead, attribute in (
        (_DISTRICT, "district"),
        (_PROVINCE, "province"),
        ("ปีงบประมาณ พ.ศ. ", "fiscal_year"),
    ):
        if shared := harmless(shared_value(lines, attribute)):
            title += f" {lead}{shared[:40]}"
    return title


def _cards(figures: Sums) -> tuple[_Card, ...]:
    total, mean = figures.total, figures.mean_score
    return (
        _Card("หน่วยงานทั้งหมด", figures.offices),
        _Card("อ่านไฟล์ไม่ได้", figures.unread, swatch=palette.ERROR if figures.unread else None),
        _Card("ออกบันทึกข้อความแล้ว", figures.with_memo, swatch=palette.DONE if figures.with_memo else None),
        _Card("มีข้อมูลที่ต้องแก้ไข", figures.with_errors, swatch=palette.ERROR if figures.with_errors else None),
        _Card("คะแนน ITA เฉลี่ย", None if mean is None else float(mean), Number.SCORE),
        _Card("มาตรการรวม", total.measures),
        _Card("เสร็จแล้ว (ร้อยละ)", total.percent_done, Number.PERCENT),
        _Card("มาตรการที่เกินกำหนด", total.overdue, swatch=palette.OVERDUE if total.overdue else None),
    )


def _card(pen: Pen, row: int, column: int, card: _Card) -> None:
    pen.sheet.set_row(row - 1, 28)
    pen.sheet.set_row(row, 52)
    put(pen.sheet, row, column, card.label, pen.looks.card(card.swatch, None))
    value = "–" if card.value is None else float(card.value)
    put(pen.sheet, row + 1, column, value, pen.looks.card(card.swatch, card.number))


def _by_status(figures: Sums) -> tuple[int, ...]:
    total = figures.total
    return total.done, total.in_progress, total.not_started, total.unread


def _counts(pen: Pen, column: int, title: str, rows: Sequence[tuple[str, int]]) -> None:
    """The figures behind a chart."""
    header = pen.looks.styles("header")
    put(pen.sheet, _TABLES_ROW, column, title, header)
    put(pen.sheet, _TABLES_ROW, column + 1, "จำนวน", pen.looks.styles("header", "centre"))
    for row, (name, count) in enumerate(rows, start=_TABLES_ROW + 1):
        pen.text(row, column, name, "value")
        pen.number(row, column + 1, float(count), Number.COUNT)


def _chart(book: Workbook, pen: Pen, column: int, title: str, rows: int, *colours: str) -> None:
    last = _TABLES_ROW + rows - 1
    series = Series(
        "จำนวน",
        (SHEET, _TABLES_ROW, column, last, column),
        (SHEET, _TABLES_ROW, column + 1, last, column + 1),
        *colours,
    )
    chart = bars(book, title, [series], pen.digits, 0.36)
    chart.set_size({"width": 2 * (_WIDTH * 7 + 5) - 8, "height": _CHART_HEIGHT})
    pen.sheet.insert_chart(
        _CHARTS_ROW - 1, column, chart, {"object_position": 1, "x_offset": 4, "description": title}
    )
