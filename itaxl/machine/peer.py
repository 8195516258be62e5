"""Who listens behind a LibreOffice's address: it must be the user, before anything is said to it."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path

_PIPE = re.compile(r"pipe,name=([^,]+)")
_LOCAL = re.compile(r"socket,host=(?:localhost|127\.0\.0\.1|\[?::1\]?),port=(\d+)(?:,|$)", re.IGNORECASE)
_LISTENS = "0A"


def is_of_user(connection: str) -> bool:
    """Whether this user's own process listens there, as far as the system tells; False where nobody does.

    A pipe of LibreOffice is a socket in a folder that all may write to: its owner made it, and the folder's
    sticky bit keeps anybody else from putting another in its place.  Of a port, which is only ever one of
    this machine, Linux tells the owner.  On Windows nothing is asked: LibreOffice gives its pipe the
    rights of the user's own session, but another user may have taken its name first.
    """
    if found := _LOCAL.match(connection):
        return not sys.platform.startswith("linux") or os.geteuid() in _listeners(int(found[1]))
    if found := _PIPE.match(connection):
        return _all_own(_sockets(found[1]))
    return False


if sys.platform != "win32":

    def _sockets(name: str) -> list[Path]:
        """Those there are where LibreOffice lays its pipes."""
        folders = (os.environ.get("OSL_SOCKET_PATH", ""), "/tmp", "/var/tmp")
        places = [
            Path(folder, f"OSL_PIPE_{os.getuid()}_{name}") for folder in folders if os.path.isabs(folder)
        ]
        return [place for place in places if os.path.lexists(place)]

    def _all_own(sockets: list[Path]) -> bool:
        """Which one LibreOffice would take is its own affair."""
        return bool(sockets) and all(map(_is_own_socket, sockets))

    def _is_own_socket(path: Path) -> bool:
        try:
            found, around = os.lstat(path), os.stat(path.parent)
        except OSError:
            return False
        others = around.st_mode & (stat.S_IWOTH | stat.S_IWGRP)
        guarded = around.st_uid in (0, os.geteuid()) and (not others or bool(around.st_mode & stat.S_ISVTX))
        return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.geteuid() and guarded

else:

    def _sockets(name: str) -> list[Path]:
        return []

    def _all_own(sockets: list[Path]) -> bool:
        return True


def _listeners(port: int) -> set[int]:
    """The numbers of the users whose processes listen on a port of this machine."""
    found: set[int] = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            lines = Path(table).read_text("ascii").splitlines()[1:]
        except OSError:
            continue
        for words in map(str.split, lines):
            if words[3] == _LISTENS and int(words[1].rpartition(":")[2], 16) == port:
                found.add(int(words[7]))
    return found
