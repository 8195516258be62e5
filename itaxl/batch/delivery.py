"""Outputs into their places, in the order of the inputs, and over nothing that is not our own."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

from itaxl.batch.job import Outcome, Parcel, digest
from itaxl.batch.ledger import Ledger, Record
from itaxl.batch.places import Names, Places, stem_of
from itaxl.errors import ItaxlError
from itaxl.files.atomic import move_over


@dataclass(frozen=True, slots=True)
class Output:
    """A file in the output folder: its name from there, and the digest of what we wrote."""

    name: str
    digest: str


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

    def __init__(self, places: Places, ledger: Ledger) -> None:
        self._places, self._ledger = places, ledger
        self._memos, self._copies = Names(), Names()
        self._delivered: set[str] = set()
        self.aside = 0

    def deliver(self, outcome: Outcome, before: Record | None) -> Delivered:
        """Move the parcels in place.  When that fails (open in Word, disk full) the workbook has failed.

        `before` is what an earlier run kept of the same input: outputs that it had and now has not, are
        set aside.
        """
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
                self._retire(before or {}, delivered)
        except ItaxlError as problem:
            for parcel in (memo, checked):
                _discard(parcel)
            return delivered.failed(problem)
        return delivered

    def standing(self, outcome: Outcome, before: Record) -> Delivered | None:
        """The outputs of an earlier run, all in the places that they have in this run, too; else None."""
        outputs = outputs_of(before)
        memo, checked = outputs.get("memo"), outputs.get("checked")
        stems = self._memos.next(_memo_stem(outcome)), self._copies.next(_copy_stem(outcome))
        for output, stem in zip((memo, checked), stems, strict=True):
            if output and Path(output.name).stem != stem:
                return None
            if output and not (self._places.out / output.name).is_file():
                return None
        for names, output, stem in zip((self._memos, self._copies), (memo, checked), stems, strict=True):
            if output:
                names.take(stem)
                self._delivered.add(output.name)
        return Delivered(outcome, memo, checked)

    def put(self, parcel: Parcel, stem: Path) -> Output:
        """Raises OutputError."""
        target = stem.with_name(stem.name + parcel.suffix)
        output = Output(self._places.relative(target), parcel.digest)
        lying = _digest_of(target)
        self._delivered.add(output.name)
        if lying == parcel.digest:
            _discard(parcel)
            return output
        if lying is not None and not self._ledger.wrote(output.name, lying):
            self._set_aside(target)
        self._ledger.promise(output.name, parcel.digest)
        move_over(parcel.lies, target)
        return output

    def _retire(self, before: Record, now: Delivered) -> None:
        """What the input gave rise to, and no longer does, must not be taken for a result."""
        kept = {output.name for output in (now.memo, now.checked) if output}
        for output in outputs_of(before).values():
            if output.name in kept | self._delivered:
                continue
            path = self._places.out / output.name
            lying = _digest_of(path)
            if lying is not None and self._ledger.wrote(output.name, lying):
                self._set_aside(path)

    def _set_aside(self, path: Path) -> None:
        self._places.set_aside(path)
        self.aside += 1


def outputs_of(record: Record) -> dict[str, Output]:
    """The outputs on record, by kind; those whose names cannot be ours are left out."""
    found: dict[str, Output] = {}
    for kind, folder, suffixes in (
        ("memo", "memos", (".docx",)),
        ("checked", "checked", (".xlsx", ".xlsm")),
        ("pdf", "memos", (".pdf",)),
    ):
        with contextlib.suppress(KeyError, TypeError, ValueError):
            name, digest = map(str, record[kind])
            place, _, base = name.rpartition("/")
            if place == folder and base.endswith(suffixes) and base == Path(base).name:
                found[kind] = Output(name, digest)
    return found


def _memo_stem(outcome: Outcome) -> str:
    line = outcome.line
    return stem_of(line.office, line.fiscal_year)


def _copy_stem(outcome: Outcome) -> str:
    return stem_of(outcome.path.stem)


def _digest_of(path: Path) -> str | None:
    try:
        return digest(path.read_bytes())
    except OSError:  # absent; or a folder, over which nothing can be moved
        return None


def _discard(parcel: Parcel | None) -> None:
    if parcel:
        with contextlib.suppress(OSError):
            parcel.lies.unlink(missing_ok=True)
