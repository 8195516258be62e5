"""What LibreOffice leaves out of a template is put back, or told."""

from __future__ import annotations

import re
import warnings

import pytest
from lxml import etree

from itaxl.memo.make import sample_memo
from itaxl.memo.render import Template, default_template_path
from itaxl.memo.template.foreign import take_in
from tests import memo_cases as case

OURS = case.parts_of(default_template_path().read_bytes())
APP, STYLES, DOCUMENT, HEADER = "docProps/app.xml", "word/styles.xml", "word/document.xml", "word/header2.xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def saved(**changes: tuple[str, str]) -> bytes:
    """Our template as LibreOffice would save it, and further changes by a part's short name."""
    parts = dict(OURS)
    losses = {
        APP: ("<Application>itaxl", "<Application>LibreOffice/7.4.7.2$Linux_X86_64"),
        STYLES: ('<w:jc w:val="thaiDistribute"/>', '<w:jc w:val="left"/>'),
        HEADER: (r"PAGE \* THAIARABIC", "PAGE"),
        DOCUMENT: ("<w:cs/>", ""),
    }
    for name, (old, new) in losses.items():
        assert old in parts[name].decode(), old
        parts[name] = parts[name].decode().replace(old, new).encode()
    for short, (old, new) in changes.items():
        name = {"document": DOCUMENT, "root": "_rels/.rels", "styles": STYLES}[short]
        assert old in parts[name].decode(), old
        parts[name] = parts[name].decode().replace(old, new).encode()
    return case.docx_of(parts)


def test_what_is_known_is_put_back_and_told() -> None:
    docx, (remark,) = take_in(saved())
    parts = case.parts_of(docx)
    assert b'<w:jc w:val="thaiDistribute"/>' in parts[STYLES]
    assert rb"PAGE \* THAIARABIC" in parts[HEADER]
    assert parts[HEADER].count(b"THAIARABIC") == 1
    runs = list(etree.fromstring(parts[DOCUMENT]).iter(f"{WORD}r"))
    thai = [run for run in runs if re.search("[ก-๙{]", "".join(run.itertext()))]
    assert len(thai) > 70
    assert all(run.find(f"{WORD}rPr/{WORD}cs") is not None for run in thai)
    assert "โปรแกรมใส่การจัดบรรทัดแบบไทยและเลขหน้าเป็นเลขไทยคืน" in remark


def test_what_is_not_ours_is_only_told() -> None:
    docx, (remark,) = take_in(saved(styles=("บันทึก เนื้อความ", "ของเรา")))
    assert b"thaiDistribute" not in case.parts_of(docx)[STYLES]
    assert "การจัดบรรทัดแบบไทย (thaiDistribute)" in remark
    assert "โปรแกรมใส่เลขหน้าเป็นเลขไทยคืน" in remark


def test_a_template_of_word_is_left_alone() -> None:
    docx, remarks = take_in(case.docx_of(OURS))
    assert remarks == ()
    for name in (DOCUMENT, STYLES, HEADER):
        parsed = (etree.fromstring(parts[name]) for parts in (case.parts_of(docx), OURS))
        assert len({etree.tostring(tree, method="c14n") for tree in parsed}) == 1


def test_a_property_stands_once_and_in_its_place() -> None:
    twice = "<w:rPr><w:szCs w:val='32'/><w:b/><w:b/><w:rFonts w:cs='x'/><w:lang w:bidi='th-TH'/></w:rPr>"
    docx, _ = take_in(saved(document=("<w:p>", f"<w:p><w:r>{twice}<w:t>ก</w:t></w:r></w:p><w:p>")))
    properties = etree.fromstring(case.parts_of(docx)[DOCUMENT]).find(f".//{WORD}rPr")
    assert properties is not None
    assert [child.tag.removeprefix(WORD) for child in properties] == ["rFonts", "b", "szCs", "cs", "lang"]


@pytest.mark.parametrize("kind", ["package/2006", "officedocument/2006"])
def test_no_warning_comes_from_properties_that_are_spelt_another_way(kind: str) -> None:
    docx = saved(root=("package/2006/relationships/metadata", f"{kind}/relationships/metadata"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        memo = sample_memo(Template(docx, foreign=True))
    assert list(case.parts_of(memo)).count("docProps/core.xml") == 1
