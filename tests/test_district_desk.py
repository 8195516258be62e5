"""A district of 120 files of every sort: the figures are those of a second count, from the files alone."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import random
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from itaxl.batch import Options, earlier_in, read_roster
from itaxl.core.district.changes import BETTER, SAME, SENT, WORSE
from itaxl.core.model import Measure, OfficeKind, Status, Tracker
from itaxl.core.sample import sample
from itaxl.core.years import FiscalYear
from itaxl.files.tracker.workbook import tracker_bytes
from tests.batch_cases import TODAY, Run
from tests.test_batch_offices import rows

YEAR = 2567
DISTRICTS = ("เหนือสมมุติ", "ใต้สมมุติ", "เมืองสมมุติ")
STATUSES = tuple(Status)


def name_of(number: int) -> str:
    return "บ้าน" + "กขคงจชซญดต"[number // 10] + "าน" + "ลมนรวสหอบป"[number % 10]


def district_of(number: int) -> str:
    return DISTRICTS[number % 3]


def measures(chance: random.Random) -> tuple[Measure, ...]:
    first = sample().measures[0]
    return tuple(
        first._replace(
            number=n,
            title=f"มาตรการข้อที่ {n}",
            status=(status := chance.choice(STATUSES)),
            due=dt.date(2024, 3, 1) if n % 2 else dt.date(2024, 6, 1),
            done_on=dt.date(2024, 2, 1) if status is Status.DONE else None,
        )
        for n in range(1, 4 + chance.randrange(3))
    )


def tracker(number: int, seed: int, *, year: int = YEAR, day: int = 1, errors: bool = False) -> Tracker:
    base = sample()
    kind = OfficeKind.SAO if number % 2 else OfficeKind.TAMBON
    office = base.office._replace(kind=kind, name=name_of(number), district=district_of(number), email="")
    days = {"memo_date": dt.date(2024, 4, day), "cutoff": dt.date(2024, 3, 31)}
    report = base.report._replace(fiscal_year=FiscalYear(year), **days)
    made = measures(random.Random(seed))
    if errors:
        made = (made[0]._replace(title=""), *made[1:])
    return base._replace(office=office, report=report, measures=made)


class Folder(NamedTuple):
    inputs: Path
    roster: Path


def put(path: Path, tracker: Tracker, saved: float = 2e8) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(tracker_bytes(tracker, macros=False))
    os.utime(path, (saved, saved))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    top = tmp_path_factory.mktemp("district")
    at = top / "in"
    for n in range(40):  # sound ones, some with errors; a revised version and a copy of the first ten
        put(at / district_of(n) / f"ITA_{n}.xlsx", tracker(n, n, errors=n % 7 == 3))
        if n < 10:
            put(at / district_of(n) / f"ITA_{n} แก้ไข.xlsx", tracker(n, 100 + n, day=2))
            put(at / f"ITA_{n} - Copy.xlsx", tracker(n, 200 + n), saved=1e8)
    for n in range(10, 13):  # last year's beside
        put(at / "เก่า" / f"ITA_{n}.xlsx", tracker(n, 300 + n, year=2566))
    for n in range(45, 48):  # last year's alone
        put(at / f"ITA_{n}.xlsx", tracker(n, n, year=2566))
    put(at / "ปีผิด.xlsx", tracker(48, 48, year=2576))
    for n in (60, 61):  # on no list
        put(at / f"ITA_{n}.xlsx", tracker(n, n))
    for n in range(40, 45):  # in other formats, each with something beside
        for ending in ("pdf", "docx", "csv", "lnk"):
            (at / f"{name_of(n)}.{ending}").write_bytes(b"x")
    (at / f"{name_of(49)}.xlsx").write_bytes((at / district_of(0) / "ITA_0.xlsx").read_bytes()[:3000])
    for n in range(5):
        put(at / f"เปล่า {n}.xlsx", Tracker())
        meeting = openpyxl.Workbook()
        meeting.active.append(["ชื่อ", f"ผู้เข้าประชุมคนที่ {n}"])  # type: ignore[union-attr]
        meeting.save(at / f"ประชุม {n}.xlsx")
    for n in range(20):
        (at / f"รูป {n}.jpg").write_bytes(b"x")
    lines = ["หน่วยงาน,อำเภอ,อีเมล"]
    for n in range(60):
        kind = ("อบต." if n % 3 else "องค์การบริหารส่วนตำบล ") if n % 2 else "ทต. "
        lines.append(f"{kind}{name_of(n)},อ.{district_of(n)},office{n}@example.go.th")
    (top / "รายชื่อ.csv").write_text("\n".join(lines), encoding="utf-8")
    assert sum(path.is_file() for path in at.rglob("*")) == 120
    return Folder(at, top / "รายชื่อ.csv")


class Seen(NamedTuple):
    """A tracker as openpyxl shows it to somebody who counts by hand."""

    office: tuple[str, str]
    year: int
    memo: dt.date
    statuses: Counter[str]
    late: int
    whole: bool


def seen(path: Path) -> Seen | None:
    try:
        book = openpyxl.load_workbook(path)
    except Exception:
        return None
    if "มาตรการ" not in book.sheetnames:
        return None
    said = {row[0]: row[1] for row in book["หน่วยงาน"].iter_rows(max_col=2, values_only=True) if row[0]}
    if not said["ชื่อหน่วยงาน"]:
        return None
    table = list(book["มาตรการ"].values)
    (top,) = [n for n, row in enumerate(table) if "มาตรการ" in row and "ผู้รับผิดชอบ" in row]
    header = list(table[top])
    columns = {
        name: header.index(name) for name in ("มาตรการ", "สถานะการดำเนินการ", "กำหนดแล้วเสร็จ", "ขั้นตอนหรือวิธีการ")
    }
    found = [row for row in table[top + 1 :] if row[columns["ขั้นตอนหรือวิธีการ"]]]
    statuses = Counter(str(row[columns["สถานะการดำเนินการ"]]) for row in found)
    late = sum(
        row[columns["กำหนดแล้วเสร็จ"]].date() < said["ข้อมูล ณ วันที่"].date()
        and row[columns["สถานะการดำเนินการ"]] != Status.DONE.value
        for row in found
    )
    return Seen(
        (said["ประเภทหน่วยงาน"], said["ชื่อหน่วยงาน"]),
        said["ปีงบประมาณของมาตรการ"],
        said["วันที่บันทึกข้อความ"],
        statuses,
        late,
        all(row[columns["มาตรการ"]] for row in found),
    )


def by_hand(folder: Path) -> dict[tuple[str, str], tuple[Path, Seen]]:
    """One file for each office, by the rule as people are told it."""
    found: dict[tuple[str, str], tuple[Path, Seen]] = {}
    for path in folder.rglob("*.xlsx"):
        if one := seen(path):
            better = (one.year == YEAR, one.memo, path.stat().st_mtime)
            rival = found.get(one.office)
            if not rival or better > (rival[1].year == YEAR, rival[1].memo, rival[0].stat().st_mtime):
                found[one.office] = path, one
    return found


def options(folder: Folder, **more: Any) -> Options:
    return Options(TODAY, roster=read_roster(folder.roster), year=YEAR, **more)


@pytest.fixture(scope="module")
def out(folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("done") / "out"
    Run(folder.inputs, out, options=options(folder, annotate=True))
    return out


class DescribeTheFigures:
    def it_gives_those_of_a_second_count(self, folder: Folder, out: Path) -> None:
        mine = by_hand(folder.inputs)
        of_year = {office: one for office, (_, one) in mine.items() if one.year == YEAR}
        told = {row["หน่วยงาน"]: row for row in rows(out, "หน่วยงาน")}
        assert len(told) == 62  # the roster's, and two on no list
        standings = Counter(row["สถานะ"] for row in told.values())
        assert standings == {
            "ยังไม่ได้ส่ง": 60 - 40 - 3 - 1 - 1,
            "อ่านไม่ได้": 1,
            "ส่งของปีหรือรอบอื่น": 3 + 1,
            "ต้องแก้ไข": sum(not one.whole for one in of_year.values()),
            "พร้อมแล้ว": sum(one.whole for one in of_year.values()),
        }
        for (kind, name), (path, one) in mine.items():
            (row,) = [row for office, row in told.items() if office in (kind + name, f"{kind} {name}")]
            assert Path(row["ไฟล์ที่ใช้"]) == path
            assert (row["จำนวนมาตรการ"], row["เกินกำหนด"]) == (one.statuses.total(), one.late)
            assert row["เสร็จแล้ว"] == one.statuses[Status.DONE.value]

    def it_adds_up_to_the_overview(self, folder: Folder, out: Path) -> None:
        mine = [one for _, one in by_hand(folder.inputs).values() if one.year == YEAR]
        statuses = sum((one.statuses for one in mine), Counter[str]())
        cells = list(openpyxl.load_workbook(out / "district.xlsx")["ภาพรวม"].values)
        beside = {row[at]: row[at + 1] for row in cells for at in range(3) if isinstance(row[at], str)}
        below = {row[at]: under[at] for row, under in [*itertools.pairwise(cells)][::-1] for at in range(4)}
        for status in STATUSES:
            assert beside[status.value] == statuses[status.value]
        assert below["มาตรการรวม"] == statuses.total()
        assert below["มาตรการที่เกินกำหนด"] == sum(one.late for one in mine)
        assert below["หน่วยงานทั้งหมด"] == 62
        missing = below["ยังไม่มีไฟล์ที่นับได้"] + below["มีข้อมูลที่ต้องแก้ไข"] + below["พร้อมแล้ว"]
        assert missing == 62
        assert {f"{place} (" for place in DISTRICTS} <= {
            str(cell)[: len(place) + 2] for cell in beside for place in DISTRICTS
        }

    def it_names_every_file_that_does_not_count(self, folder: Folder, out: Path) -> None:
        counted = {path for path, _ in by_hand(folder.inputs).values()} | {
            folder.inputs / f"{name_of(49)}.xlsx"
        }
        files = {path for path in folder.inputs.rglob("*") if path.is_file()}
        aside = rows(out, "ไฟล์ที่ไม่นับ")
        assert {Path(row["ไฟล์"]) for row in aside} == files - counted
        assert all(row["เหตุที่ไม่นับ"] for row in aside)
        told = {row["หน่วยงาน"]: row["หมายเหตุ"] or "" for row in rows(out, "หน่วยงาน")}
        for n in range(40, 45):  # sent in another format: that is worth a word on the telephone
            (remark,) = [text for office, text in told.items() if name_of(n) in office]
            assert name_of(n) in remark

    def it_names_its_outputs_after_office_and_year(self, folder: Folder, out: Path) -> None:
        names = [path.name for kind in ("memos", "checked") for path in (out / kind).iterdir()]
        assert names and not any("(" in name or "ITA_" in name or "Copy" in name for name in names)
        whole = [one for _, one in by_hand(folder.inputs).values() if one.whole and one.year == YEAR]
        assert len(list((out / "memos").iterdir())) == len(whole)  # days of another year are errors


class DescribeWhatChanged:
    def it_tells_exactly_the_three_files_that_did(
        self, folder: Folder, out: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        import shutil

        inputs = tmp_path / "in"
        shutil.copytree(folder.inputs, inputs)
        before = {n: tracker(n, n) for n in (20, 21)}
        done = before[20]._replace(
            measures=tuple(
                m._replace(status=Status.DONE, done_on=dt.date(2024, 2, 1)) for m in before[20].measures
            ),
        )
        put(inputs / district_of(20) / "ITA_20.xlsx", done)
        put(inputs / district_of(21) / "ITA_21.xlsx", tracker(21, 21, errors=True))
        put(inputs / "ITA_50.xlsx", tracker(50, 50))
        again = Folder(inputs, folder.roster)
        run = Run(inputs, tmp_path / "out", options=options(again, earlier=earlier_in(out)))
        assert run.summary.offices
        told = {row["หน่วยงาน"]: row["เทียบกับครั้งก่อน"] for row in rows(tmp_path / "out", "หน่วยงาน")}
        changed = {office: word for office, word in told.items() if word and not word.startswith(SAME)}
        words = {name_of(n): word for n, word in ((20, BETTER), (21, WORSE), (50, SENT))}
        assert len(changed) == 3
        for name, word in words.items():
            (said,) = [said for office, said in changed.items() if name in office]
            assert said.startswith(word)
        gained = sum(m.status is not Status.DONE for m in before[20].measures)
        (said,) = [said for office, said in changed.items() if name_of(20) in office]
        titles = [m.title for m in before[20].measures if m.status is not Status.DONE and m.due]
        assert f"เสร็จเพิ่ม {gained} ข้อ: {titles[0][:20]}" in said
        brief = openpyxl.load_workbook(tmp_path / "out" / "district.xlsx")["สรุปย่อ"]
        assert any(
            f"{SENT} 1 หน่วยงาน · {BETTER} 1 หน่วยงาน · {WORSE} 1 หน่วยงาน" in str(row[0])
            for row in brief.values
        )

    def it_believes_nothing_that_was_made_up(self, out: Path, tmp_path: Path) -> None:
        kept = (out / ".itaxl" / "desk.jsonl").read_text(encoding="utf-8")
        (tmp_path / ".itaxl").mkdir()
        nasty: list[Any] = [None, 1, "x", [], {}, -1, "\ud800", {"a": 1}, 1e400, True]
        first = json.loads(kept.splitlines()[0])
        lines = [json.dumps({**first, name: value}) for name in first for value in nasty] + [
            "",
            "[",
            "7",
            kept,
        ]
        (tmp_path / ".itaxl" / "desk.jsonl").write_text("\n".join(lines), encoding="utf-8")
        assert len(earlier_in(tmp_path)) >= len(kept.splitlines())
