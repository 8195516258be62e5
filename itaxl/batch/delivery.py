"""Outputs into their places, in the order of the inputs, and over nothing that is not our own."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from itaxl.batch.job import Outcome, Parcel, digest, discard
from itaxl.batch.ledger import Ledger, Record
from itaxl.batch.places import Names, Places, stem_of
from itaxl.errors import ItaxlError
from itaxl.files.atomic import move_over


@dataclass(frozen=True, slots=True)
class Output:
    """A file in the output folder: its name from there, and the digest of what we wrote.

    `source` of a PDF is the digest of the memo that it shows.
    """

    name: str
    digest: str
    source: str = ""

    @property
    def stem(self) -> str:
        return Path(self.name).stem


@dataclass(frozen=True, slots=True)
class Delivered:
    """An outcome with its outputs in place."""

    outcome: Outcome
    memo: Output | None = None
    checked: Output | None = None
    pdf: Output | None = None

    def failed(self, problem: ItaxlError) -> Delivered:
        return replace(self, outcome=self.outcome.failed(problem))


class Delivery:
    """Puts the outputs of one run into their places; `aside` counts what had to be moved out of the way."""

    def __init__(self, places: Places, ledger: Ledger, *, pdfs: bool = False) -> None:
        self._places, self._ledger, self._pdfs = places, ledger, pdfs
        self._memos, self._copies = Names(), Names()
        self._delivered: set[str] = set()
        self.aside = 0

    def deliver(self, outcome: Outcome, before: Record | None) -> Delivered:
        """Move the parcels in place.  When that fails (open in Word, disk full) the workbook has failed.

        `before` is what an earlier run kept of the same input: outputs that it had and now has not, are
        set aside.
        """
        if outcome.error is not None:
            self._reserve(outputs_of(before or {}))
        memo, checked = outcome.memo, outcome.checked
        delivered = Delivered(outcome)
        try:
            if memo:
                stem = self._memos.take(_memo_stem(outcome))
                delivered = replace(delivered, memo=self.put(memo, self._places.memos / stem))
            if checked:
                stem = self._copies.take(_copy_stem(outcome))
                delivered = replace(delivered, checked=self.put(checked, self._places.checked / stem))
            if outcome.error is None:
                earlier = outputs_of(before or {})
                pdf = earlier.get("pdf")
                if pdf and memo and pdf.source == memo.digest:
                    delivered = self._with_pdf(delivered, pdf)
                self._retire(earlier.values(), delivered)
        except ItaxlError as problem:
            for parcel in (memo, checked):
                discard(parcel)
            return delivered.failed(problem)
        return delivered

    def standing(self, outcome: Outcome, before: Record) -> Delivered | None:
        """The outputs of an earlier run, all in the places that they have in this run, too; else None."""
        outputs = outputs_of(before)
        memo, checked = outputs.get("memo"), outputs.get("checked")
        stems = self._memos.next(_memo_stem(outcome)), self._copies.next(_copy_stem(outcome))
        for output, stem in zip((memo, checked), stems, strict=True):
            if output and output.stem != stem:
                return None
            if output and not (self._places.out / output.name).is_file():
                return None
        for names, output, stem in zip((self._memos, self._copies), (memo, checked), stems, strict=True):
            if output:
                names.take(stem)
                self._delivered.add(output.name)
        return self._with_pdf(Delivered(outcome, memo, checked), outputs.get("pdf"))

    def _reserve(self, outputs: Mapping[str, Output]) -> None:
        """A workbook that cannot be read at the moment keeps its names: others would take turns with it."""
        for kind, output in outputs.items():
            self._delivered.add(output.name)
            if kind != "pdf":
                (self._memos if kind == "memo" else self._copies).take(output.stem)

    def _with_pdf(self, now: Delivered, pdf: Output | None) -> Delivered:
        """With the PDF of an earlier run, where it still lies beside the memo."""
        beside = pdf and now.memo and pdf.stem == now.memo.stem
        if pdf is None or not beside or not (self._places.out / pdf.name).is_file():
            return now
        self._delivered.add(pdf.name)
        return replace(now, pdf=pdf)

    def put(self, parcel: Parcel, stem: Path) -> Output:
        """Raises OutputError."""
        target = stem.with_name(stem.name + parcel.suffix)
        output = Output(self._places.relative(target), parcel.digest)
        lying = _digest_of(target)
        self._delivered.add(output.name)
        if lying not in (None, parcel.digest) and not self._ledger.wrote(output.name, lying):
            self._set_aside(target)
        self._ledger.promise(output.name, parcel.digest)
        if lying == parcel.digest:
            discard(parcel)
        else:
            move_over(parcel.lies, target)
        return output

    def _retire(self, earlier: Iterable[Output], now: Delivered) -> None:
        """What the input gave rise to, and no longer does, must not be taken for a result."""
        for output in earlier:
            path = self._places.out / output.name
            if output.name in self._delivered or not path.is_file():
                continue
            if self._pdfs and now.memo and Path(now.memo.name).with_suffix(".pdf") == Path(output.name):
                continue  # about to be made anew
            self._set_aside(path)

    def _set_aside(self, path: Path) -> None:
        self._places.set_aside(path)
        self.aside += 1


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
    for kind, folder, suffixes in (
        ("memo", "memos", (".docx",)),
        ("checked", "checked", (".xlsx", ".xlsm")),
        ("pdf", "memos", (".pdf",)),
    ):
        with contextlib.suppress(KeyError, TypeError, ValueError):
            output = Output(*map(str, record[kind]))
            output.name.encode()  # refuses halves of characters, as no name of ours has
            place, _, base = output.name.rpartition("/")
            if place == folder and base.endswith(suffixes) and base == Path(base).name and "\0" not in base:
                found[kind] = output
    return found


def _memo_stem(outcome: Outcome) -> str:
    line = outcome.line
    return stem_of(line.office, line.fiscal_year)


def _copy_stem(outcome: Outcome) -> str:
    return stem_of(outcome.path.stem)


def _digest_of(path: Path) -> str | None:
    """None where nothing lies, or a folder, over which nothing can be moved; '' for what cannot be read."""
    if not os.path.lexists(path) or path.is_dir():
        return None
    try:
        return digest(path.read_bytes()) if path.is_file() else ""
    except OSError:
        return ""
