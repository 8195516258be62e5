"""itaxl new tracker.ods: the same tracker for LibreOffice Calc, made by LibreOffice, without macros."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from itaxl.cli import main
from itaxl.core import layout, palette
from itaxl.core.sample import sample
from itaxl.errors import MissingError, OutputError
from itaxl.files.tracker import ods
from itaxl.files.tracker.ods import opendocument
from itaxl.files.tracker.ods_views import View, views, with_views
from itaxl.files.tracker.workbook import blank_tracker, tracker_bytes
from itaxl.reading.workbook import grids_from_bytes
from tests.calc_office import Offices, needs_calc, property_value

_SET = '<config:config-item-set config:name="ooo:{}"></config:config-item-set>'
_EMPTY_SETTINGS = (
    "<office:settings>"
    + _SET.format("view-settings")
    + _SET.format("configuration-settings")
    + "</office:settings>"
)


def document(settings: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("settings.xml", settings)
        package.writestr("content.xml", "<content/>")
    return out.getvalue()


class DescribeViews:
    def it_knows_what_stays_in_sight_of_each_sheet(self, good_bytes: bytes) -> None:
        known = {view.sheet: view for view in views(good_bytes)}
        assert list(known) == list(layout.SHEETS)
        assert known[layout.MEASURES_SHEET] == View(layout.MEASURES_SHEET, 2, 5, False)
        assert known[layout.GUIDE_SHEET] == View(layout.GUIDE_SHEET, 0, 0, False)

    def it_writes_them_into_the_view_settings_and_nothing_else(self, good_bytes: bytes) -> None:
        made = with_views(document(_EMPTY_SETTINGS), good_bytes)
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            assert package.namelist() == ["mimetype", "settings.xml", "content.xml"]
            settings = package.read("settings.xml").decode()
            assert package.read("content.xml") == b"<content/>"
        first, _, second = settings.partition("</config:config-item-set>")
        assert first.count('config:name="VerticalSplitMode"') == 4
        assert 'config:name="มาตรการ"' in first
        assert second == _EMPTY_SETTINGS.partition("</config:config-item-set>")[2]

    def it_leaves_a_document_without_settings_alone(self, good_bytes: bytes) -> None:
        assert b"Views" not in with_views(document("<office:settings/>"), good_bytes)


class DescribeWithoutLibreOffice:
    def it_ends_with_6_and_names_another_way(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(ods, "soffice", lambda: None)
        with pytest.raises(MissingError):
            opendocument(b"")
        assert main(["new", str(tmp_path / "แบบติดตาม.ods")]) == 6
        assert ".xlsx" in capsys.readouterr().err and list(tmp_path.iterdir()) == []

    def it_says_so_when_libreoffice_makes_nothing(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, good_bytes: bytes
    ) -> None:
        program = tmp_path / "soffice"
        program.write_text("#!/bin/sh\nexit 0\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(ods, "soffice", lambda: program)
        with pytest.raises(OutputError, match=r"\.ods"):
            opendocument(good_bytes)

    def it_refuses_a_name_that_is_taken_before_it_starts_anything(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        path = tmp_path / "a.ods"
        path.write_bytes(b"mine")
        monkeypatch.setattr(ods, "soffice", lambda: pytest.fail("started"))
        assert main(["new", str(path)]) == 4
        assert path.read_bytes() == b"mine"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ods") / "แบบติดตาม.ods"
    assert main(["new", str(path), "--example"]) == 0
    return path


@pytest.mark.libreoffice
@needs_calc[1]
class DescribeTheTracker:
    def it_holds_what_the_xlsx_holds(self, made: Path) -> None:
        ours = grids_from_bytes(made.read_bytes(), made.name)
        theirs = grids_from_bytes(tracker_bytes(sample(), macros=False, toolbar=True), "tracker.xlsx")
        assert [grid.sheet for grid in ours] == [grid.sheet for grid in theirs]
        assert [grid.rows for grid in ours] == [grid.rows for grid in theirs]

    def it_passes_the_check_and_gives_a_memo(self, made: Path, tmp_path: Path) -> None:
        assert main(["check", str(made)]) == 0
        assert main(["memo", str(made), "-o", str(tmp_path / "memo.docx")]) == 0

    def it_has_no_macros(self, made: Path) -> None:
        with zipfile.ZipFile(made) as package:
            assert not [name for name in package.namelist() if name.startswith(("Basic", "Scripts"))]

    def it_guides_and_prints_as_the_xlsx_does(self, made: Path, good_bytes: bytes, offices: Offices) -> None:
        xlsx = made.with_suffix(".xlsx")
        xlsx.write_bytes(good_bytes)
        ours, theirs = (seen(offices, path) for path in (made, xlsx))
        assert ours == theirs
        assert ours["frozen"] == [(0, 0), (0, 2), (2, 5), (0, 5), (0, 5), (0, 0)]
        assert ours["status"] == ("LIST", "โปรดเลือกจากรายการ", True)
        assert ours["head"] == int(palette.ACCENT, 16)


def seen(offices: Offices, path: Path) -> dict[str, Any]:
    hidden = (property_value("Hidden", True),)
    opened = offices.running().desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, hidden)
    try:
        sheets = [opened.Sheets.getByName(name) for name in opened.Sheets.ElementNames]
        styles = opened.StyleFamilies.getByName("PageStyles")
        pages = [styles.getByName(sheet.PageStyle) for sheet in sheets]
        measures = opened.Sheets.getByName(layout.MEASURES_SHEET)
        rule = measures.getCellRangeByName("F6").Validation
        return {
            "frozen": frozen(opened, sheets),
            "status": (rule.Type.value, rule.ErrorMessage, rule.ShowInputMessage),
            "rules": sum(opened_rules(sheet) for sheet in sheets),
            "head": measures.getCellRangeByName("A1").CellBackColor,
            "tables": sorted(opened.DatabaseRanges.ElementNames),
            "titles": [sheet.getTitleRows().EndRow for sheet in sheets if sheet.getPrintTitleRows()],
            "pages": [(page.IsLandscape, page.ScaleToPagesX, page.ScaleToPagesY) for page in pages],
            "charts": sum(sheet.Charts.Count for sheet in sheets),
            "widths": [measures.Columns.getByIndex(column).Width for column in range(14)],
        }
    finally:
        opened.close(True)


def frozen(opened: Any, sheets: list[Any]) -> list[tuple[int, int]]:
    found, controller = [], opened.CurrentController
    for sheet in sheets:
        if sheet.IsVisible:
            controller.setActiveSheet(sheet)
            found.append((controller.getSplitColumn(), controller.getSplitRow()))
        else:
            found.append((0, 0))
    return found


def opened_rules(sheet: Any) -> int:
    """Stretches of cells that have one rule each."""
    formats = sheet.getUniqueCellFormatRanges()
    kinds = {formats.getByIndex(n).getByIndex(0).Validation.Type.value for n in range(formats.Count)}
    return len(kinds)


def it_makes_a_blank_one_as_install_places_it() -> None:
    """The blank tracker's own views; nothing of LibreOffice is needed for that."""
    assert [view.rows for view in views(tracker_bytes(blank_tracker(), macros=False))] == [0, 2, 5, 5, 5, 0]
    assert views(tracker_bytes(sample(), macros=False)) == views(tracker_bytes(blank_tracker(), macros=False))
