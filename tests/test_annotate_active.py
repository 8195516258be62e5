"""A checked copy lies among files that are trusted: what runs or fetches in the original is not in it."""

from __future__ import annotations

import html
import posixpath
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from itaxl.files.checked.copy import Annotated, annotate
from itaxl.files.checked.formula_rule import is_harmless
from itaxl.files.checked.links import leads_to_web
from itaxl.reading.workbook import grids_from_bytes
from tests.active_content import BOOK, CONTENTS, MS, OFFICE
from tests.case_grids import assessed
from tests.excel_tracker import NOW
from tests.test_annotate import checked, opened, parts_of, with_parts

KEPT = {name for name, content in CONTENTS.items() if not content.word and name != "base of links"}
#: Relations that may stand in a copy, by the last word of their type.
KINDS = {
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "extensibility",
    "worksheet", "chartsheet", "styles", "theme", "sharedStrings", "vbaProject", "drawing", "vmlDrawing",
    "comments", "table", "chart", "hyperlink", "pivotTable", "pivotCacheDefinition", "legacyDrawing", "image",
}  # fmt: skip


def with_content(data: bytes, *names: str) -> bytes:
    parts = parts_of(data)
    for name in names:
        CONTENTS[name].build(parts)
    return with_parts(data, parts)


def copied(data: bytes) -> Annotated:
    grids = grids_from_bytes(data, "a.xlsm")
    copy = annotate(data, "a.xlsm", grids, *assessed(grids, NOW.date()))
    assert isinstance(copy, Annotated), copy
    return copy


def texts(data: bytes) -> str:
    return "\n".join(html.unescape(part.decode("utf-8", "replace")) for part in parts_of(data).values())


def faults(data: bytes) -> list[str]:
    """Relations that lead nowhere, names that stand for none, kinds that nobody allowed, types of no part."""
    parts, found = parts_of(data), []
    for rels, part in parts.items():
        if not rels.endswith(".rels"):
            continue
        folder, name = posixpath.split(rels)
        source = posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
        keys = set()
        for relation in etree.fromstring(part):
            keys.add(relation.get("Id"))
            target, kind = relation.get("Target"), relation.get("Type").rpartition("/")[2]
            if kind not in KINDS:
                found.append(f"{rels}: {kind}")
            if relation.get("TargetMode") == "External":
                if kind != "hyperlink" or not leads_to_web(target):
                    found.append(f"{rels}: {target}")
            elif posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target))[1:] not in parts:
                found.append(f"{rels}: no {target}")
        if source in parts:
            used = {
                value
                for element in etree.fromstring(parts[source]).iter("{*}*")
                for key, value in element.attrib.items()
                if str(key).startswith(f"{{{OFFICE}}}")
            }
            found += [f"{source}: {key} is no relation" for key in used - keys]
    for override in etree.fromstring(parts["[Content_Types].xml"]):
        name = override.get("PartName", "")
        if name and name[1:] not in parts:
            found.append(f"type of {name}")
    return found


@pytest.mark.parametrize("name", CONTENTS)
class DescribeEachKind:
    def it_is_taken_out_and_told_or_kept(self, macro_bytes: bytes, name: str) -> None:
        content = CONTENTS[name]
        data = with_content(macro_bytes, name)
        assert content.needle in texts(data)
        copy = copied(data)
        assert (content.needle in texts(copy.data)) == (name in KEPT)
        if content.word:
            assert any(content.word in phrase for phrase in copy.lost), copy.lost
        else:
            assert copy.lost == ()

    def it_leaves_a_sound_package(self, macro_bytes: bytes, name: str) -> None:
        data = with_content(macro_bytes, name)
        copy = copied(data)
        assert faults(copy.data) == []
        if name == "web publishing":  # openpyxl opens no chart sheet without its chart, which copies lose
            return
        book = opened(copy.data)
        assert {grid.sheet for grid in grids_from_bytes(data, "a")} <= set(book.sheetnames)
        again = copied(copy.data)
        assert again.data == copied(again.data).data
        assert not [phrase for phrase in again.lost if phrase not in copy.lost]


def prefixed(part: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=[A-Za-z]+[\s/>])", rb"<\1x:", part).replace(b' xmlns="', b' xmlns:x="')


def single_quoted(part: bytes) -> bytes:
    return re.sub(rb'="([^"\']*)"', rb" = '\1'", part)


def remarked(part: bytes) -> bytes:
    """With a remark and a processing instruction before each formula, and the formulas' text in CDATA."""
    spelt = re.sub(rb"(<(?:f|formula1|formula)(?: [^>]*)?>)([^<]+)<", rb"<!-- x --><?x y?>\1\2<", part)
    return re.sub(rb"(<(?:f|formula1|formula)(?: [^>]*)?>)([^<&]+)<", rb"\1<![CDATA[\2]]><", spelt)


def marked_utf8(part: bytes) -> bytes:
    return b"\xef\xbb\xbf" + part


SPELLINGS: tuple[Callable[[bytes], bytes], ...] = (prefixed, single_quoted, remarked, marked_utf8)


@pytest.mark.slow
@pytest.mark.parametrize("spell", SPELLINGS, ids=lambda spell: spell.__name__)
def test_no_spelling_brings_any_of_it_in(macro_bytes: bytes, spell: Callable[[bytes], bytes]) -> None:
    for name in CONTENTS.keys() - KEPT:
        parts = parts_of(macro_bytes)
        CONTENTS[name].build(parts)
        for part in (
            BOOK,
            *(part for part in parts if re.match(r"xl/(worksheets/sheet|tables/|pivot)", part)),
        ):
            parts[part] = spell(parts[part])
        data = with_parts(macro_bytes, parts)
        grids = grids_from_bytes(data, "a.xlsm")
        copy = annotate(data, "a.xlsm", grids, *assessed(grids, NOW.date()))
        assert not isinstance(copy, Annotated) or CONTENTS[name].needle not in texts(copy.data), name


#: Kinds that do not stand in each other's way.
TOGETHER = (
    "settings that name another Python", "a ribbon that calls", "DDE link", "link to a share", "Auto_Open",
    "VBA name", "list from elsewhere", "format from elsewhere", "connections", "macro sheet",
    "embedded object", "ActiveX", "control properties", "Power Query", "add-in", "signature", "base of links",
    "linked picture", "shape with link to a share", "chart data", "chart range",
    "button that calls elsewhere", "old picture",
)  # fmt: skip


def test_everything_at_once_leaves_a_sound_workbook_without_any_of_it(macro_bytes: bytes) -> None:
    copy = copied(with_content(macro_bytes, *TOGETHER))
    assert "evil.example" not in texts(copy.data)
    assert faults(copy.data) == []
    words = {CONTENTS[name].word for name in TOGETHER}
    assert not [word for word in words if not any(word in phrase for phrase in copy.lost)]


def test_foreign_macros_make_an_ordinary_workbook(macro_bytes: bytes) -> None:
    copy = copied(with_content(macro_bytes, "foreign macros"))
    parts = parts_of(copy.data)
    assert copy.suffix == ".xlsx" and not [name for name in parts if "vba" in name.lower()]
    assert b"macroEnabled" not in parts["[Content_Types].xml"]
    assert not [name for name in parts if "customUI" in name]


def test_macros_of_ours_that_excel_saved_anew_become_the_shipped_ones(macro_bytes: bytes) -> None:
    parts = parts_of(macro_bytes)
    shipped = parts["xl/vbaProject.bin"]
    saved = shipped[:-1] + bytes([shipped[-1] ^ 1])
    copy = copied(with_parts(macro_bytes, {"xl/vbaProject.bin": saved}))
    assert parts_of(copy.data)["xl/vbaProject.bin"] == shipped
    assert copy.suffix == ".xlsm" and copy.lost == ()


def test_settings_that_name_another_python_become_the_programs_own(macro_bytes: bytes) -> None:
    copy = copied(with_content(macro_bytes, "settings that name another Python"))
    mine, theirs = opened(copy.data)["xlwings.conf"], opened(macro_bytes)["xlwings.conf"]
    assert [[c.value for c in row[:2]] for row in mine] == [[c.value for c in row[:2]] for row in theirs]


def test_a_formula_leaves_its_value_behind(macro_bytes: bytes) -> None:
    copy = opened(copied(with_content(macro_bytes, "WEBSERVICE")).data)
    cell = copy.worksheets[2]["Z90"]
    assert (cell.data_type, cell.value) == ("n", 77)


def test_the_dependents_of_a_shared_formula_leave_theirs(macro_bytes: bytes) -> None:
    parts = parts_of(macro_bytes)
    rows = (
        '<row r="90"><c r="Z90"><f t="shared" si="9" ref="Z90:Z91">WEBSERVICE("http://evil.example")</f>'
        '<v>1</v></c></row><row r="91"><c r="Z91" t="str"><f t="shared" si="9"/><v>=2+2</v></c></row>'
    )
    sheet = parts["xl/worksheets/sheet3.xml"].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    copy = opened(copied(with_parts(macro_bytes, {"xl/worksheets/sheet3.xml": sheet})).data).worksheets[2]
    assert [(copy[at].data_type, copy[at].value) for at in ("Z90", "Z91")] == [("n", 1), ("s", "=2+2")]


def test_a_link_leaves_its_text_behind(macro_bytes: bytes) -> None:
    copy = opened(copied(with_content(macro_bytes, "javascript")).data).worksheets[2]
    assert copy["C6"].hyperlink is None
    assert copy["C6"].value == opened(macro_bytes).worksheets[2]["C6"].value


def test_a_good_tracker_loses_nothing(macro_bytes: bytes, good_bytes: bytes) -> None:
    assert checked(macro_bytes).lost == () and checked(good_bytes).lost == ()
    assert checked(macro_bytes).suffix == ".xlsm" and checked(good_bytes).suffix == ".xlsx"


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(A1:B9)*1.07",
        "=IFERROR(VLOOKUP(A1,'ชื่อ แผ่น'!A:B,2,FALSE),\"-\")",
        "=tblMeasures[[#This Row],[สถานะ]]",
        '=_xlfn.TEXTJOIN(", ",TRUE,A1:A9)&" \'x\' [1]"',
        "=_xlfn._xlws.FILTER(A:A,B:B>0)",
        "='แผ่น''ที่ 1:แผ่น 3'!A1",
        '=HYPERLINK("#" & "A1","ไป")',
        '=HYPERLINK("https://example.go.th/"&A1)',
        '=IF(A1="a|b\\c[1]",1,{1,2;3,4})',
        "=_xlfn.LET(_xlpm.x,1,_xlpm.x+1)",
        "",
    ],
)
def test_formulas_that_calculate_are_harmless(formula: str) -> None:
    assert is_harmless(formula)


@pytest.mark.parametrize(
    "formula",
    [
        '=webservice("http://x")',
        '=WEBSERVICE ("http://x")',
        '=_xlfn._xlws.WEBSERVICE("x")',
        "=cmd|' /c calc'!A0",
        "=[1]S!A1",
        "='[1]S 1'!A1",
        "='C:\\[x.xls]S'!A1",
        "='https://x/[x.xls]S'!A1",
        "=[x.xls]!Name",
        "=\\\\srv\\x!A1",
        "=SUM('[1]S'!A:A)",
        '=HYPERLINK(A1,"https://ok")',
        '=HYPERLINK("https://ok")+HYPERLINK("file:///x")',
        '=HYPERLINK("HTTP"&"x")',
        '="a"&EVALUATE("x")',
        "=\"a'b\"&'x",
        "=1+" + "A1+" * 5000 + "1",
    ],
)
def test_formulas_that_lead_out_are_not(formula: str) -> None:
    assert not is_harmless(formula)


@pytest.mark.parametrize(
    ("target", "is_web"),
    [
        ("https://example.go.th/a?b#c", True),
        ("HTTP://example.go.th", True),
        ("mailto:a@example.go.th", True),
        ("https:\\\\evil", False),
        ("http://\\evil", False),
        ("http:evil", False),
        ("file:///c:/x", False),
        ("\\\\evil\\x", False),
        ("//evil/x", False),
        ("java\nscript:x", False),
        (" javascript:x", False),
        ("ms-word:ofe|u|https://x", False),
        ("search-ms:query", False),
        ("ftp://x", False),
        ("a.docx", False),
        ("http://a\nb", False),
        ("", False),
    ],
)
def test_only_pages_and_addresses_are_links(target: str, is_web: bool) -> None:
    assert leads_to_web(target) is is_web


def test_a_ribbon_of_the_old_kind_with_our_macros_is_ours_again(macro_bytes: bytes) -> None:
    evil = b'<customUI onLoad="evil.example"/>'
    copy = copied(with_parts(macro_bytes, {"customUI/customUI.xml": evil}))
    ours = parts_of(macro_bytes)["customUI/customUI.xml"]
    assert parts_of(copy.data)["customUI/customUI.xml"] == ours
    assert MS in parts_of(copy.data)["_rels/.rels"].decode()


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_opens_copies_of_hostile_workbooks(tmp_path: Path, macro_bytes: bytes) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    names = ["foreign macros", "external link", "macro sheet", "pivot from elsewhere", "linked picture"]
    for at, name in enumerate(names):
        copy = copied(with_content(macro_bytes, name))
        (tmp_path / f"{at}{copy.suffix}").write_bytes(copy.data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = sorted(path.name for path in tmp_path.glob("*.xls?"))
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=240)
    assert len(list(tmp_path.glob("*.pdf"))) == len(names)
