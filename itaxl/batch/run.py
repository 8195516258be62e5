"""A whole batch: every workbook once, outputs as they come, in the order of the inputs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from itaxl.batch.job import Options, Outcome, Worker, lost
from itaxl.batch.places import MemoNames, Places
from itaxl.batch.pool import in_order
from itaxl.batch.records import FindingsCsv, JsonLines, Record, record
from itaxl.batch.stream import whole_text
from itaxl.errors import ExitCode, ItaxlError, gravest
from itaxl.files.atomic import write_atomic

#: Below so many workbooks starting processes takes longer than they save.
_POOL_PAYS = 40
#: Seconds for one workbook in a worker process; the largest that we know take a few.
_TIME_LIMIT = 120.0


@dataclass(slots=True)
class Summary:
    """The run in figures; the last line of batch.jsonl."""

    files: int = 0
    ok: int = 0
    findings: int = 0
    failed: int = 0
    memos: int = 0
    errors: int = 0
    warnings: int = 0
    emblems_missing: int = 0
    exit_code: int = 0

    def add(self, outcome: Outcome, written: Record) -> None:
        self.files += 1
        setattr(self, outcome.status, getattr(self, outcome.status) + 1)
        self.memos += written["memo"] is not None
        self.errors += outcome.errors
        self.warnings += len(outcome.findings) - outcome.errors
        self.emblems_missing += outcome.emblem_missing
        self.exit_code = int(gravest([ExitCode(self.exit_code), outcome.code]))

    def as_record(self) -> Record:
        return asdict(self)


def run_batch(
    inputs: Sequence[Path],
    out: Path,
    options: Options,
    jobs: int | None = None,
    tell: Callable[[Outcome, Record], None] = lambda outcome, written: None,
) -> Summary:
    """Write DIR/memos, DIR/findings.csv and DIR/batch.jsonl; `tell` hears of each workbook in order.

    Inputs are never changed.  A workbook that fails is an outcome, not an exception; TemplateError
    and OutputError (for the folder and the two lists) are raised, the former before anything is written.
    """
    worker = Worker(options)  # judges the template before anything is written
    places = Places(out)
    places.prepare()
    names, summary = MemoNames(), Summary()
    with (
        whole_text(places.findings, "utf-8-sig") as csv_text,
        whole_text(places.record) as json_text,
        contextlib.closing(_outcomes(inputs, worker, options, jobs)) as outcomes,
    ):
        findings, records = FindingsCsv(csv_text), JsonLines(json_text)
        for outcome in outcomes:
            kept, memo = _deliver(outcome, places, names)
            written = record(kept, memo)
            findings.add(kept)
            records.add(written)
            summary.add(kept, written)
            tell(kept, written)
        records.add({"summary": summary.as_record()})
    return summary


def _outcomes(
    inputs: Sequence[Path], worker: Worker, options: Options, jobs: int | None
) -> Generator[Outcome, None, None]:
    processes = jobs or os.cpu_count() or 1
    if processes == 1 or (jobs is None and len(inputs) < _POOL_PAYS):
        yield from map(worker, inputs)
        return
    start = partial(Worker, options)
    with contextlib.closing(in_order(inputs, start, lost, processes, _TIME_LIMIT)) as results:
        yield from results


def _deliver(outcome: Outcome, places: Places, names: MemoNames) -> tuple[Outcome, str | None]:
    """Write the memo.  When that fails (open in Word, disk full) the workbook has failed, not the batch."""
    if outcome.memo is None:
        return outcome, None
    target = places.memos / names.take(outcome.office, outcome.fiscal_year)
    try:
        write_atomic(target, outcome.memo, durable=False)
    except ItaxlError as problem:
        return outcome.failed(problem), None
    return outcome, places.relative(target)
