"""From the shipped macro to the coloured cell: VBA makes the command line, and its Python is run."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

pytest.importorskip("pyopenvba")

from itaxl.core import layout, palette
from itaxl.core.sample import sample
from itaxl.files.tracker.workbook import tracker_bytes
from tests.excel_cells import rgb
from tests.excel_engine import Excel, excel
from tests.excel_tracker import FINDINGS, findings, measure, messages, spoil
from tests.workbook_book import Book
from tests.workbook_breakage import GOOD
from tests.workbook_vba_run import command_lines, runs

pytestmark = pytest.mark.filterwarnings("ignore")  # pyOpenVBA's own


@pytest.fixture
def xl(tmp_path: Path) -> Iterator[Excel]:
    with excel() as running:
        running.open(tracker_bytes(sample()), str(tmp_path / GOOD.name))
        spoil(running)
        yield running


def press(callback: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run what the macro would have Windows run, in this Python instead of a fresh one."""
    (line,) = command_lines(Book(GOOD), callback)
    found = re.search(r'-c "((?:\\"|[^"])*)" (.*?) 2>', line)
    assert found
    code, arguments = found[1].replace('\\"', '"'), re.findall(r'(--\w+=)"?([^"]*?)"?(?= --|$| *$)', found[2])
    arguments = [(name, "1" if name == "--hwnd=" else value) for name, value in arguments]
    del xlwings.Book._mock_caller
    caller = xlwings.Book.caller

    def on_windows() -> xlwings.Book:
        with monkeypatch.context() as windows:
            windows.setattr(sys, "platform", "win32")
            return caller()

    with monkeypatch.context() as process:
        process.setattr(sys, "argv", ["-c", *map("".join, arguments)])
        process.setattr(sys, "path", [*sys.path])
        process.setattr(xlwings.Book, "caller", on_windows)
        exec(code, {})


@pytest.mark.parametrize("prefix", ["Rb_", "Btn_"])
def test_everything_is_done_from_the_ribbon_and_from_the_sheet(
    xl: Excel, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(f"{prefix}All", monkeypatch)
    assert rgb(measure(xl, "status").fill) == palette.DONE.fill
    assert rgb(measure(xl, "title", 2).fill) == palette.ERROR.fill
    assert len(findings(xl)) == 2 and str(messages(xl)[1]).startswith("ต้องแก้ไข")
    (text,) = xl.alerts
    assert FINDINGS in text


def test_each_macro_runs_its_own_command(xl: Excel, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for name in ("Validate", "Colour", "Rollup", "Memo", "Help"):
        press(f"Rb_{name}", monkeypatch)
        told.append(xl.alerts[-1].split()[0] if xl.alerts else "")
        xl.model._alerts.clear()
        xlwings.Book(impl=xl.app.books.active.impl).set_mock_caller()
    assert told == ["ตรวจสอบข้อมูลแล้ว:", "ระบายสีแล้ว", "สรุปตามกองแล้ว:", "ยังออกบันทึกข้อความไม่ได้", ""]
    assert xl.app.books.active.sheets.active.name == layout.GUIDE_SHEET


def test_a_macro_runs_with_a_chart_sheet_in_front() -> None:
    """xlwings asks the sheet in front for a Range, to read its settings."""
    (run,) = runs(Book(GOOD), "Rb_Validate", {}, behind_chart=True)
    assert "itaxl.buttons.click('validate')" in run[0]


@pytest.mark.parametrize(
    ("profile", "seen"),
    [(r"C:\Users\clerk\AppData\Local", "clerk"), (r"C:\Users\สมชาย ใจดี\AppData\Local", "A1B2~1")],
)
def test_a_profile_in_letters_of_another_code_page_goes_by_its_short_name(profile: str, seen: str) -> None:
    """GetAttr, by which xlwings looks for Python, finds it only so: "Could not find Interpreter!"."""
    environment = {"LOCALAPPDATA": profile, "TEMP": rf"{profile}\Temp"}
    before = dict(environment)
    (run,) = runs(Book(GOOD), "Rb_Validate", environment)
    assert rf'"C:\Users\{seen}\AppData\Local\itaxl\venv\Scripts\python.exe" -B -c' in run[0]
    assert rf'2> "C:\Users\{seen}\AppData\Local\Temp\xlwings-' in run[0]
    assert environment == before  # Excel's own is as it was
