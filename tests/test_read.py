"""Reading workbooks: the same grids whatever the format, and everything that other readers leave out."""

from __future__ import annotations

import datetime as dt
import gc
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from itaxl.core import compose, layout
from itaxl.core.assess import assess
from itaxl.core.grid import CellFault, Grid, Value
from itaxl.core.locate import assessed_sheets
from itaxl.core.sample import sample
from itaxl.errors import InputError
from itaxl.reading.workbook import grids_from_bytes, read_grids
from tests import nasty_files as made

BUDDHIST = "[$-D07041E]d mmmm yyyy;@"
NOT_AVAILABLE, UNCACHED = CellFault("#N/A"), CellFault("")


def trimmed(grid: Grid) -> Grid:
    """Without the empty cells at the end of rows and the empty rows at the end."""
    rows: list[tuple[Value, ...]] = []
    for row in grid.rows:
        filled = [column for column, value in enumerate(row, 1) if value is not None]
        rows.append(row[: max(filled, default=0)])
    while rows and not rows[-1]:
        rows.pop()
    return Grid(grid.sheet, tuple(rows), grid.merged)


def workbook(*grids: Grid, hidden: str = "") -> bytes:
    """The grids as XlsxWriter writes them, dates in the Thai format of the tracker."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": BUDDHIST})
    for grid in grids:
        sheet = book.add_worksheet(grid.sheet)
        for r, row in enumerate(grid.rows):
            for c, value in enumerate(row):
                if isinstance(value, CellFault):
                    sheet.write_formula(r, c, "=1/0", None, value.text)
                elif isinstance(value, str):
                    sheet.write_string(r, c, value)
                elif value is not None:
                    sheet.write(r, c, value)
        for top, left, bottom, right in grid.merged:
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, grid.at(top, left))
        if grid.sheet == hidden:
            sheet.hide()
    book.close()
    return out.getvalue()


#: What would be laid out is too much for any machine.
FAR_CELL = made.sheet(
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
).encode()


def tracker() -> tuple[Grid, ...]:
    """The sample tracker, a merged title, Thai letters that need care, and an error value."""
    office, measures = map(trimmed, compose.grids(sample()))
    words: tuple[tuple[Value, ...], ...] = (
        ("น้ำ & ไฟ <ที่>", None, 0.1, -3.0, True),
        (),
        (None, "บรรทัดหนึ่ง\nบรรทัดสอง", dt.date(2024, 2, 29), dt.date(2567, 3, 31), CellFault("#DIV/0!")),
        (None, None, "😀 ๑๒๓"),
    )
    merged = Grid(measures.sheet, measures.rows, ((1, 1, 1, 4),))
    return office, merged, Grid("อื่น ๆ", words)


def one(data: bytes) -> Grid:
    (grid,) = grids_from_bytes(data, "สมุดงาน.xlsx")
    return grid


def row(*cells: str, strings: str | None = None) -> tuple[Value, ...]:
    """The first row of a sheet made of these cell elements."""
    return one(made.xlsx(made.sheet("".join(cells)), strings=strings)).rows[0]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tracker as LibreOffice saves it: t.ods and t.xls."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice, which makes the .ods and the .xls, is not installed")
    folder = tmp_path_factory.mktemp("formats")
    (folder / "t.xlsx").write_bytes(workbook(*tracker()))
    for filter_name in ("ods", "xls:MS Excel 97"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            filter_name,
            "--outdir",
            folder,
            folder / "t.xlsx",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder


def test_an_xlsx_gives_back_the_grids_that_were_written() -> None:
    assert grids_from_bytes(workbook(*tracker()), "t.xlsx") == tracker()


def test_an_xlsm_gives_the_same_grids() -> None:
    data = made.replaced(
        workbook(*tracker()),
        "[Content_Types].xml",
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    with_macros = made.zipped({**made.unzipped(data), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})
    assert grids_from_bytes(with_macros, "t.xlsm") == tracker()


@pytest.mark.parametrize("name", ["t.ods", "t.xls"])
def test_what_libreoffice_saves_gives_the_same_grids(converted: Path, name: str) -> None:
    read = read_grids(converted / name)
    expected = tracker()
    if name == "t.ods":  # LibreOffice itself turns a formatted truth value into 1 there
        read = tuple(
            Grid(g.sheet, (*((*r[:4], True) if r[4:5] == (1.0,) else r for r in g.rows),), g.merged)
            for g in read
        )
    assert read == expected


def test_an_xlsb_gives_the_same_grids_with_dates_as_serial_numbers() -> None:
    def serial(value: Value) -> Value:
        return float((value - dt.date(1899, 12, 30)).days) if isinstance(value, dt.date) else value

    expected = tuple(Grid(g.sheet, tuple(tuple(map(serial, row)) for row in g.rows)) for g in tracker())
    assert grids_from_bytes(made.xlsb(expected), "t.xlsb") == expected


def test_content_decides_and_not_the_name(converted: Path) -> None:
    renamed = grids_from_bytes((converted / "t.xls").read_bytes(), "t.xlsx")
    assert renamed == read_grids(converted / "t.xls")


def test_hidden_sheets_are_read_and_the_configuration_sheet_is_not() -> None:
    grids = (Grid("ก", (("1",),)), Grid("ซ่อน", (("2",),)), Grid(layout.CONFIG_SHEET, (("3",),)))
    assert grids_from_bytes(workbook(*grids, hidden="ซ่อน"), "x") == grids[:2]


def test_a_chart_sheet_is_passed_over() -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=ข้อมูล!$A$1:$A$2"})
    book.add_chartsheet("กราฟ").set_chart(chart)
    book.add_worksheet("ข้อมูล").write(0, 0, 1)
    book.close()
    assert grids_from_bytes(out.getvalue(), "x") == (Grid("ข้อมูล", ((1.0,),)),)


def test_rows_and_columns_start_at_a1_even_when_the_data_do_not() -> None:
    assert one(workbook(Grid("S", ((), (), (None, None, "ค"))))).rows == ((), (), (None, None, "ค"))


def test_merged_areas_are_one_based_and_their_other_cells_are_empty() -> None:
    grid = one(workbook(Grid("S", (("หัว",), (), ("ก",)), ((1, 1, 2, 3),))))
    assert grid.merged == ((1, 1, 2, 3),)
    assert grid.rows == (("หัว",), (), ("ก",))


def test_error_values_become_faults() -> None:
    cells = [
        f'<c r="{c}1" t="e"><v>{e}</v></c>' for c, e in zip("ABC", ("#N/A", "#REF!", "#NAME?"), strict=True)
    ]
    assert row(*cells) == (CellFault("#N/A"), CellFault("#REF!"), CellFault("#NAME?"))


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#GETTING_DATA", "#อะไร"])
def test_error_values_that_other_readers_refuse_are_faults_like_any_other(error: str) -> None:
    cells = f'<c r="A1" t="e"><f>X()</f><v>{error}</v></c><c r="B1" t="str"><v>{error}</v></c>'
    assert row(cells, '<c r="C1" t="e"><v>#N/A</v></c>') == (CellFault(error), error, NOT_AVAILABLE)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><f>1+1</f></c>',
        '<c r="A1"><f>1+1</f><v></v></c>',
        '<c r="A1"><f>1+1</f><v/></c>',
        '<c r="A1" s="0"><f t="shared" si="0"/></c>',
        '<c r="A1" s="0"><f t="shared" ref="A1:A9" si="0">B1</f><v/></c>',
    ],
)
def test_a_formula_without_a_stored_result_is_a_fault(cell: str) -> None:
    assert row(cell, '<c r="B1"><v>7</v></c>') == (UNCACHED, 7.0)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="B1"><f>1+1</f><v>2</v></c>', 2.0),
        ('<c r="B1"><f t="shared" si="0"/><v>2</v></c>', 2.0),
        ('<c r="B1" t="str"><f>""</f><v></v></c>', None),
        ('<c r="B1" t="str"><f>"ก"</f><v>ก</v></c>', "ก"),
        ('<c r="B1" cm="1"><f t="array" ref="B1">_xlfn.UNIQUE(A1)</f><v>3</v></c>', 3.0),
    ],
)
def test_a_formula_with_a_stored_result_gives_it(cell: str, value: Value) -> None:
    assert row('<c r="A1"><v>1</v></c>', cell, '<c r="C1"><v>9</v></c>') == (1.0, value, 9.0)


@pytest.mark.parametrize(
    "text",
    [
        '<x:row r="1"><x:c r="A1" t="e"><x:v>#N/A</x:v></x:c><x:c r="B1"><x:f>1</x:f></x:c></x:row>',
        '<x:row><x:c t="e"><x:v>#N/A</x:v></x:c><x:c><x:f>1</x:f></x:c></x:row>',
        "<x:row r='1'><x:c t = 'e' r='A1'><x:v>#N/A</x:v></x:c><x:c\ns='0' r='B1'><x:f>1</x:f></x:c></x:row>",
    ],
)
def test_the_spelling_of_the_xml_does_not_matter(text: str) -> None:
    plain = made.sheet(text.replace("x:", ""))
    prefixed = '<x:worksheet xmlns:x="m"><x:sheetData>' + text + "</x:sheetData></x:worksheet>"
    for part in (plain, prefixed):
        assert one(made.xlsx(part)).rows == ((NOT_AVAILABLE, UNCACHED),)


def test_a_fault_beyond_the_filled_cells_is_kept() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="4"><c r="C4"><f>A1</f></c></row>'
    assert one(made.xlsx(made.sheet(far))).rows == ((1.0,), (), (), (None, None, UNCACHED))


def test_shared_rich_and_inline_strings_are_text() -> None:
    strings = made.shared(
        "<si><t>ก</t></si>", "<si><r><t>ข</t></r><r><rPr><b/></rPr><t>ค</t></r></si>", "<si/>"
    )
    cells = [f'<c r="{c}1" t="s"><v>{i}</v></c>' for i, c in enumerate("ABC")]
    inline = '<c r="D1" t="inlineStr"><is><t xml:space="preserve"> ง </t></is></c>'
    assert row(*cells, inline, strings=strings) == ("ก", "ขค", None, " ง ")


def test_escaped_control_characters_become_themselves() -> None:
    assert row('<c r="A1" t="str"><v>ก_x000D_&#10;ข_x005F_x000D_</v></c>') == ("ก\r\nข_x000D_",)


def test_numbers_that_no_spreadsheet_holds_arrive_as_text() -> None:
    assert row('<c r="A1"><v>NaN</v></c><c r="B1"><v>1e999</v></c>') == ("nan", "inf")


def test_names_of_sheets_are_unescaped() -> None:
    data = made.replaced(
        made.xlsx(made.sheet("")), "xl/workbook.xml", b'name="S1"', 'name="ก &amp; ข"'.encode()
    )
    assert one(data).sheet == "ก & ข"


CASES = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["clean_openpyxl", "clean_ods", "clean_xls", "nasty_text"])
def test_a_workbook_that_was_read_leaves_nothing_to_the_garbage_collector(name: str) -> None:
    """What it left would stay in a batch's workers until the collector runs, which is seldom there."""
    (path,) = (CASES / name).glob("tracker.*")
    data = path.read_bytes()
    grids_from_bytes(data, path.name)  # what is made once stays
    assert left_by(lambda: grids_from_bytes(data, path.name)) == 0


def test_nor_does_a_part_of_it_that_is_read_cell_by_cell_or_is_damaged() -> None:
    damaged = made.replaced(workbook(*tracker()), "xl/workbook.xml", b"</sheets>", b"")

    def refused() -> None:
        with pytest.raises(InputError):
            grids_from_bytes(damaged, "x.xlsx")

    with_fault = workbook(*tracker())
    grids_from_bytes(with_fault, "x.xlsx")
    refused()
    assert left_by(lambda: grids_from_bytes(with_fault, "x.xlsx")) == 0
    assert left_by(refused) == 0


def left_by(work: Callable[[], object]) -> int:
    """How many objects only the collector takes away."""
    gc.collect()
    gc.disable()
    try:
        work()
        return gc.collect()
    finally:
        gc.enable()


class DescribeSheetsThatAreNotWanted:
    def it_gives_them_without_cells(self) -> None:
        office, measures, other = tracker()
        read = grids_from_bytes(workbook(other, office, measures), "t.xlsx", assessed_sheets)
        assert read == (Grid(other.sheet, ()), office, measures)

    @pytest.mark.parametrize("renamed", [0, 1])
    def it_reads_all_where_one_that_is_has_another_name(self, renamed: int) -> None:
        grids = list(tracker())
        grids[renamed] = Grid("ชีต 1", grids[renamed].rows, grids[renamed].merged)
        assert grids_from_bytes(workbook(*grids), "t.xlsx", assessed_sheets) == tuple(grids)

    @pytest.mark.parametrize("spelled", ["มาตรการ ", " มาตรการ", "มาตร การ"])
    def it_knows_them_as_labels_are_known(self, spelled: str) -> None:
        names = ["คู่มือ", "หน่วยงาน", spelled, "ข้อมูล"]
        assert assessed_sheets(names) == {"หน่วยงาน", spelled}
        assert assessed_sheets(names[1:2]) == {"หน่วยงาน"}

    @pytest.mark.parametrize("part", [b"", b"\0", b"<worksheet><sheetData><row", FAR_CELL], ids=repr)
    def it_does_not_mind_what_is_wrong_with_them(self, part: bytes) -> None:
        parts = made.unzipped(workbook(*tracker()))
        spoilt = made.zipped({**parts, "xl/worksheets/sheet3.xml": part})
        with pytest.raises(InputError):
            grids_from_bytes(spoilt, "t.xlsx")
        read = grids_from_bytes(spoilt, "t.xlsx", assessed_sheets)
        assert assess(read, dt.date(2024, 4, 2)) == assess(tracker(), dt.date(2024, 4, 2))

    def it_minds_what_is_wrong_with_the_others(self) -> None:
        parts = made.unzipped(workbook(*tracker()))
        spoilt = made.zipped({**parts, "xl/worksheets/sheet2.xml": b""})
        with pytest.raises(InputError):
            grids_from_bytes(spoilt, "t.xlsx", assessed_sheets)
