"""`itaxl memo --pdf`: names, refusals and what is said; the program is pretended."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from itaxl.cli import main
from itaxl.pdf import find, free_for_both
from tests.pdf_fakes import FakeOffice

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the pretended soffice is a Unix script")
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    (tmp_path / "office").mkdir()
    fake = FakeOffice(tmp_path / "office")
    monkeypatch.setenv(find.ENVIRONMENT, str(fake.program))
    monkeypatch.setattr("itaxl.setup.this_pc._listed_fonts", lambda: frozenset({"TH SarabunPSK"}))
    return fake


@pytest.fixture
def silent(office: FakeOffice) -> None:
    """A program that makes no PDF."""
    office.program.write_text("#!/bin/sh\necho cannot >&2\n")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def it_takes_names_that_are_free_for_both(good: Path, capsys: Capture) -> None:
    (good.parent / "บันทึกข้อความ good.pdf").write_text("the clerk's own")
    assert [main(["memo", str(good), "--pdf"]) for _ in range(2)] == [0, 0]
    stems = ["บันทึกข้อความ good (2)", "บันทึกข้อความ good (3)"]
    expected = [str(good.with_name(stem + end)) for stem in stems for end in (".docx", ".pdf")]
    assert capsys.readouterr().out.splitlines() == expected
    assert (good.parent / "บันทึกข้อความ good.pdf").read_text() == "the clerk's own"
    assert all(Path(path).read_bytes().startswith(b"%PDF") for path in expected[1::2])


def it_lies_beside_what_o_names_and_overwrites_only_with_force(good: Path, capsys: Capture) -> None:
    target, pdf = good.with_name("m.x.docx"), good.with_name("m.x.pdf")
    pdf.write_text("the clerk's own")
    assert main(["memo", str(good), "--pdf", "-o", str(target)]) == 4
    assert (pdf.read_text(), target.exists()) == ("the clerk's own", False)
    assert main(["memo", str(good), "--pdf", "-o", str(target), "--force"]) == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().out.splitlines() == [str(target), str(pdf)]


def it_refuses_a_folder_in_the_pdfs_place(good: Path) -> None:
    good.with_name("m.pdf").mkdir()
    for more in ([], ["--force"]):
        assert main(["memo", str(good), "--pdf", "-o", str(good.with_name("m.docx")), *more]) == 4
    assert names(good.parent) == {good.name}


def it_is_missing_before_anything_is_written(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(find.ENVIRONMENT, str(good.with_name("no soffice")))
    assert main(["memo", str(good), "--pdf"]) == 6
    assert names(good.parent) == {good.name}


@pytest.mark.usefixtures("silent")
def it_keeps_the_word_file_when_the_pdf_fails(good: Path, capsys: Capture) -> None:
    assert main(["memo", str(good), "--pdf"]) == 4
    told = capsys.readouterr()
    assert told.out.splitlines() == [str(good.with_name("บันทึกข้อความ good.docx"))]
    assert "บันทึกข้อความ good.docx เป็น PDF ไม่ได้" in told.err
    assert zipfile.is_zipfile(told.out.strip())
    assert names(good.parent) == {good.name, "บันทึกข้อความ good.docx"}


def it_starts_nothing_while_errors_stand(faulty: Path, office: FakeOffice) -> None:
    assert main(["memo", str(faulty), "--pdf"]) == 1
    assert office.starts == []


def it_says_when_the_memos_font_is_missing(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    main(["memo", str(good), "--pdf"])
    assert "ฟอนต์" not in capsys.readouterr().err
    monkeypatch.setattr("itaxl.setup.this_pc._listed_fonts", lambda: frozenset({"Arial"}))
    main(["memo", str(good), "--pdf"])
    assert "ไม่มีแบบอักษร TH SarabunPSK" in capsys.readouterr().err


def it_numbers_names_until_one_is_free(tmp_path: Path) -> None:
    for name in ("a.docx", "a (2).pdf", "a (3).docx"):
        (tmp_path / name).touch()
    assert free_for_both(tmp_path / "a.docx") == tmp_path / "a (4).docx"
    assert free_for_both(tmp_path / "b.docx") == tmp_path / "b.docx"
