"""Files into their places, over nothing that is not our own; what is in the way goes to earlier/ first."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from enum import Enum
from pathlib import Path

from itaxl.batch.digests import digest_of
from itaxl.batch.ledger import Ledger
from itaxl.batch.marks import bears_our_mark, is_ours
from itaxl.batch.places import Places
from itaxl.batch.written import folded
from itaxl.disk.atomic import fresh_name, is_one_file, move_new, move_over
from itaxl.disk.patience import patiently


class Why(Enum):
    """Why a file was moved to earlier/: what a person reads."""

    EDITED = "มีผู้แก้ไข จึงไม่เขียนทับ"
    FOREIGN = "ใช้ชื่อเดียวกับผลลัพธ์ แต่ไม่มีบันทึกว่าโปรแกรมเป็นผู้ทำ จึงไม่เขียนทับ"
    UNMARKED = "มีบันทึกว่าโปรแกรมเป็นผู้ทำ แต่ไม่มีเครื่องหมายของโปรแกรมในไฟล์ จึงไม่เขียนทับ"
    CHANGED = "ไม่ตรงกับสมุดงานต้นทางแล้ว"
    RENAMED = "ผลลัพธ์นี้ใช้ชื่ออื่นแล้ว"
    NO_COPY = "สมุดงานต้นทางเปลี่ยนแล้ว และครั้งนี้ไม่ได้สั่งทำสำเนาที่ตรวจแล้ว"
    NO_PDF = "บันทึกข้อความเปลี่ยนแล้ว และครั้งนี้ไม่ได้สั่งทำ PDF"
    ASIDE = "นับไฟล์อื่นของหน่วยงานเดียวกันแทน"
    GONE = "ไม่มีสมุดงานต้นทางแล้ว"


class Shelf:
    """The places of one output folder; `moved` counts what had to leave them."""

    def __init__(self, places: Places, ledger: Ledger) -> None:
        self._places, self._ledger = places, ledger
        self.moved: Counter[Why] = Counter()

    def put(self, lies: Path, digest: str, target: Path, name: str = "") -> None:
        """Move a file of ours to its place; `name` is that on record, if known.  Raises OutputError."""
        name, lying = name or self._places.relative(target), digest_of(target)
        if lying not in (None, digest) and not is_ours(self._ledger.written, name, lying, target):
            self.set_aside(target, self._why_not_ours(name, lying))
        self._ledger.promise(name, digest)
        if lying == digest:
            with contextlib.suppress(OSError):
                patiently(lies.unlink, missing_ok=True)
        else:
            move_over(lies, target)

    def put_unless_edited(self, lies: Path, digest: str, target: Path) -> None:
        """As `put`; what somebody edited since it got this very content stays."""
        name = self._places.relative(target)
        if self._ledger.written.is_newest(name, digest) and digest_of(target):
            with contextlib.suppress(OSError):
                patiently(lies.unlink, missing_ok=True)
        else:
            self.put(lies, digest, target)

    def named(self, folder: str) -> list[str]:
        """The names on record in a folder of ours, or of a file there."""
        names = self._ledger.written.names()
        return [name for name in names if name == folder or name.startswith(folder + "/")]

    def shows(self, path: Path, source: str) -> bool:
        """Whether a file of ours lies there as it was made of a source of that digest."""
        name, lying = self._places.relative(path), digest_of(path)
        written = self._ledger.written
        return bool(lying) and written.is_newest(name, lying or "") and written.is_newest(f"{name} ←", source)

    def note_source(self, path: Path, source: str) -> None:
        """What a file of ours was made of."""
        self._ledger.promise(f"{self._places.relative(path)} ←", source)

    def forget(self, path: Path) -> None:
        """What has the name from now on is not ours."""
        self._ledger.disown(self._places.relative(path))

    def set_aside(self, path: Path, why: Why) -> None:
        """Move a file to earlier/, over nothing.  Raises OutputError."""
        earlier = self._places.made_earlier()
        name, content = self._places.relative(path), digest_of(path) or ""
        ours = is_ours(self._ledger.written, name, content, path)
        wanted = earlier / path.name
        if not is_one_file(path, wanted):  # of a move that was killed in the middle
            wanted = fresh_name(wanted)
        if ours or self._ledger.written.knows(name):  # or nobody could tell it from a tracker there
            self._ledger.promise(self._places.relative(wanted), content if ours else "")
        move_new(path, wanted)
        self.moved[why] += 1

    def _why_not_ours(self, name: str, content: str) -> Why:
        written = self._ledger.written
        if written.wrote(name, content):
            return Why.UNMARKED
        return Why.EDITED if written.knows(name) else Why.FOREIGN

    def clear(self, standing: dict[str, str], why: dict[str, Why]) -> None:
        """Set aside the outputs that no workbook stands for.  Raises OutputError.

        `standing` holds the names that are results now by their folded names, `why` the reasons by name.
        """
        spelt = set(standing.values())
        for name in self._ledger.written.names():
            if name in spelt or not is_result(name):
                continue
            now = standing.get(folded(name))
            path = self._places.out / name
            same = now and is_one_file(path, self._places.out / now)
            if not same and (path.is_symlink() or path.is_file()):
                if not bears_our_mark(path):
                    continue  # somebody's work by now: it stays, and stays known as an output
                self.set_aside(path, why.get(name, Why.CHANGED))
            self._ledger.disown(name)


#: The folder and the endings of each kind of output.
KINDS = {
    "memo": ("memos", (".docx",)),
    "checked": ("checked", (".xlsx", ".xlsm")),
    "pdf": ("memos", (".pdf",)),
    "letter": ("replies", (".docx",)),
    "mail": ("replies", (".eml",)),
}

#: What no name of ours has: what leads elsewhere, and halves of characters.
_ODD = re.compile("[/\\\\:\0\ud800-\udfff]")


def is_result(name: str, kind: str | None = None) -> bool:
    """Whether a name on record can be an output (of that kind): others are lists, or were made up."""
    place, _, base = name.rpartition("/")
    for folder, endings in (KINDS[kind],) if kind else KINDS.values():
        if place == folder and base.endswith(endings):
            return not _ODD.search(base)
    return False
