"""Every example and golden case comes out the same in Excel, in a live Calc and from the file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from itaxl import buttons
from itaxl.buttons.live import read
from itaxl.core import layout
from itaxl.core.assess import assess
from itaxl.core.grid import CellFault, Grid
from itaxl.core.marks import Marks, marks
from itaxl.reading.workbook import read_grids
from tests.case_grids import assessed
from tests.desks import IN_CALC, Desk
from tests.excel_engine import excel
from tests.excel_tracker import FINDINGS, MEASURES, NOW, ROLLUP, rgb
from tests.test_contract_grids import CASES, ROOT, calculated
from tests.workbook_grids import same, saved


class Shown(NamedTuple):
    """What a clerk sees after the three buttons, where colours can be: the coloured cells and no other."""

    findings: list[list[object]]
    messages: list[object]
    rollup: list[list[object]]
    fills: dict[tuple[str, int, int], str | None]
    framed: set[tuple[str, int, int]]


def on_the_desk(xl: Desk, ours: Marks) -> Shown:
    state = xl.state()

    def table(name: str, header_row: int, width: int) -> list[list[object]]:
        store = state[name]
        rows = range(header_row + 1, store.used[2] + 1)
        values = [[store.at(row, column).value or None for column in range(1, width + 1)] for row in rows]
        return [row for row in values if any(value is not None for value in row)]

    cells = {
        (sheet, row, column): state[sheet].at(row, column)
        for sheet, areas in ours.ours.items()
        for top, left, bottom, right in areas
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    texts = ours.messages
    assert texts
    rows = range(texts.first_row, texts.first_row + len(texts.texts))
    return Shown(
        table(FINDINGS, layout.FINDINGS_HEADER_ROW, len(layout.FINDING_COLUMNS)),
        [state[texts.sheet].at(row, texts.column).value for row in rows],
        table(ROLLUP, layout.ROLLUP_HEADER_ROW, len(layout.ROLLUP_COLUMNS)),
        {place: rgb(cell.fill) for place, cell in cells.items() if cell.fill is not None},
        {place for place, cell in cells.items() if cell.border and cell.border[0] != 2},
    )


def expected(ours: Marks) -> Shown:
    coloured = {(s, *cell): swatch for s, cells in ours.colours.items() for cell, swatch in cells.items()}
    assert ours.messages
    return Shown(
        [[text or None for text in row.cells] for row in ours.findings],
        [text or None for text in ours.messages.texts],
        [[value or None for value in row] for row in ours.rollup],
        {place: swatch.fill for place, swatch in coloured.items()},
        {place for place, swatch in coloured.items() if swatch.framed},
    )


def pressed(xl: Desk, workbook: bytes, path: str) -> tuple[Shown, tuple[Grid, ...]]:
    """The desk after validate, colour and roll-up, and what the book held before."""
    book = xl.open(workbook, path)
    live = read(book)
    ours = marks(*assessed(live.grids, NOW.date()), live.last_rows)
    for command in (buttons.validate, buttons.colour, buttons.rollup):
        command(book, NOW)
    return on_the_desk(xl, ours), live.grids


@IN_CALC
@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(ROOT)))
def test_excel_calc_and_the_file_show_the_same(xl: Desk, path: Path, tmp_path: Path) -> None:
    from_file = read_grids(path)
    shown, live = pressed(xl, path.read_bytes(), str(tmp_path / path.name))
    settled = tuple(calculated(grid, seen) for grid, seen in zip(from_file, live, strict=True))
    assert all(same(grid, seen) for grid, seen in zip(settled, live, strict=True))
    assert assess(live, NOW.date()) == assess(settled, NOW.date())
    ours = marks(*assessed(settled, NOW.date()), {g.sheet: len(g.rows) for g in live})
    assert shown == expected(ours)
    if any(CellFault("") in row for grid in from_file for row in grid.rows):
        return  # Calc calculates what the pretended Excel cannot
    workbook = path.read_bytes() if path.suffix in (".xlsx", ".xlsm") else saved(from_file)
    with excel() as pretended:
        assert shown == pressed(pretended, workbook, "/office/" + path.name)[0]


def test_the_cases_hold_findings_colours_and_messages() -> None:
    """So that equality above says something."""
    case = ROOT / "tests" / "golden" / "everything_wrong"
    grids, told = read_grids(case / "tracker.xlsx"), (case / "findings_text.txt").read_text("utf-8")
    ours = expected(marks(*assessed(grids, NOW.date())))
    assert (
        len(ours.findings) == len(told.splitlines()) >= 19
        and ours.fills
        and ours.framed
        and any(ours.messages)
        and len(ours.rollup) > 2
    )
    assert MEASURES in {sheet for sheet, _, _ in ours.fills}
