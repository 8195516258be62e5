"""A draft as the new workbook: filled, checked, coloured, with everything doubtful told in it."""

from __future__ import annotations

import datetime as dt

from itaxl.convert.draft import Doubt, Draft
from itaxl.convert.unsorted import FIRST_ROW, unsorted_sheet
from itaxl.core import layout
from itaxl.core.assess import judge
from itaxl.core.compose import grids, office_blocks
from itaxl.core.grid import Place
from itaxl.core.in_order import errors_first, in_order
from itaxl.core.model import Assessment, Finding, Tracker
from itaxl.core.parse import parse
from itaxl.core.thai.text import clean
from itaxl.files.tracker.results import results_of
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.named_tuple import NamedTuple

_MEASURE_KEYS = tuple(field.key for field in layout.MEASURE_COLUMNS)


class Converted(NamedTuple):
    """A new workbook, and what a check finds in it, with the doubts among its findings."""

    data: bytes
    assessment: Assessment


def converted(draft: Draft, name: str, today: dt.date, *, macros: bool = True) -> Converted:
    """The new workbook of a draft; `name` is the source's.

    Its findings are those of a check, and the doubts on the cells that they belong to; the sheet
    ข้อมูลที่ยังไม่ได้จัด keeps them when the next check writes its own.  The same input gives the same bytes.
    """
    reading = parse(grids(draft.tracker))
    assessment = with_doubts(judge(reading, today), draft)
    results, extra = results_of(reading, assessment), (unsorted_sheet(draft, name),)
    return Converted(tracker_bytes(draft.tracker, macros=macros, extra=extra, results=results), assessment)


def with_doubts(assessment: Assessment, draft: Draft) -> Assessment:
    """The assessment of the new workbook, with the doubts among its findings."""
    places = _Places(draft.tracker)
    doubts = [
        Finding(d.code, d.severity, places.of(d, FIRST_ROW + number), clean(d.value), _message(d))
        for number, d in enumerate(errors_first(draft.doubts))
    ]
    findings = in_order((*assessment.findings, *doubts), (*layout.SHEETS, layout.UNSORTED_SHEET))
    return assessment._replace(findings=findings)


def _message(doubt: Doubt) -> str:
    return clean(f"{doubt.message} ({doubt.source})")


class _Places:
    """Where the fields stand in a workbook that we write."""

    def __init__(self, tracker: Tracker) -> None:
        self._measures = len(tracker.measures)
        self._office: dict[str, Place] = {}
        blocks = office_blocks(tracker)
        for block in blocks:
            for row, field in enumerate(block.fields, block.first_row):
                if not block.header_row:
                    self._office[field.key] = Place(layout.OFFICE_SHEET, row, 2)
        self._office["office.divisions"] = Place(layout.OFFICE_SHEET, blocks[-1].first_row)

    def of(self, doubt: Doubt, told_in: int) -> Place:
        """The doubt's cell; a column's header; else its row in the sheet of what is unsorted."""
        header = layout.MEASURES_HEADER_ROW
        if doubt.measure is not None and doubt.measure < self._measures:
            field = doubt.field if doubt.field in _MEASURE_KEYS else "title"
            column = _MEASURE_KEYS.index(field) + 1
            return Place(layout.MEASURES_SHEET, header + 1 + doubt.measure, column)
        if doubt.code in _OF_COLUMNS and doubt.field in _MEASURE_KEYS:
            return Place(layout.MEASURES_SHEET, header, _MEASURE_KEYS.index(doubt.field) + 1)
        return self._office.get(doubt.field, Place(layout.UNSORTED_SHEET, told_in, 3))


#: Doubts about a whole column.
_OF_COLUMNS = frozenset({"C802", "C804", "C837"})
