"""Which of the files that a batch finds are its own outputs or another batch's: no name alone tells that.

A workbook is an output of ours when a ledger lists its content and it bears our mark (files/mark.py), for a
ledger can be made up; one whose name alone is listed is an output that somebody edited.  Where the ledger is
lost, the mark tells; the worker looks for it, which reads the file anyway.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from itaxl.batch.digests import digest_of
from itaxl.batch.ledger import written_in
from itaxl.batch.marks import bears_our_mark, is_ours
from itaxl.batch.places import Places, RealPlaces, real
from itaxl.batch.written import Written, folded
from itaxl.errors import OutputError
from itaxl.named_tuple import NamedTuple

#: Where workbooks of ours lie: a ledger that somebody made up hides none that lies elsewhere.
_PLACES = ("district.xlsx", "checked", "earlier")


class LeftOut(NamedTuple):
    """A workbook that is not counted, for it is an output; `edited` says that a person changed it since.

    `listed`: an output that the lists of this very run name.
    """

    path: Path
    edited: bool = False
    listed: bool = False


class Ours:
    """What the ledgers beside the files say; each is read once, and only where workbooks lie beside it."""

    def __init__(self, out: Path) -> None:
        self._out = real(out)
        self._ledgers: dict[str, Written] = {}

    def left_out(self, path: str, place: str) -> LeftOut | None:
        """`place` is the file's real one.  None for what no ledger knows."""
        folder, name = os.path.split(place)
        above, inner = os.path.split(folder)
        for base, output in ((folder, name), (above, f"{inner}/{name}")):
            if folded(output.rpartition("/")[0] or output) not in _PLACES:
                continue
            written = self._of(base)
            if _is_one_of(written.spellings(output), base, place):
                edited = not written.wrote(output, digest_of(Path(place)) or "")
                if not edited and not bears_our_mark(Path(place)):
                    return None  # whoever sent it may have sent the ledger, too
                return LeftOut(Path(path), edited, listed=not edited and base == self._out)
        return None

    def _of(self, base: str) -> Written:
        if base not in self._ledgers:
            self._ledgers[base] = written_in(Places(Path(base)).ledger, *_PLACES)
        return self._ledgers[base]


def _is_one_of(spellings: Sequence[str], base: str, place: str) -> bool:
    """A disk that knows letter case may hold a person's file beside ours that differs in nothing else."""
    paths = (os.path.join(base, one) for one in spellings)
    return any(os.path.exists(path) and os.path.samefile(path, place) for path in paths)


def refuse_replacing(inputs: Iterable[Path], places: Places) -> None:
    """Raises OutputError when one of the lists would be written where an input lies, under whatever name."""
    lying = [path for path in places.lists if os.path.exists(path)]
    written = written_in(places.ledger, *(path.name for path in lying)) if lying else Written()
    strange = [path for path in lying if not is_ours(written, path.name, digest_of(path) or "", path)]
    lists = [os.stat(path) for path in strange]
    if not lists:
        return
    for path in inputs:
        try:
            found = os.stat(path)
        except (OSError, ValueError):  # it fails by itself, and later
            continue
        for taken, here in zip(strange, lists, strict=True):
            if os.path.samestat(found, here) and not bears_our_mark(path):
                raise OutputError(
                    f"สมุดงาน {path} อยู่ในที่ที่จะเขียนผลลัพธ์ {taken.name}",
                    "โปรดเลือกโฟลเดอร์ผลลัพธ์อื่นด้วย --out หรือเปลี่ยนชื่อสมุดงานนี้ แล้วลองอีกครั้ง",
                )


def taken_stems(inputs: Sequence[Path], places: Places) -> list[str]:
    """The names of the inputs that lie where checked copies go: no copy gets one of them."""
    checked, lying = real(places.checked), RealPlaces()
    stems = []
    for path in map(str, inputs):
        if os.path.islink(path):
            path = os.path.realpath(path)
        folder, name = os.path.split(path)
        if lying.of_folder(folder) == checked:
            stems.append(os.path.splitext(name)[0])
    return stems
