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
from tests.workbook_breakage import Fault  # noqa: E402
from tests.workbook_checks import CHECKS, REPAIR, problems  # noqa: E402
from tests.workbook_fault_table import DOCUMENT  # noqa: E402
from tests.workbook_faults import FAULTS  # noqa: E402
from tests.workbook_kinds import DISTRICT, KINDS, TRACKER  # noqa: E402
from tests.workbook_repair_faults import REPAIR_FAULTS  # noqa: E402
from tests.workbook_vba_run import command_lines  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # the analysers' own
live = pytest.mark.skipif(
    bool(workbook_live.missing()), reason=workbook_live.missing() or "LibreOffice is here"
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("check", CHECKS)
def test_the_workbook_passes(check: str, kind: str) -> None:
    assert problems(check, KINDS[kind].good, KINDS[kind]) == []


@pytest.mark.parametrize("check", [name for name in CHECKS if name != "contract"])
def test_a_filled_tracker_passes(check: str, tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsm"
    path.write_bytes(tracker_bytes(sample()))
    assert problems(check, path) == []


@pytest.mark.parametrize(
    "fault",
    [fault for faults in FAULTS.values() for fault in faults],
    ids=lambda fault: f"{fault.kind.good.stem}-{fault.name}",
)
def test_a_single_fault_is_seen_when(fault: Fault, tmp_path: Path) -> None:
    path = tmp_path / "faulty.xlsm"
    fault.make(path)
    for check in fault.seen_by:
        assert problems(check, path, fault.kind), f"{check} does not see it"


def test_there_are_enough_faults_and_every_check_sees_one() -> None:
    for kind, faults in FAULTS.items():
        unseen = set(CHECKS) - {check for fault in faults for check in fault.seen_by}
        assert len({fault.name for fault in faults}) == len(faults) >= 25
        absent = {"names", "pictures", "printing", *REPAIR} if kind is DISTRICT else set()
        assert unseen <= absent, "a check of what the workbook does not have"


def test_there_are_more_than_110_causes_of_a_repair() -> None:
    assert len(REPAIR_FAULTS) >= 110


def _of_the_tracker(text: str) -> str:
    return text.split("seen by at least one check")[1].split("## The same")[0]


def test_the_document_lists_every_fault_and_every_check() -> None:
    text = DOCUMENT.read_text("utf-8")
    rows = dict(re.findall(r"(?m)^\| ([^|]+) \| ([^|]+) \|$", _of_the_tracker(text)))
    rows.pop("fault")
    rows.pop("---", None)
    assert set(rows) == {fault.name for fault in FAULTS[TRACKER]}
    assert {fault.name for fault in FAULTS[DISTRICT]} <= set(rows)
    for fault in FAULTS[TRACKER]:
        assert set(fault.seen_by) <= set(rows[fault.name].split(", ")), fault.name
    assert all(f"| {check} |" in text for check in CHECKS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_callback_hands_python_a_command_that_it_understands(kind: str) -> None:
    from tests.workbook_book import Book

    (line,) = command_lines(Book(KINDS[kind].good, KINDS[kind]), "Rb_All")
    assert line.startswith("cmd.exe /C C: & cd ")
    assert r'\itaxl\venv\Scripts\python.exe" -B -c "import xlwings.utils' in line
    assert f"{KINDS[kind].package}.click('all')" in line


@live
@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_runs_every_macro_and_notices_a_broken_project(kind: str, tmp_path: Path) -> None:
    seen = ("a sub has no end", "a Python command is misspelt")
    good, broken = KINDS[kind].good, [fault for fault in FAULTS[KINDS[kind]] if fault.name in seen]
    paths = [tmp_path / f"{number}.xlsm" for number in range(len(broken))]
    for fault, path in zip(broken, paths, strict=True):
        fault.make(path)
    found = workbook_live.macro_problems([good, *paths], KINDS[kind])
    assert found[good] == []
    assert all(found[path] for path in paths)


@live
@pytest.mark.libreoffice
@pytest.mark.slow
def test_a_real_click_on_every_sheet_button_runs_its_command(tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsm"
    path.write_bytes(tracker_bytes(sample()))
    assert workbook_live.click_problems([path])[path] == []


@live
@pytest.mark.libreoffice
@pytest.mark.slow
def test_a_real_click_on_every_sheet_button_of_the_district_runs_its_command() -> None:
    assert workbook_live.click_problems([DISTRICT.good], DISTRICT)[DISTRICT.good] == []


def test_the_list_for_a_real_excel_says_of_each_point_why_only_excel_can_tell() -> None:
    """In Thai as a table, in English as a sentence; short, because what is proved is no longer on it."""
    text = (DOCUMENT.parent / "install.md").read_text("utf-8")
    _, _, thai = text.partition("## แบบตรวจด้วยมือบน Excel จริง")
    rows = [line.strip("|").split("|") for line in thai.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row[0]) for row in rows] == [*range(1, len(rows) + 1)] and len(rows) <= 11
    assert all(len(row) == 4 and min(len(cell.strip()) for cell in row[1:]) > 10 for row in rows)
    _, _, english = text.partition("## Manual check in a real Excel")
    assert [int(number) for number in re.findall(r"\((\d+)\)", english)] == [*range(1, len(rows) + 1)]
    left = (
        DOCUMENT.read_text("utf-8").partition("## What only a real Excel can tell")[2].partition("\n## ")[0]
    )
    points = re.findall(r"^- (.*?)[;.]$", left, re.MULTILINE | re.DOTALL)
    assert len(points) >= 11 and all(":" in point for point in points)
