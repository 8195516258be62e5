"""The rows of the measures table as measures, and what is told of rows that are none."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import TypeVar

from itaxl.core.divisions import reader
from itaxl.core.fields import Notebook, plain_count, plain_day, plain_lines, plain_text, plain_title, spelt
from itaxl.core.grid import Place, Value, shown
from itaxl.core.in_charge import Listed, in_charge, plainly_in_charge
from itaxl.core.links import linked
from itaxl.core.locate import Table
from itaxl.core.model import Division, Measure, Status
from itaxl.core.no_measure import stray_cell
from itaxl.core.reading import Cell, MeasureRow, RowCells, Sighting
from itaxl.core.thai.text import clean

T = TypeVar("T")


def measure_rows(table: Table, known: tuple[Division, ...], notes: Notebook) -> tuple[MeasureRow, ...]:
    """The measures; rows between and below them that are none are only told."""
    rows: list[RowCells] = []
    others: list[int] = []
    above: Cell | None = None
    for cells in table.rows():
        if stray := stray_cell(cells, above):
            notes.note("M613", stray)
            others.append(cells.row)
            above = stray
        else:
            rows.append(cells)
    measures = _measures(_Rows(rows, table), Listed(known, reader(known)), notes)
    _merged_cells(table, others, notes)
    return tuple(map(MeasureRow, measures, rows))


class _Rows:
    """The rows of a table, read column by column: most cells have nothing to be told about, and many columns
    are blank."""

    def __init__(self, rows: Sequence[RowCells], table: Table) -> None:
        self.rows, self.grid, self.own = rows, table.grid, table.own
        raws = zip(*(row.raws for row in rows), strict=True)
        self._raws = dict(zip(rows[0], raws, strict=True)) if rows else {}

    def column(
        self, key: str, blank: T, plain: Callable[[Value], T | None], read: Callable[[Cell], T]
    ) -> Sequence[T]:
        """What the cells say: `plain` of nearly all, `read` where it gives nothing."""
        raws = self._raws.get(key, ())
        if raws.count(None) == len(raws):
            return [blank] * len(self.rows)
        return [
            blank if raw is None else plain(raw) or read(row[key])
            for raw, row in zip(raws, self.rows, strict=True)
        ]


def _measures(rows: _Rows, listed: Listed, notes: Notebook) -> Iterator[Measure]:
    def texts(key: str) -> Sequence[str]:
        return rows.column(key, "", plain_text, notes.text)

    def each_lines(key: str) -> Sequence[tuple[str, ...]]:
        return rows.column(key, (), plain_lines, notes.lines)

    def title(cell: Cell) -> str:
        return notes.title(cell, numbers[places[cell.row]])

    def evidence(cell: Cell) -> str:
        return linked(notes.text(cell), cell, links)

    def plain_evidence(value: Value) -> str:
        return "" if links else plain_text(value)

    def status(cell: Cell) -> Status | None:
        return notes.choice(cell, Status, "M603")

    links = rows.grid.links
    words: dict[Value, Status] = dict(spelt(Status).items())
    places = {row.row: at for at, row in enumerate(rows.rows)}
    numbers = rows.column("number", None, plain_count, notes.count)
    nobody: tuple[tuple[str, ...], bool] = ((), False)
    divisions = rows.column(
        "divisions",
        nobody,
        lambda value: plainly_in_charge(value, listed),
        lambda cell: in_charge(cell, listed, notes),
    )
    values: dict[str, Iterable[object]] = {
        "number": numbers,
        "title": rows.column("title", "", plain_title, title),
        "steps": each_lines("steps"),
        "divisions": [names for names, _ in divisions],
        "all_divisions": [everyone for _, everyone in divisions],
        "due": rows.column("due", None, plain_day, notes.date),
        "status": rows.column("status", None, words.get, status),
        "done_on": rows.column("done_on", None, plain_day, notes.date),
        "evidence": rows.column("evidence", "", plain_evidence, evidence),
        "result_title": rows.column("result_title", None, plain_text, notes.optional_text),
        "result_steps": [found or None for found in each_lines("result_steps")],
        "follow_up": rows.column("follow_up", None, plain_text, notes.optional_text),
        "indicator": rows.column("indicator", None, plain_count, notes.count),
        "own": [_own(row.row, rows) if rows.own else () for row in rows.rows],
        "row": [row.row for row in rows.rows],
    }
    for key in ("note", "result", "result_6", "problems", "budget", "spent", "issue"):
        values[key] = texts(key)
    return map(Measure, *map(values.__getitem__, Measure._fields))


def _own(row: int, rows: _Rows) -> tuple[tuple[str, str], ...]:
    """What stands in the office's own columns; they are nothing that rules look at."""
    values = ((header, rows.grid.at(row, column)) for header, column in rows.own.items())
    return tuple((header, clean(shown(value))) for header, value in values)


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
