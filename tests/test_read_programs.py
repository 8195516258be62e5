"""The same tracker saved by other programs reads as the same grids, with what stands beside the cells.

What a program itself does not write is taken out of what is expected, and stands in the test's name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from itaxl.core.grid import Formatted, Grid, Moment, Value, shown
from itaxl.core.parse import parse
from itaxl.files.checked.copy import Annotated, annotate
from itaxl.reading.workbook import grids_from_bytes
from tests import other_programs as others
from tests import tracker_writers as written
from tests.case_grids import assessed
from tests.nasty_files import record, unzipped, zipped
from tests.tracker_writers import LINK, tracker

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the libraries' own
Loss = Callable[[Grid], Grid]
DATES = pytest.mark.parametrize("date1904", [False, True], ids=["since 1900", "since 1904"])


def needs(program: str) -> pytest.MarkDecorator:
    why = others.missing(program)
    return pytest.mark.skipif(bool(why), reason=why or f"{program} is here")


def compare(data: bytes, *losses: Loss, guessed: bool = False) -> None:
    """Every cell, what it shows, the merged areas, the links and the comments."""
    found = grids_from_bytes(data, "x", notes=True)
    expected = tracker()
    for loss in losses:
        expected = tuple(map(loss, expected))
    assert [grid.sheet for grid in found] == [grid.sheet for grid in expected]
    assert [one for pair in zip(expected, found, strict=True) for one in differences(*pair)] == []
    assert {grid.guessed for grid in found} == {guessed}


def differences(expected: Grid, found: Grid) -> Iterable[str]:
    rows, columns = (max(sizes) for sizes in zip(expected.size, found.size, strict=True))
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            ours, theirs = (grid.at(row, column) for grid in (expected, found))
            if ours != theirs or shown(ours) != shown(theirs):
                yield f"{expected.sheet} R{row}C{column}: {shown(theirs)!r}, not {shown(ours)!r}"
    for beside in ("links", "notes", "merged"):
        ours, theirs = (getattr(grid, beside) for grid in (expected, found))
        if ours != theirs:
            yield f"{expected.sheet} {beside}: {theirs}, not {ours}"


def comments(grid: Grid) -> Grid:
    return grid._replace(notes={})


def links_by_formula(grid: Grid) -> Grid:
    return grid._replace(links={place: to for place, to in grid.links.items() if to == LINK})


def links_behind_words(grid: Grid) -> Grid:
    """They came with Excel 97."""
    return grid._replace(links={place: to for place, to in grid.links.items() if to != LINK})


def merged_areas(grid: Grid) -> Grid:
    return grid._replace(merged=())


def links(grid: Grid) -> Grid:
    return grid._replace(links={})


def formats(grid: Grid) -> Grid:
    """Numbers are plain, a time of day is told to the second."""
    rows = tuple(tuple(map(_plain, row)) for row in grid.rows)
    return grid._replace(rows=rows)


def _plain(value: Value) -> Value:
    if isinstance(value, Formatted):
        return float(value)
    if isinstance(value, Moment):
        return Moment.of(dt.date(value.year, value.month, value.day), value.text.partition(" ")[2] + ":00")
    return value


def times_but_as_text(grid: Grid) -> Grid:
    return grid._replace(rows=tuple(tuple(map(_as_text, row)) for row in grid.rows))


def _as_text(value: Value) -> Value:
    return "2025-03-31 08:30:00" if isinstance(value, Moment) else value


def results(grid: Grid) -> Grid:
    """A formula's result is reckoned only when a spreadsheet opens the file."""
    rows = [list(row) for row in grid.rows]
    for row, column in grid.links:
        rows[row - 1][column - 1] = None
    return grid._replace(rows=tuple(map(tuple, rows)))


class DescribeLibraries:
    @DATES
    def it_reads_xlsxwriter(self, date1904: bool) -> None:
        compare(written.xlsxwriter(date1904))

    def it_reads_openpyxl(self) -> None:
        compare(written.openpyxl())

    def it_reads_xlwt(self) -> None:
        compare(written.xlwt(), comments, results)

    def it_reads_pyexcel(self) -> None:
        beside = comments, links, merged_areas
        compare(written.pyexcel("xls"), *beside, formats)
        compare(written.pyexcel("ods"), *beside, formats, times_but_as_text)


class DescribeSpellings:
    def it_reads_the_strict_form(self) -> None:
        strict = {
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        }
        parts = unzipped(written.xlsxwriter())
        for name, part in parts.items():
            for usual, other in strict.items():
                part = part.replace(usual, other)
            parts[name] = part
        compare(zipped(parts))

    def it_reads_prefixes(self) -> None:
        parts = unzipped(written.xlsxwriter())
        for name, part in parts.items():
            if re.match(r"xl/(worksheets/sheet|workbook|styles|sharedStrings|comments)", name):
                part = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part)
                parts[name] = part.replace(b' xmlns="', b' xmlns:x="')
        compare(zipped(parts))

    @pytest.mark.parametrize("code_page", [874, 1252, 10000])
    def it_reads_whatever_code_page_an_xls_of_today_says(self, code_page: int) -> None:
        said = record(0x0042, (1200).to_bytes(2, "little"))
        data = written.xlwt()
        assert data.count(said) == 1
        other = record(0x0042, code_page.to_bytes(2, "little"))
        compare(data.replace(said, other), comments, results)


@pytest.mark.libreoffice
@needs("LibreOffice")
class DescribeLibreOffice:
    @pytest.mark.parametrize("suffix", others.LIBREOFFICE)
    def it_reads_what_it_saves(self, suffix: str) -> None:
        compare(others.by_libreoffice(written.xlsxwriter(), suffix))

    @pytest.mark.parametrize("suffix", ["xls", "ods"])
    def it_reads_its_days_since_1904(self, suffix: str) -> None:
        compare(others.by_libreoffice(written.xlsxwriter(date1904=True), suffix))


@needs("Gnumeric")
class DescribeGnumeric:
    @DATES
    @pytest.mark.parametrize("form", others.GNUMERIC)
    def it_reads_what_it_saves(self, form: str, date1904: bool, tmp_path: Path) -> None:
        compare(others.by_gnumeric(written.xlsxwriter(date1904), others.GNUMERIC[form], tmp_path))

    def it_reads_thai_bytes_that_say_they_are_western(self, tmp_path: Path) -> None:
        """As programs of 1995 wrote on a Thai PC, and said another code page."""
        source = written.xlsxwriter(spelt=lambda text: text.encode("cp874").decode("cp1252"))
        data = others.by_gnumeric(source, "Gnumeric_Excel:excel_biff7", tmp_path)
        compare(data, links_behind_words, guessed=True)


@pytest.fixture(scope="module")
def by_node(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bool], bytes]:
    """What a file of SheetJS or ExcelJS holds, made of the tracker with these dates."""
    made = {
        date1904: others.by_node(written.xlsxwriter(date1904), tmp_path_factory.mktemp("node"))
        for date1904 in (False, True)
    }
    return lambda name, date1904: made[date1904][name]


@needs("node")
class DescribeNode:
    @pytest.mark.parametrize("name", ["sheetjs", "sheetjs_dates"])
    def it_reads_sheetjs(self, name: str, by_node: Callable[[str, bool], bytes]) -> None:
        compare(by_node(f"{name}.xlsx", False))
        compare(by_node(f"{name}.xlsb", False), links_by_formula)
        compare(by_node(f"{name}.xls", False), links_by_formula, comments)
        compare(by_node(f"{name}.ods", False), comments)
        compare(by_node(f"{name}.fods", False), comments)

    def it_reads_sheetjs_days_since_1904(self, by_node: Callable[[str, bool], bytes]) -> None:
        """In its other formats it writes them four years early, and other programs read them so."""
        compare(by_node("sheetjs.xlsx", True))
        compare(by_node("sheetjs.xls", True), links_by_formula, comments)
        compare(by_node("sheetjs_dates.xls", True), links_by_formula, comments)

    @DATES
    def it_reads_exceljs(self, date1904: bool, by_node: Callable[[str, bool], bytes]) -> None:
        compare(by_node("exceljs.xlsx", date1904))

    @needs("LibreOffice")
    def it_makes_a_checked_copy_of_an_xlsb(self, by_node: Callable[[str, bool], bytes]) -> None:
        data = by_node("sheetjs.xlsb", False)
        grids = grids_from_bytes(data, "a.xlsb")
        copy = annotate(data, "a.xlsb", grids, *assessed(grids, dt.date(2024, 4, 2)))
        assert isinstance(copy, Annotated) and copy.suffix == ".xlsx"
        assert ".xlsb" in copy.lost[0] and "LibreOffice" in copy.lost[0]
        assert parse(grids_from_bytes(copy.data, "b")).tracker == parse(grids).tracker
