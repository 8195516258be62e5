"""Fresh processes that take turns, and what a family of processes needs of memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: Not resolved: the project may stand behind a link.
ROOT = Path(__file__).absolute().parents[1]
_PAUSE = 0.05
_WORKER = b"spawn_main"

Command = Sequence[str | Path]


def python(module: str, *arguments: str | Path) -> list[str | Path]:
    return [sys.executable, "-m", module, *arguments]


def environment() -> dict[str, str]:
    """This one's, with the project first on Python's path.

    Compiled modules are kept, as they are wherever the program is installed.
    """
    found = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": os.pathsep.join(found)}


def answer(command: Command, folder: Path | None = None) -> Any:
    """The JSON that a process prints.  Raises CalledProcessError, its last words told, when it fails."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, cwd=folder or ROOT, env=environment()
    )
    if done.returncode:
        sys.stderr.write(done.stderr.decode("utf-8", "replace")[-2000:])
    done.check_returncode()
    return json.loads(done.stdout)


def in_turns(
    commands: Mapping[str, Command], rounds: int, folder: Path | None = None
) -> dict[str, list[Any]]:
    """Each command's answers, round by round: A B C, A B C, …"""
    answers: dict[str, list[Any]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            answers[name].append(answer(command))
    return answers


def seconds(command: Command, folder: Path | None = None) -> float:
    """From the start of a process to its end."""
    start = time.perf_counter()
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, cwd=folder or ROOT, env=environment()
    )
    taken = time.perf_counter() - start
    if done.returncode:
        sys.stderr.write(done.stderr.decode("utf-8", "replace")[-2000:])
    done.check_returncode()
    return taken


def seconds_in_turns(commands: Mapping[str, Command], rounds: int, warm: int = 2) -> dict[str, list[float]]:
    """Whole processes; the first `warm` rounds fill the disk's cache and are not counted."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(warm + rounds):
        for name, command in commands.items():
            one = seconds(command)
            if number >= warm:
                taken[name].append(one)
    return taken


@dataclass(frozen=True, slots=True)
class Watched:
    """A finished process with its workers, in the order of their starts.

    Peaks in MiB; 0 where the system does not tell.
    """

    seconds: float
    exit_code: int
    main: float
    workers: tuple[float, ...] = field(default=())

    def largest(self, which: slice) -> float:
        """The most that any of these workers had."""
        return max(self.workers[which], default=0.0)


def watched(command: Command, folder: Path | None = None) -> Watched:
    """Run it to its end, looking every now and then at the most memory that each process has had."""
    peaks: dict[int, int] = {}
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder or ROOT,
        env=environment(),
    )
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peaks, over), daemon=True)
    watcher.start()
    code = process.wait()
    taken = time.perf_counter() - start
    over.set()
    watcher.join()
    main = peaks.pop(process.pid, 0)
    return Watched(taken, code, main / 1024, tuple(peak / 1024 for peak in peaks.values()))


def _watch(main: int, peaks: dict[int, int], over: threading.Event) -> None:
    while not over.wait(_PAUSE):
        for process in (main, *_workers(main)):
            peaks[process] = max(peaks.get(process, 0), _peak_kib(process))


def _workers(main: int) -> list[int]:
    try:
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        return [int(c) for c in children if _WORKER in Path(f"/proc/{c}/cmdline").read_bytes()]
    except OSError:
        return []


def _peak_kib(process: int) -> int:
    try:
        _, found, rest = Path(f"/proc/{process}/status").read_text().partition("VmHWM:")
    except OSError:
        return 0
    return int(rest.split()[0]) if found else 0


def median(values: Sequence[float]) -> float:
    return statistics.median(values)
