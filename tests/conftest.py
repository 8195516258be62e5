"""What every test shares: no log outside the test's folder, and no silent skip where none is allowed."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import xlwings
from hypothesis import HealthCheck, settings

from itaxl.core.sample import sample
from itaxl.files.tracker.workbook import blank_tracker, tracker_bytes
from itaxl.links import round
from itaxl.memo.press import cache
from tests.calc_office import Offices, calc
from tests.desks import Desk
from tests.excel_engine import excel

NO_SKIPS = "ITAXL_NO_SKIPS"
#: A busy machine is no fault of the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
#: For mutation testing (see docs/develop.md): the same examples each time, and few of them.
settings.register_profile(
    "mutants", deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, max_examples=25
)
settings.load_profile("untimed")
Cli = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def log_file(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a bug would be logged."""
    path = tmp_path_factory.mktemp("log") / "itaxl.log"
    monkeypatch.setenv("ITAXL_LOG", str(path))
    return path


@pytest.fixture(autouse=True)
def pythons_own_collector() -> Iterator[None]:
    """What `main` and the buttons set for their process does not last beyond the test that called them."""
    kept = gc.get_threshold()
    yield
    gc.set_threshold(*kept)


@pytest.fixture(autouse=True)
def nobody_of_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for a link brings a world of their own (see `tests.web`)."""

    def never(*words: object) -> None:
        raise AssertionError("a test would have asked the world")

    monkeypatch.setattr(round, "_ask", never)


@pytest.fixture(autouse=True, scope="session")
def no_kept_templates() -> Iterator[None]:
    """Templates are compiled anew, unless a test wants to see them kept (see test_memo_keeping)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cache.ENVIRONMENT, "")
        yield


@pytest.fixture(scope="session")
def good_bytes() -> bytes:
    """A tracker without a finding, as .xlsx."""
    return tracker_bytes(sample(), macros=False)


@pytest.fixture(scope="session")
def blank_bytes() -> bytes:
    """A tracker with nothing filled in: many errors."""
    return tracker_bytes(blank_tracker(), macros=False)


@pytest.fixture
def good(tmp_path: Path, good_bytes: bytes) -> Path:
    return _laid(tmp_path / "good.xlsx", good_bytes)


@pytest.fixture
def faulty(tmp_path: Path, blank_bytes: bytes) -> Path:
    return _laid(tmp_path / "faulty.xlsx", blank_bytes)


def _laid(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """Runs `python -m itaxl` in the test's folder, as a user would."""

    def run(*words: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "itaxl", *map(str, words)],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            **options,  # type: ignore[call-overload]
        )

    return run


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With ITAXL_NO_SKIPS a run that skipped anything has failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get(NO_SKIPS) and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if os.environ.get(NO_SKIPS) and (skipped := terminalreporter.stats.get("skipped")):
        terminalreporter.section("skips are not allowed here", red=True)
        terminalreporter.line(f"{len(skipped)} skipped, and {NO_SKIPS} is set")


@pytest.fixture
def xl(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A running Excel: xlwings' own Windows code over a pretended COM; Calc where tests.desks says so."""
    if getattr(request, "param", "excel") == "calc":
        with calc(request.getfixturevalue("offices").running(), tmp_path) as live:
            yield live
        return
    with excel() as running:
        yield running


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    """One LibreOffice for all tests of this process; a new one where a test or a crash has ended it."""
    with closing(Offices(tmp_path_factory.mktemp("office"))) as all_of_them:
        yield all_of_them


@pytest.fixture(scope="session")
def macro_bytes() -> bytes:
    """A tracker without a finding, with macros."""
    return tracker_bytes(sample())


@pytest.fixture
def book(xl: Desk, macro_bytes: bytes, tmp_path: Path) -> xlwings.Book:
    return xl.open(macro_bytes, str(tmp_path / "ITA_tracker.xlsm"))
