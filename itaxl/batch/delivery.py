"""Outputs into their places, in the order of the inputs; each stands as long as it shows its workbook."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from itaxl.batch.ledger import Record
from itaxl.batch.outcome import Options, Outcome, Parcel, discard
from itaxl.batch.places import Names, Places, stem_of, stems_of
from itaxl.batch.reply import Reply
from itaxl.batch.shelf import KINDS, Shelf, Why, is_result
from itaxl.batch.written import folded
from itaxl.errors import ItaxlError
from itaxl.named_tuple import NamedTuple


class Output(NamedTuple):
    """A file in the output folder: its name from there, and the digest of what we wrote.

    `source` of a PDF is the digest of the memo that it shows.
    """

    name: str
    digest: str
    source: str = ""

    @property
    def stem(self) -> str:
        return Path(self.name).stem


class Delivered(NamedTuple):
    """An outcome with its outputs in place; `at` is its place among the inputs.

    `aside`: another file of the same office and year has the outputs.
    """

    outcome: Outcome
    memo: Output | None = None
    checked: Output | None = None
    pdf: Output | None = None
    at: int = -1
    aside: bool = False

    def failed(self, problem: ItaxlError) -> Delivered:
        return self._replace(outcome=self.outcome.failed(problem))


#: Leads the name of what belongs to an office that has not said its own.
_NAMELESS = "ไม่ระบุหน่วยงาน"


class Delivery:
    """Puts the outputs of one run into their places; no copy gets one of the `taken` stems."""

    def __init__(self, places: Places, shelf: Shelf, options: Options, taken: Iterable[str] = ()) -> None:
        self._places, self._shelf, self._options = places, shelf, options
        self._kinds = ("memo", "checked") if options.annotate else ("memo",)
        self._memos, self._copies = Names(), Names()
        for stem in taken:
            self._copies.take(stem)
        #: The stems of each office and year, once it has some.
        self._stems: dict[tuple[str, int, int], str] = {}
        #: The outputs that are results of this run, by their folded names.
        self._results: dict[str, str] = {}
        #: Why those of an earlier run are none any more.
        self._why: dict[str, Why] = {}

    def deliver(self, outcome: Outcome, before: Record | None, number: int | None = None) -> Delivered:
        """Move the parcels in place.  When that fails (open in Word, disk full) the workbook has failed.

        `before` is what an earlier run kept of the same input: its outputs stay when the workbook cannot be
        read at the moment, and when they still show it.  `number` is the office's.
        """
        earlier = outputs_of(before or {})
        memo, checked = outcome.memo, outcome.checked
        delivered = Delivered(outcome)
        if outcome.error is not None:
            self.reserve(earlier)
        try:
            if memo:
                stem = self._stem("memo", outcome, number)
                delivered = delivered._replace(memo=self.put(memo, self._places.memos, stem))
            if checked:
                stem = self._stem("checked", outcome, number)
                delivered = delivered._replace(checked=self.put(checked, self._places.checked, stem))
        except ItaxlError as problem:
            for parcel in (memo, checked):
                discard(parcel)
            for output in earlier.values():
                self._stands(output)
            return delivered.failed(problem)
        if outcome.error is None:
            same = (before or {}).get("content") == outcome.content
            delivered = self._with_standing(delivered, earlier, same)
            self._left(earlier.values(), delivered, same)
        return delivered

    def _stem(self, kind: str, outcome: Outcome, number: int | None, *, take: bool = True) -> str:
        """An office's outputs of one year have one name, whichever of its files they are made of."""
        place = (kind, number, outcome.line.fiscal_year or 0) if number is not None else None
        if place in self._stems:
            return self._stems[place]
        names = self._memos if kind == "memo" else self._copies
        stem = names.free_of(_stems(outcome))
        if take:
            names.take(stem)
            if place:
                self._stems[place] = stem
        return stem

    def name(self, outcome: Outcome, number: int) -> None:
        """The first file of an office and year gives its outputs their names, whether it has any or not."""
        for kind in self._kinds:
            self._stem(kind, outcome, number)

    def set_aside(self, outcome: Outcome, before: Record | None) -> Delivered:
        """Nothing of it is delivered; what an earlier run did is no result any more."""
        for parcel in (outcome.memo, outcome.checked):
            discard(parcel)
        self.leave(outputs_of(before or {}).values(), Why.ASIDE)
        return Delivered(outcome._replace(memo=None, checked=None), aside=True)

    def displace(self, earlier: Record, now: Delivered) -> None:
        """What another file had in this run, and `now` has not taken over, is no result any more."""
        kept = {output.name for output in (now.memo, now.checked, now.pdf) if output}
        for output in outputs_of(earlier).values():
            if output.name not in kept:
                self._results.pop(folded(output.name), None)
                self.leave([output], Why.ASIDE)

    def standing(self, outcome: Outcome, before: Record, number: int | None = None) -> Delivered | None:
        """The outputs of an earlier run, all in the places that they have in this run, too; else None."""
        earlier = outputs_of(before)
        for kind in self._kinds:
            output = earlier.get(kind)
            if output and (
                output.stem != self._stem(kind, outcome, number, take=False) or not self._lies(output)
            ):
                return None
        delivered = Delivered(outcome)
        for kind in self._kinds:
            if output := earlier.get(kind):
                self._stem(kind, outcome, number)
                self._stands(output)
                delivered = (
                    delivered._replace(memo=output) if kind == "memo" else delivered._replace(checked=output)
                )
        return self._with_standing(delivered, earlier, same=True)

    def reserve(self, outputs: Mapping[str, Output]) -> None:
        """A workbook that this run cannot see keeps its names and outputs."""
        for kind, output in outputs.items():
            self._stands(output)
            if kind != "pdf":
                (self._memos if kind == "memo" else self._copies).take(output.stem)

    def leave(self, outputs: Iterable[Output], why: Why) -> None:
        """They are no results of this run, unless they turn out to be."""
        self._why.update((output.name, why) for output in outputs)

    def put_replies(self, replies: Sequence[Reply]) -> None:
        """Letters and mails; those of an earlier run stand where none are asked for.  Raises OutputError."""
        if not self._options.replies:
            self._results.update((folded(name), name) for name in self._shelf.named("replies"))
        for reply in replies:
            self._results[folded(reply.name)] = reply.name
            self._shelf.put_unless_edited(reply.lies, reply.digest, self._places.out / reply.name)

    def end(self) -> None:
        """Set aside what is no result any more, when all is delivered.  Raises OutputError."""
        self._shelf.clear(self._results, self._why)

    def put(self, parcel: Parcel, folder: Path, stem: str) -> Output:
        """Raises OutputError."""
        target = folder / (stem + parcel.suffix)
        output = Output(self._places.relative(target), parcel.digest)
        self._stands(output)
        self._shelf.put(parcel.lies, parcel.digest, target)
        return output

    def _with_standing(self, now: Delivered, earlier: Mapping[str, Output], same: bool) -> Delivered:
        """With the PDF that shows this memo, and the copy of this very workbook, where a run made them."""
        pdf, copy = earlier.get("pdf"), earlier.get("checked")
        shown = now.outcome.unchanged or (now.memo and pdf and pdf.source == now.memo.digest)
        if pdf and shown and now.memo and pdf.stem == now.memo.stem and self._lies(pdf):
            self._stands(pdf)
            now = now._replace(pdf=pdf)
        if copy and same and not self._options.annotate and self._lies(copy):
            self._stands(copy)
            now = now._replace(checked=copy)
        return now

    def _left(self, earlier: Iterable[Output], now: Delivered, same: bool) -> None:
        kept = {output.name for output in (now.memo, now.checked, now.pdf) if output}
        for output in earlier:
            if output.name not in kept:
                pdf, checked = output.name.endswith(".pdf"), output.name.startswith("checked/")
                if pdf and now.memo and not self._options.pdf:
                    why = Why.RENAMED if output.source == now.memo.digest else Why.NO_PDF
                elif checked and not same and not self._options.annotate:
                    why = Why.NO_COPY
                else:
                    why = Why.RENAMED if same else Why.CHANGED
                self.leave([output], why)

    def _stands(self, output: Output) -> None:
        self._results[folded(output.name)] = output.name

    def _lies(self, output: Output) -> bool:
        return (self._places.out / output.name).is_file()


def on_record(delivered: Delivered) -> Record:
    """The outputs as `outputs_of` finds them."""
    outputs = {"memo": delivered.memo, "checked": delivered.checked, "pdf": delivered.pdf}
    return {
        kind: [output.name, output.digest, *filter(None, [output.source])]
        for kind, output in outputs.items()
        if output
    }


def outputs_of(record: Record) -> dict[str, Output]:
    """The outputs on record, by kind; those whose names cannot be ours are left out."""
    found: dict[str, Output] = {}
    for kind in KINDS:
        with contextlib.suppress(KeyError, TypeError, ValueError):
            output = Output(*map(str, record[kind]))
            if is_result(output.name, kind):
                found[kind] = output
    return found


def _stems(outcome: Outcome) -> Iterable[str]:
    """By office and year; an unknown one by its file."""
    line = outcome.line
    if not line.named:
        return (stem_of(f"{_NAMELESS} {outcome.path.stem}", line.fiscal_year),)
    return stems_of(line.office, line.district, line.province, line.fiscal_year)
