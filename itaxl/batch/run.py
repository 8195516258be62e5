"""A whole batch: every workbook once, outputs as they come, in the order of the inputs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from itaxl.batch import lists
from itaxl.batch.bounds import bounded
from itaxl.batch.delivery import Delivered, Delivery, on_record
from itaxl.batch.job import Worker
from itaxl.batch.jobs import Jobs
from itaxl.batch.ledger import Ledger
from itaxl.batch.memory import recalled, remembered
from itaxl.batch.others import Others
from itaxl.batch.ours import LeftOut, refuse_replacing, taken_stems
from itaxl.batch.outcome import Job, Options, Outcome, lost
from itaxl.batch.pdfs import Pdfs, pdfs
from itaxl.batch.places import Places
from itaxl.batch.pool import in_order
from itaxl.batch.records import Record
from itaxl.batch.shelf import KINDS, Shelf
from itaxl.batch.summary import Summary
from itaxl.disk.zone import zone_among
from itaxl.memo.render import Template

#: Below so many workbooks a second process takes longer to start than it saves.
_POOL_PAYS = 40
#: Seconds for one workbook in a worker process, whatever it does with them; `bounds` has those of processor.
_TIME_LIMIT = 240.0
#: `jobs` for a run in this process alone, where a workbook that hangs is not cut off.
IN_PROCESS = 0


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
    is an outcome, not an exception; one that is the program's own output is left out.  TemplateError,
    MissingError and OutputError (for the folder, the lists, and an input in their place) are raised, the
    first two before anything is written.
    """
    places, summary = Places(out), Summary(left_out=[*getattr(inputs, "left_out", ())])
    refuse_replacing(inputs, places)
    if isinstance(options.template, Path):
        options = replace(options, template=Template.load(options.template).docx)
    worker = Worker(options, places)
    summary.about_template = worker.about_template
    with (
        pdfs(options, places) as converter,
        places.held(copies=options.annotate),
        contextlib.closing(Ledger(places.ledger)) as ledger,
    ):
        shelf = Shelf(places, ledger)
        summary.moved = shelf.moved
        delivery = Delivery(places, shelf, options, taken_stems(inputs, places))
        others = Others(inputs, places, ledger, delivery)
        summary.others = others.kept
        run = _Run(Jobs(inputs, options, places, ledger), worker, delivery, ledger, summary)
        outcomes = _outcomes(run.jobs, worker, partial(_worker, options, places), jobs, time_limit)
        with (
            contextlib.closing(outcomes),
            lists.opened(places, shelf, options.today, options.digits, zone_among(inputs)) as written,
        ):
            for delivered in run.delivered(outcomes, converter):
                line = written.add(delivered)
                summary.add(delivered.outcome, line)
                tell(delivered.outcome, line)
            delivery.end()
            written.end(summary.as_record())
        others.end()
        ledger.compact()
    return summary


@dataclass(frozen=True, slots=True)
class _Run:
    jobs: Jobs
    worker: Worker
    delivery: Delivery
    ledger: Ledger
    summary: Summary

    def delivered(self, outcomes: Iterator[Outcome], converter: Pdfs | None) -> Iterator[Delivered]:
        """Every outcome with its outputs in place, and kept in mind."""
        placed = map(self._kept, map(self._placed, self._counted(outcomes)))
        return map(self._kept, converter.added(placed, self.delivery)) if converter else placed

    def _counted(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """Without the program's own outputs."""
        for outcome in outcomes:
            if outcome.left_out:
                self.summary.left_out.append(LeftOut(outcome.path))
            else:
                yield outcome

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
            identity = self.jobs.identity(done.outcome.path)
            known = self.ledger.find(identity) or {}
            about = known if done.outcome.unchanged else remembered(done.outcome)
            about = {name: value for name, value in about.items() if name not in KINDS}
            memory = {**about, "input": identity, **self.jobs.terms(done), **on_record(done)}
            if memory != known:
                self.ledger.keep(identity, memory)
        return done


def _worker(options: Options, places: Places) -> Callable[[Job], Outcome]:
    return bounded(Worker(options, places), options)


def _outcomes(
    jobs: Jobs,
    worker: Worker,
    start: Callable[[], Callable[[Job], Outcome]],
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
