"""Layouts that offices use for the same content, each with what must come of it, through both doors.

`python -m tests.convert_layouts` prints the outcome of every layout as a table.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

from itaxl.convert.draft import Draft
from itaxl.convert.sources import source_from_bytes
from itaxl.convert.table.source import understand
from itaxl.core.grid import Area, Grid, Value, normal, shown
from itaxl.core.model import Status
from itaxl.core.thai.text import key
from tests.convert_twins import RELATIONS, TYPES, W
from tests.convert_verdict import told_cells

_STATUSES = {Status.DONE: "D", Status.IN_PROGRESS: "P", Status.NOT_STARTED: "N", None: "?"}
Cells = Sequence[object]


@dataclass(frozen=True, slots=True)
class M:
    """A measure that must come out.  `status` is D, P, N, or ? where none can be read."""

    title: str
    status: str
    divisions: tuple[str, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """Lines, a table, lines.  `merged` are areas of the table, from 1."""

    what: str
    rows: tuple[Cells, ...]
    expected: tuple[M, ...]
    merged: tuple[Area, ...] = ()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    report: Mapping[str, object] = field(default_factory=dict)
    sheet: str = "Sheet1"
    doors: tuple[str, ...] = ("table", "memo")


LAYOUTS: dict[str, Layout] = {}


def layout(build: Callable[[], Layout]) -> Callable[[], Layout]:
    LAYOUTS[build.__name__] = build()
    return build


def as_grid(one: Layout) -> Grid:
    """The layout as a sheet."""
    lines: list[tuple[Value, ...]] = [(line,) for line in one.above]
    lines += [()] if lines else []
    down = len(lines)
    rows = [tuple(map(normal, row)) for row in one.rows]
    below: list[tuple[Value, ...]] = [(), *((line,) for line in one.below)] if one.below else []
    areas = tuple((top + down, left, bottom + down, right) for top, left, bottom, right in one.merged)
    return Grid(one.sheet, (*lines, *rows, *below), areas)


def as_docx(one: Layout) -> bytes:
    """The layout as a memo's table, merges as Word has them."""
    width = max(map(len, one.rows))
    grid = "".join('<w:gridCol w:w="1000"/>' for _ in range(width))
    rows = "".join(_row(one, at, width) for at in range(1, len(one.rows) + 1))
    table = f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    return docx_of(_lines(one.above) + table + _lines(one.below))


def docx_of(body: str) -> bytes:
    """A document with this body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{body}<w:p/></w:body></w:document>")
    return out.getvalue()


def _lines(texts: Sequence[str]) -> str:
    return "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in texts)


def _row(one: Layout, at: int, width: int) -> str:
    cells, column = "", 1
    row = one.rows[at - 1]
    while column <= width:
        area = next((a for a in one.merged if a[0] <= at <= a[2] and a[1] <= column <= a[3]), None)
        span = area[3] - area[1] + 1 if area else 1
        tall = area is not None and area[2] > area[0]
        merge = (
            f"<w:vMerge{' w:val=' + chr(34) + 'restart' + chr(34) if area and area[0] == at else ''}/>"
            if tall
            else ""
        )
        value = row[column - 1] if column <= len(row) else None
        text = shown(normal(value))
        cells += (
            f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{_lines(text.split(chr(10)))}</w:tc>'
        )
        column += span
    return f"<w:tr>{cells}</w:tr>"


def draft_of(one: Layout, door: str) -> Draft:
    if door == "table":
        return understand((as_grid(one),)).draft
    return source_from_bytes(as_docx(one), "memo.docx").draft


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many measures, statuses and division sets are right; `silent` are wrong values without a doubt."""

    wanted: int
    found: int
    statuses: int
    divisions: int
    silent: tuple[str, ...]
    other: tuple[str, ...]


def outcome(draft: Draft, one: Layout) -> Outcome:
    """What came of a layout, measure by measure, in order."""
    found, told = draft.tracker.measures, told_cells(draft)
    silent = [] if len(found) == len(one.expected) else [f"{len(found)} มาตรการ ไม่ใช่ {len(one.expected)}"]
    statuses = divisions = 0
    other: list[str] = []
    for number, (got, wanted) in enumerate(zip(found, one.expected, strict=False)):
        checks: dict[str, bool] = {
            "title": key(got.title) == key(wanted.title),
            "status": _STATUSES[got.status] == wanted.status,
            "divisions": set(got.divisions) == set(wanted.divisions),
        }
        statuses += checks["status"]
        divisions += checks["divisions"]
        checks |= {name: _plain(getattr(got, name)) == value for name, value in wanted.more.items()}
        wrong = [name for name, right in checks.items() if not right]
        silent += [f"{number + 1} {n}: {getattr(got, n)}" for n in wrong if (number, n) not in told]
        other += [f"{number + 1} {n}: {_plain(getattr(got, n))}" for n in wrong if n in wanted.more]
    report = draft.tracker.report
    other += [
        f"{name}: {_plain(getattr(report, name))}"
        for name, value in one.report.items()
        if _plain(getattr(report, name)) != value
    ]
    return Outcome(len(one.expected), len(found), statuses, divisions, tuple(silent), tuple(other))


def _plain(value: object) -> object:
    """A value as the layouts spell it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (str, int)) or value is None:
        return value
    return getattr(value, "be", None) or getattr(value, "value", None) or str(value)


HEAD = ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "สถานะ")
A, B, C, D = "จัดทำคู่มือบริการ", "ทบทวนระเบียบพัสดุ", "อบรมจริยธรรมบุคลากร", "เปิดช่องทางร้องเรียน"
SP, KK, KC, KS = "สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษาฯ"
THREE = (M(A, "D", (SP,)), M(B, "P", (KK,)), M(C, "N", (KC,)))
DONE, DOING, NOT_YET = "ดำเนินการแล้วเสร็จ", "อยู่ระหว่างดำเนินการ", "ยังไม่ดำเนินการ"


# numbers of several levels


@layout
def sub_numbers_below_indicators() -> Layout:
    rows = (
        HEAD,
        ("1", "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่"),
        ("1.1", A, SP, DONE),
        ("1.2", B, KK, DOING),
        ("2", "ตัวชี้วัดที่ 2 การใช้งบประมาณ"),
        ("2.1", C, KC, NOT_YET),
    )
    indicators = (1, 1, 2)
    expected = tuple(replace(m, more={"indicator": i}) for m, i in zip(THREE, indicators, strict=True))
    return Layout("1.1 1.2 ใต้ตัวชี้วัดที่เป็นหัวข้อ", rows, expected)


@layout
def sub_numbers_alone() -> Layout:
    rows = (HEAD, ("๑.๑", A, SP, DONE), ("๑.๒", B, KK, DOING), ("๒.๑", C, KC, NOT_YET))
    return Layout("เลขย่อยอย่างเดียว เลขไทย", rows, THREE)


@layout
def sub_numbers_before_titles() -> Layout:
    rows = (
        HEAD[1:],
        ("1. ด้านการบริการ",),
        (f"1.1 {A}", SP, DONE),
        (f"1.2 {B}", KK, DOING),
        ("2. ด้านบุคลากร",),
        (f"2.1 {C}", KC, NOT_YET),
    )
    return Layout("เลขย่อยอยู่หน้าชื่อมาตรการ", rows, THREE)


@layout
def sub_numbers_as_figures() -> Layout:
    rows = (HEAD, (1.0, A, SP, DONE), (1.1, B, KK, DOING), (1.2, C, KC, NOT_YET))
    return Layout("1.1 เป็นตัวเลข มีกองและสถานะของตัวเอง", rows, THREE)


@layout
def steps_with_numbers() -> Layout:
    rows = (
        HEAD,
        (1.0, A, SP, DONE),
        (1.1, "รวบรวมงานบริการ"),
        (1.2, "พิมพ์เล่ม"),
        (2.0, B, KK, DOING),
        (2.1, "ประชุม"),
        (3.0, C, KC, NOT_YET),
    )
    return Layout("1.1 ไม่มีกองและสถานะ เป็นขั้นตอน", rows, THREE)


@layout
def numbers_that_became_dates() -> Layout:
    rows = (
        HEAD,
        (1.0, "ด้านการบริการ"),
        (dt.date(2024, 1, 1), A, SP, DONE),
        (dt.date(2024, 1, 2), B, KK, DOING),
        (dt.date(2024, 1, 3), C, KC, NOT_YET),
    )
    return Layout("Excel เปลี่ยน 1-1 1-2 เป็นวันที่", rows, THREE, doors=("table",))


@layout
def groups_in_roman_and_letters() -> Layout:
    rows = (
        HEAD,
        ("I", "มิติด้านวัฒนธรรมสุจริต"),
        ("1", A, SP, DONE),
        ("II", "มิติด้านความโปร่งใส"),
        ("1", B, KK, DOING),
        ("2", C, KC, NOT_YET),
    )
    return Layout("หัวข้อ I II ลำดับเริ่มใหม่ทุกหัวข้อ", rows, THREE)


@layout
def groups_without_numbers() -> Layout:
    rows = (
        HEAD,
        ("", "ยุทธศาสตร์ที่ 1 สร้างสังคมไม่ทนต่อการทุจริต"),
        ("1", A, SP, DONE),
        ("2", B, KK, DOING),
        ("", "ยุทธศาสตร์ที่ 2 ยกระดับการบริหาร"),
        ("3", C, KC, NOT_YET),
    )
    return Layout("หัวข้อยุทธศาสตร์ไม่มีเลข", rows, THREE)


@layout
def groups_across_the_table() -> Layout:
    rows = (
        HEAD,
        ("หมวด 1 การนำองค์กร",),
        ("1", A, SP, DONE),
        ("2", B, KK, DOING),
        ("หมวด 2 บุคลากร",),
        ("3", C, KC, NOT_YET),
    )
    return Layout("หัวข้อผสานทั้งแถว", rows, THREE, ((2, 1, 2, 4), (5, 1, 5, 4)))


@layout
def a_division_beside_its_group() -> Layout:
    rows = (HEAD, ("1", "งานคลัง", KK, ""), ("1.1", A, "", DONE), ("1.2", B, "", DOING))
    return Layout("กองอยู่ที่หัวข้อ สถานะอยู่ที่ข้อย่อย", rows, (M(A, "D", (KK,)), M(B, "P", (KK,))))


# months, quarters and rounds


@layout
def two_rounds_side_by_side() -> Layout:
    rows = (
        ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "รอบ 6 เดือน", "", "รอบ 12 เดือน", ""),
        ("", "", "", "สถานะ", "ผลการดำเนินงาน", "สถานะ", "ผลการดำเนินงาน"),
        ("1", A, SP, DOING, "ร่างเล่มแล้ว", DONE, "พิมพ์ครบ 200 เล่ม"),
        ("2", B, KK, NOT_YET, "-", DOING, "เสนอร่าง"),
        ("3", C, KC, NOT_YET, "", NOT_YET, ""),
    )
    merged = (*((1, c, 2, c) for c in (1, 2, 3)), (1, 4, 1, 5), (1, 6, 1, 7))
    expected = (replace(THREE[0], more={"note": "พิมพ์ครบ 200 เล่ม"}), *THREE[1:])
    return Layout("รอบ 6 และ 12 เดือนข้างกัน", rows, expected, merged, report={"round": "รอบ 12 เดือน"})


@layout
def a_second_round_still_empty() -> Layout:
    rows = (
        ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "สถานะ รอบ 6 เดือน", "สถานะ รอบ 12 เดือน"),
        ("1", A, SP, DONE, ""),
        ("2", B, KK, DOING, "-"),
        ("3", C, KC, NOT_YET, ""),
    )
    return Layout("รอบ 12 เดือนยังว่างทั้งคอลัมน์", rows, THREE, report={"round": "รอบ 6 เดือน"})


@layout
def two_rounds_of_ticks() -> Layout:
    names = ("ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้วเสร็จ")
    rows = (
        ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "รอบ 6 เดือน", "", "", "รอบ 12 เดือน", "", ""),
        ("", "", "", *names, *names),
        ("1", A, SP, "", "/", "", "", "", "/"),
        ("2", B, KK, "/", "", "", "", "/", ""),
        ("3", C, KC, "/", "", "", "/", "", ""),
    )
    merged = (*((1, c, 2, c) for c in (1, 2, 3)), (1, 4, 1, 6), (1, 7, 1, 9))
    return Layout("สองรอบ รอบละสามช่องเครื่องหมาย", rows, THREE, merged, report={"round": "รอบ 12 เดือน"})


@layout
def quarters_ticked() -> Layout:
    rows = (
        ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ (ปีงบประมาณ พ.ศ. ๒๕๖๗)", "", "", "", "สถานะ"),
        ("", "", "", "ไตรมาส ๑", "ไตรมาส ๒", "ไตรมาส ๓", "ไตรมาส ๔", ""),
        ("1", A, SP, "✓", "✓", "", "", DONE),
        ("2", B, KK, "", "", "✓", "", DOING),
        ("3", C, KC, "", "", "", "✓", NOT_YET),
    )
    merged = (*((1, c, 2, c) for c in (1, 2, 3, 8)), (1, 4, 1, 7))
    days = ("2024-03-31", "2024-06-30", "2024-09-30")
    expected = tuple(replace(m, more={"due": day}) for m, day in zip(THREE, days, strict=True))
    return Layout("ไตรมาสเป็นคอลัมน์ ใส่ ✓ ตามแผน", rows, expected, merged)


MONTHS = ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.")


def _of_months(**cells: object) -> tuple[object, ...]:
    names = {"oct": 0, "nov": 1, "dec": 2, "jan": 3, "feb": 4, "mar": 5, "sep": 11}
    values: list[object] = [""] * 12
    for name, value in cells.items():
        values[names[name]] = value
    return tuple(values)


@layout
def months_of_the_fiscal_year_ticked() -> Layout:
    rows = (
        ("ลำดับ", "กิจกรรม", "หน่วยงาน", *MONTHS, "สถานะ"),
        ("1", A, SP, *_of_months(oct="/", nov="/"), DONE),
        ("2", B, KK, *_of_months(dec="/", jan="/", mar="/"), DOING),
        ("3", C, KC, *_of_months(sep="/"), NOT_YET),
    )
    days = ("2023-11-30", "2024-03-31", "2024-09-30")
    expected = tuple(replace(m, more={"due": day}) for m, day in zip(THREE, days, strict=True))
    return Layout("เดือนเป็นคอลัมน์ ขีด / ตามแผน", rows, expected, above=("แผนปฏิบัติการ ปีงบประมาณ พ.ศ. 2567",))


@layout
def months_with_percents() -> Layout:
    rows = (
        ("ลำดับ", "กิจกรรม", "หน่วยงาน", "น้ำหนัก", *MONTHS),
        ("1", A, SP, 1, *_of_months(oct=0.5, nov=1)),
        ("2", B, KK, 1, *_of_months(oct=0.25, dec=0.5)),
        ("3", C, KC, 1, *_of_months()),
    )
    return Layout("เดือนเป็นคอลัมน์ ใส่ร้อยละความก้าวหน้า", rows, THREE, above=("บันทึกผล ปีงบประมาณ 2567",))


@layout
def plan_and_result_in_two_rows() -> Layout:
    rows = (
        ("ลำดับ", "กิจกรรม", "หน่วยงาน", "", "ระยะเวลาดำเนินการ ปีงบประมาณ 2567", *[""] * 11),
        ("", "", "", "", *MONTHS),
        ("1", A, SP, "แผน", *_of_months(oct=50, nov=100)),
        ("", "", "", "ผล", *_of_months(oct=50, nov=100)),
        ("2", B, KK, "แผน", *_of_months(oct=20, dec=60, mar=100)),
        ("", "", "", "ผล", *_of_months(oct=20, dec=40)),
        ("3", C, KC, "แผน", *_of_months(sep=100)),
        ("", "", "", "ผล", *_of_months()),
    )
    tall = ((r, c, r + 1, c) for r in (3, 5, 7) for c in (1, 2, 3))
    merged = (*((1, c, 2, c) for c in (1, 2, 3, 4)), (1, 5, 1, 16), *tall)
    return Layout("แผนและผลคนละแถวใต้เดือน", rows, THREE, merged)


@layout
def results_of_quarters_in_words() -> Layout:
    rows = (
        ("ที่", "ชื่อมาตรการ", "หน่วยงานที่รับผิดชอบ", "สถานะไตรมาส 1 (ต.ค.-ธ.ค. 66)", "สถานะไตรมาส 2 (ม.ค.-มี.ค. 67)"),
        ("1", A, SP, DOING, DONE),
        ("2", B, KK, NOT_YET, DOING),
        ("3", C, KC, NOT_YET, NOT_YET),
    )
    return Layout("สถานะไตรมาสละคอลัมน์", rows, THREE)


def table() -> str:
    """The outcome of every layout through its doors."""
    lines = [
        "| layout | door | measures | statuses | divisions | silently wrong | other |",
        "| --- " * 7 + "|",
    ]
    for one in LAYOUTS.values():
        for door in one.doors:
            got = outcome(draft_of(one, door), one)
            counts = (f"{n}/{got.wanted}" for n in (got.found, got.statuses, got.divisions))
            words = ("; ".join(texts) or "–" for texts in (got.silent, got.other))
            lines.append(f"| {' | '.join((one.what, door, *counts, *words))} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
