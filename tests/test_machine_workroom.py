"""Temporary files of a run: in one private folder, gone with the run, and nobody else's is touched."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from itaxl.machine.locks import lock
from itaxl.machine.workroom import Workroom, own_temporary_files

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and rights of POSIX")


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def left(space: Path) -> Path:
    """What a run left that was killed."""
    room = Workroom()
    (room.folder / "1").mkdir()
    (room.folder / "1" / "memo.docx").write_bytes(b"x")
    room._mark.close()
    assert [*space.iterdir()] == [room.folder]
    return room.folder


def swept(space: Path) -> None:
    Workroom().leave()


class DescribeAWorkroom:
    def it_is_private_and_goes_with_all_in_it(self, space: Path) -> None:
        room = Workroom()
        assert room.folder.parent == space
        assert sys.platform == "win32" or room.folder.stat().st_mode & 0o777 == 0o700
        (room.folder / "a").write_bytes(b"")
        room.leave()
        assert list(space.iterdir()) == []

    def it_is_where_all_temporary_files_lie_meanwhile(
        self, space: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TMPDIR", "kept")
        monkeypatch.delenv("TEMP", raising=False)
        with own_temporary_files():
            (room,) = space.iterdir()
            assert Path(tempfile.mkstemp()[1]).parent == room
            child = "import tempfile; print(tempfile.gettempdir())"
            told = subprocess.run([sys.executable, "-c", child], capture_output=True, encoding="utf-8")
            assert told.stdout.strip() == str(room)
        assert list(space.iterdir()) == []
        assert (tempfile.tempdir, os.environ["TMPDIR"]) == (str(space), "kept")
        assert "TEMP" not in os.environ

    def it_is_done_without_where_none_can_be_made(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
        with own_temporary_files():
            assert tempfile.tempdir == str(tmp_path / "absent")


class DescribeSweeping:
    def it_takes_away_what_a_killed_run_left(self, space: Path) -> None:
        left(space)
        swept(space)
        assert list(space.iterdir()) == []

    def it_leaves_a_run_that_is_at_work_however_old(self, space: Path) -> None:
        room = Workroom()
        os.utime(room.folder, (1, 1))
        code = (
            "import sys, tempfile; tempfile.tempdir = sys.argv[1];"
            "from itaxl.machine.workroom import Workroom; Workroom().leave()"
        )
        subprocess.run([sys.executable, "-c", code, str(space)], check=True)
        assert list(space.iterdir()) == [room.folder]
        room.leave()

    @pytest.mark.parametrize("name", ["itaxl-run-notes", "itaxl-run-12345678.old", "Itaxl-run-abcdefgh", "x"])
    def it_leaves_any_other_name(self, name: str, space: Path) -> None:
        mine = left(space).rename(space / name)
        swept(space)
        assert list(space.iterdir()) == [mine]

    @pytest.mark.parametrize("content", [None, b"", b"itaxl", b"itaxl: temporary files of one run, removed"])
    def it_leaves_a_folder_without_our_mark(self, content: bytes | None, space: Path) -> None:
        folder = left(space)
        (folder / ".itaxl-temporary").unlink()
        if content is not None:
            (folder / ".itaxl-temporary").write_bytes(content)
        os.utime(folder, (1, 1))
        swept(space)
        assert (folder / "1" / "memo.docx").exists()

    @POSIX
    def it_follows_no_link(self, space: Path, tmp_path: Path) -> None:
        real = left(space).rename(tmp_path / "real")
        (space / "itaxl-run-abcdefgh").symlink_to(real)
        folder = left_beside(space, tmp_path)
        swept(space)
        assert (real / "1" / "memo.docx").exists() and folder.exists()

    @POSIX
    @pytest.mark.parametrize("mode", [0o755, 0o770, 0o777])
    def it_leaves_a_folder_that_others_can_enter(self, mode: int, space: Path) -> None:
        folder = left(space)
        folder.chmod(mode)
        swept(space)
        assert folder.exists()

    @pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give files away")
    def it_leaves_another_users_folder(self, space: Path) -> None:
        folder = left(space)
        os.chown(folder, 12345, -1)
        swept(space)
        assert folder.exists()


def left_beside(space: Path, tmp_path: Path) -> Path:
    """A folder whose mark is a link to a good one."""
    folder = space / "itaxl-run-hgfedcba"
    folder.mkdir(mode=0o700)
    shutil.copy(tmp_path / "real" / ".itaxl-temporary", tmp_path / "mark")
    (folder / ".itaxl-temporary").symlink_to(tmp_path / "mark")
    return folder


def it_knows_a_lock_that_another_holds(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as one, (tmp_path / "a").open("rb") as other:
        assert lock(one)
        assert not lock(other)


@POSIX
class DescribeACommandToldToEnd:
    """What it was doing is put away; where it cannot be, the next run does so."""

    def run(self, folder: Path, space: Path, ending: int, good_bytes: bytes) -> int:
        """A batch with annotated copies that is ended while its workers are at work."""
        (folder / "in").mkdir()
        for number in range(60):
            (folder / "in" / f"{number}.xlsx").write_bytes(good_bytes)
        words = ["batch", "in", "--out", "out", "--annotate", "--jobs", "2"]
        environment = os.environ | {"TMPDIR": str(space)}
        process = subprocess.Popen(
            [sys.executable, "-m", "itaxl", *words], cwd=folder, env=environment, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + 60
        while not list((folder / "out").glob("checked/*")) and time.monotonic() < end:
            time.sleep(0.02)
        assert list(space.iterdir())
        process.send_signal(ending)
        return process.wait(60)

    @pytest.mark.parametrize("ending", ["SIGTERM", "SIGHUP", "SIGINT"])
    def it_leaves_nothing(self, ending: str, tmp_path: Path, space: Path, good_bytes: bytes) -> None:
        assert self.run(tmp_path, space, getattr(signal, ending), good_bytes) == 130
        assert list(space.iterdir()) == []

    def it_is_cleared_away_by_the_next_where_it_was_killed(
        self, tmp_path: Path, space: Path, good_bytes: bytes
    ) -> None:
        assert self.run(tmp_path, space, signal.SIGKILL, good_bytes) == -signal.SIGKILL
        time.sleep(0.5)  # its workers see that their pipe has ended
        assert len(list(space.iterdir())) == 1
        swept(space)
        assert list(space.iterdir()) == []

    def it_goes_on_where_the_caller_ignores_the_end_of_the_terminal(self, tmp_path: Path) -> None:
        code = (
            "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
            "from itaxl.machine.ending import end_in_order; end_in_order();"
            "print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)"
        )
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
        assert told.stdout == "True\n"
