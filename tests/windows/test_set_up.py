"""The set-up as an office meets it: installed, used, renewed while in use, taken off."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from itaxl import __version__
from itaxl.files.tracker.config import INTERPRETER_WINDOWS
from tests.windows.conftest import ROOT

#: Installed, and Excel is missing: what `itaxl install` ends with on such a PC.
TO_MEND, IN_USE = 6, 4
MENU = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/แบบติดตาม ITA"
DROP = "ทำบันทึกทั้งโฟลเดอร์ ITA (ลากโฟลเดอร์มาวาง).lnk"
#: Entry of the menu -> the program's name and its words, as they stand in the shortcut.
ENTRIES = {
    "แบบติดตาม ITA.lnk": ("pythonw.exe", "-m open_workbook tracker"),
    "สมุดงานระดับอำเภอ ITA.lnk": ("pythonw.exe", "-m open_workbook district"),
    "ตรวจเครื่อง.lnk": ("pythonw.exe", "-m look"),
    DROP: ("itaxl.exe", "desk --wait"),
}


class Office:
    """The PC after the set-up."""

    def __init__(self, windows: Any, setup: Path) -> None:
        self.windows, self.setup = windows, setup
        self.root = windows.profile / "AppData/Local/itaxl"
        self.scripts = self.root / "venv/Scripts"
        self.tracker = windows.profile / "Documents/ITA/ITA_tracker.xlsm"

    def install(self, *options: str) -> int:
        return int(self.windows.run(self.setup, "/S", *options).returncode)

    def itaxl(self, *words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        done: subprocess.CompletedProcess[str] = self.windows.run(self.scripts / "itaxl.exe", *words, cwd=cwd)
        return done

    def registry(self, key: str) -> str:
        return str(self.windows.run("reg", "query", key, "/s").stdout)


@pytest.fixture(scope="module")
def office(windows: Any, made: dict[str, Path]) -> Office:
    """The tests below go through one life of a set-up, in their order."""
    return Office(windows, made[".exe"])


def has_the_entries(office: Office, removal: tuple[str, str]) -> None:
    """Both set-ups make the same menu; each takes itself off in its own way."""
    wanted = ENTRIES | {"ถอนการติดตั้ง.lnk": removal}
    menu = office.windows.profile / MENU
    assert {file.name for file in menu.iterdir()} == set(wanted)
    links = {menu / name: words for name, words in wanted.items()}
    links[office.windows.profile / "Desktop" / DROP] = ENTRIES[DROP]
    for link, (program, words) in links.items():
        data = link.read_bytes()
        assert program.encode("utf-16-le") in data and words.encode("utf-16-le") in data, link.name
        assert "itaxl.ico".encode("utf-16-le") in data, link.name


def digests(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def it_installs_silently_for_a_user_with_a_thai_name(office: Office) -> None:
    assert office.install() == TO_MEND
    assert INTERPRETER_WINDOWS.endswith(r"itaxl\venv\Scripts\python.exe")
    assert (office.scripts / "python.exe").is_file()
    assert office.tracker.read_bytes() == (ROOT / "workbook/ITA_tracker.xlsm").read_bytes()
    has_the_entries(office, ("uninstall.exe", ""))
    said = (office.root / "ผลการติดตั้ง.txt").read_text("utf-16")
    assert said.startswith("ต้องแก้ไข 3 รายการ") and "\nต้องแก้ไข Excel: ไม่พบ Excel\n    โปรด" in said
    assert "\nผ่าน ไลบรารี" in said
    entry = office.registry(r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\itaxl")
    assert f"DisplayVersion    REG_SZ    {__version__}" in entry and "QuietUninstallString" in entry
    assert "itaxl" not in office.registry(r"HKCU\Software\Microsoft\Office")


def it_brings_bytecode_for_every_module(office: Office) -> None:
    bare = [
        file
        for file in (office.root / "venv").rglob("*.py")
        if not (file.parent / "__pycache__" / f"{file.stem}.cpython-313.pyc").is_file()
    ]
    assert bare == []


def it_tells_whose_work_it_is_and_under_which_licences(office: Office) -> None:
    libraries = office.root / "venv/Lib/site-packages"
    _, _, listed = (office.root / "venv/licences.txt").read_text("utf-8").partition("\nPython: ")
    assert len(listed.splitlines()) - 1 == len(list(libraries.glob("*.dist-info")))
    assert list(libraries.glob("docxtpl-*.dist-info/LICENSE.LGPL-2.1.txt"))


def it_examines_the_pc(office: Office) -> None:
    done = office.itaxl("doctor", "--json")
    assert done.returncode == TO_MEND
    answers = {check["name"]: check for check in json.loads(done.stdout.strip().splitlines()[-1])["checks"]}
    assert answers["Python"]["state"] == answers["ไลบรารี"]["state"] == "ok"
    assert "pywin32" in answers["ไลบรารี"]["seen"]
    assert {name for name, one in answers.items() if one["state"] == "mend"} <= {
        "Excel", "โปรแกรมเปิดบันทึกข้อความและแปลงเป็น PDF", "แบบอักษร TH Sarabun",
    }  # fmt: skip


def it_shows_what_is_ready_as_a_page(office: Office) -> None:
    assert office.windows.run(office.scripts / "pythonw.exe", "-m", "look").returncode == 0
    text = (office.root / "logs" / "ตรวจเครื่อง.html").read_text("utf-8")
    assert "รายการที่ต้องแก้ไข</h1>" in text and f"itaxl {__version__} " in text
    assert text.index("ไม่พบ Excel") < text.index("ไลบรารี")


@pytest.mark.parametrize("which", ["tracker", "district"])
def it_opens_the_workbooks_of_the_menu_and_lays_what_is_gone(office: Office, which: str) -> None:
    """With a program that stands in for Excel: it writes down what it is called with."""
    told = office.windows.drive / "opened.txt"
    note = "import sys; open(r'C:\\opened.txt', 'w', encoding='utf-8').write(sys.argv[1])"
    (office.windows.drive / "note.py").write_text(note, "utf-8")
    python = rf"C:\users\{office.windows.user}\AppData\Local\itaxl\venv\Scripts\python.exe"
    command = rf'"{python}" C:\note.py "%1"'
    office.windows.run("reg", "add", r"HKCR\.xlsm", "/ve", "/d", "stand-in", "/f")
    office.windows.run("reg", "add", r"HKCR\stand-in\shell\open\command", "/ve", "/d", command, "/f")
    workbook = office.tracker.with_name(f"ITA_{which}.xlsm")
    blank = (ROOT / "workbook" / workbook.name).read_bytes()
    for before in (b"filled in", None):
        workbook.unlink() if before is None else workbook.write_bytes(before)
        told.unlink(missing_ok=True)
        entry = (office.scripts / "pythonw.exe", "-m", "open_workbook", which)
        assert office.windows.run(*entry).returncode == 0
        until = time.monotonic() + 60
        while not (told.exists() and told.read_text("utf-8")) and time.monotonic() < until:
            time.sleep(0.2)
        assert told.read_text("utf-8").endswith(rf"Documents\ITA\{workbook.name}")
        assert workbook.read_bytes() == (before or blank)


def it_heeds_nothing_of_the_users_python(office: Office, tmp_path: Path) -> None:
    (tmp_path / "jinja2.py").write_text("raise SystemExit(99)", "utf-8")
    python = office.scripts / "python.exe"
    where = "import sys, jinja2; print(ascii(jinja2.__file__), sys.flags.isolated)"
    done = office.windows.run(python, "-c", where, cwd=tmp_path, PYTHONPATH=str(tmp_path), PYTHONHOME="C:\\x")
    assert done.returncode == 0 and "site-packages" in done.stdout and done.stdout.strip().endswith("1")


def it_makes_the_very_memos_that_linux_makes(office: Office, tmp_path: Path) -> None:
    folder = office.windows.drive / "งาน & ผล"
    shutil.copytree(ROOT / "examples/district", folder / "in")
    done = office.itaxl("batch", "in", "--out", "out", "--jobs", "2", cwd=folder)
    command = [sys.executable, "-m", "itaxl", "batch", folder / "in", "--out", tmp_path / "out"]
    here = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == here.returncode, done.stdout
    memos = digests(tmp_path / "out" / "memos")
    assert len(memos) >= 6
    assert digests(folder / "out" / "memos") == memos


def it_takes_a_folder_that_is_dropped_on_the_icon(office: Office) -> None:
    folder = office.windows.drive / "อำเภอ ทดลอง"
    shutil.copytree(ROOT / "examples/district/amphoe-thotlong", folder)
    drop = [office.scripts / "itaxl.exe", "desk", "--wait"]
    assert office.windows.run(*drop, r"C:\อำเภอ ทดลอง").returncode == 0
    assert list((folder.parent / f"{folder.name} ผลลัพธ์" / "memos").glob("*.docx"))
    told = office.windows.run(*drop)
    assert told.returncode == 0 and "โปรดลากโฟลเดอร์" in told.stdout


def it_changes_nothing_while_it_is_in_use(office: Office) -> None:
    before = digests(office.root)
    office.tracker.write_bytes(office.tracker.read_bytes() + b"filled in")
    running = subprocess.Popen(
        [
            "wine",
            str(office.scripts / "python.exe"),
            "-c",
            "import time; print('up', flush=True); time.sleep(300)",
        ],
        env=office.windows.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert running.stdout is not None and running.stdin is not None
    try:
        assert running.stdout.readline().strip() == b"up"
        assert office.install() == IN_USE
        assert digests(office.root) == before
        assert office.windows.run(office.root / "uninstall.exe", "/S", r"_?=C:\x").returncode == IN_USE
        assert digests(office.root) == before
    finally:
        office.windows.run("taskkill", "/IM", "python.exe", "/F")
        running.wait(30)
        running.stdin.close()
        running.stdout.close()
    assert office.itaxl("--version").returncode == 0


def it_renews_itself_and_leaves_the_users_tracker(office: Office) -> None:
    program, tracker = digests(office.root / "venv"), office.tracker.read_bytes()
    (office.root / "venv/Lib/site-packages/itaxl/__init__.py").write_text("broken", "utf-8")
    (office.root / "venv/of an earlier version").write_text("x", "utf-8")
    assert office.install("/TRUST") == TO_MEND
    assert digests(office.root / "venv") == program
    assert not list(office.root.glob("venv.*"))
    assert office.tracker.read_bytes() == tracker
    trusted = office.registry(r"HKCU\Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations")
    assert r"Documents\ITA" in trusted and "itaxl" in trusted


def it_takes_off_all_that_is_ours_and_nothing_of_the_users(office: Office) -> None:
    kept = digests(office.windows.profile / "Documents")
    (office.root / "logs").mkdir(exist_ok=True)
    (office.root / "logs" / "itaxl.log").write_text("x", "utf-8")
    mine = office.root / "ของฉัน.txt"
    mine.write_text("mine", "utf-8")
    other = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations"
    office.windows.run("reg", "add", rf"{other}\Location9", "/v", "Path", "/d", r"C:\Other", "/f")
    assert office.windows.run(office.root / "uninstall.exe", "/S").returncode == 0
    entries = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall"
    until = time.monotonic() + 120  # it works from a copy of itself, and its first process does not wait
    while "itaxl" in office.registry(entries) and time.monotonic() < until:
        time.sleep(1)
    assert "itaxl" not in office.registry(entries)
    assert list(office.root.iterdir()) == [mine]
    assert digests(office.windows.profile / "Documents") == kept
    assert not (office.windows.profile / MENU).exists()
    assert not (office.windows.profile / "Desktop" / DROP).exists()
    left = office.registry(other)
    assert r"C:\Other" in left and r"Documents\ITA" not in left


def it_comes_as_an_msi_too(office: Office, made: dict[str, Path]) -> None:
    package = made[".msi"]
    assert office.windows.run("msiexec", "/i", package, "/qn").returncode == 0
    assert office.itaxl("--version").stdout.strip() == f"itaxl {__version__}"
    assert office.tracker.is_file() and office.tracker.with_name("ITA_district.xlsm").is_file()
    has_the_entries(office, ("msiexec.exe", "/x {"))
    assert office.itaxl("install", "--trust").returncode == TO_MEND
    assert office.windows.run("msiexec", "/x", package, "/qn").returncode == 0
    assert [file for file in office.root.rglob("*") if file.is_file()] == [office.root / "ของฉัน.txt"]
    assert not (office.windows.profile / MENU).exists()
    assert not (office.windows.profile / "Desktop" / DROP).exists()
    trusted = office.registry(r"HKCU\Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations")
    assert r"Documents\ITA" not in trusted
    assert office.tracker.is_file()


def it_is_the_same_to_the_byte_when_it_is_built_again(made: dict[str, Path], tmp_path: Path) -> None:
    import build
    import fetch

    again = {file.suffix: file for file in build.build(tmp_path, fetch.PACKAGES)}
    assert {kind: file.read_bytes() == made[kind].read_bytes() for kind, file in again.items()} == {
        ".exe": True,
        ".msi": True,
    }
