"""itaxl install --uninstall: all that is ours goes, and nothing that is the user's."""

from __future__ import annotations

from pathlib import Path

import pytest

from itaxl.cli import main
from itaxl.errors import OutputError
from itaxl.machine.registry import Registry
from itaxl.setup import removal as module
from itaxl.setup.pc import USER
from itaxl.setup.removal import removal
from itaxl.setup.trusted import is_trusted, trust
from tests.setup_machines import FakeRegistry, elsewhere, linux, trusting, windows

KEY = r"Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Ours, each with something in it."""
    ours = {name: tmp_path / "itaxl" / name for name in ("logs", "cache", "venv")}
    for folder in ours.values():
        (folder / "deep").mkdir(parents=True)
        (folder / "deep" / "file").write_bytes(b"x")
    monkeypatch.setattr(module, "log_folder", lambda: ours["logs"])
    monkeypatch.setattr(module, "cache_folder", lambda: ours["cache"])
    monkeypatch.setattr(module, "environment", lambda machine: str(ours["venv"]))
    return ours


@pytest.mark.parametrize("running", [True, False], ids=["within the environment", "from elsewhere"])
def it_removes_what_is_ours_and_nothing_else(
    folders: dict[str, Path], running: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "in_environment", lambda machine: running)
    tracker = folders["venv"].parent / "แบบติดตาม.xlsm"
    tracker.write_bytes(b"mine")
    registry = trusting(r"C:\Other")
    machine = windows(registry)
    trust(machine, r"C:\ITA")
    steps = removal(machine)
    for step in steps:
        step.do()
    assert not folders["logs"].exists() and not folders["cache"].exists()
    assert folders["venv"].exists() == running
    assert ("ลบโฟลเดอร์" in steps[-1].says) == running
    assert tracker.read_bytes() == b"mine"
    assert is_trusted(machine, r"C:\Other") and not is_trusted(machine, r"C:\ITA")
    for step in removal(machine):  # nothing there any more
        step.do()


@pytest.mark.usefixtures("folders")
def it_asks_for_no_registry_where_there_is_none() -> None:
    for step in removal(linux()):
        step.do()


@pytest.mark.usefixtures("folders")
def it_says_what_to_do_where_the_registry_refuses() -> None:
    class Refusing(FakeRegistry):
        def delete(self, hive: str, key: str) -> None:
            raise OSError

    registry: Registry = Refusing().put(USER, rf"{KEY}\Location7", "Description", "itaxl")
    with pytest.raises(OutputError, match="ศูนย์ความเชื่อถือ"):
        removal(windows(registry))[0].do()


def it_keeps_all_and_tells_where_a_file_is_held(
    folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(folder: Path) -> None:
        raise PermissionError(folder)

    monkeypatch.setattr(module.shutil, "rmtree", held)
    with pytest.raises(OutputError, match="โปรดปิด Excel"):
        removal(windows(python=elsewhere()))[-1].do()
    assert folders["venv"].exists()


@pytest.mark.usefixtures("folders")
def it_is_told_before_it_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install", "--uninstall", "--dry-run"]) == 0
    assert "ลบ" in capsys.readouterr().out
