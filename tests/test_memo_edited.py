"""Shipped templates as offices edit them in Word: nothing of the memo is lost, or the template is refused
with the place.

Each edit is what a user would do, done with python-docx or in the XML that Word writes for it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import docx as python_docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from itaxl.errors import TemplateError
from itaxl.memo import render
from itaxl.memo.make import make_memo
from itaxl.memo.render import Template
from itaxl.shipped import shipped
from tests import memo_cases as case
from tests.test_memo_shipped import assessed, told

PLAIN, RESULTS, ANNEX = "memo.docx", "memo-results.docx", "memo-annex.docx"
TRACKER = assessed(told(3, 4))
_PRINTED = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(render, "APART", False)
    yield


class Edit(NamedTuple):
    """What a user does.  `added` must be printed; what has one of `gone` in it need not be; `remark` is told.

    `refused` are words of the refusal: then no memo is made.
    """

    do: Callable[[Document], object]
    name: str = PLAIN
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    remark: str = ""
    refused: tuple[str, ...] = ()


def at(document: Document, words: str) -> Any:
    """The paragraph of the body, tables included, that has these words."""
    found = (p for p in document.element.body.iter(qn("w:p")) if words in said(p))
    return python_docx.text.paragraph.Paragraph(next(found), document)


def said(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def put(words: str, new: str) -> Callable[[Document], object]:
    """Some words typed in the place of others, within one run."""

    def do(document: Document) -> None:
        run = next(run for run in at(document, words).runs if words in run.text)
        run.text = run.text.replace(words, new)

    return do


def xml_at(words: str, xml: str) -> Callable[[Document], object]:
    """A piece of XML at the end of a paragraph."""
    return lambda document: at(document, words)._p.append(parse_xml(xml))


def column(anchor: str, head: str, inner: str) -> Callable[[Document], object]:
    """A column at the right of a table, as Word's Insert Right makes it."""

    def do(document: Document) -> None:
        table = next(t for t in document.tables if any(anchor in c.text for r in t.rows for c in r.cells))
        table.add_column(Cm(2))
        rows = table.rows
        rows[0].cells[-1].text = head
        row = next(row for row in rows if any(anchor in cell.text for cell in row.cells))
        row.cells[-1].text = inner

    return do


def without_column(head: str) -> Callable[[Document], object]:
    def do(document: Document) -> None:
        table = next(t for t in document.tables if head in t.rows[0].cells[-1].text)
        for row in table.rows:
            last = row._tr.tc_lst[-1]
            if last.grid_span > 1:
                last.grid_span -= 1
            else:
                row._tr.remove(last)
        table._tbl.tblGrid.remove(table._tbl.tblGrid.gridCol_lst[-1])

    return do


def without(first: str, last: str) -> Callable[[Document], object]:
    """Paragraphs of the body deleted, from one to another."""

    def do(document: Document) -> None:
        body = list(document.element.body)
        start = next(n for n, block in enumerate(body) if first in said(block))
        end = next(n for n, block in enumerate(body) if n >= start and last in said(block))
        for block in body[start : end + 1]:
            block.getparent().remove(block)

    return do


def run_xml(words: str, properties: str = "") -> str:
    return f'<w:r {nsdecls("w")}>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def around(words: str, begin: str, end: str) -> Callable[[Document], object]:
    """The run with these words put into another element."""

    def do(document: Document) -> None:
        run = next(run for run in at(document, words).runs if words in run.text)._r
        place = run.getparent()
        index = place.index(run)
        inner = re.sub(r' xmlns:\w+="[^"]*"', "", python_docx.oxml.xmlchemy.serialize_for_reading(run))
        place.remove(run)
        spaces = nsdecls("w", "a", "pic", "r", "wp")
        place.insert(index, parse_xml(begin.replace(">", f" {spaces}>", 1) + inner + end))

    return do


def sdt_around(words: str) -> Callable[[Document], object]:
    """A content control over a whole paragraph."""

    def do(document: Document) -> None:
        paragraph = at(document, words)._p
        control = parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="เรื่อง"/></w:sdtPr><w:sdtContent/></w:sdt>'
        )
        paragraph.addprevious(control)
        control[1].append(paragraph)

    return do


def logo(paragraph: Any) -> None:
    paragraph.add_run().add_picture(io.BytesIO(case.picture(40, 40)), Cm(2))


def text_box(words: str) -> str:
    return (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:90pt">'
        f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
        "</v:shape></w:pict></w:r>"
    )


def field(code: str, shown: str) -> str:
    return f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'


def turned(document: Document) -> None:
    section = document.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def narrow(document: Document) -> None:
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2)


def restyled(document: Document) -> None:
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        run.font.size, run.font.bold = Pt(15), True


def broken_up(document: Document) -> None:
    """A spelling mark within a tag, and the tag cut into runs of one letter."""
    run = next(run for run in at(document, "{{ subject }}").runs if "{{ subject }}" in run.text)
    text, element = run.text, run._r
    for letter in reversed(text):
        element.addnext(parse_xml(run_xml(letter)))
        element.addnext(parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))
    element.getparent().remove(element)


def score_first(document: Document) -> None:
    """The paragraph of the score before the opening."""
    at(document, "{% if citation %}")._p.addprevious(at(document, "{{ score }}")._p)


def title_row(document: Document) -> None:
    """A row of one merged cell over the head of a table."""
    table = document.tables[0]
    first = table.rows[0]._tr
    row = table.add_row()
    row.cells[0].merge(row.cells[-1]).text = "ส่วนที่ ๑ แผน"
    first.addprevious(row._tr)


def nested(document: Document) -> None:
    """A table in a cell."""
    cell = next(c for t in document.tables for r in t.rows for c in r.cells if "{{ row.done }}" in c.text)
    inner = cell.add_table(1, 2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "กำหนด", "{{ row.due }}"
    cell.add_paragraph()


def numbered(document: Document) -> None:
    """The steps as a list of Word."""
    for words in ("{{ line }}",):
        at(document, words).paragraph_format.left_indent = Cm(0.5)


def emblem_of_their_own(document: Document) -> None:
    for mark in document.element.body.iter(qn("wp:docPr")):
        mark.set("descr", "โลโก้")
        mark.set("name", "Picture 1")


TITLE, OFFICE = "นายกองค์การบริหารส่วนตำบลตัวอย่างสุข", "องค์การบริหารส่วนตำบลตัวอย่างสุข"
ASSESSED = "{% if assessed_year %}ในปี พ.ศ.\u00a0{{ assessed_year }}{% endif %}"
EDITS: dict[str, Edit] = {
    # words and looks
    "reworded": Edit(put("จึงขอรายงานผล", "จึงขอเสนอผล"), added=("จึงขอเสนอผล",), gone=("จึงขอรายงานผล",)),
    "larger and bold": Edit(restyled),
    "narrow margins": Edit(narrow, ANNEX),
    "the last section turned": Edit(turned),
    "a paragraph more": Edit(
        lambda d: at(d, "(ลงชื่อ)").insert_paragraph_before("ขอแสดงความนับถือ"), added=("ขอแสดงความนับถือ",)
    ),
    "a page of its own for the results": Edit(
        lambda d: setattr(at(d, "ของ{{ office_name }}").paragraph_format, "page_break_before", True), RESULTS
    ),
    "the score first": Edit(score_first),
    "steps indented": Edit(numbered),
    "no subject word": Edit(put("เรื่อง", "หัวข้อ"), added=("หัวข้อ",), gone=("เรื่อง",)),
    # columns and rows
    "a column of results": Edit(column("{{ row.done }}", "เงินที่ใช้", "{{ row.spent }}"), added=("เงินที่ใช้",)),
    "a column of the plan": Edit(
        column("{{ row.follow_up }}", "กำหนด", "{{ row.due }}"), added=("กำหนด", "๒๙ มีนาคม ๒๕๖๗")
    ),
    "a column of one's own": Edit(
        column("{{ row.done }}", "แหล่งเงิน", "{{ row.own.แหล่งเงิน }}"), RESULTS, added=("แหล่งเงิน",)
    ),
    "a column that is misspelt": Edit(
        column("{{ row.done }}", "เงิน", "{{ row.spend }}"), refused=("row.spend", "spent", "{{ row.spend }}")
    ),
    "a list in a column": Edit(
        column("{{ row.done }}", "อุปสรรค", "{{ row.problems }}"),
        refused=("{{ row.problems }}", "{%p for line in row.problems %}"),
    ),
    "no column of follow-up": Edit(
        without_column("การกำกับติดตาม"),
        gone=("การกำกับติดตาม", "รายงานความก้าวหน้า", "รายงานต่อที่ประชุม"),
        remark="plan.follow_up",
    ),
    "no column of what is done": Edit(without_column("สถานะการดำเนินการ"), refused=("results.done",)),
    "a title over the table": Edit(title_row, added=("ส่วนที่ ๑ แผน",)),
    "a table in a cell": Edit(nested, added=("กำหนด", "๒๙ มีนาคม ๒๕๖๗")),
    # signers
    "no signers": Edit(without("{%p for signer in signers %}", "{{ signer.name }}"), refused=("signers",)),
    "two signers only": Edit(
        put("{%p for signer in signers %}", "{%p for signer in signers[:2] %}"),
        refused=("signers.name", "ไม่ครบ"),
    ),
    "no room for opinions": Edit(
        without("{{ signer.role }}", "{{ signer.role }}"), gone=("ความเห็น", "เห็นควร"), remark="signer"
    ),
    # pictures and boxes
    "a logo in the header": Edit(lambda d: logo(d.sections[0].header.add_paragraph())),
    "a logo beside a tag": Edit(
        lambda d: logo(d.sections[0].header.paragraphs[0]), refused=("{%p if secrecy %}", "หัวกระดาษ")
    ),
    "an emblem that nothing replaces": Edit(emblem_of_their_own),
    "a text box": Edit(xml_at("{{ to }}", text_box("สำเนาส่ง {{ place }}")), added=("สำเนาส่ง",)),
    "a text box with a slip": Edit(
        xml_at("{{ to }}", text_box("ถึง {{ plase }}")), refused=("plase", "กล่องข้อความ", "ถึง")
    ),
    # header and footer
    "the office in the footer": Edit(
        lambda d: d.sections[0].footer.add_paragraph("{{ office_name }}"), added=(OFFICE,)
    ),
    "a slip in the footer": Edit(
        lambda d: d.sections[0].footer.add_paragraph("{{ ofice_name }}"), refused=("ofice_name", "ท้ายกระดาษ")
    ),
    "pages of how many": Edit(xml_at("{{ to }}", field(r"NUMPAGES \* THAIARABIC", "๓")), added=("๓",)),
    "a tag in a field": Edit(xml_at("{{ to }}", field("QUOTE {{ phone }}", "โทร")), refused=("{{ phone }}",)),
    # what Word puts around words
    "a content control over a line": Edit(sdt_around("{{ subject }}")),
    "a content control over a value": Edit(
        around("{{ level }}", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")
    ),
    "a link": Edit(around("{{ agency }}", '<w:hyperlink w:anchor="x">', "</w:hyperlink>")),
    "a bookmark": Edit(xml_at("{{ to }}", f'<w:bookmarkStart {nsdecls("w")} w:id="9" w:name="ถึง"/>')),
    "words put in while tracked": Edit(
        xml_at("{{ to }}", f'<w:ins {nsdecls("w")} w:id="1" w:author="ก">{run_xml(" (ด่วน)")}</w:ins>'),
        added=("(ด่วน)",),
        remark="การแก้ไขที่ติดตามไว้",
    ),
    "a value taken out while tracked": Edit(
        around("{{ score }}", '<w:del w:id="1" w:author="ก">', "</w:del>"),
        refused=("score",),
    ),
    "a tag cut into letters": Edit(broken_up),
    "quotes of Word": Edit(put("{{ subject }}", "{{ subject|default(“-”) }}")),
    "no-break spaces in a tag": Edit(put("{{ subject }}", "{{\u00a0subject\u00a0}}")),
    "braces of full width": Edit(
        put("{{ subject }}", "｛｛ subject ｝｝"), refused=("{{ subject }}", "เรื่อง")
    ),
    "one brace": Edit(put("{{ subject }}", "{ subject }"), refused=("{ subject }", "เรื่อง")),
    "a tag over two lines": Edit(
        lambda d: (put("{{ subject }}", "{{ sub")(d), at(d, "{{ sub").insert_paragraph_before("ject }}")),
        refused=("{{ sub", "เรื่อง"),
    ),
    "a hidden value": Edit(
        lambda d: setattr(at(d, "{{ score }}").runs[0].font, "hidden", True),
        remark="ข้อความซ่อน",
    ),
    "a year taken out": Edit(put(ASSESSED, ""), gone=("ในปี พ.ศ.",), remark="{{ assessed_year }}"),
}


def made(edit: Edit) -> bytes:
    document = python_docx.Document(str(shipped(edit.name)))
    edit.do(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def lines(memo: bytes) -> Iterator[str]:
    """What each paragraph says, headers and footers too."""
    for name, part in case.parts_of(memo).items():
        if _PRINTED.fullmatch(name):
            for paragraph in parse_xml(part).iter(qn("w:p")):
                if text := "".join(said(paragraph).split()):
                    yield text


def printed(template: Template) -> list[str]:
    return list(lines(make_memo(template, TRACKER, Path("/nowhere")).docx))


@cache
def whole(name: str) -> tuple[str, ...]:
    return tuple(printed(Template(shipped(name).read_bytes())))


def packed(words: str) -> str:
    return "".join(words.split())


KEPT = {name: edit for name, edit in EDITS.items() if not edit.refused}
REFUSED = {name: edit for name, edit in EDITS.items() if edit.refused}


@pytest.mark.parametrize("edit", KEPT.values(), ids=KEPT)
def it_prints_all_that_it_printed_and_what_was_added(edit: Edit) -> None:
    template = Template(made(edit), foreign=True)
    template.check()
    text = "\n".join(printed(template))
    lost = [line for line in whole(edit.name) if line not in text]
    assert [line for line in lost if not any(packed(word) in line for word in edit.gone)] == []
    assert [word for word in edit.added if packed(word) not in text] == []
    assert edit.remark in " ".join(template.remarks)
    assert edit.remark or template.remarks == ()


@pytest.mark.parametrize("edit", REFUSED.values(), ids=REFUSED)
def it_is_refused_with_the_place(edit: Edit) -> None:
    with pytest.raises(TemplateError) as caught:
        Template(made(edit), foreign=True).check()
    told = " ".join((str(caught.value), *caught.value.problems))
    assert [word for word in edit.refused if word not in told] == []


def it_is_a_family_of_more_than_thirty() -> None:
    assert len(EDITS) > 30
    assert {edit.name for edit in EDITS.values()} == {PLAIN, RESULTS, ANNEX}
