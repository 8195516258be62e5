"""How much of the processor one workbook may have: a worker that takes more ends itself.

Not the clock decides, which a busy machine makes run, but the processor's time.  The clock's own limit, a
long one, stands for what does not even use the processor.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from itaxl.batch.outcome import Job, Options

#: The exit code of a worker that took too much.
OVERRUN = 75
_SMALL = 10_000_000
#: Seconds of processor for a small workbook, for one with a checked copy, for a large one.
_FOR_SMALL, _WITH_COPY, _FOR_LARGE = 10.0, 30.0, 120.0
_LOOKS = 0.25
R = TypeVar("R")


def bounded(work: Callable[[Job], R], options: Options) -> Callable[[Job], R]:
    """The same work, in a process that ends once a job takes more than its share."""
    watch = _Watch()

    def one(job: Job) -> R:
        watch.begin(seconds_for(job, options))
        try:
            return work(job)
        finally:
            watch.end()

    return one


def seconds_for(job: Job, options: Options) -> float:
    """Seconds of processor that a job may take."""
    try:
        size = os.stat(job.path).st_size
    except (OSError, ValueError):  # it fails by itself
        size = 0
    if size >= _SMALL:
        return _FOR_LARGE
    return _WITH_COPY if options.annotate else _FOR_SMALL


class _Watch:
    """A thread that looks now and then what the job at work has taken."""

    def __init__(self) -> None:
        self._until: float | None = None
        self._thread = threading.Thread(target=self._look, daemon=True)

    def begin(self, seconds: float) -> None:
        self._until = time.process_time() + seconds
        if not self._thread.is_alive():
            self._thread.start()

    def end(self) -> None:
        self._until = None

    def _look(self) -> None:
        while True:
            time.sleep(_LOOKS)
            until = self._until
            if until is not None and time.process_time() > until:
                os._exit(OVERRUN)
