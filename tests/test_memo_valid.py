"""Every kind of memo is a valid document: the OOXML validator finds nothing, whatever is missing."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from docx import Document

from itaxl.core.model import Digits, Measure, Report, Status, Tracker
from itaxl.memo.content.context import context
from itaxl.memo.press.paragraphs import always_whole, with_paragraphs
from itaxl.memo.press.whole import edge_made_whole, made_whole
from itaxl.memo.render import Template, default_template_path, render
from itaxl.memo.template.sandbox import MemoEnvironment
from tests import memo_cases as case

OURS = Template.load()


def faults(docx: bytes, folder: Path) -> list[str]:
    from openxml_audit import OpenXmlValidator

    path = folder / "memo.docx"
    path.write_bytes(docx)
    found = [str(error) for error in OpenXmlValidator().validate(str(path)).errors]
    return [fault for fault in found if "stylesWithEffects" not in fault]  # python-docx brings it along


def with_gaps(**gaps: object) -> Tracker:
    return case.with_measures(measure._replace(**gaps) for measure in case.MEASURES)  # type: ignore[arg-type]


DRAFTS: dict[str, Tracker] = {
    "no steps": with_gaps(steps=()),
    "no divisions": with_gaps(divisions=()),
    "no titles": with_gaps(title="", number=None),
    "no follow-up": with_gaps(follow_up=""),
    "no status": with_gaps(status=None),
    "nothing but numbers": case.with_measures(Measure(n) for n in range(1, 4)),
    "no measures": case.with_measures(()),
    "no signers": case.with_office(signers=()),
    "signers without names": case.with_office(
        signers=tuple(signer._replace(name="", positions=()) for signer in case.OFFICE.signers)
    ),
    "eight signers": case.with_office(signers=(case.OFFICE.signers * 3)[:8]),
    "no report": case.TRACKER._replace(report=Report()),
    "nothing": Tracker(case.OFFICE._replace(name="", signers=()), Report(), (Measure(1), Measure(2))),
    "lines": with_gaps(
        title="ก\nข", steps=("ก\nข", "ค"), follow_up="ก\n\nข", note="ก\nข", status=Status.DONE
    ),
    "arabic": case.with_office(digits=Digits.ARABIC, font="TH Sarabun New"),
}


@pytest.mark.parametrize("draft", [False, True], ids=["memo", "draft"])
@pytest.mark.parametrize("tracker", DRAFTS.values(), ids=DRAFTS)
def test_a_memo_with_gaps_is_valid(tracker: Tracker, draft: bool, tmp_path: Path) -> None:
    assert faults(render(case.assessed(tracker), OURS, draft=draft), tmp_path) == []


# --- templates from elsewhere ---------------------------------------------------------------------


def made(*paragraphs: str, cells: Iterable[Iterable[str]] = (), header: Iterable[str] = ()) -> bytes:
    """A template as python-docx makes it: paragraphs, a table of one row, a header."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    columns = [list(cell) for cell in cells]
    if columns:
        table = document.add_table(1, len(columns), "Table Grid")
        for cell, texts in zip(table.rows[0].cells, columns, strict=True):
            fill(cell, texts)
    if header:
        fill(document.sections[0].header, header)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def fill(place: object, texts: Iterable[str]) -> None:
    """Paragraphs into a cell or a header, which has one already."""
    first, *more = texts
    place.paragraphs[0].text = first  # type: ignore[attr-defined]
    for text in more:
        place.add_paragraph(text)  # type: ignore[attr-defined]


EMPTY_LOOP = ("{%p for line in closing %}", "{{ line }}", "{%p endfor %}")


def memo_of(docx: bytes, **values: object) -> bytes:
    return Template(docx).render(context(case.assessed()) | values)


def test_a_cell_whose_list_is_empty_keeps_a_paragraph(tmp_path: Path) -> None:
    docx = memo_of(made(cells=[EMPTY_LOOP, ("ข",)]), closing=[])
    assert b"</w:tcPr><w:p/></w:tc>" in case.parts_of(docx)["word/document.xml"]
    assert faults(docx, tmp_path) == []


def test_a_header_whose_list_is_empty_keeps_a_paragraph(tmp_path: Path) -> None:
    docx = memo_of(made("ก", header=EMPTY_LOOP), closing=[])
    header = next(data for name, data in case.parts_of(docx).items() if name.startswith("word/header"))
    assert header.endswith(b"><w:p/></w:hdr>")
    assert faults(docx, tmp_path) == []


def test_a_table_whose_list_is_empty_goes(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(3, 1)
    for row, text in zip(
        table.rows, ("{%tr for r in results %}", "{{ r.title }}", "{%tr endfor %}"), strict=True
    ):
        row.cells[0].text = text
    document.add_paragraph("หลังตาราง")
    buffer = io.BytesIO()
    document.save(buffer)
    docx = memo_of(buffer.getvalue(), results=[])
    body = case.parts_of(docx)["word/document.xml"]
    assert b"<w:tbl>" not in body
    assert "หลังตาราง".encode() in body
    assert faults(docx, tmp_path) == []


@pytest.mark.parametrize(
    ("xml", "whole"),
    [
        (b"<w:tc><w:tcPr><a/></w:tcPr></w:tc>", b"<w:tc><w:tcPr><a/></w:tcPr><w:p/></w:tc>"),
        (b"<w:tc/>", b"<w:tc><w:p/></w:tc>"),
        (b"<w:tc><w:tcPr/></w:tc>", b"<w:tc><w:tcPr/><w:p/></w:tc>"),
        (b"<w:tc><w:tbl><w:tr><w:tc/></w:tr></w:tbl></w:tc>",
         b"<w:tc><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/></w:tc>"),
        (b"<w:txbxContent/>", b"<w:txbxContent><w:p/></w:txbxContent>"),
        (b"<w:tr a='1'><w:trPr/><w:tc><w:p/></w:tc></w:tr><w:tr a='1'><w:trPr><b/></w:trPr></w:tr><w:tr/>",
         b"<w:tr a='1'><w:trPr/><w:tc><w:p/></w:tc></w:tr>"),
        (b"<w:p/><w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr/></w:tbl><w:p/>", b"<w:p/><w:p/>"),
        (b"<w:tc><w:p>x</w:p></w:tc>", b"<w:tc><w:p>x</w:p></w:tc>"),
    ],
)  # fmt: skip
def test_what_word_must_have_is_put_in(xml: bytes, whole: bytes) -> None:
    assert made_whole(xml) == whole
    assert edge_made_whole(xml) == whole


def test_the_shipped_template_itself_is_valid(tmp_path: Path) -> None:
    assert faults(default_template_path().read_bytes(), tmp_path) == []


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        ("<w:p></w:p>", True),
        ("{% for x in y %}<w:p></w:p>{% endfor %}", True),  # one list: its paragraph is put in
        ("{% for x in y %}<w:p></w:p>{% endfor %}{% for x in y %}<w:p></w:p>{% endfor %}", False),
        ("<w:p></w:p>{% for x in y %}<w:p></w:p>{% endfor %}", True),
        ("<w:p></w:p>{% for x in y %}<w:tbl></w:tbl>{% endfor %}", False),
        ("{% if x %}<w:p></w:p>{% endif %}", False),
        ("{% if x %}<w:p></w:p>{% else %}<w:p/>{% endif %}", True),
        ("{% if x %}<w:p></w:p>{% elif y %}{% else %}<w:p/>{% endif %}", False),
        ("{% for x in y %}{% if x %}<w:p></w:p>{% endif %}{% endfor %}", False),
        ("<w:tbl></w:tbl>", False),
        ("{{ x }}", False),
        ("", False),
    ],
)
def test_what_cannot_lack_a_paragraph_is_known_beforehand(content: str, whole: bool) -> None:
    cell = f"<w:tc><w:tcPr><w:a/></w:tcPr>{content}</w:tc>"
    parse = MemoEnvironment(keep_signs=True).parse
    assert always_whole(parse(with_paragraphs(cell))) is whole
    assert always_whole(parse(with_paragraphs(f"{{% for z in v %}}{cell}{{% endfor %}}"))) is whole


def test_no_cell_of_the_plain_template_can_lack_its_paragraph() -> None:
    compiled = OURS._variant("TH SarabunPSK", "png")._compiled
    assert compiled is not None
    assert compiled[0].proof is not None
    assert compiled[0].proof.whole
