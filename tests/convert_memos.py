"""Memos as offices type them, built with python-docx: every office, person and sentence is invented.

Each builder gives a `Case`: the docx, and what must come out of it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from itaxl.core.model import Urgency

NOT, DOING, DONE = "NOT_STARTED", "IN_PROGRESS", "DONE"
PLAN = ("มาตรการ", "ขั้นตอนหรือวิธีการ", "ผู้รับผิดชอบ", "การกำกับติดตาม")
TOP = ("มาตรการ", "ขั้นตอนหรือวิธีการ", "สถานะการดำเนินการ", "", "")
SUB = ("", "", "ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการเสร็จเรียบร้อยแล้ว")
HEAD = (
    "บันทึกข้อความ",
    "ส่วนราชการ เทศบาลตำบลบึงทดลอง (สำนักปลัด) อำเภอท่าสาธิต จังหวัดสมมุตินคร โทร. ๐ ๔๓๙๙ ๐๐๐๐",
    "ที่ สน ๕๒๓๐๑/\tวันที่ ๓๑ มีนาคม ๒๕๖๗",
    "เรื่อง รายงานความก้าวหน้าของมาตรการ ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
    "เรียน นายกเทศมนตรีตำบลบึงทดลอง",
)
INTRO = "ด้วยงานธุรการ สำนักปลัด ขอเสนอมาตรการที่ได้จากการวิเคราะห์ผลประเมินปี พ.ศ. ๒๕๖๖ ดังนี้"
SCORE = "ในปีงบประมาณ พ.ศ. ๒๕๖๖ เทศบาลได้คะแนนรวม ๘๗.๒๐ คะแนน อยู่ในระดับ ผ่าน"
FOOT = (
    "จึงเรียนมาเพื่อโปรดพิจารณา",
    "(ลงชื่อ)..............................",
    "(นางสาวใจดี มีตัวอย่าง)",
    "หัวหน้าสำนักปลัด",
    "ความเห็นของปลัดเทศบาล.....................",
    "(ลงชื่อ)..............................",
    "(นายขยัน สมมุติกุล)",
    "ปลัดเทศบาลตำบลบึงทดลอง",
)


@dataclass(frozen=True)
class Row:
    """A measure that must come out.  `steps` is how many, `None` where it does not matter."""

    title: str
    divisions: tuple[str, ...]
    status: str | None
    note: str = ""
    steps: int | None = None


@dataclass(frozen=True)
class Case:
    docx: bytes
    rows: tuple[Row, ...]
    doubts: frozenset[str] = frozenset()
    leftovers: tuple[str, ...] = ()
    office: dict[str, object] = field(default_factory=dict)
    report: dict[str, object] = field(default_factory=dict)


class Memo:
    """A document in the making: lines, tables, raw XML."""

    def __init__(self, *head: str) -> None:
        self.doc = Document()
        self.lines(*(head or HEAD))

    def lines(self, *texts: str) -> Memo:
        for text in texts:
            self.doc.add_paragraph(text)
        return self

    def table(self, *rows: Sequence[str], merge: Sequence[tuple[int, int, int, int]] = ()) -> Any:
        """A table of texts; a newline begins a paragraph.  `merge` areas are (row, column, row, column)."""
        table = self.doc.add_table(len(rows), max(map(len, rows)))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                fill(table.cell(r, c), text)
        for top, left, bottom, right in merge:
            kept = table.cell(top, left).text
            fill(table.cell(top, left).merge(table.cell(bottom, right)), kept)
        return table

    def results(self, *rows: Sequence[str], merged: bool = True) -> Any:
        areas = [(0, 2, 0, 4)] + ([(0, 0, 1, 0), (0, 1, 1, 1)] if merged else [])
        return self.table(TOP, SUB, *rows, merge=areas)

    def bytes(self, *, foot: bool = True) -> bytes:
        if foot:
            self.lines("", *FOOT)
        out = io.BytesIO()
        self.doc.save(out)
        return out.getvalue()


def fill(cell: Any, text: str) -> None:
    first, *more = text.split("\n")
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    cell.paragraphs[0].text = first
    for line in more:
        cell.add_paragraph(line)


def xml(text: str) -> Any:
    return parse_xml(re.sub(r"^<[\w:]+", lambda tag: f"{tag.group()} {nsdecls('w')}", text))


CASES: dict[str, Callable[[], Case]] = {}


def case(build: Callable[[], Case]) -> Callable[[], Case]:
    CASES[build.__name__] = build
    return build


A, B, C = "ควรอบรมพนักงานเรื่องเกณฑ์ประเมิน", "ควรลดเอกสารที่ใช้ขอรับบริการ", "ควรประกาศผลจัดซื้อจัดจ้างทุกเดือน"
A2, B2, C2 = (t.removeprefix("ควร") for t in (A, B, C))
THREE = (
    Row(A, ("สำนักปลัด", "กองคลัง"), DONE, "ดูหน้าเว็บ", 1),
    Row(B, ("กองช่าง",), DOING, "", 2),
    Row(C, ("กองคลัง",), NOT, "", 1),
)
PLAN_ROWS = (
    (f"(๑) {A}", "จัดอบรมภายใน", "สำนักปลัด\nกองคลัง", "รายงานทุกไตรมาส"),
    (f"(๒) {B}", "-ตัดสำเนาที่ไม่จำเป็น\n-รวมจุดรับคำขอ", "กองช่าง", "รายงานทุกไตรมาส"),
    (f"(๓) {C}", "ลงประกาศในเว็บ", "กองคลัง", "รายงานทุกไตรมาส"),
)
RESULT_ROWS = (
    (A2, "จัดอบรมภายใน", "-", "-", "/ (ดูหน้าเว็บ)"),
    (B2, "-ตัดสำเนาที่ไม่จำเป็น\n-รวมจุดรับคำขอ", "-", "/", "-"),
    (C2, "ลงประกาศในเว็บ", "/", "-", "-"),
)


def both(memo: Memo) -> Memo:
    memo.lines(INTRO)
    memo.table(PLAN, *PLAN_ROWS)
    memo.lines(SCORE)
    memo.results(*RESULT_ROWS)
    return memo


@case
def plain() -> Case:
    return Case(
        both(Memo()).bytes(),
        THREE,
        leftovers=("ขอเสนอมาตรการ", "เทศบาลได้คะแนนรวม"),
        office={
            "name": "บึงทดลอง",
            "district": "ท่าสาธิต",
            "province": "สมมุตินคร",
            "phone": "0 4399 0000",
            "book_code": "สน 52301/",
            "owner_division": "สำนักปลัด",
            "sub_unit": "งานธุรการ",
            "addressee": "",
        },
        report={"level": "ผ่าน", "follow_up": "รายงานทุกไตรมาส", "closing": "จึงเรียนมาเพื่อโปรดพิจารณา"},
    )


@case
def split_over_pages_with_headers_typed_again() -> Case:
    memo = Memo().lines(INTRO)
    for row in PLAN_ROWS:
        memo.table(PLAN, row)
        memo.lines("", "- ๒ -")
    memo.lines(SCORE)
    memo.results(*RESULT_ROWS[:2])
    memo.lines("")
    memo.results(RESULT_ROWS[2], merged=False)
    return Case(memo.bytes(), THREE, report={"follow_up": "รายงานทุกไตรมาส"})


@case
def split_without_a_header_on_the_next_page() -> Case:
    memo = Memo()
    memo.table(PLAN, *PLAN_ROWS[:1])
    memo.lines("")
    memo.table(*PLAN_ROWS[1:])
    memo.lines(SCORE)
    memo.results(*RESULT_ROWS)
    return Case(memo.bytes(), THREE)


@case
def header_typed_again_within_one_table() -> Case:
    memo = Memo()
    memo.table(PLAN, PLAN_ROWS[0], PLAN, *PLAN_ROWS[1:])
    memo.lines(SCORE)
    memo.results(RESULT_ROWS[0], TOP, SUB, *RESULT_ROWS[1:])
    return Case(memo.bytes(), THREE)


@case
def rows_cut_by_a_page() -> Case:
    memo = Memo().lines(INTRO)
    memo.table(PLAN, PLAN_ROWS[0], (f"(๒) {B}", "-ตัดสำเนาที่ไม่จำเป็น", "กองช่าง", "รายงานทุกไตรมาส"))
    memo.lines("")
    memo.table(PLAN, ("", "-รวมจุดรับคำขอ", "", ""), PLAN_ROWS[2])
    memo.lines(SCORE)
    memo.results(RESULT_ROWS[0], (B2[:12], "-ตัดสำเนาที่ไม่จำเป็น", "", "/", ""))
    memo.lines("")
    memo.results((B2[12:], "-รวมจุดรับคำขอ", "", "", ""), RESULT_ROWS[2])
    return Case(memo.bytes(), THREE, frozenset({"C851"}))


@case
def titles_merged_over_their_steps() -> Case:
    memo = Memo()
    memo.table(
        PLAN,
        (f"(๑) {A}", "จัดอบรม", "สำนักปลัด", "รายงาน"),
        ("", "ทดสอบความรู้", "กองคลัง", ""),
        (f"(๒) {B}", "ตัดสำเนา", "กองช่าง", ""),
        merge=[(1, 0, 2, 0), (1, 3, 3, 3)],
    )
    memo.lines(SCORE)
    memo.results(
        (A2, "จัดอบรม", "-", "-", "/"),
        ("", "ทดสอบความรู้", "-", "/", "-"),
        (B2, "ตัดสำเนา", "-", "-", "/"),
    ).cell(2, 0).merge(memo.doc.tables[-1].cell(3, 0))
    fill(memo.doc.tables[-1].cell(2, 0), A2)
    return Case(
        memo.bytes(),
        (Row(A, ("สำนักปลัด", "กองคลัง"), DOING, "", 2), Row(B, ("กองช่าง",), DONE, "", 1)),
        frozenset({"C815"}),
        report={"follow_up": "รายงาน"},
    )


@case
def numbers_and_times_in_columns_of_their_own() -> Case:
    memo = Memo()
    memo.table(
        ("ที่", "มาตรการ/แนวทาง", "วิธีดำเนินการ", "หน่วยงานที่รับผิดชอบ", "ระยะเวลา", "หมายเหตุ"),
        ("๑", A, "จัดอบรมภายใน", "สป. และ กองคลัง", "๓๑ มีนาคม ๒๕๖๗", "ทำแล้วบางส่วน"),
        ("๒", B, "(๑) ตัดสำเนา\n(๒) รวมจุดรับคำขอ", "กองช่าง", "ม.ค. - มี.ค. ๒๕๖๗", "-"),
        ("๓", C, "ลงประกาศในเว็บ", "กองคลัง", "ตลอดปี", ""),
    )
    memo.lines(SCORE)
    table = memo.table(
        ("ที่", "มาตรการ", "ดำเนินการแล้ว", "กำลังดำเนินการ", "ยังไม่ได้ดำเนินการ"),
        ("๑", A2, "✓ ดูหน้าเว็บ", "", ""),
        ("๒", B2, "", "", ""),
        ("๓", C2, "", "", "√"),
    )
    mark = xml('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>')
    table.cell(2, 3).paragraphs[0]._p.append(mark)
    return Case(memo.bytes(), THREE, frozenset({"C812", "C813", "C816"}), leftovers=("ทำแล้วบางส่วน", "ตลอดปี"))


@case
def plan_and_results_in_one_table() -> Case:
    memo = Memo()
    memo.table(
        ("ลำดับ", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "สถานะการดำเนินการ", "", ""),
        ("", "", "", "", *SUB[2:]),
        ("1", A, "จัดอบรมภายใน", "สำนักปลัด,กองคลัง", "", "", "/ ดูหน้าเว็บ"),
        ("2", B, "• ตัดสำเนา\n• รวมจุดรับคำขอ", "กองช่าง", "", "/", ""),
        ("3", C, "ลงประกาศในเว็บ", "กองคลัง", "x", "", ""),
        merge=[(0, 4, 0, 6), *((0, c, 1, c) for c in range(4))],
    )
    return Case(memo.bytes(), THREE)


@case
def status_in_words() -> Case:
    memo = Memo()
    memo.table(PLAN, *PLAN_ROWS)
    memo.table(
        ("มาตรการ", "ขั้นตอน/วิธีการ", "ผลการดำเนินการ"),
        (A2, "จัดอบรมภายใน", "ดำเนินการแล้วเสร็จ (ดูหน้าเว็บ)"),
        (B2, "ตัดสำเนาที่ไม่จำเป็น", "อยู่ระหว่างดำเนินการ"),
        (C2, "ลงประกาศในเว็บ", "ยกเลิกแล้ว"),
    )
    rows = (THREE[0], THREE[1], Row(C, ("กองคลัง",), NOT, "", 1))
    return Case(memo.bytes(), rows, frozenset({"C806", "C808"}))


@case
def tables_and_cells_in_content_controls() -> Case:
    memo = both(Memo())
    for table in memo.doc.tables:
        wrapped(table._tbl)
        wrapped(table.rows[-1]._tr)
        wrapped(table.rows[-2].cells[0]._tc)
        wrapped(table.rows[-2].cells[1].paragraphs[0].runs[0]._r)
    return Case(memo.bytes(), THREE)


def wrapped(element: Any) -> None:
    control = xml('<w:sdt><w:sdtPr><w:tag w:val="t"/><w:id w:val="7"/></w:sdtPr><w:sdtContent/></w:sdt>')
    element.getparent().replace(element, control)
    control.find(qn("w:sdtContent")).append(element)


@case
def changes_that_were_tracked() -> Case:
    memo = both(Memo())
    by = 'w:id="1" w:author="x" w:date="2024-01-01T00:00:00Z"'
    plan, results = memo.doc.tables
    paragraph = plan.cell(1, 0).paragraphs[0]._p
    paragraph.append(xml(f"<w:del {by}><w:r><w:delText>ข้อความที่ถูกลบ</w:delText></w:r></w:del>"))
    paragraph.append(xml(f"<w:ins {by}><w:r><w:t>ใหม่</w:t></w:r></w:ins>"))
    paragraph.append(xml(f"<w:moveFrom {by}><w:r><w:t>ย้ายไปแล้ว</w:t></w:r></w:moveFrom>"))
    gone = plan.add_row()
    fill(gone.cells[0], "(๔) แถวที่ถูกลบ")
    gone._tr.get_or_add_trPr().append(xml(f"<w:del {by}/>"))
    first = results.cell(2, 0).paragraphs[0]
    first.add_run("ใหม่")
    broken = results.cell(3, 0).paragraphs[0]
    properties = broken._p.get_or_add_pPr()
    properties.append(xml(f"<w:rPr><w:del {by}/></w:rPr>"))
    broken.runs[0].text = B2[:10]
    results.cell(3, 0).add_paragraph(B2[10:])
    rows = (Row(A + "ใหม่", ("สำนักปลัด", "กองคลัง"), DONE, "ดูหน้าเว็บ", 1), *THREE[1:])
    return Case(memo.bytes(), rows)


@case
def text_outside_the_body() -> Case:
    memo = both(Memo())
    section = memo.doc.sections[0]
    section.header.paragraphs[0].text = "ลับ เฉพาะภายใน"
    section.footer.paragraphs[0].text = "- ๒ -"
    box = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>ด่วนที่สุด</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    memo.doc.paragraphs[0]._p.append(xml(box))
    hidden = memo.doc.paragraphs[1]._p
    hidden.append(xml("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ร่างของผู้พิมพ์</w:t></w:r>"))
    report: dict[str, object] = {"urgency": Urgency.MOST_URGENT.value}
    return Case(memo.bytes(), THREE, leftovers=("ลับ เฉพาะภายใน", "ร่างของผู้พิมพ์"), report=report)


@case
def page_laid_out_in_tables() -> Case:
    memo = Memo(HEAD[0])
    memo.table(
        ("ส่วนราชการ", HEAD[1].removeprefix("ส่วนราชการ ")),
        ("ที่ สน ๕๒๓๐๑/", "วันที่ ๓๑ มีนาคม ๒๕๖๗"),
        ("เรื่อง", "รายงานความก้าวหน้าของมาตรการ"),
        ("เรียน", "นายกเทศมนตรีตำบลบึงทดลอง"),
    )
    memo.table(PLAN, *PLAN_ROWS)
    memo.results(*RESULT_ROWS)
    memo.lines("จึงเรียนมาเพื่อโปรดพิจารณา")
    memo.table(
        ("(ลงชื่อ)...........", "(ลงชื่อ)..........."),
        ("(นางสาวใจดี มีตัวอย่าง)", "(นายขยัน สมมุติกุล)"),
        ("หัวหน้าสำนักปลัด", "ปลัดเทศบาลตำบลบึงทดลอง"),
    )
    return Case(
        memo.bytes(foot=False),
        THREE,
        frozenset({"C873"}),
        office={"name": "บึงทดลอง", "book_code": "สน 52301/"},
    )


@case
def one_table_within_another() -> Case:
    memo = both(Memo())
    plan = memo.doc.tables[0]
    inner = plan.cell(2, 1).add_table(1, 1)
    fill(inner.cell(0, 0), "-รวมจุดรับคำขอ")
    second = plan.cell(2, 1).paragraphs[1]
    second._p.getparent().remove(second._p)
    body = memo.doc.element.body
    frame = memo.doc.add_table(1, 1)
    cell = frame.cell(0, 0)._tc
    for element in list(body)[:-2]:
        cell.insert(len(cell) - 1, element)
    return Case(memo.bytes(), THREE)


@case
def numbers_that_word_sets_itself() -> Case:
    memo = Memo()
    plan = memo.table(PLAN, *((r[0][4:], *r[1:]) for r in PLAN_ROWS))
    numbering = memo.doc.part.numbering_part.element
    numbering.insert(
        0,
        xml(
            '<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(xml('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for row in plan.rows[1:]:
        properties = row.cells[0].paragraphs[0]._p.get_or_add_pPr()
        properties.append(xml('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'))
    steps = plan.cell(2, 1)
    fill(steps, "ตัดสำเนา\nรวมจุดรับคำขอ")
    for paragraph in steps.paragraphs:
        paragraph.style = memo.doc.styles["List Bullet"]
    memo.lines(SCORE)
    memo.results(*RESULT_ROWS)
    return Case(memo.bytes(), THREE)


@case
def only_a_plan() -> Case:
    memo = Memo().lines(INTRO)
    memo.table(PLAN, *PLAN_ROWS)
    rows = tuple(Row(r.title, r.divisions, None, "", r.steps) for r in THREE)
    return Case(memo.bytes(), rows, frozenset({"C829"}))


@case
def only_results() -> Case:
    memo = Memo().lines(SCORE)
    memo.results(*RESULT_ROWS)
    rows = tuple(Row(r.title.removeprefix("ควร"), (), r.status, r.note, r.steps) for r in THREE)
    return Case(memo.bytes(), rows, frozenset({"C868"}))


@case
def results_in_another_order_and_wording() -> Case:
    memo = Memo()
    memo.table(PLAN, *PLAN_ROWS, ("(๔) ตรวจสอบพัสดุประจำปี", "ตรวจนับ", "กองพัสดุและทรัพย์สิน", "รายงาน"))
    memo.lines(SCORE)
    memo.results(
        ("มีการประกาศผลจัดซื้อจัดจ้างทุกเดือน", "ลงประกาศในเว็บไซต์", "/", "-", "-"),
        ("ได้อบรมพนักงานเรื่องเกณฑ์ประเมิน", "จัดอบรมภายในแล้ว", "-", "-", "/(ดูหน้าเว็บ)"),
        (B2, "ตัดสำเนาที่ไม่จำเป็น และรวมจุดรับคำขอ", "-", "/", "-"),
        ("ติดตั้งกล้องวงจรปิดรอบอาคาร", "สำรวจจุดติดตั้ง", "-", "-", "/"),
        ("จัดประกวดคำขวัญ", "รับสมัครทั่วไป", "-", "-", "/"),
    )
    rows = (
        *THREE,
        Row("ตรวจสอบพัสดุประจำปี", ("กองพัสดุและทรัพย์สิน",), None, "", 1),
        Row("ติดตั้งกล้องวงจรปิดรอบอาคาร", (), DONE, "", 1),
        Row("จัดประกวดคำขวัญ", (), DONE, "", 1),
    )
    return Case(memo.bytes(), rows, frozenset({"C810", "C853", "C854"}))


@case
def headings_over_groups_of_measures() -> Case:
    memo = Memo()
    wide = ("ด้านที่ ๑ การปฏิบัติหน้าที่", "", "", "")
    memo.table(
        PLAN,
        wide,
        *PLAN_ROWS[:2],
        ("ด้านที่ ๒ การใช้งบประมาณ", "", "", ""),
        PLAN_ROWS[2],
        merge=[(1, 0, 1, 3), (4, 0, 4, 3)],
    )
    memo.lines(SCORE)
    memo.results(*RESULT_ROWS)
    return Case(
        memo.bytes(), THREE, frozenset({"C817"}), leftovers=("ด้านที่ ๑ การปฏิบัติหน้าที่", "ด้านที่ ๒ การใช้งบประมาณ")
    )


@case
def an_office_that_writes_short_and_in_arabic_digits() -> Case:
    memo = Memo(
        "ส่วนราชการ  กองคลัง ฝ่ายบริหารงานทั่วไป อบต.หนองจำลอง อ.เมืองสมมุติ จ.ทดลองบุรี "
        "โทรศัพท์ 0-4311-1111 ต่อ 12 โทรสาร 0-4311-1112 Email: saraban@example.go.th",
        "ที่ ทบ 70102.3/        วันที่ 29 เดือน มีนาคม พ.ศ. 2567",
        "เรื่อง  รายงานผลมาตรการ รอบ 6 เดือน",
        "เรียน  นายก อบต.หนองจำลอง",
        "ผ่าน  ปลัด อบต.หนองจำลอง",
        "ผลการประเมิน ITA ปี 2566 ได้ 91.15 คะแนน (IIT 90.10 คะแนน EIT 88.50 คะแนน OIT 93.93 คะแนน) "
        "คะแนนรวม 91.15 อยู่ในระดับผ่านดี และในปีงบประมาณ 2567 จึงรายงานข้อมูล ณ วันที่ 31 มีนาคม 2567",
        "มาตรการกำหนดไว้ในข้อ 5 ตามบันทึกข้อความ ที่ ทบ 70101/12 เรื่อง วิเคราะห์ผล ITA ปี 2566 ลงวันที่ 31 มกราคม 2567",
    )
    memo.table(PLAN, *PLAN_ROWS)
    memo.results(*RESULT_ROWS)
    return Case(
        memo.bytes(),
        THREE,
        frozenset(),
        leftovers=("0-4311-1112",),
        office={
            "name": "หนองจำลอง",
            "kind": "องค์การบริหารส่วนตำบล",
            "district": "เมืองสมมุติ",
            "province": "ทดลองบุรี",
            "phone": "0-4311-1111 ต่อ 12",
            "email": "saraban@example.go.th",
            "owner_division": "กองคลัง",
            "sub_unit": "ฝ่ายบริหารงานทั่วไป",
            "book_code": "ทบ 70102.3/",
            "through": "ปลัด อบต.หนองจำลอง",
            "digits": "เลขอารบิก",
            "date_style": "๓๑ เดือน มีนาคม พ.ศ. ๒๕๖๕",
        },
        report={"level": "ผ่านดี", "round": "รอบ 6 เดือน", "total": "91.15", "iit": "90.10", "oit": "93.93"},
    )


@case
def marks_that_are_missing_doubled_or_boxes() -> Case:
    memo = Memo()
    memo.table(PLAN, *PLAN_ROWS, ("(๔) ทบทวนคู่มือประชาชน", "ปรับคู่มือ", "คณะกรรมการ ITA", ""))
    memo.lines(SCORE)
    table = memo.results(
        (A2, "จัดอบรมภายใน", "☐", "☐", "☒ (ดูหน้าเว็บ)"),
        (B2, "ตัดสำเนา", "", "ทำไปครึ่งทาง", ""),
        (C2, "ลงประกาศในเว็บ", "/", "/ (รออนุมัติ)", ""),
        ("ทบทวนคู่มือประชาชน", "ปรับคู่มือ", "", "", ""),
    )
    box = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/><w:default w:val="0"/>'
        "</w:checkBox></w:ffData></w:fldChar></w:r>"
    )
    table.cell(5, 4).paragraphs[0]._p.append(xml(box))
    rows = (
        THREE[0],
        Row(B, ("กองช่าง",), DOING, "ทำไปครึ่งทาง"),
        Row(C, ("กองคลัง",), None),
        Row("ทบทวนคู่มือประชาชน", (), None),
    )
    codes = frozenset({"C806", "C807", "C809", "C856"})
    return Case(memo.bytes(), rows, codes, leftovers=("รออนุมัติ", "คณะกรรมการ ITA"))


@case
def no_table_at_all() -> Case:
    memo = Memo().lines(INTRO, SCORE, "มาตรการอยู่ในเอกสารแนบ")
    return Case(memo.bytes(), (), frozenset({"C870"}), leftovers=("มาตรการอยู่ในเอกสารแนบ",))


@case
def years_that_contradict_each_other() -> Case:
    memo = Memo().lines(
        "ตามที่ได้รายงานการวิเคราะห์ผลประเมินในปี พ.ศ. ๒๕๖๖ ตามบันทึกข้อความ "
        "เรื่อง วิเคราะห์ผลปี พ.ศ. ๒๕๖๕ ลงวันที่ ๓๑ มกราคม ๒๕๖๗",
        SCORE,
    )
    memo.table(PLAN, *PLAN_ROWS)
    memo.results(*RESULT_ROWS)
    return Case(memo.bytes(), THREE, frozenset({"C864"}))
