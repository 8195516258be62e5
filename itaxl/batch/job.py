"""One workbook of a batch: read, assess, render.  Whatever goes wrong is that workbook's outcome."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl.batch.bounds import bounded
from itaxl.batch.digests import digest
from itaxl.batch.memory import packed
from itaxl.batch.outcome import Job, Known, Options, Outcome, Parcel, discard, failure, unchanged
from itaxl.batch.places import Places
from itaxl.catching import Guard, undone_on_failure
from itaxl.core.assess import judge
from itaxl.core.district.line import LinkLine, OfficeLine, office_line
from itaxl.core.grid import Grid
from itaxl.core.locate import assessed_sheets
from itaxl.core.model import Assessment, Digits
from itaxl.core.parse import parse
from itaxl.core.reading import Reading
from itaxl.core.thai.dates import format_date
from itaxl.disk.atomic import write_beside
from itaxl.disk.plain_file import open_plain
from itaxl.disk.zone import carry_zone, zone_of
from itaxl.errors import ExitCode, InputError, ItaxlError, TemplateError
from itaxl.files.mark import is_marked
from itaxl.log import bug_sentence
from itaxl.memo.emblem_file import EmblemFile, find_emblem
from itaxl.memo.make import memo_with
from itaxl.memo.render import Template
from itaxl.memo.templates import TemplateFile, Templates, find_template
from itaxl.reading.foreign import refuse_foreign
from itaxl.reading.refusal import NoTracker
from itaxl.reading.workbook import grids_from_bytes, read_workbook

if TYPE_CHECKING:
    from itaxl.core.mend import Change, Refuse

_TOO_LARGE = "ไฟล์นี้ใหญ่เกินหน่วยความจำของเครื่อง — โปรดลดขนาดไฟล์"
#: What zipfile raises for a package that is broken, cut short or locked with a password.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, ValueError, OSError)


class Worker:
    """Everything that is loaded once and used for many workbooks.  Raises TemplateError when made."""

    def __init__(self, options: Options, places: Places) -> None:
        self._options, self._places = options, places
        chosen = options.template
        self._chosen = Template.load(chosen) if chosen is not None else None
        self._templates = Templates()
        self.about_template = self._chosen.remarks if self._chosen else ()

    def __call__(self, job: Job) -> Outcome:
        """Never raises but for an interrupt: one bad workbook must not stop the rest."""
        path = job.path
        with Guard(bug_sentence) as guard:
            try:
                return packed(self._outcome(job))
            except NoTracker as problem:
                return failure(path, problem.exit_code, str(problem))._replace(foreign=True)
            except ItaxlError as problem:
                return failure(path, problem.exit_code, str(problem))
            except MemoryError:
                return failure(path, ExitCode.INPUT, _TOO_LARGE)
        return failure(path, ExitCode.BUG, guard.told)

    def _outcome(self, job: Job) -> Outcome:
        path = job.path
        data = read_workbook(path)
        content = digest(data)
        if job.known and self._still(job.known, content, path.parent):
            return unchanged(path, content)
        if is_marked(data):
            return Outcome(path, ExitCode.OK, OfficeLine(str(path)), left_out=True)
        return self._made(path, data, content)

    def _still(self, known: Known, content: str, folder: Path) -> bool:
        """Whether the outputs stand as they are: also one that somebody edited, but none that is damaged."""
        return (
            known.content == content
            and known.day in (None, self._options.today)
            and known.emblem == _digest_of(self._emblem_of(folder, known.emblem_name))
            and known.template == self._template_file(folder, known.template_name).digest
            and all(_is_whole(path, made) for path, made in known.outputs)
        )

    def _made(self, path: Path, data: bytes, content: str) -> Outcome:
        reading = parse(grids_from_bytes(data, path.name, assessed_sheets))
        refuse_foreign(reading, path.name)
        assessment, lines = self._with_links(judge(reading, self._options.today), reading)
        emblem = self._emblem_of(path.parent, assessment.tracker.office.emblem)
        template = self._template_file(path.parent, assessment.tracker.report.template)
        outcome = self._described(path, content, assessment, emblem, template)
        outcome = outcome._replace(line=outcome.line._replace(links=lines)) if lines else outcome
        if not assessment.errors:
            outcome = self._with_memo(outcome, assessment, emblem, template)
        if self._options.annotate:
            with undone_on_failure(partial(discard, outcome.memo)):
                outcome = self._with_copy(outcome, data, reading, assessment)
        for parcel in filter(None, (outcome.memo, outcome.checked)):
            carry_zone(zone_of(path), parcel.lies)  # a mark moves along with its file
        return outcome

    def _with_links(
        self, assessment: Assessment, reading: Reading
    ) -> tuple[Assessment, tuple[LinkLine, ...]]:
        """With what is known of its links, where they were asked."""
        answers, today = self._options.links, self._options.today
        if answers is None:
            return assessment, ()
        from itaxl.core.evidence.findings import link_lines, with_links

        return with_links(assessment, reading, answers, today), link_lines(reading, answers, today)

    def _emblem_of(self, folder: Path, name: str) -> EmblemFile:
        """The office's own, else the one for all."""
        found = find_emblem(folder, name)
        return EmblemFile(self._options.emblem) if found.data is None and self._options.emblem else found

    def _template_file(self, folder: Path, name: str) -> TemplateFile:
        """Nothing that the office has counts where one template is chosen for all."""
        return TemplateFile() if self._chosen else find_template(folder, name)

    def _described(
        self, path: Path, content: str, assessment: Assessment, emblem: EmblemFile, template: TemplateFile
    ) -> Outcome:
        report = assessment.tracker.report
        return Outcome(
            path,
            ExitCode.FINDINGS if assessment.errors else ExitCode.OK,
            office_line(str(path), assessment, today=self._options.today),
            assessment.findings,
            content=content,
            emblem_name=assessment.tracker.office.emblem,
            emblem=_digest_of(emblem),
            template_name=report.template,
            template=template.digest,
            day=None if report.cutoff or report.memo_date else self._options.today,
        )

    def _with_memo(
        self, outcome: Outcome, assessment: Assessment, emblem: EmblemFile, found: TemplateFile
    ) -> Outcome:
        try:
            template = self._chosen or self._templates.load(found)
            memo = memo_with(emblem, template, self._as_told(assessment))
        except TemplateError as problem:  # what else was found in the workbook is still worth telling
            if self._chosen:
                raise
            return outcome.failed(problem)
        parcel = _parcel(self._places.memos, memo.docx, ".docx")
        # Many offices have none, which the summary tells; one that lies there and cannot serve is named.
        unfit = (memo.no_emblem,) if memo.no_emblem and outcome.emblem else ()
        told = () if self._chosen else template.remarks
        notes = (*outcome.notes, *unfit, *told, *memo.remarks)
        return outcome._replace(memo=parcel, emblem_missing=not memo.has_emblem, notes=notes)

    def _as_told(self, assessment: Assessment) -> Assessment:
        """As a memo shows it: no link that is known not to open."""
        if not self._options.links:
            return assessment
        from itaxl.core.evidence.memo import with_closed_links

        return with_closed_links(assessment, self._options.links, self._options.today)

    def _with_copy(self, outcome: Outcome, data: bytes, reading: Reading, assessment: Assessment) -> Outcome:
        from itaxl.files.checked.copy import Annotated, annotate

        name = outcome.path.name
        copy = None
        with Guard(bug_sentence) as guard:  # the memo is made, and does not depend on a copy
            try:
                grids = grids_from_bytes(data, name)
                change = self._change(grids, reading, assessment)
                copy = annotate(data, name, grids, reading, assessment, change)
            except InputError as problem:  # in a sheet or a part that only the copy needs
                return _without_copy(outcome, str(problem))
            except MemoryError:
                return _without_copy(outcome, _TOO_LARGE)
        if copy is None:
            return _without_copy(outcome, guard.told)
        if not isinstance(copy, Annotated):
            return _without_copy(outcome, copy.reason)
        parcel = _parcel(self._places.checked, copy.data, copy.suffix)
        lost = (f"สำเนาที่ตรวจแล้วไม่มีสิ่งเหล่านี้: {', '.join(copy.lost)}",) if copy.lost else ()
        return outcome._replace(notes=(*outcome.notes, *lost, *_mended(copy.change)), checked=parcel)

    def _change(
        self, grids: Sequence[Grid], reading: Reading, assessment: Assessment
    ) -> Callable[[Refuse], Change] | None:
        """What is mended in the checked copy, once it is known which cells it would not have written."""
        if not self._options.mend:
            return None
        from itaxl.core.mend import mending
        from itaxl.files.checked.mended import kept_in

        today = self._options.today
        when = format_date(today, digits=Digits.ARABIC)
        return partial(mending, reading, assessment, today, kept_in(grids), when)


def started(options: Options, places: Places) -> Callable[[Job], Outcome]:
    """What a process of its own does with jobs."""
    return bounded(Worker(options, places), options)


def _mended(change: Change | None) -> Iterator[str]:
    if change and change.mends:
        yield f"แก้ไขตามข้อเสนอ {len(change.mends):,} ช่องในสำเนาที่ตรวจแล้ว"
    if change and change.refused:
        yield f"มีข้อเสนอ {len(change.refused):,} ช่องที่แก้ไขให้ไม่ได้ เพราะเป็นสูตร ผสานเซลล์ไว้ หรือถูกป้องกัน"


def _without_copy(outcome: Outcome, why: str) -> Outcome:
    return outcome._replace(notes=(*outcome.notes, f"ทำสำเนาที่ตรวจแล้วไม่ได้: {why}"))


def _parcel(folder: Path, data: bytes, suffix: str) -> Parcel:
    return Parcel(write_beside(folder / f"output{suffix}", data, durable=False), suffix, digest(data))


def _digest_of(emblem: EmblemFile) -> str:
    return digest(emblem.data) if emblem.data else ""


def _is_whole(path: Path, made: str) -> bool:
    try:
        with open_plain(path) as file:  # to read up to a bound would make room for all of it first
            data = file.read()
        if digest(data) == made:
            return True
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.testzip() is None
    except _BROKEN:
        return False
