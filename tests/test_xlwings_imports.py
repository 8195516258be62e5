"""What importing xlwings does to the user's Excel: nothing that was not asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyopenvba")

from itaxl.files.tracker.commands import COMMANDS
from tests.workbook_book import Book
from tests.workbook_breakage import GOOD
from tests.workbook_vba_run import runs

pytestmark = pytest.mark.filterwarnings("ignore")  # pyOpenVBA's own
KEY = "XLWINGS_LICENSE_KEY"
EXCEL = ("--wb=ITA_tracker.xlsm", "--from_xl=1", "--app=C:/Excel", "--hwnd=1")


def on_windows(environment: dict[str, str]) -> Any:
    """What `tests.xlwings_on_windows` saw in a fresh Python."""
    inherited = {name: value for name, value in os.environ.items() if name != KEY}
    command = [sys.executable, "-m", "tests.xlwings_on_windows", *EXCEL]
    done = subprocess.run(command, env=inherited | environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_xlwings_asks_excel_for_a_license_key_unless_one_is_in_the_environment() -> None:
    """What the macro is there for: without it the next test would have nothing to catch."""
    assert len(on_windows({})["before"]) > 30


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_no_button_lets_xlwings_call_excel_before_our_first_line(command: Any) -> None:
    excels: dict[str, str] = {"PATH": "C:\\Windows"}
    ((_, inherited),) = runs(Book(GOOD), command.macro, excels)
    assert inherited == {"PATH": "C:\\Windows", KEY: "-"}
    assert excels == {"PATH": "C:\\Windows"}, "Excel's own environment stays as it was"


def test_the_key_that_the_macro_gives_answers_xlwings_without_a_call() -> None:
    assert on_windows({KEY: "-"})["before"] == []


def test_a_key_that_the_user_has_stays() -> None:
    excels = {KEY: "bought"}
    ((_, inherited),) = runs(Book(GOOD), "Btn_Validate", excels)
    assert inherited == excels == {KEY: "bought"}


def test_a_click_leaves_no_handler_that_ends_other_excels() -> None:
    assert on_windows({KEY: "-"})["at_exit"] == []


def test_xlwings_would_leave_one() -> None:
    code = "from tests import xlwings_on_windows as w; w.pretend_windows(); import xlwings; print(w.AT_EXIT)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "cleanup" in done.stdout


@pytest.mark.parametrize(
    "door",
    [
        "from itaxl.buttons.calc.run import excel_runs as door",
        "from itaxl.buttons.session import active as door",
        "from itaxl.calc import attach as door",
        "import itaxl.buttons; door = lambda: itaxl.buttons.run_on_active('validate')",
        "import itaxl.buttons.desk; door = lambda: itaxl.buttons.desk.run_on_active('batch')",
    ],
    ids=["is Excel there", "the book in front", "Calc", "run", "run district"],
)
def test_no_door_leaves_that_handler(door: str) -> None:
    """Calc's on Windows neither, where Excel may show somebody's attachment meanwhile."""
    code = (
        f"import itaxl.calc.engine; from tests import xlwings_on_windows as w; w.pretend_windows(); {door}\n"
        "try: door()\n"
        "except Exception: pass\n"
        "import sys; assert 'xlwings' in sys.modules; print(w.left())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


#: What a fresh Python has of xlwings, on Windows and here, `first` run before.
_SEEN = """
import json, sys
from tests import xlwings_on_windows as windows
if {windows}:
    windows.pretend_windows()
{first}
import xlwings
names = sorted(name for name in vars(xlwings) if name not in ("os", "sys", "json", "pro"))
engines = [engine.name for engine in xlwings.engines]
seen = {{"names": names, "engines": engines, "calls": windows.CALLS, "loaded": sorted(sys.modules)}}
print(json.dumps(seen))
import pandas
"""
_FOR_CALC = "from itaxl.machine.xlwings_alone import load_xlwings; load_xlwings(excel=False)"
_OURS = "from itaxl.machine.xlwings_alone import load_xlwings; load_xlwings()"


def seen(first: str, windows: bool, folder: Path, environment: dict[str, str]) -> Any:
    """With a `pandas` installed that says so."""
    (folder / "pandas.py").write_text("DataFrame = Series = Timestamp = NaT = type('X', (), {})\n")
    path = os.pathsep.join([str(Path(__file__).parents[1]), str(folder)])
    inherited = {name: value for name, value in os.environ.items() if name != KEY}
    done = subprocess.run(
        [sys.executable, "-c", _SEEN.format(windows=windows, first=first)],
        env=inherited | environment | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("windows", [False, True])
class DescribeTheXlwingsThatWeLoad:
    """Where no macro stands before us: in Calc, and at `itaxl run`."""

    def it_is_the_one_that_a_macro_loads(self, windows: bool, tmp_path: Path) -> None:
        ours, other = (seen(first, windows, tmp_path, {KEY: "-"}) for first in (_OURS, ""))
        assert ours["names"] == other["names"]
        assert ours["engines"] == other["engines"]

    def it_comes_without_what_no_click_needs(self, windows: bool, tmp_path: Path) -> None:
        ours, other = (set(seen(first, windows, tmp_path, {KEY: "-"})["loaded"]) for first in (_OURS, ""))
        assert {"pandas", "xlwings.pro.utils"} <= other - ours
        assert {name for name in ours if not name.startswith("itaxl")} < other

    def it_asks_excel_for_no_license_key(self, windows: bool, tmp_path: Path) -> None:
        """As many calls as with the key that the macro gives."""
        asked, answered = seen(_OURS, windows, tmp_path, {}), seen("", windows, tmp_path, {KEY: "-"})
        assert asked["calls"] == answered["calls"]

    def it_comes_without_excel_for_calc(self, windows: bool, tmp_path: Path) -> None:
        ours = seen(_FOR_CALC, windows, tmp_path, {KEY: "-"})
        assert (ours["engines"], ours["calls"]) == ([], [])
        assert {"App", "Book", "Range", "apps", "engines", "XlwingsError", "main"} <= set(ours["names"])
        assert not {"xlwings._xlwindows", "xlwings.com_server", "xlwings.udfs"} & set(ours["loaded"])
