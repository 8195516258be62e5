"""Nothing that a template says is lost without a word: each fault is told with its place and its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from itaxl.errors import TemplateError
from itaxl.memo import render
from itaxl.memo.content.context import context
from itaxl.memo.render import Template, default_template_path
from itaxl.shipped import shipped
from tests import memo_cases as case

OURS = case.parts_of(default_template_path().read_bytes())
DOCUMENT, HEADER = "word/document.xml", "word/header2.xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(render, "APART", False)
    yield


def changed(*changes: tuple[str, str], part: str = DOCUMENT, nth: int = 0) -> bytes:
    """Our template with words replaced in one part; `nth` of several places."""
    text = OURS[part].decode()
    for old, new in changes:
        pieces = text.split(old)
        assert len(pieces) > nth + 1, old
        text = old.join(pieces[: nth + 1]) + new + old.join(pieces[nth + 1 :])
    return case.docx_of({**OURS, part: text.encode()})


def with_part(name: str, content: str) -> bytes:
    return case.docx_of({**OURS, name: f'<w:x xmlns:w="{WORD}">{content}</w:x>'.encode()})


def loaded(docx: bytes, folder: Path) -> Template:
    path = folder / "แม่แบบ.docx"
    path.write_bytes(docx)
    return Template.load(path)


def refusal(docx: bytes, folder: Path) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        loaded(docx, folder)
    return caught.value


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


SUBJECT = "เรื่อง</w:t>"
REFUSED: dict[str, tuple[bytes, tuple[str, ...]]] = {
    # a forgotten or wrong letter
    "no p before signers": (
        changed(("{%p for signer in signers %}", "{% for signer in signers %}")),
        ("{% for signer in signers %}", "ขาดตัวอักษร p", "โปรดเขียนเป็น {%p for signer in signers %}"),
    ),
    "no tr before results": (
        changed(("{%tr for row in section.results %}", "{% for row in section.results %}")),
        ("{%tr for row in section.results %}", "ตารางในเนื้อความ", "ดำเนินการเสร็จเรียบร้อยแล้ว"),
    ),
    "no tr before plan": (changed(("{%tr for row in section.plan %}", "{% for row in section.plan %}")), ("ขาดตัวอักษร tr",)),  # noqa: E501
    "no tr at an end": (changed(("{%tr endfor %}", "{% endfor %}")), ("{%tr endfor %}", "ขาดตัวอักษร tr")),
    "no p at an end": (changed(("{%p endfor %}", "{% endfor %}")), ("{%p endfor %}", "ขาดตัวอักษร p")),
    "no p before a condition": (
        changed(("{%p if signer.role %}", "{% if signer.role %}")),
        ("โปรดเขียนเป็น {%p if signer.role %}",),
    ),
    "no letters at both ends of a row": (
        changed(("{%tr for row in section.plan %}", "{% for row in section.plan %}"), ("{%tr endfor %}", "{% endfor %}")),  # noqa: E501
        ("คนละระดับ", "{%tr"),
    ),
    "p for tr": (changed(("{%tr for row in section.plan %}", "{%p for row in section.plan %}")), ("คนละระดับ",)),  # noqa: E501
    "tr for p": (changed(("{%p for line in closing %}", "{%tr for line in closing %}")), ("นอกตาราง", "closing")),  # noqa: E501
    "tc outside a table": (changed(("{%p endif %}", "{%tc endif %}")), ("นอกตาราง",)),
    "r for p": (changed(("{%p for line in closing %}", "{%r for line in closing %}")), ("คนละระดับ",)),
    "glued": (changed(("{%p for line in closing %}", "{%pfor line in closing %}")), ("{%p for … %}",)),
    "apart": (changed(("{%p for line in closing %}", "{% p for line in closing %}")), ("{%p for … %}",)),
    "capital": (changed(("{%p for line in closing %}", "{%P for line in closing %}")), ("{%p for … %}",)),
    "misspelt": (changed(("{%p endfor %}", "{%p enfor %}")), ("{%p enfor %}", "{% endfor … %}")),
    "ends without beginning": (changed(("{%p if signer.role %}", "")), ("{%p endif %}", "ที่ไม่มี {% if … %} คู่กัน")),  # noqa: E501
    "begins without end": (
        changed(("{%p endif %}", ""), nth=1),
        ("{%p if signer.role %}", "{%p endif %}"),
    ),
    "ends crossed": (
        changed(("{% endif %}", "{% endfor %}")),
        ("{% endfor %}", "ที่ไม่มี {% for … %} คู่กัน"),
    ),
    # text that would go
    "words beside p": (
        changed(("{%p for line in closing %}", "ข้อความสำคัญ {%p for line in closing %}")),
        ("ข้อความสำคัญ", "{%p for line in closing %}", "ตามลำพังในย่อหน้า"),
    ),
    "words after p": (changed(("{%p if signer.role %}", "{%p if signer.role %} ขอแสดง")), ("ขอแสดง",)),
    "words in a tag's row": (
        changed(("{%tr for row in section.results %}", "{%tr for row in section.results %} มาตรการ")),
        ("“มาตรการ”", "ในแถวเดียวกับ"),
    ),
    "two tags in one paragraph": (
        changed(("{%p for line in closing %}", "{%p if draft %}{%p for line in closing %}")),
        ("{%p for line in closing %}", "ตามลำพัง"),
    ),
    "a value beside p": (
        changed(("{%p for line in closing %}", "{%p for line in closing %}{{ phone }}")),
        ("{{ phone }}",),
    ),
    # what would be printed as Python writes it
    "a list": (changed(("{{ subject }}", "{{ subject }}{{ closing }}")), ("{{ closing }}", "{%p for line in closing %}")),  # noqa: E501
    "a list in a row": (changed(("{{ row.done }}", "{{ row.done }}{{ row.steps }}")), ("{{ row.steps }}", "row.steps|join")),  # noqa: E501
    "positions": (changed(("{{ signer.name }}", "{{ signer.name }}{{ signer.positions }}")), ("signer.positions",)),  # noqa: E501
    "rows": (changed(("{{ subject }}", "{{ subject }}{{ results }}")), ("{{ results }}", "{%tr for row in results %}")),  # noqa: E501
    "a row": (changed(("{{ row.done }}", "{{ row.done }}{{ row }}")), ("{{ row }}", "ทั้งแถว")),
    "a flag": (changed(("{{ subject }}", "{{ subject }}{{ draft }}")), ("{{ draft }}", "{% if draft %}")),
    "a comparison": (changed(("{{ subject }}", "{{ subject }}{{ subject == level }}")), ("ที่ไม่ใช่ข้อความ",)),
    "none": (changed(("{{ subject }}", "{{ subject }}{{ none }}")), ("{{ none }}",)),
    "a list in a branch that the sample leaves": (
        changed(("{{ subject }}", "{{ subject }}{% if level == 'AA' %}{{ closing }}{% endif %}")),
        ("{{ closing }}",),
    ),
    # braces
    "single braces": (changed(("{{ subject }}", "{{ subject }} { phone }")), ("{ phone }", "{{ phone }}", "เรื่อง")),  # noqa: E501
    "braces of full width": (changed(("{{ subject }}", "{{ subject }} ｛｛ phone ｝｝")), ("{{ phone }}",)),
    "parted braces": (changed(("{{ subject }}", "{{ subject }} { { phone } }")), ("{{ phone }}",)),
    "half a tag": (changed(("{{ subject }}", "{{ subject }} {{ phone }")), ("{{ phone }",)),
    "the other half": (changed(("{{ subject }}", "{{ subject }} phone }}")), ("phone }}",)),
    "an empty tag": (changed(("{{ subject }}", "{{ subject }} {{ }}")), ("{{ }}",)),
    "braces in a header": (changed((">- <", ">- { phone }<"), part=HEADER), ("หัวกระดาษ", "{{ phone }}")),
    # parts that are not filled in
    "a footnote": (with_part("word/footnotes.xml", paragraph("{{ phone }}")), ("{{ phone }}", "เชิงอรรถ")),
    "an endnote": (with_part("word/endnotes.xml", paragraph("{{ phone }}")), ("{{ phone }}", "อ้างอิงท้ายเรื่อง")),
    "a chart": (with_part("word/charts/chart1.xml", paragraph("{{ phone }}")), ("{{ phone }}", "แผนภูมิ")),
    # values that would not be there
    "only the first line of the follow-up": (
        changed(("{%p for line in row.follow_up_more %}", "{%p for line in row.divisions %}")),
        ("plan.follow_up", "{%p for line in row.follow_up_more %}"),
    ),
    "never": (
        changed(("{{ subject }}", "{% if false %}{{ subject }}{% endif %}")),
        ("{% if false %}", "เงื่อนไขที่ไม่มีตัวแปร"),
    ),
    "never, by a value": (
        changed(("{{ subject }}", "{% if draft and not draft %}{{ subject }}{% endif %}")),
        ("subject", "ไม่ครบ"),
    ),
    "only one row": (
        changed(("{%tr for row in section.results %}", "{%tr for row in section.results[:1] %}")),
        ("results.title_lines", "ไม่ครบ"),
    ),
    "only some rows": (
        changed(("{%tr for row in section.results %}", "{%tr for row in section.results if row.done != '-' %}")),  # noqa: E501
        ("results.title_lines", "ไม่ครบ"),
    ),
    "only the first signer": (
        changed(("{%p for signer in signers %}", "{%p for signer in signers[:1] %}")),
        ("signers.name", "ไม่ครบ"),
    ),
    "only the first step": (
        changed(("{%p for line in row.steps %}", "{%p for line in row.steps[:1] %}")),
        ("plan.steps", "ไม่ครบ"),
    ),
    "only one line of the closing": (
        changed(("{%p for line in closing %}", "{%p for line in closing[1:] %}")),
        ("closing", "ไม่ครบ"),
    ),
    "a cell merged over rows that differ": (
        changed(("{{ row.follow_up }}", "{% vm %}{{ row.follow_up }}")),
        ("plan.follow_up", "ไม่ครบ"),
    ),
    # Jinja's own complaints
    "unknown filter": (changed(("{{ subject }}", "{{ subject|thai }}")), ("(thai)", "เรื่อง {{ subject|thai }}")),  # noqa: E501
    "unknown test": (changed(("{{ subject }}", "{{ subject }}{% if subject is thai %}{% endif %}")), ("thai",)),  # noqa: E501
    "unreadable": (changed(("{{ subject }}", "{{ subject + }}")), ("{{ subject + }}", "เขียนไม่ถูกต้อง")),
    "division": (changed(("{{ subject }}", "{{ subject }}{{ 1 / 0 }}")), ("{{ 1 / 0 }}", "ทำงานไม่ได้", "เรื่อง")),  # noqa: E501
    "sum of text": (changed(("{{ subject }}", "{{ subject }}{{ subject + 1 }}")), ("{{ subject + 1 }}",)),
    "unknown statement": (changed(("{{ subject }}", "{{ subject }}{% print 1 %}")), ("{% print 1 %}",)),
}  # fmt: skip


@pytest.mark.parametrize(("docx", "words"), REFUSED.values(), ids=REFUSED)
def test_a_template_that_would_lose_something_is_refused(
    docx: bytes, words: tuple[str, ...], tmp_path: Path
) -> None:
    error = refusal(docx, tmp_path)
    told = " ".join((str(error), *error.problems))
    for word in words:
        assert word in told
    assert "ที่ “" in told or "ขาดตัวแปร" in told or "(เชิง" in told or "(อ้าง" in told or "(แผน" in told
    english = re.sub(r"\{[{%#].*?[}%#]\}|“.*?”|\(.*?\)|docs/memo-template.md|Word|[a-z_]+\.[a-z_]+", "", told)
    assert not re.search("[A-Za-z]{9,}|expected|unknown|error", english), english


def test_all_faults_are_told_at_once_each_with_its_place(tmp_path: Path) -> None:
    docx = changed(
        ("{%p for signer in signers %}", "{% for signer in signers %}"),
        ("{{ subject }}", "{{ subjct }}"),
        ("{{ agency }}", "{{ agency }}{{ closing }}"),
        ("{{ to }}", "{{ to|thai }}"),
        ("{{ level }}", "{ level }"),
        ("{{ score }}", ""),
    )
    problems = refusal(docx, tmp_path).problems
    told = "\n".join(problems)
    for words in ("{%p for signer", "subjct (ใกล้เคียงกับ subject)", "{{ closing }}", "(thai)", "{{ level }}"):
        assert words in told
    assert "ขาดตัวแปรที่ต้องมี: subject, score, level" in told
    assert sum("ที่ “" in problem for problem in problems) == 5
    assert len(problems) == 6


BOX = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:shape></w:pict></w:r></w:p>"
)


def test_a_text_box_is_told_as_one(tmp_path: Path) -> None:
    docx = changed(("</w:p>", BOX.format(text="{{ phon }} ในกล่อง")))
    assert "กล่องข้อความในเนื้อความ ที่ “{{ phon }} ในกล่อง”" in str(refusal(docx, tmp_path))


def merged() -> bytes:
    """As our template once was: a follow-up is printed once for its group, in a merged cell."""
    text = OURS[DOCUMENT].decode().replace("{{ row.follow_up }}", "{% vm %}{{ row.follow_up }}")
    for old, new in (
        ("{%tr for section in sections %}", "{%tr for group in plan_groups %}"),
        ("{%tr if section.heading %}", ""),
        ("{{ section.heading }}", ""),
        ("{%tr endif %}", ""),
        ("{%tr for row in section.plan %}", "{%tr for row in group %}"),
    ):
        row = re.search(f"<w:tr>(?:(?!<w:tr>).)*?{re.escape(old)}.*?</w:tr>", text)
        assert row
        text = text.replace(row.group(), row.group().replace(old, new) if new else "", 1)
    return case.docx_of({**OURS, DOCUMENT: text.encode()})


KEPT = {
    "a text box": changed(("</w:p>", BOX.format(text="โทร {{ phone }}"))),
    "blocks over paragraphs": changed(("{{ subject }}", "{{ subject }}{% if draft %}"), ("เรียน", "{% endif %}เรียน")),  # noqa: E501
    "a comment of Jinja": changed(("{{ subject }}", "{{ subject }}{# จำไว้ #}")),
    "braces that are words": changed(("{{ subject }}", "{{ subject }} {ก} {1}")),
    "docxtpl's escape": changed(("{{ subject }}", "{{ subject }} {_{ ก }_}")),
    "joined lists": changed(("{{ subject }}", "{{ subject }} {{ closing|join(' ') }} {{ signers|map(attribute='name')|join }}")),  # noqa: E501
    "smart quotes": changed(("{{ subject }}", "{{ subject|default(‘-’) }}")),
    "a cell merged by vm": merged(),
    "a word cut into runs": changed(
        ("{{ subject }}", "{{ sub</w:t></w:r><w:r><w:t>ject }</w:t></w:r><w:r><w:t>}"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("docx", KEPT.values(), ids=KEPT)
def test_a_template_that_loses_nothing_passes(docx: bytes, tmp_path: Path) -> None:
    template = loaded(docx, tmp_path)
    memo = case.parts_of(template.render(context(case.assessed())))[DOCUMENT].decode()
    told = "".join(re.findall("<w:t(?: [^>]*)?>([^<]*)</w:t>", memo))
    for words in ("นายตั้งใจ ทดลองงาน", "ปรับปรุงหน้าเว็บ", "นายกเทศมนตรีตำบลทุ่งสมมุติ", "จึงเรียนมาเพื่อโปรดทราบ"):
        assert words in told


def blocks() -> list[str]:
    """The paragraphs of the body and what lies between them."""
    return re.split("(<w:p>.*?</w:p>)", OURS[DOCUMENT].decode())


def without(first: str, last: str) -> bytes:
    """Our template without the paragraphs from one to another."""
    found = blocks()
    start = next(n for n, block in enumerate(found) if first in block)
    end = next(n for n, block in enumerate(found) if n > start and last in block)
    return case.docx_of({**OURS, DOCUMENT: "".join(found[:start] + found[end + 1 :]).encode()})


def moved(tag: str, behind: str, nth: int = 0) -> bytes:
    """Our template with the paragraph of a tag behind another one."""
    found = blocks()
    block = found.pop([n for n, block in enumerate(found) if tag in block][nth])
    found.insert(next(n for n, other in enumerate(found) if behind in other) + 1, block)
    return case.docx_of({**OURS, DOCUMENT: "".join(found).encode()})


ASSESSED = "{% if assessed_year %} ประจำปีงบประมาณ พ.ศ.\u00a0{{ assessed_year }}{% endif %}"
REMARKED = {
    "no closing": (without("{%p for line in closing %}", "{%p endfor %}"), "ไม่พิมพ์ closing"),
    "a cut value": (changed(("{{ subject }}", "{{ subject[:9] }}")), "subject"),
    "a sentence without its year": (changed(("{{ assessed_year }}", "")), "{{ assessed_year }}"),
    "a year taken out with its words": (
        changed((ASSESSED, "")),
        "{{ assessed_year }}",
    ),
    "the same from the other sentence": (
        changed(("{% if assessed_year %}ในปี พ.ศ.\u00a0{{ assessed_year }}{% endif %}", "")),
        "{{ assessed_year }}",
    ),
    "two stretches taken out": (
        changed(("มีค่าคะแนนเท่ากับ\u00a0", ""), (" ณ\u00a0วันที่\u00a0{{ cutoff }}", "")),
        "{{ cutoff }}",
    ),
    "a year and the words that named it": (
        changed(("ประจำปีงบประมาณ พ.ศ.\u00a0{{ assessed_year }}", "")),
        "{{ assessed_year }}",
    ),
    "a year that no sentence names": (
        case.docx_of({**OURS, DOCUMENT: OURS[DOCUMENT].replace(b"{{ assessed_year }}", "ที่แล้ว".encode())}),
        "ไม่พิมพ์ assessed_year (ปีที่ประเมิน ITA)",
    ),
    "a line without its value": (changed(("{{ agency }}", "")), "{{ agency }}"),
    "a condition that slips": (moved("{%p endif %}", "(ลงชื่อ)", nth=1), "{% if signer.role %}"),
    "a heading without its words": (changed(("{{ signer.role }}", "")), "signers.role"),
    "a loop that prints nothing": (
        changed(("{{ subject }}", "{{ subject }}{% for line in closing %}ก{% endfor %}")),
        "{% for line in closing %} ที่ไม่ได้พิมพ์",
    ),
    "a condition that prints nothing": (changed(("{{ section.heading }}", "")), "ที่ไม่พิมพ์สิ่งใด"),
    "a cell without its value": (
        case.docx_of(
            {
                **case.parts_of(shipped("memo-annex.docx").read_bytes()),
                DOCUMENT: case.parts_of(shipped("memo-annex.docx").read_bytes())[DOCUMENT].replace(
                    b"{{ row.due }}", b""
                ),
            }
        ),
        "{{ row.due }}",
    ),
    "a cell merged by vm": (KEPT["a cell merged by vm"], "{% vm %}"),
}


@pytest.mark.parametrize(("docx", "word"), REMARKED.values(), ids=REMARKED)
def test_what_may_be_meant_is_told_each_time(docx: bytes, word: str, tmp_path: Path) -> None:
    for _ in range(2):  # the second time from what was kept
        assert word in " ".join(loaded(docx, tmp_path).remarks)


SILENT = {
    "reworded": changed(
        ("ได้รายงานการวิเคราะห์", "ได้เสนอ"),
        (ASSESSED, " ที่ผ่านมา"),
    ),
    "words taken out, no value": changed(("(Integrity and Transparency Assessment: ITA)", "")),
    "a condition without words": changed(("{% if place %} {{ place }}{% endif %}", "")),
}


@pytest.mark.parametrize("docx", SILENT.values(), ids=SILENT)
def test_who_rewords_or_shortens_hears_nothing(docx: bytes, tmp_path: Path) -> None:
    assert loaded(docx, tmp_path).remarks == ()


def test_what_came_out_torn_is_never_mended_by_leaving_out() -> None:
    """Behind all checks: no memo comes out of XML that is not whole."""
    template = Template(changed(("{%tr for row in section.results %}", "{% for row in section.results %}")))
    with pytest.raises(TemplateError, match="ไม่สมบูรณ์"):
        template.render(context(case.assessed()))
