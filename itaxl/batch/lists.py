"""What a batch leaves on record of all workbooks: the lists, and the district workbook made from them."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from itaxl.batch.delivery import Delivered, Output
from itaxl.batch.digests import digest_of
from itaxl.batch.district import DistrictJob, make_district
from itaxl.batch.memory import from_line
from itaxl.batch.places import Places
from itaxl.batch.records import FindingsCsv, JsonLines, Record, record
from itaxl.batch.shelf import Shelf
from itaxl.core.model import Digits
from itaxl.disk.patience import patiently
from itaxl.disk.whole_text import text_beside
from itaxl.disk.zone import carry_zone


class Lists:
    """Use `opened`.  Nobody sees a list before the run is complete."""

    def __init__(self, findings: TextIO, records: TextIO, lines: TextIO) -> None:
        self._findings, self._records, self._lines = FindingsCsv(findings), JsonLines(records), lines
        self.offices = 0

    def add(self, delivered: Delivered) -> Record:
        """The workbook's record, as it stands in batch.jsonl."""
        outcome = delivered.outcome
        written = record(outcome, *map(_name, (delivered.memo, delivered.checked, delivered.pdf)))
        self._findings.add(outcome)
        self._records.add(written)
        if outcome.foreign:
            return written
        memo, checked = (_name(output) or "" for output in (delivered.memo, delivered.checked))
        line = replace(outcome.line, memo=memo, checked=checked, error=outcome.error or "")
        self._lines.write(json.dumps(from_line(line)) + "\n")
        self.offices += 1
        return written

    def end(self, summary: Record) -> None:
        self._records.add({"summary": summary})


@contextlib.contextmanager
def opened(
    places: Places, shelf: Shelf, made_on: dt.date, digits: Digits, zone: bytes | None
) -> Iterator[Lists]:
    """findings.csv, batch.jsonl and district.xlsx; they appear when the block ends well.

    `zone` is the Mark of the Web of any of the inputs.  Raises OutputError.
    """
    with (
        text_beside(places.findings, "utf-8-sig") as findings,
        text_beside(places.record) as records,
        text_beside(places.state / "lines") as lines,
    ):
        lists = Lists(findings.text, records.text, lines.text)
        yield lists
        for beside in (findings, records, lines):
            beside.end()
        job = DistrictJob(lines.lies, places.district, made_on, digits)
        with _put_or_taken_away(make_district(job, lists.offices)) as district:
            for lies, target in (
                (district, places.district),
                (records.lies, places.record),
                (findings.lies, places.findings),
            ):
                carry_zone(zone, lies)
                shelf.put(lies, digest_of(lies) or "", target)


@contextlib.contextmanager
def _put_or_taken_away(lies: Path) -> Iterator[Path]:
    try:
        yield lies
    finally:
        with contextlib.suppress(OSError):
            patiently(lies.unlink, missing_ok=True)


def _name(output: Output | None) -> str | None:
    return output.name if output else None
