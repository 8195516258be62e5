"""The files that a command line names: cmd.exe leaves patterns to the program."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from itaxl.errors import UsageError

#: What Excel and LibreOffice lay beside a workbook that is open.
_LOCKS = ("~$", ".~lock.")


def expanded(names: Iterable[str | Path]) -> list[Path]:
    """Patterns that no shell has expanded become the files that they match, once each."""
    paths: dict[Path, None] = {}
    for path in map(Path, names):
        matches = [] if os.path.lexists(path) else _matching(str(path))
        found = [m for m in map(Path, matches) if m.is_file() and not m.name.startswith(_LOCKS)]
        paths |= dict.fromkeys(found or [path])
    return list(paths)


def one_file(name: str) -> Path:
    """The same for an argument that is one file.  Raises UsageError for a pattern of several."""
    found = expanded([name])
    if len(found) > 1:
        raise UsageError(f"{name} ตรงกับ {len(found):,} ไฟล์ แต่คำสั่งนี้รับไฟล์เดียว", "โปรดระบุชื่อไฟล์เดียว")
    return found[0]


def _matching(pattern: str) -> list[str]:
    """Imported when it is needed, which is seldom: every command waits for this module."""
    from itaxl.disk.folders import matching

    return matching(pattern)
