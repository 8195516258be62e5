"""The parts of the PDF room: Thai page numbers, whole PDFs, fonts, and the search for a program."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from itaxl.errors import ExitCode, MissingError
from itaxl.machine import libreoffice
from itaxl.pdf import find, find_converter
from itaxl.pdf.fonts import fonts_of, missing_fonts
from itaxl.pdf.libreoffice import LibreOffice
from itaxl.pdf.page_numbers import thai_page_numbers
from itaxl.pdf.staging import is_whole
from itaxl.pdf.word import Word
from tests.pdf_fakes import PDF, W, docx

_RUN = "<w:r><w:rPr><w:lang w:bidi='th-TH'/></w:rPr>{}</w:r>"
_PAGES = "<w:p/><w:sectPr><w:pgNumType w:fmt='thaiNumbers'/></w:sectPr>"


def field(instruction: str, result: str = "2") -> str:
    """A page field as Word writes it, between two runs of text."""
    marks = [f"<w:fldChar w:fldCharType='{kind}'/>" for kind in ("begin", "separate", "end")]
    begin, separate, end = marks
    instr = f"<w:instrText> {instruction} </w:instrText>"
    inner = [begin, instr, separate, f"<w:t>{result}</w:t>", end]
    runs = ["<w:t>- </w:t>", *inner, "<w:t> -</w:t>"]
    return f"<w:p>{''.join(_RUN.format(run) for run in runs)}</w:p>"


def thai_texts(word: bytes, part: str) -> list[str]:
    """The texts of a part that are Thai for LibreOffice's digits."""
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        root = etree.fromstring(package.read(f"word/{part}.xml"))
    space = {"w": W}
    runs = root.xpath("//w:r[w:rPr/w:lang[starts-with(@w:val, 'th')]]", namespaces=space)
    assert isinstance(runs, list)
    return [text for run in runs for text in run.xpath("w:t/text()", namespaces=space)]


class DescribeThaiPageNumbers:
    @pytest.mark.parametrize(
        ("instruction", "thai"),
        [
            (r"PAGE \* THAIARABIC", True),
            (r"page  \* ThaiArabic \* MERGEFORMAT", True),
            (r"NUMPAGES \* THAIARABIC", True),
            (r"PAGE \* Arabic", False),
            (r"PAGE \* roman", False),
            ("PAGE", False),
            (r"DATE \* THAIARABIC", False),
            ("", False),
        ],
    )
    def it_marks_what_word_would_number_in_thai(self, instruction: str, thai: bool) -> None:
        word = docx("7", header1=field(instruction))
        assert thai_texts(thai_page_numbers(word), "header1") == (["2"] if thai else [])

    @pytest.mark.parametrize(
        ("instruction", "thai"),
        [("PAGE", True), (r"PAGE \* MERGEFORMAT", True), (r"PAGE \* Arabic", False), ("NUMPAGES", False)],
    )
    def it_follows_the_sections_page_numbers(self, instruction: str, thai: bool) -> None:
        word = docx(_PAGES.join(("7</w:t></w:r></w:p>", "<w:p><w:r><w:t>")), footer2=field(instruction))
        assert thai_texts(thai_page_numbers(word), "footer2") == (["2"] if thai else [])

    def it_marks_the_short_kind_of_field(self) -> None:
        runs = "<w:r><w:t>2</w:t></w:r>"
        simple = rf"<w:p><w:fldSimple w:instr=' PAGE \* THAIARABIC '>{runs}</w:fldSimple></w:p>"
        assert thai_texts(thai_page_numbers(docx(header1=simple)), "header1") == ["2"]

    def it_lets_no_other_text_be_thai(self) -> None:
        text = "<w:p><w:r><w:rPr><w:lang w:val='th-TH' w:bidi='th-TH'/></w:rPr><w:t>2567</w:t></w:r></w:p>"
        word = docx("7", header1=text + field(r"PAGE \* THAIARABIC"), styles=text)
        made = thai_page_numbers(word)
        assert thai_texts(made, "header1") == ["2"]
        assert thai_texts(made, "styles") == []

    def it_changes_nothing_else(self) -> None:
        word = docx("7", header1=field(r"PAGE \* Arabic"), theme="<w:p>PAGE</w:p>")
        with (
            zipfile.ZipFile(io.BytesIO(word)) as before,
            zipfile.ZipFile(io.BytesIO(thai_page_numbers(word))) as after,
        ):
            assert before.namelist() == after.namelist()
            for name in before.namelist():
                assert name.endswith("header1.xml") or before.read(name) == after.read(name)

    def it_refuses_xml_that_is_none(self) -> None:
        with pytest.raises(ValueError, match="header1"):
            thai_page_numbers(docx(header1="<w:p><w:fldSimple>"))


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (PDF, True),
        (PDF + b"\n\n", True),
        (PDF[:-8], False),
        (PDF[5:], False),
        (b"", False),
        (b"%PDF-1.6\nstartxref\n99999\n%%EOF\n", False),
        (PDF + b"more", False),
        (b"%PDF-1.6\n" + b"x" * 5000 + b"\nstartxref\n5000\n%%EOF\n", True),
    ],
)
def test_a_pdf_is_whole_from_its_first_bytes_to_its_last(tmp_path: Path, data: bytes, whole: bool) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    assert is_whole(tmp_path / "a.pdf") is whole
    assert not is_whole(tmp_path / "absent.pdf")


class DescribeFonts:
    word = docx(styles="<w:rPr><w:rFonts w:ascii='Arial' w:cs='TH SarabunPSK'/></w:rPr>")

    def it_names_those_of_thai_text(self) -> None:
        assert fonts_of(self.word) == {"TH SarabunPSK"}

    @pytest.mark.parametrize(
        ("installed", "missing"),
        [
            ({"Arial"}, ("TH SarabunPSK",)),
            ({"TH Sarabun New"}, ("TH SarabunPSK",)),
            ({"TH SarabunPSK"}, ()),
            ({"th sarabunpsk Bold Italic"}, ()),
            (set(), ()),
        ],
    )
    def it_misses_those_that_are_not_installed(self, installed: set[str], missing: tuple[str, ...]) -> None:
        assert missing_fonts(self.word, installed) == missing


class DescribeTheSearch:
    """On a machine where only what the test puts there is found."""

    @pytest.fixture(autouse=True)
    def nothing(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv(find.ENVIRONMENT, raising=False)
        monkeypatch.setattr(libreoffice, "_installed", lambda around: iter(()))
        monkeypatch.setattr(find, "has_word", lambda on: False)

    @pytest.fixture
    def program(self, tmp_path: Path) -> Path:
        path = tmp_path / "soffice"
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
        return path

    def it_tells_what_to_do_where_there_is_none(self) -> None:
        with pytest.raises(MissingError, match="ติดตั้ง") as caught:
            find_converter()
        assert caught.value.exit_code == ExitCode.MISSING

    def it_takes_word_first(self, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert isinstance(find_converter(), LibreOffice)
        monkeypatch.setattr(find, "has_word", lambda on: True)
        assert isinstance(find_converter(), Word)

    def it_does_as_the_environment_says(self, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(find, "has_word", lambda on: True)
        for value, expected in (("libreoffice", LibreOffice), ("Word", Word), (str(program), LibreOffice)):
            monkeypatch.setenv(find.ENVIRONMENT, value)
            assert isinstance(find_converter(), expected)

    @pytest.mark.parametrize("value", ["word", "libreoffice", "/nowhere/soffice"])
    def it_does_not_take_another_than_the_environment_says(
        self, value: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(find.ENVIRONMENT, value)
        with pytest.raises(MissingError, match=value):
            find_converter()

    def it_looks_where_installers_put_it(self, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        places = ("/absent", str(program.parent))
        monkeypatch.setattr(libreoffice, "_installed", lambda around: iter(places))
        assert libreoffice.soffice() == program
