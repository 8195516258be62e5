"""How long a stuck workbook may keep a batch waiting: seconds of processor, not of the clock."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from itaxl.batch import bounds
from itaxl.batch.bounds import bounded, seconds_for
from itaxl.batch.outcome import Job, Options
from itaxl.batch.pool import in_order
from tests.batch_cases import TODAY


def working(seconds: float) -> Callable[[Job], str]:
    """Work that takes a name's number of seconds of processor, or of sleep behind a z."""
    bounds._FOR_SMALL, bounds._LOOKS = seconds, 0.05

    def work(job: Job) -> str:
        kind, _, wanted = job.path.name.partition("-")
        until = time.process_time() + float(wanted)
        if kind == "z":
            time.sleep(float(wanted))
        while kind == "busy" and time.process_time() < until:
            pass
        return job.path.name

    return bounded(work, Options(TODAY))


def lost(job: Job, why: str) -> str:
    return f"{job.path.name}: {why}"


def it_ends_a_job_that_takes_too_much_of_the_processor_and_tries_it_no_second_time() -> None:
    jobs = [Job(Path(name)) for name in ("busy-0", "busy-60", "z-1.2", "busy-0.1")]
    begun = time.monotonic()
    results = list(in_order(jobs, partial(working, 0.8), lost, 1))
    assert results[0::2] == ["busy-0", "z-1.2"] and results[3] == "busy-0.1"
    assert results[1].startswith("busy-60: ") and "นานเกินกำหนด" in results[1]
    assert time.monotonic() - begun < 40


@pytest.mark.parametrize(
    ("size", "annotate", "seconds"), [(9_999_999, False, 10), (9_999_999, True, 30), (10_000_000, True, 120)]
)
def it_gives_a_small_workbook_little_time(tmp_path: Path, size: int, annotate: bool, seconds: float) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        os.truncate(file.fileno(), size)
    assert seconds_for(Job(path), Options(TODAY, annotate=annotate)) == seconds


def it_does_not_mind_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert seconds_for(Job(tmp_path / "none.xlsx"), Options(TODAY)) == 10
