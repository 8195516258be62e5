"""What the district's workbook brings along: formats, and colours by value; a click puts values only."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.utils.cell import coordinate_to_tuple

from itaxl.core import layout, palette
from itaxl.core.areas import CellAt, cells_of, within
from itaxl.core.district.onto import Look, blocks
from itaxl.core.district.sheets import divisions, offices, overview
from itaxl.core.grid import Grid
from itaxl.core.model import Digits, Status, Tracker
from itaxl.core.sample import sample
from itaxl.files.desk.results import ALL_SHEETS
from itaxl.files.tracker.workbook import tracker_bytes
from tests.excel_cells import SheetStore, rgb
from tests.excel_engine import excel
from tests.test_desk_buttons import EXAMPLES, Door
from tests.workbook_checks import problems
from tests.workbook_kinds import DISTRICT


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    trackers = tmp_path / "แบบติดตาม"
    trackers.mkdir()
    for path in sorted(EXAMPLES.rglob("*.xls*")):
        shutil.copy(path, trackers)
    for number in range(3):
        (trackers / f"late-{number}.xlsx").write_bytes(tracker_bytes(late_and_wrong(number), macros=False))
    with excel() as xl:
        book = xl.open(DISTRICT.good.read_bytes(), str(tmp_path / "ITA_district.xlsm"))
        made = Door(xl, book, tmp_path)
        made.set("folder", "แบบติดตาม")
        yield made


def late_and_wrong(number: int, name: str = "") -> Tracker:
    """An office with something to mend and something overdue."""
    made = sample()
    late = made.measures[0]._replace(due=dt.date(2024, 1, 9), status=Status.NOT_STARTED, steps=())
    office = made.office._replace(name=name or f"ทดสอบ {number}")
    return made._replace(office=office, measures=(late, *made.measures[1:]))


def plainly(door: Door) -> dict[str, SheetStore]:
    """The same sheets as a click fills them where nothing is known of their looks: all of it is put."""
    config = door.xl.sheet(layout.CONFIG_SHEET)
    for cell in config.cells.values():
        if isinstance(cell.value, str):
            cell.value = cell.value.replace(Look.MADE.value, Look.PLAIN.value)
            cell.value = cell.value.replace(Look.THAI.value, Look.PLAIN.value)
    door.run("all")
    return door.xl.state()


def formats(stores: dict[str, SheetStore]) -> dict[tuple[str, CellAt], str]:
    """Of the numbers: a text's says nothing but that it is one."""
    return {
        (name, at): cell.number_format
        for name in ALL_SHEETS
        for at, cell in stores[name].cells.items()
        if cell.value is not None and not isinstance(cell.value, str)
    }


@pytest.mark.parametrize("digits", [(Digits.ARABIC,), (Digits.THAI,), (Digits.THAI, Digits.ARABIC)])
def it_shows_every_number_as_where_all_formats_are_put(door: Door, digits: tuple[Digits, ...]) -> None:
    for one in digits:
        door.set("digits", one.value)
        door.run("all")
    here = formats(door.xl.state())
    assert here == formats(plainly(door)) and len(here) > 100
    assert {"0.0", "0.00", "#,##0"} <= {form.removeprefix("[$-D00041E]") for form in here.values()}


def it_keeps_texts_from_becoming_formulas_though_a_person_took_the_format_away(door: Door) -> None:
    store = door.xl.sheet(offices.SHEET)
    for row in range(5, 40):
        store.make(row, 2).number_format = "General"
    hostile = late_and_wrong(9, name="=cmd|' /C calc'!A1")
    (door.folder / "แบบติดตาม" / "hostile.xlsx").write_bytes(tracker_bytes(hostile, macros=False))
    door.run("all")
    assert any("=cmd" in str(name) for name in door.offices())
    assert all(text.startswith('=HYPERLINK("file:///') for text in door.xl.conversions())


#: Of headers, cards and totals.
_OWN = (palette.ACCENT, palette.ACCENT_SOFT)


def it_colours_by_value_as_where_every_colour_is_put(door: Door) -> None:
    """The workbook's conditions, worked out here for each cell, against the colours that the sheets name."""
    rules = _rules()
    expected = plainly(door)
    wanted = {
        (name, at): rgb(cell.fill)
        for name in ALL_SHEETS
        for at, cell in expected[name].cells.items()
        if cell.fill and cell.value is not None and rgb(cell.fill) not in _OWN
    }
    found = {
        (name, at): colour
        for name in ALL_SHEETS
        for at in expected[name].cells
        if (colour := _shown(rules[name], expected[name], at)) and colour != palette.ACCENT_SOFT
    }
    assert found == wanted and len(set(wanted.values())) >= 3 and len(wanted) > 10
    assert {name for name, _ in wanted} >= {overview.SHEET, offices.SHEET, divisions.SHEET}


def _rules() -> dict[str, list[tuple[Any, Rule]]]:
    """Of each sheet, in the order in which they count."""
    book = openpyxl.load_workbook(BytesIO(DISTRICT.good.read_bytes()))
    return {
        sheet.title: [(some.sqref, rule) for some in sheet.conditional_formatting for rule in some.rules]
        for sheet in book.worksheets
    }


def _shown(rules: list[tuple[Any, Rule]], store: SheetStore, at: CellAt) -> str | None:
    for where, rule in rules:
        (area,) = where.ranges
        if not within((area.min_row, area.min_col, area.max_row, area.max_col), at):
            continue
        if _holds(rule.formula[0], (at[0] - area.min_row, at[1] - area.min_col), store):
            return str(rule.dxf.fill.bgColor.rgb)[-6:] if rule.dxf.fill else None
    return None


class _Text(str):
    """Excel takes a text for more than any number."""

    __slots__ = ()

    def __gt__(self, other: object) -> bool:
        return True

    def __lt__(self, other: object) -> bool:
        return False


def _holds(formula: str, moved: CellAt, store: SheetStore) -> bool:
    """Every part is worked out, as Excel does."""
    values = list[Any]()

    def value(found: re.Match[str]) -> str:
        row, column = coordinate_to_tuple(found[2] + found[4])
        stands = store.at(row + (0 if found[3] else moved[0]), column + (0 if found[1] else moved[1])).value
        values.append(stands if stands is not None and not isinstance(stands, str) else _Text(stands or ""))
        return f"values[{len(values) - 1}]"

    parts = re.split(r'("[^"]*")', formula)
    parts[::2] = (re.sub(r"(\$?)\b([A-Z]{1,2})(\$?)(\d+)\b", value, part) for part in parts[::2])
    parts[::2] = (re.sub(r"(?<!!)=", "==", part.replace("<>", "!=")) for part in parts[::2])
    known = {
        "values": values,
        "AND": lambda *parts: all(parts),
        "OR": lambda *parts: any(parts),
        "ISNUMBER": lambda one: isinstance(one, float),
    }
    return bool(eval("".join(parts), known))


def it_leaves_paint_where_its_office_stays_and_takes_it_off_another(door: Door) -> None:
    door.run("all")
    store = door.xl.sheet(offices.SHEET)
    first, file = store.at(5, 2).value, Path(str(store.at(5, 25).value)).name
    store.make(5, 2).fill = store.make(6, 2).fill = 0x00FFFF
    door.run("resume")
    assert (store.at(5, 2).fill, store.at(6, 2).fill) == (0x00FFFF, 0x00FFFF)
    (door.folder / "แบบติดตาม" / file).unlink()  # so each of the others moves up
    door.run("resume")
    assert store.at(5, 2).value != first and store.at(5, 2).fill is None


def it_leaves_a_formula_that_shows_nothing_between_title_and_table(door: Door) -> None:
    cell = door.xl.sheet(offices.SHEET).make(2, 7)
    cell.value, cell.formula = "", '=IF(A1="","x","")'
    door.run("all")
    assert cell.formula == '=IF(A1="","x","")'
    assert len(door.offices()) > 3


def it_draws_charts_over_the_lines_that_are_there(door: Door) -> None:
    door.run("all")
    store = door.xl.sheet(divisions.SHEET)
    (chart,) = store.charts
    last = max(row for row, column in store.cells if column == 1 and store.at(row, 1).value) - 1
    assert chart.names == (5, 1, min(last, 19), 1) and chart.top
    assert [area and area[1] for area in chart.values] == [6, 5, 4, 9]


_CELLS = st.sets(st.tuples(st.integers(1, 9), st.integers(1, 6)))


@given(_CELLS, _CELLS, _CELLS)
def it_covers_all_that_is_put_and_nothing_of_a_persons(
    wanted: set[CellAt], ours: set[CellAt], stands: set[CellAt]
) -> None:
    ours |= wanted
    rows = tuple(tuple("x" if (r, c) in stands else None for c in range(1, 7)) for r in range(1, 10))
    covered = [cell for area in blocks(wanted, ours, Grid("", rows)) for cell in cells_of(area)]
    assert wanted <= set(covered)
    assert not [cell for cell in covered if cell in stands and cell not in ours]


def it_has_colours_by_value_on_the_sheets_of_results_and_no_others() -> None:
    assert problems("colours", DISTRICT.good, DISTRICT) == []


def it_is_seen_where_a_sheet_has_lost_them(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(DISTRICT.good, keep_vba=True)
    book[offices.SHEET].conditional_formatting = ConditionalFormattingList()
    book.save(tmp_path / "bare.xlsm")
    found = problems("colours", tmp_path / "bare.xlsm", DISTRICT)
    assert found == [f"{offices.SHEET}: no colours by value"]
