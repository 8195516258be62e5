"""Worker processes that die, hang or never start: one job each at most, and the order stays."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import pytest

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
