"""The sheets that Python fills in: ผลการตรวจ and สรุปตามกอง, and the column ผลการตรวจ of the measures.

`core.results` and `core.marks` decide what goes where; here it is put.
"""

from __future__ import annotations

from collections.abc import Sequence

from itaxl.buttons import excel
from itaxl.buttons.blocks import Put, put
from itaxl.buttons.live import LiveBook, LiveSheet
from itaxl.core import layout, palette
from itaxl.core.areas import CellAt, address, rectangles
from itaxl.core.grid import Grid, Place
from itaxl.core.layout import Field
from itaxl.core.locate import find_sheet
from itaxl.core.marks import PASSED, Marks
from itaxl.core.results.kept import Kept, KeptPlan, KeptTable, kept_table, plan_kept
from itaxl.core.results.lines import COLUMNS, Lines, lines_in, noted
from itaxl.core.results.plan import Plan, plan_findings, plan_rollup
from itaxl.errors import OutputError

#: What our own messages begin with.
_OUR_WORDS = (PASSED, *layout.SEVERITY_WORDS.values())


def result_sheet(live: LiveBook, name: str) -> LiveSheet | None:
    """The result sheet of that name, compared as labels are."""
    grid = find_sheet(live.grids, name)
    return live.sheets[grid.sheet] if grid else None


def write_messages(live: LiveBook, marks: Marks) -> None:
    """The column ผลการตรวจ of the measures, down to the last row that is filled or was."""
    column = marks.messages
    if column is None:
        return
    sheet, grid, _ = live.sheets[column.sheet]
    told = enumerate(column.texts, column.first_row)
    texts = {(row, column.column): text for row, text in told if text is not None}
    notes = {cell for cell, text in texts.items() if text and not text.startswith(_OUR_WORDS)}
    put(sheet, texts, grid, notes)


def kept_on(live: LiveBook) -> KeptTable | None:
    """The table of what stood in mended cells; None without a sheet of findings."""
    on = result_sheet(live, layout.FINDINGS_SHEET)
    return kept_table(on.grid, live.sheets, _lines(live, layout.KEPT_TABLE)) if on else None


def write_findings(live: LiveBook, marks: Marks, state: str, kept: Sequence[Kept] | None = None) -> None:
    """One line a finding, its cell a link; lines of an earlier check that are left over become empty.

    `kept` is what the table beside it is to hold; None leaves that as it is.
    """
    on = result_sheet(live, layout.FINDINGS_SHEET) or _added(
        live, layout.FINDINGS_SHEET, layout.FINDING_COLUMNS
    )
    before = _lines(live, layout.FINDINGS_SHEET)
    table = kept_table(on.grid, live.sheets, _lines(live, layout.KEPT_TABLE))
    plan = plan_findings(table.without(), marks.findings, state, live.sheets, before)
    _note(live, layout.FINDINGS_SHEET, plan.lines, before)
    if kept is not None:
        _write_kept(live, on, plan_kept(table, kept, plan.table))
    all_seen = _write(on, plan)
    # a look over hidden rows and others would not reach all of them
    for area in rectangles(plan.links) if all_seen else ((*cell, *cell) for cell in plan.links):
        on.sheet.range(address(area)).font.color = palette.rgb(palette.ACCENT)
    if all_seen and plan.links:
        on.sheet.range(address(plan.table)).rows.autofit()


def _write_kept(live: LiveBook, on: LiveSheet, plan: KeptPlan) -> None:
    """Before the findings, whose rows are fitted last."""
    from itaxl.buttons.typed import put_values  # only a mending pays for it

    _note(live, layout.KEPT_TABLE, plan.lines, _lines(live, layout.KEPT_TABLE))
    if plan.is_new:
        for column, field in enumerate(layout.KEPT_COLUMNS, plan.area[1]):
            on.sheet.range((1, column)).column_width = field.width
    if put_values(on.sheet, plan.puts, {}) and plan.lines:
        on.sheet.range(address(plan.area)).rows.autofit()


def _write(on: LiveSheet, plan: Plan) -> bool:
    """Put a plan's cells; answers whether none of their rows was hidden."""
    puts: dict[CellAt, Put] = {**plan.puts, **{at: link(target) for at, target in plan.links.items()}}
    return put(on.sheet, puts, plan.grid, plan.texts)


def link(target: Place) -> str:
    """A formula that shows the cell's address and leads there.

    A block of formulas is one call where hyperlink objects would be four each.
    """
    sheet = target.sheet.replace("'", "''").replace('"', '""')
    return f'=HYPERLINK("#\'{sheet}\'!{target.cell}","{target.cell}")'


def write_rollup(live: LiveBook, marks: Marks, state: str) -> None:
    """A row a division and the total; the unused rows between them are hidden, so the chart leaves them
    out, and rows are inserted where the divisions are more than the table has room for."""
    on = result_sheet(live, layout.ROLLUP_SHEET) or _added(live, layout.ROLLUP_SHEET, layout.ROLLUP_COLUMNS)
    before = _lines(live, layout.ROLLUP_SHEET)
    plan = plan_rollup(on.grid, marks.rollup, state, before)
    _note(live, layout.ROLLUP_SHEET, plan.lines, before)
    if plan.inserted:
        on.sheet.range(f"{plan.at}:{plan.at + plan.inserted - 1}").insert("down")
    excel.set_hidden(on.sheet, plan.table[0], plan.table[2], False)
    _write(on, plan)
    for first, last in plan.hidden:
        excel.set_hidden(on.sheet, first, last, True)


def _lines(live: LiveBook, sheet: str) -> Lines | None:
    return lines_in(live.settings.grid if live.settings else None, sheet)


def _note(live: LiveBook, sheet: str, lines: Lines, before: Lines | None) -> None:
    """Keep the marks of what will be written; a workbook without the sheet of settings keeps none.

    First of all: where that sheet is protected, nothing else has changed.
    """
    if live.settings and lines != before:
        column, cells = COLUMNS[sheet], noted(lines, before)
        area = address((1, column, len(cells), column))
        live.settings.sheet.range(area).raw_value = tuple((cell,) for cell in cells)


def _added(live: LiveBook, name: str, fields: tuple[Field, ...]) -> LiveSheet:
    """A plain sheet in place of one that was deleted; the sheet in front stays in front."""
    book = live.book
    if excel.structure_protected(book):
        raise OutputError(
            f"ไม่มีแผ่นงาน {name} และสมุดงานถูกป้องกันไม่ให้เพิ่มแผ่นงาน",
            "โปรดยกเลิกการป้องกันโครงสร้างสมุดงาน (แท็บ รีวิว) แล้วลองอีกครั้ง",
        )
    front = book.sheets.active
    sheet = book.sheets.add(name, after=list(live.sheets.values())[-1].sheet)
    front.activate()
    for column, field in enumerate(fields, start=1):
        sheet.range((1, column)).column_width = field.width
    return LiveSheet(sheet, Grid(name, ()), 0)
