"""What was typed is what stands in the memo."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from itaxl.core.model import Digits, EarlierMemo, Measure, Signer, Status, Tracker
from itaxl.memo.content.context import context
from itaxl.memo.content.xml_text import typed
from itaxl.memo.render import Template, render
from tests import memo_cases as case

TEMPLATE = Template.load()
#: What XML forbids goes; a carriage return ends a line.
_LOST = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def arriving(text: str) -> str:
    return _LOST.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def filled(text: str) -> Tracker:
    """A tracker with the text between two letters in every text field, in Arabic digits as typed."""
    word = f"ก{text}ข"
    measure = Measure(
        1,
        word,
        (word,),
        (word,),
        status=Status.DONE,
        note=word,
        result_title=word,
        result_steps=(word,),
        follow_up=word,
    )
    office = case.OFFICE._replace(
        **dict.fromkeys(
            (
                "name",
                "district",
                "province",
                "phone",
                "book_code",
                "owner_division",
                "sub_unit",
                "addressee",
                "through",
            ),
            word,
        ),
        digits=Digits.ARABIC,
        signers=(Signer(word, (word, word), word),),
    )
    report = case.REPORT._replace(
        subject=word, level=word, closing=word, earlier=EarlierMemo(word, None, word)
    )
    return Tracker(office, report, (measure,))


def paragraphs(docx: bytes) -> list[str]:
    """Every paragraph's text in the document's order, tables included; tabs and breaks as typed."""
    body = Document(io.BytesIO(docx)).element.body
    signs = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    return [
        "".join(
            signs.get(element.tag, element.text or "")
            for element in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
            if element.getparent().tag == qn("w:r")
        )
        for paragraph in body.iter(qn("w:p"))
    ]


def assert_arrives(text: str) -> None:
    docx = render(case.assessed(filled(text)), TEMPLATE)
    found = paragraphs(docx)
    word = arriving(f"ก{text}ข")
    whole = "\n".join(found)
    # single lines all over the header, the body and the signatures; the rest in paragraphs of their own
    assert whole.count(word) >= (24 if "\n" not in word else 9)
    several = [line.strip() for line in word.split("\n") if line.strip()]
    for start in [at for at, paragraph in enumerate(found) if paragraph == several[0]]:
        assert found[start : start + len(several)] == several


@pytest.mark.parametrize("text", case.NASTY)
def test_nasty_text_arrives_in_every_field_as_it_was_typed(text: str) -> None:
    assert_arrives(text)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.one_of(st.characters(), st.sampled_from("{}%_&<>\"'\t\n\x07😀")), max_size=15))
def test_any_text_arrives_in_every_field_as_it_was_typed(text: str) -> None:
    text = re.sub(
        "[๐-๙]|[\x85\u2028\u2029\x1c-\x1f]", "", text
    )  # digits are the office's; rare breaks are trimmed
    assert_arrives(text)


def test_a_multi_line_field_becomes_paragraphs_and_a_single_line_one_a_break() -> None:
    tracker = case.with_measures([case.MEASURES[0]._replace(title="บน\nล่าง", steps=("บน\nล่าง",))])
    tracker = tracker._replace(report=tracker.report._replace(subject="บน\tขวา\nล่าง"))
    docx = render(case.assessed(tracker), TEMPLATE)
    found = paragraphs(docx)
    assert found.count("ล่าง") == 4  # plan and results, title and steps
    assert "เรื่อง  บน\tขวา\nล่าง\t" in found


def test_markup_in_the_context_is_text_all_the_same() -> None:
    from markupsafe import Markup

    given = typed({"a": Markup("<b>"), "b": [Markup("&")]})
    assert type(given["a"]) is str
    assert given == {"a": "<b>", "b": ["&"]}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=15) | st.sampled_from(case.NASTY))
def test_the_values_of_a_memo_are_fit_for_xml(text: str) -> None:
    values = context(case.assessed(filled(text)))
    assert typed(values) == values


def test_markup_in_a_tracker_is_text_all_the_same() -> None:
    from markupsafe import Markup

    bold = Markup("<b>ก</b>")
    tracker = case.with_measures([case.MEASURES[0]._replace(title=bold, steps=(bold,), note=bold)])
    tracker = tracker._replace(office=tracker.office._replace(email=bold, font=bold, phone=bold))
    texts = texts_in(context(case.assessed(tracker)))
    assert {type(text) for text in texts} == {str}
    assert texts.count("<b>ก</b>") >= 6


def texts_in(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_in(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts_in(item)]
    return [value] if isinstance(value, str) else []


def test_what_needs_no_change_is_not_copied() -> None:
    rows = [{"a": "ข้อความ_ปกติ"}]
    assert typed({"rows": rows})["rows"] is rows


def test_the_memo_is_well_formed_whatever_was_typed() -> None:
    for text in case.NASTY:
        for name, data in case.parts_of(render(case.assessed(filled(text)), TEMPLATE, draft=True)).items():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(data)
