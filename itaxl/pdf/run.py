"""One LibreOffice process over a list of staged files: its PDFs appear one by one, in the files' order."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path

from itaxl.machine.libreoffice_profile import write_profile
from itaxl.machine.processes import OwnProcess
from itaxl.machine.workroom import remove
from itaxl.named_tuple import NamedTuple
from itaxl.pdf.staging import is_whole

_POLL = 0.02
#: Letters: enough for what is said about a hundred files.
_LAST_WORDS = 100_000
#: What LibreOffice says, in every language, of each file that it cannot read.
_PASSED_OVER = "source file could not be loaded"
#: Named, or LibreOffice guesses, and would print a broken file as text.
_READS = "MS Word 2007 XML"


class Limits(NamedTuple):
    """Seconds without a result after which a process is given up: its first result, and the next ones."""

    first: float = 180.0
    next: float = 60.0


class Verdict(Enum):
    """What the process did with a file."""

    MADE = auto()
    SKIPPED = auto()
    DIED = auto()
    HUNG = auto()


class Run:
    """Has the profile, the PDFs and the words of the process in a `room` of its own."""

    def __init__(self, room: Path, limits: Limits) -> None:
        self._room, self._limits = room, limits
        self._out = room / "out"
        self._process: OwnProcess | None = None
        self._deadline: float | None = None
        self._skipped = 0

    def start(self, program: Path, folder: Path, names: Sequence[str]) -> None:
        """`names` are files in `folder`, sorted.  Raises OSError when the program does not start."""
        self._out.mkdir()
        profile = write_profile(self._room / "profile")
        options = ["--headless", "--norestore", "--nologo", "--nolockcheck", f"--infilter={_READS}"]
        command = [str(program), profile, *options, "--convert-to", "pdf", "--outdir", str(self._out), *names]
        with (self._room / "said.txt").open("wb") as said:
            self._process = OwnProcess(command, folder, said)

    def wait_for(self, name: str) -> Verdict:
        """Waits until it is known what became of a file; asked for in the files' order."""
        self._deadline = self._deadline or time.monotonic() + self._limits.first
        while True:
            code, went_on = self._code, self._went_past(name)  # before looking at the PDF itself
            if is_whole(self.pdf_of(name)):
                return self._seen(Verdict.MADE)
            if went_on or code == 0:
                return self._seen(Verdict.SKIPPED)
            if code is not None or time.monotonic() > self._deadline:
                return self._lost(Verdict.DIED if code is not None else Verdict.HUNG)
            time.sleep(_POLL)

    def pdf_of(self, name: str) -> Path:
        return (self._out / name).with_suffix(".pdf")

    def last_words(self) -> str:
        """What the process printed last."""
        try:
            return (self._room / "said.txt").read_text("utf-8", "replace")[-_LAST_WORDS:]
        except OSError:
            return ""

    def end(self) -> None:
        """No process and no file of it is left."""
        if self._process:
            self._process.end()
        remove(self._room)

    @property
    def _code(self) -> int | None:
        return self._process.code if self._process else None

    def _seen(self, verdict: Verdict) -> Verdict:
        self._deadline = time.monotonic() + self._limits.next
        self._skipped += verdict is Verdict.SKIPPED
        return verdict

    def _lost(self, verdict: Verdict) -> Verdict:
        """A later file may be to blame, when LibreOffice said that it passed over more than we know of."""
        if self.last_words().count(_PASSED_OVER) <= self._skipped:
            return verdict
        self._skipped += 1
        return Verdict.SKIPPED

    def _went_past(self, name: str) -> bool:
        with suppress(OSError):
            return any(pdf.suffix == ".pdf" and pdf.stem > Path(name).stem for pdf in self._out.iterdir())
        return False
