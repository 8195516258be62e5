"""Which workbooks a batch works on: folders, files and globs become one sorted list without doubles."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import overload

from itaxl.batch.ours import LeftOut, Ours
from itaxl.batch.places import OUTPUTS, STATE, RealPlaces, real
from itaxl.core.district.desk import NotCounted
from itaxl.core.district.strangers import stranger
from itaxl.disk.folders import matching, walked
from itaxl.errors import InputError

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".fods"})
#: Files of other kinds that are told one by one.
_MOST_STRANGERS = 5_000
#: What Excel lays beside a workbook that is open.
_LOCK = "~$"


class Inputs(Sequence[Path]):
    """Paths, held as texts: a Path takes five times the memory, and a country has thousands.

    `left_out` were found, too, and are outputs; `strangers` are files of other kinds.
    """

    def __init__(
        self,
        texts: Sequence[str],
        left_out: Sequence[LeftOut] = (),
        strangers: Sequence[NotCounted] = (),
    ) -> None:
        self._texts = texts
        self.left_out = tuple(left_out)
        self.strangers = tuple(strangers)

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> Path: ...
    @overload
    def __getitem__(self, at: slice) -> Inputs: ...
    def __getitem__(self, at: int | slice) -> Path | Inputs:
        return Inputs(self._texts[at]) if isinstance(at, slice) else Path(self._texts[at])


def collect(paths: Sequence[str], out: Path, beside: Sequence[Path] = ()) -> Inputs:
    """Every workbook once, sorted; those that a batch wrote, into `out` or elsewhere, are left out.

    So are files `beside` them that serve the run: a roster, an emblem.

    A named file that does not exist stays in the list: it fails by itself, and the rest goes on.
    Raises InputError when nothing is found at all.
    """
    ours, lying = Ours(out), RealPlaces()
    found: dict[str, str] = {}
    others: dict[str, str] = {}
    outputs = {real(out / name) for name in OUTPUTS}
    for name in paths:
        more: list[str] = []
        for path in sorted(_expand(name, more, outputs)):
            found.setdefault(lying(path), path)
        others |= {lying(path): path for path in more[: _MOST_STRANGERS - len(others)]}
    for serving in map(real, beside):
        found.pop(serving, None)
        others.pop(serving, None)
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
    strangers = [path for place, path in others.items() if place not in found]
    return Inputs(inputs, sorted(left_out), [*_told(sorted(strangers, key=_order))])


def _told(strangers: Iterable[str]) -> Iterator[NotCounted]:
    for path in strangers:
        if about := stranger(os.path.basename(path)):
            yield NotCounted(path, "", *about)


def _expand(name: str, beside: list[str], outputs: set[str]) -> Iterator[str]:
    """The workbooks that a name means; what lies with them and is none comes to `beside`."""
    path = Path(name)
    if path.is_dir():
        yield from _workbooks(path, beside, outputs)
    elif not path.exists() and (matches := matching(name)):
        for match in map(Path, matches):
            if match.is_dir():
                yield from _workbooks(match, beside, outputs)
            elif _is_workbook(match.name):
                yield str(match)
            else:
                beside.append(str(match))
    elif not path.name.startswith(_LOCK):  # a shell expands *.xlsx to lock files, too
        yield str(path)


def _is_workbook(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in SUFFIXES and not name.startswith((_LOCK, "."))


def _workbooks(folder: Path, beside: list[str], outputs: set[str]) -> Iterator[str]:
    """The workbooks below a folder; a folder that cannot be opened stands for itself, and fails later."""
    closed: list[str] = []
    for place, folders, names in walked(str(folder), lambda e: closed.append(str(Path(e.filename)))):
        at = Path(place)
        if STATE in folders:  # a batch wrote here; the workbooks among its outputs are known by their content
            outputs |= {real(os.path.join(place, name)) for name in OUTPUTS}
        folders[:] = [f for f in folders if not f.startswith(".")]
        yield from (str(at / name) for name in names if _is_workbook(name))
        mine = [name for name in names if not _is_workbook(name) and stranger(name)]
        if mine and len(beside) < _MOST_STRANGERS and (here := real(place)) not in outputs:
            beside += (
                str(at / name) for name in mine if os.path.join(here, os.path.normcase(name)) not in outputs
            )
    yield from closed


def _order(text: str) -> str:
    """Letter case aside, as everywhere with '/'; the list is in order of its letters before."""
    return text.replace(os.sep, "/").casefold()
