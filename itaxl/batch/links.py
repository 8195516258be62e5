"""`batch --links`: the links of all workbooks, read in a process of their own, and asked together."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from itaxl.batch.bounds import bounded
from itaxl.batch.outcome import Job, Options
from itaxl.batch.pool import in_order
from itaxl.catching import ForeignFault
from itaxl.core.evidence.address import Address
from itaxl.core.evidence.answer import Answer
from itaxl.core.evidence.links import asked_of, links_of
from itaxl.core.locate import assessed_sheets
from itaxl.core.parse import parse
from itaxl.errors import ItaxlError, MissingError
from itaxl.links.kept import Kept
from itaxl.links.round import ask_about
from itaxl.reading.workbook import read_grids

#: Seconds for the links of one workbook, however busy the machine is.
_TIME_LIMIT = 240.0


def ask_links(inputs: Sequence[Path], options: Options, told: Callable[[int, int], object]) -> Options:
    """With what is known of every link of the inputs today, by address; `told` as in `ask_about`.

    A workbook that cannot be read has none: the batch itself will tell.  Where nobody can be reached, what
    was asked of late is known all the same, and `offline` says why no more is.
    """
    found: dict[str, Address] = {}
    jobs = [Job(path) for path in inputs]
    start = partial(_reader, options)
    with contextlib.closing(in_order(jobs, start, lambda job, why: (), 1, _TIME_LIMIT)) as results:
        for addresses in results:
            found |= {address.url: address for address in addresses}
    try:
        kept = ask_about(found.values(), options.today, told=told)
    except MissingError as offline:
        kept = Kept.load(found)
        options = options._replace(offline=str(offline))
    answers = {url: kept.answers[url] for url in found if url in kept.answers}
    return options._replace(links=answers)


def _reader(options: Options) -> Callable[[Job], tuple[Address, ...]]:
    return bounded(_links, options)


def _links(job: Job) -> tuple[Address, ...]:
    with ForeignFault():
        try:
            return tuple(asked_of(links_of(parse(read_grids(job.path, assessed_sheets)))))
        except (ItaxlError, MemoryError):
            return ()
    return ()


def key_of(answers: Mapping[str, Answer]) -> list[str]:
    """What of the answers decides outputs."""
    known = sorted(answers.items())
    return ["links", *(f"{url} {a.state.value} {a.day} {a.address} {a.detail}" for url, a in known)]
