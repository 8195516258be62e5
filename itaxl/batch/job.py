"""One workbook of a batch: read, assess, render.  Whatever goes wrong is that workbook's outcome."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from itaxl.core.assess import assess
from itaxl.core.model import Assessment, Finding
from itaxl.errors import ExitCode, ItaxlError
from itaxl.files.read import read_grids
from itaxl.log import bug_sentence
from itaxl.memo.render import Template
from itaxl.memos import make_memo


@dataclass(frozen=True, slots=True)
class Options:
    """What is the same for every workbook; goes to each worker once."""

    today: dt.date
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one workbook.  `error` is a Thai sentence; `memo` the bytes of the .docx."""

    path: Path
    code: ExitCode
    office: str = ""
    fiscal_year: int | None = None
    findings: tuple[Finding, ...] = ()
    errors: int = 0
    percent_done: float | None = None
    memo: bytes | None = None
    emblem_missing: bool = False
    error: str | None = None

    @property
    def status(self) -> str:
        """'ok', 'findings' (errors stand, so no memo) or 'failed'."""
        if self.error is not None:
            return "failed"
        return "findings" if self.errors else "ok"

    def failed(self, problem: ItaxlError) -> Outcome:
        """The same workbook, when its memo could not be written."""
        return replace(self, code=problem.exit_code, memo=None, error=str(problem))


class Worker:
    """Everything that is loaded once and used for many workbooks."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._template = Template.load(options.template)

    def __call__(self, path: Path) -> Outcome:
        """Never raises but for an interrupt: one bad workbook must not stop the rest."""
        try:
            return self._outcome(path)
        except ItaxlError as problem:
            return Outcome(path, problem.exit_code, error=str(problem))
        except MemoryError:
            return Outcome(path, ExitCode.INPUT, error="ไฟล์นี้ใหญ่เกินหน่วยความจำของเครื่อง — โปรดลดขนาดไฟล์")
        except Exception as bug:
            return Outcome(path, ExitCode.BUG, error=bug_sentence(bug))

    def _outcome(self, path: Path) -> Outcome:
        assessment = assess(read_grids(path), self._options.today)
        outcome = _described(path, assessment)
        if assessment.errors:
            return outcome
        memo = make_memo(self._template, assessment, path.parent)
        return replace(outcome, memo=memo.docx, emblem_missing=not memo.has_emblem)


def _described(path: Path, assessment: Assessment) -> Outcome:
    office, year = assessment.tracker.office, assessment.tracker.report.fiscal_year
    return Outcome(
        path,
        ExitCode.FINDINGS if assessment.errors else ExitCode.OK,
        office.full_name,
        year.be if year else None,
        assessment.findings,
        len(assessment.errors),
        assessment.rollup.total.percent_done,
    )


def lost(path: Path, why: str) -> Outcome:
    """The outcome of a workbook that took its worker process with it."""
    return Outcome(path, ExitCode.INPUT, error=f"{why} — โปรดเปิดไฟล์นี้ด้วย Excel แล้วบันทึกใหม่ก่อนลองอีกครั้ง")
