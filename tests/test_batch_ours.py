"""What is ours follows from what we wrote: trackers that look like outputs count, outputs never do."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from itaxl.batch import Options, collect, run_batch
from itaxl.batch.places import Places
from itaxl.batch.run import IN_PROCESS
from itaxl.cli import main
from itaxl.errors import ExitCode, InputError, OutputError
from tests.batch_cases import TODAY, Run, digests, office, unwhole
from tests.systems import no_links
from tests.test_mark import saved_by_a_person

ANNOTATED = Options(TODAY, annotate=True)
#: The names that the checked copies of the offices have.
ONE, TWO = ("องค์การบริหารส่วนตำบลหนึ่ง 2567.xlsx", "องค์การบริหารส่วนตำบลสอง 2567.xlsx")
LISTS = ("district.xlsx", "findings.csv", "batch.jsonl")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.xlsx").write_bytes(office("หนึ่ง"))
    (inputs / "b.xlsx").write_bytes(office("สอง", faulty=True))
    return inputs


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def names(run: Run) -> list[str]:
    return [outcome.path.name for outcome in run.outcomes]


def left_out(run: Run) -> list[tuple[str, bool]]:
    return [(one.path.name, one.edited) for one in run.summary.left_out]


def earlier(out: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((out / "earlier").glob("*"))]


def it_has_no_name_on_record_for_what_lies_elsewhere(out: Path) -> None:
    places = Places(out)
    assert places.relative(out / "memos" / "ก.docx") == "memos/ก.docx"
    for elsewhere in (out.parent / "ก.docx", out.with_name(f"{out.name}2") / "ก.docx"):
        with pytest.raises(ValueError):
            places.relative(elsewhere)


class DescribeATrackerWhereAListGoes:
    @pytest.mark.parametrize("words", [["."], ["district.xlsx"], ["*.xlsx"], ["..", "."]])
    def it_is_refused_before_any_work(
        self,
        folder: Path,
        words: list[str],
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        (folder / "district.xlsx").write_bytes(office("สาม"))
        monkeypatch.chdir(folder)
        before = digests(folder)
        assert main(["batch", *words, "--out", "."]) == ExitCode.OUTPUT
        printed, said = capsys.readouterr()
        assert printed == "" and "district.xlsx" in said and "--out" in said and "Traceback" not in said
        assert digests(folder) == before and sorted(os.listdir(folder)) == [
            "a.xlsx",
            "b.xlsx",
            "district.xlsx",
        ]

    @pytest.mark.parametrize("name", LISTS)
    @pytest.mark.parametrize("link", [os.link, pytest.param(os.symlink, marks=no_links)])
    def it_is_refused_under_another_name_of_the_same_file(
        self, folder: Path, out: Path, name: str, link: object
    ) -> None:
        out.mkdir()
        link(folder / "a.xlsx", out / name)  # type: ignore[operator]
        with pytest.raises(OutputError, match="--out"):
            Run(folder, out)
        assert sorted(os.listdir(out)) == [name]

    def it_is_an_input_with_another_output_folder(self, folder: Path, out: Path) -> None:
        (folder / "district.xlsx").write_bytes(office("สาม"))
        assert names(Run(folder, out)) == ["a.xlsx", "b.xlsx", "district.xlsx"]

    def it_goes_to_earlier_where_it_is_no_input(self, folder: Path, out: Path) -> None:
        out.mkdir()
        theirs = {name: office("สาม", title=name) for name in LISTS}
        for name, data in theirs.items():
            (out / name).write_bytes(data)
        run = Run(folder, out)
        assert run.summary.moved.total() == 3
        assert {path.name: path.read_bytes() for path in (out / "earlier").iterdir()} == theirs
        assert (
            list(unwhole(out / "memos")) == []
            and (out / "district.xlsx").read_bytes() != theirs["district.xlsx"]
        )
        again = Run(out / "earlier", out.with_name("again"))  # it was never ours
        assert "district.xlsx" in names(again)


class DescribeLists:
    def it_replaces_its_own_without_a_trace(self, folder: Path, out: Path) -> None:
        for title in ("", "ใหม่", "ใหม่กว่า"):
            (folder / "a.xlsx").write_bytes(office(f"หนึ่ง{title}", title))
            Run(folder, out)
        assert {path.suffix for path in (out / "earlier").iterdir()} == {".docx"}  # of the former names

    def it_moves_those_that_somebody_edited(
        self, folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Run(folder, out)
        for name in LISTS:
            (out / name).write_bytes((out / name).read_bytes() + b"note")
        theirs = {name: (out / name).read_bytes() for name in LISTS}
        assert main(["batch", str(folder), "--out", str(out)]) == ExitCode.FINDINGS
        assert "ย้าย 3 ไฟล์ไปไว้ในโฟลเดอร์ earlier: มีผู้แก้ไข" in capsys.readouterr().err
        assert {path.name: path.read_bytes() for path in (out / "earlier").iterdir()} == theirs
        assert Run(folder, out).summary.moved.total() == 0

    def it_moves_those_of_0_1_0_once(self, folder: Path, out: Path) -> None:
        """Its ledger says nothing of lists."""
        Run(folder, out)
        ledger = out / ".itaxl" / "ledger.jsonl"
        lines = [
            line
            for line in ledger.read_text("utf-8").splitlines(True)
            if not any(f'"{n}"' in line for n in LISTS)
        ]
        ledger.write_text("".join(lines), "utf-8")
        (folder / "a.xlsx").write_bytes(office("หนึ่งใหม่"))
        assert sorted(why.name for why in Run(folder, out).summary.moved) == ["CHANGED", "FOREIGN"]
        assert Run(folder, out).summary.moved.total() == 0

    @no_links
    @pytest.mark.parametrize("name", LISTS)
    def it_never_writes_through_a_link(self, folder: Path, out: Path, tmp_path: Path, name: str) -> None:
        out.mkdir()
        victim = tmp_path / "victim"
        victim.write_bytes(b"theirs")
        (out / name).symlink_to(victim)
        Run(folder, out)
        assert victim.read_bytes() == b"theirs" and not (out / name).is_symlink()
        assert (out / "earlier" / name).resolve() == victim


class DescribeOutputsAmongTheInputs:
    def it_leaves_out_those_of_another_run_and_says_so(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Run(folder, folder / "r1", options=ANNOTATED)
        code = main(["batch", str(folder), "--out", str(folder / "r2"), "--json"])
        printed, said = capsys.readouterr()
        *lines, last = map(json.loads, printed.splitlines())
        assert (code, [Path(line["file"]).name for line in lines]) == (
            ExitCode.FINDINGS,
            ["a.xlsx", "b.xlsx"],
        )
        assert last["summary"]["files"] == 2
        assert [(Path(one["file"]).name, one["edited"]) for one in last["summary"]["left_out"]] == [
            (TWO, False), (ONE, False), ("district.xlsx", False),
        ]  # fmt: skip
        assert "ไม่นับ 3 ไฟล์ที่โปรแกรมทำไว้เอง" in said and "district.xlsx" in said

    def it_knows_them_by_their_mark_where_the_ledger_is_lost(self, folder: Path) -> None:
        Run(folder, folder / "r1", options=ANNOTATED)
        shutil.rmtree(folder / "r1" / ".itaxl")
        shutil.move(folder / "r1" / "checked" / ONE, folder / "sent back.xlsx")
        run = Run(folder, folder / "r2")
        assert names(run) == ["a.xlsx", "b.xlsx"]
        assert left_out(run) == [(TWO, False), ("district.xlsx", False), ("sent back.xlsx", False)]
        assert run.summary.files == 2 and len(run.summary.as_record()["left_out"]) == 3

    def it_counts_a_copy_that_a_person_worked_on_and_sent_back(self, folder: Path, out: Path) -> None:
        Run(folder, out, options=ANNOTATED)
        data = saved_by_a_person((out / "checked" / ONE).read_bytes())
        (folder / "a.xlsx").write_bytes(data)
        assert names(Run(folder, out)) == ["a.xlsx", "b.xlsx"]

    def it_names_an_edited_output_and_says_how_to_count_it(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Run(folder, folder, options=ANNOTATED)
        copy = folder / "checked" / ONE
        copy.write_bytes(saved_by_a_person(copy.read_bytes()))
        assert main(["batch", str(folder), "--out", str(folder)]) == ExitCode.FINDINGS
        said = capsys.readouterr().err
        assert f"ไม่นับ {copy} เพราะเป็นผลลัพธ์ของโปรแกรมที่มีผู้แก้ไข" in said and "ย้ายออกจากโฟลเดอร์ผลลัพธ์" in said
        (folder / "a.xlsx").write_bytes(office("หนึ่ง", "ใหม่"))
        run = Run(folder, folder, options=ANNOTATED)
        assert run.summary.moved.total() == 1 and copy.read_bytes() not in earlier(folder)
        assert names(again := Run(folder, folder, options=ANNOTATED)) == ["a.xlsx", "b.xlsx"]
        assert (ONE, True) in left_out(again)  # in earlier/ now

    def it_counts_a_tracker_that_somebody_laid_where_copies_go(self, folder: Path) -> None:
        Run(folder, folder, options=ANNOTATED)
        (folder / "earlier").mkdir()
        four = "องค์การบริหารส่วนตำบลสี่ 2567"
        theirs = {
            name: office(f"สาม{name[-6]}")
            for name in (f"checked/{four}.xlsx", "earlier/y.xlsx", "memos/z.xlsx")
        }
        for name, data in theirs.items():
            (folder / name).write_bytes(data)
        (folder / "x.xlsx").write_bytes(office("สี่"))
        for _ in range(2):
            run = Run(folder, folder, options=ANNOTATED)
            assert sorted(names(run)) == ["a.xlsx", "b.xlsx", "x.xlsx", "y.xlsx", "z.xlsx", f"{four}.xlsx"]
            assert run.summary.moved.total() == 0
            assert {name: (folder / name).read_bytes() for name in theirs} == theirs
        assert sorted(path.name for path in (folder / "checked").glob(f"{four[:-5]}*")) == [
            f"{four}.xlsx",
            f"{four[:-5]} เมืองสมมุติ 2567.xlsx",
        ]

    @no_links
    def it_leaves_a_tracker_alone_that_a_link_reaches(self, folder: Path, out: Path) -> None:
        (out / "checked").mkdir(parents=True)
        data = office("สาม")
        three = "องค์การบริหารส่วนตำบลสาม"
        (out / "checked" / f"{three} 2567.xlsx").write_bytes(data)
        (folder / "link.xlsx").symlink_to(out / "checked" / f"{three} 2567.xlsx")
        Run(folder, out, options=ANNOTATED)
        assert (out / "checked" / f"{three} 2567.xlsx").read_bytes() == data
        assert (out / "checked" / f"{three} เมืองสมมุติ 2567.xlsx").is_file()

    def it_says_so_where_nothing_else_is_found(self, folder: Path, out: Path) -> None:
        Run(folder, out, options=ANNOTATED)
        with pytest.raises(InputError, match="โปรแกรมทำไว้เอง 3 ไฟล์"):
            collect([str(out)], out.with_name("other"))

    def it_believes_no_ledger_about_files_elsewhere(self, folder: Path, out: Path) -> None:
        (folder / ".itaxl").mkdir()
        lines = [{"writes": name, "digest": "0" * 64} for name in ("a.xlsx", "in/a.xlsx", "../in/b.xlsx")]
        (folder / ".itaxl" / "ledger.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        assert names(Run(folder, out)) == ["a.xlsx", "b.xlsx"]


class DescribeLedger:
    @no_links
    @pytest.mark.parametrize("name", [".itaxl", ".itaxl/ledger.jsonl", ".itaxl/lock"])
    def it_is_opened_through_no_link(self, folder: Path, out: Path, tmp_path: Path, name: str) -> None:
        victim = tmp_path / "victim"
        victim.mkdir() if name == ".itaxl" else victim.write_bytes(b"theirs\n")
        (out / name).parent.mkdir(parents=True)
        (out / name).symlink_to(victim)
        with pytest.raises(OutputError):
            Run(folder, out)
        assert (list(victim.iterdir()) == []) if victim.is_dir() else victim.read_bytes() == b"theirs\n"
        assert not list(out.glob("memos/*"))

    def it_adds_to_no_file_that_has_another_name(self, folder: Path, out: Path, tmp_path: Path) -> None:
        Run(folder, out)
        ledger = out / ".itaxl" / "ledger.jsonl"
        os.link(ledger, tmp_path / "victim")
        before = ledger.read_bytes()
        (folder / "a.xlsx").write_bytes(office("ใหม่"))
        Run(folder, out)
        assert (tmp_path / "victim").read_bytes() == before != ledger.read_bytes()
        assert Run(folder, out).redone == []


class DescribeFoldersOfOurs:
    @no_links
    @pytest.mark.parametrize("name", [".itaxl", "memos", "checked", "earlier", "replies"])
    def it_writes_through_no_link_that_stands_for_one(
        self, folder: Path, out: Path, tmp_path: Path, name: str
    ) -> None:
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "งานของผู้อื่น.docx").write_bytes(b"work")
        out.mkdir(exist_ok=True)
        (out / name).symlink_to(elsewhere)
        with pytest.raises(OutputError, match=re.escape(name)):
            run_batch(collect([str(folder)], out), out, Options(TODAY), IN_PROCESS)
        assert [path.name for path in elsewhere.iterdir()] == ["งานของผู้อื่น.docx"]

    @pytest.mark.parametrize("name", ["district.xlsx", "findings.csv", "batch.jsonl"])
    def it_says_that_a_folder_has_a_list_s_name(self, folder: Path, out: Path, name: str) -> None:
        (out / name).mkdir(parents=True)
        with pytest.raises(OutputError, match="เป็นโฟลเดอร์"):
            run_batch(collect([str(folder)], out), out, Options(TODAY), IN_PROCESS)


class DescribeAnOutputWithoutItsReason:
    @pytest.fixture
    def made(self, folder: Path, out: Path) -> Path:
        Run(folder, out, options=ANNOTATED)
        return out

    def it_stays_when_copies_are_not_asked_for_and_the_workbook_is_as_it_was(
        self, folder: Path, made: Path
    ) -> None:
        before = {name: one for name, one in digests(made).items() if name.startswith(("memos", "checked"))}
        for options in (Options(TODAY), Options(TODAY, force=True), ANNOTATED):
            run = Run(folder, made, options=options)
            assert run.summary.moved.total() == 0
            assert {n: o for n, o in digests(made).items() if n.startswith(("memos", "checked"))} == before
        assert run.redone == [] or options.annotate

    def it_goes_with_its_true_reason_when_the_workbook_changed(
        self, folder: Path, made: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "a.xlsx").write_bytes(office("หนึ่ง", "ใหม่"))
        assert main(["batch", str(folder), "--out", str(made)]) == ExitCode.FINDINGS
        said = capsys.readouterr().err
        assert "ย้าย 1 ไฟล์ไปไว้ในโฟลเดอร์ earlier: สมุดงานต้นทางเปลี่ยนแล้ว และครั้งนี้ไม่ได้สั่งทำสำเนาที่ตรวจแล้ว" in said
        assert [path.name for path in (made / "checked").iterdir()] == [TWO]

    def it_goes_when_the_workbook_is_gone(
        self, folder: Path, made: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "a.xlsx").unlink()
        assert main(["batch", str(folder), "--out", str(made)]) == ExitCode.FINDINGS
        assert "ย้าย 2 ไฟล์ไปไว้ในโฟลเดอร์ earlier: ไม่มีสมุดงานต้นทางแล้ว" in capsys.readouterr().err
        assert list((made / "memos").iterdir()) == []
        run = Run(folder, made)
        assert (run.summary.moved.total(), run.summary.others) == (0, 0)
        (folder / "a.xlsx").write_bytes(office("หนึ่ง"))
        assert Run(folder, made, options=ANNOTATED).redone == ["a.xlsx"]

    def it_stays_while_its_workbook_is_only_not_in_this_run(
        self, folder: Path, made: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "c.xlsx").write_bytes(office("หนึ่ง", "ของ ค"))  # whose memo would have the same name
        (folder / "b.xlsx").write_bytes(office("สอง"))
        before = {path.name: path.read_bytes() for path in (made / "memos").iterdir()}
        assert main(["batch", str(folder / "c.xlsx"), "--out", str(made), "--annotate"]) == ExitCode.OK
        assert "สมุดงานอีก 2 ไฟล์ที่เคยทำไว้ไม่อยู่ในคำสั่งครั้งนี้" in capsys.readouterr().err
        after = {path.name: path.read_bytes() for path in (made / "memos").iterdir()}
        assert len(after) == 2 and before.items() <= after.items()
        assert {path.name for path in (made / "checked").iterdir()} == {
            *(ONE, TWO, "องค์การบริหารส่วนตำบลหนึ่ง เมืองสมมุติ 2567.xlsx")
        }

    def it_stays_where_nobody_can_say_whether_the_workbook_is_there(
        self, folder: Path, made: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = os.lstat

        def lstat(path: object, *words: object, **named: object) -> os.stat_result:
            if str(path).endswith("a.xlsx") and "in" in Path(str(path)).parts:
                raise PermissionError(13, "Permission denied")
            return real(path, *words, **named)  # type: ignore[arg-type, call-overload]

        (folder / "a.xlsx").unlink()
        monkeypatch.setattr(os, "lstat", lstat)
        run = Run(folder / "b.xlsx", made, options=ANNOTATED)
        assert (run.summary.moved.total(), run.summary.others) == (0, 1)

    def it_is_told_by_kind_of_reason(self, folder: Path, made: Path) -> None:
        (folder / "c.xlsx").write_bytes(office("สาม"))
        Run(folder, made, options=ANNOTATED)
        (folder / "a.xlsx").write_bytes(office("หนึ่ง", faulty=True))
        (folder / "c.xlsx").unlink()
        run = Run(folder, made, options=ANNOTATED._replace(annotate=False))
        counts = {why.name: count for why, count in run.summary.moved.items()}
        assert counts == {"CHANGED": 1, "NO_COPY": 1, "GONE": 2}
