"""Applies a rule's `Case` to the sample workbook's grids, and finds the cell that it names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from itaxl.core import layout
from itaxl.core.assess import judge
from itaxl.core.compose import grids as compose
from itaxl.core.grid import Grid, Place, Value
from itaxl.core.layout import Field
from itaxl.core.model import Assessment, Tracker
from itaxl.core.parse import parse
from itaxl.core.reading import Reading
from itaxl.core.rules import Case
from itaxl.core.sample import sample

_FIRST = layout.MEASURES_HEADER_ROW + 1
_SOUGHT = "the cell that is sought"


def grids_of(case: Case, tracker: Tracker | None = None) -> tuple[Grid, ...]:
    office, measures = compose(tracker or sample())
    office_rows, measure_rows = [list(r) for r in office.rows], [list(r) for r in measures.rows]
    for address, value in case.cells.items():
        _set(office_rows, measure_rows, address, value)
    if case.drop_measures:
        del measure_rows[_FIRST - 1 :]
    merged = tuple((t + _FIRST - 1, left, b + _FIRST - 1, r) for t, left, b, r in case.merged)
    sheets = (
        office._replace(rows=tuple(map(tuple, office_rows))),
        measures._replace(rows=tuple(map(tuple, measure_rows)), merged=merged),
    )
    names = {sheet.sheet: case.sheets.get(sheet.sheet, sheet.sheet) for sheet in sheets}
    others = [Grid(new, ()) for old, new in case.sheets.items() if old not in names and new]
    return (
        *(
            s._replace(sheet=name, guessed=case.guessed)
            for s in sheets
            if (name := names[s.sheet]) is not None
        ),
        *others,
    )


def assessed(grids: Sequence[Grid], today: dt.date) -> tuple[Reading, Assessment]:
    """What results are made of."""
    reading = parse(grids)
    return reading, judge(reading, today)


def place_of(case: Case) -> Place:
    """Where the finding of a bad case must stand."""
    if isinstance(case.at, Place):
        return case.at
    address = case.at or next(iter(case.cells))
    assert case.at or len(case.cells) == 1, f"say which of {list(case.cells)} the finding stands at"
    office, measures = compose(sample())
    office_rows, measure_rows = [list(r) for r in office.rows], [list(r) for r in measures.rows]
    _set(office_rows, measure_rows, address, _SOUGHT)
    for sheet, rows in ((office.sheet, office_rows), (measures.sheet, measure_rows)):
        for number, row in enumerate(rows, 1):
            if _SOUGHT in row:
                return Place(sheet, number, row.index(_SOUGHT) + 1)
    raise AssertionError(address)


def _set(office: list[list[Value]], measures: list[list[Value]], address: str, value: Value) -> None:
    name, _, number = address.partition("@")
    row = int(number or 1)
    header = name.startswith("#")
    name = name.removeprefix("#")
    table, _, column_name = name.rpartition(".")
    if table:
        columns = {"signers": layout.SIGNER_COLUMNS, "divisions": layout.DIVISION_COLUMNS}[table]
        top = _row_of(office, columns[1].label, 2) if table == "divisions" else _header(office, columns)
        column = [f.key for f in columns].index(column_name)
        target = office[top + row] if not header else office[top]
        if not header and top + row >= len(office):
            raise AssertionError(address)
        _put(target, column, value)
        return
    keys = [f.key for f in layout.MEASURE_COLUMNS]
    labelled = {f.key: f for f in layout.OFFICE_FIELDS + layout.REPORT_FIELDS}
    if name in labelled and not (name == "follow_up" and "@" in address):
        line = office[_row_of(office, labelled[name].label, 1)]
        _put(line, 0 if header else 1, value)
    elif header:
        _put(measures[layout.MEASURES_HEADER_ROW - 1], keys.index(name), value)
    else:
        _put(measures[_FIRST - 2 + row], keys.index(name), value)


def _header(rows: list[list[Value]], columns: tuple[Field, ...]) -> int:
    return next(n for n, row in enumerate(rows) if row[:1] == [columns[0].label])


def _row_of(rows: list[list[Value]], label: str, column: int) -> int:
    return next(n for n, row in enumerate(rows) if len(row) >= column and row[column - 1] == label)


def _put(row: list[Value], column: int, value: Value) -> None:
    row += [None] * (column + 1 - len(row))
    row[column] = value
