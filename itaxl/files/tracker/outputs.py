"""The sheets that the program fills in: สรุปตามกอง with its chart, and ผลการตรวจ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from itaxl.core import layout, palette
from itaxl.core.grid import SHEET_ROWS, Value
from itaxl.core.model import Tracker
from itaxl.core.results.kept import FIRST_COLUMN
from itaxl.core.results.lines import Lines, mark
from itaxl.files.tracker.cells import height, put
from itaxl.files.tracker.commands import Way, asked
from itaxl.files.tracker.places import (
    FINDINGS_FIRST_ROW,
    ROLLUP_CHART_ROW,
    ROLLUP_FIRST_ROW,
    ROLLUP_LAST_ROW,
    ROLLUP_ROW_HEIGHT,
    ROLLUP_TOTAL_ROW,
    STATE_ROW,
)
from itaxl.files.tracker.results import Results, location_of
from itaxl.files.tracker.styles import FONT, Styles, banner, page

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_ROLLUP = layout.ROLLUP_COLUMNS
_FINDINGS = layout.FINDING_COLUMNS
_ROLLUP_LEAD = (
    "จำนวนมาตรการตามสถานะของแต่ละส่วนราชการ โปรแกรมเขียนให้ · มาตรการที่มีหลายกองนับให้ทุกกอง แถวรวมนับมาตรการละหนึ่งครั้ง"
)
_FINDINGS_LEAD = "รายการที่ต้องแก้ไขหรือควรตรวจสอบ โปรแกรมเขียนให้ · คลิกที่ช่อง เซลล์ เพื่อไปยังช่องนั้น"
#: How a line of the findings looks: its texts stand below those of the header.
_LISTED = ("wrap", "left", "indented")
_SERIES = (
    ("done", palette.DONE),
    ("in_progress", palette.IN_PROGRESS),
    ("not_started", palette.NOT_STARTED),
    ("unread", palette.UNREAD),
)


def rollup_hint(way: Way) -> str:
    """The line above a roll-up that nothing was counted for yet."""
    return f"{asked(way, 'rollup')} เพื่อนับผลการดำเนินงานและวาดแผนภูมิ"


def findings_hint(way: Way) -> str:
    """The line above the findings before the first check."""
    return f"{asked(way, 'validate')} เพื่อดูสิ่งที่ต้องแก้ไข"


def write_rollup(
    book: Workbook, sheet: Worksheet, styles: Styles, tracker: Tracker, results: Results | None, way: Way
) -> None:
    """The roll-up, empty but for the divisions' names where there are no results; and its chart."""
    rows = _lines_of(tracker, results)
    last = max(ROLLUP_LAST_ROW, ROLLUP_FIRST_ROW + len(rows) - 2)
    grown = last - ROLLUP_LAST_ROW
    for column, field in enumerate(_ROLLUP):
        sheet.set_column(column, column, field.width)
    banner(sheet, styles, "สรุปผลการดำเนินการตามส่วนราชการ", _ROLLUP_LEAD, len(_ROLLUP))
    _state(sheet, styles, results.rolled_up if results else rollup_hint(way))
    sheet.add_table(
        layout.ROLLUP_HEADER_ROW - 1,
        0,
        ROLLUP_TOTAL_ROW + grown - 1,
        len(_ROLLUP) - 1,
        {
            "name": layout.ROLLUP_TABLE,
            "style": None,
            "autofilter": False,
            "columns": [
                {"header": f.label, "header_format": styles("header", "left" if n == 0 else "centre")}
                for n, f in enumerate(_ROLLUP)
            ],
        },
    )
    sheet.set_row(layout.ROLLUP_HEADER_ROW - 1, 50)
    _rollup_rows(sheet, styles, rows, last)
    sheet.insert_chart(
        ROLLUP_CHART_ROW + grown - 1,
        0,
        _chart(book, last),
        {"object_position": 2, "description": "แผนภูมิสรุปตามกอง"},
    )
    sheet.freeze_panes(layout.ROLLUP_HEADER_ROW, 0)
    page(sheet, landscape=True, one_page=True)


def _lines_of(tracker: Tracker, results: Results | None) -> Sequence[Sequence[Value]]:
    names = [division.short for division in tracker.office.divisions][: layout.DIVISION_ROWS]
    return results.rollup if results else [(name,) for name in (*names, layout.ROLLUP_TOTAL)]


def marks_of(tracker: Tracker, results: Results | None) -> dict[str, Lines]:
    """The marks of what these sheets are written with."""
    rows = _lines_of(tracker, results)
    empty = [None] * len(_ROLLUP)
    return {
        layout.FINDINGS_SHEET: tuple(mark(f.cells) for f in results.findings) if results else (),
        layout.ROLLUP_SHEET: tuple(mark([*row, *empty[len(row) :]]) for row in rows),
    }


def _rollup_rows(sheet: Worksheet, styles: Styles, rows: Sequence[Sequence[Value]], last: int) -> None:
    """A row a division, the total last; the unused rows between them are hidden."""
    *divisions, total = rows
    for row in range(ROLLUP_FIRST_ROW, last + 1):
        cells = divisions[row - ROLLUP_FIRST_ROW] if row - ROLLUP_FIRST_ROW < len(divisions) else ()
        sheet.set_row(row - 1, ROLLUP_ROW_HEIGHT, None, {"hidden": not cells})
        _tally(sheet, styles, row, cells)
    sheet.set_row(last, 28)
    _tally(sheet, styles, last + 1, total, "total")


def _tally(sheet: Worksheet, styles: Styles, row: int, cells: Sequence[Value], *traits: str) -> None:
    for column, field in enumerate(_ROLLUP, start=1):
        name = (
            ("value", "text") if len(cells) > 1 else ("value",)
        )  # counted: it stays a text when it is edited
        look = name if column == 1 else ("middle", *_number(field.key))
        value = cells[column - 1] if column <= len(cells) else None
        put(sheet, row, column, value, styles("lined", *traits, *look))


def _number(key: str) -> tuple[str, str]:
    return "percent" if key == "percent_done" else "integer", "centre"


def _chart(book: Workbook, last: int) -> object:
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    keys = [field.key for field in _ROLLUP]
    face = {"name": FONT, "size": 14, "color": "#" + palette.INK}
    for key, swatch in _SERIES:
        column = keys.index(key)
        chart.add_series(
            {
                "name": [layout.ROLLUP_SHEET, layout.ROLLUP_HEADER_ROW - 1, column],
                "categories": [layout.ROLLUP_SHEET, ROLLUP_FIRST_ROW - 1, 0, last - 1, 0],
                "values": [layout.ROLLUP_SHEET, ROLLUP_FIRST_ROW - 1, column, last - 1, column],
                "fill": {"color": "#" + swatch.strong},
                "gap": 55,
                # A zero says nothing in a stack: the format leaves it out.
                "data_labels": {"value": True, "num_format": "0;;", "font": {**face, "bold": True}},
            }
        )
    chart.set_title(
        {
            "name": "จำนวนมาตรการของแต่ละส่วนราชการ",
            "name_font": {**face, "size": 18, "bold": True},
            "overlay": False,
        }
    )
    chart.set_y_axis(
        {"reverse": True, "num_font": face, "line": {"color": "#" + palette.GRID}, "interval_unit": 1}
    )
    # Every bar says its count.  An axis, whose steps nobody can choose beforehand, would say 0 0 0 1 1 1.
    chart.set_x_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
    # Fixed, so that the longest division name has room.
    chart.set_plotarea({"layout": {"x": 0.2, "y": 0.12, "width": 0.76, "height": 0.76}})
    chart.set_legend({"position": "bottom", "font": face})
    chart.set_chartarea({"border": {"color": "#" + palette.GRID}})
    chart.set_size({"width": sum(field.width * 7 + 5 for field in _ROLLUP), "height": 480})
    return chart


def write_findings(sheet: Worksheet, styles: Styles, results: Results | None, way: Way) -> None:
    """The list of findings; column formats dress whatever is written below the header."""
    for column, field in enumerate(_FINDINGS):
        sheet.set_column(column, column, field.width, styles(*_LISTED))
    banner(sheet, styles, "ผลการตรวจสอบข้อมูล", _FINDINGS_LEAD, len(_FINDINGS))
    _state(sheet, styles, results.checked if results else findings_hint(way))
    sheet.set_row(layout.FINDINGS_HEADER_ROW - 1, 32)
    for column, field in enumerate(_FINDINGS, start=1):
        put(sheet, layout.FINDINGS_HEADER_ROW, column, field.label, styles("header"))
    if results:
        _finding_rows(sheet, styles, results)
    _kept_header(sheet, styles)
    sheet.freeze_panes(FINDINGS_FIRST_ROW - 1, 0)
    page(sheet, landscape=True, header_row=layout.FINDINGS_HEADER_ROW)
    sheet.print_area(0, 0, SHEET_ROWS - 1, len(_FINDINGS) - 1)


def _kept_header(sheet: Worksheet, styles: Styles) -> None:
    """Right of the findings: where former values will stand, which are not printed."""
    put(sheet, STATE_ROW, FIRST_COLUMN, layout.KEPT_TABLE, styles("bold", "value"))
    for column, field in enumerate(layout.KEPT_COLUMNS, FIRST_COLUMN):
        sheet.set_column(column - 1, column - 1, field.width, styles(*_LISTED))
        put(sheet, layout.FINDINGS_HEADER_ROW, column, field.label, styles("header"))


def _finding_rows(sheet: Worksheet, styles: Styles, results: Results) -> None:
    linked = [field.key for field in _FINDINGS].index("cell")
    widths = [float(field.width) for field in _FINDINGS]
    for row, finding in enumerate(results.findings, FINDINGS_FIRST_ROW):
        sheet.set_row(row - 1, height(zip(finding.cells, widths, strict=True)))
        for at, text in enumerate(finding.cells):
            if at != linked:
                put(sheet, row, at + 1, text or None, styles(*_LISTED, "text"))
        place = f"internal:{location_of(finding.target)}"
        sheet.write_url(row - 1, linked, place, styles(*_LISTED, "target"), finding.cells[linked])


def _state(sheet: Worksheet, styles: Styles, hint: str) -> None:
    sheet.set_row(STATE_ROW - 1, 30)
    put(sheet, STATE_ROW, 1, hint, styles("bold", "value"))
