"""One office in the district workbook: plain values, so that its own workbook can be forgotten."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from itaxl.core import rollup
from itaxl.core.model import Assessment, Rollup
from itaxl.core.sendable import Sendable


class OverdueMeasure(NamedTuple):
    """`number` and `title` as in the workbook; `divisions` are the short names that answer for it."""

    divisions: tuple[str, ...]
    number: int | None
    title: str
    due: dt.date


@dataclass(frozen=True, slots=True)
class OfficeLine(Sendable):
    """One office, or one file that could not be read (`error` is its Thai sentence, `rollup` None).

    `memo` and `checked` are paths from the district workbook's folder, '' when there is none.
    `codes` counts the findings by their code.
    """

    file: str
    office: str = ""
    district: str = ""
    province: str = ""
    fiscal_year: int | None = None
    score: Decimal | None = None
    level: str = ""
    rollup: Rollup | None = None
    errors: int = 0
    warnings: int = 0
    memo: str = ""
    checked: str = ""
    overdue: tuple[OverdueMeasure, ...] = ()
    codes: tuple[tuple[str, int], ...] = ()
    error: str = ""

    @property
    def unread(self) -> bool:
        return self.rollup is None


def office_line(file: str, assessment: Assessment, memo: str = "", checked: str = "") -> OfficeLine:
    """What the district workbook says about a workbook that was read.  `memo`, `checked`: see OfficeLine."""
    office, report = assessment.tracker.office, assessment.tracker.report
    counts = assessment.counts
    return OfficeLine(
        file=file,
        office=office.full_name,
        district=office.district,
        province=office.province,
        fiscal_year=report.fiscal_year.be if report.fiscal_year else None,
        score=_in_range(report.total),
        level=report.level,
        rollup=assessment.rollup,
        errors=counts["error"],
        warnings=counts["warning"],
        memo=memo,
        checked=checked,
        overdue=_overdue(assessment),
        codes=tuple(sorted(Counter(finding.code for finding in assessment.findings).items())),
    )


def _in_range(score: Decimal | None) -> Decimal | None:
    """A score that cannot be is an error of its workbook (R402), and no figure of the district."""
    return score if score is not None and 0 <= score <= 100 else None


def failed_line(file: str, error: str) -> OfficeLine:
    """A file that could not be read, and why."""
    return OfficeLine(file=file, error=error)


def _overdue(assessment: Assessment) -> tuple[OverdueMeasure, ...]:
    as_of = assessment.rollup.as_of
    return tuple(
        OverdueMeasure(measure.divisions, measure.number, measure.title, measure.due)
        for measure in assessment.tracker.measures
        if measure.due and rollup.overdue(measure, as_of)
    )
