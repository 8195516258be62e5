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
    return docx_of(lines_xml(one.above) + table + lines_xml(one.below))


def docx_of(body: str) -> bytes:
    """A document with this body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{body}<w:p/></w:body></w:document>")
    return out.getvalue()


def lines_xml(texts: Sequence[str]) -> str:
    return "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in texts)


def _row(one: Layout, at: int, width: int) -> str:
    cells, column = "", 1
    while column <= width:
        area = area_of(one, at, column)
        span = area[3] - area[1] + 1 if area else 1
        tall = area is not None and area[2] > area[0]
        merge = (
            f"<w:vMerge{' w:val=' + chr(34) + 'restart' + chr(34) if area and area[0] == at else ''}/>"
            if tall
            else ""
        )
        text = lines_xml(texts_of(one, at, column))
        cells += f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{text}</w:tc>'
        column += span
    return f"<w:tr>{cells}</w:tr>"


def as_odt(one: Layout) -> bytes:
    """The layout as an OpenDocument text."""
    width = max(map(len, one.rows))
    rows = "".join(_odt_row(one, at, width) for at in range(1, len(one.rows) + 1))
    columns = f'<table:table-column table:number-columns-repeated="{width}"/>'
    body = f"{_odt_lines(one.above)}<table:table>{columns}{rows}</table:table>{_odt_lines(one.below)}"
    names = ("office", "text", "table")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    content = (
        f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    return out.getvalue()


def _odt_lines(texts: Sequence[str]) -> str:
    return "".join(f"<text:p>{escape(text)}</text:p>" for text in texts)


def _odt_row(one: Layout, at: int, width: int) -> str:
    cells = ""
    for column in range(1, width + 1):
        area = area_of(one, at, column)
        if area and (at, column) != area[:2]:
            cells += "<table:covered-table-cell/>"
            continue
        spans = ""
        if area:
            spans = (
                f' table:number-columns-spanned="{area[3] - area[1] + 1}"'
                f' table:number-rows-spanned="{area[2] - area[0] + 1}"'
            )
        cells += f"<table:table-cell{spans}>{_odt_lines(texts_of(one, at, column))}</table:table-cell>"
    return f"<table:table-row>{cells}</table:table-row>"


def as_rtf(one: Layout) -> bytes:
    """The layout as RTF, Thai in Windows' code page and as numbers by turns."""
    width = max(map(len, one.rows))
    rows = "".join(_rtf_row(one, at, width) for at in range(1, len(one.rows) + 1))
    head = r"{\rtf1\ansi\ansicpg874\deff0{\fonttbl{\f0\fnil\fcharset222 TH SarabunPSK;}}"
    lines = ("".join(rf"\pard {_rtf(text)}\par" + "\n" for text in texts) for texts in (one.above, one.below))
    above, below = lines
    return f"{head}{above}{rows}{below}}}".encode("ascii")


def _rtf_row(one: Layout, at: int, width: int) -> str:
    shape, cells, column = "", "", 1
    while column <= width:
        area = area_of(one, at, column)
        end = area[3] if area else column
        if area and area[2] > area[0]:
            shape += r"\clvmgf" if area[0] == at else r"\clvmrg"
        shape += rf"\cellx{end * 1000}"
        covered = area and (at, column) != area[:2]
        texts = [] if covered else texts_of(one, at, column)
        cells += r"\pard\intbl " + r"\par ".join(map(_rtf, texts)) + r"\cell"
        column = end + 1
    return rf"\trowd{shape}{cells}\row" + "\n"


def _rtf(text: str) -> str:
    """Every second Thai letter as a byte of the code page, the others by their number."""
    found = ""
    for at, letter in enumerate(text):
        if letter in "\\{}":
            found += "\\" + letter
        elif letter == "\t":
            found += r"\tab "
        elif letter.isascii():
            found += letter
        elif at % 2 and (byte := letter.encode("cp874", "ignore")):
            found += rf"\'{byte[0]:02x}"
        else:
            found += rf"\u{ord(letter)}?"
    return found


def area_of(one: Layout, at: int, column: int) -> Area | None:
    return next((a for a in one.merged if a[0] <= at <= a[2] and a[1] <= column <= a[3]), None)


def texts_of(one: Layout, at: int, column: int) -> list[str]:
    """The lines of a cell."""
    row = one.rows[at - 1]
    value = normal(row[column - 1]) if column <= len(row) else None
    return shown(value).split("\n")


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
        checks |= {name: _spelt(getattr(got, name)) == value for name, value in wanted.more.items()}
        wrong = [name for name, right in checks.items() if not right]
        silent += [f"{number + 1} {n}: {getattr(got, n)}" for n in wrong if (number, n) not in told]
        other += [f"{number + 1} {n}: {_spelt(getattr(got, n))}" for n in wrong if n in wanted.more]
    report = draft.tracker.report
    other += [
        f"{name}: {_spelt(getattr(report, name))}"
        for name, value in one.report.items()
        if _spelt(getattr(report, name)) != value
    ]
    return Outcome(len(one.expected), len(found), statuses, divisions, tuple(silent), tuple(other))


def _spelt(value: object) -> object:
    """A value as the layouts spell it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (str, int, tuple)) or value is None:
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


# ticks, percents and sentences

YEAR = ("รายงานผลมาตรการ ปีงบประมาณ พ.ศ. 2567",)


def _plain(column: str, cells: Cells, statuses: str = "DPN", **more: object) -> Layout:
    """Three measures with one column more."""
    rows = ((*HEAD[:3], column), ("1", A, SP, cells[0]), ("2", B, KK, cells[1]), ("3", C, KC, cells[2]))
    expected = tuple(replace(m, status=status) for m, status in zip(THREE, statuses, strict=True))
    return Layout(f"{column}: {', '.join(map(str, cells))}", rows, expected, above=YEAR, **more)  # type: ignore[arg-type]


@layout
def ticked_true_and_false() -> Layout:
    return _plain("เสร็จแล้ว", (True, False, True), "DND")


@layout
def ticked_or_blank() -> Layout:
    return _plain("ดำเนินการแล้ว", ("✓", "", "✓"), "DND")


@layout
def boxes_ticked() -> Layout:
    return _plain("แล้วเสร็จ", ("☑", "☐", "☑"), "DND")


@layout
def an_x_for_done() -> Layout:
    return _plain("เสร็จ", ("x", "", "x"), "DND")


@layout
def ticks_and_crosses() -> Layout:
    return _plain("เสร็จแล้ว", ("✓", "✗", "✓"), "DND")


@layout
def yes_and_no() -> Layout:
    rows = (
        (*HEAD[:3], "ผลการดำเนินการ", ""),
        ("", "", "", "ดำเนินการ", "ไม่ดำเนินการ"),
        ("1", A, SP, "/", ""),
        ("2", B, KK, "", "/"),
    )
    merged = (*((1, c, 2, c) for c in (1, 2, 3)), (1, 4, 1, 5))
    return Layout("สองช่อง ดำเนินการ/ไม่ดำเนินการ", rows, (M(A, "D", (SP,)), M(B, "N", (KK,))), merged)


@layout
def percents_as_text() -> Layout:
    return _plain("ร้อยละความก้าวหน้า", ("100", "50", "0"))


@layout
def percents_with_a_sign() -> Layout:
    return _plain("ความก้าวหน้า (%)", ("100%", "๔๐ %", "0%"))


@layout
def one_percent_is_not_all() -> Layout:
    return _plain("ร้อยละ", (100.0, 1.0, 0.0))


@layout
def shares_of_one() -> Layout:
    return _plain("ความสำเร็จ", (1.0, 0.5, 0.0))


@layout
def sentences_for_statuses() -> Layout:
    cells = (
        "จัดทำคู่มือและเผยแพร่บนเว็บไซต์เรียบร้อยแล้ว เมื่อวันที่ 12 มีนาคม 2567",
        "อยู่ระหว่างรวบรวมข้อมูลจากทุกกอง",
        "ยังไม่ได้รับจัดสรรงบประมาณ คาดว่าจะดำเนินการในไตรมาส 4",
    )
    return _plain("ผลการดำเนินงาน", cells)


@layout
def details_of_results() -> Layout:
    rows = (
        (*HEAD, "รายละเอียดผลการดำเนินการ"),
        ("1", A, SP, "เสร็จแล้ว", "พิมพ์คู่มือ 200 เล่ม"),
        ("2", B, KK, "กำลังดำเนินการ", "เสนอร่างแล้ว"),
        ("3", C, KC, "ยังไม่ดำเนินการ", "-"),
    )
    told = ("พิมพ์คู่มือ 200 เล่ม", "เสนอร่างแล้ว", "")
    expected = tuple(replace(m, more={"result": r, "steps": ()}) for m, r in zip(THREE, told, strict=True))
    return Layout("สถานะ และรายละเอียดผลการดำเนินการ", rows, expected)


@layout
def fewer_done_than_there_are() -> Layout:
    return _plain("สถานะ", ("ดำเนินการแล้ว 5 ใน 5 ครั้ง", "ดำเนินการแล้ว 2 ใน 5 ครั้ง", "ยังไม่ดำเนินการ"))


# headers


@layout
def budget_problems_and_three_ticks() -> Layout:
    rows = (
        (
            "ลำดับ",
            "โครงการ/กิจกรรม/มาตรการ",
            "งบประมาณ (บาท)",
            "",
            "ผลการดำเนินงาน",
            "",
            "",
            "ปัญหา/อุปสรรค",
            "ผู้รับผิดชอบ",
        ),
        ("", "", "ตั้งไว้", "ใช้ไป", "ดำเนินการแล้วเสร็จ", "อยู่ระหว่างดำเนินการ", "ยังไม่ได้ดำเนินการ", "", ""),
        ("๑", A, "๓๐,๐๐๐", "๒๘,๕๐๐", "✓", "", "", "-", SP),
        ("๒", B, "๕๐,๐๐๐", "-", "", "✓", "", "ผู้รับจ้างล่าช้า", KK),
        ("๓", C, "-", "-", "", "", "✓", "-", KC),
    )
    merged = (*((1, c, 2, c) for c in (1, 2, 8, 9)), (1, 3, 1, 4), (1, 5, 1, 7))
    more = ({"budget": "๓๐,๐๐๐", "spent": "๒๘,๕๐๐"}, {"problems": "ผู้รับจ้างล่าช้า", "spent": ""}, {"budget": ""})
    expected = tuple(replace(m, more=cells) for m, cells in zip(THREE, more, strict=True))
    return Layout("งบประมาณตั้งไว้/ใช้ไป ปัญหา และสามช่องเครื่องหมาย", rows, expected, merged)


@layout
def a_header_of_three_rows() -> Layout:
    names = ("แล้วเสร็จ", "ระหว่างดำเนินการ", "ยังไม่ดำเนินการ")
    rows = (
        ("ที่", "มาตรการ", "รายงานผล", "", "", "", "หมายเหตุ"),
        ("", "", "ผู้รับผิดชอบ", "สถานะการดำเนินการ", "", "", ""),
        ("", "", "", *names, ""),
        ("1", A, SP, "/", "", "", ""),
        ("2", B, KK, "", "/", "", "รอประชุม"),
        ("3", C, KC, "", "", "/", ""),
    )
    merged = ((1, 1, 3, 1), (1, 2, 3, 2), (1, 7, 3, 7), (1, 3, 1, 6), (2, 3, 3, 3), (2, 4, 2, 6))
    return Layout("หัวตารางสามชั้น", rows, THREE, merged)


@layout
def in_charge_in_two_columns() -> Layout:
    rows = (
        ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "", "สถานะ"),
        ("", "", "หลัก", "ร่วม", ""),
        ("1", A, SP, "", DONE),
        ("2", B, KK, KC, DOING),
    )
    merged = (*((1, c, 2, c) for c in (1, 2, 5)), (1, 3, 1, 4))
    return Layout("ผู้รับผิดชอบหลักและร่วมคนละช่อง", rows, (M(A, "D", (SP,)), M(B, "P", (KK, KC))), merged)


@layout
def issues_over_their_measures() -> Layout:
    rows = (
        ("ประเด็นที่ต้องพัฒนา", "มาตรการ/แนวทาง", "ขั้นตอน", "ผู้รับผิดชอบ", "สถานะ"),
        ("การให้บริการ", A, "รวบรวม", SP, DONE),
        ("", B, "ประชุม", KK, DOING),
        ("บุคลากร", C, "อบรม", KC, NOT_YET),
    )
    issues = ("การให้บริการ", "การให้บริการ", "บุคลากร")
    expected = tuple(replace(m, more={"issue": issue}) for m, issue in zip(THREE, issues, strict=True))
    return Layout("ประเด็นผสานเหนือหลายมาตรการ", rows, expected, ((2, 1, 3, 1),))


@layout
def indicators_by_name() -> Layout:
    rows = (
        ("ลำดับ", "ตัวชี้วัด", "มาตรการ", "ผู้รับผิดชอบ", "สถานะ"),
        ("1", "การปฏิบัติหน้าที่", A, SP, DONE),
        ("2", "ตัวชี้วัดที่ 2 การใช้งบประมาณ", B, KK, DOING),
        ("3", "9. การเปิดเผยข้อมูล", C, KC, NOT_YET),
    )
    expected = tuple(replace(m, more={"indicator": i}) for m, i in zip(THREE, (1, 2, 9), strict=True))
    return Layout("ตัวชี้วัดเป็นชื่อ", rows, expected)


@layout
def long_headers() -> Layout:
    rows = (
        (
            "ลำดับที่",
            "มาตรการ/กิจกรรมที่จะดำเนินการ",
            "หน่วยงานผู้รับผิดชอบ (กอง/ฝ่าย)",
            "ผลการดำเนินงาน ณ วันที่ 31 มีนาคม 2567",
        ),
        ("1", A, SP, DONE),
        ("2", B, KK, DOING),
        ("3", C, KC, NOT_YET),
    )
    return Layout("หัวคอลัมน์ยาว", rows, THREE)


@layout
def english_headers() -> Layout:
    rows = (
        ("No.", "Measure", "Responsible", "Status"),
        ("1", A, SP, "Done"),
        ("2", B, KK, "In progress"),
        ("3", C, KC, "Not started"),
    )
    return Layout("หัวคอลัมน์และสถานะภาษาอังกฤษ", rows, THREE)


# who is responsible


@layout
def people_in_charge() -> Layout:
    rows = (HEAD, ("1", A, "นายสมมุติ ตัวอย่าง", DONE), ("2", B, "นางสาวทดลอง ดีงาม (กองคลัง)", DOING))
    return Layout("ผู้รับผิดชอบเป็นชื่อคน", rows, (M(A, "D"), M(B, "P", (KK,))))


@layout
def units_of_a_hospital() -> Layout:
    groups = ("กลุ่มงานบริหารทั่วไป", "กลุ่มการพยาบาล", "กลุ่มงานเภสัชกรรม")
    rows = (
        HEAD,
        *(
            (str(n), m.title, group, s)
            for n, m, group, s in zip((1, 2, 3), THREE, groups, (DONE, DOING, NOT_YET), strict=True)
        ),
    )
    expected = tuple(replace(m, divisions=(group,)) for m, group in zip(THREE, groups, strict=True))
    return Layout("กลุ่มงานของโรงพยาบาล", rows, expected)


@layout
def units_of_a_school() -> Layout:
    groups = ("กลุ่มบริหารงานบุคคล", "ฝ่ายวิชาการ", "กลุ่มบริหารงบประมาณ")
    rows = (
        HEAD,
        *(
            (str(n), m.title, group, s)
            for n, m, group, s in zip((1, 2, 3), THREE, groups, (DONE, DOING, NOT_YET), strict=True)
        ),
    )
    expected = tuple(replace(m, divisions=(group,)) for m, group in zip(THREE, groups, strict=True))
    return Layout("กลุ่มและฝ่ายของโรงเรียน", rows, expected)


@layout
def everyone_and_a_part_of_a_division() -> Layout:
    rows = (HEAD, ("1", A, "งานธุรการ สำนักปลัด", DONE), ("2", B, "กองคลัง, กองช่าง", DOING))
    return Layout("งานธุรการไม่ใช่ส่วนราชการ", rows, (M(A, "D", (SP,)), M(B, "P", (KK, KC))))


@layout
def everyone() -> Layout:
    from tests.convert_made import ALL

    rows = (
        HEAD,
        ("1", A, "ทุกสำนัก/กอง", DONE),
        ("2", B, "ทุกกอง/ทุกสำนัก", DOING),
        ("3", C, "ทุกส่วนราชการในสังกัด", NOT_YET),
    )
    return Layout("ทุกสำนัก/กอง", rows, tuple(replace(m, divisions=ALL) for m in THREE))


@layout
def divisions_as_columns() -> Layout:
    rows = (
        ("ลำดับ", "มาตรการ", "สถานะ", "สำนักปลัด", "กองคลัง", "กองช่าง"),
        ("1", A, DONE, "/", "", ""),
        ("2", B, DOING, "", "/", ""),
        ("3", C, NOT_YET, "", "", "/"),
    )
    return Layout("กองละคอลัมน์", rows, THREE)


# numbers and days


@layout
def numbers_in_words() -> Layout:
    rows = (HEAD, ("ข้อ 1", A, SP, DONE), ("ข้อ 2", B, KK, DOING), ("ข้อ 3", C, KC, NOT_YET))
    return Layout("ลำดับเป็น ข้อ 1 ข้อ 2", rows, THREE)


@layout
def plan_and_fact_days() -> Layout:
    rows = (
        (*HEAD, "กำหนดแล้วเสร็จ", ""),
        ("", "", "", "", "ตามแผน", "จริง"),
        ("1", A, SP, DONE, "31 มี.ค. 2567", "15 มี.ค. 2567"),
        ("2", B, KK, DOING, "มิ.ย. 67", ""),
    )
    merged = (*((1, c, 2, c) for c in (1, 2, 3, 4)), (1, 5, 1, 6))
    expected = (
        M(A, "D", (SP,), {"due": "2024-03-31", "done_on": "2024-03-15"}),
        M(B, "P", (KK,), {"due": "2024-06-30"}),
    )
    return Layout("กำหนดตามแผนและวันที่เสร็จจริง", rows, expected, merged)


@layout
def percents_of_quarters() -> Layout:
    rows = (
        (*HEAD[:3], "ร้อยละความสำเร็จ", "", "", ""),
        ("", "", "", "ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3", "ไตรมาส 4"),
        ("1", A, SP, 50, 100, "", ""),
        ("2", B, KK, 0, 40, "", ""),
        ("3", C, KC, 0, 0, "", ""),
    )
    merged = (*((1, c, 2, c) for c in (1, 2, 3)), (1, 4, 1, 7))
    return Layout("ร้อยละความสำเร็จของไตรมาส", rows, THREE, merged)


@layout
def a_row_that_was_left_without_a_status() -> Layout:
    rows = (HEAD, ("1", A, SP, DONE), ("2", B, KK, ""), ("3", C, "", NOT_YET))
    return Layout("สถานะและกองเว้นว่าง", rows, (THREE[0], M(B, "?", (KK,)), M(C, "N")))


@layout
def signatures_below() -> Layout:
    rows = (HEAD, ("1", A, SP, DONE), ("2", B, KK, DOING), ("3", C, KC, NOT_YET))
    below = (
        "หมายเหตุ : ข้อมูล ณ วันที่ 31 มีนาคม 2567",
        "ลงชื่อ ........................ ผู้รายงาน",
        "(นางสาวสมมุติ ตัวอย่าง)",
    )
    return Layout("หมายเหตุและผู้รายงานท้ายตาราง", rows, THREE, below=below)


@layout
def totals_below_groups() -> Layout:
    rows = (
        HEAD,
        ("1", A, SP, DONE),
        ("2", B, KK, DOING),
        ("", "รวม 2 มาตรการ", "", ""),
        ("3", C, KC, NOT_YET),
        ("รวมทั้งสิ้น", "3 มาตรการ", "", ""),
    )
    return Layout("แถวรวม", rows, THREE, doors=("table",))


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
