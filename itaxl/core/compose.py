"""A tracker as grids: what `parse` reads back to the same tracker.

The styled workbook (`files.tracker`) lays out these very values, so the geometry is decided here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum

from itaxl.core import layout
from itaxl.core.grid import Grid, Value
from itaxl.core.layout import Field
from itaxl.core.model import Division, Measure, Office, Report, Signer, Tracker
from itaxl.core.years import FiscalYear
from itaxl.named_tuple import NamedTuple


class Block(NamedTuple):
    """One section of the office sheet: its heading row, its header row (0 for labelled fields), its rows."""

    section: str
    heading_row: int
    header_row: int
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def first_row(self) -> int:
        return (self.header_row or self.heading_row) + 1


def office_blocks(tracker: Tracker) -> tuple[Block, ...]:
    """The four sections in order.  Rows of labelled fields are (label, value, hint)."""
    office, report = tracker.office, tracker.report
    blocks: list[Block] = []
    row = layout.OFFICE_FIRST_ROW
    sections: tuple[tuple[str, tuple[Field, ...], tuple[tuple[Value, ...], ...], bool], ...] = (
        (layout.OFFICE_SECTION, layout.OFFICE_FIELDS, _labelled(layout.OFFICE_FIELDS, office), False),
        (layout.REPORT_SECTION, layout.REPORT_FIELDS, _labelled(layout.REPORT_FIELDS, report), False),
        (layout.SIGNERS_SECTION, layout.SIGNER_COLUMNS, _signers(office.signers), True),
        (layout.DIVISIONS_SECTION, layout.DIVISION_COLUMNS, _divisions(office.divisions), True),
    )
    for section, fields, rows, is_table in sections:
        block = Block(section, row, row + 1 if is_table else 0, fields, rows)
        blocks.append(block)
        row = block.first_row + len(rows) + 1
    return tuple(blocks)


def office_grid(tracker: Tracker) -> Grid:
    """The sheet หน่วยงาน."""
    rows: list[tuple[Value, ...]] = [("ข้อมูลหน่วยงานและรายงาน",)]
    rows += [()] * (layout.CONTRACT_ROW - 1 - len(rows)) + [contract_row()]
    for block in office_blocks(tracker):
        rows += [()] * (block.heading_row - 1 - len(rows)) + [(block.section,)]
        if block.header_row:
            rows.append(tuple(f.label for f in block.fields))
        rows += block.rows
    return Grid(layout.OFFICE_SHEET, tuple(rows))


def contract_row() -> tuple[Value, ...]:
    """(label, value, hint) of the contract that a tracker of today keeps."""
    field = layout.CONTRACT_FIELD
    return field.label, float(layout.CONTRACT), field.hint


def measures_grid(tracker: Tracker) -> Grid:
    """The sheet มาตรการ; the header stands in `layout.MEASURES_HEADER_ROW`."""
    top: list[tuple[Value, ...]] = [("แบบติดตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส",)]
    top += [()] * (layout.MEASURES_HEADER_ROW - 1 - len(top))
    fields = measure_fields(tracker)
    top.append(tuple(f.label for f in fields))
    rows = ((*measure_row(m), *own_cells(m, fields)) for m in tracker.measures)
    return Grid(layout.MEASURES_SHEET, (*top, *rows))


def measure_fields(tracker: Tracker) -> tuple[Field, ...]:
    """The columns of the sheet มาตรการ: the contract's, then the office's own as they first come."""
    own = dict.fromkeys(header for measure in tracker.measures for header, _ in measure.own)
    return (*layout.MEASURE_COLUMNS, *(Field("", header, kind=layout.Kind.LINES, width=26) for header in own))


def own_cells(measure: Measure, fields: Sequence[Field]) -> tuple[Value, ...]:
    """The cells of one measure in the office's own columns."""
    told = dict(measure.own)
    return tuple(_cell(told.get(f.label)) for f in fields if not f.key)


def grids(tracker: Tracker) -> tuple[Grid, ...]:
    """The sheets that a user fills in."""
    return office_grid(tracker), measures_grid(tracker)


def measure_row(measure: Measure) -> tuple[Value, ...]:
    """The cells of one measure, in the order of `layout.MEASURE_COLUMNS`."""
    cells = {field.key: _cell(getattr(measure, field.key, None)) for field in layout.MEASURE_COLUMNS}
    if measure.all_divisions:
        cells["divisions"] = layout.ALL_DIVISIONS
    return tuple(cells[field.key] for field in layout.MEASURE_COLUMNS)


def _labelled(fields: Iterable[Field], owner: Office | Report) -> tuple[tuple[Value, ...], ...]:
    return tuple((f.label, _cell(_attribute(owner, f.key)), f.hint or None) for f in fields)


def _attribute(owner: Office | Report, key: str) -> object:
    if isinstance(owner, Report) and key.startswith("earlier_"):
        return getattr(owner.earlier, key.removeprefix("earlier_"))
    return getattr(owner, key)


def _cell(value: object) -> Value:
    match value:
        case None | "" | ():
            return None
        case Enum():
            return str(value.value)
        case FiscalYear():
            return float(value.be)
        case Decimal() | int():
            return float(value)
        case tuple():
            return "\n".join(map(str, value))
        case str() | dt.date():
            return value
        case _:
            raise TypeError(f"no cell for {type(value).__name__}")


def _signers(signers: tuple[Signer, ...]) -> tuple[tuple[Value, ...], ...]:
    filled = [(_cell(s.role), _cell(s.name), _cell(s.positions[:1]), _cell(s.positions[1:])) for s in signers]
    return _padded(filled, layout.SIGNER_ROWS, len(layout.SIGNER_COLUMNS))


def _divisions(divisions: tuple[Division, ...]) -> tuple[tuple[Value, ...], ...]:
    filled = [(_cell(d.short), _cell(d.full), _cell("; ".join(d.aliases))) for d in divisions]
    return _padded(filled, layout.DIVISION_ROWS, len(layout.DIVISION_COLUMNS))


def _padded(rows: Sequence[tuple[Value, ...]], least: int, width: int) -> tuple[tuple[Value, ...], ...]:
    return (*rows, *[(None,) * width] * (least - len(rows)))
