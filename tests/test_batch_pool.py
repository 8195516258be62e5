"""Worker processes that die, hang or never start: one job each at most, and the order stays.

A job whose worker died is tried once more, alone; one that hung is not.
"""

from __future__ import annotations

import ast
import contextlib
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import itaxl.batch
from itaxl.batch import pool
from itaxl.batch.pool import in_order
from itaxl.errors import MissingError, TemplateError

Work = Callable[[int], str]


def doubling() -> Work:
    return lambda job: f"{2 * job}"


def dying_on_sevens() -> Work:
    def work(job: int) -> str:
        if job % 10 == 7:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        return str(job)

    return work


def _kill_me() -> None:
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def noting(notes: Path, deaths: dict[int, int], hangs: dict[int, int] | None = None) -> Work:
    """Notes when each job begins and ends.  A job dies so many times; the try named in `hangs` hangs."""

    def work(job: int) -> str:
        _note(notes, "begin", job)
        tries = _begun(notes, job)
        if hangs and hangs.get(job) == tries:
            time.sleep(600)
        if tries <= deaths.get(job, 0):
            _kill_me()
        time.sleep(0.02)
        _note(notes, "end", job)
        return str(job)

    return work


def _note(notes: Path, what: str, job: int) -> None:
    with notes.open("a") as file:  # one short write: whole lines, whoever else writes
        file.write(f"{what} {job} {os.getpid()}\n")


def _begun(notes: Path, job: int) -> int:
    return sum(line.startswith(f"begin {job} ") for line in notes.read_text().splitlines())


def hanging_on_three() -> Work:
    def work(job: int) -> str:
        if job == 3:
            time.sleep(600)
        return str(job)

    return work


def refusing() -> Work:
    raise TemplateError("แม่แบบเสีย", "โปรดเลือกใหม่")


def dead_at_once() -> Work:
    os._exit(9)


def dead_with_its_pipe_open(notes: Path) -> Work:
    """As a worker is on Windows that dies while it starts: another process holds the end of its pipe."""
    child = os.fork()
    if not child:
        for descriptor in map(int, os.listdir("/dev/fd")):  # all but the pipe, which is a socket here
            with contextlib.suppress(OSError):
                if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                    os.close(descriptor)
        time.sleep(120)
        os._exit(0)
    _note(notes, "holder", child)
    os._exit(9)


def lost(job: int, why: str) -> str:
    assert why
    return f"lost {job}"


def it_gives_one_result_a_job_in_order() -> None:
    assert list(in_order(range(600), doubling, lost, 2)) == [str(2 * n) for n in range(600)]


def it_charges_a_dead_worker_to_the_job_it_had() -> None:
    expected = [f"lost {n}" if n % 10 == 7 else str(n) for n in range(30)]
    assert list(in_order(range(30), dying_on_sevens, lost, 2)) == expected


def it_cuts_off_a_job_that_hangs() -> None:
    results = list(in_order(range(8), hanging_on_three, lost, 2, time_limit=1.5))
    assert results == [f"lost {n}" if n == 3 else str(n) for n in range(8)]


def it_raises_what_the_start_raises() -> None:
    with pytest.raises(TemplateError, match="แม่แบบเสีย"):
        list(in_order(range(3), refusing, lost, 2))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows keeps the pipe open by itself")
def it_notices_a_dead_worker_whose_pipe_stays_open(notes: Path) -> None:
    begun = time.monotonic()
    try:
        with pytest.raises(MissingError):
            list(in_order(range(3), partial(dead_with_its_pipe_open, notes), lost, 1))
        assert time.monotonic() - begun < 60
    finally:
        for line in notes.read_text().splitlines():
            os.kill(int(line.split()[1]), signal.SIGKILL)


def it_gives_up_when_no_worker_starts() -> None:
    with pytest.raises(MissingError):
        list(in_order(range(3), dead_at_once, lost, 1))


def it_takes_its_workers_with_it_when_it_is_closed_early() -> None:
    import multiprocessing

    results = in_order(range(100), doubling, lost, 2)
    assert next(results) == "0"
    assert len(multiprocessing.active_children()) == 2
    results.close()
    assert multiprocessing.active_children() == []


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes"
    path.touch()
    return path


@pytest.mark.parametrize(
    ("died", "workers"),
    [({0: 1}, 1), ({4: 1}, 2), ({11: 1}, 2), ({3: 1, 4: 1, 5: 1}, 2), ({3: 1, 4: 1}, 1)],
    ids=str,
)
def it_blames_no_job_whose_worker_was_killed_once(notes: Path, died: dict[int, int], workers: int) -> None:
    results = list(in_order(range(12), partial(noting, notes, died), lost, workers))
    assert results == [str(n) for n in range(12)]
    assert [_begun(notes, n) for n in range(12)] == [2 if n in died else 1 for n in range(12)]


@pytest.mark.parametrize("workers", [1, 2])
def it_blames_a_job_that_kills_its_worker_twice_and_goes_on(notes: Path, workers: int) -> None:
    died = {4: 9, 5: 1, 8: 9}
    results = list(in_order(range(12), partial(noting, notes, died), lost, workers))
    assert results == [f"lost {n}" if n in (4, 8) else str(n) for n in range(12)]
    assert [_begun(notes, n) for n in range(12)] == [2 if n in died else 1 for n in range(12)]


def it_tries_again_in_a_new_worker_with_nothing_else_at_work(notes: Path) -> None:
    list(in_order(range(30), partial(noting, notes, {6: 1, 7: 2}), lost, 3))
    at_work: set[str] = set()
    seen: set[str] = set()
    tried = dict.fromkeys("67", 0)
    for line in notes.read_text().splitlines():
        what, job, process = line.split()
        if what == "end":
            at_work.discard(job)
            continue
        if job in tried:
            tried[job] += 1
            if tried[job] == 2:
                assert at_work <= {"6", "7"}  # whose death leaves no note
                assert process not in seen
        at_work.add(job)
        seen.add(process)
    assert tried == {"6": 2, "7": 2}


def it_tries_a_job_that_hung_no_second_time(notes: Path) -> None:
    start = partial(noting, notes, {}, {3: 1})
    results = list(in_order(range(6), start, lost, 2, time_limit=1.5))
    assert results == [f"lost {n}" if n == 3 else str(n) for n in range(6)]
    assert _begun(notes, 3) == 1


def it_cuts_off_the_second_try_too(notes: Path) -> None:
    start = partial(noting, notes, {3: 1}, {3: 2})
    results = list(in_order(range(6), start, lost, 2, time_limit=1.5))
    assert results == [f"lost {n}" if n == 3 else str(n) for n in range(6)]
    assert _begun(notes, 3) == 2


def it_hires_no_more_workers_than_the_system_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows waits for 63 things at the most."""
    hired: list[object] = []
    monkeypatch.setattr(pool, "_MOST_WORKERS", 60)
    monkeypatch.setattr(pool, "_Worker", hired.append)
    pool._Crew(range(1000), doubling, lost, None).hire(200)
    assert len(hired) == 60


def it_loads_in_a_worker_nothing_that_only_the_parent_needs() -> None:
    code = "import sys, itaxl.batch.job; print([n for n in sys.modules if n.startswith('itaxl.batch.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    needed = {
        f"itaxl.batch.{name}"
        for name in ("bounds", "digests", "job", "memory", "outcome", "places", "written")
    }
    assert set(ast.literal_eval(done.stdout)) == needed


def it_hands_out_what_it_says_and_nothing_else() -> None:
    assert all(getattr(itaxl.batch, name).__name__ == name for name in itaxl.batch.__all__)
    with pytest.raises(AttributeError, match="deliver"):
        _ = itaxl.batch.deliver
