"""The district's doors at the command line: a dropped folder, a new workbook, the buttons without macros."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from itaxl.cli import main
from itaxl.core import desk
from itaxl.errors import ExitCode, UsageError
from itaxl.machine import folder_window
from itaxl.shipped import BLANK_DISTRICT, shipped
from tests.systems import other_programs
from tests.workbook_kinds import grids

EXAMPLES = Path(__file__).parent.parent / "examples"


class DescribeADroppedFolder:
    @pytest.fixture
    def opened(self, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
        found: list[Path] = []
        monkeypatch.setattr("itaxl.cli.desk.show_workbook", lambda path: bool(found.append(path)) or True)
        return found

    def it_is_done_beside_itself_and_its_summary_opened(self, tmp_path: Path, opened: list[Path]) -> None:
        folder = tmp_path / "อำเภอ"
        folder.mkdir()
        shutil.copy(EXAMPLES / "district" / "01-tuayangsuk-2567.xlsm", folder)
        assert main(["desk", str(folder)]) == 0
        assert opened == [tmp_path / "อำเภอ ผลลัพธ์" / "district.xlsx"] and opened[0].is_file()
        assert [path.name for path in folder.iterdir()] == ["01-tuayangsuk-2567.xlsm"]

    def it_is_told_where_it_is_no_folder_and_the_next_one_is_done(
        self, tmp_path: Path, opened: list[Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "a.xlsx"
        file.write_bytes(b"")
        (tmp_path / "b").mkdir()
        assert main(["desk", str(file), str(tmp_path / "b")]) == ExitCode.INPUT
        said = capsys.readouterr().err
        assert "ไม่ใช่โฟลเดอร์" in said and "ไม่พบสมุดงาน" in said and opened == []

    def it_tells_how_where_nothing_was_dropped(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["desk"]) == ExitCode.USAGE
        assert main(["desk", "--wait"]) == 0
        assert "ลากโฟลเดอร์" in capsys.readouterr().err


@other_programs
class DescribeWhatIsShown:
    @pytest.fixture
    def started(self, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        found: list[list[str]] = []
        monkeypatch.setattr(folder_window, "find_program", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(subprocess, "Popen", lambda words, **options: found.append(words))
        return found

    def it_is_a_folder_or_a_workbook_and_no_other_file(
        self, tmp_path: Path, started: list[list[str]]
    ) -> None:
        for name in ("a.xlsx", "a.desktop", "a.xlsm", "a.sh"):
            (tmp_path / name).write_bytes(b"")
        assert folder_window.show_folder(tmp_path) and folder_window.show_workbook(tmp_path / "a.xlsx")
        for name in ("a.desktop", "a.xlsm", "a.sh", "none.xlsx"):
            assert not folder_window.show_workbook(tmp_path / name)
            assert not folder_window.show_folder(tmp_path / name)
        assert [words[1] for words in started] == [str(tmp_path), str(tmp_path / "a.xlsx")]

    def it_is_nothing_where_the_system_has_no_program_for_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(folder_window, "find_program", lambda name: None)
        assert not folder_window.show_folder(tmp_path)


class DescribeANewWorkbook:
    def it_is_the_shipped_one_or_one_without_macros(self, tmp_path: Path) -> None:
        assert main(["new", str(tmp_path), "--district"]) == 0
        assert (tmp_path / BLANK_DISTRICT).read_bytes() == shipped(BLANK_DISTRICT).read_bytes()
        assert main(["new", str(tmp_path / "อำเภอ.xlsx"), "--district"]) == 0
        names = [grid.sheet for grid in grids(tmp_path / "อำเภอ.xlsx")]
        assert desk.SETTINGS_SHEET in names and len(names) == len(grids(tmp_path / BLANK_DISTRICT))

    def it_has_no_example(self, tmp_path: Path) -> None:
        assert main(["new", str(tmp_path), "--district", "--example"]) == ExitCode.USAGE


@pytest.mark.parametrize("words", [["run", "district"], ["run", "all", "all"], ["run", "district", "wat"]])
def it_says_which_buttons_there_are(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == ExitCode.USAGE
    assert "district" in capsys.readouterr().err or words[-1] == "wat"


def it_knows_no_other_button_of_the_district() -> None:
    from itaxl.buttons.desk import run_on

    with pytest.raises(UsageError, match="choose all resume letters links open help"):
        run_on("wat", None)  # type: ignore[arg-type]
