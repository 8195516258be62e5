"""A job of the batch and what became of it: values, which go between processes."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl.core.district.changes import Earlier
from itaxl.core.district.desk import Expected
from itaxl.core.district.line import OfficeLine, failed_line
from itaxl.core.model import Digits, Finding
from itaxl.disk.patience import patiently
from itaxl.errors import ExitCode, ItaxlError
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    from itaxl.core.evidence.answer import Answer


class Options(NamedTuple):
    """What is the same for every workbook.  `mend`: checked copies have the suggestions in them.

    `digits` are those of the district workbook.  `year` and `round` ('6', '12') are what the district asks
    for; None and '' for the year of most offices and for any round.  `roster` are the offices that have to
    send, `due` the day until which; `earlier` what an earlier run left, None where nobody asked; `emblem` the
    picture for offices that have none; `replies`: a letter and a mail to each office that has something to
    do, of the template `letter`, the product's own where it is None.  `links` are today's answers, by
    address; None where nobody asked; `offline` says why nobody could be, '' where some were.

    `template` is its bytes once a run has begun: what was checked is what is used.
    """

    today: dt.date
    template: Path | bytes | None = None
    annotate: bool = False
    mend: bool = False
    pdf: bool = False
    force: bool = False
    digits: Digits = Digits.ARABIC
    year: int | None = None
    round: str = ""
    links: Mapping[str, Answer] | None = None
    offline: str = ""
    roster: tuple[Expected, ...] = ()
    due: dt.date | None = None
    earlier: tuple[Earlier, ...] | None = None
    emblem: bytes | None = None
    replies: bool = False
    letter: bytes | None = None


class Known(NamedTuple):
    """What an earlier run knew of a workbook: when all of it still holds, its outputs stand as they are.

    `content`, `emblem` and `template` are digests, the latter two '' for none of the office's own; `day` is
    the day that the figures depend on, None when the report names its own; `outputs`, each with the digest
    that it had, must still lie there.
    """

    content: str
    emblem_name: str
    emblem: str
    template_name: str
    template: str
    day: dt.date | None
    outputs: tuple[tuple[Path, str], ...]


class Job(NamedTuple):
    path: Path
    known: Known | None = None


class Parcel(NamedTuple):
    """An output, written under an odd name in the folder where it belongs."""

    lies: Path
    suffix: str
    digest: str


class Outcome(NamedTuple):
    """What became of one workbook.  `error` is a Thai sentence; `notes` are others, about what was made.

    `content`, `emblem`, `template` and `day` as in Known; `unchanged` says that nothing had to be done,
    `left_out` that the file is an output of the program's own and counts nowhere, `foreign` that it is no
    tracker at all and so no office.  `told` is the JSON of the line, which then has no details itself.
    """

    path: Path
    code: ExitCode
    line: OfficeLine
    findings: tuple[Finding, ...] = ()
    error: str | None = None
    notes: tuple[str, ...] = ()
    memo: Parcel | None = None
    checked: Parcel | None = None
    content: str = ""
    emblem_name: str = ""
    emblem: str = ""
    emblem_missing: bool = False
    template_name: str = ""
    template: str = ""
    day: dt.date | None = None
    unchanged: bool = False
    left_out: bool = False
    foreign: bool = False
    told: str = ""

    @property
    def status(self) -> str:
        """'ok', 'findings' (errors stand, so no memo) or 'failed'."""
        if self.error is not None:
            return "failed"
        return "findings" if self.errors else "ok"

    @property
    def office(self) -> str:
        return self.line.office

    @property
    def errors(self) -> int:
        return self.line.errors

    @property
    def percent_done(self) -> float | None:
        """None for a workbook that was not read."""
        return self.line.rollup.total.percent_done if self.line.rollup else None

    def failed(self, problem: ItaxlError) -> Outcome:
        """The same workbook, when an output could not be written."""
        return self._replace(code=problem.exit_code, error=str(problem))


def unchanged(path: Path, content: str) -> Outcome:
    """The answer for an unchanged workbook: the rest is on record."""
    return Outcome(path, ExitCode.OK, OfficeLine(str(path)), content=content, unchanged=True)


def lost(job: Job, why: str) -> Outcome:
    """The outcome of a workbook that took its worker process with it."""
    return failure(job.path, ExitCode.INPUT, f"{why} — โปรดเปิดไฟล์นี้ด้วย Excel แล้วบันทึกใหม่ก่อนลองอีกครั้ง")


def failure(path: Path, code: ExitCode, error: str) -> Outcome:
    """The outcome of a workbook of which nothing came."""
    return Outcome(path, code, failed_line(str(path), error), error=error)


def discard(parcel: Parcel | None) -> None:
    """Take away what is not going to be delivered."""
    if parcel:
        with contextlib.suppress(OSError):
            patiently(parcel.lies.unlink, missing_ok=True)
