"""The fuzz run: `python -m tests.fuzz_workbooks COUNT [SEED]`.

Spoilt workbooks go through a batch's own Worker (read, assess, memo, checked copy) in a process with a limit
on memory and on time.  Whatever comes, the answer must be an outcome: no traceback, no hang, no memory
without bound, and every output whole.  What an outcome leaves on record must come back as it was, and stand
in the lists and in a district workbook.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import io
import json
import os
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from itaxl.batch.job import Worker
from itaxl.batch.memory import recalled, remembered
from itaxl.batch.outcome import Job, Options, Outcome, Parcel
from itaxl.batch.places import Places
from itaxl.batch.pool import in_order
from itaxl.batch.records import FindingsCsv, record
from itaxl.core.district.line import OfficeLine
from itaxl.core.model import Digits
from itaxl.disk.atomic import is_leftover
from itaxl.errors import ExitCode
from itaxl.reading.workbook import grids_from_bytes
from tests.district_cases import written
from tests.fuzz_mutations import workbook

TODAY = dt.date(2024, 4, 2)
#: Bytes that a worker may claim beyond what it has after its first workbook; and in one go as a whole.
_MEMORY, _GROWTH = 1_500_000_000, 900_000
_SECONDS = 30.0
_DISTRICT = 200


class Answer(NamedTuple):
    """`problem` is '' for an input that was dealt with well; `peak` is the process's memory in KB so far."""

    number: int
    made: str
    status: str
    problem: str = ""
    line: OfficeLine | None = None
    copied: bool = False
    seconds: float = 0.0
    peak: int = 0


class Runner:
    """Lives in the worker process; a folder of its own takes the input and its outputs."""

    def __init__(self, seed: int, folder: Path) -> None:
        self._seed = seed
        self._folder = folder / str(os.getpid())
        self._places = Places(self._folder / "out")
        for place in (self._places.memos, self._places.checked):
            place.mkdir(parents=True)
        self._log = self._folder / "bugs.log"
        os.environ["ITAXL_LOG"] = str(self._log)
        self._noise: list[str] = []
        sys.unraisablehook = lambda problem: self._noise.append(f"noise: {problem.exc_value!r}")
        self._worker = Worker(Options(TODAY, annotate=True), self._places)
        limit_memory()

    def __call__(self, number: int) -> Answer:
        """Never raises: a fault in the fuzz itself is a problem, too."""
        made = ""
        try:
            book = workbook(number, self._seed)
            made = book.made
            path = self._folder / book.name
            path.write_bytes(book.data)
            began = time.perf_counter()
            outcome = self._worker(Job(path))
            took = time.perf_counter() - began
            problem = self._problem(outcome)
            path.unlink()
        except Exception as bug:
            return Answer(number, made, "fuzz", f"{type(bug).__name__}: {bug}")
        return Answer(
            number, made, outcome.status, problem, outcome.line, bool(outcome.checked), took, _peak()
        )

    def _problem(self, outcome: Outcome) -> str:
        found = [self._bug()] if outcome.code is ExitCode.BUG else []
        if outcome.error and "หน่วยความจำ" in outcome.error:
            found.append("out of memory")
        found += [_unfit_memo(parcel) for parcel in (outcome.memo,) if parcel]
        found += [_unfit_copy(parcel) for parcel in (outcome.checked,) if parcel]
        found.append(_unfit_record(outcome))
        found += self._noise
        self._noise.clear()
        kept = {parcel.lies for parcel in (outcome.memo, outcome.checked) if parcel}
        lying = {path for place in (self._places.memos, self._places.checked) for path in place.iterdir()}
        found += ["a file was left over"] * (
            lying != kept or not all(is_leftover(path.name) for path in lying)
        )
        for path in lying:
            path.unlink()
        return "; ".join(filter(None, found))

    def _bug(self) -> str:
        text = self._log.read_text(encoding="utf-8")
        self._log.unlink()
        return "traceback: " + " | ".join(text.strip().splitlines()[-3:])


def _unfit_memo(parcel: Parcel) -> str:
    from lxml import etree

    with zipfile.ZipFile(parcel.lies) as package:
        if package.testzip():
            return "the memo's package is not whole"
        etree.fromstring(package.read("word/document.xml"))
    return ""


def _unfit_copy(parcel: Parcel) -> str:
    from lxml import etree

    data = parcel.lies.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if package.testzip():
            return "the copy's package is not whole"
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet") or name in (
                "xl/sharedStrings.xml",
                "[Content_Types].xml",
            ):
                etree.fromstring(package.read(name), etree.XMLParser(huge_tree=True))
    grids_from_bytes(data, "copy.xlsx")
    return ""


def _unfit_record(outcome: Outcome) -> str:
    """What is remembered must be recalled, and the lists must take it."""
    json.dumps(record(outcome, None, None, None), ensure_ascii=False).encode("utf-8", "backslashreplace")
    FindingsCsv(io.StringIO()).add(outcome)
    if outcome.error is not None:
        return ""
    again = recalled(json.loads(json.dumps(remembered(outcome))), outcome.path)
    if again is None:
        return "the outcome is not recalled"
    same = (again.line, again.told, again.findings, again.notes, again.code, again.day) == (
        outcome.line, outcome.told, outcome.findings, outcome.notes, outcome.code, outcome.day,
    )  # fmt: skip
    return "" if same else "the outcome is recalled as another"


def limit_memory() -> None:
    """Of this process, where the system can."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _peak() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _lost(number: int, why: str) -> Answer:
    return Answer(number, "", "lost", f"the process was lost: {why}")


@dataclass
class Result:
    """The run in figures; `problems` have the number of the input, from which it can be made again."""

    seed: int
    inputs: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    copies: int = 0
    districts: int = 0
    slowest: Answer | None = None
    peak: int = 0
    problems: list[Answer] = field(default_factory=list)

    def add(self, answer: Answer) -> None:
        self.inputs += 1
        self.statuses[answer.status] += 1
        self.copies += answer.copied
        self.peak = max(self.peak, answer.peak)
        if self.slowest is None or answer.seconds > self.slowest.seconds:
            self.slowest = answer
        if answer.problem:
            self.problems.append(answer)

    def __str__(self) -> str:
        slow = self.slowest
        return (
            f"{self.inputs:,} inputs, seed {self.seed}: {dict(self.statuses)}, {self.copies:,} copies, "
            f"{self.districts} district workbooks; peak {self.peak // 1000} MB, "
            f"slowest {slow.seconds if slow else 0:.1f} s ({slow and (slow.number, slow.made)}); "
            f"{len(self.problems)} problems"
        )


def run(
    count: int,
    seed: int,
    tell: Callable[[Result, Answer], None] = lambda *_: None,
    first: int = 0,
    processes: int = 1,
) -> Result:
    """Every input of the numbers from `first` on, in worker processes."""
    result, lines = Result(seed), list[OfficeLine]()
    with tempfile.TemporaryDirectory() as folder:
        numbers = range(first, first + count)
        start = partial(Runner, seed, Path(folder))
        with contextlib.closing(in_order(numbers, start, _lost, processes, _SECONDS)) as answers:
            for answer in answers:
                result.add(answer)
                lines += [answer.line] if answer.line else []
                if len(lines) >= _DISTRICT or (lines and result.inputs == count):
                    _add_district(result, lines, answer)
                    lines = []
                tell(result, answer)
    return result


def _add_district(result: Result, lines: list[OfficeLine], last: Answer) -> None:
    """The offices so far, projected: the lines came through a worker's pipe as they do in a batch."""
    try:
        data = written(*lines, made_on=TODAY, digits=(Digits.ARABIC, Digits.THAI)[result.districts % 2])
        assert grids_from_bytes(data, "district.xlsx")
    except Exception as bug:
        result.problems.append(last._replace(problem=f"district workbook: {type(bug).__name__}: {bug}"))
    result.districts += 1
    gc.collect()


def main(words: list[str]) -> int:
    count, seed = int(words[0]), int(words[1]) if len(words) > 1 else 1
    began = time.monotonic()

    def tell(result: Result, answer: Answer) -> None:
        if answer.problem:
            sys.stdout.write(f"{answer.number} ({answer.made}): {answer.problem}\n")
        if result.inputs % 500 == 0:
            sys.stdout.write(f"{time.monotonic() - began:,.0f} s: {result}\n")
        sys.stdout.flush()

    result = run(count, seed, tell)
    sys.stdout.write(f"{time.monotonic() - began:,.0f} s: {result}\n")
    return bool(result.problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
