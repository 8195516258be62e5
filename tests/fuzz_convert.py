"""The fuzz run of moving in: `python -m tests.fuzz_convert COUNT [SEED]`.

Spoilt memos and spoilt workbooks, in turns, go through `itaxl convert`'s own job in a process with a limit on
memory and on time.  Whatever comes, the answer must be a new tracker that can be read or one refusal, and the
source must be what it was.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import NamedTuple

from itaxl.batch.pool import in_order
from itaxl.convert.job import convert
from itaxl.convert.table.mapping import NO_MAPPING
from itaxl.errors import ExitCode, ItaxlError
from itaxl.reading.workbook import read_grids
from tests.convert_memos import CASES
from tests.fuzz_mutations import workbook
from tests.fuzz_workbooks import TODAY, limit_memory
from tests.memo_damage import spoiled

_SECONDS = 60.0


class Answer(NamedTuple):
    """`problem` is '' for a source that was dealt with well."""

    number: int
    status: str
    problem: str = ""
    seconds: float = 0.0


class Runner:
    """Lives in the worker process; a folder of its own takes the source and its tracker."""

    def __init__(self, seed: int, folder: Path) -> None:
        self._seed, self._folder = seed, folder / str(os.getpid())
        self._folder.mkdir()
        self._memos = [make().docx for make in CASES.values()]

    def __call__(self, number: int) -> Answer:
        """Never raises."""
        began = time.perf_counter()
        try:
            status, problem = self._converted(*self._source(number))
        except Exception as bug:
            status, problem = "traceback", f"{type(bug).__name__}: {bug}"
        finally:
            for path in self._folder.iterdir():
                path.unlink()
        return Answer(number, status, problem, time.perf_counter() - began)

    def _source(self, number: int) -> tuple[str, bytes]:
        if number % 2:
            book = workbook(number, self._seed)
            return book.name, book.data
        memo = self._memos[number // 2 % len(self._memos)]
        return "memo.docx", spoiled(memo, self._seed * 1_000_003 + number)

    def _converted(self, name: str, data: bytes) -> tuple[str, str]:
        source, output = self._folder / name, None
        source.write_bytes(data)
        try:
            output = convert(source, self._folder, NO_MAPPING, TODAY).output
            assert output is not None
            assert read_grids(output), "the new tracker is empty"
            status, problem = "moved", ""
        except ItaxlError as refusal:
            right = refusal.exit_code is ExitCode.INPUT and refusal.next_step
            status, problem = "refused", "" if right else f"{refusal.exit_code!r}: {refusal}"
        if source.read_bytes() != data:
            problem = "the source was changed"
        over = {path.name for path in self._folder.iterdir() if path not in (source, output)}
        return status, problem or (f"left over: {over}" if over else "")


def _started(seed: int, folder: Path) -> Runner:
    limit_memory()
    return Runner(seed, folder)


def run(count: int, seed: int) -> tuple[Counter[str], list[Answer], float]:
    """How many of each status, what went wrong, and the seconds of the slowest."""
    statuses, problems, slowest = Counter[str](), list[Answer](), 0.0
    with tempfile.TemporaryDirectory() as folder:
        start = partial(_started, seed, Path(folder))
        with contextlib.closing(in_order(range(count), start, _lost, 1, _SECONDS)) as answers:
            for answer in answers:
                statuses[answer.status] += 1
                slowest = max(slowest, answer.seconds)
                problems += [answer] if answer.problem else []
                if sum(statuses.values()) % 500 == 0:
                    sys.stderr.write(f"{dict(statuses)}, slowest {slowest:.1f} s, {problems}\n")
    return statuses, problems, slowest


def _lost(number: int, why: str) -> Answer:
    return Answer(number, "lost", f"the process was lost: {why}")


def main(words: list[str]) -> int:
    count, seed = int(words[0]), int(words[1]) if len(words) > 1 else 1
    statuses, problems, slowest = run(count, seed)
    sys.stdout.write(f"{count:,} sources, seed {seed}: {dict(statuses)}, slowest {slowest:.1f} s\n")
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
