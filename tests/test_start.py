"""What a fresh Python must not load for a command, a click or a worker: each is waited for every time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from itaxl.core.sample import sample
from itaxl.files.tracker.workbook import tracker_bytes

#: Other rooms' libraries, and what of Python's own takes milliseconds.
_HEAVY = (
    "docx docxtpl dateutil httpcore2 lxml openpyxl rapidfuzz segno xlsxwriter "
    "asyncio concurrent.futures dataclasses difflib email http importlib.metadata logging multiprocessing "
    "platform socket ssl subprocess traceback"
)
#: More that only a template which nobody has printed before needs.
_OF_JINJA = "jinja2 inspect json pickle hashlib tempfile random string"
_RUN = "import sys; sys.argv[0] = 'itaxl'; from itaxl.__main__ import run; run()"
_WORKER = "import itaxl.batch.job"
_CLICK = "import itaxl.buttons"
_LOADED = """
import sys
sys.stderr.write("|" + " ".join(name for name in {heavy!r}.split() if name in sys.modules))"""


def loaded(code: str, heavy: str, *words: str | Path) -> list[str]:
    """Which of the modules are there at the end of the code, and were not at its beginning."""
    done = subprocess.run(
        [sys.executable, "-c", code + _LOADED.format(heavy=heavy), *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stderr.rpartition("|")[2].split()


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    path = tmp_path / "t.xlsm"
    path.write_bytes(tracker_bytes(sample()))
    return path


@pytest.mark.parametrize("command", ["check", "rollup"])
def test_a_command_that_looks_at_a_workbook(command: str, tracker: Path) -> None:
    assert loaded(_RUN, f"{_HEAVY} {_OF_JINJA} xlwings", command, tracker) == []


def test_a_memo_of_a_template_that_was_printed_before(
    tracker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITAXL_CACHE", str(tmp_path / "cache"))
    words = ("memo", tracker, "--draft", "-o", tmp_path / "m.docx", "--force")
    assert "docxtpl" in loaded(_RUN, _HEAVY, *words)
    assert loaded(_RUN, f"{_HEAVY} xlwings", *words) == []


def test_a_click() -> None:
    """xlwings, which brings some of it, is there before; what it does not bring must not come with us."""
    assert loaded(_CLICK, f"{_HEAVY} {_OF_JINJA} argparse python_calamine zipfile xlwings") == []


def test_a_worker() -> None:
    """It tells contents by their SHA-256, and markupsafe brings `string`."""
    assert loaded(_WORKER, f"{_HEAVY} {_OF_JINJA} argparse xlwings") == ["hashlib", "string"]


@pytest.mark.parametrize("code", [_CLICK, _WORKER])
def test_it_would_be_seen(code: str) -> None:
    planted = f"{code}; import dataclasses, logging"
    assert {"dataclasses", "logging"} <= set(loaded(planted, f"{_HEAVY} {_OF_JINJA}"))
