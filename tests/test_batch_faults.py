"""Whatever happens to a batch: every file is whole, and a rerun gives what nothing had disturbed."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from itaxl.batch import Options, collect, run_batch
from itaxl.batch.places import Places
from itaxl.cli import main
from itaxl.core.sample import sample
from itaxl.errors import ExitCode, OutputError
from itaxl.files.tracker.workbook import tracker_bytes
from tests.batch_cases import TODAY, Run, digests, leftovers, office, offices, unwhole
from tests.batch_killing import kill
from tests.refused_files import REFUSED

resource = pytest.importorskip("resource", reason="limits of POSIX")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals, pipes and limits of POSIX")
ANNOTATED = Options(TODAY, annotate=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four workbooks: two of one name, one with errors, one damaged."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    for name, data in (
        ("a", office("หนึ่ง")),
        ("b", office("หนึ่ง", "อื่น", district="เหนือ")),
        ("c", office("สาม", faulty=True)),
        ("d", office("สี่")[:4000]),
    ):
        (inputs / f"{name}.xlsx").write_bytes(data)
    return inputs


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def in_a_child(work: Callable[[], object]) -> int:
    """The exit code of a forked process that does it, negative for a signal."""
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class DescribeKilled:
    def it_is_whole_at_random_moments_of_the_real_command(self, tmp_path: Path) -> None:
        seen = kill(6, 4, tmp_path)
        assert (seen.kills, seen.problems) == (6, [])
        assert 0 < seen.of_workers < 6

    def it_is_whole_at_every_step_on_the_disk(self, folder: Path, tmp_path: Path) -> None:
        """Killed just before the n-th thing it does in the output folder, for some n; then let go on."""
        wanted = tmp_path / "undisturbed"
        Run(folder, wanted, options=ANNOTATED)
        steps = steps_of(folder, tmp_path / "counted")
        assert steps > 40
        chance = random.Random(4)
        for step in sorted(chance.sample(range(steps), 14)):
            out = tmp_path / f"out{step}"
            assert in_a_child(lambda out=out, step=step: killed_at(step, folder, out)) == -signal.SIGKILL  # type: ignore[misc]
            assert list(unwhole(out)) == [], step
            Run(folder, out, options=ANNOTATED)
            assert digests(out) == digests(wanted), step
            assert leftovers(out) == [], step

    def it_is_whole_at_every_step_of_a_second_run(self, folder: Path, tmp_path: Path) -> None:
        """The same over outputs of an earlier run, with a workbook changed and a memo edited by hand."""
        earlier = tmp_path / "earlier"
        (folder / "a2.xlsx").write_bytes(office("หนึ่ง", "สำเนา"))
        os.utime(folder / "a2.xlsx", (1e8, 1e8))
        Run(folder, earlier, options=ANNOTATED)
        edited = (earlier / "memos").glob("*เหนือ*.docx").__next__()
        edited.write_bytes(edited.read_bytes()[:-22] + b"PK\x05\x06" + b"\0" * 18)
        (folder / "b.xlsx").write_bytes(office("หนึ่ง", "ใหม่", district="เหนือ"))
        os.utime(folder / "a.xlsx", (1e7, 1e7))  # the other file of the office counts now
        wanted = tmp_path / "undisturbed"
        shutil.copytree(earlier, wanted)
        Run(folder, wanted, options=ANNOTATED)
        assert any(name.startswith("earlier/") for name in digests(wanted))
        shutil.copytree(earlier, tmp_path / "counted")
        steps = steps_of(folder, tmp_path / "counted")
        for step in sorted(random.Random(5).sample(range(steps), 10)):
            out = tmp_path / f"out{step}"
            shutil.copytree(earlier, out)
            assert in_a_child(lambda out=out, step=step: killed_at(step, folder, out)) == -signal.SIGKILL  # type: ignore[misc]
            assert [one for one in unwhole(out) if "เหนือ" not in one] == [], step
            Run(folder, out, options=ANNOTATED)
            assert digests(out) == digests(wanted), step


#: What a process does on a disk, as Python announces it before it happens.
_STEPS = ("open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.scandir", "os.truncate")


def steps_of(folder: Path, out: Path) -> int:
    counted = out.with_suffix(".steps")

    def count() -> None:
        seen = watched(out, lambda _: None)
        Run(folder, out, options=ANNOTATED)
        counted.write_text(str(len(seen)))

    assert in_a_child(count) == 0
    return int(counted.read_text())


def killed_at(step: int, folder: Path, out: Path) -> None:
    watched(out, lambda number: os.kill(os.getpid(), signal.SIGKILL) if number == step else None)
    Run(folder, out, options=ANNOTATED)


def watched(out: Path, tell: Callable[[int], object]) -> list[str]:
    seen: list[str] = []

    def hook(event: str, words: tuple[object, ...]) -> None:
        if event in _STEPS and words and str(words[0]).startswith(str(out)):
            tell(len(seen))
            seen.append(event)

    sys.addaudithook(hook)
    return seen


class DescribeInterrupted:
    def it_goes_on_where_it_was(self, tmp_path: Path) -> None:
        inputs, out = offices(tmp_path / "in", 120), tmp_path / "out"
        Run(inputs, tmp_path / "undisturbed")
        words = ["batch", str(inputs), "--out", str(out), "--jobs", "2", "--quiet"]
        process = subprocess.Popen([sys.executable, "-m", "itaxl", *words], stderr=subprocess.PIPE)
        while len(list((out / "memos").glob("*.docx"))) < 5 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        assert process.returncode == 130 and "ใช้คำสั่งเดิมอีกครั้ง" in said.decode()
        assert b"Traceback" not in said
        assert list(unwhole(out)) == [] and leftovers(out) == []
        again = Run(inputs, out)
        assert 4 <= again.summary.unchanged < 120
        assert digests(out) == digests(tmp_path / "undisturbed")


@pytest.fixture
def limited() -> Iterator[Callable[[int], None]]:
    """Sets the size that files may have at most: what comes after does not fit, as on a full disk."""
    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, kept[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, kept)
    signal.signal(signal.SIGXFSZ, before)


class DescribeFullDisk:
    @pytest.mark.parametrize("size", [200, 4_000, 14_000, 20_000])
    def it_fails_clearly_and_goes_on_when_there_is_room(
        self, folder: Path, out: Path, tmp_path: Path, limited: Callable[[int], None], size: int
    ) -> None:
        """A write comes to its end in the middle, wherever that is: a memo, a copy, a list, the ledger."""
        Run(folder, tmp_path / "undisturbed", options=ANNOTATED)
        said = tmp_path / "said"

        def work() -> None:
            limited(size)
            try:
                run = Run(folder, out, options=ANNOTATED)
                text = " ".join(outcome.error or "" for outcome in run.outcomes)
            except OutputError as problem:
                text = str(problem)
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            said.write_text(text)

        assert in_a_child(work) == 0
        assert "ไม่สำเร็จ" in said.read_text() and "Errno" not in said.read_text()
        assert list(unwhole(out)) == []
        assert leftovers(out) == []
        Run(folder, out, options=ANNOTATED)
        assert digests(out) == digests(tmp_path / "undisturbed")

    @pytest.mark.parametrize("kilobytes", [28, 60, 100])
    def it_does_on_a_small_disk(self, folder: Path, tmp_path: Path, kilobytes: int) -> None:
        disk = tmp_path / "disk"
        disk.mkdir()
        undisturbed = tmp_path / "undisturbed"
        Run(folder, undisturbed, options=ANNOTATED)

        def work() -> None:
            if not mounted(disk, kilobytes):
                os._exit(9)
            try:
                run = Run(folder, disk / "out", options=ANNOTATED)
                assert [o for o in run.outcomes if o.error and "พื้นที่ว่าง" in o.error]
            except OutputError as problem:
                assert problem.exit_code is ExitCode.OUTPUT and "พื้นที่ว่าง" in str(problem)
            assert list(unwhole(disk / "out")) == [] and leftovers(disk / "out") == []
            subprocess.run(["mount", "-o", "remount,size=4m", str(disk)], check=True)
            Run(folder, disk / "out", options=ANNOTATED)
            assert digests(disk / "out") == digests(undisturbed)

        code = in_a_child(work)
        if code == 9:
            return  # this machine lets nobody mount: the limits above have shown the same
        assert code == 0


def mounted(place: Path, kilobytes: int) -> bool:
    """A small disk at a place, seen by this process and its children only."""
    import ctypes

    new_user, new_mounts = 0x10000000, 0x00020000
    libc = ctypes.CDLL(None)
    flags = new_mounts if os.geteuid() == 0 else new_mounts | new_user
    if libc.unshare(flags):
        return False
    subprocess.run(["mount", "--make-rprivate", "/"], capture_output=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


class DescribeFolderThatCannotBeWritten:
    @pytest.mark.parametrize("place", ["out", "out/memos", "out/checked", "out/.itaxl", "out/.itaxl/lock"])
    def it_is_told_before_any_work_when_something_is_in_the_way(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
    ) -> None:
        blocked = tmp_path / place
        blocked.parent.mkdir(parents=True, exist_ok=True)
        blocked.mkdir() if place.endswith("lock") else blocked.write_bytes(b"in the way")
        code = main(["batch", str(folder), "--out", str(tmp_path / "out"), "--annotate"])
        printed, said = capsys.readouterr()
        assert code == ExitCode.OUTPUT and printed == ""
        assert "เขียนลงโฟลเดอร์" in said and "Traceback" not in said
        assert not list(tmp_path.glob("out/memos/*.docx"))

    def it_is_told_before_any_work_when_it_may_not_be_written(
        self, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Permissions do not stop the superuser, so the system's answer is made here."""
        real = Path.touch

        def touch(path: Path, *words: object, **named: object) -> None:
            if path.parent == out / "memos":
                raise PermissionError(errno.EACCES, "Permission denied")
            real(path)

        monkeypatch.setattr(Path, "touch", touch)
        with pytest.raises(OutputError, match="ขอสิทธิเขียน"):
            Run(folder, out)
        assert list((out / "memos").iterdir()) == []

    def it_is_told_on_a_read_only_disk(self, folder: Path, tmp_path: Path) -> None:
        disk = tmp_path / "disk"
        disk.mkdir()

        def work() -> None:
            if not mounted(disk, 4000):
                os._exit(9)
            Run(folder, disk / "out")
            before = digests(disk / "out")
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            for out in (disk / "out", disk / "new"):
                with pytest.raises(OutputError, match="เขียนลงโฟลเดอร์"):
                    Run(folder, out)
            assert digests(disk / "out") == before

        assert in_a_child(work) in (0, 9)

    @pytest.mark.parametrize("name", ["findings.csv", "batch.jsonl", "district.xlsx"])
    def it_is_told_before_any_work_when_a_list_is_open(
        self, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, name: str
    ) -> None:
        Run(folder, out)
        before = digests(out)
        (folder / "a.xlsx").write_bytes(office("หนึ่ง", "ใหม่"))
        refuse_to_open(out / name, monkeypatch)
        with pytest.raises(OutputError, match="ปิดไฟล์นี้"):
            Run(folder, out)
        assert digests(out) == before

    def it_leaves_the_old_lists_when_one_is_opened_meanwhile(
        self, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Run(folder, out)
        before = {name: one for name, one in digests(out).items() if "/" not in name}
        (folder / "a.xlsx").write_bytes(office("หนึ่งใหม่"))
        refuse_to_replace(out / "district.xlsx", monkeypatch)
        with pytest.raises(OutputError, match=r"district\.xlsx"):
            Run(folder, out)
        assert {name: one for name, one in digests(out).items() if "/" not in name} == before
        monkeypatch.undo()
        assert Run(folder, out).redone == ["d.xlsx"]

    def it_costs_one_office_when_its_memo_is_open(
        self, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Run(folder, out)
        first = min((out / "memos").iterdir(), key=lambda path: len(path.name))
        (folder / "a.xlsx").write_bytes(office("หนึ่ง", "ใหม่"))
        old = first.read_bytes()
        refuse_to_replace(first, monkeypatch)
        run = Run(folder, out)
        assert [outcome.status for outcome in run.outcomes] == ["failed", "ok", "findings", "failed"]
        assert "เปิดค้างอยู่" in (run.outcomes[0].error or "")
        assert first.read_bytes() == old and leftovers(out) == []
        monkeypatch.undo()
        assert Run(folder, out).redone == ["a.xlsx", "d.xlsx"]
        assert first.read_bytes() != old


def refuse_to_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows does for a file that Excel has open."""
    real = Path.open

    def opened(self: Path, mode: str = "r", *words: object, **named: object) -> object:
        if self == path and "r" not in mode.replace("r+", ""):
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        return real(self, mode, *words, **named)  # type: ignore[arg-type, call-overload]

    monkeypatch.setattr(Path, "open", opened)


def refuse_to_replace(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.replace

    def replaced(source: object, target: object) -> None:
        if Path(str(target)) == path:
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        real(source, target)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", replaced)


def lay_hostile_inputs(folder: Path) -> dict[str, str]:
    """Inputs that cannot be read, by name, each with a piece of the sentence that must say so."""
    damaged = office("สี่")
    files = {
        "bomb.xlsx": (REFUSED["zip bomb"][0], "ใหญ่ผิดปกติ"),
        "cut.xlsx": (damaged[: len(damaged) // 2], "เสียหาย"),
        "empty.xlsx": (b"", "ว่างเปล่า"),
        "locked.xlsx": (REFUSED["encrypted .xlsx"][0], "รหัสผ่าน"),
        "program.xlsx": (b"MZ\x90\0\3", "โปรแกรม"),
    }
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    os.mkfifo(folder / "pipe.xlsx")
    (folder / "unreadable.xlsx").symlink_to("/proc/self/mem")  # fails even for the superuser
    (folder / "loop.xlsx").symlink_to(folder / "loop.xlsx")
    (folder / "nowhere.xlsx").symlink_to(folder / "absent")
    return {
        **{name: sentence for name, (_, sentence) in files.items()},
        "pipe.xlsx": "ไม่ใช่ไฟล์",
        "unreadable.xlsx": "อ่าน",
        "loop.xlsx": "",
        "nowhere.xlsx": "ไม่พบ",
    }


class DescribeInputs:
    def it_answers_for_each_that_cannot_be_read(self, folder: Path, out: Path) -> None:
        sentences = lay_hostile_inputs(folder)
        run = Run(folder, out, 2, ANNOTATED)
        by_name = {outcome.path.name: outcome for outcome in run.outcomes}
        assert set(by_name) == {"a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx", *sentences}
        for name, sentence in sentences.items():
            assert by_name[name].code is ExitCode.INPUT, name
            assert sentence in (by_name[name].error or ""), (name, by_name[name].error)
        assert (run.summary.memos, run.summary.failed) == (2, len(sentences) + 1)
        assert list(unwhole(out)) == []

    def it_answers_for_one_that_vanishes(self, folder: Path, out: Path) -> None:
        inputs = collect([str(folder)], out)
        (folder / "b.xlsx").unlink()
        outcomes = []
        run_batch(inputs, out, Options(TODAY), 0, lambda outcome, _: outcomes.append(outcome))
        assert [outcome.status for outcome in outcomes] == ["ok", "failed", "findings", "failed"]
        assert "ไม่พบ" in (outcomes[1].error or "")
        shutil.rmtree(folder)
        run_batch(inputs, out, Options(TODAY), 2, lambda outcome, _: outcomes.append(outcome))
        assert {outcome.status for outcome in outcomes[4:]} == {"failed"}

    def it_cuts_off_one_that_takes_too_long(self, folder: Path, out: Path) -> None:
        """Whatever a worker hangs on; here it is stopped while it has a workbook."""
        stopped: list[int] = []

        def stop(_outcome: object, _written: object) -> None:
            import multiprocessing

            for child in multiprocessing.active_children():
                if not stopped and child.pid:
                    os.kill(child.pid, signal.SIGSTOP)
                    stopped.append(child.pid)

        outcomes = []

        def tell(outcome: object, written: object) -> None:
            outcomes.append(outcome)
            stop(outcome, written)

        offices(folder / "more", 12)
        inputs = collect([str(folder)], out)
        run_batch(inputs, out, Options(TODAY), 1, tell, time_limit=1.0)
        hung = [o.path.name for o in outcomes if o.error and "นานเกินกำหนด" in o.error]
        assert stopped and len(hung) == 1 and len(outcomes) == len(inputs)
        run = Run(folder, out)
        assert set(run.redone) == {*hung, "d.xlsx", "005.xlsx"}

    def it_gives_one_name_to_one_memo(self, folder: Path, out: Path) -> None:
        names = [
            "CON",
            "con",
            "Con ",
            "../../x",
            "..\\..\\x",
            "a/b",
            "a:b",
            "ก" * 300,
            "ก" * 301,
            "nul.txt",
            "🏛️",
        ]
        for number, name in enumerate(names):
            tracker = sample()._replace(office=sample().office._replace(name=name))
            (folder / f"n{number}.xlsx").write_bytes(tracker_bytes(tracker, macros=False))
        run = Run(folder, out)
        memos = [path.name for path in (out / "memos").iterdir()]
        assert run.summary.memos == len(memos) == len(names) - 2 + 2  # CON, con and "Con " are one
        assert len({name.casefold() for name in memos}) == len(memos)
        assert all(len(name.encode()) <= 255 for name in memos)
        assert Run(folder, out).summary.unchanged == len(names) + 3

    def it_takes_file_names_of_any_bytes(self, tmp_path: Path, out: Path) -> None:
        inputs = tmp_path / "odd"
        inputs.mkdir()
        names = [
            b"\xff\xfe.xlsx",
            b"a\nb.xlsx",
            b"=1+1.xlsx",
            b"-rf.xlsx",
            b"\xe0\xb9\x80" * 60 + b".xlsx",
            b"{{x}}.xlsx",
        ]
        for number, name in enumerate(names):
            Path(os.fsdecode(bytes(inputs) + b"/" + name)).write_bytes(
                office(f"ที่{number}", faulty=number == 2)
            )
        run = Run(inputs, out, options=ANNOTATED)
        assert [outcome.error for outcome in run.outcomes] == [None] * len(names)
        assert len(list((out / "checked").iterdir())) == len(names)
        assert list(unwhole(out)) == []
        before = digests(out)
        assert Run(inputs, out, options=ANNOTATED).summary.unchanged == len(names)
        assert digests(out) == before


class DescribeTwoAtOnce:
    def it_refuses_the_second_and_the_first_goes_on(
        self, folder: Path, out: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        Run(folder, tmp_path / "undisturbed", options=ANNOTATED)
        with Places(out).held(copies=True):
            (out / "memos" / ".itaxl-0123456789abcdef.tmp").write_bytes(b"of the first")
            for words in ([], ["--force"]):
                code = main(["batch", str(folder), "--out", str(out), *words])
                printed, said = capfd.readouterr()
                assert (code, printed) == (ExitCode.OUTPUT, "")
                assert "กำลังทำงานอยู่ในโฟลเดอร์" in said
            assert (out / "memos" / ".itaxl-0123456789abcdef.tmp").exists()
        Run(folder, out, options=ANNOTATED)
        assert digests(out) == digests(tmp_path / "undisturbed")

    def it_is_so_for_real_commands(self, tmp_path: Path) -> None:
        inputs, out = offices(tmp_path / "in", 30), tmp_path / "out"
        Run(inputs, tmp_path / "undisturbed")
        command = [
            sys.executable,
            "-m",
            "itaxl",
            "batch",
            str(inputs),
            "--out",
            str(out),
            "--quiet",
            "--json",
        ]
        both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
        said = [process.communicate(timeout=120)[1] for process in both]
        codes = sorted(process.returncode for process in both)
        assert codes in ([3, 4], [3, 3]), said  # the second may have come when the first was done
        mine, wanted = digests(out), digests(tmp_path / "undisturbed")
        assert mine.pop("district.xlsx") and wanted.pop("district.xlsx")  # which says today's date
        assert mine == wanted

    def it_holds_no_lock_of_a_killed_one(self, folder: Path, out: Path) -> None:
        def work() -> None:
            with Places(out).held():
                os.kill(os.getpid(), signal.SIGKILL)

        assert in_a_child(work) == -signal.SIGKILL
        assert Run(folder, out).summary.memos == 2


def test_a_record_names_what_lies_there_after_any_fault(folder: Path, out: Path) -> None:
    lay_hostile_inputs(folder)
    Run(folder, out, options=ANNOTATED)
    records = [json.loads(line) for line in (out / "batch.jsonl").read_text().splitlines()][:-1]
    for record in records:
        for kind in ("memo", "checked"):
            assert record[kind] is None or (out / record[kind]).is_file()
    assert sum(record["memo"] is not None for record in records) == 2


def test_a_terminal_shows_a_bar_and_the_rest_stays_clean(folder: Path, out: Path) -> None:
    """Through a real terminal: what stands on the screen in the end is lines, and no bar."""
    import pty

    command = [sys.executable, "-m", "itaxl", "batch", str(folder), "--out", str(out)]
    child, terminal = pty.fork()
    if not child:
        os.execv(command[0], command)
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the other side is gone
            break
        if not piece:
            break
        shown += piece
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == ExitCode.INPUT
    text = shown.decode()
    assert "] 4/4 ไฟล์" in text
    lines = [line.rpartition("\r\x1b[K")[2] for line in text.replace("\r\n", "\n").split("\n")]
    assert not [line for line in lines if "] " in line and "/4 ไฟล์" in line]
    assert lines[0].startswith(f"{folder / 'a.xlsx'}: เรียบร้อย → memos/")
    assert lines[-2].startswith("ดำเนินการแล้ว 4 ไฟล์ ออกบันทึกข้อความ 2 ฉบับ")
