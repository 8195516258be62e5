"""The template that travels with the product, and the pages that come out of it."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from itaxl.core.model import Digits, Signer
from itaxl.memo.content.context import context
from itaxl.memo.content.variables import VARIABLES, Kind
from itaxl.memo.render import Template, default_template_path, render
from itaxl.shipped import TEMPLATES
from tests import memo_cases as case

ROOT = Path(__file__).resolve().parent.parent
CM = 566.929  # twentieths of a point
THAI = re.compile("[\u0e00-\u0e7f]")
TEMPLATE = Template.load()


@pytest.fixture(scope="module")
def build() -> Iterator[ModuleType]:
    """templates/build.py, with the modules beside it."""
    path = list(sys.path)
    spec = importlib.util.spec_from_file_location("templates_build", ROOT / "templates" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path[:] = path


def memo(**options: Any) -> bytes:
    return render(case.assessed(), TEMPLATE, **options)


def tree(docx: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(case.parts_of(docx)[part])


def value(element: Any, path: str, attribute: str = "val") -> Any:
    """The attribute of the element that w:path leads to; None where there is none."""
    found = element.find("/".join(qn(f"w:{step}") for step in path.split("/")))
    return None if found is None else found.get(qn(f"w:{attribute}"))


def texts(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


# --- the file -------------------------------------------------------------------------------------


def test_the_committed_template_is_what_the_build_gives(build: ModuleType) -> None:
    made = build.templates()
    assert list(made) == list(TEMPLATES.values())
    for name, data in made.items():
        assert (ROOT / "templates" / name).read_bytes() == data, f"run python templates/build.py: {name}"


def test_the_guide_is_up_to_date_and_lists_every_variable_in_both_languages(build: ModuleType) -> None:
    text = build.guide.GUIDE.read_text("utf-8")
    assert text == build.guide.filled(text)
    thai, english = text.split("\n# The memo template\n")
    for variable in VARIABLES:
        names = [variable.name]
        if variable.kind is not Kind.GROUPS:
            names += [f"{variable.name}[].{item.name}" for item in variable.items]
        for name in names:
            assert f"| `{name}` |" in thai
            assert f"| `{name}` |" in english


def test_the_template_is_found_where_it_is_installed() -> None:
    assert default_template_path().name == "memo.docx"


def test_our_template_passes_the_check_for_foreign_ones() -> None:
    Template.load(default_template_path())


# --- the page -------------------------------------------------------------------------------------


def test_the_page_is_a4_with_the_margins_of_an_official_memo() -> None:
    section = tree(memo()).find(f".//{qn('w:sectPr')}")
    size = section.find(qn("w:pgSz"))
    margins = section.find(qn("w:pgMar"))
    assert (size.get(qn("w:w")), size.get(qn("w:h"))) == ("11906", "16838")
    for side, cm in {"left": 3, "right": 2, "top": 2.5, "bottom": 2}.items():
        assert abs(int(margins.get(qn(f"w:{side}"))) / CM - cm) < 0.01


def test_page_one_bears_no_number_and_the_others_a_thai_one_at_the_top() -> None:
    docx = memo()
    assert tree(docx).find(f".//{qn('w:titlePg')}") is not None
    first, other = tree(docx, "word/header1.xml"), tree(docx, "word/header2.xml")
    assert not list(first.iter(qn("w:instrText")))
    assert [field.text for field in other.iter(qn("w:instrText"))] == [r" PAGE \* THAIARABIC "]
    assert texts(other) == "- ๒ -"
    assert value(other, "p/pPr/pStyle") == "MemoPage"


def test_an_office_with_arabic_digits_gets_arabic_page_numbers() -> None:
    docx = render(case.assessed(case.with_office(digits=Digits.ARABIC)), TEMPLATE)
    other = tree(docx, "word/header2.xml")
    assert [field.text for field in other.iter(qn("w:instrText"))] == [r" PAGE \* Arabic "]
    assert texts(other) == "- 2 -"


def test_word_is_asked_for_its_present_layout_and_thai() -> None:
    settings = tree(memo(), "word/settings.xml")
    mode = next(settings.iter(qn("w:compatSetting")))
    assert (mode.get(qn("w:name")), mode.get(qn("w:val"))) == ("compatibilityMode", "15")
    assert value(settings, "themeFontLang", "bidi") == "th-TH"


def styles(docx: bytes) -> dict[str, Any]:
    return {style.get(qn("w:styleId")): style for style in tree(docx, "word/styles.xml").iter(qn("w:style"))}


def test_title_labels_and_body_have_their_sizes() -> None:
    docx = memo()
    known = styles(docx)
    title = known["MemoTitle"]
    assert value(title, "rPr/szCs") == "58"
    assert value(title, "pPr/jc") == "center"
    assert (value(title, "pPr/spacing", "line"), value(title, "pPr/spacing", "lineRule")) == ("700", "exact")
    sizes = {texts(run): value(run, "rPr/szCs") for run in tree(docx).iter(qn("w:r"))}
    assert sizes["บันทึกข้อความ"] == "58"
    for label in ("ส่วนราชการ", "ที่", "วันที่", "เรื่อง"):
        assert sizes[label] == "40"
    body = known["MemoBody"]
    assert value(body, "rPr/szCs") == "32"
    assert value(body, "pPr/jc") == "thaiDistribute"
    assert abs(int(value(body, "pPr/ind", "firstLine")) / CM - 2.5) < 0.01
    assert value(body, "pPr/spacing", "before") == "120"


def test_dotted_leaders_fill_the_lines_of_the_header() -> None:
    docx = memo()
    stop = styles(docx)["MemoField"].find(f".//{qn('w:tab')}")
    assert (stop.get(qn("w:leader")), stop.get(qn("w:val"))) == ("dot", "right")
    assert abs(int(stop.get(qn("w:pos"))) / CM - 16) < 0.01
    lines = [p for p in tree(docx).iter(qn("w:p")) if value(p, "pPr/pStyle") == "MemoField"]
    assert len(lines) == 3
    for line in lines:
        assert line.findall(qn("w:r"))[-1].find(qn("w:tab")) is not None


# --- runs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("font", ["TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙"])
def test_every_run_of_every_part_is_set_for_thai_in_the_office_s_font(font: str) -> None:
    docx = render(case.assessed(case.with_office(font=font)), TEMPLATE, draft=True)
    runs = [
        run
        for part in ("document", "header1", "header2")
        for run in tree(docx, f"word/{part}.xml").iter(qn("w:r"))
        if texts(run) or run.find(qn("w:t")) is None  # docxtpl's {%r …%} leaves runs of nothing behind
    ]
    assert any(THAI.search(texts(run)) for run in runs)
    for run in runs:
        assert value(run, "rPr/rFonts", "cs") == font
        assert value(run, "rPr/szCs") is not None
        assert run.find(f"{qn('w:rPr')}/{qn('w:cs')}") is not None
        assert value(run, "rPr/lang", "bidi") == "th-TH"
        bold = [run.find(f"{qn('w:rPr')}/{qn(name)}") is None for name in ("w:b", "w:bCs")]
        assert bold[0] == bold[1]
    assert value(tree(docx, "word/styles.xml"), "docDefaults/rPrDefault/rPr/rFonts", "cs") == font
    if font != "TH SarabunPSK":
        assert not any(b"TH SarabunPSK" in data for data in case.parts_of(docx).values())


@pytest.mark.parametrize("font", ["", "x" * 40, 'A"><w:t>', "{{ 7 }}", "{% if %}", "A\nB"])
def test_what_is_no_font_s_name_gives_the_product_s_own(font: str) -> None:
    docx = render(case.assessed(case.with_office(font=font)), TEMPLATE)
    assert docx == memo()


# --- tables ---------------------------------------------------------------------------------------


def tables(docx: bytes) -> list[Any]:
    return list(tree(docx).iter(qn("w:tbl")))


def header_rows(table: Any) -> list[Any]:
    return [
        row for row in table.iter(qn("w:tr")) if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    ]


def test_header_rows_repeat_and_no_row_splits() -> None:
    plan, result = tables(memo())
    assert [len(header_rows(plan)), len(header_rows(result))] == [1, 2]
    assert [texts(cell) for cell in header_rows(plan)[0].iter(qn("w:tc"))] == [
        "มาตรการ",
        "ขั้นตอนหรือวิธีการ",
        "ผู้รับผิดชอบ",
        "การกำกับติดตาม",
    ]
    for table in (plan, result):
        assert len(list(table.iter(qn("w:tr")))) == len(header_rows(table)) + 6
        for row in table.iter(qn("w:tr")):
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_the_result_table_s_header_spans_three_marks_and_merges_the_rest() -> None:
    top, bottom = header_rows(tables(memo())[1])
    cells = list(top.iter(qn("w:tc")))
    assert texts(cells[2]) == "สถานะการดำเนินการ"
    assert value(cells[2], "tcPr/gridSpan") == "3"
    assert [value(cell, "tcPr/vMerge") for cell in cells] == ["restart", "restart", None]
    below = list(bottom.iter(qn("w:tc")))
    assert [value(cell, "tcPr/vMerge") for cell in below] == ["continue", "continue", None, None, None]
    assert [texts(cell) for cell in below[2:]] == [
        "ยังไม่ดำเนินการ",
        "อยู่ระหว่างดำเนินการ",
        "ดำเนินการเสร็จเรียบร้อยแล้ว",
    ]


def test_every_row_shows_its_follow_up_on_whatever_page_it_comes_to_stand() -> None:
    rows = list(tables(memo())[0].iter(qn("w:tr")))[1:]
    last = [list(row.iter(qn("w:tc")))[-1] for row in rows]
    assert [value(cell, "tcPr/vMerge") for cell in last] == [None] * 6
    shared = "- รายงานผลให้ผู้บริหารทราบทุก\u00a0๓\u00a0เดือน- สรุปผล ณ\u00a0๓๑ มีนาคม\u00a0๒๕๖๕"
    own = "สำรวจความพึงพอใจของผู้รับบริการทุกเดือน"
    assert [texts(cell) for cell in last] == [shared] * 4 + [own, shared]


def test_the_marks_stand_in_their_columns() -> None:
    rows = list(tables(memo())[1].iter(qn("w:tr")))[2:]
    assert [[texts(cell) for cell in row.iter(qn("w:tc"))][2:] for row in rows] == [
        ["-", "-", "/"],
        ["-", "/", "-"],
        ["-", "-", "/ (ดูหน้าจัดซื้อจัดจ้างของเว็บไซต์)"],
        ["-", "-", "/ (ดูประกาศบนเว็บไซต์)"],
        ["-", "-", "/"],
        ["/", "-", "-"],
    ]


def test_the_columns_fill_the_line() -> None:
    for table in tables(memo()):
        widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        assert abs(sum(widths) / CM - 16) < 0.01
        assert value(table, "tblPr/tblLayout", "type") == "fixed"


def test_a_tracker_without_measures_gives_tables_with_headers_only() -> None:
    docx = render(case.assessed(case.with_measures([])), TEMPLATE)
    assert [len(list(table.iter(qn("w:tr")))) for table in tables(docx)] == [1, 2]


# --- signatures, emblem, draft --------------------------------------------------------------------


def signature_blocks(docx: bytes) -> list[list[Any]]:
    """The paragraphs after the result table, cut at the gaps."""
    blocks: list[list[Any]] = [[]]
    for paragraph in tables(docx)[1].itersiblings(qn("w:p")):
        if value(paragraph, "pPr/pStyle") == "MemoGap":
            blocks.append([])
        else:
            blocks[-1].append(paragraph)
    assert blocks.pop() == [] or len(blocks) == 0
    return blocks


@pytest.mark.parametrize("count", range(9))
def test_every_signer_has_a_block_that_never_splits(count: int) -> None:
    role = "ความเห็นผู้บังคับบัญชา"
    signers = tuple(Signer(f"นาย{n}", ("ตำแหน่งหนึ่ง", "ตำแหน่งสอง"), role if n else "") for n in range(count))
    docx = render(case.assessed(case.with_office(signers=signers, digits=Digits.ARABIC)), TEMPLATE)
    blocks = signature_blocks(docx)
    assert len(blocks) == count
    known = styles(docx)
    for number, block in enumerate(blocks):
        lines = [texts(paragraph) for paragraph in block]
        assert lines[-3:] == [f"(นาย{number})", "ตำแหน่งหนึ่ง", "ตำแหน่งสอง"]
        assert lines[-4].startswith("(ลงชื่อ)...")
        assert (role + " " in lines) is bool(number)
        assert sum(value(p, "pPr/pStyle") == "MemoDots" for p in block) == (2 if number else 0)
        for paragraph in block:
            style = known[value(paragraph, "pPr/pStyle")]
            assert style.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
            assert style.find(f"{qn('w:pPr')}/{qn('w:keepLines')}") is not None


def test_the_emblem_keeps_its_height_and_its_proportions() -> None:
    data = case.picture(60, 80)
    docx = memo(emblem=data)
    extent = next(
        tree(docx).iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent")
    )
    assert (extent.get("cx"), extent.get("cy")) == ("405000", "540000")
    assert case.parts_of(docx)["word/media/emblem.png"] == data


def test_without_an_emblem_nothing_stands_in_its_place() -> None:
    assert not list(tree(memo()).iter(qn("w:drawing")))


def test_a_jpeg_emblem_is_declared_as_one() -> None:
    buffer = io.BytesIO()
    Image.new("L", (60, 80)).save(buffer, "JPEG")
    jpeg = buffer.getvalue()
    parts = case.parts_of(memo(emblem=jpeg))
    assert parts["word/media/emblem.jpeg"] == jpeg
    assert b'Extension="jpeg" ContentType="image/jpeg"' in parts["[Content_Types].xml"]
    assert b"media/emblem.jpeg" in parts["word/_rels/document.xml.rels"]
    assert "word/media/emblem.png" not in parts
    extent = next(tree(memo(emblem=jpeg)).iter("{http://schemas.openxmlformats.org/drawingml/2006/main}ext"))
    assert extent.get("cx") == "405000"


def test_a_draft_is_marked_on_every_page_and_a_memo_on_none() -> None:
    for part in ("word/header1.xml", "word/header2.xml"):
        assert "ร่าง" in texts(tree(memo(draft=True), part))
        assert b"PowerPlusWaterMarkObject" in case.parts_of(memo(draft=True))[part]
        assert "ร่าง".encode() not in case.parts_of(memo())[part]


# --- the whole ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "docx",
    [
        (ROOT / "templates" / "memo.docx").read_bytes(),
        memo(),
        memo(draft=True),
        memo(emblem=case.picture(8, 10)),
        render(
            case.assessed(case.with_office(signers=(), font="TH Sarabun New", digits=Digits.ARABIC)), TEMPLATE
        ),
        render(case.assessed(case.with_measures([])), TEMPLATE),
        render(case.assessed(case.with_report(subject="a\tb\nc & <d>", closing="{{ x }}\n😀")), TEMPLATE),
    ],
    ids=["template", "memo", "draft", "emblem", "no signers", "no measures", "nasty"],
)
def test_an_ooxml_validator_finds_nothing(docx: bytes, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "memo.docx"
    path.write_bytes(docx)
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


def test_no_arabic_digit_stands_in_a_memo_with_thai_digits() -> None:
    docx = memo(draft=True)
    told = " ".join(texts(tree(docx, f"word/{part}.xml")) for part in ("document", "header1", "header2"))
    assert not re.search("[0-9]", told)


def test_no_jinja_is_left() -> None:
    for name, data in case.parts_of(memo()).items():
        assert b"{{" not in data, name
        assert b"{%" not in data, name


def test_the_memo_reads_in_the_order_of_an_official_one() -> None:
    body = Document(io.BytesIO(memo())).element.body
    told = re.sub(r"\s+", "", texts(body))
    given = context(case.assessed())
    place = 0
    for words in (
        "บันทึกข้อความ",
        given["agency"],
        given["book_number"],
        given["memo_date"],
        given["subject"],
        given["to"],
        given["citation"],
        "มาตรการเพื่อขับเคลื่อนการส่งเสริม",
        "(๑)อบรม",
        "(๖)การเปิดเผย",
        "มีค่าคะแนนเท่ากับ๘๓.๔๗คะแนน",
        "ระดับB",
        "ผลการดำเนินการตามมาตรการ",
        "สถานะการดำเนินการ",
        "ลดระยะเวลาและเอกสาร",
        "จึงเรียนมาเพื่อโปรดทราบ",
        "(นางสาวใจดีมีตัวอย่าง)",
        "ความเห็นปลัดเทศบาล",
        "(นายขยันสมมุติกุล)",
        "ความเห็น/คำสั่งนายกเทศมนตรี",
        "(นายตั้งใจทดลองงาน)",
    ):
        place = told.index(re.sub(r"\s+", "", str(words)), place) + 1


def test_the_parts_come_in_order_with_a_fixed_time() -> None:
    import zipfile

    entries = zipfile.ZipFile(io.BytesIO(memo())).infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert zipfile.ZipFile(io.BytesIO(memo())).testzip() is None
