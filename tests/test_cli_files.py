"""Patterns that cmd.exe hands on as they are: every command that takes several files expands them."""

from __future__ import annotations

from pathlib import Path

import pytest

from itaxl.cli import parser
from itaxl.cli.files import expanded
from itaxl.cli.main import main
from itaxl.core.sample import sample
from itaxl.disk.folders import matching
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.shipped import MEMO_TEMPLATE, shipped

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


#: Every command that takes one workbook or one template, with a pattern in its place.
ONE = {
    "memo": ["memo", "a*.xlsx", "-o", "made.docx"],
    "memo --template": ["memo", "a.xlsx", "--template", "t*.docx", "-o", "made.docx"],
    "next-year": ["next-year", "a*.xlsx"],
    "template check": ["template", "check", "t*.docx"],
    "template preview": ["template", "preview", "t*.docx", "-o", "made.docx"],
    "batch --template": ["batch", "a.xlsx", "--out", "out", "--template", "t*.docx"],
    "batch": ["batch", "a*.xlsx", f"{YEAR}/*.xlsx", "--out", "out"],
    "convert --preview": ["convert", "a*.xlsx", "--preview"],
}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", ONE.values(), ids=ONE)
def test_a_pattern_of_one_file_is_that_file(words: list[str]) -> None:
    Path("t.docx").write_bytes(shipped(MEMO_TEMPLATE).read_bytes())
    assert main(words) == 0


@pytest.mark.usefixtures("folder")
def test_doctor_takes_a_pattern(capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor", "a*.xlsx"])
    assert "a.xlsx" in capsys.readouterr().out


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", [["memo", "?.xlsx"], ["next-year", "?.xlsx"], ["doctor", "?.xlsx"]])
def test_a_pattern_of_several_is_refused_where_one_is_meant(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert "ตรงกับ 2 ไฟล์" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["batch", 'C:\\งาน\\in" --out out'], ["check", 'a".xlsx'], ["memo", "a.xlsx", "-o", 'b"']]
)
def test_on_windows_a_quotation_mark_inside_a_path_is_named_as_the_cause(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`itaxl batch "C:\\งาน\\in\\" --out out` reaches the program so; elsewhere it is a letter."""
    monkeypatch.setattr(parser, "_WINDOWS", False)
    main(words)
    assert "ชื่อไฟล์ของ Windows" not in capsys.readouterr().err
    monkeypatch.setattr(parser, "_WINDOWS", True)
    assert main(words) == 2
    said = capsys.readouterr().err
    assert 'เครื่องหมาย "' in said and '"C:\\งาน"' in said
