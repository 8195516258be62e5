"""A file that a scanner holds for a moment, on Windows: asked for again, and not for ever."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from itaxl.disk import patience
from itaxl.disk.atomic import move_new, write_atomic, write_new
from itaxl.disk.patience import HELD, patiently
from itaxl.disk.whole_text import whole_text
from itaxl.errors import InputError, OutputError
from itaxl.reading.workbook import read_grids

PACKAGE = Path(__file__).parent.parent / "itaxl"


class Clock:
    """Stands in for `time`: sleeping takes no time, and is counted."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(patience, "time", clock)
    return clock


def held(
    clock: Clock, seconds: float, winerror: int | None, act: Callable[..., object]
) -> Callable[..., object]:
    """`act` as Windows answers it while somebody holds the file."""

    def answer(*args: object, **options: object) -> object:
        if clock.now < seconds:
            error = PermissionError(13, "held")
            if winerror is not None:
                error.winerror = winerror  # type: ignore[attr-defined, unused-ignore]
            raise error
        return act(*args, **options)

    return answer


@pytest.mark.parametrize("winerror", sorted(HELD))
def test_what_is_held_for_a_moment_is_done_a_moment_later(clock: Clock, winerror: int) -> None:
    assert patiently(held(clock, 0.15, winerror, lambda: "done")) == "done"
    assert 0.15 <= clock.now < 0.5


def test_patience_ends_after_two_seconds(clock: Clock) -> None:
    with pytest.raises(PermissionError):
        patiently(held(clock, 60, 32, lambda: "done"))
    assert 2 <= clock.now < 2.5


@pytest.mark.parametrize("winerror", [None, 2, 3, 112])
def test_what_nobody_holds_fails_at_once(clock: Clock, winerror: int | None) -> None:
    with pytest.raises(PermissionError):
        patiently(held(clock, 60, winerror, lambda: "done"))
    assert clock.now == 0


def _of_atomic(folder: Path) -> None:
    write_atomic(folder / "x.txt", b"new")


def _of_new(folder: Path) -> None:
    write_new(folder / "new.txt", b"new")


def _of_text(folder: Path) -> None:
    with whole_text(folder / "x.txt") as text:
        text.write("new")


def _of_move(folder: Path) -> None:
    move_new(folder / "x.txt", folder / "y.txt")


@pytest.mark.parametrize("write", [_of_atomic, _of_new, _of_text, _of_move])
def test_every_writer_waits_for_a_scanner(
    write: Callable[[Path], None], clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.txt").write_bytes(b"old")
    monkeypatch.setattr(os, "link", os.rename)  # as Windows moves to a free name
    moves = {name: held(clock, 0.15, 32, getattr(os, name)) for name in ("replace", "rename", "link")}
    for name, move in moves.items():
        monkeypatch.setattr(os, name, move)
    if os.name != "nt":
        monkeypatch.setattr("itaxl.disk.atomic._move_to_free", lambda a, b: patiently(moves["rename"], a, b))
    write(tmp_path)
    assert 0.15 <= clock.now < 0.5
    assert len(list(tmp_path.iterdir())) in (1, 2) and not list(tmp_path.glob(".itaxl-*"))


#: Files of our own in folders of our own, where a failure is told or costs nothing.
ALONE = {"memo/press/cache.py", "log.py", "setup/calc/install.py", "pdf/chunk.py"}
_MOVING = {"replace", "rename", "renames", "unlink", "remove"}


def moves_at_once(source: str) -> list[int]:
    """The lines that move or remove a file without `patiently`."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    functions = (call.func for call in calls if isinstance(call.func, ast.Attribute))
    return [
        function.lineno
        for function in functions
        if function.attr == "unlink" or (function.attr in _MOVING and ast.unparse(function.value) == "os")
    ]


def test_nothing_is_moved_or_removed_without_patience() -> None:
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}:{line}"
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).as_posix() not in ALONE
        for line in moves_at_once(path.read_text("utf-8"))
    }
    assert found == {line for line in found if line.startswith("disk/atomic.py")}, found
    assert len(found) <= 2  # of the way without hard links, which Windows does not take


def test_a_move_without_patience_would_be_found() -> None:
    assert moves_at_once("os.replace(a, b)\npath.unlink()\npatiently(os.rename, a, b)\n") == [1, 2]


if os.name == "nt":  # under Windows itself, no stand-in
    HOLDING = """
import _winapi, sys, time
_winapi.CreateFile(sys.argv[1], _winapi.GENERIC_READ, int(sys.argv[3]), 0, _winapi.OPEN_EXISTING, 0, 0)
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""

    @contextmanager
    def holding(path: Path, seconds: float, *, shared: int) -> Iterator[None]:
        """Another process has the file open, and lets others read (1), write (2), remove (4)."""
        command = [sys.executable, "-c", HOLDING, str(path), str(seconds), str(shared)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout and process.stdout.readline()
            yield

    def test_windows_lets_a_held_file_be_replaced_a_moment_later(tmp_path: Path) -> None:
        path = tmp_path / "x.txt"
        path.write_bytes(b"old")
        with holding(path, 0.4, shared=3):
            write_atomic(path, b"new")
        assert path.read_bytes() == b"new"

    def test_windows_tells_that_an_input_is_open_elsewhere(tmp_path: Path) -> None:
        path = tmp_path / "x.xlsx"
        path.write_bytes(b"PK")
        with holding(path, 2, shared=0), pytest.raises(InputError, match="เปิดค้างอยู่"):
            read_grids(path)

    def test_windows_tells_before_the_work_that_a_list_is_open(tmp_path: Path) -> None:
        from itaxl.batch.places import Places

        places = Places(tmp_path)
        places.district.write_bytes(b"old")
        with (
            holding(places.district, 4, shared=3),
            pytest.raises(OutputError, match="โปรดปิดไฟล์"),
            places.held(),
        ):
            pass
