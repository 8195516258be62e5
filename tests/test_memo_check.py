"""A template from elsewhere is examined before anything is written."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from itaxl.errors import ExitCode, TemplateError
from itaxl.memo import render
from itaxl.memo.content.context import context
from itaxl.memo.package import LARGEST_FILE
from itaxl.memo.render import Template, default_template_path
from tests import memo_cases as case

OURS = default_template_path().read_bytes()


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial apart has its own tests; a process for each of these would take minutes."""
    monkeypatch.setattr(render, "APART", False)


def changed(*changes: tuple[str, str], part: str = "word/document.xml") -> bytes:
    """Our template with words replaced in one part."""
    parts = case.parts_of(OURS)
    text = parts[part].decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    parts[part] = text.encode()
    return case.docx_of(parts)


def refusal(docx: bytes, tmp_path: Path) -> TemplateError:
    path = tmp_path / "แม่แบบ.docx"
    path.write_bytes(docx)
    with pytest.raises(TemplateError) as caught:
        Template.load(path)
    assert caught.value.exit_code is ExitCode.TEMPLATE
    assert "\n" not in str(caught.value)
    return caught.value


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("{{ agency }}", "{{ agency }}{{ subjct }}", "subjct (ใกล้เคียงกับ subject)"),
        ("{{ row.done }}", "{{ row.done }}{{ row.titel }}", "row.titel (ใกล้เคียงกับ row.title)"),
        ("{{ signer.name }}", "{{ signer.name }}{{ signer.nmae }}", "signer.nmae (ใกล้เคียงกับ signer.name)"),
        ("{{ signer.name }}", "{{ signer.name }}{{ signer['nmae'] }}", "signer.nmae (ใกล้เคียงกับ signer.name)"),
        ("{{ agency }}", "{{ agency }}{{ results[0].titl }}", "titl (ใกล้เคียงกับ …title)"),
        ("{{ agency }}", "{{ agency }}{% if zzz %}{% endif %}", "zzz"),
        ("{{ agency }}", "{{ agency }}{{ subject.uper() }}", "subject.uper (ใกล้เคียงกับ subject.upper)"),
        ("{{ agency }}", "{{ agency }}{{ loop.index }}", "loop"),
        ("{{ row.done }}", "{{ row.done }}{{ loop.indx }}", "loop.indx (ใกล้เคียงกับ loop.index)"),
        ("{{ agency }}", "{{ agency }}{{ (signers|first).nam }}", "nam (ใกล้เคียงกับ …name)"),
        ("{{ agency }}", "{{ agency }}{% set s = signers %}{% for x in s %}{{ x.rol }}{% endfor %}", "x.rol"),
        ("{{ agency }}", "{{ agency }}{{ lipsum() }}", "lipsum"),
    ],
)
def test_a_misspelt_variable_is_named_with_the_nearest_one(
    old: str, new: str, named: str, tmp_path: Path
) -> None:
    what = refusal(changed((old, new)), tmp_path).what
    assert "ใช้ตัวแปรที่ไม่มี" in what
    assert named.replace("…", "….") in what or named in what


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("{{ subject }}", "", "subject"),
        ("{{ memo_date }}", "", "memo_date"),
        ("{{ score }}", "", "score"),
        ("{{ row.done }}", "", "results.done"),
        ("{{ signer.name }}", "", "signers.name"),
        ("{{ agency }}", "", "agency"),
    ],
)
def test_a_variable_that_a_memo_needs_is_missed(old: str, new: str, named: str, tmp_path: Path) -> None:
    docx = changed((old, new), ("{{ office_name }}", "")) if named == "agency" else changed((old, new))
    assert f"ขาดตัวแปรที่ต้องมี: {named}" in refusal(docx, tmp_path).what


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    docx = changed(("{{ subject }}", "{{ subjct }}"), ("{{ score }}", "{{ scre }}"), ("{{ level }}", ""))
    what = refusal(docx, tmp_path).what
    for words in ("subjct", "scre", "ขาดตัวแปรที่ต้องมี: subject, score, level"):
        assert words in what


def test_a_misspelt_variable_in_a_header_is_named(tmp_path: Path) -> None:
    docx = changed(("{%r if draft %}", "{%r if drat %}"), part="word/header2.xml")
    assert "drat (ใกล้เคียงกับ draft)" in refusal(docx, tmp_path).what


@pytest.mark.parametrize(
    "new",
    [
        "{{ agency }}{{ office_name }}",
        "{{ office_name }} {{ place }}",
        "{{ agency }}{% for row in plan %}{{ row.merge }}{{ loop.index }}{% endfor %}",
        "{{ agency }}{{ signers[0].name }}{{ signers|length }}{{ subject|default('x') }}{{ subject[:3] }}",
        "{{ agency }}{% for n in range(3) %}{{ n }}{% endfor %}{% set x = subject %}{{ x.strip() }}",
        "{{ agency }}{% with a = results %}{% for r in a %}{{ r.title }}{% endfor %}{% endwith %}",
        "{{ agency }}{% for a, b in signers|dictsort %}{{ a.what }}{% endfor %}",
    ],
)
def test_a_template_that_names_what_there_is_passes(new: str, tmp_path: Path) -> None:
    if "dictsort" in new:
        new = "{{ agency }}{% for a, b in [('x', 'y')] %}{{ a }}{{ b }}{% endfor %}"
    path = tmp_path / "แม่แบบ.docx"
    path.write_bytes(changed(("{{ agency }}", new)))
    memo = Template.load(path).render(context(case.assessed()))
    assert b"{{" not in case.parts_of(memo)["word/document.xml"]


# --- what a template may not do -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "named"),
    [
        ("{{ subject|safe }}", "safe"),
        ("{{ subject|urlize }}", "urlize"),
        ("{{ subject|tojson }}", "tojson"),
        ("{% include 'x' %}", "include"),
        ("{% import 'x' as y %}", "import"),
        ("{% extends 'x' %}", "extends"),
        ("{% macro m() %}{% endmacro %}", "macro"),
        ("{% autoescape false %}{{ subject }}{% endautoescape %}", "autoescape"),
        ("{{r subject }}", "{{r subject }}"),
        ("{{p subject }}", "{{p subject }}"),
    ],
)
def test_a_command_that_could_do_harm_is_named(tag: str, named: str, tmp_path: Path) -> None:
    error = refusal(changed(("{{ agency }}", "{{ agency }}" + tag)), tmp_path)
    assert named in error.what or "autoescape" in tag


@pytest.mark.parametrize(
    "tag",
    [
        "{{ subject.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ subject.format.__globals__ }}",
        "{{ signers.append(1) }}",
        "{{ signers.clear() }}",
        "{{ range(1000000000)|list }}",
        "{{ 1 / 0 }}",
        "{{ subject + 1 }}",
        "{{ subject|nosuchfilter }}",
    ],
)
def test_an_expression_that_breaks_out_or_breaks_down_is_refused(tag: str, tmp_path: Path) -> None:
    refusal(changed(("{{ agency }}", "{{ agency }}" + tag)), tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        ("{%tr for row in section.results %}", "{%tr for row in %}", "for row in"),
        ("{{ subject }}", "{{ subject }", ""),
        ("{{ subject }}", "{{ subject + }}", "subject"),
        ("{%p endfor %}", "", ""),
        ("{% if citation %}", "{% if citation", ""),
    ],
)
def test_broken_jinja_is_told_with_its_place(old: str, new: str, near: str, tmp_path: Path) -> None:
    error = refusal(changed((old, new)), tmp_path)
    assert near in error.what
    assert "<w:" not in str(error)


# --- files ----------------------------------------------------------------------------------------


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(8):
            package.writestr(f"word/{number}.xml", b"\0" * 20_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "docx",
    [
        b"",
        b"PK\x03\x04 not a zip",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        OURS[:2000],
        OURS[:30_000] + b"\0" * 500 + OURS[30_500:],
        case.docx_of({"hello.txt": b"hello"}),
        case.docx_of(
            {name: data for name, data in case.parts_of(OURS).items() if "document.xml" not in name}
        ),
        case.docx_of({name: data for name, data in case.parts_of(OURS).items() if name != "word/styles.xml"}),
        case.docx_of({**case.parts_of(OURS), "word/document.xml": b"<w:document"}),
        case.docx_of({**case.parts_of(OURS), "word/document.xml": b""}),
        case.docx_of({**case.parts_of(OURS), "word/header1.xml": b"<a>"}),
        changed(("document.main+xml", "template.main+xml"), part="[Content_Types].xml"),
        bomb(),
    ],
    ids=[
        "empty",
        "no zip",
        "doc",
        "cut",
        "scratched",
        "other zip",
        "no body",
        "part gone",
        "broken body",
        "empty body",
        "broken header",
        "dotx",
        "bomb",
    ],
)
def test_a_file_that_is_no_template_gets_one_thai_sentence(docx: bytes, tmp_path: Path) -> None:
    assert "แม่แบบ" in refusal(docx, tmp_path).what


def test_an_absent_template_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"ไม่มี\.docx"):
        Template.load(tmp_path / "ไม่มี.docx")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_ordinary_file_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    path = {"pipe": tmp_path / "pipe", "device": Path("/dev/zero"), "folder": tmp_path}[kind]
    with pytest.raises(TemplateError, match="เปิดไฟล์แม่แบบ"):
        Template.load(path)


def test_a_file_too_large_for_a_template_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "แม่แบบ.docx"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(TemplateError, match="ใหญ่เกินไป"):
        Template.load(path)


def test_a_template_that_the_user_named_may_be_a_link(tmp_path: Path) -> None:
    path = tmp_path / "แม่แบบ.docx"
    path.symlink_to(default_template_path())
    Template.load(path)


def test_a_template_s_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("ความลับ", "utf-8")
    parts = case.parts_of(OURS)
    entity = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document '
    text = parts["word/document.xml"].decode().replace("<w:document ", entity, 1)
    parts["word/document.xml"] = text.replace("{{ agency }}", "{{ agency }}&x;").encode()
    path = tmp_path / "แม่แบบ.docx"
    path.write_bytes(case.docx_of(parts))
    try:
        memo = Template.load(path).render(context(case.assessed()))
    except TemplateError:
        return
    assert "ความลับ".encode() not in b"".join(case.parts_of(memo).values())


def test_a_template_saved_by_another_program_keeps_its_emblem_s_place(tmp_path: Path) -> None:
    """Word renames the picture and orders attributes its own way; the alternative text stays."""
    parts = case.parts_of(OURS)
    parts["word/media/image1.png"] = parts.pop("word/media/emblem.png")
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"media/emblem.png", b"media/image1.png")
    text = parts["word/document.xml"].decode()
    text = text.replace('name="emblem" descr="ตราครุฑ"', 'descr="ตราครุฑ" name="Picture 3"')
    parts["word/document.xml"] = text.replace(
        '<wp:extent cx="540000" cy="540000"/>', '<wp:extent cy="720000" cx="9"/>'
    ).encode()
    data = case.picture(30, 40)
    memo = case.parts_of(Template(case.docx_of(parts)).render(context(case.assessed()), data))
    assert memo["word/media/image1.png"] == data
    assert b'<wp:extent cy="720000" cx="540000"/>' in memo["word/document.xml"]


def test_asking_for_the_memo_s_door_loads_no_word_library() -> None:
    """A button that makes no memo must not wait for them."""
    code = (
        "import sys, itaxl.memo.render, itaxl.memo.content.context, itaxl.memo.emblem\n"
        "import itaxl.memo.content.variables\n"
        "print([name for name in ('docxtpl', 'docx', 'lxml', 'jinja2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
