"""A whole batch: every workbook once, outputs as they come, in the order of the inputs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from itaxl.batch import lists
from itaxl.batch.choice import Choice
from itaxl.batch.delivery import Delivered, Delivery, on_record
from itaxl.batch.job import Worker, started
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
from itaxl.core.district.desk import Desk, NotCounted
from itaxl.core.district.selection import Offer
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
    show: Callable[[Desk], None] | None = None,
) -> Summary:
    """Write memos, checked copies, lists and the district workbook; `tell` hears of each input in order.

    Inputs are never changed, and those that an earlier run did are not done again.  A workbook that fails
    is an outcome, not an exception; one that is the program's own output is left out.  TemplateError,
    MissingError and OutputError (for the folder, the lists, and an input in their place) are raised, the
    first two before anything is written.  `show` gets what the district workbook was made from.
    """
    places, summary = Places(out), Summary(left_out=[*getattr(inputs, "left_out", ())])
    strangers: tuple[NotCounted, ...] = getattr(inputs, "strangers", ())
    refuse_replacing(inputs, places)
    if isinstance(options.template, Path):
        options = options._replace(template=Template.load(options.template).docx)
    worker = Worker(options, places)
    summary.about_template = worker.about_template
    summary.begin(options.offline)
    with (
        pdfs(options, places) as converter,
        places.held(copies=options.annotate, replies=options.replies),
        contextlib.closing(Ledger(places.ledger)) as ledger,
    ):
        shelf = Shelf(places, ledger)
        summary.moved = shelf.moved
        delivery = Delivery(places, shelf, options, taken_stems(inputs, places) if options.annotate else ())
        earlier = Others(inputs, places, ledger, delivery)
        summary.others = earlier.kept
        run = _Run(Jobs(inputs, options, places, ledger), worker, delivery, ledger, summary, Choice(options))
        alone = options._replace(roster=(), earlier=None)  # no workbook depends on the others
        outcomes = _outcomes(run.jobs, worker, partial(started, alone, places), jobs, time_limit)
        with (
            contextlib.closing(outcomes),
            lists.opened(places, shelf, delivery, options, zone_among(inputs), converter, show) as written,
        ):
            for delivered in run.delivered(outcomes, converter):
                line = written.add(delivered)
                summary.add(delivered.outcome, line)
                tell(delivered.outcome, line)
            late = {delivered.at: delivered for delivered in run.late(converter)}
            settled = run.choice.settled()
            others = run.choice.with_names([one for one in strangers if one.file.casefold() not in run.used])
            summary.end(settled, len(others), late.values())
            written.end(lists.End(settled, others, frozenset(run.displaced), late), summary.as_record())
        summary.about_brief = written.about_brief
        earlier.end()
        ledger.compact()
    return summary


@dataclass(frozen=True, slots=True)
class _Run:
    jobs: Jobs
    worker: Worker
    delivery: Delivery
    ledger: Ledger
    summary: Summary
    choice: Choice
    #: The places of those whose outputs another file of their office took over, and their names on record.
    displaced: set[int] = field(default_factory=set)
    _set_aside: set[str] = field(default_factory=set)
    #: The emblems and templates beside the workbooks, which are nobody's report.
    used: set[str] = field(default_factory=set)
    #: Of those that had none in an earlier run, for another file counted then.
    _lacking: dict[int, tuple[int, Path]] = field(default_factory=dict)

    def delivered(self, outcomes: Iterator[Outcome], converter: Pdfs | None) -> Iterator[Delivered]:
        """Every outcome with its outputs in place, and kept in mind."""
        placed = map(self._kept, (self._placed(at, one) for at, one in self._counted(outcomes)))
        return (
            map(self._kept, converter.added(placed, self.delivery, self.displaced)) if converter else placed
        )

    def late(self, converter: Pdfs | None) -> Iterator[Delivered]:
        """Those that count now and had no outputs, for another file of their office counted before."""
        done = (
            self._kept(self._delivered(at, self.worker(Job(path)), number))
            for at, (number, path) in self._lacking.items()
        )
        return map(self._kept, converter.added(done, self.delivery, ())) if converter else done

    def _counted(self, outcomes: Iterator[Outcome]) -> Iterator[tuple[int, Outcome]]:
        """With their places among the inputs; without the program's own outputs."""
        for at, outcome in enumerate(outcomes):
            if outcome.left_out:
                self.summary.left_out.append(LeftOut(outcome.path))
            else:
                yield at, outcome

    def _placed(self, at: int, outcome: Outcome) -> Delivered:
        before = self.jobs.before(outcome.path)
        if outcome.unchanged:
            outcome = recalled(before or {}, outcome.path) or self.worker(Job(outcome.path))
        for name, found in ((outcome.emblem_name, outcome.emblem), (outcome.template_name, outcome.template)):
            if found:
                self.used.add(os.path.join(os.path.dirname(outcome.path), name).casefold())
        number, verdict = self.choice.offer(at, outcome, before)
        if not verdict.taken:
            return self.delivery.set_aside(outcome, before)._replace(at=at)
        if number is not None:
            self.delivery.name(outcome, number)
        former = self._displaced(verdict.former)
        delivered = self._standing(at, outcome, before, number) or self._delivered(at, outcome, number)
        if former:
            self.delivery.displace(former, delivered)
        return delivered

    def _standing(
        self, at: int, outcome: Outcome, before: Record | None, number: int | None
    ) -> Delivered | None:
        if not (outcome.unchanged and before):
            return None
        if before.get("aside") and number is not None:
            self._lacking[at] = number, outcome.path
            return Delivered(outcome, at=at, aside=True)
        standing = self.delivery.standing(outcome, before, number)
        return standing and standing._replace(at=at)

    def _delivered(self, at: int, outcome: Outcome, number: int | None) -> Delivered:
        if outcome.unchanged:
            outcome = self.worker(Job(outcome.path))  # its outputs have other names in this run
        before = self.jobs.before(outcome.path)
        return self.delivery.deliver(outcome, before, number)._replace(at=at)

    def _displaced(self, former: Offer | None) -> Record | None:
        """What the file had on record that had its office's outputs until now; it is kept in mind without."""
        if former is None:
            return None
        if former.at in self._lacking:
            del self._lacking[former.at]
            return None
        identity = self.jobs.identity(Path(former.path))
        self.displaced.add(former.at)
        self._set_aside.add(identity)
        known = self.ledger.find(identity)
        if known:
            self.summary.memos -= "memo" in known
            self.ledger.keep(identity, {**_without_outputs(known), "aside": True})
        return known

    def _kept(self, done: Delivered) -> Delivered:
        """The same, kept in mind unless it failed: then it is tried again."""
        if done.outcome.error is None:
            identity = self.jobs.identity(done.outcome.path)
            if identity in self._set_aside:  # since it was delivered
                return done
            known = self.ledger.find(identity) or {}
            about = _without_outputs(known if done.outcome.unchanged else remembered(done.outcome))
            aside = {"aside": True} if done.aside else {}
            memory = {**about, "input": identity, **self.jobs.terms(done), **on_record(done), **aside}
            if memory != known:
                self.ledger.keep(identity, memory)
        return done


def _without_outputs(record: Record) -> Record:
    return {name: value for name, value in record.items() if name not in (*KINDS, "aside")}


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
