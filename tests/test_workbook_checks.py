"""The workbook passes every check, and every check is proved by workbooks with a single fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

for _tool in ("pyopenvba", "openxml_audit", "pyvbaanalysis", "vbalidator", "lxml"):
    pytest.importorskip(_tool)

from itaxl.core.sample import sample  # noqa: E402
from itaxl.files.tracker.workbook import tracker_bytes  # noqa: E402
from tests import workbook_live  # noqa: E402
from tests.workbook_breakage import GOOD, Fault  # noqa: E402
from tests.workbook_checks import CHECKS, problems  # noqa: E402
from tests.workbook_fault_table import DOCUMENT  # noqa: E402
from tests.workbook_faults import FAULTS, VBA_FAULTS  # noqa: E402
from tests.workbook_repair_faults import REPAIR_FAULTS  # noqa: E402
from tests.workbook_vba_checks import command_lines  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # the analysers' own
live = pytest.mark.skipif(
    bool(workbook_live.missing()), reason=workbook_live.missing() or "LibreOffice is here"
)


@pytest.mark.parametrize("check", CHECKS)
def test_the_workbook_passes(check: str) -> None:
    assert problems(check, GOOD) == []


@pytest.mark.parametrize("check", [name for name in CHECKS if name != "contract"])
def test_a_filled_tracker_passes(check: str, tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsm"
    path.write_bytes(tracker_bytes(sample()))
    assert problems(check, path) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_single_fault_is_seen_when(fault: Fault, tmp_path: Path) -> None:
    path = tmp_path / "faulty.xlsm"
    fault.make(path)
    for check in fault.seen_by:
        assert problems(check, path), f"{check} does not see it"


def test_there_are_enough_faults_and_every_check_sees_one() -> None:
    assert len(REPAIR_FAULTS) >= 110
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 185
    assert {check for fault in FAULTS for check in fault.seen_by} == set(CHECKS)


def test_the_document_lists_every_fault_and_every_check() -> None:
    text = DOCUMENT.read_text("utf-8")
    rows = dict(re.findall(r"(?m)^\| ([^|]+) \| ([^|]+) \|$", text.split("seen by at least one check")[1]))
    rows.pop("fault")
    rows.pop("---", None)
    assert set(rows) == {fault.name for fault in FAULTS}
    for fault in FAULTS:
        assert set(fault.seen_by) <= set(rows[fault.name].split(", ")), fault.name
    assert all(f"| {check} |" in text for check in CHECKS)


def test_the_shipped_callback_hands_python_a_command_that_it_understands() -> None:
    from tests.workbook_book import Book

    (line,) = command_lines(Book(GOOD), "Rb_All")
    assert line.startswith("cmd.exe /C C: & cd ")
    assert r'\itaxl\venv\Scripts\python.exe" -B -c "import xlwings.utils' in line
    assert "itaxl.buttons.click('all')" in line


@live
@pytest.mark.libreoffice
def test_libreoffice_runs_every_macro_and_notices_a_broken_project(tmp_path: Path) -> None:
    broken = [
        fault for fault in VBA_FAULTS if fault.name in ("a sub has no end", "a Python command is misspelt")
    ]
    paths = [tmp_path / f"{number}.xlsm" for number in range(len(broken))]
    for fault, path in zip(broken, paths, strict=True):
        fault.make(path)
    found = workbook_live.macro_problems([GOOD, *paths])
    assert found[GOOD] == []
    assert all(found[path] for path in paths)


@live
@pytest.mark.libreoffice
@pytest.mark.slow
def test_a_real_click_on_every_sheet_button_runs_its_command(tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsm"
    path.write_bytes(tracker_bytes(sample()))
    assert workbook_live.click_problems([path])[path] == []
