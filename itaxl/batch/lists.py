"""What a batch leaves on record of all workbooks: the lists, and the district workbook made from them."""

from __future__ import annotations

import contextlib
import json
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from itaxl.batch.choice import Settled
from itaxl.batch.delivery import Delivered, Delivery, Output
from itaxl.batch.digests import digest_of
from itaxl.batch.district import DistrictJob, make_district
from itaxl.batch.links_csv import links_csv
from itaxl.batch.memory import told_of
from itaxl.batch.outcome import Options, Outcome
from itaxl.batch.pdfs import Pdfs
from itaxl.batch.places import Places
from itaxl.batch.records import FindingsCsv, JsonLines, Record, record, set_aside
from itaxl.batch.reply import MOST_ITEMS, Item
from itaxl.batch.shelf import Shelf, Why
from itaxl.core.district.desk import Desk, NotCounted
from itaxl.core.model import Severity
from itaxl.disk.patience import patiently
from itaxl.disk.plain_file import open_plain
from itaxl.disk.whole_text import TextBeside, text_beside
from itaxl.disk.zone import carry_zone
from itaxl.errors import ItaxlError

_JSON = json.JSONEncoder(ensure_ascii=False)


@dataclass(slots=True)
class End:
    """What is known only when all workbooks are done: the choice, the files that are none, the summary.

    `displaced` are the places of those whose outputs another file of their office took over, `late` those
    that were delivered at last.
    """

    settled: Settled
    strangers: tuple[NotCounted, ...]
    displaced: frozenset[int]
    late: dict[int, Delivered]


class Lists:
    """Use `opened`.  Nobody sees a list before the run is complete."""

    def __init__(self, findings: TextIO, records: TextIO, lines: TextIO, *, replies: bool = False) -> None:
        self._findings, self._records, self._lines = FindingsCsv(findings), JsonLines(records), lines
        #: Of each workbook, in order: its place among the inputs, and its lines in the list of findings.
        self._ats, self._rows = array("q"), array("q")
        self._replies = replies
        self._end: End | None = None
        #: Why there is no brief; '' where there is one, or none was asked for.
        self.about_brief = ""
        self._summary: Record = {}

    def add(self, delivered: Delivered) -> Record:
        """The workbook's record, as batch.jsonl has it unless another file of its office takes its place."""
        written = recorded(delivered)
        self._ats.append(delivered.at)
        self._rows.append(self._findings.add(delivered.outcome))
        self._records.add(written)
        self._line(delivered)
        return written

    def _line(self, delivered: Delivered) -> None:
        outputs = (_name(output) or "" for output in (delivered.memo, delivered.checked))
        outcome = delivered.outcome
        errors = _errors(outcome) if self._replies else []
        about = (str(outcome.path), *outputs, outcome.error or "")
        self._lines.write(f"{_JSON.encode([delivered.at, *about, errors])}\n{told_of(outcome)}\n")

    def end(self, end: End, summary: Record) -> None:
        self._end, self._summary = end, summary
        for delivered in end.late.values():
            self._line(delivered)

    @property
    def settled(self) -> End:
        assert self._end
        return self._end

    @property
    def stand(self) -> bool:
        """Whether they are as they were written: every workbook counts, and none came late."""
        return not (self.settled.settled.not_used or self.settled.late)

    def job(self, lines: Path, places: Places, options: Options) -> DistrictJob:
        """What the district workbook is made of."""
        settled = self.settled.settled
        why = {at: (one.why, one.todo, one.instead) for at, one in settled.not_used.items()}
        strangers = self.settled.strangers
        return DistrictJob(lines, places.district, options, settled.year, settled.numbers, why, strangers)

    def __len__(self) -> int:
        return len(self._ats)

    def rewrite(self, records: Path, findings: Path, into: tuple[TextIO, TextIO]) -> None:
        """Both lists as they are in the end."""
        out, rows = into
        end, lines, csv_rows = self.settled, JsonLines(out), FindingsCsv(rows)
        with _lines_of(records, "utf-8") as kept, _lines_of(findings, "utf-8-sig") as found:
            next(found)
            for at, count in zip(self._ats, self._rows, strict=True):
                line, mine = next(kept), [next(found) for _ in range(count)]
                why = end.settled.not_used.get(at)
                if late := end.late.get(at):
                    lines.add(recorded(late))
                    rows.write(csv_rows.rows_of(late.outcome))
                elif why:
                    lines.add(set_aside(line, why.sentence, without_outputs=at in end.displaced))
                    if json.loads(line)["error"]:
                        rows.writelines(mine)
                else:
                    out.write(line)
                    rows.writelines(mine)
        lines.add({"summary": self._summary})

    def finish(self) -> None:
        """Where nothing has to be written anew."""
        self._records.add({"summary": self._summary})


def recorded(delivered: Delivered) -> Record:
    """A workbook's record, with the names of its outputs."""
    outputs = delivered.memo, delivered.checked, delivered.pdf
    return record(delivered.outcome, *map(_name, outputs))


@contextlib.contextmanager
def _lines_of(path: Path, encoding: str) -> Iterator[Iterator[str]]:
    with open_plain(path) as raw:
        yield (line.decode(encoding) for line in iter(raw.readline, b""))


@contextlib.contextmanager
def opened(
    places: Places,
    shelf: Shelf,
    delivery: Delivery,
    options: Options,
    zone: bytes | None,
    converter: Pdfs | None = None,
    show: Callable[[Desk], None] | None = None,
) -> Iterator[Lists]:
    """findings.csv, batch.jsonl and district.xlsx; they appear when the block ends well, after the replies
    and the end of the delivery.

    `zone` is the Mark of the Web of any of the inputs.  Raises OutputError.
    """
    with (
        contextlib.ExitStack() as more,
        text_beside(places.findings, "utf-8-sig") as findings,
        text_beside(places.record) as records,
        text_beside(places.state / "lines") as lines,
    ):
        lists = Lists(findings.text, records.text, lines.text, replies=options.replies)
        yield lists
        with _as_they_are(lists, places, findings, records) as (findings, records):
            for beside in (findings, records, lines):
                beside.end()
            job = lists.job(lines.lies, places, options)._replace(shown=show is not None)
            asked = options.links is not None
            links = [(more.enter_context(links_csv(job, places.links)), places.links)] if asked else []
            made = make_district(job, len(lists))
            with _put_or_taken_away(made.district) as district:
                for reply in made.replies:
                    carry_zone(zone, reply.lies)
                delivery.put_replies(made.replies)
                lists.about_brief = _put_brief(made.brief, places, shelf, converter)
                delivery.end()
                for lies, target in (
                    *links,
                    (district, places.district),
                    (records.lies, places.record),
                    (findings.lies, places.findings),
                ):
                    carry_zone(zone, lies)
                    shelf.put(lies, digest_of(lies) or "", target)
        if show and made.desk:
            show(made.desk)


def _put_brief(docx: Path | None, places: Places, shelf: Shelf, converter: Pdfs | None) -> str:
    """The brief as a PDF; where it cannot be made, why.  One of an earlier day does not stand."""
    if not (docx and converter):
        if shelf.named("brief.pdf") and places.brief.is_file():
            shelf.set_aside(places.brief, Why.NO_PDF)
            shelf.forget(places.brief)
        return ""
    source = digest_of(docx) or ""
    if shelf.shows(places.brief, source):
        return ""
    try:
        made = converter.brief(docx, places.brief)
    except ItaxlError as problem:
        return f"ทำ {places.brief.name} ไม่ได้: {problem}"
    shelf.put(made, digest_of(made) or "", places.brief)
    shelf.note_source(places.brief, source)
    return ""


@contextlib.contextmanager
def _as_they_are(
    lists: Lists, places: Places, findings: TextBeside, records: TextBeside
) -> Iterator[tuple[TextBeside, TextBeside]]:
    """Both lists as they are in the end: written anew where a workbook turned out not to count."""
    if lists.stand:
        lists.finish()
        yield findings, records
        return
    for beside in (findings, records):
        beside.text.flush()
    with (
        text_beside(places.findings, "utf-8-sig") as new_findings,
        text_beside(places.record) as new_records,
    ):
        lists.rewrite(records.lies, findings.lies, (new_records.text, new_findings.text))
        yield new_findings, new_records


@contextlib.contextmanager
def _put_or_taken_away(lies: Path) -> Iterator[Path]:
    try:
        yield lies
    finally:
        with contextlib.suppress(OSError):
            patiently(lies.unlink, missing_ok=True)


def _errors(outcome: Outcome) -> list[Item]:
    errors = (finding for finding in outcome.findings if finding.severity is Severity.ERROR)
    return [Item(one.place.sheet, one.place.cell, one.message) for one in islice(errors, MOST_ITEMS)]


def _name(output: Output | None) -> str | None:
    return output.name if output else None
