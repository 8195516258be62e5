"""The sheet ภาพรวม: the district's figures on one page."""

from __future__ import annotations

from itaxl.core import layout, palette
from itaxl.core.district.desk import SHADES, Desk, DeskOffice, Standing, by_place
from itaxl.core.district.sums import Sums, sums
from itaxl.core.district.table import Bars, Card, Chart, Column, Kind, Row, Sheet, Table
from itaxl.core.model import Digits
from itaxl.core.thai.dates import format_date

SHEET = "ภาพรวม"
_DISTRICT, _PROVINCE = (layout.field(layout.OFFICE_FIELDS, name).label for name in ("district", "province"))
_WIDTH = 42
_CHARTS_ROW, _TABLES_ROW = 10, 22
_CHART_HEIGHT = 11 * 32
_STATUSES = (palette.DONE, palette.IN_PROGRESS, palette.NOT_STARTED)
COUNT = "จำนวน"
_COUNTS = Column(COUNT, _WIDTH, Kind.COUNT)
_STANDINGS = Column("จำนวนหน่วยงานตามสถานะการส่ง", _WIDTH, shades=SHADES, counted=True)


def overview(desk: Desk) -> Sheet:
    figures = sums(desk)
    levels: list[Row] = [(name, float(count)) for name, count in figures.levels]
    statuses = _by_status(figures)
    standings: list[Row] = [(one.value, float(desk.count(one))) for one in Standing]
    below = _TABLES_ROW + max(len(levels), len(statuses)) + 4
    made = format_date(desk.terms.made_on, digits=Digits.ARABIC)
    return Sheet(
        SHEET,
        title(desk),
        f"จัดทำเมื่อวันที่ {made} · คะแนน ระดับ และมาตรการ นับเฉพาะหน่วยงานที่ส่งของปีงบประมาณ {desk.terms.year} และอ่านได้ "
        f"{figures.read:,} จาก {figures.offices:,} หน่วยงาน",
        cards=_cards(desk, figures),
        widths=(_WIDTH,) * 4,
        tables=(
            _counts(
                "จำนวนหน่วยงานตามระดับผลการประเมิน", levels, 1, "หน่วยงานตามระดับผลการประเมิน", (palette.ACCENT,)
            ),
            _counts(
                "จำนวนมาตรการตามสถานะ",
                statuses,
                3,
                "มาตรการทั้งหมดตามสถานะ",
                tuple(s.strong for s in (*_STATUSES, palette.UNREAD)[: len(statuses)]),
            ),
            Table(
                (_STANDINGS, _COUNTS),
                standings,
                row=below,
                total=(TOTAL, float(figures.offices)),
            ),
            *_places(desk, below),
        ),
        one_page=True,
    )


TOTAL = "รวม"


def title(desk: Desk) -> str:
    """Names the district and the province where all offices share them, and the year."""
    said = "ผลการดำเนินการตามมาตรการ ITA"
    for lead, attribute in ((_DISTRICT, "district"), (_PROVINCE, "province")):
        if shared := desk.shared(attribute):
            said += f" {lead}{shared[:40]}"
    said += f" ปีงบประมาณ พ.ศ. {desk.terms.year}"
    return said + (f" รอบ {desk.terms.round} เดือน" if desk.terms.round else "")


def _cards(desk: Desk, figures: Sums) -> tuple[Card, ...]:
    total, mean = figures.total, figures.mean_score
    ready, to_mend = desk.count(Standing.READY), desk.count(Standing.TO_MEND)
    missing = figures.offices - ready - to_mend
    return (
        Card("หน่วยงานทั้งหมด", figures.offices),
        Card("ยังไม่มีไฟล์ที่นับได้", missing, swatch=palette.OVERDUE),
        Card("มีข้อมูลที่ต้องแก้ไข", to_mend, swatch=palette.ERROR),
        Card("พร้อมแล้ว", ready, swatch=palette.DONE),
        Card("คะแนน ITA เฉลี่ย", None if mean is None else float(mean), Kind.SCORE),
        Card("มาตรการรวม", total.measures),
        Card("เสร็จแล้ว (ร้อยละ)", total.percent_done, Kind.PERCENT),
        Card("มาตรการที่เกินกำหนด", total.overdue, swatch=palette.OVERDUE),
    )


def _by_status(figures: Sums) -> list[Row]:
    total = figures.total
    counts = (total.done, total.in_progress, total.not_started)
    rows: list[Row] = [(s.word, float(count)) for s, count in zip(_STATUSES, counts, strict=True)]
    return [*rows, (palette.UNREAD.word, float(total.unread))] if total.unread else rows


def _counts(header: str, rows: list[Row], column: int, chart: str, colours: tuple[str, ...]) -> Table:
    """The figures behind a chart, which stands above them."""
    if len(colours) > 1:
        colours += (palette.GRID,) * (len(rows) - len(colours))
    bars = Bars(2, colours)
    drawn = Chart(chart, 1, (bars,), _CHARTS_ROW, column, 2, _CHART_HEIGHT)
    return Table(
        (Column(header, _WIDTH), _COUNTS), rows, row=_TABLES_ROW, column=column, total=_sum(rows), chart=drawn
    )


def _sum(rows: list[Row]) -> Row:
    return (TOTAL, float(sum(value for row in rows if isinstance(value := row[1], float))))


def _places(desk: Desk, row: int) -> tuple[Table, ...]:
    """The offices by district, or by province, where there are several."""
    for attribute, label in (("district", _DISTRICT), ("province", _PROVINCE)):
        places = by_place(desk, attribute)
        if len([place for place in places if place]) > 1:
            rows = sorted(
                (_place(name, offices) for name, offices in places.items()), key=lambda r: str(r[0])
            )
            columns = (
                Column(f"{label} (พร้อมแล้ว จากทั้งหมด)", _WIDTH, ours=True),
                Column("หน่วยงานที่ยังไม่พร้อม", _WIDTH, Kind.COUNT),
            )
            return (Table(columns, rows, row=row, column=3),)
    return ()


def _place(name: str, offices: list[DeskOffice]) -> Row:
    ready = sum(office.standing is Standing.READY for office in offices)
    return (f"{name or 'ไม่ระบุ'} ({ready:,} จาก {len(offices):,})", float(len(offices) - ready))
