"""A tracker written as a workbook: the same values back, the same bytes again, text never active."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itaxl.cli import main
from itaxl.core import compose, layout, palette
from itaxl.core.grid import Grid
from itaxl.core.model import Division, Measure, Office, Report, Severity, Signer, Status, Tracker
from itaxl.core.parse import parse
from itaxl.core.sample import sample
from itaxl.errors import InputError
from itaxl.files.tracker.cells import LONGEST_TEXT, height
from itaxl.files.tracker.commands import Way, asked
from itaxl.files.tracker.places import (
    MEASURES_LAST_ROW,
    MEASURES_SPARE_ROWS,
    ROLLUP_FIRST_ROW,
    ROLLUP_LAST_ROW,
    ROLLUP_TOTAL_ROW,
)
from itaxl.files.tracker.workbook import blank_tracker, tracker_bytes
from itaxl.reading.workbook import grids_from_bytes
from tests.strategies import trackers

ROOT = Path(__file__).parent.parent


def written(tracker: Tracker, *, macros: bool = False) -> tuple[Grid, ...]:
    return grids_from_bytes(tracker_bytes(tracker, macros=macros), "t.xlsx")


def parts(workbook: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return {n: package.read(n).decode("utf-8", "replace") for n in package.namelist()}


def measures_sheet(tracker: Tracker, *, macros: bool = False) -> str:
    return parts(tracker_bytes(tracker, macros=macros))["xl/worksheets/sheet3.xml"]


@pytest.mark.parametrize("macros", [True, False])
@pytest.mark.parametrize("tracker", [sample(), blank_tracker(), Tracker()], ids=["sample", "blank", "empty"])
def test_what_is_written_is_read_back(tracker: Tracker, macros: bool) -> None:
    assert parse(written(tracker, macros=macros)).tracker == tracker


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trackers())
def test_any_tracker_is_read_back(tracker: Tracker) -> None:
    assert parse(written(tracker)).tracker == tracker


def test_every_value_stands_where_compose_puts_it() -> None:
    got = {grid.sheet: grid for grid in written(sample())}
    for grid in compose.grids(sample()):
        for row, values in enumerate(grid.rows, start=1):
            for column, value in enumerate(values, start=1):
                if value is not None:
                    assert got[grid.sheet].at(row, column) == value, (grid.sheet, row, column)


def test_more_measures_divisions_and_signers_than_usual_find_room() -> None:
    divisions = tuple(Division(f"กอง{n}") for n in range(layout.DIVISION_ROWS + 3))
    office = sample().office._replace(
        divisions=divisions, signers=tuple(Signer(f"นาย{n}", ("ปลัด",)) for n in range(6))
    )
    measures = tuple(Measure(n, f"มาตรการ {n}", ("ขั้นตอน",), ("กอง1",)) for n in range(1, 700))
    tracker = Tracker(office, sample().report, measures)
    assert parse(written(tracker)).tracker == tracker


@pytest.mark.parametrize("macros", [True, False])
def test_the_same_tracker_gives_the_same_bytes(macros: bool) -> None:
    first = tracker_bytes(sample(), macros=macros)
    tracker_bytes(blank_tracker(), macros=not macros)
    assert tracker_bytes(sample(), macros=macros) == first


def test_the_bytes_do_not_depend_on_the_process() -> None:
    names = "from tests.test_tracker_write import sample, tracker_bytes"
    code = f"import sys; {names}; sys.stdout.buffer.write(tracker_bytes(sample()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout == tracker_bytes(sample())


@settings(max_examples=20, deadline=None)
@given(st.sampled_from("=+-@").flatmap(lambda sign: st.just(sign + 'HYPERLINK("https://x.example","y")')))
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    measure = Measure(1, text, (text,), evidence="https://example.go.th/a?b=c&d", note="{{ 7 * 7 }}")
    sheet = measures_sheet(Tracker(measures=(measure,)))
    assert "<f>" not in sheet and "<hyperlink" not in sheet
    assert parse(written(Tracker(measures=(measure,)))).tracker.measures == (measure,)


def test_digits_typed_as_text_stay_text() -> None:
    office = Office(phone="0430", book_code="007")
    assert parse(written(Tracker(office))).tracker.office.phone == "0430"


def test_a_text_too_long_for_a_cell_is_refused() -> None:
    measure = Measure(1, "ก" * (LONGEST_TEXT + 1))
    with pytest.raises(InputError, match="ยาวเกิน"):
        tracker_bytes(Tracker(measures=(measure,)))


def test_a_day_before_excels_calendar_is_written_as_text() -> None:
    report = Report(memo_date=dt.date(1850, 1, 2))
    grid = written(Tracker(report=report))[1]
    assert "2/1/" in str([row[1:2] for row in grid.rows])


def test_dates_are_shown_and_typed_in_the_buddhist_era() -> None:
    assert "[$-D87041E]d mmmm yyyy;@" in parts(tracker_bytes(sample()))["xl/styles.xml"]


def test_whichever_command_writes_a_tracker_its_dates_are_typed_in_the_buddhist_era(tmp_path: Path) -> None:
    first = tmp_path / "a.xlsx"
    assert main(["new", "--example", str(first)]) == 0
    main(["next-year", str(first), str(tmp_path / "b.xlsx")])
    main(["convert", str(first), "--out", str(tmp_path / "c")])
    made = [first, tmp_path / "b.xlsx", *(tmp_path / "c").glob("*.xls*")]
    assert len(made) == 3
    for path in made:
        formats = re.findall('formatCode="([^"]*yy[^"]*)"', parts(path.read_bytes())["xl/styles.xml"])
        assert formats == ["[$-D87041E]d mmmm yyyy;@"], path


def test_without_macros_there_is_neither_vba_nor_ribbon_nor_button() -> None:
    plain = parts(tracker_bytes(sample(), macros=False))
    assert not [name for name in plain if "vba" in name or "customUI" in name or name.endswith(".vml")]
    assert "macroEnabled" not in plain["[Content_Types].xml"]
    assert "Btn_" not in "".join(plain.values())


def test_each_column_of_the_memo_is_folded_until_it_is_filled_in() -> None:
    def hidden(tracker: Tracker) -> list[str]:
        columns = re.findall(r'<col min="(\d+)" max="(\d+)"[^>]*hidden="1"', measures_sheet(tracker))
        numbers = {n for first, last in columns for n in range(int(first), int(last) + 1)}
        return [f.key for n, f in enumerate(layout.MEASURE_COLUMNS, 1) if n in numbers]

    plain = sample()._replace(measures=(Measure(1, "ก"),))
    assert hidden(plain) == list(layout.MEMO_COLUMNS)
    for key in ("note", "result", "problems", "issue"):
        filled = plain._replace(measures=(Measure(1, "ก")._replace(**{key: "มี"}),))  # type: ignore[arg-type]
        assert hidden(filled) == [one for one in layout.MEMO_COLUMNS if one != key]


def test_folded_neighbours_share_a_sign_and_what_is_filled_in_is_of_no_group() -> None:
    measure = Measure(1, "ก")._replace(note="มี", follow_up="มี")
    sheet = measures_sheet(sample()._replace(measures=(measure,))).split("<sheetData>")[0]
    columns = re.findall(r'<col min="(\d+)" max="(\d+)"([^>]*)/>', sheet)
    state = {n: rest for first, last, rest in columns for n in range(int(first), int(last) + 1)}
    grouped = [n for n, rest in state.items() if 'outlineLevel="1"' in rest]
    assert grouped == [10, 11, 13, 14, 15, 16, 17, 18, 19]
    assert grouped == [n for n, rest in state.items() if 'hidden="1"' in rest]
    assert [n for n, rest in state.items() if "collapsed" in rest] == [12, 20]
    assert 'outlineLevelCol="1"' in sheet


@pytest.mark.parametrize("way", Way)
def test_a_workbook_tells_how_commands_are_given_in_it(way: Way) -> None:
    book = tracker_bytes(blank_tracker(), macros=way is Way.BUTTONS, toolbar=way is Way.TOOLBAR)
    text = parts(book)["xl/sharedStrings.xml"]
    assert all(asked(way, name) in text for name in ("all", "rollup", "validate"))
    assert ("กดปุ่ม สรุปตามกอง" in text) == (way is not Way.COMMAND_LINE)
    assert ("itaxl run" in text) == (way is Way.COMMAND_LINE)
    assert "ไม่มีปุ่ม" not in text


def test_the_guide_shows_the_three_steps() -> None:
    package = parts(tracker_bytes(blank_tracker()))
    assert len([name for name in package if name.startswith("xl/media/")]) == 3
    assert len(re.findall(r'descr="ขั้นที่ [123]: ', package["xl/drawings/drawing1.xml"])) == 3


def test_every_sheet_says_in_its_second_line_what_it_is_for() -> None:
    leads = [str(grid.at(2, 1)) for grid in written(blank_tracker()) if grid.sheet != layout.CONFIG_SHEET]
    assert len(set(leads)) == 5
    assert [lead[:9] for lead in leads] == ["วิธีใช้สม", "ข้อมูลหน่", "ตารางติดต", "จำนวนมาตร", "รายการที่"]


def test_own_columns_stand_behind_the_contracts_and_belong_to_the_table() -> None:
    own = (("ผู้ประสานงาน", "นายหนึ่ง"), ("แหล่งเงิน", ""))
    tracker = sample()._replace(measures=tuple(m._replace(own=own) for m in sample().measures))
    grid = written(tracker)[2]
    header, first = grid.rows[layout.MEASURES_HEADER_ROW - 1 :][:2]
    assert header[-2:] == ("ผู้ประสานงาน", "แหล่งเงิน") and first[20] == "นายหนึ่ง"
    assert ":V" in re.findall(r'ref="A5(:[A-Z]+)', parts(tracker_bytes(tracker))["xl/tables/table1.xml"])
    assert parse(written(tracker)).tracker == tracker


def test_the_table_ends_after_the_spare_rows() -> None:
    table = parts(tracker_bytes(sample()))["xl/tables/table1.xml"]
    last = layout.MEASURES_HEADER_ROW + len(sample().measures) + MEASURES_SPARE_ROWS
    assert f'ref="A{layout.MEASURES_HEADER_ROW}:T{last}"' in table


def test_drop_downs_and_messages_reach_500_rows() -> None:
    sheet = measures_sheet(blank_tracker())
    for letter in "ABCDEFGHIJKLMNOPQRS":
        assert re.search(rf'sqref="{letter}6:{letter}{MEASURES_LAST_ROW}"', sheet), letter


def test_the_status_list_stops_a_wrong_word_and_the_divisions_list_takes_several_in_silence() -> None:
    sheet = measures_sheet(blank_tracker())
    rules = {m[1]: m[0] for m in re.finditer(r'<dataValidation [^>]*?sqref="([A-Z])6:[^>]*>', sheet)}
    assert "errorStyle" not in rules["F"] and 'type="list"' in rules["D"] and 'promptTitle="' in rules["D"]
    assert {letter for letter, rule in rules.items() if "showErrorMessage" not in rule} == {"D"}


def test_the_division_list_covers_the_offices_own_divisions() -> None:
    (block,) = [b for b in compose.office_blocks(sample()) if b.section == layout.DIVISIONS_SECTION]
    workbook = parts(tracker_bytes(sample()))["xl/workbook.xml"]
    name = re.search(rf'name="{layout.DIVISION_NAMES}">([^<]+)<', workbook)
    last = block.first_row + layout.DIVISION_ROWS - 1
    assert name and f"$A${block.first_row}:" in name[1] and f"$A${last}" in name[1]
    assert "COUNTA" not in name[1], "a name taken out of the list would drop the last one from it"
    assert "MAX((LEN(" in name[1] and f")-ROW('{layout.OFFICE_SHEET}'!$A${block.first_row})+1" in name[1]


def test_header_and_first_columns_stay_in_view() -> None:
    assert 'xSplit="2" ySplit="5"' in measures_sheet(blank_tracker())


#: Inches of A4, landscape, between the margins; and of a pixel.
_PRINTED, _PIXEL = 11.69 - 2 * 0.3, 1 / 96
#: LibreOffice draws columns so much wider than Excel.
_WIDER = 1.06


def test_what_a_chief_reads_fills_the_width_of_a_page_at_a_size_that_can_be_read() -> None:
    sheet = measures_sheet(sample())
    setup = re.search(r'<pageSetup paperSize="9" scale="(\d+)"[^>]*orientation="landscape"', sheet)
    assert setup and "fitToPage" not in sheet
    scale = int(setup[1]) / 100
    assert 16 * scale >= 12  # points
    widths = [field.width * 7 + 5 for field in layout.MEASURE_COLUMNS]
    read = [field.key for field in layout.MEASURE_COLUMNS].index("evidence") + 1
    room = _PRINTED / _PIXEL / scale / _WIDER
    assert 0.95 * room < sum(widths[:read]) < room
    assert all(sum(widths[:2]) + width < room for width in widths[2:])
    assert '<pageMargins left="0.3" right="0.3"' in sheet


def _names(tracker: Tracker) -> dict[str, str]:
    """The measures' defined names."""
    found = re.findall(
        r'<definedName name="([^"]+)" localSheetId="2"[^>]*>([^<]+)<',
        parts(tracker_bytes(tracker))["xl/workbook.xml"],
    )
    return {
        name.removeprefix("_xlnm."): text.replace(f"{layout.MEASURES_SHEET}!", "") for name, text in found
    }


def test_header_and_the_measures_name_are_printed_on_every_page_and_the_rows_message_on_none() -> None:
    assert _names(sample()) == {
        "Print_Area": "$A$4:$S$1048576",
        "Print_Titles": "$A:$B,$4:$5",
    }
    sheet = measures_sheet(sample())
    assert 'pageOrder="overThenDown"' in sheet and "แบบติดตาม" in sheet.partition("<oddHeader>")[2]


def test_columns_of_the_offices_own_are_printed() -> None:
    own = tuple(m._replace(own=(("ผู้ประสานงาน", "นายหนึ่ง"),)) for m in sample().measures)
    assert _names(sample()._replace(measures=own))["Print_Area"] == "$A$4:$U$1048576"


def test_data_rows_grow_with_what_is_typed_into_them() -> None:
    rows = re.findall(r'<row r="(\d+)"([^>]*)>', measures_sheet(sample()))
    assert [int(r) for r, attributes in rows if "customHeight" in attributes] == [1, 2, 3, 4, 5]


def test_columns_for_the_memos_wording_are_folded_until_they_are_used() -> None:
    assert measures_sheet(blank_tracker()).split("<sheetData>")[0].count('hidden="1"') > 0
    filled: dict[str, Any] = dict.fromkeys(layout.MEMO_COLUMNS, "มี") | {
        "indicator": 1,
        "result_steps": ("มี",),
    }
    used = sample()._replace(measures=(Measure(1, "ก", **filled),))
    assert 'hidden="1"' not in measures_sheet(used).split("<sheetData>")[0]


def test_the_roll_up_names_the_divisions_and_hides_the_unused_rows() -> None:
    grid = written(sample())[3]
    names = [grid.at(row, 1) for row in range(ROLLUP_FIRST_ROW, ROLLUP_LAST_ROW + 1)]
    assert [name for name in names if name] == [d.short for d in sample().office.divisions]
    assert grid.at(ROLLUP_TOTAL_ROW, 1) == layout.ROLLUP_TOTAL
    sheet = parts(tracker_bytes(sample()))["xl/worksheets/sheet4.xml"]
    hidden = [int(r) for r in re.findall(r'<row r="(\d+)"[^>]*hidden="1"', sheet)]
    assert hidden == list(range(ROLLUP_FIRST_ROW + len(sample().office.divisions), ROLLUP_LAST_ROW + 1))


def test_the_chart_draws_the_divisions_and_not_the_total() -> None:
    chart = parts(tracker_bytes(sample()))["xl/charts/chart1.xml"]
    assert f"$A${ROLLUP_FIRST_ROW}:$A${ROLLUP_LAST_ROW}" in chart
    for swatch in (*palette.BY_STATUS.values(), palette.UNREAD):
        assert swatch.strong in chart
    value_axis = chart.partition("<c:valAx>")[2]
    assert '<c:delete val="1"/>' in value_axis and "majorGridlines" not in chart, (
        "an axis would say 0 0 0 1 1 1"
    )


@pytest.mark.parametrize("line, wanted", [("สั้น", None), ("ก\nข\nค", 67.0), ("ยาวมาก" * 40, 193.0)])
def test_a_row_is_as_high_as_its_longest_cell_needs(line: str, wanted: float | None) -> None:
    assert height([(line, 34), (None, 10), (3.0, 10)]) == wanted


def test_every_status_and_severity_has_a_colour_and_a_word_in_the_legend() -> None:
    guide = "".join(str(v) for row in written(blank_tracker())[0].rows for v in row)
    assert set(palette.BY_STATUS) == set(Status) and set(palette.BY_SEVERITY) == set(Severity)
    assert all(swatch.word in guide and swatch.meaning in guide for swatch in palette.LEGEND)
    assert len({swatch.fill for swatch in palette.LEGEND}) == len(palette.LEGEND)


def test_dark_text_is_legible_on_every_fill() -> None:
    for swatch in palette.LEGEND:
        assert _contrast(swatch.fill, swatch.ink) >= 4.5, swatch.word


def _contrast(one: str, other: str) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    channels = [c / 255 for c in palette.rgb(colour)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
