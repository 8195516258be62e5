"""What an assessment looks like on the sheets: colours, row messages, the tables of findings and roll-up.

Decided once, for the buttons and for the checked copies.  Nothing here knows how a cell is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from itaxl.core import layout, palette
from itaxl.core.areas import CellAt, rectangles, within
from itaxl.core.grid import Area, CellFault, Place, Value, shown
from itaxl.core.in_order import errors_first
from itaxl.core.layout import Kind
from itaxl.core.locate import Table, heading_below
from itaxl.core.model import Assessment, Finding, Severity, Tally
from itaxl.core.palette import Swatch
from itaxl.core.reading import Reading
from itaxl.core.results.written import LONGEST_MESSAGE, PASSED, is_blank, without_ours
from itaxl.core.rollup import overdue
from itaxl.core.suggestions import question, said
from itaxl.named_tuple import NamedTuple

__all__ = ["PASSED", "FindingRow", "Marks", "RowMessages", "marks", "message"]

#: A row's message holds this many findings.
_MOST = 3
#: Rows below the header that belong to the measures table, however few are filled.
_REACH = 500


class RowMessages(NamedTuple):
    """The texts of the column ผลการตรวจ, from the first row below its header down; '' clears a cell, and
    None leaves it as it is.  What a person wrote there stands below our message."""

    sheet: str
    column: int
    first_row: int
    texts: tuple[str | None, ...]


class FindingRow(NamedTuple):
    """A line of the findings table in the order of `layout.FINDING_COLUMNS`, and the cell it leads to."""

    cells: tuple[str, ...]
    target: Place


class Marks(NamedTuple):
    """`colours` by sheet and cell.  `ours` are the areas where every colour is Python's: cells in the
    known columns of the measures table (without ผลการตรวจ) and the values of the office sheet.  They are
    cleared before they are coloured; no colour lies outside them, so labels, headers, other columns and
    other sheets keep the user's own.

    `rollup` has a row a division, the total last, in the order of `layout.ROLLUP_COLUMNS`.
    """

    colours: Mapping[str, Mapping[CellAt, Swatch]]
    ours: Mapping[str, tuple[Area, ...]]
    messages: RowMessages | None
    findings: tuple[FindingRow, ...]
    rollup: tuple[tuple[Value, ...], ...]


def marks(reading: Reading, assessment: Assessment, last_rows: Mapping[str, int] | None = None) -> Marks:
    """What to show of an assessment on the sheets that it was made of by this reading.

    `last_rows` says by sheet how far down cells carry any format, where that is beyond what is filled:
    colours of earlier runs may stand there.
    """
    ours = _ours(reading, last_rows or {})
    return Marks(
        colours=_colours(assessment, reading, ours),
        ours=ours,
        messages=_messages(assessment, reading),
        findings=tuple(FindingRow(_finding_cells(f), f.place) for f in assessment.findings),
        rollup=tuple(map(_tally_cells, (*assessment.rollup.divisions, assessment.rollup.total))),
    )


def _ours(reading: Reading, last_rows: Mapping[str, int]) -> dict[str, tuple[Area, ...]]:
    """The cells that Python colours, by sheet."""
    areas: defaultdict[str, list[Area]] = defaultdict(list)
    if table := reading.measures_table:
        formatted = min(last_rows.get(table.grid.sheet, 0), table.header_row + _REACH)
        areas[table.grid.sheet] += _areas(table, max(len(table.grid.rows), formatted))
    for section, rows in (
        (reading.signers_table, layout.SIGNER_ROWS),
        (reading.divisions_table, layout.DIVISION_ROWS),
    ):
        if section:
            areas[section.grid.sheet] += _areas(section, _section_end(section, rows))
    values: defaultdict[str, list[CellAt]] = defaultdict(list)
    for cell in reading.cells.values():
        values[cell.sheet].append((cell.row, cell.column))
    for sheet, cells in values.items():
        areas[sheet] += rectangles(cells)
    return {sheet: tuple(found) for sheet, found in areas.items()}


def _areas(table: Table, bottom: int) -> list[Area]:
    """The input columns of a table below its header, neighbours joined."""
    top = table.header_row + 1
    inputs = (f.key for f in table.fields if f.kind is not Kind.OUTPUT and f.key in table.columns)
    columns = rectangles((1, table.columns[key]) for key in inputs)
    return [(top, left, bottom, right) for _, left, _, right in columns] if bottom >= top else []


def _section_end(table: Table, least_rows: int) -> int:
    """The last row of a table on the office sheet, without the blank line before the next heading."""
    rows, header, heading = table.grid.rows, table.header_row, heading_below(table)
    end = len(rows) if heading is None else heading - 1
    filled = [n for n in range(header + 1, end + 1) if any(value is not None for value in rows[n - 1])]
    room = header + least_rows if heading is None else min(header + least_rows, heading - 2)
    return max([room, *filled])


def _colours(
    assessment: Assessment, reading: Reading, ours: Mapping[str, Sequence[Area]]
) -> dict[str, dict[CellAt, Swatch]]:
    """A cell's worst finding decides; a status cell without one shows the status, or that it is overdue."""
    colours: dict[str, dict[CellAt, Swatch]] = {sheet: {} for sheet in ours}

    def put(place: Place, swatch: Swatch) -> None:
        cell = place.row, place.column
        if any(within(area, cell) for area in ours.get(place.sheet, ())):
            colours[place.sheet][cell] = swatch

    for row in reading.rows:
        status = row.measure.status
        if (cell := row.cells.get("status")) and status:
            late = overdue(row.measure, assessment.rollup.as_of)
            put(cell.place, palette.OVERDUE if late else palette.BY_STATUS[status])
    for severity in (Severity.WARNING, Severity.ERROR):
        for finding in assessment.findings:
            if finding.severity is severity:
                put(finding.place, palette.BY_SEVERITY[severity])
    return colours


def _messages(assessment: Assessment, reading: Reading) -> RowMessages | None:
    table = reading.measures_table
    column = table.columns.get("message") if table else None
    if table is None or column is None:
        return None
    sheet, first = table.grid.sheet, table.header_row + 1
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in assessment.findings:
        if finding.place.sheet == sheet:
            found[finding.place.row].append(finding)
    filled = {row.measure.row for row in reading.rows}

    def text(row: int) -> str | None:
        stands = table.grid.at(row, column)
        if row not in filled and isinstance(stands, float):
            return None  # what the table's own row of totals counts
        return with_note(message(found[row]) if row in found else PASSED if row in filled else "", stands)

    rows = range(first, len(table.grid.rows) + 1)
    return RowMessages(sheet, column, first, tuple(map(text, rows)))


def with_note(ours: str, stands: Value) -> str | None:
    """A cell's new text where a person's may stand: ours first, theirs below; None: leave it alone."""
    if is_blank(stands) or stands == ours:
        return ours
    if isinstance(stands, CellFault):  # of a person's formula
        return None
    note = without_ours(stands) if isinstance(stands, str) else shown(stands)
    if not note:
        return ours
    return f"{ours}\n{note}" if ours else None if note == shown(stands) else note


def message(findings: Iterable[Finding]) -> str:
    """One cell's text for a row's findings: the errors first, one a line, the rest counted."""
    ordered = errors_first(findings)
    lines = [
        " ".join(
            filter(None, (f"{layout.SEVERITY_WORDS[f.severity.value]}: {_shortened(f.message)}", question(f)))
        )
        for f in ordered[:_MOST]
    ]
    if len(ordered) > _MOST:
        lines.append(f"และอีก {len(ordered) - _MOST} รายการ ดูในแผ่นงาน {layout.FINDINGS_SHEET}")
    return "\n".join(lines)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_MESSAGE else text[: LONGEST_MESSAGE - 1] + "…"


def _finding_cells(finding: Finding) -> tuple[str, ...]:
    cells = {
        "severity": layout.SEVERITY_WORDS[finding.severity.value],
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "value": finding.value,
        "message": finding.message,
        "code": finding.code,
        "suggestion": said(finding.suggestion),
    }
    return tuple(cells[field.key] for field in layout.FINDING_COLUMNS)


def _tally_cells(tally: Tally) -> tuple[Value, ...]:
    return tuple(
        tally.division if field.key == "division" else float(getattr(tally, field.key))
        for field in layout.ROLLUP_COLUMNS
    )
