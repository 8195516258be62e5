"""Patterns that cmd.exe hands on as they are: every command that takes several files expands them."""

from __future__ import annotations

from pathlib import Path

import pytest

from itaxl.cli.files import expanded
from itaxl.cli.main import main
from itaxl.core.sample import sample
from itaxl.disk.folders import matching
from itaxl.files.tracker.workbook import tracker_bytes

YEAR = "มาตรการ [2568]"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / YEAR).mkdir()
    for name in ("a.xlsx", "b.xlsx", f"{YEAR}/c.xlsx", "[d].xlsx"):
        (tmp_path / name).write_bytes(tracker_bytes(sample(), macros=False))
    (tmp_path / "~$a.xlsx").write_bytes(b"lock")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_pattern_becomes_its_files_once_each() -> None:
    assert expanded(["?.xlsx", "a.xlsx", "*.xlsx"]) == [Path(n) for n in ("a.xlsx", "b.xlsx", "[d].xlsx")]


@pytest.mark.usefixtures("folder")
def test_what_is_there_by_its_very_name_is_no_pattern() -> None:
    assert expanded(["[d].xlsx", f"{YEAR}/*.xlsx"]) == [Path("[d].xlsx"), Path(YEAR, "c.xlsx")]
    assert [Path(found) for found in matching(f"{YEAR}/**/*.xlsx")] == [Path(YEAR, "c.xlsx")]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["none*.xlsx", "x" * 300 + "*.xlsx", "no/such/*.xlsx"])
def test_what_matches_nothing_stays_and_fails_by_its_name(name: str) -> None:
    assert expanded([name]) == [Path(name)]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", ["check", "rollup"])
def test_commands_that_take_files_take_patterns(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([command, "?.xlsx", f"{YEAR}/*"])
    said = capsys.readouterr().out
    assert all(name in said for name in ("a.xlsx", "b.xlsx", "c.xlsx"))


@pytest.mark.usefixtures("folder")
def test_mending_takes_patterns(capsys: pytest.CaptureFixture[str]) -> None:
    main(["mend", "?.xlsx"])
    said = capsys.readouterr().out
    assert "a.xlsx" in said and "b.xlsx" in said and "?" not in said
