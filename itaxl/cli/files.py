"""The files that a command line names: cmd.exe leaves patterns to the program."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from itaxl.disk.folders import matching

#: What Excel and LibreOffice lay beside a workbook that is open.
_LOCKS = ("~$", ".~lock.")


def expanded(names: Iterable[str | Path]) -> list[Path]:
    """Patterns that no shell has expanded become the files that they match, once each."""
    paths: dict[Path, None] = {}
    for path in map(Path, names):
        matches = [] if os.path.lexists(path) else matching(str(path))
        found = [m for m in map(Path, matches) if m.is_file() and not m.name.startswith(_LOCKS)]
        paths |= dict.fromkeys(found or [path])
    return list(paths)
