"""Whether a draft holds what was expected: each value right, or told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from itaxl.convert.draft import Draft
from itaxl.convert.workbook import with_doubts
from itaxl.core.assess import assess
from itaxl.core.compose import grids
from itaxl.core.grid import Place
from itaxl.core.layout import MEASURE_COLUMNS, MEASURES_HEADER_ROW, MEASURES_SHEET
from tests.convert_made import Expected

TODAY = dt.date(2022, 4, 1)
_COLUMNS = {field.key: number for number, field in enumerate(MEASURE_COLUMNS, 1)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Counts of a draft against what was expected; `silent` are values that are wrong and not told."""

    expected: int
    measures: int
    divisions_right: int
    statuses_right: int
    told: int
    silent: tuple[str, ...]


def verdict(draft: Draft, expected: Sequence[Expected]) -> Verdict:
    """Measures are compared in order, by what the new workbook would say of them."""
    found = draft.tracker.measures
    silent: list[str] = []
    if len(found) != len(expected):
        silent.append(f"{len(found)} measures for {len(expected)}")
    told = told_cells(draft)
    divisions = statuses = 0
    for number, (measure, wanted) in enumerate(zip(found, expected, strict=False)):
        if measure.title != wanted.title:
            silent.append(f"{number + 1} title: {measure.title}")
        if set(measure.divisions) == set(wanted.divisions):
            divisions += 1
        elif (number, "divisions") not in told:
            silent.append(f"{number + 1} divisions: {measure.divisions}")
        if measure.status is wanted.status:
            statuses += 1
        elif (number, "status") not in told:
            silent.append(f"{number + 1} status: {measure.status}")
    return Verdict(len(expected), len(found), divisions, statuses, len(draft.doubts), tuple(silent))


def told_cells(draft: Draft) -> set[tuple[int, str]]:
    """(index of a measure, field) of every cell that the new workbook has a finding on."""
    assessment = with_doubts(assess(grids(draft.tracker), TODAY), draft)
    keys = {number: key for key, number in _COLUMNS.items()}
    return {
        (finding.place.row - MEASURES_HEADER_ROW - 1, keys[finding.place.column])
        for finding in assessment.findings
        if finding.place.sheet == MEASURES_SHEET and finding.place.row > MEASURES_HEADER_ROW
    }


def place(measure: int, field: str) -> Place:
    """The cell of the new workbook."""
    return Place(MEASURES_SHEET, MEASURES_HEADER_ROW + 1 + measure, _COLUMNS[field])
