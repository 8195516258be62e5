"""`itaxl new --from`: a tracker whose macros or settings another program has lost is made whole again."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from itaxl.cli import main
from itaxl.core import layout
from itaxl.core.parse import parse
from itaxl.core.sample import sample
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.reading.workbook import read_grids
from itaxl.setup.workbook_checks import configuration, whole


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """As openpyxl leaves a tracker that it saved: no macros, and the hidden sheet was deleted; with a column,
    a sheet and a note of the office's own."""
    path = tmp_path / "แบบติดตาม.xlsm"
    path.write_bytes(tracker_bytes(sample()))
    workbook = openpyxl.load_workbook(path)
    del workbook[layout.CONFIG_SHEET]
    sheet = workbook[layout.MEASURES_SHEET]
    own = len(layout.MEASURE_COLUMNS) + 1
    sheet.cell(layout.MEASURES_HEADER_ROW, own, "เลขที่หนังสือ")
    sheet.cell(layout.MEASURES_HEADER_ROW + 1, own, "ทย 0001/12")
    workbook[layout.FINDINGS_SHEET].cell(20, 12, "โทรถามแล้ว")
    workbook.create_sheet("บันทึกของเรา")["A1"] = "นัดประชุมวันศุกร์"
    workbook.save(tmp_path / "saved.xlsx")
    path.unlink()
    (tmp_path / "saved.xlsx").rename(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def made(out: str) -> Path:
    return Path(out.strip().splitlines()[-1])


@pytest.mark.parametrize("suffix", [".xlsm", ".xlsx", ".ods"])
def test_the_new_workbook_has_the_data_and_its_buttons(
    broken: Path, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = broken.read_bytes()
    main(["new", str(tmp_path / f"ใหม่{suffix}"), "--from", str(broken)])
    new = made(capsys.readouterr().out)
    tracker = parse(read_grids(new)).tracker
    assert tracker.office == sample().office and tracker.report == sample().report
    assert [m.title for m in tracker.measures] == [m.title for m in sample().measures]
    assert [m.status for m in tracker.measures] == [m.status for m in sample().measures]
    assert tracker.measures[0].own == (("เลขที่หนังสือ", "ทย 0001/12"),)
    assert broken.read_bytes() == before
    if suffix == ".xlsm":
        data = new.read_bytes()
        assert whole(new.name, data, configuration(data)).advice == ""


def test_what_has_no_place_in_a_tracker_is_kept_and_told(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", "--from", str(broken)])
    said = capsys.readouterr()
    new = made(said.out)
    assert new.parent == broken.parent and new.suffix == ".xlsm"
    unsorted = next(grid for grid in read_grids(new) if grid.sheet == layout.UNSORTED_SHEET)
    texts = {value for row in unsorted.rows for value in row}
    assert "นัดประชุมวันศุกร์" in texts
    assert layout.UNSORTED_SHEET in said.err


def test_no_file_is_written_over_and_what_is_no_tracker_is_refused(
    broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "มีแล้ว.xlsm"
    there.write_bytes(b"mine")
    assert main(["new", str(there), "--from", str(broken)]) == 4
    assert there.read_bytes() == b"mine"
    other = openpyxl.Workbook()
    other.active["A1"] = "รายการ"
    other.save(tmp_path / "อื่น.xlsx")
    assert main(["new", "--from", str(tmp_path / "อื่น.xlsx")]) == 3
    assert main(["new", "--from", str(broken), "--example"]) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["มีแล้ว.xlsm", "อื่น.xlsx", broken.name])
    capsys.readouterr()
