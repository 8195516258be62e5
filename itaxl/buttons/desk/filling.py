"""The tables of a district into the open workbook, in blocks; a person's sheets, columns and lines stay."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from itaxl.buttons import excel
from itaxl.buttons.desk import sentences
from itaxl.buttons.desk.opened import Opened
from itaxl.buttons.live import LiveSheet, read_sheet
from itaxl.core import palette
from itaxl.core.areas import CellAt, address, batches
from itaxl.core.district.onto import FIRST_COLUMN, Look, Noted, blocks, changed, noted_in, onto
from itaxl.core.district.placed import AS_TEXT, Blocked, Link, Marks, Onto, Put
from itaxl.core.district.table import Kind, Sheet
from itaxl.core.grid import Area, Grid, shown
from itaxl.core.model import Digits
from itaxl.errors import OutputError
from itaxl.files.tracker.styles import FONT
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    import xlwings

#: Excel's limit for a text inside a formula.
_LONGEST_TEXT = 255
_LINE = excel.Line(palette.GRID, excel.Weight.THIN)
_POINTS = 16
#: The address of a file of ours, by its path from the district's folder; '' where none can be made.
Address = Callable[[str], str]


class _Planned(NamedTuple):
    """A sheet to be written: where, `on` None where it is gone, and with what."""

    made: Sheet
    on: LiveSheet | None
    noted: Noted
    done: Onto


def fill(on: Opened, sheets: Iterable[Sheet], address_of: Address) -> list[str]:
    """Write them; gives a sentence for each that was left alone.

    Raises OutputError before the first write where a sheet is protected.
    """
    planned, left = list[_Planned](), list[str]()
    config = on.config.grid
    for made in sheets:
        live, noted = _live(on, made.name), noted_in(config, made.name)
        grid = live.grid if live else Grid(made.name, ())
        noted = noted if live else Noted(noted.column)
        done = onto(made, grid, noted.marks, on.settings.digits, noted.look)
        if isinstance(done, Blocked):
            left.append(sentences.kept_off(made.name, done.place))
        else:
            planned.append(_Planned(made, live, noted, done))
            config = _with_head(config, noted.column, noted.look.value + made.name)
    if not planned:
        return left
    excel.refuse_protected([on.config.sheet, *(one.on.sheet for one in planned if one.on)])
    # the marks of both, until all is written: what is cut off in between is ours all the same
    both = [(*(one.noted.marks or ()), *one.done.marks) for one in planned]
    _note(on, planned, both, Digits.THAI)  # and no format is known
    for one in planned:
        sheet = one.on.sheet if one.on else _added(on, one.made)
        _write(sheet, one, address_of)
    _note(on, planned, [one.done.marks for one in planned], on.settings.digits)
    return left


def _live(on: Opened, name: str) -> LiveSheet | None:
    if name == on.settings_sheet.grid.sheet:
        return on.settings_sheet
    found = on.sheet(name)
    return read_sheet(found, name, nothing="") if found else None


def _with_head(config: Grid, column: int, head: str) -> Grid:
    """The sheet of marks with a column taken."""
    first = list(config.rows[0] if config.rows else ())
    first += [None] * (column - len(first))
    first[column - 1] = head
    return Grid(config.sheet, (tuple(first), *config.rows[1:]))


def _note(on: Opened, planned: Sequence[_Planned], marks: Sequence[Marks], digits: Digits) -> None:
    """All marks in one block, which is as high as it ever is: what was longer is emptied."""
    new = {
        one.noted.column: (one.noted.after(digits).value + one.made.name, *own)
        for one, own in zip(planned, marks, strict=True)
    }
    most = max(len(one.noted.marks or ()) + len(one.done.marks) for one in planned) + 1
    last = max(new)
    kept = on.config.grid
    height = max(most, len(kept.rows))
    columns = [
        [*new[at], *[""] * (height - len(new[at]))]
        if at in new
        else [shown(kept.at(row, at)) for row in range(1, height + 1)]
        for at in range(FIRST_COLUMN, last + 1)
    ]
    area = address((1, FIRST_COLUMN, height, last))
    on.config.sheet.range(area).raw_value = tuple(zip(*columns, strict=True))


def _added(on: Opened, made: Sheet) -> xlwings.Sheet:
    """A plain sheet in place of one that was deleted; the sheet in front stays in front."""
    if excel.structure_protected(on.book):
        raise OutputError(
            f"ไม่มีแผ่นงาน {made.name} และสมุดงานถูกป้องกันไม่ให้เพิ่มแผ่นงาน",
            "โปรดยกเลิกการป้องกันโครงสร้างสมุดงาน (แท็บ รีวิว) แล้วกดปุ่มอีกครั้ง",
        )
    front = on.book.sheets.active
    sheet = on.book.sheets.add(made.name, after=on.book.sheets[-1])
    front.activate()
    widths: defaultdict[int, list[CellAt]] = defaultdict(list)
    for column, width in enumerate(made.columns, start=1):
        widths[width].append((1, column))
    for width, cells in widths.items():
        for one in batches(cells):
            sheet.range(one).column_width = width
    return sheet


def _write(sheet: xlwings.Sheet, one: _Planned, address_of: Address) -> None:
    done, grid = one.done, one.on.grid if one.on else Grid(one.made.name, ())
    plain, new = one.noted.look is Look.PLAIN, {*changed(one.done, grid)}
    rows = None
    if done.body and (plain or any(row >= done.body[0] for row, _ in new)):
        rows = sheet.range(f"{done.body[0]}:{done.body[2]}")
        excel.unhide(rows)  # a filter would keep values from its rows
    formats: defaultdict[str, list[CellAt]] = defaultdict(list)
    for at, form in done.formats.items():
        if form != AS_TEXT or at in new:
            formats[form].append(at)
    for form, cells in formats.items():
        for some in batches(cells):
            sheet.range(some).number_format = form
    puts = {at: _raw(value, address_of) for at, value in done.puts.items()}
    for area in blocks(new, puts, grid):
        top, left, bottom, right = area
        block = tuple(
            tuple(puts.get((row, column), "") for column in range(left, right + 1))
            for row in range(top, bottom + 1)
        )
        sheet.range(address(area)).raw_value = block
    if plain:
        _dress(sheet, done)
    elif done.others:
        excel.dress(sheet, batches(done.others), None)
    if rows is not None:
        excel.fit(rows)
    if above := [area for area, _ in done.framed if _wraps(done, area)]:
        excel.fit(sheet.range(f"{min(area[0] for area in above)}:{max(area[2] for area in above)}"))
    if rows is not None and done.filtered:
        excel.stretch_table(sheet, done.filtered)
    if done.charts and excel.charts(sheet) == done.chart_count:  # else a person took one away, or added one
        for chart in done.charts:
            excel.redraw(sheet, *chart)


def _wraps(done: Onto, area: Area) -> bool:
    """Whether lines outside of the body may grow."""
    kinds = {done.kinds.get((area[0], column)) for column in range(area[1], area[3] + 1)}
    return Kind.TEXT in kinds and not (done.body and area[0] >= done.body[0])


def _dress(sheet: xlwings.Sheet, done: Onto) -> None:
    """What a sheet that came with the workbook has already: lines, a face, colours."""
    if done.body:
        excel.dress(sheet, [address(done.body)], None, _LINE)
    for area in done.flat:
        excel.unwrap(sheet, address(area))
    for area, bold in done.framed:
        if area != done.body:
            excel.dress(sheet, [address(area)], None, _LINE)
        excel.typeset(sheet, address(area), FONT, _POINTS, bold=bold)
    colours: defaultdict[str | None, list[CellAt]] = defaultdict(list)
    for at, colour in done.fills.items():
        colours[colour].append(at)
    for colour, cells in colours.items():
        excel.dress(sheet, batches(cells), colour)


def _raw(value: Put, address_of: Address) -> str | float:
    """What a cell is handed: days as numbers, a link as a formula that shows its word."""
    if value is None:
        return ""
    if isinstance(value, Link):
        to = address_of(value.path)
        return f'=HYPERLINK("{to}","{value.word}")' if to and len(to) <= _LONGEST_TEXT else value.word
    if isinstance(value, dt.date):
        return excel.serial(value, is_1904=False)
    return value if isinstance(value, (str, float)) else shown(value)
