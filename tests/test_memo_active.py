"""What acts by itself or leads elsewhere does not travel from a template into every memo."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.shared import Pt
from lxml import etree

from itaxl.cli import main
from itaxl.errors import TemplateError
from itaxl.memo.content.context import context
from itaxl.memo.render import Template, default_template_path
from itaxl.memo.template.foreign import take_in
from tests import memo_cases as case
from tests.test_memo_valid import faults as openxml_faults

OURS = case.parts_of(default_template_path().read_bytes())
DOCUMENT, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def with_relation(kind: str, target: str, mode: str = "", part: str = RELATIONS) -> bytes:
    """Our template with one relationship more."""
    external = f' TargetMode="{mode}"' if mode else ""
    full = kind if ":" in kind else TYPE + kind
    line = f'<Relationship Id="rIdX" Type="{full}" Target="{target}"{external}/></Relationships>'
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts = dict(OURS)
    parts[part] = parts.get(part, empty).replace(b"</Relationships>", line.encode())
    return case.docx_of(parts)


def with_xml(xml: str, part: str = DOCUMENT) -> bytes:
    """Our template with XML after the paragraph of the subject, in one part."""
    parts = dict(OURS)
    text = parts[part].decode()
    at = text.index("</w:p>", text.find("{{ subject }}") + 1) + len("</w:p>")
    parts[part] = (text[:at] + xml + text[at:]).encode()
    return case.docx_of(parts)


def run(content: str) -> str:
    return f"<w:r>{content}</w:r>"


def field(*pieces: str, result: str = "ผล") -> str:
    """A complex field in a paragraph; its instruction may be split over runs."""
    middle = "".join(
        piece if piece.startswith("<") else run(f'<w:instrText xml:space="preserve">{piece}</w:instrText>')
        for piece in pieces
    )
    begin, separate, end = (
        run(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end")
    )
    return f"<w:p>{begin}{middle}{separate}{run(f'<w:t>{result}</w:t>')}{end}</w:p>"


def nested(*pieces: str) -> str:
    """A field within another's instruction."""
    return field(*pieces).removeprefix("<w:p>").removesuffix("</w:p>")


def refused(docx: bytes) -> str:
    with pytest.raises(TemplateError) as caught:
        take_in(docx)
    assert "\n" not in str(caught.value)
    return caught.value.what


# --- relationships --------------------------------------------------------------------------------

SETTINGS = "word/_rels/settings.xml.rels"
PLACED = {
    "remote template": (
        with_relation("attachedTemplate", "http://a.example/t.dotm", "External", SETTINGS),
        "a.example",
    ),
    "template on a share": (
        with_relation("attachedTemplate", "file://\\\\a.example\\s\\x.dotm", "External", SETTINGS),
        "attachedTemplate",
    ),
    "template in another case": (
        with_relation("attachedTemplate", "http://a.example/t.dotm", "external", SETTINGS),
        "word/settings.xml",
    ),
    "image from elsewhere": (with_relation("image", "http://a.example/x.png", "External"), "ภาพ → http"),
    "image from elsewhere, said to be within": (with_relation("image", "http://a.example/x.png"), "ภาพ"),
    "image of a share, said to be within": (with_relation("image", "//a.example/x.png"), "ภาพ"),
    "image above the package": (with_relation("image", "../../../../../x.png"), "ภาพ"),
    "OLE": (with_relation("oleObject", "embeddings/o.bin"), "OLE"),
    "OLE from elsewhere": (with_relation("oleObject", "file:///c:/x.xlsx", "External"), "OLE"),
    "embedded workbook": (with_relation("package", "embeddings/b.xlsx"), "ฝังไว้"),
    "ActiveX": (with_relation("control", "activeX/activeX1.xml"), "ActiveX"),
    "chunk": (with_relation("aFChunk", "chunk.html"), "altChunk"),
    "sub-document": (with_relation("subDocument", "b.docx", "External"), "เอกสารย่อย"),
    "frame": (
        with_relation("frame", "http://a.example/", "External", "word/_rels/webSettings.xml.rels"),
        "frame",
    ),
    "mail merge": (with_relation("mailMergeSource", "file:///c:/d.csv", "External", SETTINGS), "จดหมายเวียน"),
    "macros": (
        with_relation("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
        "แมโคร",
    ),
    "ribbon": (
        with_relation(
            "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
            "customUI.xml",
            "",
            "_rels/.rels",
        ),
        "extensibility",
    ),
    "signature": (
        with_relation(
            "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin",
            "x.sigs",
            "",
            "_rels/.rels",
        ),
        "ลายเซ็นดิจิทัล",
    ),
    "web extension": (
        with_relation("http://schemas.microsoft.com/office/2011/relationships/webextension", "w.xml"),
        "webextension",
    ),
    "known name of an unknown house": (with_relation("http://a.example/image", "media/emblem.png"), "ภาพ"),
    "video": (with_relation("video", "http://a.example/v.mp4", "External"), "video"),
    "style sheet": (with_relation("transform", "http://a.example/x.xsl", "External", SETTINGS), "transform"),
    **{
        f"link {target}": (with_relation("hyperlink", target, "External"), "ลิงก์")
        for target in (
            *("file:///c:/x.exe", "\\\\a.example\\s", "//a.example/s", "javascript:alert(1)"),
            "ms-word:ofe|u|http://a",
            *(
                "ms-msdt:/id",
                "search-ms:query",
                "vbscript:x",
                "data:text/html,x",
                "x.exe",
                "HTTP:\\\\a.example",
                " http://a",
            ),
            *("http://a b", "%7B%7B website %7D%7D", "ftp://a.example", ""),
        )
    },
}


@pytest.mark.parametrize(("docx", "named"), PLACED.values(), ids=PLACED)
def test_a_part_that_is_active_or_remote_is_refused_by_name(docx: bytes, named: str) -> None:
    assert named in refused(docx)


@pytest.mark.parametrize(
    "docx",
    [
        *(
            with_relation("hyperlink", target, "External")
            for target in (
                "https://a.example/?q=1#x",
                "http://a.example",
                "mailto:a@a.example",
                "#bookmark",
                "tel:021",
            )
        ),
        with_relation("image", "/word/media/emblem.png"),
        with_relation("image", "../word/media/emblem.png"),
        with_relation("printerSettings", "printerSettings1.bin"),
        with_relation(
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail", "t.jpeg"
        ),
        with_relation(
            "http://purl.oclc.org/ooxml/officeDocument/relationships/webSettings", "webSettings.xml"
        ),
    ],
)
def test_an_ordinary_relationship_passes(docx: bytes) -> None:
    take_in(docx)


def test_a_template_with_macros_is_named_as_one() -> None:
    parts = dict(OURS)
    types = parts["[Content_Types].xml"].decode()
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert main in types
    for macro in ("document", "template"):
        other = f"application/vnd.ms-word.{macro}.macroEnabled.main+xml"
        parts["[Content_Types].xml"] = types.replace(main, other).encode()
        assert "แมโคร" in refused(case.docx_of(parts))


def test_every_fault_is_told_at_once_with_its_place_and_words() -> None:
    parts = case.parts_of(with_xml(field("DDEAUTO c:\\\\x") + "<w:altChunk/>"))
    parts[RELATIONS] = case.parts_of(with_relation("oleObject", "o.bin"))[RELATIONS]
    what = refused(case.docx_of(parts))
    for words in (
        "DDEAUTO (word/document.xml ใกล้ข้อความ “ผล”)",
        "altChunk) (word/document.xml ใกล้",
        "OLE → o.bin",
    ):
        assert words in what


def test_a_hundred_thousand_faults_take_no_longer_than_one() -> None:
    what = refused(with_xml("<w:altChunk/>" * 100_000))
    assert "และแห่งอื่น" in what or len(what) < 2_000


# --- elements and attributes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "named"),
    [
        ("<w:altChunk/>", "altChunk"),
        ("<w:subDoc/>", "เอกสารย่อย"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "วัตถุ"),
        ("<w:p><w:r><w:control/></w:r></w:p>", "ActiveX"),
        ('<w:p><w:r><w:pict><v:shape xmlns:v="v" href="javascript:x"/></w:pict></w:r></w:p>', "ลิงก์"),
        (
            '<w:p><w:r><w:pict><v:imagedata xmlns:v="v" src="http://a.example/x.png"/></w:pict></w:r></w:p>',
            "ภาพ",
        ),
        (
            '<w:p><w:r><w:pict><v:imagedata xmlns:v="v" xmlns:o="o" o:href="http://a.example/x.png"/></w:pict></w:r></w:p>',
            "ภาพ",
        ),
        ('<w:p><w:r><a:hlinkClick xmlns:a="a" action="ppaction://program"/></w:r></w:p>', "action"),
        ('<w:p><w:r><wp15:webVideoPr xmlns:wp15="v" embeddedHtml="x"/></w:r></w:p>', "webVideoPr"),
        ("<w:p><w:r><w:ffData><w:entryMacro/></w:ffData></w:r></w:p>", "entryMacro"),
    ],
)
def test_an_element_that_acts_is_refused(xml: str, named: str) -> None:
    assert named in refused(with_xml(xml))


def test_settings_may_not_name_a_data_source_or_a_template() -> None:
    for name in ("mailMerge", "attachedTemplate", "saveThroughXslt"):
        parts = dict(OURS)
        old = parts["word/settings.xml"]
        parts["word/settings.xml"] = old.replace(b"</w:settings>", f"<w:{name}/></w:settings>".encode())
        assert "word/settings.xml" in refused(case.docx_of(parts))


@pytest.mark.parametrize(
    "drawing", ["<script/>", '<image href="http://a.example"/>', '<g onload="x()"/>', "<foreignObject/>"]
)
def test_a_drawing_may_not_act(drawing: str) -> None:
    parts = {**OURS, "word/media/x.svg": f'<svg xmlns="http://www.w3.org/2000/svg">{drawing}</svg>'.encode()}
    assert "word/media/x.svg" in refused(case.docx_of(parts))


# --- fields ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        *(
            "DDE",
            "DDEAUTO",
            "INCLUDEPICTURE",
            "INCLUDETEXT",
            "INCLUDE",
            "LINK",
            "IMPORT",
            "DATABASE",
            "MACROBUTTON",
        ),
        *(
            "EMBED",
            "AUTOTEXT",
            "AUTOTEXTLIST",
            "RD",
            "ASK",
            "FILLIN",
            "PRINT",
            "NEXT",
            "DATA",
            "GOTOBUTTON",
            "ADDIN",
        ),
        "UNHEARDOF",
    ],
)
@pytest.mark.parametrize(
    "write",
    [
        lambda name: field(f" {name} x y"),
        lambda name: field(name.lower()),
        lambda name: field(*name, " x"),
        lambda name: field("QUOTE ", nested(f"{name} x")),
        lambda name: field("PAGE", result=f"</w:t></w:r>{nested(name)}<w:r><w:t>"),
        lambda name: f'<w:p><w:fldSimple w:instr=" {name} x"/></w:p>',
        lambda name: (
            "<w:tbl><w:tr><w:tc><w:sdt><w:sdtContent>"
            + field(name)
            + "</w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>"
        ),
    ],
    ids=["plain", "small letters", "split", "nested", "in a result", "simple", "in a table and a control"],
)
def test_a_field_that_acts_is_refused_by_name(name: str, write: object) -> None:
    assert name in refused(with_xml(write(name)))  # type: ignore[operator]


@pytest.mark.parametrize("part", ["word/header1.xml", "word/header2.xml", DOCUMENT])
def test_a_field_is_found_in_every_part(part: str) -> None:
    assert f"DDE ({part}" in refused(with_xml(field("DDE x"), part))
    for other in (
        "word/footnotes.xml",
        "word/comments.xml",
        "word/glossary/document.xml",
        "word/diagrams/d.xml",
    ):
        xml = f'<w:x xmlns:w="{WORD}">{field("DDE x")}</w:x>'.encode()
        assert f"DDE ({other}" in refused(case.docx_of({**OURS, other: xml}))


@pytest.mark.parametrize(
    "xml",
    [
        field('"DDE"'),
        field(nested("QUOTE 68 68 69"), " x"),
        field("DA", nested("QUOTE x"), "TE"),
        field("{{ subject }}"),
        field("DATE {{ subject }}"),
        field("DATE ", run("<w:t>{% if draft %}</w:t>"), "DDE", run("<w:t>{% endif %}</w:t>")),
        '<w:p><w:fldSimple w:instr="{{ subject }}"/></w:p>',
        "<w:p><w:r><w:instrText>DDE</w:instrText></w:r></w:p>",
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        field("PAGE") + "<w:p><w:r><w:t>{%- if draft %}x{% endif %}</w:t></w:r></w:p>",
        *(
            field(f"HYPERLINK {to}")
            for to in ('"file:///c:/x"', "\\\\a\\b", '"javascript:x"', '\\o "tip" "x.exe"')
        ),
    ],
)
def test_a_field_that_could_come_out_as_another_is_refused(xml: str) -> None:
    refused(with_xml(xml))


@pytest.mark.parametrize(
    "instruction",
    [
        *(
            "PAGE",
            " page \\* MERGEFORMAT",
            "NUMPAGES",
            'DATE \\@ "d MMMM yyyy"',
            'TOC \\o "1-3" \\h',
            "=1+1",
            "SEQ x",
        ),
        *(
            "REF _Ref1 \\h",
            'HYPERLINK "https://a.example"',
            'HYPERLINK \\l "here"',
            "FORMTEXT",
            "EQ \\f(1,2)",
            "",
        ),
    ],
)
def test_an_ordinary_field_passes(instruction: str) -> None:
    take_in(with_xml(field(instruction)))


def test_an_ordinary_field_within_another_passes() -> None:
    take_in(with_xml(field("IF ", nested("PAGE"), ' = 1 "a" "b"', result="{{ subject }}")))


# --- comments and tracked changes -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "word"),
    [
        ("<w:p><w:r><w:commentReference w:id='0'/></w:r></w:p>", "comment"),
        ("<w:p><w:ins><w:r><w:t>เพิ่ม</w:t></w:r></w:ins></w:p>", "track changes"),
        ("<w:p><w:del><w:r><w:delText>ลบ</w:delText></w:r></w:del></w:p>", "track changes"),
        ("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>", "track changes"),
        ("<w:p><w:moveFrom/><w:moveTo/></w:p>", "track changes"),
        ("<w:p><w:r><w:rPr><w:rPrChange><w:rPr/></w:rPrChange></w:rPr></w:r></w:p>", "track changes"),
    ],
)
def test_comments_and_tracked_changes_are_told_each_time(xml: str, word: str, tmp_path: Path) -> None:
    path = tmp_path / "แม่แบบ.docx"
    path.write_bytes(with_xml(xml))
    for _ in range(2):  # the second time from what was kept
        template = Template.load(path)
        (remark,) = template.remarks
        assert word in remark
        assert DOCUMENT in remark
    template.render(context(case.assessed()))


def test_both_commands_tell_of_them(tmp_path: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "แม่แบบ.docx"
    path.write_bytes(with_xml("<w:p><w:ins><w:r><w:t>เพิ่ม\u202eเติม</w:t></w:r></w:ins></w:p>"))
    for command in (["memo", str(good)], ["batch", str(good), "--out", str(tmp_path / "out")]):
        assert main([*command, "--template", str(path)]) == 0
        told = capsys.readouterr().err
        assert "track changes" in told
        assert "เพิ่มเติม" in told


def memo_from(docx: bytes, folder: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
    path = folder / "แม่แบบ.docx"
    path.write_bytes(docx)
    template = Template.load(path)
    return case.parts_of(template.render(context(case.assessed()))), template.remarks


def commented() -> bytes:
    """A comment with its part, as Word writes them."""
    mark = (
        "<w:p><w:commentRangeStart w:id='0'/><w:r><w:t>ก่อน</w:t></w:r><w:commentRangeEnd w:id='0'/>"
        "<w:r><w:commentReference w:id='0'/></w:r></w:p>"
    )
    parts = case.parts_of(with_xml(mark))
    parts[RELATIONS] = case.parts_of(with_relation("comments", "comments.xml"))[RELATIONS]
    said = "โปรดอย่าให้ใครเห็น {{ subjct }}"
    note = f"<w:comment w:id='0' w:author='ผู้ทาน'><w:p>{_run(said)}</w:p></w:comment>"
    parts["word/comments.xml"] = f'<w:comments xmlns:w="{WORD}">{note}</w:comments>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    override = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    return case.docx_of(parts)


def test_no_comment_reaches_a_memo(tmp_path: Path) -> None:
    memo, (remark,) = memo_from(commented(), tmp_path)
    assert "ไม่ติดไปกับบันทึก" in remark
    whole = b"".join(memo.values())
    assert "อย่าให้ใครเห็น".encode() not in whole
    assert b"comment" not in whole
    assert "ก่อน".encode() in memo[DOCUMENT]


def _run(text: str) -> str:
    return run(f"<w:t>{text}</w:t>")


def _struck(text: str) -> str:
    return f"<w:del w:id='1' w:author='ก'>{run(f'<w:delText>{text}</w:delText>')}</w:del>"


@pytest.mark.parametrize(
    ("xml", "there", "gone"),
    [
        (f"<w:p>{_run('ก1')}{_struck('ก2')}<w:ins>{_run('ก3')}</w:ins></w:p>", "ก1ก3", "ก2"),
        (f"<w:p><w:moveFrom>{_run('ก1')}</w:moveFrom><w:moveTo>{_run('ก2')}</w:moveTo></w:p>", "ก2", "ก1"),
        (
            f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{_run('ก1')}</w:p><w:p><w:pPr/>{_run('ก2')}</w:p>",
            "ก1ก2",
            "w:del",
        ),
        (f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>{_run('ก1')}</w:p>", "ก1", "w:ins"),
        (f"<w:p><w:ins>{_struck('ก2')}{_run('ก1')}</w:ins></w:p>", "ก1", "ก2"),
        (
            "<w:p><w:r><w:rPr><w:b/><w:rPrChange><w:rPr/></w:rPrChange></w:rPr><w:t>ก1</w:t></w:r></w:p>",
            "ก1",
            "Change",
        ),
        (
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"
            f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{_run('ก1')}</w:p></w:tc></w:tr>"
            f"<w:tr><w:trPr><w:ins/></w:trPr><w:tc><w:p>{_run('ก2')}</w:p></w:tc></w:tr></w:tbl>",
            "ก2",
            "ก1",
        ),
        (f"<w:p>{_run('{{ pho')}{_struck('xx')}<w:ins>{_run('ne }}')}</w:ins></w:p>", "๐", "xx"),
    ],
)  # fmt: skip
def test_a_memo_shows_what_the_changes_made(xml: str, there: str, gone: str, tmp_path: Path) -> None:
    memo, (remark,) = memo_from(with_xml(xml), tmp_path)
    assert "ตามที่แก้แล้ว" in remark
    body = memo[DOCUMENT].decode()
    assert there in "".join(etree.fromstring(memo[DOCUMENT]).itertext())
    assert gone not in body
    assert "w:author" not in body


def test_a_bookmark_that_nothing_leads_to_is_not_repeated(tmp_path: Path) -> None:
    """A loop would repeat it, and each may stand only once; one that a field asks for stays."""
    marks = "".join(
        f"<w:bookmarkStart w:id='{n}' w:name='{name}'/><w:bookmarkEnd w:id='{n}'/>"
        for n, name in enumerate(("_GoBack", "here"))
    )
    memo, remarks = memo_from(with_xml(f"<w:p>{marks}</w:p>" + field("REF here")), tmp_path)
    assert b"_GoBack" not in memo[DOCUMENT]
    assert memo[DOCUMENT].count(b"bookmark") == 2
    assert b'w:name="here"' in memo[DOCUMENT]
    assert remarks == ()


def test_a_control_that_is_bound_to_another_value_shows_ours(tmp_path: Path) -> None:
    control = (
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/x' w:storeItemID='{1}'/></w:sdtPr><w:sdtContent>"
        "<w:p><w:r><w:t>{{ phone }}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    memo, remarks = memo_from(with_xml(control), tmp_path)
    assert b"dataBinding" not in memo[DOCUMENT]
    assert remarks == ()


@pytest.mark.parametrize("case_file", ["attachedTemplate", "dde", "extimg", "ole"])
def test_a_command_ends_with_the_template_s_code(
    case_file: str, tmp_path: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docx = {
        "attachedTemplate": PLACED["template on a share"][0],
        "dde": with_xml(field("DDEAUTO x")),
        "extimg": PLACED["image from elsewhere"][0],
        "ole": PLACED["OLE"][0],
    }[case_file]
    path = tmp_path / "แม่แบบ.docx"
    path.write_bytes(docx)
    for command in (["memo", str(good)], ["batch", str(good), "--out", str(tmp_path / "out")]):
        assert main([*command, "--template", str(path)]) == 5
        assert "แม่แบบมีสิ่งที่ไม่อนุญาต" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*บันทึก*.docx"))


def test_a_clean_template_is_told_nothing_about() -> None:
    assert Template.load(default_template_path()).remarks == ()


# --- XML ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part", [DOCUMENT, "word/header1.xml", "word/settings.xml", "docProps/app.xml", RELATIONS]
)
@pytest.mark.parametrize(
    "spoil",
    [
        lambda xml: xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1),
        lambda xml: xml.replace(b">", b">&nbsp;", 3),
        lambda xml: xml.replace(b">", b">&undefined;", 3),
        lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        lambda xml: xml.replace(b"UTF-8", b"TIS-620"),
        lambda xml: xml + b"\xa1\xb2",
        lambda xml: xml.replace(b"?>", b"?>" + b"<a>" * 300, 1) + b"</a>" * 300,
        lambda xml: xml[: len(xml) // 2],
        lambda xml: xml.replace(b"<", b'<x a="' + b"x" * 5_000_000 + b'"/><', 2),
        lambda xml: b"",
    ],
    ids=["DTD", "entity", "undefined", "UTF-16", "TIS-620", "bytes", "deep", "cut", "huge", "empty"],
)
def test_wrong_xml_in_any_part_is_a_fault_of_the_template(part: str, spoil: object) -> None:
    refused(case.docx_of({**OURS, part: spoil(OURS[part])}))  # type: ignore[operator]


def test_comments_and_instructions_of_xml_do_not_travel(tmp_path: Path) -> None:
    path = tmp_path / "แม่แบบ.docx"
    path.write_bytes(with_xml("<!-- <w:altChunk/> {{ x }} --><?x y?>"))
    memo = case.parts_of(Template.load(path).render(context(case.assessed())))
    assert b"altChunk" not in memo[DOCUMENT]
    assert b"<?x y" not in memo[DOCUMENT]


# --- templates that other programs made -----------------------------------------------------------

TAGS = (
    "{{ agency }} {{ memo_date }} {{ subject }} {{ to }} {{ score }} {{ level }}",
    "{%p for row in plan %}",
    "{{ row.title_lines|join(' ') }} {{ row.steps|join(' ') }} {{ row.divisions|join(', ') }}",
    "{%p endfor %}",
    "{%p for row in results %}",
    "{{ row.title }} {{ row.not_started }} {{ row.in_progress }} {{ row.done }}",
    "{%p endfor %}",
    "{%p for signer in signers %}",
    "{{ signer.name }} {% if loop.last %}({{ loop.index + 1 }}){% endif %}",
    "{%p endfor %}",
)


def plain_template(path: Path) -> Path:
    """As python-docx makes it: its own parts, a picture, a header, a footer, sections, a table, a style."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ office_name }}"
    document.sections[0].footer.paragraphs[0].text = "หน้า"
    document.styles["Normal"].font.size = Pt(16)
    for tag in TAGS:
        document.add_paragraph(tag)
    document.add_picture(io.BytesIO(case.picture(8, 8)))
    document.add_table(2, 2, "Table Grid").cell(0, 0).text = "{{ district }}"
    document.add_section(WD_SECTION.NEW_PAGE)
    document.save(str(path))
    return path


def test_a_template_made_by_python_docx_passes(tmp_path: Path) -> None:
    template = Template.load(plain_template(tmp_path / "a.docx"))
    (remark,) = template.remarks  # what an office may leave out
    assert remark.startswith("แม่แบบไม่พิมพ์ plan.follow_up")
    assert template.render(context(case.assessed()))


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["plain", "ours"])
def test_a_template_saved_by_libreoffice_passes(name: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not on this machine")
    path = tmp_path / "a.docx"
    if name == "plain":
        plain_template(path)
    else:
        path.write_bytes(default_template_path().read_bytes())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "out"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = (tmp_path / "out" / "a.docx").read_bytes()
    (remark,) = take_in(saved).remarks
    assert "LibreOffice" in remark
    memo, _ = memo_from(saved, tmp_path)
    assert openxml_faults(case.docx_of(memo), tmp_path) == []
    if name == "ours":
        assert "โปรแกรมใส่การจัดบรรทัดแบบไทยและเลขหน้าเป็นเลขไทยคืน" in remark
        assert b"thaiDistribute" in memo["word/styles.xml"]
        assert any(b"PAGE \\* THAIARABIC" in data for data in memo.values())
        assert memo[DOCUMENT].count(b"<w:cs/>") > 100
