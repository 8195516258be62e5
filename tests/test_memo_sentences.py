"""A clerk's memo, its tables typed page by page, moved into a tracker: our memo has its sentences in order.

What differs is listed here (`DEVIATIONS`, and in docs/memo-template.md): the clerk's own slips, and what Word
does by itself.  The office, its people and what it does are invented.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx as python_docx
import pytest
from docx.oxml.ns import qn

from itaxl.convert.memo.source import read_memo
from itaxl.core.assess import assess
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.memo.make import make_memo
from itaxl.memo.render import Template
from itaxl.reading.workbook import read_grids

ITA = "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"
PLANNED = "มาตรการเพื่อขับเคลื่อนการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงานให้ดี"
RESULTS = "มาตรการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
OFFICE = "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง"
PLACE = "อำเภอลำน้ำใส จังหวัดสมมุตินคร"
FOLLOW_UP = "- สรุปความคืบหน้าเสนอผู้บริหาร ณ ๓๑ มีนาคม ๒๕๖๕"
PLAN_HEAD = ("มาตรการ", "ขั้นตอนหรือวิธีการ", "ผู้รับผิดชอบ", "การกำกับติดตาม")
RESULT_HEAD = (
    ("มาตรการ", "ขั้นตอนหรือวิธีการ", "สถานะการดำเนินการ", "", ""),
    ("", "", "ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการเสร็จเรียบร้อยแล้ว"),
)
EVERYONE = "สำนักปลัด\nกองคลัง\nกองช่าง"
PLAN = (
    ("(๑) จัดเวทีทำความเข้าใจเกณฑ์การประเมินแก่พนักงานทุกคน", "ประชุมพนักงานก่อนเปิดระบบตอบแบบวัด", EVERYONE),
    ("(๒) ควรลดเอกสารที่ผู้รับบริการต้องนำมา", "-ควรทบทวนแบบคำขอทุกเรื่อง\n-เปิดรับคำขอทางออนไลน์", EVERYONE),
    ("(๓) ควรมีแนวทางซื้อจ้างที่ตรวจสอบได้", "ประกาศผลทุกโครงการบนเว็บไซต์", "กองคลัง"),
    ("(๔) ผู้บริหารควรประกาศเจตนารมณ์สุจริต", "ลงนามประกาศต่อหน้าพนักงานและผู้แทนชุมชน", "สำนักปลัด"),
    ("(๕) งานบริการหน้าเคาน์เตอร์", "-ติดป้ายขั้นตอนและเวลา\n-ให้บริการตามลำดับคิว", EVERYONE),
    ("(๖) ข่าวสารของหน่วยงาน", "ลงข่าวกิจกรรมและแผนการใช้จ่ายทุกเดือน", "สำนักปลัด"),
)
DONE = (
    ("จัดเวทีทำความเข้าใจเกณฑ์การประเมินแก่พนักงานทุกคน", PLAN[0][1], "-", "-", "/"),
    ("ลดเอกสารที่ผู้รับบริการต้องนำมา", "-ทบทวนแบบคำขอทุกเรื่อง\n-เปิดรับคำขอทางออนไลน์", "-", "/", "-"),
    ("มีแนวทางซื้อจ้างที่ตรวจสอบได้", PLAN[2][1], "-", "-", "/ (ดูหน้าจัดซื้อจัดจ้าง)"),
    ("ผู้บริหารควรประกาศเจตนารมณ์สุจริต", PLAN[3][1], "-", "-", "/ (ดูประกาศบนเว็บไซต์)"),
    ("งานบริการหน้าเคาน์เตอร์", PLAN[4][1], "-", "-", "/"),
    ("ข่าวสารของหน่วยงาน", PLAN[5][1], "/", "-", "-"),
)
Table = list[tuple[str, ...]]


def clerks() -> list[str | Table]:
    """Lines and tables as typed: each table twice, for a page each; the follow-up once on each page."""

    def plan(rows: tuple[tuple[str, ...], ...], told: int) -> Table:
        return [PLAN_HEAD, *((*row, FOLLOW_UP if n == told else "") for n, row in enumerate(rows))]

    return [
        "บันทึกข้อความ",
        f"ส่วนราชการ {OFFICE} (สำนักงานปลัด) {PLACE}",
        "ที่ สน ๗๑๒๐๑/",
        "วันที่ ๓๑ เดือน มีนาคม พ.ศ. ๒๕๖๕",
        f"เรื่อง รายงานผลการดำเนินการตาม{RESULTS}",
        f"เรียน นายก{OFFICE}/ผ่านปลัดองค์การบริหารส่วนตำบล",
        f"ตามที่งานธุรการ สำนักงานปลัด ได้รายงานการวิเคราะห์{ITA}ในปี พ.ศ.๒๕๖๔ และได้กำหนด{PLANNED}ขึ้น ไว้ในข้อ ๕ "
        f"ตามบันทึกข้อความ เรื่อง วิเคราะห์ผลการประเมิน ITA ของ{OFFICE} ลงวันที่ ๒๘ มกราคม ๒๕๖๕ มีรายละเอียดดังนี้",
        f"{PLANNED}ขึ้น",
        plan(PLAN[:3], 1),
        plan(PLAN[3:], 0),
        f"{ITA} (Integrity and Transparency Assessment : ITA) ประจำปีงบประมาณ พ.ศ. ๒๕๖๔ ของ{OFFICE} {PLACE} "
        f"มีค่าคะแนนเท่ากับ ๘๓.๔๗ คะแนน อยู่ในระดับ B และเพื่อให้{ITA} (ITA) ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ "
        f"และเพื่อให้มีค่าคะแนนที่สูงขึ้น และเป็นไปตาม{PLANNED}ยิ่งขึ้น งานธุรการ สำนักปลัด "
        f"จึงขอรายงานผลการดำเนินการตาม{RESULTS}ให้ดียิ่งขึ้น ตามมาตรการที่ได้กำหนดไว้ข้างต้น ดังต่อไปนี้",
        f"ผลการดำเนินการตาม{RESULTS}",
        f"ของ{OFFICE} {PLACE}",
        [*RESULT_HEAD, *DONE[:3]],
        [*RESULT_HEAD, *DONE[3:]],
        "จึงเรียนมาเพื่อโปรดทราบ",
        "(ลงชื่อ)",
        "(นางสาวใจดี มีตัวอย่าง)",
        "หัวหน้าสำนักปลัด",
        "ความเห็นปลัดองค์การบริหารส่วนตำบล.....",
        "(ลงชื่อ)",
        "(นายขยัน สมมุติกุล)",
        f"ปลัด{OFFICE}",
        "ความเห็นนายกองค์การบริหารส่วนตำบล.....",
        "(ลงชื่อ)",
        "(นายตั้งใจ ทดลองงาน)",
        f"นายก{OFFICE}",
    ]


#: What our memo prints in the place of the clerk's words, and why.
DEVIATIONS = (
    # the clerk's slips
    ("พ.ศ.๒๕๖๔", "พ.ศ. ๒๕๖๔"),
    ("Assessment : ITA", "Assessment: ITA"),
    ("และเพื่อให้มีค่าคะแนน", "มีค่าคะแนน"),
    # a table that is published or read by itself says of which year it is
    (re.compile(f"^{PLANNED}ขึ้น$"), f"{PLANNED}ขึ้น\nประจำปีงบประมาณ พ.ศ. ๒๕๖๕"),
    # the room for the opinion and the signature is dotted by Word
    (re.compile(r"\.{5,}$"), ""),
    # one space after a dash, everywhere
    (re.compile(r"^-(?=\S)", re.MULTILINE), "- "),
)


def mended(text: str) -> str:
    for wrong, right in DEVIATIONS:
        text = wrong.sub(right, text) if isinstance(wrong, re.Pattern) else text.replace(wrong, right)
    return text


def expected() -> Iterator[str]:
    """The clerk's sentences.  Word repeats a header where a page begins, and each row has its follow-up."""
    tables: list[tuple[str, ...]] = []
    for piece in clerks():
        if isinstance(piece, str):
            tables.clear()
            yield mended(piece)
            continue
        for row in piece:
            if row in tables and row in (PLAN_HEAD, *RESULT_HEAD):
                continue
            tables.append(row)
            row = (*row[:3], FOLLOW_UP) if len(row) == 4 and row != PLAN_HEAD else row
            yield "\t".join(cell if cell in "-/" else mended(cell) for cell in row)


def typed() -> bytes:
    document = python_docx.Document()
    for piece in clerks():
        if isinstance(piece, str):
            document.add_paragraph(piece)
            continue
        table = document.add_table(len(piece), len(piece[0]))
        for cells, row in zip(table.rows, piece, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def printed(docx: bytes) -> Iterator[str]:
    def words(element: object) -> str:
        return "".join(text.text or "" for text in element.iter(qn("w:t")))  # type: ignore[attr-defined]

    body = python_docx.Document(io.BytesIO(docx)).element.body
    for block in body:
        if block.tag == qn("w:tbl"):
            for row in block.iter(qn("w:tr")):
                cells = ["\n".join(map(words, cell.iter(qn("w:p")))) for cell in row.iter(qn("w:tc"))]
                yield "\t".join(cells)
        elif line := words(block):
            yield line


def even(lines: Iterator[str]) -> list[str]:
    """Without what is no word: the kind of space, the dots, a spanning cell's empty neighbours."""
    text = "\n".join(lines).replace("\u00a0", " ").replace("วันที่  ", "\nวันที่ ")
    text = re.sub(r"\.{5,}", "", re.sub(" +", " ", text))
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


@pytest.fixture(scope="module")
def memo(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Moved in, saved as a workbook, read again, and printed."""
    tracker = read_memo(typed(), "บันทึกเดิม.docx").tracker
    path = tmp_path_factory.mktemp("เดิม") / "แบบติดตาม.xlsx"
    path.write_bytes(tracker_bytes(tracker, macros=False))
    assessment = assess(read_grids(path), dt.date(2022, 3, 31))
    return make_memo(Template.load(), assessment, Path("/nowhere")).docx


def it_prints_the_clerks_sentences_in_their_order(memo: bytes) -> None:
    assert even(printed(memo)) == even(expected())


def it_lists_no_deviation_that_is_none() -> None:
    text = "\n".join(line for piece in clerks() if isinstance(piece, str) for line in [piece])
    steps = "\n".join(row[1] for row in PLAN)
    for wrong, _ in DEVIATIONS:
        found = (
            any(map(wrong.search, [*text.split("\n"), steps]))
            if isinstance(wrong, re.Pattern)
            else wrong in text
        )
        assert found, wrong
