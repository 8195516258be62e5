"""The wheel, not the checkout, is what people install: it must hold everything that runs."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from itaxl import __version__
from release import FOR_OWN_PYTHON, notes, release

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """The wheel's content, where nothing of the checkout is in sight."""
    folder = wheel.parent / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")


def it_holds_the_program_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    data = {
        "memo.docx",
        "ITA_tracker.xlsm",
        "ITA_district.xlsm",
        "vbaProject.bin",
        "customUI.xml",
        "itaxl-calc.oxt",
        "constraints.txt",
    }
    assert {f"itaxl/data/{name}" for name in data} | {"itaxl/py.typed"} <= set(names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"itaxl"}
    assert not [name for name in names if "__pycache__" in name or "test" in name]


def it_carries_the_very_files_of_the_checkout(installed: Path) -> None:
    for built, name in (
        ("templates/memo.docx", "memo.docx"),
        ("workbook/ITA_tracker.xlsm", "ITA_tracker.xlsm"),
        ("workbook/ITA_district.xlsm", "ITA_district.xlsm"),
        ("workbook/calc/itaxl-calc.oxt", "itaxl-calc.oxt"),
        ("constraints.txt", "constraints.txt"),
    ):
        assert (installed / "itaxl" / "data" / name).read_bytes() == (ROOT / built).read_bytes()


def it_makes_a_tracker_and_a_memo_from_what_the_wheel_holds(installed: Path, tmp_path: Path) -> None:
    where = run(installed, tmp_path, "-c", "import itaxl; print(itaxl.__file__)").stdout
    assert where.startswith(str(installed))
    for words in (["new", "a.xlsm", "--example"], ["check", "a.xlsm"], ["memo", "a.xlsm", "-o", "a.docx"]):
        result = run(installed, tmp_path, "-m", "itaxl", *words)
        assert result.returncode == 0, result.stderr
    assert zipfile.is_zipfile(tmp_path / "a.docx")


def it_makes_a_release_whose_installer_takes_that_wheel_only(tmp_path: Path) -> None:
    made = {path.name: path.read_bytes() for path in release(tmp_path, set_up=False)}
    made["SHA256SUMS"] = (tmp_path / "SHA256SUMS").read_bytes()
    (wheel,) = (name for name in made if name.endswith(".whl"))
    digest = hashlib.sha256(made[wheel]).hexdigest()
    assert (
        f"$Wheel = '{wheel}'\r\n$WheelHash = '{digest.upper()}'\r\n".encode() in made["install-windows.ps1"]
    )
    assert f"{digest}  {wheel}\n".encode() in made["SHA256SUMS"]
    (sdist,) = (name for name in made if name.endswith(".tar.gz"))
    with tarfile.open(tmp_path / sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"install-windows.cmd", "install-windows.ps1", "constraints.txt", "release.py", "pyproject.toml"}
    assert wanted <= inside
    assert (
        made["NOTES.md"].decode().startswith(f"## {__version__}\n") and made["NOTES.md"].count(b"\n## ") == 0
    )
    (bundle,) = (name for name in made if name.endswith(".zip"))
    with zipfile.ZipFile(tmp_path / bundle) as package:
        held = {name: package.read(name) for name in package.namelist()}
    assert held == {name: made[name] for name in (*FOR_OWN_PYTHON, wheel)}
    with pytest.raises(FileExistsError):
        release(tmp_path, set_up=False)


def it_refuses_a_version_without_a_change_note() -> None:
    with pytest.raises(ValueError, match=r"9\.9\.9"):
        notes("9.9.9")
