"""The rows of the measures table as measures, and what is told of rows that are none."""

from __future__ import annotations

from collections.abc import Container, Mapping

from itaxl.core.divisions import reader
from itaxl.core.fields import Notebook
from itaxl.core.grid import Beside, Grid, Place, shown
from itaxl.core.in_charge import Listed, in_charge
from itaxl.core.links import linked
from itaxl.core.locate import Table
from itaxl.core.model import Division, Measure, Status
from itaxl.core.no_measure import stray_cell
from itaxl.core.reading import Cell, MeasureRow, Sighting
from itaxl.core.thai.text import clean


def measure_rows(table: Table, known: tuple[Division, ...], notes: Notebook) -> tuple[MeasureRow, ...]:
    """The measures; rows between and below them that are none are only told."""
    listed = Listed(known, reader(known))
    rows: list[MeasureRow] = []
    others: list[int] = []
    above: Cell | None = None
    for number, cells in table.rows():
        if stray := stray_cell(cells, above):
            notes.note("M613", stray)
            others.append(number)
            above = stray
        else:
            own = _own(table.grid, number, table.own) if table.own else ()
            rows.append(MeasureRow(_measure(number, cells, listed, notes, own, table.grid.links), cells))
    _merged_cells(table, others, notes)
    return tuple(rows)


def _own(grid: Grid, row: int, columns: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    """What stands in the office's own columns; they are nothing that rules look at."""
    values = ((header, grid.at(row, column)) for header, column in columns.items())
    return tuple((header, clean(shown(value))) for header, value in values)


def _measure(
    row: int,
    cells: Mapping[str, Cell],
    listed: Listed,
    notes: Notebook,
    own: tuple[tuple[str, str], ...],
    links: Beside,
) -> Measure:
    get = cells.get
    number = notes.count(get("number"))
    names, everyone = in_charge(get("divisions"), listed, notes)
    return Measure(
        number=number,
        title=notes.title(get("title"), number),
        steps=notes.lines(get("steps")),
        divisions=names,
        all_divisions=everyone,
        due=notes.date(get("due")),
        status=notes.choice(get("status"), Status, "M603"),
        done_on=notes.date(get("done_on")),
        evidence=linked(notes.text(get("evidence")), get("evidence"), links),
        note=notes.text(get("note")),
        result_title=notes.optional_text(get("result_title")),
        result_steps=notes.lines(get("result_steps")) or None,
        follow_up=notes.optional_text(get("follow_up")),
        indicator=notes.count(get("indicator")),
        result=notes.text(get("result")),
        result_6=notes.text(get("result_6")),
        problems=notes.text(get("problems")),
        budget=notes.text(get("budget")),
        spent=notes.text(get("spent")),
        issue=notes.text(get("issue")),
        own=own,
        row=row,
    )


def _merged_cells(table: Table, others: Container[int], notes: Notebook) -> None:
    """Only a row that is no measure, as a heading, may stand in one wide cell."""
    left, right = min(table.columns.values()), max(table.columns.values())
    for top, first, bottom, last in table.grid.merged:
        alone = (top == bottom and top in others) or top > len(table.grid.rows)  # below them nobody typed
        if bottom > table.header_row and first <= right and last >= left and not alone:
            place = Place(table.grid.sheet, top, first)
            notes.sightings.append(
                Sighting("S107", place, table.grid.at(top, first), {"end": Place("", bottom, last).cell})
            )
