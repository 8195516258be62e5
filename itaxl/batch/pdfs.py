"""PDFs of the memos, many at a time: a converter is slow to start and quick to go on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl.batch.delivery import Delivered, Delivery, outputs_of
from itaxl.batch.job import Options, Parcel, digest
from itaxl.batch.jobs import Jobs
from itaxl.batch.places import Places
from itaxl.errors import ItaxlError
from itaxl.files.atomic import beside_name

if TYPE_CHECKING:
    from itaxl.pdf import Converter

#: Memos for one go of the converter; they wait for each other.
_AT_ONCE = 50


@contextlib.contextmanager
def pdfs(options: Options, places: Places) -> Iterator[Pdfs | None]:
    """The converter where PDFs are asked for.  Raises MissingError when this machine has none."""
    if not options.pdf:
        yield None
        return
    from itaxl.pdf import find_converter

    with find_converter() as converter:
        yield Pdfs(converter, places)


class Pdfs:
    """Adds PDFs to delivered memos."""

    def __init__(self, converter: Converter, places: Places) -> None:
        self._converter, self._places = converter, places

    def added(self, stream: Iterator[Delivered], delivery: Delivery, jobs: Jobs) -> Iterator[Delivered]:
        """The same, in order, each memo with its PDF; a memo whose PDF fails has failed."""
        waiting: list[Delivered] = []
        for one in stream:
            waiting.append(one)
            if sum(item.memo is not None for item in waiting) >= _AT_ONCE:
                yield from self._finished(waiting, delivery, jobs)
                waiting = []
        yield from self._finished(waiting, delivery, jobs)

    def _finished(self, waiting: Sequence[Delivered], delivery: Delivery, jobs: Jobs) -> Iterator[Delivered]:
        kept = [self._kept(one, jobs) for one in waiting]
        pairs = {
            at: (self._places.out / one.memo.name, beside_name(self._places.memos / "output.pdf"))
            for at, one in enumerate(kept)
            if one.memo and not one.pdf
        }
        results = dict(zip(pairs, self._converter.convert(list(pairs.values())), strict=True))
        for at, one in enumerate(kept):
            yield self._put(one, results[at], pairs[at][1], delivery) if at in pairs else one

    def _kept(self, one: Delivered, jobs: Jobs) -> Delivered:
        """With the PDF of an earlier run, when the memo did not change since."""
        before = outputs_of(jobs.before(one.outcome.path) or {})
        pdf, memo = before.get("pdf"), before.get("memo")
        same = one.memo and memo == one.memo and pdf and Path(pdf.name).stem == Path(memo.name).stem
        if not (pdf and same) or not _is_whole(self._places.out / pdf.name):
            return one
        return replace(one, pdf=pdf)

    def _put(self, one: Delivered, problem: ItaxlError | None, made: Path, delivery: Delivery) -> Delivered:
        assert one.memo
        if problem:
            return one.failed(problem)
        stem = self._places.out / one.memo.name.removesuffix(".docx")
        try:
            return replace(one, pdf=delivery.put(Parcel(made, ".pdf", digest(made.read_bytes())), stem))
        except ItaxlError as refused:
            return one.failed(refused)


def _is_whole(pdf: Path) -> bool:
    with contextlib.suppress(OSError):
        data = pdf.read_bytes()
        return data.startswith(b"%PDF") and b"%%EOF" in data[-1024:]
    return False
