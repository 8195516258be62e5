"""Windows: a file that a scanner, OneDrive or an indexer holds for a moment is asked for again."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")

#: Access denied, sharing violation, lock violation: what a held file answers there.
HELD = frozenset({5, 32, 33})
#: Seconds, in all and between two tries.
_LONGEST, _FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 0.01, 0.2


def patiently(act: Callable[_Given, _Answer], *args: _Given.args, **options: _Given.kwargs) -> _Answer:
    """Call `act`; what Windows refuses because somebody holds the file is tried for up to two seconds.

    Raises what the last try raised.
    """
    until, pause = time.monotonic() + _LONGEST, _FIRST_PAUSE
    while True:
        try:
            return act(*args, **options)
        except OSError as error:
            if getattr(error, "winerror", None) not in HELD or time.monotonic() > until:
                raise
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def is_held(path: Path) -> bool:
    """Whether another program holds the file so that nobody can open it.

    Asked after open() was refused, which tells only that it was: Python's open() sets no `winerror`.
    """
    if sys.platform != "win32":
        return False
    import _winapi

    shared = 3  # as open() asks: others may read and write
    try:
        _winapi.CloseHandle(
            _winapi.CreateFile(str(path), _winapi.GENERIC_READ, shared, 0, _winapi.OPEN_EXISTING, 0, 0)
        )
    except OSError as error:
        return error.winerror in (32, 33)
    return False
