"""Opening a file in a folder where others can write."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from itaxl.disk import plain_file
from itaxl.disk.plain_file import NotPlainError, TooLargeError, open_plain, read_plain

unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_bytes(b"secret")
    return path


def it_reads_an_ordinary_file_whole(secret: Path) -> None:
    assert read_plain(secret, 6) == b"secret"


def it_refuses_one_byte_more_than_asked_for(secret: Path) -> None:
    with pytest.raises(TooLargeError):
        read_plain(secret, 5)


def it_passes_on_what_is_absent(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_plain(tmp_path / "none")


def link(path: Path) -> None:
    path.symlink_to(path.parent / "secret.txt")


def dangling(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


@unix
@pytest.mark.parametrize("make", [link, dangling, os.mkdir, pipe, listening])
def it_refuses_what_is_no_ordinary_file(make: Callable[[Path], None], secret: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    make(odd)
    with pytest.raises(NotPlainError):
        open_plain(odd)


@unix
def it_never_waits_for_a_pipe_or_reads_a_device_that_the_user_named(tmp_path: Path) -> None:
    pipe(tmp_path / "pipe")
    for odd in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(NotPlainError):
            read_plain(odd, 10, links=True)


@unix
def it_follows_a_link_that_the_user_named(secret: Path, tmp_path: Path) -> None:
    link(tmp_path / "named")
    assert read_plain(tmp_path / "named", 6, links=True) == b"secret"


@unix
@pytest.mark.parametrize("swapped_for", [link, pipe])
def it_notices_a_file_that_was_swapped_after_the_look(
    swapped_for: Callable[[Path], None], secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where nothing but the second look sees it."""
    path = tmp_path / "emblem.png"
    path.write_bytes(b"picture")
    looked = plain_file._without_link

    def then_swapped(seen: Path) -> os.stat_result:
        found = looked(seen)
        seen.unlink()
        swapped_for(seen)
        return found

    monkeypatch.setattr(plain_file, "_without_link", then_swapped)
    monkeypatch.setattr(plain_file, "_NO_LINK", 0)
    with pytest.raises(NotPlainError):
        open_plain(path)
