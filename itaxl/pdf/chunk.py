"""Some of the files, given to one LibreOffice process: when that dies, only one of them is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from itaxl.errors import ItaxlError
from itaxl.machine.workroom import remove
from itaxl.pdf.converter import Pair
from itaxl.pdf.fault import file_fault, untried_fault
from itaxl.pdf.page_numbers import thai_page_numbers
from itaxl.pdf.run import Run, Verdict
from itaxl.pdf.session import Session
from itaxl.pdf.staging import deliver, stage

_WHY = {
    Verdict.SKIPPED: "LibreOffice อ่านไฟล์นี้หรือเขียน PDF ไม่สำเร็จ",
    Verdict.DIED: "LibreOffice หยุดทำงานกลางคัน",
    Verdict.HUNG: "LibreOffice ทำงานนานเกินกำหนด",
}


class Chunk:
    """Making one copies the files and starts the process; `results` waits for the PDFs."""

    def __init__(self, session: Session, pairs: Sequence[Pair]) -> None:
        self._session, self._pairs = session, pairs
        self._problems: dict[int, ItaxlError] = {}
        self._run: Run | None = None
        try:
            self._folder = session.room()
        except ItaxlError as problem:
            self._problems = dict.fromkeys(range(len(pairs)), problem)
            return
        self._stage()
        self._begin(0)

    def results(self) -> Iterator[ItaxlError | None]:
        yield from map(self._problem, range(len(self._pairs)))
        self._stop()
        remove(self._folder)

    def _stage(self) -> None:
        for index, (docx, _) in enumerate(self._pairs):
            try:
                stage(docx, self._folder / _name(index), thai_page_numbers)
            except ItaxlError as problem:
                self._problems[index] = problem

    def _begin(self, first: int) -> None:
        """Start a new process for the files from `first` on."""
        self._stop()
        indices = [index for index in range(first, len(self._pairs)) if index not in self._problems]
        if not indices:
            return
        try:
            self._run = self._session.start(self._folder, [_name(index) for index in indices])
        except ItaxlError as problem:
            self._problems |= {i: untried_fault(problem, self._pairs[i][0].name) for i in indices}

    def _stop(self) -> None:
        run, self._run = self._run, None
        if run:
            self._session.finish(run)

    def _problem(self, index: int, tries: int = 2) -> ItaxlError | None:
        """Waits for a file's PDF and delivers it; why there is none.

        A process that died may have been killed from outside: its file gets a second try.
        """
        if index in self._problems or self._run is None:
            return self._problems[index]
        verdict = self._run.wait_for(_name(index))
        if verdict is Verdict.DIED and tries > 1:
            self._begin(index)
            return self._problem(index, tries - 1)
        if verdict is Verdict.MADE:
            return self._deliver(index, self._run)
        name, said = self._pairs[index][0].name, self._run.last_words()
        if verdict is Verdict.SKIPPED:
            return file_fault(name, _WHY[verdict], said)
        problem = self._session.note_loss(name, _WHY[verdict], said)
        self._begin(index + 1)
        return problem

    def _deliver(self, index: int, run: Run) -> ItaxlError | None:
        self._session.note_success()
        made = run.pdf_of(_name(index))
        problem = deliver(made, self._pairs[index][1])
        with suppress(OSError):
            made.unlink()
        return problem


def _name(index: int) -> str:
    return f"{index:04}.docx"
