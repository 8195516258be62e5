"""A run in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from itaxl.batch.choice import NotUsed, Settled
from itaxl.batch.delivery import Delivered
from itaxl.batch.ours import LeftOut
from itaxl.batch.outcome import Outcome
from itaxl.batch.records import Record
from itaxl.batch.shelf import Why
from itaxl.errors import ExitCode, gravest


@dataclass(slots=True)
class Summary:
    """`unchanged`, `moved` (to earlier/, by reason), `others` and `about_template` (sentences) tell of this
    run only, the rest of outputs.

    `others` counts the workbooks of earlier runs that are not among the inputs, and whose outputs stay.
    `offices` are those that a file counts for in the figures of `fiscal_year`; `not_counted` says of the
    other workbooks why, by their place among the inputs; `strangers` counts the files that are no workbooks.
    """

    files: int = 0
    ok: int = 0
    findings: int = 0
    failed: int = 0
    memos: int = 0
    errors: int = 0
    warnings: int = 0
    emblems_missing: int = 0
    exit_code: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    unchanged: int = 0
    moved: Counter[Why] = field(default_factory=Counter)
    others: int = 0
    fiscal_year: int = 0
    offices: int = 0
    not_counted: dict[int, NotUsed] = field(default_factory=dict)
    strangers: int = 0
    about_template: tuple[str, ...] = ()
    about_brief: str = ""
    about_links: str = ""

    def begin(self, offline: str) -> None:
        """`offline`: why the links could not be asked, where they were to be."""
        self.about_links = offline
        if offline:
            self.exit_code = int(ExitCode.MISSING)

    def add(self, outcome: Outcome, written: Record) -> None:
        self.files += 1
        setattr(self, outcome.status, getattr(self, outcome.status) + 1)
        self.memos += written["memo"] is not None
        self.errors += outcome.errors
        self.warnings += len(outcome.findings) - outcome.errors
        self.emblems_missing += outcome.emblem_missing
        self.unchanged += outcome.unchanged
        self.exit_code = int(gravest([ExitCode(self.exit_code), outcome.code]))

    def end(self, settled: Settled, strangers: int, late: Iterable[Delivered]) -> None:
        """When all is known; `late` were made at last."""
        self.fiscal_year, self.offices = settled.year, len(settled.numbers)
        self.not_counted, self.strangers = settled.not_used, strangers
        for delivered in late:
            self.memos += delivered.memo is not None
            self.exit_code = int(gravest([ExitCode(self.exit_code), delivered.outcome.code]))

    def as_record(self) -> Record:
        """The last line of batch.jsonl: the same whether workbooks were done now or earlier.

        Of what is left out the outputs of this very folder are not named: they stand in the lines before.
        What counts files says so, for an office may have sent several.
        """
        files = {"files": self.files, "files_ok": self.ok, "files_with_findings": self.findings}
        names = ("memos", "errors", "warnings", "emblems_missing", "exit_code")
        figures = {**files, "files_failed": self.failed, **{name: getattr(self, name) for name in names}}
        left_out = [{"file": str(one.path), "edited": one.edited} for one in self.left_out if not one.listed]
        district = {"fiscal_year": self.fiscal_year, "offices": self.offices}
        aside = {"not_counted": len(self.not_counted), "other_files": self.strangers}
        return {**figures, "left_out": left_out, **district, **aside}
