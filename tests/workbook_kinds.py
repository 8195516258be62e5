"""The macro workbooks that we build, and what the checks have to know of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from itaxl.core import desk, layout
from itaxl.core.district import roster, table
from itaxl.core.district.shown import pattern
from itaxl.core.grid import Grid, normal
from itaxl.core.layout import Field
from itaxl.core.model import Digits
from itaxl.core.parse import parse
from itaxl.files.desk import commands as desk_commands
from itaxl.files.desk import workbook as desk_workbook
from itaxl.files.desk.results import blank_sheets
from itaxl.files.tracker import commands, workbook
from itaxl.files.tracker.commands import Command

_FOLDER = Path(__file__).parent.parent / "workbook"


@dataclass(frozen=True, eq=False)
class Kind:
    """`package.click('name')` is what the buttons run, which stand on `button_sheets` too.

    `sheet_buttons` are those, by what they say, in their order.
    `dated` are the sheets on which days are typed, with their fields, and whether as columns of a table.
    `names` are defined, and `shown` formats of days that are only shown.
    `contract` tells what our own reader misses in a blank workbook.
    `by_value` are the sheets whose cells have their colours by conditions, and none from Python.
    """

    good: Path
    package: str
    commands: Sequence[Command]
    button_sheets: Sequence[str]
    sheet_buttons: Sequence[tuple[str, Command]]
    code_names: Mapping[str, str]
    tables: Mapping[str, Sequence[str]]
    fields: Sequence[Field]
    dated: Mapping[str, tuple[Sequence[Field], bool]]
    names: Sequence[str]
    shown: Sequence[str]
    contract: Callable[[tuple[Grid, ...]], list[str]]
    by_value: Sequence[str] = ()

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(self.code_names)

    def python(self, name: str) -> str:
        return f"import {self.package}; {self.package}.click('{name}')"

    def part(self, sheet: str) -> str:
        return f"xl/worksheets/sheet{self.sheets.index(sheet) + 1}.xml"


def _tracker(grids: tuple[Grid, ...]) -> list[str]:
    reading = parse(grids)
    found = [f"noticed: {sighting}" for sighting in reading.noticed]
    same = reading.tracker == workbook.blank_tracker()
    return found if same else ["another tracker is read than was written", *found]


def _desk(grids: tuple[Grid, ...]) -> list[str]:
    by_name = {grid.sheet: grid for grid in grids}
    settings = by_name[desk.SETTINGS_SHEET]
    found = [f"no setting {f.label}" for f in desk.SETTINGS if desk.place_of(settings, f.key) is None]
    return found + ([] if desk.read_settings(settings) == desk.Settings() else ["something is set"])


TRACKER = Kind(
    good=_FOLDER / "ITA_tracker.xlsm",
    package="itaxl.buttons",
    commands=commands.COMMANDS,
    button_sheets=(layout.GUIDE_SHEET, layout.MEASURES_SHEET),
    sheet_buttons=[(one.caption, one.command) for one in commands.SHEET_BUTTONS],
    code_names=workbook.CODE_NAMES,
    tables={
        layout.MEASURES_TABLE: [field.label for field in layout.MEASURE_COLUMNS],
        layout.ROLLUP_TABLE: [field.label for field in layout.ROLLUP_COLUMNS],
    },
    fields=(*layout.OFFICE_FIELDS, *layout.REPORT_FIELDS, *layout.MEASURE_COLUMNS),
    dated={
        layout.OFFICE_SHEET: (layout.REPORT_FIELDS, False),
        layout.MEASURES_SHEET: (layout.MEASURE_COLUMNS, True),
    },
    names=(layout.DIVISION_NAMES,),
    shown=(),
    contract=_tracker,
)
DISTRICT = Kind(
    good=_FOLDER / "ITA_district.xlsm",
    package="itaxl.buttons.desk",
    commands=desk_commands.COMMANDS,
    button_sheets=(layout.GUIDE_SHEET, desk.SETTINGS_SHEET),
    sheet_buttons=[(one.caption, one.command) for one in desk_commands.SHEET_BUTTONS],
    code_names=desk_workbook.CODE_NAMES,
    tables={
        one.name: [column.header for column in one.columns]
        for one in (*roster.roster_sheet(()).tables, *(t for s in blank_sheets() for t in s.tables))
        if one.name
    },
    fields=(*desk.SETTINGS, layout.field(layout.OFFICE_FIELDS, "kind")),
    dated={desk.SETTINGS_SHEET: (desk.SETTINGS, False)},
    names=(),
    shown=(pattern(table.Kind.DATE, Digits.ARABIC),),
    contract=_desk,
    by_value=[sheet.name for sheet in blank_sheets()],
)
KINDS = {"tracker": TRACKER, "district": DISTRICT}


@cache
def grids(path: Path) -> tuple[Grid, ...]:
    """The sheets as calamine reads them."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    read = {n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names}
    return tuple(Grid(n, tuple(tuple(map(normal, row)) for row in rows)) for n, rows in read.items())
