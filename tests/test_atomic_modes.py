"""Who may read what is written over a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from itaxl.cli import main
from itaxl.disk import atomic
from itaxl.disk.atomic import write_atomic, write_new
from itaxl.disk.whole_text import whole_text
from itaxl.errors import OutputError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights as POSIX knows them")


@pytest.fixture(autouse=True, params=[0o022, 0o002, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    kept = os.umask(request.param)
    yield request.param
    os.umask(kept)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o666, 0o400, 0o660, 0o000], ids=oct)
def it_gives_what_replaces_a_file_the_rights_of_the_file(tmp_path: Path, mode: int) -> None:
    for number, write in enumerate((_over, _line_by_line)):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(b"old")
        path.chmod(mode)
        write(path)
        assert rights(path) == mode


def _over(path: Path) -> None:
    write_atomic(path, b"new")


def _line_by_line(path: Path) -> None:
    with whole_text(path) as text:
        text.write("new")


def it_gives_a_new_file_the_rights_that_umask_leaves(tmp_path: Path, umask: int) -> None:
    write_atomic(tmp_path / "a", b"new")
    assert {rights(tmp_path / "a"), rights(write_new(tmp_path / "b", b"new"))} == {0o666 & ~umask}


def it_lets_nobody_read_the_unfinished_file_who_may_not_read_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "memo.docx"
    path.write_bytes(b"old")
    path.chmod(0o600)
    seen: list[int] = []
    sync = os.fsync

    def look(descriptor: int) -> None:
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    write_atomic(path, b"new")
    with whole_text(path) as text:
        text.write("newer")
    assert [mode & 0o077 for mode in seen] == [0, 0]


def it_writes_no_rights_through_a_link(tmp_path: Path, umask: int) -> None:
    aim, link = tmp_path / "aim", tmp_path / "link"
    aim.write_bytes(b"another's")
    aim.chmod(0o600)
    link.symlink_to(aim)
    write_atomic(link, b"new")
    assert (rights(aim), aim.read_bytes()) == (0o600, b"another's")
    assert (link.is_symlink(), rights(link)) == (False, 0o666 & ~umask)


def it_gives_a_group_that_could_not_be_kept_no_more_than_all_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", refuse)
    path = tmp_path / "memo.docx"
    path.write_bytes(b"old")
    path.chmod(0o664)
    write_atomic(path, b"new")
    assert rights(path) == 0o644


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def it_keeps_the_owner_and_the_group(tmp_path: Path) -> None:
    path = tmp_path / "memo.docx"
    path.write_bytes(b"old")
    os.chown(path, 12345, 54321)
    path.chmod(0o640)
    write_atomic(path, b"new")
    found = path.stat()
    assert (found.st_uid, found.st_gid, rights(path)) == (12345, 54321, 0o640)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="access lists as Linux keeps them")
def it_keeps_the_access_list(tmp_path: Path) -> None:
    """rw for the owner and user 12345, nothing for the group: the mode alone would read rw-rw----."""
    path = tmp_path / "memo.docx"
    path.write_bytes(b"old")
    entries = [(1, 6, -1), (2, 6, 12345), (4, 0, -1), (16, 6, -1), (32, 0, -1)]
    packed = (2).to_bytes(4, "little") + b"".join(
        tag.to_bytes(2, "little") + perm.to_bytes(2, "little") + (who & 0xFFFFFFFF).to_bytes(4, "little")
        for tag, perm, who in entries
    )
    try:
        os.setxattr(path, "system.posix_acl_access", packed)
    except OSError:
        pytest.skip("this file system keeps no access lists")
    write_atomic(path, b"new")
    assert os.getxattr(path, "system.posix_acl_access") == packed


def it_leaves_nothing_behind_when_the_move_fails(tmp_path: Path) -> None:
    (tmp_path / "memo.docx").mkdir()
    with pytest.raises(OutputError):
        write_atomic(tmp_path / "memo.docx", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["memo.docx"]
    assert not any(map(atomic.is_leftover, os.listdir(tmp_path)))


def it_keeps_a_private_memo_private_with_force(good: Path, tmp_path: Path) -> None:
    memo = tmp_path / "memo.docx"
    memo.write_bytes(b"old")
    memo.chmod(0o600)
    assert main(["memo", str(good), "-o", str(memo), "--force"]) == 0
    assert (rights(memo), memo.read_bytes()[:2]) == (0o600, b"PK")
