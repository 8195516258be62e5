"""The figures of a batch are of offices: one file each, and everything else is listed with what to do."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from itaxl.batch import Options
from itaxl.cli import main
from itaxl.core import layout
from itaxl.core.district.table import FIRST_ROW
from itaxl.core.model import Tracker
from itaxl.core.sample import sample
from itaxl.core.years import FiscalYear
from itaxl.files.tracker.workbook import tracker_bytes
from tests.batch_cases import EMBLEM, TODAY, Run, digests, office

TODO = layout.field(layout.FINDING_COLUMNS, "message").label
PREFIX = "องค์การบริหารส่วนตำบล"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def of_year(name: str, year: int, **report: Any) -> bytes:
    base = sample()
    about = base.report._replace(fiscal_year=FiscalYear(year), **report)
    return tracker_bytes(base._replace(office=base.office._replace(name=name), report=about), macros=False)


def records(out: Path) -> dict[str, dict[str, Any]]:
    lines = [json.loads(line) for line in (out / "batch.jsonl").read_text(encoding="utf-8").splitlines()]
    return {Path(line["file"]).name if "file" in line else "": line for line in lines}


def rows(out: Path, sheet: str) -> list[dict[str, Any]]:
    """A sheet's table by its headers."""
    cells = list(openpyxl.load_workbook(out / "district.xlsx")[sheet].values)
    header, found = cells[FIRST_ROW - 2], cells[FIRST_ROW - 1 :]
    return [dict(zip(map(str, header), row, strict=True)) for row in found if row[0] is not None]


def offices(out: Path) -> list[str]:
    return [row["หน่วยงาน"] for row in rows(out, "หน่วยงาน")]


class DescribeFilesOfOneOffice:
    def it_counts_one_and_names_its_outputs_after_the_office(self, folder: Path, out: Path) -> None:
        for name in ("ก - Copy.xlsx", "ก.xlsx", "ITA_tracker.xlsx"):
            (folder / name).write_bytes(office("หนึ่ง", name))
        (folder / "x").mkdir()
        (folder / "x" / "ITA_tracker.xlsx").write_bytes(office("สอง"))
        for name, saved in (("ก.xlsx", 3e8), ("ก - Copy.xlsx", 2e8), ("ITA_tracker.xlsx", 1e8)):
            os.utime(folder / name, (saved, saved))
        run = Run(folder, out, options=Options(TODAY, annotate=True))
        assert offices(out) == [f"{PREFIX}สอง", f"{PREFIX}หนึ่ง"]
        assert sorted(path.name for path in (out / "memos").iterdir()) == [
            f"{PREFIX}สอง 2567.docx", f"{PREFIX}หนึ่ง 2567.docx",
        ]  # fmt: skip
        assert sorted(path.name for path in (out / "checked").iterdir()) == [
            f"{PREFIX}สอง 2567.xlsx", f"{PREFIX}หนึ่ง 2567.xlsx",
        ]  # fmt: skip
        told = records(out)
        assert told["ก.xlsx"]["counted"] and told["ก.xlsx"]["memo"]
        assert "บันทึกทีหลัง" in told["ก - Copy.xlsx"]["not_counted"]
        assert (told["ก - Copy.xlsx"]["memo"], told["ก - Copy.xlsx"]["checked"]) == (None, None)
        assert (run.summary.memos, run.summary.offices, len(run.summary.not_counted)) == (2, 2, 2)
        aside = {Path(row["ไฟล์"]).name: row for row in rows(out, "ไฟล์ที่ไม่นับ") if row["ไฟล์"] != "–"}
        assert set(aside) == {"ก - Copy.xlsx", "ITA_tracker.xlsx"}
        assert all("ก.xlsx" in row["เหตุที่ไม่นับ"] and row["หน่วยงาน"] == f"{PREFIX}หนึ่ง" for row in aside.values())

    def it_takes_the_newest_content_whatever_comes_first(self, folder: Path, out: Path) -> None:
        report = sample().report
        assert report.memo_date
        older = report.memo_date.replace(day=report.memo_date.day - 1)
        assert older < report.memo_date <= TODAY
        for name, day in (("a.xlsx", older), ("b.xlsx", report.memo_date), ("c.xlsx", older)):
            (folder / name).write_bytes(of_year("หนึ่ง", 2567, memo_date=day))
        Run(folder, out)
        assert [name for name, line in records(out).items() if line.get("counted")] == ["b.xlsx"]
        assert [row["ไฟล์ที่ใช้"] for row in rows(out, "หน่วยงาน")] == [str(folder / "b.xlsx")]

    def it_gives_its_outputs_back_when_the_better_file_is_gone(self, folder: Path, out: Path) -> None:
        (folder / "a.xlsx").write_bytes(office("หนึ่ง", "เก่า"))
        (folder / "b.xlsx").write_bytes(office("หนึ่ง", "ใหม่"))
        os.utime(folder / "a.xlsx", (1e8, 1e8))
        Run(folder, out)
        assert Run(folder, out).redone == []
        (folder / "b.xlsx").unlink()
        run = Run(folder, out)
        assert run.summary.memos == 1 and records(out)["a.xlsx"]["memo"]
        (memo,) = (out / "memos").iterdir()
        fresh = Run(folder, out.with_name("fresh"))
        assert fresh.summary.memos == 1
        assert digests(out.with_name("fresh"))[f"memos/{memo.name}"] == digests(out)[f"memos/{memo.name}"]

    def it_counts_a_damaged_file_as_nobody_s_but_where_its_name_tells(self, folder: Path, out: Path) -> None:
        good = office("บ้านนาสุข")
        (folder / "a.xlsx").write_bytes(good)
        (folder / "อบต.บ้านนาสุข.xlsx").write_bytes(good[:3000])
        (folder / "เสีย.xlsx").write_bytes(good[:3000])
        run = Run(folder, out)
        assert (run.summary.offices, run.summary.failed) == (2, 2)
        assert [Path(row["ไฟล์"]).name for row in rows(out, "ไฟล์ที่ไม่นับ")] == ["อบต.บ้านนาสุข.xlsx"]


class DescribeTheYear:
    def it_is_one_for_all_figures_and_others_are_flagged(self, folder: Path, out: Path) -> None:
        for name, year in (("ก", 2567), ("ข", 2567), ("ค", 2566), ("ง", 2576)):
            (folder / f"{name}.xlsx").write_bytes(of_year(name, year))
        (folder / "ก เก่า.xlsx").write_bytes(of_year("ก", 2566))
        run = Run(folder, out)
        assert (run.summary.fiscal_year, run.summary.offices, len(run.summary.not_counted)) == (2567, 4, 1)
        by_name = {row["หน่วยงาน"].removeprefix(PREFIX): row for row in rows(out, "หน่วยงาน")}
        assert [by_name[name]["สถานะ"] for name in "กขคง"] == ["พร้อมแล้ว"] * 2 + ["ส่งของปีหรือรอบอื่น"] * 2
        assert "2566" in by_name["ค"]["หมายเหตุ"] and "ไม่น่าเป็นไปได้" in by_name["ง"]["หมายเหตุ"]
        measures = len(sample().measures)
        values = {
            cell for row in openpyxl.load_workbook(out / "district.xlsx")["ภาพรวม"].values for cell in row
        }
        assert 2 * measures in values and 4 * measures not in values
        asked = Run(folder, out, options=Options(TODAY, year=2566))
        assert asked.summary.fiscal_year == 2566
        by_name = {row["หน่วยงาน"].removeprefix(PREFIX): row for row in rows(out, "หน่วยงาน")}
        assert [by_name[name]["สถานะ"] for name in "กค"] == ["ต้องแก้ไข"] * 2  # the sample's days are of 2567
        assert Path(by_name["ก"]["ไฟล์ที่ใช้"]).name == "ก เก่า.xlsx"


class DescribeWhatIsNoTracker:
    def it_is_listed_with_what_to_do(self, folder: Path, out: Path) -> None:
        (folder / "a.xlsx").write_bytes(office("หนึ่ง", emblem="ตรา.png"))
        (folder / "ตรา.png").write_bytes(EMBLEM)
        (folder / "เปล่า.xlsx").write_bytes(tracker_bytes(Tracker(), macros=False))
        meeting = openpyxl.Workbook()
        meeting.active.append(["รายชื่อผู้เข้าประชุม", "ตำแหน่ง"])  # type: ignore[union-attr]
        meeting.save(folder / "ประชุม.xlsx")
        for name in ("ข.csv", "ค.docx", "ง.pdf", "จ.lnk", "Thumbs.db", "~$a.docx"):
            (folder / name).write_bytes(b"x")
        run = Run(folder, out, options=Options(TODAY, annotate=True))
        assert offices(out) == [f"{PREFIX}หนึ่ง"]
        aside = {Path(row["ไฟล์"]).name: (row["เหตุที่ไม่นับ"], row[TODO]) for row in rows(out, "ไฟล์ที่ไม่นับ")}
        assert set(aside) == {"เปล่า.xlsx", "ประชุม.xlsx", "ข.csv", "ค.docx", "ง.pdf", "จ.lnk"}
        for name in ("ประชุม.xlsx", "ข.csv", "ค.docx"):
            assert "itaxl convert" in aside[name][1]
        assert all(why and todo for why, todo in aside.values())
        assert (run.summary.offices, run.summary.strangers) == (1, 4)
        assert len(list((out / "checked").iterdir())) == 1

    def it_is_no_output_of_ours(self, folder: Path) -> None:
        (folder / "a.xlsx").write_bytes(office("หนึ่ง"))
        for _ in range(2):
            run = Run(folder, folder, options=Options(TODAY, annotate=True))
            assert run.summary.strangers == 0


def it_tells_a_note_under_its_own_file(folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.xlsx").write_bytes(office("หนึ่ง", faulty=True))
    (folder / "b.xlsx").write_bytes(office("สอง", emblem="ตรา.png"))
    (folder / "ตรา.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for _ in range(2):
        main(["batch", str(folder), "--out", str(out)])
        lines = capsys.readouterr().out.splitlines()
        (at,) = [n for n, line in enumerate(lines) if "ตรา.png" in line]
        assert lines[at - 1].startswith(str(folder / "b.xlsx"))
