"""The district officer's workbook in a live Calc without a window: the same folder, the same sheets."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings

from itaxl.buttons.calc.district import run_desk, second_click
from itaxl.buttons.desk.stopping import wish
from itaxl.core import desk
from itaxl.core.district.sheets import divisions, overview
from itaxl.core.district.sheets import offices as offices_sheet
from itaxl.core.district.sums import TOTAL
from itaxl.files.desk.results import blank_sheets
from itaxl.files.desk.workbook import desk_bytes
from itaxl.files.tracker.ods import opendocument
from tests.calc_office import Calc, Offices, calc, needs_calc, property_value
from tests.test_desk_buttons import EXAMPLES

pytestmark = list(needs_calc)


@pytest.fixture
def xl(offices: Offices, tmp_path: Path) -> Iterator[Calc]:
    trackers = tmp_path / "แบบติดตาม"
    trackers.mkdir()
    for path in sorted(EXAMPLES.rglob("*.xls*"))[:5]:
        shutil.copy(path, trackers)
    with calc(offices.running(), tmp_path) as running:
        yield running


@pytest.fixture
def book(xl: Calc, tmp_path: Path) -> xlwings.Book:
    opened = xl.open(desk_bytes(), str(tmp_path / "ITA_district.xlsx"))
    cell(xl, desk.SETTINGS_SHEET, f"B{desk.FIRST_ROW}").setString("แบบติดตาม")
    return opened


def cell(xl: Calc, sheet: str, address: str) -> Any:
    return xl.document.Sheets.getByName(sheet).getCellRangeByName(address)


def drawn(xl: Calc, sheet: str) -> tuple[str, list[str]]:
    """What the first chart of a sheet shows: names, and each run of bars."""
    charts = xl.document.Sheets.getByName(sheet).Charts
    system = (
        charts.getByName(charts.ElementNames[0]).EmbeddedObject.getFirstDiagram().getCoordinateSystems()[0]
    )
    names = system.getAxisByDimension(0, 0).getScaleData().Categories.getValues()
    series = system.getChartTypes()[0].getDataSeries()
    return names.SourceRangeRepresentation, [
        one.getDataSequences()[0].getValues().SourceRangeRepresentation for one in series
    ]


def it_does_a_folder_and_fills_the_sheets(xl: Calc, book: xlwings.Book) -> None:
    outcome = run_desk("all", book, lambda start: None)
    assert outcome.text.startswith("ทำทั้งอำเภอแล้ว 5 ไฟล์")
    assert cell(xl, overview.SHEET, "A5").Value == 5.0
    assert cell(xl, offices_sheet.SHEET, "B9").String and not cell(xl, offices_sheet.SHEET, "B10").String
    row = xl.document.Sheets.getByName(offices_sheet.SHEET).getCellRangeByName("A5:Z5").getFormulaArray()[0]
    assert any(formula.startswith('=HYPERLINK("file:///') for formula in row)
    assert cell(xl, desk.SETTINGS_SHEET, f"A{desk.STATE_ROW}").String.startswith("ทำครั้งล่าสุด")
    ranges = xl.document.DatabaseRanges
    area = ranges.getByName("tblOffices").DataArea
    assert (area.StartRow, area.EndRow) == (3, 8)
    if folder := os.environ.get("ITAXL_PICTURES"):
        kept = Path(folder, "desk-calc.pdf").as_uri()
        xl.document.storeToURL(kept, (property_value("FilterName", "calc_pdf_Export"),))


def it_draws_its_charts_over_what_was_written(xl: Calc, book: xlwings.Book) -> None:
    run_desk("all", book, lambda start: None)
    total = 5
    while cell(xl, divisions.SHEET, f"A{total}").String != TOTAL:
        total += 1
    names, runs = drawn(xl, divisions.SHEET)
    last = min(total - 1, 19)
    assert names.endswith(f"$A$5:$A${last}")
    assert len(set(runs)) == len(runs) >= 3 and all(run.endswith(f"${last}") for run in runs)


def it_leaves_nothing_to_undo_as_excel_does_after_a_macro(xl: Calc, book: xlwings.Book) -> None:
    """Calc takes back some of so many changes and not others: two runs would stand mixed."""
    run_desk("all", book, lambda start: None)
    assert not xl.document.UndoManager.isUndoPossible() and not xl.document.UndoManager.isLocked()
    assert not xl.document.hasControllersLocked()


def it_keeps_a_note_beside_its_office(xl: Calc, book: xlwings.Book) -> None:
    run_desk("all", book, lambda start: None)
    name = cell(xl, offices_sheet.SHEET, "B9").String
    beside = next(sheet for sheet in blank_sheets() if sheet.name == offices_sheet.SHEET).columns
    sheet = xl.document.Sheets.getByName(offices_sheet.SHEET)
    sheet.getCellByPosition(len(beside), 3).setString("บันทึก")
    sheet.getCellByPosition(len(beside), 8).setString("โทรแล้ว")
    run_desk("resume", book, lambda start: None)
    assert cell(xl, offices_sheet.SHEET, "B9").String == name
    assert sheet.getCellByPosition(len(beside), 8).String == "โทรแล้ว"
    assert xl.document.DatabaseRanges.getByName("tblOffices").DataArea.EndColumn == len(beside)


def it_asks_at_a_second_click_whether_to_stop(book: xlwings.Book, tmp_path: Path) -> None:
    out = tmp_path / "ผลระดับอำเภอ"
    assert second_click(book, lambda text: False).text == "ทำงานต่อไปตามเดิม" and not wish(out).exists()
    assert second_click(book, lambda text: True).text.startswith("จะหยุดเมื่อ") and wish(out).exists()


def it_writes_down_the_folder_that_was_chosen(xl: Calc, book: xlwings.Book, tmp_path: Path) -> None:
    run_desk("choose", book, lambda start: str(tmp_path / "อื่น"))
    assert cell(xl, desk.SETTINGS_SHEET, f"B{desk.FIRST_ROW}").String == str(tmp_path / "อื่น")


def it_works_in_an_ods_as_it_is_placed_for_calc(xl: Calc, tmp_path: Path) -> None:
    book = xl.open(opendocument(desk_bytes(toolbar=True)), str(tmp_path / "ITA_district.ods"))
    cell(xl, desk.SETTINGS_SHEET, f"B{desk.FIRST_ROW}").setString("แบบติดตาม")
    assert run_desk("all", book, lambda start: None).text.startswith("ทำทั้งอำเภอแล้ว 5 ไฟล์")
    assert cell(xl, overview.SHEET, "A5").Value == 5.0
    area = xl.document.DatabaseRanges.getByName("tblOffices").DataArea
    assert (area.StartRow, area.EndRow) == (3, 8)
    names, runs = drawn(xl, divisions.SHEET)
    assert len(set(runs)) == len(runs) >= 3 and not names.endswith("$5")


def it_leaves_a_formula_that_shows_nothing_and_rows_that_stay_empty(xl: Calc, book: xlwings.Book) -> None:
    cell(xl, overview.SHEET, "F2").setFormula('=""')
    cell(xl, overview.SHEET, "B2").setFormula('=""')
    row = xl.document.Sheets.getByName(overview.SHEET).Rows.getByIndex(11)  # beside the charts
    before = row.Height
    run_desk("all", book, lambda start: None)
    assert [cell(xl, overview.SHEET, at).Formula for at in ("B2", "F2")] == ['=""', '=""']
    assert cell(xl, overview.SHEET, "A5").Value == 5.0 and row.Height == before
