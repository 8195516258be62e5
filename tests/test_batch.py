"""Folders of workbooks: every input is answered for, outputs are whole, inputs stay as they were."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples.picture import ring_png
from itaxl.batch import Options, Outcome, Summary, collect, run_batch
from itaxl.batch.places import Names, stem_of
from itaxl.batch.run import IN_PROCESS
from itaxl.cli import main
from itaxl.core.cell_text import harmless
from itaxl.core.sample import sample
from itaxl.errors import ExitCode, InputError, OutputError
from itaxl.files.tracker.workbook import tracker_bytes
from tests.batch_cases import office
from tests.nasty_files import unzipped, zipped
from tests.systems import signals, two_letter_cases

TODAY = dt.date(2024, 4, 2)
OFFICE = "องค์การบริหารส่วนตำบลตัวอย่างสุข"


@pytest.fixture
def folder(tmp_path: Path, good_bytes: bytes) -> Path:
    """Two good workbooks, one with errors, one broken, and things that are no inputs."""
    inputs = tmp_path / "in"
    (inputs / "deep").mkdir(parents=True)
    (inputs / "a.xlsx").write_bytes(good_bytes)
    (inputs / "deep" / "b.xlsx").write_bytes(office("อื่น"))
    (inputs / "c faulty.xlsx").write_bytes(office("มีที่ผิด", faulty=True))
    (inputs / "d broken.xlsx").write_bytes(good_bytes[:2000])
    (inputs / "~$a.xlsx").write_bytes(b"lock")
    (inputs / "readme.txt").write_text("no workbook")
    return inputs


def batch(inputs: list[str], out: Path, jobs: int | None = IN_PROCESS) -> tuple[Summary, list[Outcome]]:
    outcomes: list[Outcome] = []
    summary = run_batch(
        collect(inputs, out), out, Options(TODAY), jobs, lambda outcome, _: outcomes.append(outcome)
    )
    return summary, outcomes


def records(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "batch.jsonl").read_text(encoding="utf-8").splitlines()]


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class DescribeRun:
    @pytest.mark.parametrize("jobs", [IN_PROCESS, 1, 2])
    def it_answers_for_every_input_and_one_bad_file_stops_nothing(
        self, folder: Path, tmp_path: Path, jobs: int
    ) -> None:
        out, before = tmp_path / "out", digests(folder)
        summary, outcomes = batch([str(folder)], out, jobs)
        names = ["a.xlsx", "c faulty.xlsx", "d broken.xlsx", "b.xlsx"]
        assert [o.path.name for o in outcomes] == names
        assert [o.status for o in outcomes] == ["ok", "findings", "failed", "ok"]
        assert (summary.files, summary.memos, summary.exit_code) == (4, 2, ExitCode.INPUT)
        assert sorted(p.name for p in (out / "memos").iterdir()) == [
            f"{OFFICE} 2567.docx",
            "องค์การบริหารส่วนตำบลอื่น 2567.docx",
        ]
        assert all(zipfile.is_zipfile(p) for p in (out / "memos").iterdir())
        assert digests(folder) == before

    def it_gives_the_same_outputs_from_one_process_and_from_two(self, folder: Path, tmp_path: Path) -> None:
        batch([str(folder)], tmp_path / "one", 1)
        batch([str(folder)], tmp_path / "two", 2)
        assert digests(tmp_path / "one") == digests(tmp_path / "two")

    def it_keeps_to_the_contract_in_batch_jsonl(self, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        batch([str(folder)], out)
        *lines, last = records(out)
        keys = ["file", "office", "status", "memo", "checked", "counts", "percent_done", "error"]
        keys += ["pdf", "notes", "counted", "not_counted"]
        assert [list(line) for line in lines] == [keys] * 4
        assert list(last) == ["summary"]
        assert lines[0]["memo"] == f"memos/{OFFICE} 2567.docx"
        assert (out / str(lines[0]["memo"])).is_file()
        assert [line["memo"] is None for line in lines] == [False, True, True, False]
        assert [line["error"] is None for line in lines] == [True, True, False, True]

    def it_lists_everything_to_mend_in_a_csv_that_excel_reads(self, folder: Path, tmp_path: Path) -> None:
        batch([str(folder)], tmp_path / "out")
        data = (tmp_path / "out" / "findings.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\n") == data.count(b"\r\n")
        header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        assert header[:4] == ["ไฟล์", "ชื่อหน่วยงาน", "ประเภท", "แผ่นงาน"]
        assert any(row[3] == "มาตรการ" and row[4].startswith("B") for row in rows)
        assert [row[6] for row in rows if row[0].endswith("d broken.xlsx")] != [""]

    def it_lets_a_failed_memo_cost_only_its_own_office(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "out" / "memos" / f"{OFFICE} 2567.docx").mkdir(parents=True)
        _, outcomes = batch([str(folder)], tmp_path / "out")
        assert [o.status for o in outcomes] == ["failed", "findings", "failed", "ok"]
        assert outcomes[0].code is ExitCode.OUTPUT

    def it_writes_nothing_when_the_folder_cannot_be_made(self, good: Path) -> None:
        with pytest.raises(OutputError):
            run_batch([good], good / "out", Options(TODAY))

    def it_leaves_the_old_lists_whole_when_it_is_interrupted(self, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        batch([str(folder)], out)
        before = digests(out)

        def interrupt(_outcome: Outcome, _record: object) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run_batch(collect([str(folder)], out), out, Options(TODAY), IN_PROCESS, interrupt)
        assert digests(out) == before

    def it_makes_a_bug_in_one_workbook_that_workbooks_failure(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log_file: Path
    ) -> None:
        from itaxl.batch import job

        def judge(reading: object, today: dt.date) -> object:
            monkeypatch.setattr(job, "judge", real)
            raise IndexError("the bug itself")

        real = job.judge
        monkeypatch.setattr(job, "judge", judge)
        summary, outcomes = batch([str(folder)], tmp_path / "out")
        assert [o.status for o in outcomes] == ["failed", "findings", "failed", "ok"]
        assert summary.exit_code == ExitCode.BUG
        assert "IndexError: the bug itself" in log_file.read_text(encoding="utf-8")


class DescribeNames:
    def it_keeps_hostile_names_in_the_folder(self, tmp_path: Path) -> None:
        names = ["../../etc/passwd", "C:\\evil", "CON", "a\nb\x00c", "-rf", ".hidden", "=1+1", "ก" * 300, " "]
        for number, name in enumerate(names):
            named = sample().office._replace(name=name, kind=sample().office.kind)
            tracker = sample()._replace(office=named)
            (tmp_path / f"{number}.xlsx").write_bytes(tracker_bytes(tracker, macros=False))
        summary, _ = batch([str(tmp_path)], tmp_path / "out")
        written = list(tmp_path.rglob("*.docx"))
        assert summary.memos == len(written) >= len(names) - 1
        assert {p.parent for p in written} == {tmp_path / "out" / "memos"}

    def it_tells_names_apart_that_a_file_system_would_not(self) -> None:
        taken = Names()
        names = [
            taken.take(stem_of(one, 2567))
            for one in ("Office A", "office a", "Office A", "Office A 2567 (2)")
        ]
        assert len({name.casefold() for name in names}) == 4
        assert names[:3] == ["Office A 2567", "office a 2567 (2)", "Office A 2567 (3)"]

    def it_leaves_room_for_the_year_and_the_number(self) -> None:
        taken = Names()
        names = [taken.take(stem_of("ก" * 500, 2567)) for _ in range(12)]
        assert len(set(names)) == 12
        assert all("2567" in name and len(name.encode()) <= 235 for name in names)

    @settings(max_examples=300)
    @given(st.lists(st.text(st.sampled_from("=+-@＝;,\t\n\"'ก1 \u200b")), min_size=8, max_size=8))
    def it_gives_no_formula_whatever_a_spreadsheet_takes_for_the_end_of_a_cell(
        self, texts: list[str]
    ) -> None:
        """Read by a reader that knows quotes and by one that does not, with each list separator."""
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerow(map(harmless, texts))
        for separator in ",;\t":
            quoted = [
                c
                for row in csv.reader(io.StringIO(line.getvalue(), newline=""), delimiter=separator)
                for c in row
            ]
            split = re.split(f"[{separator}\r\n]", line.getvalue()) if separator != "," else []
            for cell in (*quoted, *split):
                assert not re.match(r'[\s\u200b"]*[=+\-@＝]', cell), (separator, cell)


class DescribeSheetsOfOthers:
    def it_makes_the_memo_of_a_workbook_with_a_broken_sheet_that_it_does_not_need(
        self, tmp_path: Path, good_bytes: bytes
    ) -> None:
        parts = unzipped(good_bytes)
        first = min(name for name in parts if name.startswith("xl/worksheets/sheet"))  # the guide
        broken = zipped({**parts, first: b"<worksheet><sheetData><row"})
        inputs = tmp_path / "in"
        inputs.mkdir()
        (inputs / "a.xlsx").write_bytes(broken)
        batch([str(inputs)], tmp_path / "out")
        (inputs / "a.xlsx").rename(inputs / "ก.xlsx")
        (inputs / "b.xlsx").write_bytes(good_bytes)
        batch([str(inputs / "b.xlsx")], tmp_path / "sound")
        (inputs / "ก.xlsx").rename(inputs / "a.xlsx")
        (inputs / "b.xlsx").write_bytes(office("อื่น"))
        memo, other = (
            (tmp_path / out / "memos" / f"{OFFICE} 2567.docx").read_bytes() for out in ("out", "sound")
        )
        assert memo == other

        outcomes: list[Outcome] = []
        options = Options(TODAY, annotate=True)
        out = tmp_path / "checked"
        run_batch(collect([str(inputs)], out), out, options, IN_PROCESS, lambda o, _: outcomes.append(o))
        assert [outcome.code for outcome in outcomes] == [ExitCode.OK, ExitCode.OK]
        assert [bool(outcome.notes) for outcome in outcomes] == [True, False]
        assert "a.xlsx" in outcomes[0].notes[0] and "เสียหาย" in outcomes[0].notes[0]
        assert [path.name for path in (out / "checked").iterdir()] == ["องค์การบริหารส่วนตำบลอื่น 2567.xlsx"]


class DescribeCollect:
    def it_takes_folders_files_and_globs_and_each_workbook_once(self, folder: Path) -> None:
        everything = collect([str(folder)], folder / "out")
        again = collect(
            [str(folder / "*.xlsx"), str(folder / "deep"), str(folder / "a.xlsx"), str(folder)],
            folder / "out",
        )
        assert [p.name for p in everything] == ["a.xlsx", "c faulty.xlsx", "d broken.xlsx", "b.xlsx"]
        assert list(again) == list(everything)

    @two_letter_cases
    def it_sorts_by_place_and_letter_case_aside(self, tmp_path: Path) -> None:
        for name in ("b.xlsx", "B/a.xlsx", "a.xlsx", "A.xlsx", "a b/ก.xlsx", "a/ข.xlsx", "C.XLSX"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).touch()
        names = [path.relative_to(tmp_path).as_posix() for path in collect([str(tmp_path)], tmp_path / "out")]
        assert names == ["a b/ก.xlsx", "A.xlsx", "a.xlsx", "a/ข.xlsx", "b.xlsx", "B/a.xlsx", "C.XLSX"]

    def it_is_read_as_a_list_of_paths(self, folder: Path) -> None:
        everything = collect([str(folder / ".." / folder.name)], folder / "out")
        assert everything[0] == folder / ".." / folder.name / "a.xlsx"
        assert list(everything[1:3]) == list(everything)[1:3]
        assert len(everything) == 4

    @pytest.mark.parametrize("place", [".", "out", ".."])
    def it_never_takes_its_own_outputs(self, folder: Path, place: str) -> None:
        before, out = list(collect([str(folder)], folder / "elsewhere")), folder / place
        run_batch(collect([str(folder)], out), out, Options(TODAY, annotate=True), IN_PROCESS)
        assert len(list(out.glob("*/*.xlsx"))) >= 3 and (out / "district.xlsx").is_file()
        assert list(collect([str(folder)], out)) == before
        again = collect([str(out / "district.xlsx"), str(out / "checked"), str(folder)], out)
        assert list(again) == before
        assert {one.path.name for one in again.left_out} >= {
            *("district.xlsx", f"{OFFICE} 2567.xlsx", "องค์การบริหารส่วนตำบลมีที่ผิด 2567.xlsx")
        }
        assert all(one.listed and not one.edited for one in again.left_out)

    def it_works_with_the_input_folder_as_output(self, folder: Path) -> None:
        first, _ = batch([str(folder)], folder)
        second, _ = batch([str(folder)], folder)
        assert first.as_record() == second.as_record()
        assert (first.unchanged, second.unchanged) == (0, 3)

    def it_keeps_a_named_file_that_is_absent(self, folder: Path) -> None:
        assert folder / "absent.xlsx" in collect([str(folder), str(folder / "absent.xlsx")], folder / "out")

    def it_refuses_when_there_is_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(InputError):
            collect([str(tmp_path)], tmp_path / "out")


class DescribeCommand:
    def it_shows_json_lines_and_nothing_else_on_stdout(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = main(["batch", str(folder), "--out", str(tmp_path / "out"), "--json"])
        out, err = capsys.readouterr()
        assert code == 3
        assert [json.loads(line) for line in out.splitlines()] == records(tmp_path / "out")
        assert "\r" not in err
        assert err.splitlines()[-1].startswith("ดำเนินการแล้ว 4 ไฟล์ ออกบันทึกข้อความ 2 ฉบับ")

    def it_names_every_error_by_sheet_and_cell(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main(["batch", str(folder), "--out", str(tmp_path / "out"), "--quiet"])
        out, err = capsys.readouterr()
        assert err == ""
        assert re.search(r"มาตรการ!B\d", out)
        assert "a.xlsx: เรียบร้อย" not in out

    @signals
    @pytest.mark.parametrize("jobs", ["1", "2"])
    def it_ends_with_130_on_ctrl_c_and_says_how_to_go_on(
        self, tmp_path: Path, good_bytes: bytes, jobs: str
    ) -> None:
        for number in range(400):
            (tmp_path / f"{number:03}.xlsx").write_bytes(good_bytes)
        out = tmp_path / "out"
        words = ["batch", str(tmp_path), "--out", str(out), "--jobs", jobs, "--quiet"]
        process = subprocess.Popen(
            [sys.executable, "-m", "itaxl", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        for _ in range(600):
            if (out / "memos").is_dir() and any((out / "memos").glob("*.docx")):
                break
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130
        told = r"ดำเนินการแล้ว \d+ จาก 400 ไฟล์ โปรดใช้คำสั่งเดิมอีกครั้งเพื่อดำเนินการต่อ"
        assert re.fullmatch(told + r"\nหยุดตามคำสั่งผู้ใช้\n", err)
        assert sorted(p.name for p in out.iterdir()) == [".itaxl", "memos"]
        assert all(zipfile.is_zipfile(p) for p in (out / "memos").iterdir())


class DescribeAnEmblemThatCannotServe:
    def it_is_told_of_the_office_by_its_reason(self, tmp_path: Path) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        about = sample().office._replace(emblem="ตรา.png")
        (folder / "a.xlsx").write_bytes(tracker_bytes(sample()._replace(office=about), macros=False))
        (folder / "ตรา.png").write_bytes(ring_png()[:-20])
        told: list[tuple[str, ...]] = []
        run_batch(
            [folder / "a.xlsx"],
            tmp_path / "out",
            Options(TODAY),
            IN_PROCESS,
            lambda outcome, _: told.append(outcome.notes),
        )
        ((note,),) = told
        assert "ตรา.png" in note
