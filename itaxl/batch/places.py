"""The output folder: what a batch writes, and where."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from itaxl.errors import OutputError
from itaxl.files.atomic import safe_stem

#: Bytes; a number, the year and the suffix must find room in the 255 of a file name.
_LONGEST_OFFICE = 200


class Places:
    """The files and folders of one output folder."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.memos = out / "memos"
        self.checked = out / "checked"
        self.findings = out / "findings.csv"
        self.record = out / "batch.jsonl"
        self.district = out / "district.xlsx"

    def prepare(self) -> None:
        """Make the folders.  Raises OutputError, before any work is done."""
        try:
            self.memos.mkdir(parents=True, exist_ok=True)
            probe = self.out / f".itaxl-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as problem:
            raise OutputError(
                f"เขียนลงโฟลเดอร์ {self.out} ไม่ได้ ({problem.strerror or problem})",
                "โปรดเลือกโฟลเดอร์อื่น หรือขอสิทธิ์เขียนในโฟลเดอร์นี้",
            ) from problem

    def wrote(self, path: Path) -> bool:
        """Whether a path is one of the outputs, so that no batch reads what a batch wrote."""
        place = path.resolve()
        ours = self.memos.resolve(), self.checked.resolve()
        return place == self.district.resolve() or any(place.is_relative_to(folder) for folder in ours)

    def relative(self, path: Path) -> str:
        """As the records name it: from the output folder, which may be moved as a whole."""
        return path.relative_to(self.out).as_posix()


class MemoNames:
    """'<office> <year>.docx'; the second of one name gets ' (2)', whatever the file system's letter case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, office: str, fiscal_year: int | None) -> str:
        """A name no other memo of this batch has.  The same inputs in the same order get the same names."""
        stem = safe_stem(office, _LONGEST_OFFICE) + (f" {fiscal_year}" if fiscal_year else "")
        name, number = stem, 1
        while self._key(name) in self._taken:
            number += 1
            name = f"{stem} ({number})"
        self._taken.add(self._key(name))
        return f"{name}.docx"

    @staticmethod
    def _key(name: str) -> str:
        return unicodedata.normalize("NFC", name).casefold()
