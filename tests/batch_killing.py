"""Batches that are killed: `python -m tests.batch_killing COUNT [SEED]`.

The real command, with worker processes, is killed COUNT times with SIGKILL at random moments: the whole of
it, or one of its workers.  After each kill every file in the output folder is whole; whenever it is let run
to its end, and whenever only a worker was killed, the folder holds the bytes of an undisturbed run, and at
the end nothing is left over.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.batch_cases import digests, leftovers, offices, unwhole

#: After so many kills the command is let run to its end, and every so often begins anew.
_FINISH, _ANEW = 4, 3


@dataclass
class Killing:
    """What was done and seen; `problems` must stay empty."""

    kills: int = 0
    of_workers: int = 0
    finished: int = 0
    moments: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        moments = f"{min(self.moments):.2f} to {max(self.moments):.2f} s" if self.moments else "no time"
        return (
            f"{self.kills} kills ({self.of_workers} of a worker) after {moments}, {self.finished} runs "
            f"to the end: {len(self.problems)} problems {self.problems}"
        )


def kill(count: int, seed: int, folder: Path, workbooks: int = 24, *words: str) -> Killing:
    """Kill batches over so many workbooks, with two workers each."""
    chance, seen = random.Random(seed), Killing()
    inputs = offices(folder / "in", workbooks)
    began = time.monotonic()
    _finish(inputs, folder / "undisturbed", words)
    lasts = time.monotonic() - began
    wanted = digests(folder / "undisturbed")
    out = folder / "out"
    while seen.kills < count:
        of_workers = seen.of_workers
        ended = _kill_one(inputs, out, chance.uniform(0.1, 1.0) * lasts, chance.random() < 0.5, seen, words)
        if ended:  # too late
            lasts *= 0.9
            shutil.rmtree(out)
            continue
        number = seen.kills
        seen.problems += [f"kill {number}: {problem}" for problem in unwhole(out)]
        if seen.of_workers > of_workers and digests(out) != wanted:
            seen.problems.append(f"kill {number}: a worker died once, and its workbook was given up")
        if number % _FINISH == 0 or number == count:
            _finish(inputs, out, words)
            seen.finished += 1
            if digests(out) != wanted:
                different = set(digests(out).items()) ^ set(wanted.items())
                seen.problems.append(
                    f"kill {number}: other outputs {sorted({name for name, _ in different})}"
                )
            seen.problems += [f"kill {number}: left over {name}" for name in leftovers(out)]
            if seen.finished % _ANEW == 0:
                shutil.rmtree(out)
    return seen


def _started(inputs: Path, out: Path, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "itaxl", "batch", str(inputs), "--out", str(out), "--jobs", "2", *words]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _finish(inputs: Path, out: Path, words: tuple[str, ...]) -> None:
    code = _started(inputs, out, words).wait(300)
    assert code == 3, f"the batch ended with {code}: one input is damaged on purpose"


def _kill_one(
    inputs: Path, out: Path, moment: float, a_worker: bool, seen: Killing, words: tuple[str, ...]
) -> bool:
    """Whether the batch had ended before."""
    process = _started(inputs, out, words)
    while a_worker and process.poll() is None and not _children(process.pid):
        time.sleep(0.01)
    time.sleep(moment)
    if process.poll() is not None:
        return True
    workers = _children(process.pid)
    if a_worker and workers:
        os.kill(max(workers), signal.SIGKILL)
        code = process.wait(300)
        if code != 3:
            seen.problems.append(f"the batch ended with {code} when a worker was killed")
        seen.of_workers += 1
    else:
        process.kill()
        process.wait()
        _await_end(workers)
    seen.kills += 1
    seen.moments.append(moment)
    return False


def _children(parent: int) -> list[int]:
    """The worker processes: children of the command that run Python, told by their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if not entry.name.isdigit() or b"spawn_main" not in (entry / "cmdline").read_bytes():
                continue
            if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(entry.name))
        except OSError:  # it ended meanwhile
            continue
    return found


def _await_end(workers: list[int]) -> None:
    """Orphans end by themselves when they have no more to do."""
    for _ in range(600):
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            return
        time.sleep(0.05)
    raise AssertionError("workers live on without their parent")


def main(words: list[str]) -> int:
    count, seed = int(words[0]), int(words[1]) if len(words) > 1 else 1
    with tempfile.TemporaryDirectory() as folder:
        seen = kill(count, seed, Path(folder), 60, "--annotate")
    sys.stdout.write(f"seed {seed}: {seen}\n")
    return bool(seen.problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
