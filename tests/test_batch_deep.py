"""Folders deeper than Python's stack, longer than a path may be, and links that lead in circles."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from itaxl.batch import Options, collect, run_batch
from itaxl.cli import main
from tests.batch_cases import TODAY

pytestmark = pytest.mark.skipif(os.name == "nt", reason="goes down by descriptors, past the longest path")


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """1,100 folders in one another; a workbook in the last."""
    top = tmp_path / "d"
    top.mkdir()
    yield top
    at = str(top)
    while os.path.isdir(f"{at}/f"):
        at += "/f"
    while at != str(top):  # nothing of Python's own can take so many away
        for entry in os.scandir(at):
            os.unlink(entry)
        os.rmdir(at)
        at = at.rpartition("/")[0]


def _dug(top: Path, depth: int, name: str) -> int:
    """A descriptor of the last folder; paths of any length."""
    at = os.open(top, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=at)
        below = os.open(name, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    return at


def _lay(data: bytes, at: int, name: str = "office.xlsx") -> None:
    with open(os.open(name, os.O_WRONLY | os.O_CREAT, dir_fd=at), "wb") as file:
        file.write(data)
    os.close(at)


def it_finds_a_workbook_below_more_folders_than_python_can_nest(deep: Path, good_bytes: bytes) -> None:
    _lay(good_bytes, _dug(deep, 1100, "f"))
    assert sys.getrecursionlimit() <= 1100
    found = collect([str(deep)], deep.parent / "out")
    assert [path.name for path in found] == ["office.xlsx"]
    summary = run_batch(found, deep.parent / "out", Options(TODAY), 0)
    assert (summary.ok, summary.failed) == (1, 0)


def it_tells_of_a_folder_whose_path_is_too_long_and_does_the_rest(
    deep: Path, good_bytes: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (deep / "near.xlsx").write_bytes(good_bytes)
    _lay(good_bytes, _dug(deep, 30, "f" * 200))
    code = main(["batch", str(deep), "--out", str(deep.parent / "out")])
    said = capsys.readouterr()
    assert code == 3
    assert "อ่านไม่ได้ 1 ไฟล์" in said.err
    assert "โปรแกรมขัดข้อง" not in said.out + said.err
    assert len(list((deep.parent / "out" / "memos").iterdir())) == 1


@pytest.mark.parametrize("command", ["batch", "convert"])
def it_says_what_to_do_when_a_pattern_goes_too_deep(
    command: str, deep: Path, good_bytes: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    _lay(good_bytes, _dug(deep, 1100, "f"))
    code = main([command, str(deep / "**" / "*.xlsx"), "--out", str(deep.parent / "out")])
    said = capsys.readouterr().err
    assert code == 3
    assert "โปรดระบุโฟลเดอร์" in said


def it_follows_no_link_into_a_circle(deep: Path, good_bytes: bytes) -> None:
    (deep / "a").mkdir()
    (deep / "a" / "office.xlsx").write_bytes(good_bytes)
    (deep / "a" / "up").symlink_to(deep)
    assert list(collect([str(deep)], deep.parent / "out")) == [deep / "a" / "office.xlsx"]


def it_finds_the_rest_beside_a_link_to_itself(deep: Path, good_bytes: bytes) -> None:
    (deep / "loop").symlink_to(deep / "loop")
    (deep / "office.xlsx").write_bytes(good_bytes)
    assert list(collect([str(deep)], deep.parent / "out")) == [deep / "office.xlsx"]
