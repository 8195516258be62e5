"""Checked copies: they show what the buttons show, keep what was there, and never change what came in."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from itaxl import buttons
from itaxl.core import layout, palette
from itaxl.core.marks import PASSED
from itaxl.core.model import Division, Measure, Tracker
from itaxl.core.parse import parse
from itaxl.core.sample import sample
from itaxl.files.checked.cells import Sheet
from itaxl.files.checked.copy import Annotated, NotPossible, annotate
from itaxl.files.checked.losses import losses
from itaxl.files.checked.styles import Styles
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.machine.libreoffice import soffice
from itaxl.reading.workbook import grids_from_bytes
from tests.case_grids import assessed
from tests.excel_cells import rgb
from tests.excel_engine import Excel
from tests.excel_tracker import COLUMNS, FINDINGS, FIRST, MEASURES, NOW, OFFICE, ROLLUP

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = (
    "=1+1",
    "+1",
    "-a",
    "@x",
    "'q",
    "#N/A",
    "01",
    "a\nb",
    "<b>&\"'",
    "{{ 7*7 }}",
    "\u200bเเ",
    "x" * 3000,
)


def checked(data: bytes) -> Annotated:
    grids = grids_from_bytes(data, "a.xlsm")
    copy = annotate(data, "a.xlsm", grids, *assessed(grids, NOW.date()))
    assert isinstance(copy, Annotated), copy
    return copy


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, more: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in {**parts_of(data), **more}.items():
            archive.writestr(name, part)
    return out.getvalue()


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def edited(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data), keep_vba="xl/vbaProject.bin" in parts_of(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    if book.vba_archive:
        book.vba_archive.close()  # else it complains when it is thrown away, whenever that is
    return out.getvalue()


def spoilt(book: Workbook) -> None:
    sheet = book[MEASURES]
    sheet.cell(FIRST + 1, COLUMNS["title"]).value = None
    sheet.cell(FIRST + 3, COLUMNS["note"]).value = "เเก้\u200bไข"
    sheet.cell(FIRST, COLUMNS["evidence"]).value = "ftp://ไม่ใช่"
    for row, text in enumerate(HOSTILE, FIRST + 5):
        cell = sheet.cell(row, COLUMNS["number"])
        cell.value, cell.data_type = text, "s"
        cell = sheet.cell(row, COLUMNS["divisions"])
        cell.value, cell.data_type = text, "s"


def with_hostile_division(book: Workbook) -> None:
    for row in book[OFFICE].iter_rows():
        for cell in row:
            if cell.value == "กองคลัง":
                cell.value, cell.data_type = "=1+1", "s"


def stale(book: Workbook) -> None:
    """Results of an earlier check."""
    for row in range(6, 40):
        book[FINDINGS].cell(row, 5).value = "ผลเก่า"
    book[MEASURES].cell(FIRST + 2, COLUMNS["message"]).value = "ข้อความเก่า"
    book[MEASURES].cell(FIRST + 2, COLUMNS["note"]).fill = PatternFill("solid", fgColor="FF0000")
    book[ROLLUP].cell(15, 1).value = "กองเก่า"


def untouched(book: Workbook) -> None:
    """A tracker without a finding."""


def without_results(book: Workbook) -> None:
    for name in (FINDINGS, ROLLUP):
        book.remove(book[name])
    spoilt(book)


CASES: dict[str, Callable[[Workbook], None]] = {
    "good": untouched,
    "faulty": spoilt,
    "hostile division": with_hostile_division,
    "checked before": stale,
    "result sheets deleted": without_results,
}


def fill_of(sheet: Worksheet, row: int, column: int) -> str | None:
    fill = sheet.cell(row, column).fill
    return str(fill.fgColor.rgb)[-6:] if fill.fill_type == "solid" else None


class DescribeSameAsTheButtons:
    @pytest.mark.parametrize("case", CASES)
    def it_shows_the_same_colours_messages_findings_and_rollup(
        self, xl: Excel, macro_bytes: bytes, case: str
    ) -> None:
        data = edited(macro_bytes, CASES[case])
        book = xl.open(data)
        for command in (buttons.validate, buttons.colour, buttons.rollup):
            command(book, NOW)
        copy = opened(checked(data).data)
        for name in (OFFICE, MEASURES, FINDINGS, ROLLUP):
            live, sheet = xl.sheet(name), copy[name]
            rows = range(1, max(live.used[2], sheet.max_row) + 1)
            for row in rows:
                for column in range(1, sheet.max_column + 1):
                    where = (name, row, column)
                    mine, theirs = sheet.cell(row, column), live.at(row, column)
                    state_line = name == FINDINGS and (row, column) == (3, 1)
                    if name in (MEASURES, OFFICE):
                        assert fill_of(sheet, row, column) == rgb(theirs.fill), where
                        assert framed(sheet, row, column) == bool(theirs.border and theirs.border[0] != 2), (
                            where
                        )
                    if state_line:
                        assert str(theirs.value).startswith(str(mine.value))
                    elif isinstance(mine.value, dt.datetime):
                        continue
                    else:
                        assert value_of(mine.value) == value_of(theirs.value), where
        hidden = {row for row, form in copy[ROLLUP].row_dimensions.items() if form.hidden}
        assert hidden == xl.sheet(ROLLUP).hidden

    def it_makes_room_for_more_divisions_than_rows_and_the_chart_follows(self) -> None:
        names = tuple(f"กองที่ {n}" for n in range(1, 31))
        few = tracker(names[:20])
        data = edited(tracker_bytes(few), lambda book: add_divisions(book, names[20:]))
        data = with_parts(data, {k: v for k, v in parts_of(tracker_bytes(few)).items() if "/chart" in k})
        copy = checked(data)
        sheet = opened(copy.data)[ROLLUP]
        first = layout.ROLLUP_HEADER_ROW + 1
        shown = [sheet.cell(row, 1).value for row in range(first, first + 31)]
        assert shown == [*names, layout.ROLLUP_TOTAL]
        assert sheet.tables[layout.ROLLUP_TABLE].ref == "A5:H36"
        chart = next(p for n, p in parts_of(copy.data).items() if n.startswith("xl/charts/"))
        assert b"$A$6:$A$35" in chart and b"$A$25" not in chart and b"$E$5<" in chart
        assert checked(copy.data).data == checked(checked(copy.data).data).data


def framed(sheet: Worksheet, row: int, column: int) -> bool:
    return bool(sheet.cell(row, column).border.left.style == "medium")


def value_of(value: object) -> object:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def tracker(names: tuple[str, ...]) -> Tracker:
    office = sample().office._replace(divisions=tuple(map(Division, names)), owner_division=names[0])
    measures: tuple[Measure, ...] = (sample().measures[0]._replace(divisions=names[:1]),)
    return Tracker(office, sample().report, measures)


def add_divisions(book: Workbook, names: tuple[str, ...]) -> None:
    sheet = book[OFFICE]
    last = next(cell.row for cell in sheet["A"] if cell.value == "กองที่ 20")
    for row, name in enumerate(names, last + 1):
        sheet.cell(row, 1).value = name


class DescribeWhatStays:
    def it_keeps_macros_ribbon_buttons_and_the_chart_byte_for_byte(self, macro_bytes: bytes) -> None:
        before = bytes(macro_bytes)
        copy = checked(macro_bytes)
        mine, theirs = parts_of(copy.data), parts_of(macro_bytes)
        same = (
            "vbaProject.bin",
            "customUI.xml",
            ".vml",
            "charts/chart1.xml",
            "drawings/drawing1.xml",
        )
        kept = [name for name in theirs if name.endswith(same)]
        assert len(kept) >= 6
        assert all(mine[name] == theirs[name] for name in kept)
        assert macro_bytes == before and copy.lost == ()

    def it_keeps_lists_names_tables_widths_and_print_set_up(self, macro_bytes: bytes) -> None:
        mine, theirs = opened(checked(macro_bytes).data), opened(macro_bytes)
        assert mine.sheetnames == theirs.sheetnames
        assert {n: d.value for n, d in mine.defined_names.items()} == {
            n: d.value for n, d in theirs.defined_names.items()
        }
        for one, other in zip(mine.worksheets, theirs.worksheets, strict=True):
            assert about(one) == about(other)

    def it_leaves_rows_that_grow_with_their_text_free_to_grow(self, macro_bytes: bytes) -> None:
        rows = re.findall(rb"<row [^>]*>", parts_of(checked(macro_bytes).data)["xl/worksheets/sheet3.xml"])
        by_number = {int(re.search(rb'r="(\d+)"', row)[1]): row for row in rows}  # type: ignore[index]
        assert b"customHeight" in by_number[1] and b"customHeight" not in by_number[FIRST]

    def it_gives_the_same_bytes_in_every_process(self, macro_bytes: bytes, tmp_path: Path) -> None:
        """Sets go another way in each: a batch that goes on tomorrow must write what today's would."""
        path = tmp_path / "a.xlsm"
        path.write_bytes(macro_bytes)
        code = (
            "import hashlib, pathlib, sys; from tests.test_annotate import checked; "
            "print(hashlib.sha256(checked(pathlib.Path(sys.argv[1]).read_bytes()).data).hexdigest())"
        )
        digests = {
            subprocess.run(
                [sys.executable, "-c", code, path],
                cwd=Path(__file__).parents[1],
                env={**os.environ, "PYTHONHASHSEED": seed},
                check=True,
                capture_output=True,
            ).stdout
            for seed in "1234"
        }
        assert len(digests) == 1

    def it_gives_the_same_tracker_and_the_same_bytes_again(self, macro_bytes: bytes) -> None:
        data = edited(macro_bytes, spoilt)
        first = checked(data).data
        assert parse(grids_from_bytes(first, "b")).tracker == parse(grids_from_bytes(data, "a")).tracker
        assert checked(data).data == first
        again = checked(first).data
        assert grids_from_bytes(again, "c") == grids_from_bytes(first, "b")

    @pytest.mark.parametrize("path", sorted(GOLDEN.glob("*/*.xls[xm]")), ids=lambda path: path.parent.name)
    def it_reads_as_the_same_tracker(self, path: Path) -> None:
        data = path.read_bytes()
        copy = grids_from_bytes(checked(data).data, "b")
        assert parse(copy).tracker == parse(grids_from_bytes(data, "a")).tracker

    def it_keeps_the_results_of_formulas(self, good_bytes: bytes) -> None:
        book = openpyxl.load_workbook(io.BytesIO(good_bytes))
        book[MEASURES].cell(FIRST, COLUMNS["title"]).value = '="ก"&"ข"'
        out = io.BytesIO()
        book.save(out)
        parts = parts_of(out.getvalue())
        sheets = {n: p for n, p in parts.items() if n.startswith("xl/worksheets/sheet")}
        name = next(n for n, p in sheets.items() if b'"\xe0' in p or (b"&#3585;" in p and b"<f>" in p))
        sheet = parts[name]
        at = sheet.index(b"</f>")
        end = sheet.index(b"</c>", at)
        parts[name] = sheet[:at] + b"</f><v>&#3585;&lt;&#3586;</v>" + sheet[end:]
        parts[name] = parts[name].replace(b"><f>", b' t="str"><f>', 1)
        data = with_parts(out.getvalue(), {name: parts[name]})
        assert grids_from_bytes(data, "a")[2].at(FIRST, 2) == "ก<ข"
        copy = checked(data).data
        assert parse(grids_from_bytes(copy, "b")).tracker == parse(grids_from_bytes(data, "a")).tracker
        assert opened(copy)[MEASURES].cell(FIRST, 2).data_type == "f"

    def it_marks_in_words_and_leads_to_the_cell(self, macro_bytes: bytes) -> None:
        copy = opened(checked(edited(macro_bytes, spoilt)).data)
        assert copy[MEASURES].cell(FIRST + 2, COLUMNS["message"]).value == PASSED
        assert fill_of(copy[MEASURES], FIRST + 1, COLUMNS["title"]) == palette.ERROR.fill
        links = [copy[FINDINGS].cell(row, 3).hyperlink for row in range(6, 10)]
        assert f"'{MEASURES}'!B7" in [link.location for link in links if link]

    def it_never_makes_a_formula_of_a_text(self, macro_bytes: bytes) -> None:
        data = edited(edited(macro_bytes, spoilt), with_hostile_division)
        copy = opened(checked(data).data)
        for sheet in copy.worksheets[1:5]:
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type in "fe"]
        assert "=1+1" in [cell.value for cell in copy[ROLLUP]["A"]]


def about(sheet: Worksheet) -> object:
    return (
        sorted((str(v.sqref), v.type, v.formula1, v.prompt) for v in sheet.data_validations.dataValidation),
        {table.name: table.ref for table in sheet.tables.values()},
        {k: (d.width, d.hidden, d.outlineLevel) for k, d in sheet.column_dimensions.items()},
        (
            sheet.page_setup.orientation,
            sheet.page_setup.paperSize,
            sheet.print_title_rows,
            sheet.freeze_panes,
        ),
        (sheet.sheet_state, sheet.sheet_properties.codeName, sorted(map(str, sheet.merged_cells.ranges))),
    )


class DescribeWhatIsLost:
    @pytest.mark.parametrize(
        ("part", "content", "word"),
        [
            ("xl/slicers/slicer1.xml", b"<slicers/>", "Slicer"),
            ("xl/activeX/activeX1.xml", b"<a/>", "ActiveX"),
            ("xl/ctrlProps/ctrlProp1.xml", b"<a/>", "ตัวควบคุมแบบฟอร์ม"),
            ("xl/vbaProjectSignature.bin", b"x", "ลายเซ็น"),
            ("customXml/item1.xml", b"<DataMashup/>", "Power Query"),
            ("customXml/item1.xml", b"<a/>", "ข้อมูล XML"),
            ("xl/worksheets/sheet9.xml", b"<a/>", "ไม่มีชื่อ"),
            ("xl/something/new.xml", b"<a/>", "ไม่รู้จัก"),
        ],
    )
    def it_is_named(self, macro_bytes: bytes, part: str, content: bytes, word: str) -> None:
        assert losses({}) == () == checked(macro_bytes).lost
        (phrase,) = checked(with_parts(macro_bytes, {part: content})).lost
        assert word in phrase

    def it_brings_a_newer_ribbon_and_shapes_back(self, macro_bytes: bytes) -> None:
        parts = parts_of(macro_bytes)
        relation = b'<Relationship Id="r14" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" Target="customUI/customUI14.xml"/></Relationships>'  # noqa: E501
        shape = b'<xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9" cy="9"/><xdr:sp macro=""/><xdr:clientData/></xdr:absoluteAnchor>'  # noqa: E501
        data = with_parts(
            macro_bytes,
            {
                "customUI/customUI14.xml": b"<customUI/>",
                "_rels/.rels": parts["_rels/.rels"].replace(b"</Relationships>", relation),
                "xl/drawings/drawing1.xml": parts["xl/drawings/drawing1.xml"].replace(
                    b"</xdr:wsDr>", shape + b"</xdr:wsDr>"
                ),
            },
        )
        copy = parts_of(checked(data).data)
        assert copy["customUI/customUI14.xml"] == b"<customUI/>"
        assert copy["_rels/.rels"].count(b"customUI14") == 1
        assert b"<xdr:sp " in copy["xl/drawings/drawing1.xml"]

    @pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", b"text"])
    def it_says_why_another_format_has_no_copy(self, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("itaxl.machine.libreoffice.soffice", lambda: None)
        grids = grids_from_bytes(tracker_bytes(sample(), macros=False), "a")
        answer = annotate(data, "a.xls", grids, *assessed(grids, NOW.date()))
        assert isinstance(answer, NotPossible) and ".xlsx" in answer.reason

    @pytest.mark.parametrize("measures", [None, ()])
    def it_says_where_another_program_gives_not_all_of_it(
        self, measures: tuple[()] | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = None if measures is None else tracker_bytes(sample()._replace(measures=measures), macros=False)
        monkeypatch.setattr("itaxl.machine.libreoffice.soffice", lambda: Path("soffice"))
        monkeypatch.setattr("itaxl.machine.libreoffice_save.saved_as", lambda *_: made)
        grids = grids_from_bytes(tracker_bytes(sample(), macros=False), "a")
        answer = annotate(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", grids, *assessed(grids, NOW.date()))
        assert isinstance(answer, NotPossible) and answer.reason.startswith("LibreOffice แปลงไฟล์นี้")

    @pytest.mark.libreoffice
    @pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
    @pytest.mark.parametrize("name", ["clean_xls/tracker.xls", "clean_ods/tracker.ods"])
    def it_makes_a_workbook_of_another_format(self, name: str) -> None:
        data = (GOLDEN / name).read_bytes()
        grids = grids_from_bytes(data, name)
        copy = annotate(data, name, grids, *assessed(grids, NOW.date()))
        assert isinstance(copy, Annotated) and copy.suffix == ".xlsx"
        (phrase,) = copy.lost
        assert "LibreOffice" in phrase
        reading = parse(grids)
        assert parse(grids_from_bytes(copy.data, "b")).tracker == reading.tracker
        assert reading.measures_table
        assert opened(copy.data)[MEASURES].cell(FIRST, reading.measures_table.columns["message"]).value

    def it_says_why_a_stranger_has_no_copy(self) -> None:
        out = io.BytesIO()
        openpyxl.Workbook().save(out)
        grids = grids_from_bytes(out.getvalue(), "a")
        assert isinstance(annotate(out.getvalue(), "a", grids, *assessed(grids, NOW.date())), NotPossible)


def test_the_package_has_no_fault_that_the_original_has_not(tmp_path: Path, macro_bytes: bytes) -> None:
    from openxml_audit import FileFormat, OpenXmlValidator

    def faults(data: bytes) -> list[str]:
        (tmp_path / "a.xlsm").write_bytes(data)
        validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2019)
        return [re.sub(r"\d+", "", e.description) for e in validator.validate(tmp_path / "a.xlsm").errors]

    for data in (macro_bytes, edited(macro_bytes, spoilt), edited(macro_bytes, without_results)):
        assert set(faults(checked(data).data)) <= set(faults(data))


def test_a_text_that_looks_like_an_escape_stays_as_it_is(good_bytes: bytes) -> None:
    part = "xl/worksheets/sheet1.xml"
    sheet = Sheet(parts_of(good_bytes)[part], Styles(b""))
    sheet.clear()
    texts = ("_x0041_", "\x0b\ufffea", *HOSTILE)
    for row, text in enumerate(texts, 1):
        sheet.put(row, 1, text, as_text=True)
    grid = grids_from_bytes(with_parts(good_bytes, {part: sheet.part()}), "a")[0]
    assert [row[0] for row in grid.rows] == ["_x0041_", "a", *HOSTILE]


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_opens_it(tmp_path: Path, macro_bytes: bytes) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "copy.xlsm").write_bytes(checked(edited(macro_bytes, spoilt)).data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "copy.xlsm"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF")
