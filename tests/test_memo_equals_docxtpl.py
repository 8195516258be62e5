"""Every part of a memo equals what docxtpl gives, over many templates and nasty values."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt
from docxtpl import DocxTemplate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itaxl.core.model import Digits, Measure, Status
from itaxl.errors import TemplateError
from itaxl.memo.content.context import context
from itaxl.memo.content.xml_text import typed
from itaxl.memo.emblem import Emblem, widths
from itaxl.memo.press import cache
from itaxl.memo.press.press import CompiledTemplate, Press
from itaxl.memo.press.whole import edge_made_whole, made_whole
from itaxl.memo.render import Template
from itaxl.memo.template.sandbox import MemoEnvironment
from tests import memo_cases as case

NASTY = case.NASTY
VALUES: dict[str, object] = {
    "subject": "เรื่อง & <ทดสอบ>",
    "name": "ก'ข\"ค",
    "flag": True,
    "number": 3,
    "colour": "FFEE00",
    "rows": [
        {"a": f"แถว {n} {text}", "b": "ข", "cells": ["1", "2", "3"][: n % 3 + 1]}
        for n, text in enumerate(NASTY)
    ],
    "lines": list(NASTY),
    "nothing": [],
}


def judged(docx: bytes, values: Mapping[str, object]) -> dict[str, bytes]:
    """docxtpl's own memo, made whole.  It un-escapes {_{ in values too: our Jinja keeps them as typed."""
    template = DocxTemplate(io.BytesIO(docx))
    environment = MemoEnvironment(keep_signs=True) if "_" in str(values) else None
    template.render(dict(values), environment, autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    parts = case.parts_of(buffer.getvalue())
    edges = ("word/header", "word/footer")
    return {
        name: edge_made_whole(data)
        if name.startswith(edges)
        else made_whole(data)
        if name == "word/document.xml"
        else data
        for name, data in parts.items()
    }


def assert_same(template: Template, values: Mapping[str, object], emblem: bytes | None = None) -> None:
    """Parts, their order and their bytes."""
    picture = Emblem.read(emblem) if emblem else None
    docx = template.render(values, emblem)
    ours = case.parts_of(docx)
    variant = template._variant(str(values.get("font", "TH SarabunPSK")), picture.kind if picture else "png")
    theirs = judged(variant.prepared.docx, typed(values) | widths(variant.prepared.heights, picture))
    if emblem:
        theirs |= dict.fromkeys(variant.prepared.pictures, emblem)
    assert list(ours) == list(theirs)
    for name, data in theirs.items():
        assert ours[name] == data, name
    if compiled := variant.compiled_template():
        press = Press(kept_and_read(compiled))
        chosen = {name: value for name, value in values.items() if name in press.names}
        assert press.render(typed(chosen), picture) in (docx, None)


def kept_and_read(compiled: CompiledTemplate) -> CompiledTemplate:
    """What is left of it after a stay on the disk."""
    cache.save("0", compiled)
    kept = cache.load("0")
    assert kept is not None
    return kept


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)
    monkeypatch.setattr(cache, "key_of", lambda *_: "")  # templates themselves are compiled anew


# --- the product's own template -------------------------------------------------------------------


def made_by_text(template: Template) -> bool:
    """Whether bodies are made without an XML parser."""
    compiled = template._variant("TH SarabunPSK", "png")._compiled
    return compiled is not None and compiled[0].proof is not None


def test_our_template_is_made_by_text_alone() -> None:
    template = Template.load()
    assert made_by_text(template)


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("digits", list(Digits))
@pytest.mark.parametrize("font", ["TH SarabunPSK", "TH Sarabun New"])
def test_our_memo_equals_docxtpl(draft: bool, digits: Digits, font: str) -> None:
    tracker = case.with_office(digits=digits, font=font)
    assert_same(Template.load(), context(case.assessed(tracker), draft=draft))


def test_our_memo_with_an_emblem_equals_docxtpl() -> None:
    assert_same(Template.load(), context(case.assessed()), case.picture(9, 10))


@pytest.mark.parametrize("count", range(5))
def test_our_memo_with_any_number_of_signers_equals_docxtpl(count: int) -> None:
    signers = (case.OFFICE.signers * 2)[:count]
    assert_same(Template.load(), context(case.assessed(case.with_office(signers=signers))))


@pytest.mark.parametrize("count", [0, 1, 60])
def test_our_memo_with_any_number_of_measures_equals_docxtpl(count: int) -> None:
    measures = [case.MEASURES[n % 6]._replace(number=n + 1) for n in range(count)]
    assert_same(Template.load(), context(case.assessed(case.with_measures(measures))))


@pytest.mark.parametrize("text", NASTY)
def test_our_memo_with_nasty_text_everywhere_equals_docxtpl(text: str) -> None:
    assert_same(Template.load(), nasty_values(text))


def nasty_values(text: str) -> dict[str, object]:
    """The memo's values with a text at the end of each."""

    def spoilt(value: object) -> object:
        if isinstance(value, str):
            return value + text
        if isinstance(value, list):
            return [spoilt(item) for item in value]
        if isinstance(value, dict):
            return {name: spoilt(item) for name, item in value.items()}
        return value

    values = context(case.assessed(), draft=True)
    return {name: value if name == "font" else spoilt(value) for name, value in values.items()}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.one_of(st.characters(), st.sampled_from("{}%_&<>\"'\t\n\x0b\x07กำ😀")), max_size=20))
def test_our_memo_with_any_text_equals_docxtpl(text: str) -> None:
    note = Measure(
        1, "ควร" + text, (text, "- " + text), (text,), status=Status.DONE, note=text, follow_up=text
    )
    tracker = case.with_measures((note, note))
    tracker = tracker._replace(
        office=tracker.office._replace(name=text, phone=text, book_code=text),
        report=tracker.report._replace(subject=text, closing=text),
    )
    assert_same(_OURS, context(case.assessed(tracker)))


_OURS = Template.load()


# --- templates from elsewhere ---------------------------------------------------------------------


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def plain() -> bytes:
    document = Document()
    document.add_heading("{{ subject }}", 1)
    split = document.add_paragraph("เรื่อง {{ sub")
    split.add_run("ject }} ").bold = True
    split.add_run("{{ name }}")
    document.add_paragraph("{%p for line in lines %}")
    document.add_paragraph("{{ line }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{% if flag %}จริง{% else %}เท็จ{% endif %} {{ number + 1 }} {{ name|upper }}")
    document.add_paragraph(
        "{{ rows[0].a }} {{ lines|join(', ') }} {{ 'x' if flag else 'y' }} {{ nothing|length }}"
    )
    return saved(document)


def tables() -> bytes:
    document = Document()
    table = document.add_table(rows=4, cols=2, style="Table Grid")
    table.cell(0, 0).text, table.cell(0, 1).text = "หัว", "{{ name }}"
    table.cell(1, 0).text = "{%tr for row in rows %}"
    table.cell(2, 0).text, table.cell(2, 1).text = "{% vm %}{{ row.a }}", "{{ row.b }}"
    table.cell(3, 0).text = "{%tr endfor %}"
    table.cell(0, 0).merge(table.cell(0, 1))
    inner = document.add_table(rows=1, cols=2).cell(0, 0).add_table(1, 2)
    inner.cell(0, 0).text = "{{ subject }}"
    return saved(document)


def columns_come_and_go() -> bytes:
    document = Document()
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    table.cell(0, 0).text = "{%tr for row in rows %}"
    table.cell(1, 0).text = "{%tc for cell in row.cells %}"
    table.cell(1, 1).text = "{{ cell }}"
    table.cell(1, 2).text = "{%tc endfor %}"
    table.cell(2, 0).text = "{%tr endfor %}"
    return saved(document)


def narrower_than_its_grid() -> bytes:
    document = Document()
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    table.cell(0, 0).text = "{%tr if nothing %}"
    table.cell(1, 0).text = "สามช่อง"
    table.cell(2, 0).text = "{%tr endif %}"
    last = table.rows[3]._tr
    last.remove(last.tc_lst[-1])
    table.cell(3, 0).text = "{{ name }}"
    return saved(document)


def spans_and_colours() -> bytes:
    document = Document()
    table = document.add_table(rows=2, cols=3, style="Table Grid")
    table.cell(0, 0).text = "{% colspan number %}{{ subject }}"
    table.cell(0, 1).text = "{% cellbg colour %}{{ name }}"
    table.cell(1, 0).text = "{%tc for line in lines[:3] %}"
    table.cell(1, 1).text = "{% hm %}{{ line }}"
    table.cell(1, 2).text = "{%tc endfor %}"
    return saved(document)


def pictures() -> bytes:
    document = Document()
    document.add_picture(io.BytesIO(case.picture(4, 4)))
    document.add_paragraph("{%p for line in lines[:3] %}")
    document.add_paragraph("{{ line }}").add_run().add_picture(io.BytesIO(case.picture(5, 4)), width=Pt(20))
    document.add_paragraph("{%p endfor %}")
    return saved(document)


def headers() -> bytes:
    document = Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "{{ subject }}"
    section.first_page_header.paragraphs[0].text = "{% for line in lines %}{{ line }}{% endfor %}"
    section.footer.paragraphs[0].text = "หน้า {{ name }}"
    table = section.footer.add_table(1, 1, Pt(200))
    table.cell(0, 0).text = "{% if flag %}{{ number }}{% endif %}"
    document.add_section().footer.is_linked_to_previous = False
    document.add_paragraph("เนื้อความ")
    return saved(document)


def properties() -> bytes:
    document = Document()
    document.core_properties.title = "{{ name }}"
    document.core_properties.subject = "{% if flag %}ใช่{% endif %}"
    document.add_paragraph("{{ subject }}")
    return saved(document)


def trimmed() -> bytes:
    document = Document()
    document.add_paragraph("ก่อน {% if flag -%}")
    document.add_paragraph("กลาง {{ name }}")
    document.add_paragraph("{%- endif %} หลัง")
    return saved(document)


def blocks_across_paragraphs() -> bytes:
    document = Document()
    document.add_paragraph("เปิด {% for row in rows[:2] %}{{ row.a }}")
    document.add_paragraph("กลาง {{ row.b }}")
    document.add_paragraph("ปิด {% endfor %}{{ name }}")
    return saved(document)


def blocks_that_do_not_balance() -> bytes:
    document = Document()
    document.add_paragraph("{% if nothing %}").add_run("ตัวหนา").bold = True
    document.add_paragraph("{% endif %}{{ name }}")
    return saved(document)


def typed_signs_and_space() -> bytes:
    document = Document()
    document.add_paragraph("{_{ ไม่ใช่ตัวแปร }_} {{ name }}")
    document.add_paragraph("บรรทัด\nใหม่\tแท็บ {{ subject }}")
    document.add_paragraph("{# ข้อความในวงเล็บ #}{% set x = name %}{{ x ~ subject }}")
    document.add_paragraph("{%p if nothing %}")
    document.add_paragraph("ไม่มี")
    document.add_paragraph("{%p endif %}")
    return saved(document)


def in_body(xml: str, root: str = "") -> Callable[[], bytes]:
    """A template whose body begins with this XML."""

    def build() -> bytes:
        parts = case.parts_of(plain())
        document = parts["word/document.xml"].decode().replace("<w:body>", "<w:body>" + xml)
        parts["word/document.xml"] = document.replace("<w:document ", f"<w:document {root}").encode()
        return case.docx_of(parts)

    return build


def _grid(columns: int, span: str, cells: int = 1) -> str:
    cell = f"<w:tc><w:tcPr>{span}</w:tcPr><w:p><w:r><w:t>{{{{ name }}}}</w:t></w:r></w:p></w:tc>"
    grid = '<w:gridCol w:w="900"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{cell * cells}</w:tr></w:tbl>"


_DRAWN = '<w:r><w:drawing><wp:inline><wp:docPr id="7" name="a"/></wp:inline></w:drawing></w:r>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
FOREIGN: dict[str, tuple[Callable[[], bytes], bool]] = {
    # how it is built, and whether text alone must do
    "plain": (plain, True),
    "tables": (tables, True),
    "columns come and go": (columns_come_and_go, False),
    "narrower than its grid": (narrower_than_its_grid, False),
    "spans and colours": (spans_and_colours, False),
    "pictures": (pictures, False),  # python-docx declares the picture's namespaces twice
    "headers": (headers, True),
    "properties": (properties, False),
    "trimmed": (trimmed, True),
    "blocks across paragraphs": (blocks_across_paragraphs, False),
    "blocks that do not balance": (blocks_that_do_not_balance, False),
    "typed signs and space": (typed_signs_and_space, False),
    "a value in an attribute": (
        in_body('<w:p><w:pPr><w:shd w:val="clear" w:fill="{{ name }}"/></w:pPr></w:p>'),
        False,
    ),
    "a choice in an attribute": (
        in_body('<w:p><w:pPr><w:jc w:val="{% if flag %}left{% else %}right{% endif %}"/></w:pPr></w:p>'),
        True,
    ),
    "a namespace declared again": (
        in_body(f"<w:p {W}><w:r {W}><w:t>ก {{{{ name }}}}</w:t></w:r></w:p>"),
        False,
    ),
    "a picture under another prefix": (
        in_body(
            '<w:p><w:r><w:drawing><q:inline><q:docPr id="7" name="x"/></q:inline></w:drawing></w:r></w:p>',
            f'xmlns:q="{WP}" ',
        ),
        False,
    ),
    "numbered pictures": (
        in_body(
            '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="7" name="a&gt;b"/></wp:inline></w:drawing></w:r>'
            '<w:r><w:drawing><wp:inline><wp:docPr name=" id=&quot;" id="9"/></wp:inline></w:drawing>'
            "</w:r></w:p>"
        ),
        True,
    ),
    "one picture": (in_body(f"<w:p>{_DRAWN}</w:p>"), True),
    "one picture, perhaps": (in_body(f"<w:p>{{% if flag %}}{_DRAWN}{{% endif %}}</w:p>"), True),
    "a picture for each row": (
        in_body(
            f"{{% for row in rows %}}<w:p>{_DRAWN}<w:r><w:t>{{{{ row.a }}}}</w:t></w:r></w:p>{{% endfor %}}"
        ),
        True,
    ),
    "this picture or that, and another": (
        in_body(f"<w:p>{{% if flag %}}{_DRAWN}{{% else %}}{_DRAWN * 2}{{% endif %}}{_DRAWN}</w:p>"),
        True,
    ),
    "a loop that may call itself": (
        in_body(
            "{% for row in rows recursive %}<w:p><w:r><w:t>{{ row.a }}</w:t></w:r></w:p>{% endfor %}",
        ),
        False,
    ),
    "constants with quotes": (
        in_body(
            """<w:p><w:r><w:t>{{ "it's &gt;" }} {{ 'a"b' ~ name }} {{ 1.5 }} {{ none }}</w:t></w:r></w:p>"""
        ),
        True,
    ),
    "a picture without a number": (
        in_body('<w:p><w:r><w:drawing><wp:inline><wp:docPr name="x"/></wp:inline></w:drawing></w:r></w:p>'),
        False,
    ),
    "empty elements": (
        in_body(
            "<w:p></w:p><w:p><w:r><w:t>{% if nothing %}x{% endif %}</w:t></w:r></w:p><w:p w:rsidR='1'></w:p>"
        ),
        True,
    ),
    "a choice within a choice in an attribute": (
        in_body(
            '<w:p><w:pPr><w:jc w:val="{% if flag %}{% if nothing %}left{% else %}center{% endif %}'
            '{% endif %}"/></w:pPr></w:p>'
        ),
        True,
    ),
    "a choice of values in an attribute": (
        in_body(
            '<w:p><w:pPr><w:shd w:fill="{% if flag %}{{ name }}{% else %}0{% endif %}"/></w:pPr></w:p>',
        ),
        False,
    ),
    "a changing element that may be empty": (
        in_body(
            '<w:p><w:r><w:t w:x="{% if flag %}a{% else %}b{% endif %}">{{ nothing[0] }}</w:t></w:r></w:p>'
        ),
        False,
    ),
    "a changing span": (in_body(_grid(1, '<w:gridSpan w:val="{{ number }}"/>')), False),
    "more cells than columns": (in_body(_grid(1, "", cells=2)), False),
    "fewer cells than columns": (in_body(_grid(3, "")), False),
    "a static span": (in_body(_grid(3, '<w:gridSpan w:val="3"/>')), True),
    "columns once changed": (
        in_body(_grid(1, "").replace("</w:tblGrid>", '<w:tblGridChange w:id="1"/></w:tblGrid>')),
        False,
    ),
    "a cell outside of any table": (in_body("<w:tc><w:p/></w:tc>"), False),
    "a comment": (in_body("<!-- {{ name }} --><w:p/>"), False),
    "a macro": (
        in_body("<w:p><w:r><w:t>{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(name) }}</w:t></w:r></w:p>"),
        False,
    ),
    "a call": (in_body("<w:p><w:r><w:t>{{ name.replace('ก', '&lt;b&gt;') }}</w:t></w:r></w:p>"), False),
    "a text box in a paragraph": (
        in_body(
            "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{{ name }}</w:t></w:r></w:p></w:txbxContent>"
            "</w:pict></w:r><w:r><w:t>{{ subject }}</w:t></w:r></w:p>"
        ),
        True,
    ),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_template_from_elsewhere_equals_docxtpl(name: str) -> None:
    build, by_text = FOREIGN[name]
    template = Template(build())
    assert_same(template, VALUES)
    assert_same(template, VALUES | {"rows": VALUES["rows"][:1], "lines": ["ก"], "flag": False})  # type: ignore[index]
    assert made_by_text(template) is by_text


def test_a_block_that_opens_and_does_not_close_equals_docxtpl_as_long_as_the_xml_is_whole() -> None:
    """docxtpl mends the rest by leaving out; we refuse that."""
    build = in_body("{% if flag %}<w:p><w:r><w:t>{{ name }}{% endif %}</w:t></w:r></w:p>")
    template = Template(build())
    assert_same(template, VALUES)
    with pytest.raises(TemplateError, match="ไม่สมบูรณ์"):
        template.render(VALUES | {"flag": False})


@pytest.mark.parametrize("name", FOREIGN)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.sampled_from("{}%_&<>\"'\t\n\x07 กำ😀a1"), max_size=12))
def test_a_template_from_elsewhere_with_any_text_equals_docxtpl(name: str, text: str) -> None:
    template = _BUILT.setdefault(name, Template(FOREIGN[name][0]()))
    rows = [{"a": text, "b": text[::-1], "cells": [text, text]}]
    assert_same(template, VALUES | {"subject": text, "name": text, "lines": [text, "ข", text], "rows": rows})


_BUILT: dict[str, Template] = {}


def test_a_footnotes_part_without_variables_equals_docxtpl() -> None:
    parts = case.parts_of(plain())
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    parts["word/footnotes.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:footnotes {W}><w:footnote w:id="0">'
        "<w:p><w:r><w:t>หมายเหตุ\tท้าย</w:t></w:r></w:p></w:footnote></w:footnotes>\n"
    ).encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdF" Type="{office}" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    assert_same(Template(case.docx_of(parts)), VALUES)


def test_a_document_without_properties_gives_the_same_memo_every_time() -> None:
    parts = case.parts_of(plain())
    del parts["docProps/core.xml"]
    rels = parts["_rels/.rels"].decode()
    start = rels.index("<Relationship ", rels.index("core-properties") - 200)
    while "core-properties" not in rels[start : rels.index(">", start)]:
        start = rels.index("<Relationship ", start + 1)
    parts["_rels/.rels"] = (rels[:start] + rels[rels.index(">", start) + 1 :]).encode()
    template = Template(case.docx_of(parts))
    assert_same(template, VALUES)
    assert b"2025-01-01" in case.parts_of(template.render(VALUES))["docProps/core.xml"]


def test_the_same_values_give_the_same_bytes() -> None:
    values = context(case.assessed())
    assert Template.load().render(values) == Template.load().render(values)
