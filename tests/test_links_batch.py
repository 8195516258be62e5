"""`batch --links`: links.csv, the sheet of the district workbook, memos and findings; all asked together."""

from __future__ import annotations

import csv
import datetime as dt
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from itaxl.core.district.sheets import offices
from itaxl.core.evidence.catalogue import LINK_RULES
from itaxl.core.evidence.codes import CODES
from itaxl.core.evidence.words import NOT_ASKED
from itaxl.core.rules import BY_CODE
from itaxl.errors import MissingError
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.links import round
from itaxl.links.ask import ask
from tests.test_cli import run
from tests.test_links_doors import with_links
from tests.web import USUAL, Page, World, to, world


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[World]:
    monkeypatch.setenv("ITAXL_CACHE", str(tmp_path / "kept"))
    with world() as made:
        made.pages |= {"/ita/1": Page(), "/old": to("/ita/1"), "/ita/9": Page(404, "")}
        monkeypatch.setattr(
            round, "_ask", lambda wanted, day, heard, *words: ask(wanted, day, heard, USUAL, made.ways())
        )
        yield made


@pytest.fixture
def district(web: World, tmp_path: Path) -> Path:
    """Two offices with links, and a file that cannot be read."""
    folder = tmp_path / "in"
    folder.mkdir()
    cells = {"ก": ("{web}/ita/1 {web}/ita/9",), "ข": ("{web}/old", "{web}/ita/1", "file:///C:/x.pdf")}
    for name, links in cells.items():
        tracker = with_links(web, *links)
        office = tracker.office._replace(name=f"ตัวอย่าง{name}")
        report = tracker.report._replace(template="บันทึกแสดงผลและหลักฐาน")
        data = tracker_bytes(tracker._replace(office=office, report=report), macros=False)
        (folder / f"{name}.xlsx").write_bytes(data)
    (folder / "เสีย.xlsx").write_bytes(b"PK")
    return folder


def rows(out: Path) -> list[list[str]]:
    with (out / "links.csv").open(encoding="utf-8-sig", newline="") as text:
        return [*csv.reader(text)][1:]


class DescribeBatchLinks:
    def it_lists_every_link_with_its_state_and_day(
        self, district: Path, web: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        run(capsys, "batch", district, "--out", out, "--links")
        found = rows(out)
        assert [(row[1][-1], row[4].removeprefix(web.url("/")), row[5]) for row in found] == [
            ("ก", "ita/1", "เปิดได้"),
            ("ก", "ita/9", "ไม่มีหน้านี้แล้ว"),
            ("ข", "old", "ย้ายที่อยู่แล้ว"),
            ("ข", "ita/1", "เปิดได้"),
            ("ข", "file:///C:/x.pdf", "ไม่ใช่หน้าเว็บ"),
        ]
        today = dt.date.today()
        assert {row[6] for row in found} == {f"{today.day}/{today.month}/{today.year + 543}"}
        assert web.asked("/ita/1").count("GET") <= 2, "once for both, and where the other moved to"

    def it_has_a_sheet_of_them(
        self, district: Path, web: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        run(capsys, "batch", district, "--out", out, "--links")
        sheet = openpyxl.load_workbook(out / "district.xlsx")["ลิงก์หลักฐาน"]
        values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        assert [row[4] for row in values[:2]] == ["ไม่มีหน้านี้แล้ว", "ไม่ใช่หน้าเว็บ"]
        assert sorted(row[3] for row in values if row[3]) == sorted(row[4] for row in rows(out))
        assert "5 ลิงก์ เปิดได้ 3 เปิดไม่ได้ 2" in str(sheet["A3"].value)

    def it_finds_what_the_command_finds(
        self, district: Path, web: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        run(capsys, "batch", district, "--out", out, "--links")
        told = json.loads(run(capsys, "links", district / "ก.xlsx", district / "ข.xlsx", "--json")[1])
        one = [(f["cell"], f["code"], f["message"]) for file in told for f in file["findings"]]
        with (out / "findings.csv").open(encoding="utf-8-sig", newline="") as text:
            other = [(row[4], row[7], row[6]) for row in csv.reader(text) if row[7] in CODES]
        assert other == [line for line in one if line[1] != "L911"], "a file is told as P708 already"

    def it_makes_no_code_of_a_link_that_does_not_open(
        self, district: Path, web: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        for options, codes in (([], 2), (["--links"], 1), ([], 2)):
            run(capsys, "batch", district, "--out", tmp_path / "out", *options)
            (memo,) = (tmp_path / "out" / "memos").glob("*ตัวอย่างก*.docx")
            with zipfile.ZipFile(memo) as package:
                assert sum("evidence" in name for name in package.namelist()) == codes
                assert ("เปิดไม่ได้" in package.read("word/document.xml").decode()) is (codes == 1)

    def it_names_only_errors_of_an_office_that_has_to_mend(
        self, district: Path, web: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        """Its dead links are among the kinds of findings, and no rule of the tracker's own."""
        tracker = with_links(web, "{web}/ita/9")
        measures = (tracker.measures[0]._replace(steps=()), *tracker.measures[1:])
        data = tracker_bytes(tracker._replace(measures=measures), macros=False)
        (district / "ค.xlsx").write_bytes(data)
        assert run(capsys, "batch", district, "--out", tmp_path / "out", "--links")[0] == 3
        sheet = openpyxl.load_workbook(tmp_path / "out" / "district.xlsx")[offices.SHEET]
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        todo = [text for text in texts if text.startswith("แก้ไข ")]
        assert todo == [f"แก้ไข 1 รายการ: {BY_CODE['M601'].title} (1)"]

    def it_is_not_done_again_where_nothing_changed(
        self, district: Path, web: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        run(capsys, "batch", district, "--out", out, "--links")
        before = rows(out)
        _, _, err = run(capsys, "batch", district, "--out", out, "--links")
        assert "ไม่เปลี่ยนแปลง 2 ไฟล์" in err and rows(out) == before
        web.pages["/ita/9"] = Page()
        _, _, err = run(capsys, "batch", district, "--out", out, "--links")
        assert "ไม่เปลี่ยนแปลง" not in err and rows(out) != before

    def it_has_neither_list_nor_sheet_where_nobody_asked(
        self, district: Path, web: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        run(capsys, "batch", district, "--out", out)
        assert not (out / "links.csv").exists()
        assert "ลิงก์หลักฐาน" not in openpyxl.load_workbook(out / "district.xlsx").sheetnames
        assert web.log == []

    def it_does_the_work_when_offline_and_tells_the_links_as_not_asked(
        self, district: Path, web: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        (district / "เสีย.xlsx").unlink()
        for path in [*district.iterdir()]:
            path.unlink()
        for name, url in (("ค", "http://b.example.go.th/1"), ("ง", "http://www.a.example.go.th/1")):
            tracker = with_links(web, url)
            office = tracker.office._replace(name=f"ตัวอย่าง{name}")
            (district / f"{name}.xlsx").write_bytes(
                tracker_bytes(tracker._replace(office=office), macros=False)
            )
        web.names |= {"www.a.example.go.th": [], "b.example.go.th": []}
        for quiet in ([], ["--quiet"]):
            code, _, err = run(capsys, "batch", district, "--out", tmp_path / "out", "--links", *quiet)
            assert code == 6 and err.count("โปรดทราบ: เครื่องนี้ไม่ได้ต่ออินเทอร์เน็ต") == 1
        assert len([*(tmp_path / "out" / "memos").iterdir()]) == 2
        assert {row[5] for row in rows(tmp_path / "out")} == {NOT_ASKED}
        last = (tmp_path / "out" / "batch.jsonl").read_text(encoding="utf-8").splitlines()[-1]
        assert json.loads(last)["summary"]["exit_code"] == 6

    def it_knows_offline_what_was_asked_of_late(
        self,
        district: Path,
        capsys: pytest.CaptureFixture[str],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def offline(*_: object) -> None:
            raise MissingError("เครื่องนี้ไม่ได้ต่ออินเทอร์เน็ต", "โปรดตรวจการเชื่อมต่อ")

        out = tmp_path / "out"
        assert run(capsys, "batch", district, "--out", out, "--links")[0] == 3
        before = rows(out)
        monkeypatch.setattr(round, "_ask", offline)
        code, _, err = run(capsys, "batch", district, "--out", out, "--links")
        assert (code, rows(out)) == (6, before) and err.count("ไม่ได้ต่ออินเทอร์เน็ต") == 1


def it_knows_the_codes_without_the_words() -> None:
    assert {rule.code for rule in LINK_RULES} == CODES
