"""Which workbooks a batch works on: folders, files and globs become one sorted list without doubles."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

from itaxl.batch.ours import LeftOut, Ours
from itaxl.batch.places import real
from itaxl.disk.folders import matching, walked
from itaxl.errors import InputError

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".fods"})
#: What Excel lays beside a workbook that is open.
_LOCK = "~$"


class Inputs(Sequence[Path]):
    """Paths, held as texts: a Path takes five times the memory, and a country has thousands.

    `left_out` were found, too, and are outputs.
    """

    def __init__(self, texts: Sequence[str], left_out: Sequence[LeftOut] = ()) -> None:
        self._texts = texts
        self.left_out = tuple(left_out)

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> Path: ...
    @overload
    def __getitem__(self, at: slice) -> Inputs: ...
    def __getitem__(self, at: int | slice) -> Path | Inputs:
        return Inputs(self._texts[at]) if isinstance(at, slice) else Path(self._texts[at])


def collect(paths: Sequence[str], out: Path) -> Inputs:
    """Every workbook once, sorted; those that a batch wrote, into `out` or elsewhere, are left out.

    A named file that does not exist stays in the list: it fails by itself, and the rest goes on.
    Raises InputError when nothing is found at all.
    """
    ours = Ours(out)
    found: dict[str, str] = {}
    for name in paths:
        for path in sorted(_expand(name)):
            found.setdefault(real(path), path)
    inputs: list[str] = []
    left_out: list[LeftOut] = []
    for place, path in found.items():
        if output := ours.left_out(path, place):
            left_out.append(output)
        else:
            inputs.append(path)
    if not inputs:
        made = f" นอกจากไฟล์ที่โปรแกรมทำไว้เอง {len(left_out):,} ไฟล์" if left_out else ""
        raise InputError(
            f"ไม่พบสมุดงานใน {' '.join(paths)}{made}",
            "โปรดระบุโฟลเดอร์หรือไฟล์ที่เป็น .xlsm .xlsx .xlsb .xls .ods หรือ .fods",
        )
    inputs.sort()
    inputs.sort(key=_order)
    return Inputs(inputs, sorted(left_out))


def _expand(name: str) -> Iterator[str]:
    path = Path(name)
    if path.is_dir():
        yield from _workbooks(path)
    elif not path.exists() and (matches := matching(name)):
        for match in map(Path, matches):
            if match.is_dir():
                yield from _workbooks(match)
            elif _is_workbook(match.name):
                yield str(match)
    elif not path.name.startswith(_LOCK):  # a shell expands *.xlsx to lock files, too
        yield str(path)


def _is_workbook(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in SUFFIXES and not name.startswith((_LOCK, "."))


def _workbooks(folder: Path) -> Iterator[str]:
    """The workbooks below a folder; a folder that cannot be opened stands for itself, and fails later."""
    closed: list[str] = []
    for place, folders, names in walked(str(folder), lambda e: closed.append(str(Path(e.filename)))):
        at = Path(place)
        folders[:] = [f for f in folders if not f.startswith(".")]
        yield from (str(at / name) for name in names if _is_workbook(name))
    yield from closed


def _order(text: str) -> str:
    """Letter case aside, as everywhere with '/'; the list is in order of its letters before."""
    return text.replace(os.sep, "/").casefold()
