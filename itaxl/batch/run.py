"""A whole batch: every workbook once, outputs as they come, in the order of the inputs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from itaxl.batch import lists
from itaxl.batch.delivery import Delivered, Delivery, on_record
from itaxl.batch.job import Job, Options, Outcome, Worker, lost
from itaxl.batch.jobs import Jobs
from itaxl.batch.ledger import Ledger
from itaxl.batch.memory import recalled, remembered
from itaxl.batch.pdfs import Pdfs, pdfs
from itaxl.batch.places import Places
from itaxl.batch.pool import in_order
from itaxl.batch.records import Record
from itaxl.errors import ExitCode, gravest
from itaxl.memo.render import Template

#: Below so many workbooks a second process takes longer to start than it saves.
_POOL_PAYS = 40
#: Seconds for one workbook in a worker process; the largest that we know take a few.
_TIME_LIMIT = 120.0
#: `jobs` for a run in this process alone, where a workbook that hangs is not cut off.
IN_PROCESS = 0


@dataclass(slots=True)
class Summary:
    """The run in figures; `about_template` are sentences.

    `unchanged`, `aside` and `about_template` tell of this run only, the others of the outputs.
    """

    files: int = 0
    ok: int = 0
    findings: int = 0
    failed: int = 0
    memos: int = 0
    errors: int = 0
    warnings: int = 0
    emblems_missing: int = 0
    exit_code: int = 0
    unchanged: int = 0
    aside: int = 0
    about_template: tuple[str, ...] = ()

    def add(self, outcome: Outcome, written: Record) -> None:
        self.files += 1
        setattr(self, outcome.status, getattr(self, outcome.status) + 1)
        self.memos += written["memo"] is not None
        self.errors += outcome.errors
        self.warnings += len(outcome.findings) - outcome.errors
        self.emblems_missing += outcome.emblem_missing
        self.unchanged += outcome.unchanged
        self.exit_code = int(gravest([ExitCode(self.exit_code), outcome.code]))

    def as_record(self) -> Record:
        """The last line of batch.jsonl: the same whether workbooks were done now or earlier."""
        names = ("files", "ok", "findings", "failed", "memos", "errors", "warnings", "emblems_missing")
        return {name: getattr(self, name) for name in (*names, "exit_code")}


def run_batch(
    inputs: Sequence[Path],
    out: Path,
    options: Options,
    jobs: int | None = None,
    tell: Callable[[Outcome, Record], None] = lambda outcome, written: None,
    time_limit: float = _TIME_LIMIT,
) -> Summary:
    """Write memos, checked copies, lists and the district workbook; `tell` hears of each input in order.

    Inputs are never changed, and those that an earlier run did are not done again.  A workbook that fails
    is an outcome, not an exception; TemplateError, MissingError and OutputError (for the folder and the
    lists) are raised, the first two before anything is written.
    """
    places, summary = Places(out), Summary()
    if isinstance(options.template, Path):
        options = replace(options, template=Template.load(options.template).docx)
    worker = Worker(options, places)
    summary.about_template = worker.about_template
    with (
        pdfs(options, places) as converter,
        places.held(copies=options.annotate),
        contextlib.closing(Ledger(places.ledger)) as ledger,
    ):
        delivery = Delivery(places, ledger, pdfs=options.pdf)
        run = _Run(Jobs(inputs, options, places, ledger), worker, delivery, ledger, places)
        outcomes = _outcomes(run.jobs, worker, partial(Worker, options, places), jobs, time_limit)
        with (
            contextlib.closing(outcomes),
            lists.opened(places, options.today, options.digits) as written,
        ):
            for delivered in run.delivered(outcomes, converter):
                line = written.add(delivered)
                summary.add(delivered.outcome, line)
                tell(delivered.outcome, line)
            written.end(summary.as_record())
        ledger.compact()
        summary.aside = run.delivery.aside
    return summary


@dataclass(frozen=True, slots=True)
class _Run:
    jobs: Jobs
    worker: Worker
    delivery: Delivery
    ledger: Ledger
    places: Places

    def delivered(self, outcomes: Iterator[Outcome], converter: Pdfs | None) -> Iterator[Delivered]:
        """Every outcome with its outputs in place, and kept in mind."""
        placed = map(self._kept, map(self._placed, outcomes))
        return map(self._kept, converter.added(placed, self.delivery)) if converter else placed

    def _placed(self, outcome: Outcome) -> Delivered:
        before = self.jobs.before(outcome.path)
        if outcome.unchanged:
            kept = recalled(before or {}, outcome.path)
            standing = kept and self.delivery.standing(kept, before or {})
            if standing:
                return standing
            outcome = self.worker(Job(outcome.path))  # its outputs have other names in this run
        return self.delivery.deliver(outcome, before)

    def _kept(self, done: Delivered) -> Delivered:
        """The same, kept in mind unless it failed: then it is tried again."""
        if done.outcome.error is None:
            identity = self.places.identity(done.outcome.path)
            memory = {"key": self.jobs.key, **remembered(done.outcome), **on_record(done)}
            if {"input": identity, **memory} != self.ledger.find(identity):
                self.ledger.keep(identity, memory)
        return done


def _outcomes(
    jobs: Jobs,
    worker: Worker,
    start: Callable[[], Worker],
    processes: int | None,
    time_limit: float,
) -> Generator[Outcome, None, None]:
    if processes == IN_PROCESS:
        yield from map(worker, jobs)
        return
    if processes is None:
        processes = (os.cpu_count() or 1) if len(jobs) >= _POOL_PAYS else 1
    with contextlib.closing(in_order(jobs, start, lost, processes, time_limit)) as results:
        yield from results
