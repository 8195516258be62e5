"""Which workbooks a batch works on: folders, files and globs become one sorted list without doubles."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from itaxl.batch.places import Places, real
from itaxl.errors import InputError

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
#: What Excel lays beside a workbook that is open.
_LOCK = "~$"


def collect(paths: Sequence[str], out: Path) -> list[Path]:
    """Every workbook once, sorted; never one that a batch wrote into `out`.

    A named file that does not exist stays in the list: it fails by itself, and the rest goes on.
    Raises InputError when nothing is found at all.
    """
    found: dict[str, Path] = {}
    for name in paths:
        for path in sorted(_expand(name, out), key=str):
            found.setdefault(real(path), path)
    own = Places(out)
    inputs = sorted((path for place, path in found.items() if not own.wrote(place)), key=_order)
    if not inputs:
        raise InputError(
            f"ไม่พบสมุดงานใน {' '.join(paths)}",
            "โปรดระบุโฟลเดอร์หรือไฟล์ที่เป็น .xlsm .xlsx .xlsb .xls หรือ .ods",
        )
    return inputs


def _expand(name: str, out: Path) -> Iterator[Path]:
    path = Path(name)
    if path.is_dir():
        yield from _workbooks(path, out)
    elif not path.exists() and (matches := glob.glob(name, recursive=True)):
        for match in map(Path, matches):
            if match.is_dir():
                yield from _workbooks(match, out)
            elif _is_workbook(match.name):
                yield match
    elif not path.name.startswith(_LOCK):  # a shell expands *.xlsx to lock files, too
        yield path


def _is_workbook(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES and not name.startswith((_LOCK, "."))


def _workbooks(folder: Path, out: Path) -> Iterator[Path]:
    """The workbooks below a folder; a folder that cannot be opened stands for itself, and fails later."""
    closed: list[Path] = []
    skipped = real(out) if real(out) != real(folder) else ""
    for place, folders, names in os.walk(folder, onerror=lambda e: closed.append(Path(e.filename))):
        folders[:] = [f for f in folders if not f.startswith(".") and real(Path(place, f)) != skipped]
        yield from (Path(place, name) for name in names if _is_workbook(name))
    yield from closed


def _order(path: Path) -> tuple[str, str]:
    text = path.as_posix()
    return text.casefold(), text
