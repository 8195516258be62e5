"""The district workbook, made from the lines that a run laid down."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from itaxl.batch.earlier import keep
from itaxl.batch.memory import line_told
from itaxl.batch.outcome import Options
from itaxl.batch.places import Places
from itaxl.batch.pool import in_order
from itaxl.batch.reply import Item, Reply
from itaxl.core.district.desk import Desk, NotCounted, Terms, desk_of
from itaxl.core.district.line import OfficeLine
from itaxl.disk.atomic import not_written, write_beside
from itaxl.errors import ItaxlError, OutputError
from itaxl.named_tuple import NamedTuple

#: Offices from which on it is made in a process of its own, and its memory ends with it.
_MANY = 500


class DistrictJob(NamedTuple):
    """`lines` holds two lines of JSON a workbook: its place among the inputs with what became of it, and what
    is told of it; the last of a place counts.

    `numbers` gives the office of each that counts, `not_used` for the others why, what to do, and which
    counts in their stead; `strangers` are files that are no workbooks.  `shown`: the desk is wanted, too.
    """

    lines: Path
    target: Path
    options: Options
    year: int
    numbers: dict[int, int]
    not_used: dict[int, tuple[str, str, int | None]]
    strangers: tuple[NotCounted, ...] = ()
    shown: bool = False


class Made(NamedTuple):
    """The workbook, the replies and the brief (a document), under odd names beside their targets."""

    district: Path
    replies: tuple[Reply, ...] = ()
    brief: Path | None = None
    desk: Desk | None = None


def make_district(job: DistrictJob, workbooks: int) -> Made:
    """Raises OutputError, TemplateError."""
    if workbooks < _MANY:
        made = _write(job)
    else:
        with contextlib.closing(in_order([job], _writer, _lost, 1)) as results:
            made = next(results)
    if isinstance(made, ItaxlError):
        raise made
    return made


def _writer() -> Callable[[DistrictJob], Made | ItaxlError]:
    return _write


def _write(job: DistrictJob) -> Made | ItaxlError:
    from itaxl.files.district.workbook import district_bytes

    try:
        places = Places(job.target.parent)
        replies: tuple[Reply, ...] = ()
        desk, items = desk_for(job)
        keep(places.desk, desk.offices)
        if job.options.replies:
            from itaxl.batch.replies import Replies

            answers = Replies(desk, job.options, places, items)
            desk = answers.answered()
            replies = tuple(answers.made)
        brief = _brief(desk, places) if job.options.pdf else None
        written = write_beside(job.target, district_bytes(desk, job.options.digits))
        return Made(written, replies, brief, desk if job.shown else None)
    except ItaxlError as problem:
        return problem
    except OSError as problem:  # of the temporary files that a large workbook is made of
        return not_written(problem, job.target)


def _brief(desk: Desk, places: Places) -> Path:
    from itaxl.core.district.sheets.brief import brief_values
    from itaxl.memo.brief import brief_docx
    from itaxl.memo.finish import About

    values = brief_values(desk)
    about = About(str(values["title"]), "ITA", "", desk.terms.made_on)
    return write_beside(places.brief, brief_docx(values, about), durable=False)


def said_in(job: DistrictJob) -> Iterator[tuple[int, OfficeLine, list[Item]]]:
    """Of each workbook its place among the inputs, its line and its errors; the last of a place counts."""
    with job.lines.open(encoding="utf-8", newline="\n") as text:
        for begin in text:
            at, file, memo, checked, error, errors = json.loads(begin)
            line = line_told(next(text), file)._replace(memo=memo, checked=checked, error=error)
            yield at, line, [Item(*error) for error in errors]


def desk_for(job: DistrictJob) -> tuple[Desk, dict[str, list[Item]]]:
    """What the lines say, by the choice that was made; the errors of each file where a letter says them."""
    lines: dict[int, OfficeLine] = {}
    items: dict[str, list[Item]] = {}
    for at, line, errors in said_in(job):
        lines[at] = line
        if errors:
            items[line.file] = errors
    options = job.options
    terms = Terms(job.year, options.today, options.round, options.due)
    counted = ((number, lines[at]) for at, number in job.numbers.items())
    aside = (*_not_counted(job, lines), *job.strangers)
    return desk_of(counted, terms, options.roster, aside, options.earlier), items


def _not_counted(job: DistrictJob, lines: dict[int, OfficeLine]) -> Iterator[NotCounted]:
    for at, (why, todo, instead) in job.not_used.items():
        line = lines[at]
        used = f" · ใช้ {lines[instead].file}" if instead is not None else ""
        yield NotCounted(line.file, line.office, why + used, todo)


def _lost(job: DistrictJob, why: str) -> Made | ItaxlError:
    return OutputError(f"ทำสรุประดับอำเภอ {job.target.name} ไม่สำเร็จ ({why})", "โปรดลองอีกครั้ง")
