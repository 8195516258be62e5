"""The examples of the doubts as files: a sheet, a memo, or a tracker of ours."""

from __future__ import annotations

from collections.abc import Sequence

from itaxl.convert.doubts import Case, Door
from itaxl.convert.draft import Draft
from itaxl.convert.sources import source_from_bytes
from itaxl.convert.table.source import understand
from itaxl.core import layout
from itaxl.core.compose import grids
from itaxl.core.grid import Grid, Value, shown
from itaxl.core.model import Status
from itaxl.core.sample import sample
from tests.convert_twins import Cell, as_memo

_LABELS = {f.key: f.label for f in layout.MEASURE_COLUMNS} | {s.name.lower(): s.value for s in Status}
_USUAL: dict[str, Value] = {
    "number": 1.0,
    "title": "จัดทำคู่มือการให้บริการ",
    "divisions": "กองคลัง",
    "status": "ดำเนินการเสร็จเรียบร้อยแล้ว",
}
_LETTERHEAD = (
    "ส่วนราชการ เทศบาลตำบลทดลอง (สำนักปลัด)",
    "ที่ สม ๕๒๓๐๑/\tวันที่ ๓๑ มีนาคม ๒๕๖๗",
    "เรื่อง รายงานผลมาตรการ ปีงบประมาณ พ.ศ. ๒๕๖๗",
    "เรียน นายกเทศมนตรีตำบลทดลอง",
)


def drafts_of(case: Case, door: Door) -> list[Draft]:
    """What each door that the example is for makes of it."""
    if door is Door.TRACKER:
        return [_of_tracker(case)]
    tables = _tables(case)
    found = [_of_sheet(case, tables)] if door is not Door.MEMO else []
    return found + ([_of_memo(case, tables)] if door is not Door.TABLE else [])


def _tables(case: Case) -> list[list[tuple[Value, ...]]]:
    cells = {name: value for name, value in (_USUAL | dict(case.cells)).items() if value is not None}
    head, rows = (case.head, case.rows) if case.head else (tuple(cells), (tuple(cells.values()),))
    more = [[_labelled(case.more[0]), *case.more[1:]]] if case.more else []
    return [[_labelled(head), *rows], *more]


def _labelled(head: Sequence[Value]) -> tuple[Value, ...]:
    return tuple(_LABELS.get(str(name), name) or None for name in head)


def _of_sheet(case: Case, tables: list[list[tuple[Value, ...]]]) -> Draft:
    rows: list[tuple[Value, ...]] = [*case.above]
    for table in tables:
        rows += [*([()] if rows else []), *table]
    return understand((Grid(case.sheet or "Sheet1", tuple(rows), case.merged, guessed=case.guessed),)).draft


def _of_memo(case: Case, tables: list[list[tuple[Value, ...]]]) -> Draft:
    typed = [[_typed(row, at, case) for at, row in enumerate(table, 1)] for table in tables]
    above = tuple(str(row[0]) for row in case.above) or _LETTERHEAD
    return source_from_bytes(as_memo(*typed, above=above, below=case.below), "a.docx").draft


def _typed(row: Sequence[Value], at: int, case: Case) -> list[Cell]:
    """A row of a memo's table; what is merged across is one cell."""
    cells: list[Cell] = [shown(value) for value in row]
    for top, left, bottom, right in case.merged:
        if top == at == bottom:
            cells[left - 1 : right] = [(shown(row[left - 1]), right - left + 1)]
    return cells


def _of_tracker(case: Case) -> Draft:
    """Our sample, with other values in its first measure."""
    sheets = []
    for grid in grids(sample()):
        rows = [list(row) for row in grid.rows]
        if grid.sheet == layout.MEASURES_SHEET:
            for at, field in enumerate(layout.MEASURE_COLUMNS):
                if field.key in case.cells:
                    rows[layout.MEASURES_HEADER_ROW][at] = case.cells[field.key]
        sheets.append(grid._replace(rows=tuple(map(tuple, rows))))
    return understand((*sheets, *(Grid(name, (("ผล",),)) for name in case.sheets))).draft
