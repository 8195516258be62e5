"""The new workbook of a draft: filled, checked, doubtful cells marked, everything else kept beside."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from itaxl.convert.doubts import MOST_ALIKE, doubt
from itaxl.convert.draft import Draft, Leftover, Taken
from itaxl.convert.table.source import understand
from itaxl.convert.unsorted import lines, unsorted_sheet
from itaxl.convert.workbook import converted, with_doubts
from itaxl.core import layout
from itaxl.core.assess import assess
from itaxl.core.grid import Grid
from itaxl.core.locate import find_sheet
from itaxl.core.sample import sample
from itaxl.files.checked.copy import Annotated, annotate
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.reading.workbook import grids_from_bytes
from tests.case_grids import assessed
from tests.convert_loss import lost

TODAY = dt.date(2024, 4, 1)
TABLE = Grid(
    "S",
    (
        ("รายงานผล ประจำปีงบประมาณ พ.ศ. 2567",),
        ("ลำดับ", "มาตราการ", "ขั้นตอน", "ผู้รับผิดชอบ", "สถานะ", "เป้าหมาย"),
        (1.0, "จัดทำคู่มือ", "พิมพ์", "กองคลัง", "xyz", "=1+1"),
        (2.0, "เผยแพร่แผน", "ประกาศ", "นายสมชาย", "เสร็จแล้ว", "+9"),
    ),
)


@pytest.fixture(scope="module")
def data() -> bytes:
    return converted(understand((TABLE,)).draft, "เก่า.xlsx", TODAY).data


@pytest.fixture(scope="module")
def grids(data: bytes) -> tuple[Grid, ...]:
    return grids_from_bytes(data, "new.xlsm")


def texts(grids: tuple[Grid, ...], sheet: str) -> list[tuple[object, ...]]:
    grid = find_sheet(grids, sheet)
    assert grid is not None
    return [row for row in grid.rows if row]


def test_a_check_reads_it_and_finds_what_is_missing(data: bytes, grids: tuple[Grid, ...]) -> None:
    found = assess(grids, TODAY)
    assert [m.title for m in found.tracker.measures] == ["จัดทำคู่มือ", "เผยแพร่แผน"]
    assert {f.place.sheet for f in found.findings} <= {layout.OFFICE_SHEET, layout.MEASURES_SHEET}


def test_its_findings_hold_the_doubts_on_their_cells(grids: tuple[Grid, ...]) -> None:
    rows = {(row[5], row[1], row[2]) for row in texts(grids, layout.FINDINGS_SHEET) if len(row) > 5}
    measures, office = layout.MEASURES_SHEET, layout.OFFICE_SHEET
    assert {("C805", measures, "F6"), ("C809", measures, "D7"), ("C802", measures, "B5")} <= rows
    assert ("C818", office, "B23") in rows
    assert any(code == "C803" and sheet == layout.UNSORTED_SHEET for code, sheet, _ in rows)


def test_every_link_of_its_findings_leads_to_a_cell_that_is_there(data: bytes) -> None:
    book = load_workbook(io.BytesIO(data))
    sheet = book[layout.FINDINGS_SHEET]
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links
    for link in links:
        name, _, cell = link.rpartition("!")
        assert book[name.strip("'")][cell] is not None


def test_its_statuses_are_coloured_and_its_rows_told(data: bytes, grids: tuple[Grid, ...]) -> None:
    sheet = load_workbook(io.BytesIO(data))[layout.MEASURES_SHEET]
    assert sheet["F7"].fill.start_color.rgb != sheet["F6"].fill.start_color.rgb
    assert "นายสมชาย" not in str(sheet["D7"].value)
    assert "ส่วนราชการ" in str(sheet["T7"].value)


def test_its_buttons_and_macros_are_those_of_a_fresh_one(data: bytes, macro_bytes: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as new, zipfile.ZipFile(io.BytesIO(macro_bytes)) as fresh:
        for part in ("xl/vbaProject.bin", "customUI/customUI.xml"):
            names = [name for name in fresh.namelist() if name.endswith(part.rpartition("/")[2])]
            assert names
            assert all(new.read(name) == fresh.read(name) for name in names)
        assert b"macroEnabled" in new.read("[Content_Types].xml")


def test_the_unsorted_sheet_tells_everything_and_runs_nothing(data: bytes, grids: tuple[Grid, ...]) -> None:
    rows = texts(grids, layout.UNSORTED_SHEET)
    told = {str(cell) for row in rows for cell in row}
    assert {"xyz", "นายสมชาย", "=1+1", "+9", "มาตราการ", "เป้าหมาย"} <= told
    assert "รายงานผล ประจำปีงบประมาณ พ.ศ. 2567" in told
    sheet = load_workbook(io.BytesIO(data))[layout.UNSORTED_SHEET]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


_LETTERS = "กขคงจฉชซญฐดตถทธนบปผฝพฟภมย"
MANY = Grid(
    "S",
    (
        ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "สถานะ", "หมายเหตุ"),
        *((float(n), f"จัดทำคู่มือ{c * 9}", f"กองใหม่{c}", "เสร็จ", f"=1+{c}") for n, c in enumerate(_LETTERS, 1)),
    ),
)


@pytest.mark.parametrize("table", [TABLE, MANY, Grid("S", ())], ids=["doubts", "divisions", "nothing"])
def test_it_is_written_once_and_looks_as_its_checked_copy_would(table: Grid) -> None:
    draft = understand((table,)).draft
    plain = tracker_bytes(draft.tracker, extra=(unsorted_sheet(draft, "a.xlsx"),))
    sheets = grids_from_bytes(plain, "a.xlsx")
    reading, assessment = assessed(sheets, TODAY)
    checked = annotate(plain, "a.xlsx", sheets, reading, with_doubts(assessment, draft))
    assert isinstance(checked, Annotated)
    once = converted(draft, "a.xlsx", TODAY).data
    assert looks_of(once) == looks_of(checked.data)
    assert charts_of(once) == charts_of(checked.data)


def looks_of(data: bytes) -> dict[str, object]:
    """Values, colours, lines, formats and links by cell; which rows are hidden; the tables' areas."""
    looks: dict[str, object] = {}
    for sheet in load_workbook(io.BytesIO(data)):
        rows = sheet.row_dimensions
        looks[sheet.title] = dict(sheet.tables.items())
        looks[f"{sheet.title} hidden"] = {at for at in rows if rows[at].hidden}
        for cell in (c for row in sheet.iter_rows() for c in row):
            fill = str(cell.fill.start_color.rgb)[2:] if cell.fill.fill_type else ""
            link = cell.hyperlink.location if cell.hyperlink else ""
            line = cell.border.left.style, cell.border.bottom.style
            if cell.value is not None or fill:
                looks[f"{sheet.title}!{cell.coordinate}"] = (cell.value, fill, line, cell.number_format, link)
    return looks


def charts_of(data: bytes) -> list[str]:
    """The ranges of the charts."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(n).decode() for n in package.namelist() if n.startswith("xl/charts/chart")]
    return [area for part in parts for area in re.findall(r"<c:f>(.*?)</c:f>", part)]


def test_the_same_source_gives_the_same_bytes(data: bytes) -> None:
    assert converted(understand((TABLE,)).draft, "เก่า.xlsx", TODAY).data == data


def test_a_new_check_keeps_the_unsorted_sheet(data: bytes, grids: tuple[Grid, ...]) -> None:
    again = annotate(data, "new.xlsm", grids, *assessed(grids, TODAY))
    assert isinstance(again, Annotated)
    before, after = (
        texts(g, layout.UNSORTED_SHEET) for g in (grids, grids_from_bytes(again.data, "new.xlsm"))
    )
    assert before == after


def test_texts_that_no_cell_can_hold_are_kept_all_the_same() -> None:
    draft = Draft(
        sample(),
        (doubt("C801", "ก\x00ข\x0b", "\ud800 <&> ]]>"),),
        (Leftover("แผ่นงาน", "ข" * 70_000), Leftover("ก", "=cmd|' /C calc'!A0")),
        (Taken("ก", "เสร็จ", "status", "ดำเนินการเสร็จเรียบร้อยแล้ว"),) * 3,
    )
    grids = grids_from_bytes(converted(draft, "\x00\n.xls", TODAY).data, "a")
    told = "".join(str(row[2]) for row in texts(grids, layout.UNSORTED_SHEET) if len(row) > 2)
    assert told.count("ข") >= 70_000
    assert assess(grids, TODAY).tracker == sample()


def test_thousands_of_leftovers_are_folded_and_none_is_lost() -> None:
    sheet = Grid("S", tuple((f"คำที่{n}", f"อื่น{n}", *[None] * 3) for n in range(4_000)))
    told = lines(understand((sheet,)).draft)
    assert len(told) < 50
    assert lost((sheet,), (Grid("T", tuple(told)),)) == []


def test_hundreds_of_headings_are_told_once_each_and_then_counted() -> None:
    head = ("ลำดับ", "มาตรการ", "สถานะ")
    rows = (head, (1.0, "ก", "เสร็จแล้ว"), *((f"หัวข้อ {n}",) for n in range(500)))
    doubts = understand((Grid("S", rows),)).draft.doubts
    assert sum(doubt.code == "C817" for doubt in doubts) == MOST_ALIKE
    (rest,) = (doubt for doubt in doubts if doubt.code == "C835")
    assert "C817" in rest.message and "300" in rest.message


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_opens_it(tmp_path: Path, data: bytes) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "new.xlsm").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "new.xlsm"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "new.pdf").read_bytes().startswith(b"%PDF")


def test_the_unsorted_sheet_leads_from_each_source_to_its_value(data: bytes) -> None:
    book = load_workbook(io.BytesIO(data))
    rows = [row for row in book[layout.UNSORTED_SHEET].iter_rows() if row[0].value == "ที่มาของค่า"]
    titles = [row for row in rows if row[2].value == "เผยแพร่แผน"]
    assert len(titles) == 1
    source, became = titles[0][1], titles[0][3]
    assert source.value == "แผ่นงาน S เซลล์ B4"
    assert became.hyperlink and became.hyperlink.location == "'มาตรการ'!B7"
    assert book[layout.MEASURES_SHEET]["B7"].value == "เผยแพร่แผน"


def test_a_tracker_of_an_earlier_version_leaves_nothing_of_ours_unsorted() -> None:
    earlier = Path(__file__).parent / "golden" / "made_by_0_1_0" / "tracker.xlsm"
    draft = understand(grids_from_bytes(earlier.read_bytes(), earlier.name)).draft
    assert draft.leftovers == ()


def _columns(data: bytes) -> tuple[str, list[str]]:
    """The measures' outline level, and the columns that are folded or carry the sign of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet3.xml").decode().partition("<sheetData>")[0]
    level = re.search(r' outlineLevelCol="(\d)"', sheet)
    folds = re.findall(r'<col min="[^>]*(?:outlineLevel|collapsed)="1"[^>]*/>', sheet)
    return level[1] if level else "", folds


def test_the_new_workbook_and_its_checked_copy_keep_the_folded_columns(data: bytes) -> None:
    level, folds = _columns(data)
    assert level == "1" and any('collapsed="1"' in column for column in folds)
    grids = grids_from_bytes(data, "new.xlsm")
    copy = annotate(data, "new.xlsm", grids, *assessed(grids, TODAY))
    assert isinstance(copy, Annotated) and _columns(copy.data) == (level, folds)
