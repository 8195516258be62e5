"""The sheet สรุปย่อ: one page for whoever chairs the meeting."""

from __future__ import annotations

from collections.abc import Iterator

from itaxl.core import layout, palette
from itaxl.core.district.changes import BETTER, SENT, WORSE
from itaxl.core.district.desk import SHADES, Desk, DeskOffice, Standing
from itaxl.core.district.sheets.calendar import SOON
from itaxl.core.district.sheets.offices import todo
from itaxl.core.district.sheets.overview import title
from itaxl.core.district.sums import Sums, late_measures, open_measures, sums, to_mend
from itaxl.core.district.table import Column, Kind, Row, Sheet, Table
from itaxl.core.model import Digits, Severity
from itaxl.core.thai.dates import format_date
from itaxl.core.thai.text import thai_digits

SHEET = "สรุปย่อ"
#: Offices that the page names.
_NAMED = 12
_COLUMNS = (
    Column("หน่วยงานที่ต้องติดตามก่อน", 44),
    Column("สถานะ", 22, Kind.WORD, shades=SHADES),
    Column(layout.field(layout.ROLLUP_COLUMNS, "percent_done").label, 16, Kind.PERCENT),
    Column(palette.OVERDUE.word, 16, Kind.COUNT),
    Column("สิ่งที่ต้องทำ", 52, ours=True),
)


def brief(desk: Desk) -> Sheet:
    said = list(points(desk))
    waiting = [office for office in desk.offices if needs_a_call(office)]
    below = 5 + len(said) + 1
    made = format_date(desk.terms.made_on, digits=Digits.ARABIC)
    return Sheet(
        SHEET,
        title(desk),
        f"สรุปสำหรับประธานที่ประชุม ณ วันที่ {made}",
        tables=(
            Table(
                (Column("ประเด็นสำคัญ", _COLUMNS[0].width, ours=True),),
                [(point,) for point in said],
                row=4,
                span=5,
            ),
            Table(_COLUMNS, [*map(_row, waiting[:_NAMED])], row=below),
        ),
        widths=tuple(column.width for column in _COLUMNS),
        one_page=True,
    )


def brief_values(desk: Desk) -> dict[str, object]:
    """The same for a document, in Thai digits."""
    waiting = [office for office in desk.offices if needs_a_call(office)]
    more = len(waiting) - _NAMED
    return {
        "title": thai_digits(title(desk)),
        "date": f"ณ วันที่ {format_date(desk.terms.made_on)}",
        "points": [thai_digits(f"• {point}") for point in points(desk)],
        "offices": [
            {"name": office.name, "standing": office.standing.value, "todo": thai_digits(todo(office))}
            for office in waiting[:_NAMED]
        ],
        "more": thai_digits(f"และอีก {more:,} หน่วยงาน ตามแผ่นงานหน่วยงานของ district.xlsx") if more > 0 else "",
    }


def needs_a_call(office: DeskOffice) -> bool:
    """Whether something stands between the office and what is due."""
    late = office.line.rollup.total.overdue if office.line and office.line.rollup else 0
    return office.standing is not Standing.READY or late > 0


def points(desk: Desk) -> Iterator[str]:
    """What matters, a sentence each."""
    figures, lines, today = sums(desk), list(desk.lines), desk.terms.made_on
    counts = [f"{one.value} {desk.count(one):,}" for one in Standing if desk.count(one)]
    yield f"หน่วยงานทั้งหมด {figures.offices:,} แห่ง: {' · '.join(counts)}"
    yield from _of_measures(figures)
    if figures.mean_score is not None:
        yield f"คะแนน ITA เฉลี่ยของหน่วยงานที่นับได้ {figures.mean_score:.2f}"
    if late := late_measures(lines):
        offices, worst = len({one.office for one in late}), late[0]
        yield f"เกินกำหนด {len(late):,} ข้อ ใน {offices:,} หน่วยงาน นานที่สุด {worst.days:,} วัน ({worst.office})"
    if due := [one for one in open_measures(lines, today) if 0 <= one.left <= SOON]:
        offices = len({one.office for one in due})
        yield f"ครบกำหนดภายใน {SOON} วัน {len(due):,} ข้อ ใน {offices:,} หน่วยงาน"
    if errors := [one for one in to_mend(lines) if one.rule.severity is Severity.ERROR]:
        offices = len(errors[0].offices)
        yield f"เรื่องที่ต้องแก้ไขที่พบในหลายหน่วยงานที่สุด: {errors[0].rule.title} ({offices:,} หน่วยงาน)"
    yield from _of_changes(desk)
    if desk.terms.due:
        left, day = (desk.terms.due - today).days, format_date(desk.terms.due, digits=Digits.ARABIC)
        yield f"ครบกำหนดส่งวันที่ {day} " + (f"เหลืออีก {left:,} วัน" if left >= 0 else f"เลยมาแล้ว {-left:,} วัน")


def _of_measures(figures: Sums) -> Iterator[str]:
    total = figures.total
    if total.measures:
        unread = f" ไม่ทราบสถานะ {total.unread:,} ข้อ" if total.unread else ""
        yield (
            f"มาตรการ {total.measures:,} ข้อ เสร็จแล้ว {total.done:,} ข้อ (ร้อยละ {total.percent_done:.1f}) "
            f"อยู่ระหว่างดำเนินการ {total.in_progress:,} ข้อ ยังไม่ดำเนินการ {total.not_started:,} ข้อ{unread}"
        )


def _of_changes(desk: Desk) -> Iterator[str]:
    found = [office.change for office in desk.offices if office.change]
    if found:
        words = [
            f"{word} {sum(one.word == word for one in found):,} หน่วยงาน" for word in (SENT, BETTER, WORSE)
        ]
        done, late = sum(max(one.done, 0) for one in found), sum(len(one.newly_overdue) for one in found)
        yield f"เทียบกับครั้งก่อน: {' · '.join(words)} · เสร็จเพิ่ม {done:,} ข้อ · เกินกำหนดเพิ่ม {late:,} ข้อ"


def _row(office: DeskOffice) -> Row:
    total = office.line.rollup.total if office.line and office.line.rollup else None
    return (
        office.name,
        office.standing.value,
        total.percent_done if total else None,
        float(total.overdue) if total else None,
        todo(office),
    )
