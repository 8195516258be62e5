"""A private folder for temporary files: gone with the run, however the run ends.

It lies in the system's folder for temporary files under an exact pattern, belongs to the user alone, and
holds a mark that its process keeps locked.  The system lets go of the lock when the process dies: then the
next run takes the folder away.  Its age says nothing, and a folder that is not ours is never touched.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from itaxl.disk.plain_file import open_plain
from itaxl.machine.folders import is_private
from itaxl.machine.locks import lock

_PREFIX = "itaxl-run-"
_PATTERN = re.compile(rf"{_PREFIX}[a-z0-9_]{{8}}")
_MARK = ".itaxl-temporary"
_WORDS = b"itaxl: temporary files of one run, removed when it is over\n"
#: What `tempfile` and the programs that we start look at.
_VARIABLES = ("TMPDIR", "TEMP", "TMP")
_TRIES, _PAUSE = 20, 0.1


class Workroom:
    """`folder` is there from the start until `leave`.  Raises OSError."""

    def __init__(self) -> None:
        around = Path(tempfile.gettempdir())
        _sweep(around)
        self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=around))
        self._mark = (self.folder / _MARK).open("xb")
        lock(self._mark)
        self._mark.write(_WORDS)  # after the lock: a mark that can be read and locked is nobody's any more
        self._mark.flush()

    def leave(self) -> None:
        self._mark.close()
        remove(self.folder)


@contextmanager
def own_temporary_files() -> Iterator[None]:
    """Meanwhile all temporary files of this process, and of those that it starts, lie in one workroom.

    Where none can be made they lie where they did.
    """
    try:
        room = Workroom()
    except OSError:
        yield
        return
    before, chosen = {name: os.environ.get(name) for name in _VARIABLES}, tempfile.tempdir
    os.environ.update(dict.fromkeys(_VARIABLES, str(room.folder)))
    tempfile.tempdir = str(room.folder)
    try:
        yield
    finally:
        tempfile.tempdir = chosen
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        room.leave()


def remove(folder: Path) -> None:
    """The folder with all in it; on Windows a program that was just killed may hold a file for a moment."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)


def _sweep(around: Path) -> None:
    """What runs that were killed could not remove."""
    with suppress(OSError), os.scandir(around) as entries:
        for entry in entries:
            if _PATTERN.fullmatch(entry.name) and _is_left(Path(entry.path)):
                shutil.rmtree(entry.path, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    """Whether a run of this user made the folder, and is over."""
    try:
        if not is_private(folder):
            return False
        with open_plain(folder / _MARK) as mark:
            return mark.read(len(_WORDS) + 1) == _WORDS and lock(mark)
    except OSError:  # on Windows also where the mark is locked: it cannot be read
        return False
