"""Nothing is said to a LibreOffice of somebody else."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from itaxl.calc import connect
from itaxl.errors import MissingError
from itaxl.machine import peer
from itaxl.machine.peer import is_of_user

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pipes that are files, ports with owners")
ROOT_ONLY = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can give files away"
)


@pytest.fixture
def pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A socket as LibreOffice lays it."""
    monkeypatch.setenv("OSL_SOCKET_PATH", str(tmp_path))
    path = tmp_path / f"OSL_PIPE_{os.getuid()}_mine"
    with closing(socket.socket(socket.AF_UNIX)) as listener:
        listener.bind(str(path))
        yield path


class DescribeAPipe:
    def it_is_the_users_own(self, pipe: Path) -> None:
        assert is_of_user("pipe,name=mine")
        assert not is_of_user("pipe,name=other")

    @ROOT_ONLY
    def it_is_not_one_that_somebody_else_made(self, pipe: Path) -> None:
        os.chown(pipe, 12345, -1)
        assert not is_of_user("pipe,name=mine")

    def it_is_not_one_that_somebody_else_can_replace(self, pipe: Path) -> None:
        pipe.parent.chmod(0o777)
        assert not is_of_user("pipe,name=mine")
        pipe.parent.chmod(0o1777)
        assert is_of_user("pipe,name=mine")

    @pytest.mark.parametrize("kind", ["file", "link"])
    def it_is_no_file_and_no_link(self, kind: str, pipe: Path, tmp_path: Path) -> None:
        other = tmp_path / f"OSL_PIPE_{os.getuid()}_odd"
        other.write_bytes(b"") if kind == "file" else other.symlink_to(pipe)
        assert not is_of_user("pipe,name=odd")


class DescribeAPort:
    @pytest.fixture
    def port(self) -> Iterator[int]:
        with closing(socket.socket()) as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            yield listener.getsockname()[1]

    def it_is_the_users_own(self, port: int) -> None:
        assert is_of_user(f"socket,host=localhost,port={port}")
        assert not is_of_user("socket,host=localhost,port=1")

    def it_is_not_somebody_elses(self, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(peer.os, "geteuid", lambda: 12345)
        assert not is_of_user(f"socket,host=127.0.0.1,port={port}")

    @pytest.mark.parametrize(
        "host", ["192.0.2.1", "office.example", "localhost.example", "127.0.0.1.example"]
    )
    def it_is_never_another_machines(self, host: str, port: int) -> None:
        assert not is_of_user(f"socket,host={host},port={port}")


def it_refuses_before_uno_is_asked_to_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    class Context:
        def getComponentContext(self) -> None: ...

    monkeypatch.setattr(connect.bridge, "load", Context)
    with pytest.raises(MissingError, match="ของผู้ใช้คนนี้"):
        connect.context_at("socket,host=192.0.2.1,port=2002")
