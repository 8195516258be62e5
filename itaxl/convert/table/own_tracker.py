"""A tracker of ours, of whatever version: every value moves, and what has no place is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt, Draft, Leftover, Taken
from itaxl.convert.measures.places import filled_cells, spoken
from itaxl.convert.table.beside import beside
from itaxl.core import layout
from itaxl.core.compose import grids as composed
from itaxl.core.earlier_words import EARLIER
from itaxl.core.grid import CellFault, Grid, Place, shown
from itaxl.core.locate import Table, find_sheet
from itaxl.core.meanings.status import read_status
from itaxl.core.model import Measure, Tracker
from itaxl.core.parse import parse
from itaxl.core.reading import Cell, Reading
from itaxl.core.thai.text import clean, key
from itaxl.core.wording import examples, message_of
from itaxl.files.tracker.office import FORMER_LEAD
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.reading.workbook import grids_from_bytes

#: Fewer labels than this, and the sheets only happen to have our names.
_LEAST_LABELS = 10
#: What the program writes itself, and writes again.
_OUTPUT_SHEETS = (layout.ROLLUP_SHEET, layout.FINDINGS_SHEET)
#: What every tracker has, new as it is made: nothing is to be moved, and nobody needs to be told.
_ALIKE_SHEETS = (layout.GUIDE_SHEET, layout.CONFIG_SHEET)
#: The value of such a cell is not in the tracker that was read.
_LOST = frozenset({"C201", "C202", "D501", "D502", "D503", "M603", "M604", "M610", "O303", "R401", "Y501"})


def draft_of_tracker(grids: Sequence[Grid]) -> Draft | None:
    """The whole tracker; doubts where a value could not be read, and leftovers for everything else.

    None where the sheets are not those of a tracker, or merely of their names.
    """
    if find_sheet(grids, layout.OFFICE_SHEET) is None or find_sheet(grids, layout.MEASURES_SHEET) is None:
        return None
    reading = parse(grids)
    measures = reading.measures_table
    if measures is None or len(reading.cells) < _LEAST_LABELS:
        return None
    tracker = _with_statuses(reading)
    doubts, lost = _lost(reading, tracker)
    outputs = [g for g in grids if _is_one_of(g, _OUTPUT_SHEETS)]
    doubts += [doubt("C825", f"แผ่นงาน {grid.sheet}", grid.sheet) for grid in outputs]
    outputs += [g for g in grids if _is_one_of(g, _ALIKE_SHEETS)]
    read = {cell.place: cell for cell in _cells(reading)}
    carried = set(_own_cells(reading, measures))
    inside = {key(shown(v)) for grid in composed(tracker) for row in grid.rows for v in row}
    left: list[Leftover] = []
    taken: list[Taken] = []
    for place, value in filled_cells(grid for grid in grids if grid not in outputs):
        text = clean(shown(value))
        if place in read and place not in lost:
            if key(text) not in inside:
                field = read[place].field
                taken.append(Taken(spoken(place), text, field.key, field.label))
        elif place not in carried and key(text) not in _ours() and not _is_message(place, measures):
            left.append(Leftover(spoken(place), text))
    left += beside((grid for grid in grids if grid not in outputs), tracker)
    return Draft(tracker, tuple(doubts), tuple(left), tuple(taken))


def _is_one_of(grid: Grid, names: Sequence[str]) -> bool:
    return key(grid.sheet) in map(key, names)


def _with_statuses(reading: Reading) -> Tracker:
    """The tracker with the statuses that were typed in other words than its own."""
    measures = list(reading.tracker.measures)
    for index, row in enumerate(reading.rows):
        if row.measure.status is None and (cell := row.cells.get("status")):
            read = read_status(cell.raw)
            if read.sure and not read.rest:
                measures[index] = row.measure._replace(status=read.status)
    return reading.tracker._replace(measures=tuple(measures))


def _cells(reading: Reading) -> Iterator[Cell]:
    yield from reading.cells.values()
    for cells in chain(
        (row.cells for row in reading.rows),
        (row.cells for row in reading.signers),
        (row.cells for row in reading.divisions),
    ):
        yield from cells.values()


def _own_cells(reading: Reading, measures: Table) -> Iterator[Place]:
    """The cells of the office's own columns, which the new tracker has too."""
    if reading.rows:
        for row in (measures.header_row, *(row.measure.row for row in reading.rows)):
            yield from (Place(measures.grid.sheet, row, column) for column in measures.own.values())


@cache
def _ours() -> frozenset[str]:
    """What a workbook of ours says by itself: labels, hints, headings, in all of its forms."""
    filled: dict[str, Any] = dict.fromkeys(layout.MEMO_COLUMNS, "-") | {
        "indicator": 1,
        "result_steps": ("-",),
    }
    unfolded = Tracker(measures=(Measure(**filled),))
    books = (
        tracker_bytes(Tracker()),
        tracker_bytes(unfolded, macros=False),
        tracker_bytes(Tracker(), macros=False, toolbar=True),
    )
    sheets = (grid for book in books for grid in grids_from_bytes(book, ""))
    texts = frozenset(key(v) for grid in sheets for row in grid.rows for v in row if isinstance(v, str))
    fields = (*layout.OFFICE_FIELDS, *layout.REPORT_FIELDS, *layout.MEASURE_COLUMNS)
    known = *layout.SECTIONS, *EARLIER
    return texts | frozenset(map(key, known)) | {key(f.formerly) for f in fields} | {key(FORMER_LEAD)}


def _is_message(place: Place, measures: Table) -> bool:
    """A row's message, which the program writes."""
    message = measures.grid.sheet, measures.columns.get("message")
    return (place.sheet, place.column) == message and place.row > measures.header_row


def _lost(reading: Reading, tracker: Tracker) -> tuple[list[Doubt], set[Place]]:
    """The doubts about values that reading could not make sense of, and where these stand."""
    rows = {cell.place: index for index, row in enumerate(reading.rows) for cell in row.cells.values()}
    fields = {cell.place: cell.field.key for cell in _cells(reading)}
    doubts: list[Doubt] = []
    places: set[Place] = set()
    own = examples(reading.tracker.report)
    for seen in reading.noticed:
        if seen.code not in _LOST or seen.raw is None:
            continue
        if seen.code == "M603" and tracker.measures[rows[seen.place]].status:
            continue
        value = seen.raw.text if isinstance(seen.raw, CellFault) else shown(seen.raw)
        message = message_of(seen, value, own)
        field, row = fields.get(seen.place, ""), rows.get(seen.place)
        doubts.append(doubt("C833", spoken(seen.place), value, field=field, measure=row, message=message))
        places.add(seen.place)
    return doubts, places
