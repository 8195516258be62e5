"""Warm worker processes: results in the order of the jobs, and a dead worker costs one job only.

The standard pool cannot say which job killed a worker and gives up on all of them.  Here each worker
has its own pipe and answers in order, so the job that it leaves unanswered is the one to suspect.  The
system may have killed the worker for want of memory, so that job gets a second try, with a new worker and
the machine to itself; only a second death blames it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from multiprocessing import connection
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from itaxl.batch.bounds import OVERRUN
from itaxl.catching import ForeignFault, Guard
from itaxl.collector import settle
from itaxl.errors import ItaxlError, MissingError
from itaxl.machine.workroom import own_temporary_files

J = TypeVar("J")
R = TypeVar("R")

#: Jobs a worker holds at once: the next one waits in its pipe while it works.
_DEPTH = 2
#: How far results may run ahead of the oldest unfinished job; bounds what is kept in memory.
_WINDOW = 256
_STARTS = 3
#: Windows waits for no more than 63 things at once, and there are two for each worker.
_MOST_WORKERS = 30 if os.name == "nt" else sys.maxsize
_DIED = "โปรแกรมที่กำลังอ่านไฟล์นี้หยุดทำงานกลางคันทั้งสองครั้งที่ลอง"
_HUNG = "อ่านไฟล์นี้นานเกินกำหนดจึงหยุดอ่าน"


def in_order(
    jobs: Sequence[J],
    start: Callable[[], Callable[[J], R]],
    lost: Callable[[J, str], R],
    workers: int,
    time_limit: float | None = None,
) -> Generator[R, None, None]:
    """One result for each job, in order.

    `start` runs once in every process and gives the function that does a job (it must not raise);
    `lost(job, why)` makes the result of a job whose worker died twice, or took longer than `time_limit`
    seconds or ended itself with OVERRUN once.  What `start` raises is raised here.
    """
    crew = _Crew(jobs, start, lost, time_limit)
    with own_temporary_files():  # workers are killed at the end, whatever they have lying there
        try:
            crew.hire(workers)
            yield from crew.results()
        finally:
            crew.dismiss()


class _Worker:
    """One process, its pipe, and the jobs that it has not answered, oldest first."""

    def __init__(self, start: Callable[[], Callable[[Any], Any]]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, start), daemon=True)
        with _interrupts_ignored():
            self.process.start()
        theirs.close()
        self.jobs: deque[int] = deque()
        self.ready = self.used = False
        self.since = time.monotonic()

    def give(self, index: int, job: object) -> None:
        if not self.jobs:
            self.since = time.monotonic()
        self.used = True
        self.jobs.append(index)
        with contextlib.suppress(OSError):  # it died; reading from it will tell
            self.pipe.send((index, job))

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Crew(Generic[J, R]):
    def __init__(
        self,
        jobs: Sequence[J],
        start: Callable[[], Callable[[J], R]],
        lost: Callable[[J, str], R],
        time_limit: float | None,
    ) -> None:
        self._jobs, self._start, self._lost, self._limit = jobs, start, lost, time_limit
        self._workers: list[_Worker] = []
        self._again: deque[int] = deque()
        #: Jobs whose worker died, until each has been tried once more.
        self._suspects: deque[int] = deque()
        self._next = 0
        self._told = 0
        self._done: dict[int, R] = {}
        self._false_starts = 0

    def hire(self, workers: int) -> None:
        for _ in range(min(workers, len(self._jobs), _MOST_WORKERS)):
            self._workers.append(_Worker(self._start))

    def dismiss(self) -> None:
        for worker in self._workers:
            worker.stop()

    def results(self) -> Iterator[R]:
        while self._told < len(self._jobs):
            self._deal()
            for worker, answers in self._waiting():
                self._hear(worker, answers=answers)
            self._cut_off()
            while self._told in self._done:
                yield self._done.pop(self._told)
                self._told += 1

    def _deal(self) -> None:
        if self._suspects:
            self._try_alone(self._suspects[0])
            return
        for depth in range(_DEPTH):  # every worker gets one before any gets two
            for worker in self._workers:
                if worker.ready and len(worker.jobs) <= depth and (index := self._take()) is not None:
                    worker.give(index, self._jobs[index])

    def _try_alone(self, suspect: int) -> None:
        """As soon as nobody is at work.  Each death brought one suspect and one new worker."""
        new = [w for w in self._workers if w.ready and not w.used]
        if new and not any(w.jobs for w in self._workers):
            new[0].give(suspect, self._jobs[suspect])

    def _take(self) -> int | None:
        if self._again:
            return self._again.popleft()
        if self._next < min(len(self._jobs), self._told + _WINDOW):
            self._next += 1
            return self._next - 1
        return None

    def _waiting(self) -> list[tuple[_Worker, bool]]:
        """Those that answered or died: on Windows the pipe of one that died at its start does not end."""
        ends = [end for worker in self._workers for end in (worker.pipe, worker.process.sentinel)]
        ready = connection.wait(ends, 1.0 if self._limit else None)
        answers = [(worker, worker.pipe in ready) for worker in self._workers]
        return [(worker, said) for worker, said in answers if said or worker.process.sentinel in ready]

    def _hear(self, worker: _Worker, *, answers: bool) -> None:
        message = None
        with ForeignFault():  # the pipe ended, or ended inside a message
            message = worker.pipe.recv() if answers or worker.pipe.poll() else None
        if message is None:
            self._replace(worker, _DIED)
            return
        if isinstance(message, BaseException):
            raise message
        if not worker.ready:
            worker.ready = True
            return
        index, result = message
        worker.jobs.remove(index)
        worker.since = time.monotonic()
        self._finish(index, result)

    def _finish(self, index: int, result: R) -> None:
        self._done[index] = result
        if index in self._suspects:
            self._suspects.remove(index)

    def _cut_off(self) -> None:
        if self._limit is None:
            return
        now = time.monotonic()
        for worker in [w for w in self._workers if w.jobs and now - w.since > self._limit]:
            self._replace(worker, _HUNG)

    def _replace(self, worker: _Worker, why: str) -> None:
        worker.stop()
        if worker.process.exitcode == OVERRUN:
            why = _HUNG
        self._workers.remove(worker)
        if worker.jobs:
            suspect = worker.jobs.popleft()
            if why is _HUNG or suspect in self._suspects:
                self._finish(suspect, self._lost(self._jobs[suspect], why))
            else:
                self._suspects.append(suspect)
            self._again.extend(worker.jobs)
        elif not worker.ready:
            self._count_false_start()
        self._workers.append(_Worker(self._start))

    def _count_false_start(self) -> None:
        self._false_starts += 1
        if self._false_starts >= _STARTS:
            raise MissingError("เริ่มการทำงานหลายไฟล์พร้อมกันไม่ได้", "โปรดลองอีกครั้งด้วย --jobs 1")


def _serve(pipe: Connection, start: Callable[[], Callable[[Any], Any]]) -> None:
    """A worker's life: start once, answer jobs until the parent closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    work = _started(pipe, start)
    if work is None:
        return
    settle()
    try:
        pipe.send(True)
        while True:
            index, job = pipe.recv()
            pipe.send((index, work(job)))
    except (EOFError, OSError):  # the parent is gone
        return


def _started(pipe: Connection, start: Callable[[], Callable[[Any], Any]]) -> Callable[[Any], Any] | None:
    """What went wrong is raised by the parent, which is told of it."""
    with Guard(pipe.send):
        try:
            return start()
        except ItaxlError as problem:
            pipe.send(problem)
    return None


@contextlib.contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """A child inherits this, so that Ctrl-C while it starts prints no traceback."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    kept = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, kept)
