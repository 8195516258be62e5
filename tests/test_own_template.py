"""The template that a tracker names: by whichever door its memo is made."""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
import zipfile
from pathlib import Path

import docx as python_docx
import pytest

from itaxl.batch import Options
from itaxl.batch.run import IN_PROCESS
from itaxl.buttons.memo_file import write_memo
from itaxl.cli import main
from itaxl.core.assess import assess
from itaxl.core.choices import Answer
from itaxl.core.compose import grids
from itaxl.core.model import Assessment
from itaxl.core.sample import sample
from itaxl.errors import TemplateError
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.memo.render import default_template_path
from itaxl.memo.templates import Templates, find_template, load_template
from itaxl.pdf import find
from itaxl.shipped import TEMPLATES
from tests.batch_cases import Run
from tests.pdf_fakes import FakeOffice

TODAY = dt.date(2024, 4, 2)
OWN = "แม่แบบของเรา.docx"
MARK = "ข้อความของหน่วยงานเอง"
Capture = pytest.CaptureFixture[str]


def own_template(mark: str = MARK) -> bytes:
    """The plain one with a paragraph more, as Word would leave it."""
    document = python_docx.Document(str(default_template_path()))
    document.paragraphs[-1].insert_paragraph_before(mark)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def tracker_file(folder: Path, template: str, name: str = "ตต.xlsx", pdf: Answer = Answer.NO) -> Path:
    base = sample()
    report = base.report._replace(template=template, pdf=pdf)
    office = base.office._replace(emblem="", name=f"ตัวอย่าง{name[0]}")
    path = folder / name
    path.write_bytes(tracker_bytes(base._replace(report=report, office=office), macros=False))
    return path


def assessment(template: str, pdf: Answer = Answer.NO) -> Assessment:
    base = sample()
    return assess(grids(base._replace(report=base.report._replace(template=template, pdf=pdf))), TODAY)


def text_of(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("word/document.xml").decode()


def memos(folder: Path) -> list[Path]:
    return sorted(folder.glob("บันทึกข้อความ*.docx"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / OWN).write_bytes(own_template())
    return tmp_path


class DescribeEveryDoor:
    def it_is_used_by_the_command(self, folder: Path, capsys: Capture) -> None:
        assert main(["memo", str(tracker_file(folder, OWN))]) == 0
        assert MARK in text_of(memos(folder)[0])

    def it_gives_way_to_one_that_the_command_names(self, folder: Path, capsys: Capture) -> None:
        path = tracker_file(folder, "ไม่มี.docx")
        assert main(["memo", str(path), "--template", str(default_template_path())]) == 0
        assert MARK not in text_of(memos(folder)[0])

    def it_is_used_by_the_button(self, folder: Path) -> None:
        assert MARK in text_of(write_memo(assessment(OWN), folder, "ตต.xlsm").docx)

    @pytest.mark.parametrize("processes", [IN_PROCESS, 2])
    def it_is_each_offices_own_in_a_batch(self, folder: Path, tmp_path: Path, processes: int) -> None:
        names = {"1.xlsx": OWN, "2.xlsx": "", "3.xlsx": next(iter(TEMPLATES)), "4.xlsx": OWN}
        for name, template in names.items():
            tracker_file(folder, template, name)
        run = Run(folder, tmp_path / "out", processes)
        assert run.summary.failed == 0
        marked = [MARK in text_of(memo) for memo in sorted((tmp_path / "out" / "memos").glob("*.docx"))]
        assert marked == [True, False, False, True]

    @pytest.mark.parametrize("name", [*TEMPLATES, f" {next(iter(TEMPLATES))} ", ""])
    def it_may_be_a_shipped_one(self, folder: Path, name: str) -> None:
        assert load_template(find_template(folder, name)).docx


class DescribeABatch:
    def it_does_an_office_again_whose_template_changed_or_went(self, folder: Path, tmp_path: Path) -> None:
        tracker_file(folder, OWN, "1.xlsx")
        tracker_file(folder, "", "2.xlsx")
        out = tmp_path / "out"
        Run(folder, out)
        assert Run(folder, out).redone == []
        (folder / OWN).write_bytes(own_template("อีกคำหนึ่ง"))
        assert Run(folder, out).redone == ["1.xlsx"]
        (folder / OWN).unlink()
        assert Run(folder, out).redone == ["1.xlsx"]

    def it_tells_of_a_template_that_is_not_there_and_goes_on(self, folder: Path, tmp_path: Path) -> None:
        tracker_file(folder, "หาย.docx", "1.xlsx")
        tracker_file(folder, OWN, "2.xlsx")
        run = Run(folder, tmp_path / "out")
        bad, good = run.outcomes
        assert bad.error and "หาย.docx" in bad.error and bad.office
        assert (good.error, run.summary.memos) == (None, 1)

    def it_asks_for_no_template_of_an_office_where_one_is_chosen_for_all(
        self, folder: Path, tmp_path: Path
    ) -> None:
        tracker_file(folder, "หาย.docx", "1.xlsx")
        options = Options(TODAY, template=folder / OWN)
        assert Run(folder, tmp_path / "out", options=options).summary.memos == 1

    def it_checks_each_template_once(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        loaded: list[object] = []
        monkeypatch.setattr("itaxl.memo.templates.load_template", lambda found: loaded.append(found) or found)
        templates = Templates()
        for name in (OWN, OWN, "", ""):
            templates.load(find_template(folder, name))
        assert len(loaded) == 2


class DescribeWhatCannotServe:
    @pytest.mark.parametrize(
        "name", ["../x.docx", "C:\\x.docx", "a/b.docx", "http://x/y.docx", "a\0.docx", "..."]
    )
    def it_is_no_name_that_leads_elsewhere(self, folder: Path, name: str) -> None:
        with pytest.raises(TemplateError):
            load_template(find_template(folder, name))

    def it_is_no_link(self, folder: Path) -> None:
        if sys.platform == "win32":
            pytest.skip("links need rights on Windows")
        os.symlink(folder / OWN, folder / "ลิงก์.docx")
        with pytest.raises(TemplateError, match="ทางลัด"):
            load_template(find_template(folder, "ลิงก์.docx"))

    def it_is_no_file_that_no_memo_can_come_out_of(self, folder: Path) -> None:
        (folder / "เสีย.docx").write_bytes(b"PK\x03\x04")
        with pytest.raises(TemplateError):
            load_template(find_template(folder, "เสีย.docx"))

    def it_names_the_shipped_ones_and_the_field(self, folder: Path, capsys: Capture) -> None:
        assert main(["memo", str(tracker_file(folder, "แม่แบบที่ไม่มี"))]) == 5
        said = capsys.readouterr().err
        assert all(name in said for name in (*TEMPLATES, "แม่แบบที่ไม่มี", "แม่แบบบันทึก"))
        assert memos(folder) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the pretended soffice is a Unix script")
class DescribeThePdfOfAButton:
    @pytest.fixture(autouse=True)
    def office(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
        (tmp_path / "office").mkdir()
        fake = FakeOffice(tmp_path / "office")
        monkeypatch.setenv(find.ENVIRONMENT, str(fake.program))
        return fake

    def it_lies_beside_the_memo_where_the_workbook_asks_for_it(self, folder: Path) -> None:
        written = write_memo(assessment("", Answer.YES), folder, "ตต.xlsm")
        assert written.pdf == written.docx.with_suffix(".pdf")
        assert written.pdf.read_bytes().startswith(b"%PDF")
        assert write_memo(assessment(""), folder, "ตต.xlsm").pdf is None

    def it_takes_names_that_are_free_for_both(self, folder: Path) -> None:
        (folder / "บันทึกข้อความ ตต.pdf").write_text("the clerk's own")
        written = write_memo(assessment("", Answer.YES), folder, "ตต.xlsm")
        assert written.docx.name == "บันทึกข้อความ ตต (2).docx"
        assert (folder / "บันทึกข้อความ ตต.pdf").read_text() == "the clerk's own"

    def it_costs_no_memo_where_none_can_be_made(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(find.ENVIRONMENT, "/nowhere/soffice")
        written = write_memo(assessment("", Answer.YES), folder, "ตต.xlsm")
        assert written.docx.exists() and written.pdf is None
        assert [r for r in written.remarks if "PDF" in r]
