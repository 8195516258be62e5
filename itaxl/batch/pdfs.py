"""PDFs of the memos, many at a time: a converter is slow to start and quick to go on."""

from __future__ import annotations

import contextlib
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl.batch.delivery import Delivered, Delivery
from itaxl.batch.digests import digest_of
from itaxl.batch.outcome import Options, Parcel
from itaxl.batch.places import Places
from itaxl.disk.atomic import beside_name
from itaxl.disk.patience import patiently
from itaxl.disk.zone import carry_zone, zone_of
from itaxl.errors import ItaxlError, OutputError

if TYPE_CHECKING:
    from itaxl.pdf import Converter

#: Memos for one go of the converter; they wait for each other.
_AT_ONCE = 100


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

    def added(
        self, stream: Iterator[Delivered], delivery: Delivery, displaced: Container[int]
    ) -> Iterator[Delivered]:
        """The same, in order, each memo with its PDF; a memo whose PDF fails has failed.

        `displaced` are the places of those whose memo is another's by now.
        """
        waiting: list[Delivered] = []
        lacking = 0
        for one in stream:
            one = self._still(one)
            waiting.append(one)
            lacking += one.memo is not None and one.pdf is None
            if not lacking or lacking >= _AT_ONCE:
                yield from self._finished(waiting, delivery, displaced)
                waiting, lacking = [], 0
        yield from self._finished(waiting, delivery, displaced)

    def brief(self, docx: Path, target: Path) -> Path:
        """The PDF of one document, under an odd name beside its target.  Raises ItaxlError."""
        made = beside_name(target)
        try:
            for problem in self._converter.convert([(docx, made)]):
                if problem:
                    raise problem
        finally:
            with contextlib.suppress(OSError):
                patiently(docx.unlink, missing_ok=True)
        return made

    def _still(self, one: Delivered) -> Delivered:
        """With the PDF of an earlier run only where both files are as they were: no memo edited since."""
        if one.pdf and one.memo:
            lying = [digest_of(self._places.out / output.name) for output in (one.pdf, one.memo)]
            if lying == [one.pdf.digest, one.pdf.source]:
                return one
        return one._replace(pdf=None)

    def _finished(
        self, waiting: Sequence[Delivered], delivery: Delivery, displaced: Container[int]
    ) -> Iterator[Delivered]:
        pairs = {
            at: (self._places.out / one.memo.name, beside_name(self._places.memos / "output.pdf"))
            for at, one in enumerate(waiting)
            if one.memo and not one.pdf and one.at not in displaced
        }
        sources = {at: digest_of(memo) or "" for at, (memo, _) in pairs.items()}
        results = (
            dict(zip(pairs, self._converter.convert(list(pairs.values())), strict=True)) if pairs else {}
        )
        for at, one in enumerate(waiting):
            if at not in pairs or one.outcome.error is not None:
                yield one
            else:
                yield self._put(one, results[at], pairs[at][1], sources[at], delivery)

    def _put(
        self, one: Delivered, problem: ItaxlError | None, made: Path, source: str, delivery: Delivery
    ) -> Delivered:
        assert one.memo
        try:
            if problem:
                raise problem
            parcel = Parcel(made, ".pdf", digest_of(made) or "")
            if not parcel.digest:
                raise OutputError(f"อ่าน PDF ของ {one.memo.name} ที่เพิ่งแปลงไม่ได้", "โปรดลองอีกครั้ง")
            carry_zone(zone_of(self._places.out / one.memo.name), made)
            output = delivery.put(parcel, self._places.memos, one.memo.stem)
            return one._replace(pdf=output._replace(source=source))
        except ItaxlError as problem:
            return one.failed(problem)
