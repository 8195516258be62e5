"""`itaxl template`: export, check, preview."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from itaxl.cli import main
from itaxl.memo import render
from itaxl.shipped import TEMPLATES, shipped
from tests import memo_cases as case
from tests.test_memo_lossless import changed


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in an empty folder, and examines in this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(render, "APART", False)
    return tmp_path


def lying(docx: bytes, name: str = "ของเรา.docx") -> str:
    Path(name).write_bytes(docx)
    return name


def test_export_gives_every_shipped_template(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "export"]) == 0
    written = {Path(line).name: Path(line).read_bytes() for line in capsys.readouterr().out.splitlines()}
    assert written == {f"แม่แบบ {name}.docx": shipped(file).read_bytes() for name, file in TEMPLATES.items()}


def test_export_gives_one_by_its_name_and_never_over_a_file(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = next(iter(TEMPLATES))
    for _ in range(2):
        assert main(["template", "export", name]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first != second
    assert main(["template", "export", "ไม่มี"]) == 2
    assert name in capsys.readouterr().err
    assert main(["template", "export", "--out", "ไม่มี"]) == 4


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_exported_passes_the_check_without_a_word(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", "export", name]) == 0
    path = capsys.readouterr().out.strip()
    assert main(["template", "check", path]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip() == "แม่แบบนี้ใช้ได้"


def test_check_says_everything_that_is_wrong_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    docx = changed(
        ("{%p for signer in signers %}", "{% for signer in signers %}"),
        ("{{ subject }}", "{{ subjct }} { phone }"),
    )
    assert main(["template", "check", lying(docx)]) == 5
    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert [line.partition(":")[0] for line in lines] == [f"{n}. ต้องแก้ไข" for n in range(1, len(lines) + 1)]
    assert len(lines) == 4
    for words in ("{%p for signer in signers %}", "subjct", "{ phone }", "ขาดตัวแปรที่ต้องมี: subject"):
        assert words in told.out
    assert "มีรายการที่ต้องแก้ไข 4 รายการ" in told.err


def test_check_tells_remarks_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    path = lying(changed(("{{ assessed_year }}", "")))
    assert main(["template", "check", path]) == 0
    assert capsys.readouterr().out.startswith("1. โปรดทราบ: แม่แบบไม่มี {{ assessed_year }}")
    assert main(["template", "check", path, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["file"], record["problems"], len(record["remarks"])) == (path, [], 1)


@pytest.mark.parametrize("docx", [b"", b"PK", case.docx_of({"a": b"b"})])
def test_check_of_what_is_no_template_is_one_sentence(
    docx: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", "check", lying(docx)]) == 5
    assert capsys.readouterr().out.startswith("1. ต้องแก้ไข: ไฟล์แม่แบบ")


def test_preview_makes_the_memo_of_an_invented_office(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = lying(changed(("เรียน  ", "กราบเรียน  ")))
    assert main(["template", "preview", path]) == 0
    (written,) = capsys.readouterr().out.splitlines()
    assert Path(written).name == "ตัวอย่าง ของเรา.docx"
    body = case.parts_of(Path(written).read_bytes())["word/document.xml"].decode()
    assert "กราบเรียน" in body
    assert "ตัวอย่างสุข" in body


def test_preview_takes_a_shipped_template_by_its_name(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = next(iter(TEMPLATES))
    assert main(["template", "preview", name, "-o", "a.docx"]) == 0
    assert Path("a.docx").is_file()
    assert main(["template", "preview", name, "-o", "a.docx"]) == 4
    assert main(["template", "preview", name, "-o", "a.pdf"]) == 2
    assert main(["template", "preview", "ไม่มี.docx"]) == 5


def test_memo_tells_several_faults_below_each_other(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = lying(changed(("{{ subject }}", "{{ subjct }}")))
    assert main(["memo", str(good), "--template", path]) == 5
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "ผิดพลาด: แม่แบบมีปัญหา 2 รายการ"
    assert [line[:3] for line in lines[1:]] == ["1. ", "2. "]
