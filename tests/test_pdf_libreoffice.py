"""Memos through the LibreOffice of this machine."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx as python_docx
import pytest

from itaxl.cli import main
from itaxl.core.model import Digits
from itaxl.core.sample import sample
from itaxl.errors import OutputError
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.machine import libreoffice
from itaxl.memo.content.context import context
from itaxl.memo.make import make_memo
from itaxl.memo.render import Template, render
from itaxl.pdf.libreoffice import LibreOffice
from tests import memo_cases as case

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.skipif(
        not (libreoffice.soffice() and shutil.which("pdftotext") and shutil.which("pdftoppm")),
        reason="needs LibreOffice (soffice) and poppler (pdftotext, pdftoppm)",
    ),
]


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The system's folder for temporary files, and a home; nothing of LibreOffice is left in either."""
    folder, home = tmp_path / "temporary", tmp_path / "home"
    for each in (folder, home):
        each.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    yield folder
    assert list(folder.iterdir()) == []
    assert not list(home.rglob("*ibre*ffice*"))
    assert not list(home.rglob("registrymodifications.xcu"))


@pytest.fixture(scope="module")
def memo() -> bytes:
    return render(case.assessed(), Template.load(), case.picture(30, 40))


def pairs(folder: Path, *memos: bytes) -> list[tuple[Path, Path]]:
    made = []
    for number, data in enumerate(memos):
        path = folder / f"บันทึก {number} #1 100% 'ก'.docx"
        path.write_bytes(data)
        made.append((path, path.with_suffix(".pdf")))
    return made


def office() -> LibreOffice:
    program = libreoffice.soffice()
    assert program
    return LibreOffice(program)


def squeezed(text: object) -> str:
    return re.sub(r"[\s.]+", "", str(text))


def text_of(pdf: Path) -> str:
    told = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    return squeezed(told.stdout.decode())


def first_lines(word: Path | bytes) -> list[str]:
    source = io.BytesIO(word) if isinstance(word, bytes) else str(word)
    lines = [squeezed(paragraph.text) for paragraph in python_docx.Document(source).paragraphs]
    return [line for line in lines if line][:6]


def page_two(pdf: Path) -> bytes:
    """The picture of the head of the second page, where its number is."""
    box = ["-r", "100", "-f", "2", "-l", "2", "-x", "0", "-y", "0", "-W", "827", "-H", "120"]
    command = ["pdftoppm", *box, "-gray", str(pdf)]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout


def unlike(one: bytes, other: bytes) -> int:
    """How far two pictures differ: a digit placed a hair's breadth aside differs little."""
    assert len(one) == len(other)
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def with_number(word: bytes, number: str) -> bytes:
    """The memo with a page number typed as text where the field is."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as given, zipfile.ZipFile(made, "w") as package:
        for name in given.namelist():
            text = given.read(name)
            if name.startswith("word/header"):
                text = re.sub(rb"<w:instrText[^>]*> PAGE .*?</w:instrText>", b"", text)
                text = re.sub(rb"<w:fldChar[^>]*/>", b"", text)
                text = re.sub(rb">[2\xe0\xb9\x92]+</w:t>", f">{number}</w:t>".encode(), text)
            package.writestr(name, text)
    return made.getvalue()


def test_twelve_memos_come_out_whole_and_a_broken_one_costs_itself_only(
    tmp_path: Path, space: Path, memo: bytes
) -> None:
    hollow = io.BytesIO()
    with zipfile.ZipFile(hollow, "w") as package:  # a whole package with a memo that is no XML
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "no XML")
    asked = pairs(tmp_path, *[memo] * 5, hollow.getvalue(), *[memo] * 7)
    with office() as converter:
        results = list(converter.convert(asked))
    assert [index for index, problem in enumerate(results) if problem] == [5]
    assert isinstance(results[5], OutputError)
    lines = first_lines(memo)
    assert len(lines) == 6
    for number, (_, pdf) in enumerate(asked):
        assert pdf.exists() is (number != 5)
    for _, pdf in (asked[0], asked[12]):
        text = text_of(pdf)
        assert all(line in text for line in lines)
    assert squeezed(context(case.assessed())["subject"]) in text_of(asked[4][1])


def test_page_numbers_are_in_the_offices_digits(tmp_path: Path, space: Path) -> None:
    arabic = case.assessed(case.TRACKER._replace(office=case.OFFICE._replace(digits=Digits.ARABIC)))
    memos = [render(each, Template.load(), None) for each in (case.assessed(), arabic)]
    typed = [with_number(memos[0], "๒"), with_number(memos[0], "2"), with_number(memos[1], "2")]
    asked = pairs(tmp_path, *memos, *typed)
    with office() as converter:
        assert list(converter.convert(asked)) == [None] * 5
    thai, arab, typed_thai, wrong, typed_arab = [page_two(pdf) for _, pdf in asked]
    assert unlike(thai, typed_thai) < unlike(thai, wrong) / 4
    assert unlike(arab, typed_arab) < unlike(thai, wrong) / 4
    assert not re.search("[๐-๙]", text_of(asked[1][1]))


def test_a_libreoffice_that_somebody_kills_is_started_again(tmp_path: Path, space: Path, memo: bytes) -> None:
    asked = pairs(tmp_path, *[memo] * 6)
    with office() as converter:
        results = converter.convert(asked)
        assert next(results) is None
        killed = processes(space, "soffice.bin")
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        assert list(results) == [None] * 5
    assert killed
    assert processes(space) == []
    assert all(pdf.read_bytes().startswith(b"%PDF") for _, pdf in asked)


def processes(space: Path, name: str = "") -> list[int]:
    """LibreOffice's own, by the profile that they were started with."""
    listed = subprocess.run(
        ["ps", "-ww", "-eo", "pid=,args="], check=True, capture_output=True, text=True
    ).stdout
    lines = [line.split(maxsplit=1) for line in listed.splitlines()]
    return [int(line[0]) for line in lines if f"file://{space}" in line[-1] and name in line[-1]]


def test_memo_writes_a_pdf_beside_the_word_file(
    tmp_path: Path, space: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office_folder = tmp_path / "สำนักปลัด #1"
    office_folder.mkdir()
    tracker = sample()
    wrong = tracker._replace(report=tracker.report._replace(level="ดีเลิศ"))
    workbook = office_folder / "แบบติดตาม 100%.xlsx"
    workbook.write_bytes(tracker_bytes(wrong, macros=False))
    assert main(["memo", str(workbook), "--pdf", "--draft"]) == 0
    word, pdf = map(Path, capsys.readouterr().out.splitlines())
    assert (word.suffix, pdf.suffix, word.stem) == (".docx", ".pdf", pdf.stem)
    text = text_of(pdf)
    assert "ร่าง" in text
    assert all(line in text for line in first_lines(word))
    assert sorted(p.name for p in office_folder.iterdir()) == sorted([workbook.name, word.name, pdf.name])


def it_is_tagged_and_made_to_last_and_says_what_it_is(space: Path, tmp_path: Path) -> None:
    made = make_memo(Template.load(), case.assessed(), Path("/nowhere"))
    ((docx, pdf),) = pairs(tmp_path, made.docx)
    with office() as converter:
        assert list(converter.convert([(docx, pdf)])) == [None]
    data = pdf.read_bytes()
    assert b"/StructTreeRoot" in data and b"/Outlines" in data
    assert b"<pdfaid:part>2</pdfaid:part>" in data and b"<pdfaid:conformance>B</pdfaid:conformance>" in data
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, encoding="utf-8", check=True).stdout
    assert case.assessed().tracker.office.full_name in told
