"""The project's own tests that can mean something on Windows, run there; the others by their reason."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from tests.windows import python_for_tests
from tests.windows.conftest import ROOT

#: Where Windows differs: names, streams, patterns, processes, the registry, COM, installers, bytes.
RUN = (
    "test_atomic", "test_batch", "test_batch_ledger", "test_batch_letter_case", "test_batch_ours",
    "test_buttons_failures", "test_buttons_macro", "test_cli", "test_cli_desk", "test_cli_files",
    "test_cli_streams", "test_excel_engine", "test_links_asked", "test_machine_agreement",
    "test_machine_folders", "test_machine_programs", "test_machine_workroom", "test_output_folder",
    "test_patience", "test_plain_file", "test_project", "test_setup_doctor", "test_setup_excel_settings",
    "test_setup_install", "test_setup_removal", "test_tracker_write", "test_workbook_build",
    "test_zip_writer", "test_zone",
)  # fmt: skip
LONG = "passes there (seen by hand); what differs on Windows in it is in a file that is run"
UNSEEN = "nobody has looked at it there yet"
#: Each other file by the first pattern that fits: why it is not run here.
NOT_RUN = {
    "nothing of a system in it: values in, values out": (
        "test_assess test_cell_text test_date* test_divisions test_earlier_words test_fields test_grid "
        "test_growth test_links test_locate test_marks test_meanings test_next_steps test_order test_parse "
        "test_rollup test_rows test_rules test_scores test_sendable test_suggestions test_thai "
        "test_typed_texts test_words test_years test_golden test_contract_grids test_mend test_collector "
        "test_catching test_user_notes test_named_tuple test_notes_machine test_next_year test_relations "
        "test_read_once"
    ),
    "LibreOffice, which is not in this Windows": (
        "test_calc_* test_setup_calc test_new_ods *libreoffice* test_pdf_* test_desk_calc test_desk_click"
    ),
    "developers' pages and lists": (
        "test_architecture test_develop_page test_docs_* test_safety_page test_benchmarks "
        "test_xlwings_imports test_set_up_build test_windows_list test_word_list"
    ),
    "processes, signals, pipes and limits of POSIX": (
        "test_batch_faults test_atomic_modes test_foreign_* test_fuzz test_batch_deep test_machine_peer"
    ),
    "the same bytes in, the same out; the examples' batch compares whole memos": (
        "test_memo_* test_convert_* test_read* test_annotate* test_checked_* test_own_template "
        "test_district* test_workbook_* test_mark test_wheel"
    ),
    "Excel's part of a click: tests/windows/test_clicks.py goes through it across processes": (
        "test_buttons* test_desk_buttons test_mend_doors"
    ),
    LONG: (
        "test_batch_bounds test_batch_made_up test_batch_offices test_batch_pdf test_batch_pool "
        "test_batch_resume test_cli_memo test_cli_mend test_cli_template test_cli_text test_cli_words "
        "test_links_doors test_links_told"
    ),
}


def reason(name: str) -> str:
    """Why a file of tests is not run here; empty for one that is."""
    if any(fnmatch(name, pattern) for pattern in RUN):
        return ""
    for why, patterns in NOT_RUN.items():
        if any(fnmatch(name, pattern) for pattern in patterns.split()):
            return why
    return UNSEEN


FILES = sorted(file.stem for file in (ROOT / "tests").glob("test_*.py"))


@pytest.fixture(scope="module")
def python(windows: Any) -> Iterator[Path]:
    import fetch

    yield python_for_tests.lay_out(fetch.PACKAGES, windows.drive / "Python")


def it_passes_on_windows(windows: Any, python: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All in one run: to start Python and its libraries takes seconds there."""
    from wine import windows_path

    variables = {
        "PYTHONPATH": windows_path(ROOT),
        "PYTHONPYCACHEPREFIX": r"C:\pyc",
        "PYTHONIOENCODING": "utf-8",
        "ITAXL_NO_SKIPS": "",
        "ITAXL_WINDOWS": "",
    }
    options = ("-q", "-rfEs", "--tb=short", "-p", "no:cacheprovider")
    files = [f"tests/{name}.py" for name in FILES if not reason(name)]
    done = windows.run(python, "-m", "pytest", *options, *files, cwd=ROOT, seconds=3000, **variables)
    outcome = done.stdout[-20_000:]
    assert done.returncode == 0, outcome
    assert (passed := re.search(r"(\d+) passed", outcome)) and int(passed[1]) > 400
    with capsys.disabled():
        sys.stdout.write(f"\nOn Windows: {outcome.strip().splitlines()[-1]}\n")
