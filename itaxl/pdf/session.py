"""What the runs of one converter share: a folder for temporary files, and whether the program works."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from itaxl.errors import ItaxlError
from itaxl.pdf.fault import file_fault, program_fault
from itaxl.pdf.run import Limits, Run
from itaxl.pdf.staging import Workspace

#: So many files lost one after the other are the program's fault, not theirs.
_LOST_IN_A_ROW = 3
_REINSTALL = "โปรดเปิด LibreOffice ดูว่าใช้งานได้ หรือติดตั้งใหม่ แล้วลองอีกครั้ง"


class Session:
    """Knows every process that it started, and ends those that still run."""

    def __init__(self, program: Path, limits: Limits) -> None:
        self._program, self._limits = program, limits
        self._space = Workspace()
        self._runs: set[Run] = set()
        self._lost = 0
        self._unusable: ItaxlError | None = None

    def room(self) -> Path:
        """A new folder.  Raises OutputError."""
        return self._space.room()

    def start(self, folder: Path, names: Sequence[str]) -> Run:
        """A process over files in `folder`.  Raises ItaxlError; always, once LibreOffice is given up."""
        if self._unusable:
            raise self._unusable
        run = Run(self.room(), self._limits)
        self._runs.add(run)
        try:
            run.start(self._program, folder, names)
        except OSError as error:
            self.finish(run)
            self._unusable = program_fault("เริ่ม LibreOffice ไม่ได้", _REINSTALL, f"{self._program}: {error}")
            raise self._unusable from error
        return run

    def finish(self, run: Run) -> None:
        """End a run, whether it has ended or not."""
        run.end()
        self._runs.discard(run)

    def end(self) -> None:
        """No process and no file is left."""
        for run in list(self._runs):
            self.finish(run)
        self._space.clear()

    def note_success(self) -> None:
        """LibreOffice works: what was lost before was the file's fault."""
        self._lost = 0

    def note_loss(self, name: str, why: str, said: str) -> ItaxlError:
        """The problem of a file that took its process with it."""
        problem = file_fault(name, why, said)
        self._lost += 1
        if self._lost >= _LOST_IN_A_ROW:
            self._unusable = program_fault(f"{why} {self._lost} ไฟล์ติดต่อกัน", _REINSTALL, said)
        return problem
