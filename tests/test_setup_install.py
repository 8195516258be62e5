"""itaxl install: which commands it runs, where the tracker goes; and the scripts for Windows, as text."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest

from itaxl import __version__
from itaxl.cli import main
from itaxl.errors import InputError, MissingError, UsageError
from itaxl.files.tracker.config import INTERPRETER_WINDOWS
from itaxl.setup.dropping import NAME, entry
from itaxl.setup.install import Options, Outcome, Step, plan, run_command
from itaxl.setup.pc import NO_HOME, USER, Machine, Python
from itaxl.setup.places import tracker_folder
from itaxl.setup.source import source, source_of
from itaxl.setup.trustable import refuse_untrustable
from itaxl.setup.trusted import is_trusted
from itaxl.shipped import BLANK_DISTRICT, BLANK_TRACKER, shipped
from release import installer
from tests.setup_machines import (
    ENVIRONMENT,
    FOLDER,
    HOME,
    INTERPRETER,
    FakeDisk,
    FakeRegistry,
    elsewhere,
    linux,
    trusting,
    windows,
)

ROOT = Path(__file__).resolve().parent.parent
ISOLATED = ["-I", "-X", "utf8"]
VENV = [*ISOLATED, "-m", "venv"]
PIP = [*ISOLATED, "-m", "pip", "install", "--disable-pip-version-check"]
LIBRARIES = [INTERPRETER, *PIP, "--require-hashes", "-r", str(ROOT / "constraints.txt")]
ITSELF = [INTERPRETER, *PIP, "--no-deps", "--upgrade", str(ROOT)]


class Recorder:
    """A runner that runs nothing; `failing` is a word of the command that goes wrong."""

    def __init__(self, failing: str = "") -> None:
        self.commands: list[list[str]] = []
        self.failing = failing

    def __call__(self, command: Sequence[str]) -> Outcome:
        self.commands.append(list(command))
        return Outcome(1, "ERROR: no network") if self.failing in command else Outcome(0)


def done(machine: Machine, options: Options, run: Recorder) -> list[Step]:
    steps = list(plan(machine, options, run))
    for step in steps:
        step.do()
    return steps


def test_on_a_new_pc_the_fixed_environment_is_made_and_filled(tmp_path: Path) -> None:
    run = Recorder()
    done(windows(disk=FakeDisk(), python=elsewhere()), Options(tmp_path), run)
    assert run.commands == [
        [r"C:\Python312\python.exe", *VENV, ENVIRONMENT],
        LIBRARIES,
        ITSELF,
    ]


def test_an_environment_that_works_is_only_brought_up_to_date(tmp_path: Path) -> None:
    run = Recorder()
    done(windows(disk=FakeDisk({ENVIRONMENT, INTERPRETER}), python=elsewhere()), Options(tmp_path), run)
    assert run.commands == [[INTERPRETER, *ISOLATED, "-m", "pip", "--version"], LIBRARIES, ITSELF]


def test_an_environment_whose_python_is_gone_is_made_anew(tmp_path: Path) -> None:
    run = Recorder(failing="--version")
    done(windows(disk=FakeDisk({ENVIRONMENT, INTERPRETER}), python=elsewhere()), Options(tmp_path), run)
    assert run.commands[1] == [r"C:\Python312\python.exe", *VENV, "--clear", ENVIRONMENT]


def test_run_from_the_fixed_environment_itself_only_the_tracker_is_placed(tmp_path: Path) -> None:
    run = Recorder()
    done(windows(), Options(tmp_path), run)
    assert run.commands == []
    assert (tmp_path / BLANK_TRACKER).read_bytes() == shipped(BLANK_TRACKER).read_bytes()


def test_elsewhere_it_goes_under_the_home_folder(tmp_path: Path) -> None:
    run = Recorder()
    done(linux(), Options(tmp_path), run)
    assert run.commands[0] == ["/usr/bin/python3", *VENV, "/users/somsri/.local/share/itaxl/venv"]


@pytest.mark.parametrize(("word", "what"), [("venv", "สภาพแวดล้อม"), ("install", "ติดตั้ง itaxl ไม่สำเร็จ")])
def test_a_step_that_fails_names_the_cause_and_the_next_step(tmp_path: Path, word: str, what: str) -> None:
    with pytest.raises(MissingError, match=f"{what}.*no network"):
        done(windows(disk=FakeDisk(), python=elsewhere()), Options(tmp_path), Recorder(word))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "python",
    [
        Python((3, 10, 0), "python.exe", "C:\\"),
        Python((3, 12, 0), "python.exe", r"C:\Program Files\WindowsApps\x"),
    ],
)
def test_a_python_that_cannot_serve_is_refused_before_anything_happens(python: Python) -> None:
    with pytest.raises(MissingError, match=r"python\.org"):
        plan(windows(disk=FakeDisk(), python=python), Options())


def test_a_tracker_with_data_is_never_overwritten(tmp_path: Path) -> None:
    mine = tmp_path / BLANK_TRACKER
    mine.write_bytes(b"my work")
    done(windows(), Options(tmp_path), Recorder())
    assert mine.read_bytes() == b"my work"
    assert (tmp_path / "ITA_tracker (2).xlsm").exists()


def test_installing_again_does_not_pile_up_trackers(tmp_path: Path) -> None:
    machine = replace(linux(), home=str(tmp_path))
    done(machine, Options(), Recorder())
    folder = tmp_path / "Documents" / "ITA"
    placed = {str(folder / name) for name in (BLANK_TRACKER, BLANK_DISTRICT)}
    assert all(Path(one).exists() for one in placed)
    done(replace(machine, disk=FakeDisk(placed)), Options(), Recorder())
    assert {file.name for file in folder.iterdir()} == {BLANK_TRACKER, BLANK_DISTRICT, NAME}


def test_the_district_workbook_is_placed_as_it_is_shipped_and_never_over_one(tmp_path: Path) -> None:
    done(windows(), Options(tmp_path), Recorder())
    assert (tmp_path / BLANK_DISTRICT).read_bytes() == shipped(BLANK_DISTRICT).read_bytes()
    (tmp_path / BLANK_DISTRICT).write_bytes(b"my work")
    done(replace(windows(), disk=FakeDisk({str(tmp_path / BLANK_DISTRICT)})), Options(tmp_path), Recorder())
    assert (tmp_path / BLANK_DISTRICT).read_bytes() == b"my work"
    assert not (tmp_path / "ITA_district (2).xlsm").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="files of Windows have no mode that lets them run")
def test_on_linux_an_icon_starts_the_fixed_python_and_nothing_of_the_folder(tmp_path: Path) -> None:
    done(linux(), Options(tmp_path), Recorder())
    icon = tmp_path / NAME
    assert icon.stat().st_mode & 0o777 == 0o755
    (command,) = [line for line in icon.read_text("utf-8").splitlines() if line.startswith("Exec=")]
    python = "/users/somsri/.local/share/itaxl/venv/bin/python"
    assert shlex.split(command.removeprefix("Exec=")) == [
        *(python, "-I", "-X", "utf8", "-m", "itaxl", "desk", "--wait", "%F")
    ]


def test_an_icon_quotes_what_a_folder_s_name_could_say() -> None:
    odd = replace(linux(), home='/users/a "b" $c %d `e`')
    (command,) = [line for line in entry(odd).splitlines() if line.startswith("Exec=")]
    first = re.match(r'"((?:[^"\\]|\\.)*)"', command.removeprefix("Exec=").replace("\\\\", "\\"))
    assert first  # as a desktop reads it: the string, then the quoted word, then the fields
    text = re.sub(r"\\(.)", r"\1", first[1]).replace("%%", "%")
    assert text == '/users/a "b" $c %d `e`/.local/share/itaxl/venv/bin/python'


def test_a_tracker_goes_beside_onedrive_not_into_it() -> None:
    key = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    redirected = FakeRegistry().put(USER, key, "Personal", r"%USERPROFILE%\OneDrive\Documents")
    assert tracker_folder(windows()) == FOLDER
    assert tracker_folder(windows(redirected)) == rf"{HOME}\ITA"


def test_a_workbook_name_must_be_one_for_macros(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        plan(windows(), Options(tmp_path / "a.xlsx"))


def test_trust_adds_the_folder_once_and_keeps_the_others(tmp_path: Path) -> None:
    registry = trusting(r"C:\Other")
    machine = windows(registry)
    for _ in range(2):
        done(machine, Options(tmp_path, trust=True), Recorder())
    key = r"Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations"
    assert is_trusted(machine, str(tmp_path))
    assert is_trusted(machine, r"C:\Other")
    assert not is_trusted(machine, str(tmp_path / "sub"))
    assert registry.keys(USER, key) == ("location3", "location0")


def test_without_being_asked_nothing_is_trusted(tmp_path: Path) -> None:
    machine = windows()
    done(machine, Options(tmp_path), Recorder())
    assert not is_trusted(machine, str(tmp_path))


def test_what_is_installed_is_what_runs(tmp_path: Path) -> None:
    assert source(None) == str(ROOT)
    assert source(None, checkout=tmp_path).endswith((f"itaxl=={__version__}", ".whl", ROOT.name))
    with pytest.raises(InputError, match=__version__):
        source(tmp_path)
    (tmp_path / f"itaxl-{__version__}-py3-none-any.whl").touch()
    assert source(tmp_path) == f"itaxl=={__version__}"


def test_the_wheel_it_came_from_must_be_the_same_still(tmp_path: Path) -> None:
    wheel = tmp_path / "itaxl-1-py3-none-any.whl"
    wheel.write_bytes(b"ours")
    told = {"url": wheel.as_uri(), "archive_info": {"hashes": {"sha256": sha256(b"ours").hexdigest()}}}
    assert source_of(told) == str(wheel)
    assert source_of({}) == f"itaxl=={__version__}"
    for change in (lambda: wheel.write_bytes(b"theirs"), wheel.unlink, wheel.mkdir):
        change()
        with pytest.raises(InputError, match="--wheels"):
            source_of(told)


def test_offline_nothing_is_asked_of_the_network(tmp_path: Path) -> None:
    (tmp_path / f"itaxl-{__version__}-py3-none-any.whl").touch()
    run = Recorder()
    done(windows(disk=FakeDisk(), python=elsewhere()), Options(tmp_path, wheels=tmp_path), run)
    offline = [INTERPRETER, *PIP, "--no-index", "--find-links", str(tmp_path)]
    assert run.commands[1:] == [
        [*offline, *LIBRARIES[-3:]],
        [*offline, "--no-deps", "--upgrade", f"itaxl=={__version__}"],
    ]


@pytest.mark.parametrize("words", [("-m", "venv", "new"), ("-m", "pip", "--version")])
def test_a_python_that_is_started_loads_nothing_of_the_current_folder(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    telltale = tmp_path / "telltale"
    for name in ("venv", "pip", "ensurepip", "argparse", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(telltale)!r}, 'w')", "utf-8")
    monkeypatch.chdir(tmp_path)
    place = str(tmp_path / "made")
    run_command([sys.executable, *ISOLATED, *(place if word == "new" else word for word in words)])
    assert not telltale.exists()


def test_nobody_without_a_home_gets_an_environment_somewhere() -> None:
    with pytest.raises(MissingError, match="โฟลเดอร์ส่วนตัว"):
        plan(linux(home=NO_HOME), Options())


PERSONAL = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
DOWNLOADS = "{374DE290-123F-4565-9164-39C4925E467B}"


def a_pc() -> Machine:
    registry = FakeRegistry().put(USER, PERSONAL, DOWNLOADS, r"D:\ของที่รับมา")
    registry.put(USER, PERSONAL, "Desktop", r"%USERPROFILE%\โต๊ะ").put(
        USER, r"Network\N", "RemotePath", r"\\s\x"
    )
    disk = FakeDisk({INTERPRETER}, other_drives={"E:"}, links={r"C:\ลิงก์": rf"{HOME}\Downloads\x"})
    environ = {
        "LOCALAPPDATA": rf"{HOME}\AppData\Local",
        "USERPROFILE": HOME,
        "TEMP": r"C:\t",
        "SYSTEMROOT": r"C:\Windows",
    }
    environ |= {"PUBLIC": r"C:\Users\Public", "PROGRAMDATA": r"C:\ProgramData"}
    return windows(registry, disk, environ=environ)


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        (r"D:\ของที่รับมา", "ดาวน์โหลด"),
        (r"d:\ของที่รับมา\ita", "ดาวน์โหลด"),
        (rf"{HOME}\Downloads\ITA", "ดาวน์โหลด"),
        (r"D:\ดาวน์โหลด", "ดาวน์โหลด"),
        (r"C:\ลิงก์", "ดาวน์โหลด"),
        (rf"{HOME}\โต๊ะ", "กว้างเกินไป"),
        (rf"{HOME}\Documents", "กว้างเกินไป"),
        (HOME, "กว้างเกินไป"),
        (HOME + "\\", "กว้างเกินไป"),
        (r"C:\Users", "กว้างเกินไป"),
        ("C:\\", "ราก"),
        ("D:\\", "ราก"),
        (r"\\server\share\ITA", "เครือข่าย"),
        ("//server/share/ITA", "เครือข่าย"),
        (r"N:\ITA", "เครือข่าย"),
        (r"E:\ITA", "เครือข่าย"),
        (rf"{HOME}\OneDrive\ITA", "OneDrive"),
        (r"C:\t\ITA", "ชั่วคราว"),
        (rf"{HOME}\AppData\Local\Temp\7z", "ชั่วคราว"),
        (r"C:\Windows\Temp", "ชั่วคราว"),
        (r"C:\Users\Public\Documents\ITA", "ทุกคน"),
        (r"C:\ProgramData\ITA", "ทุกคน"),
    ],
)
def test_no_folder_where_files_of_others_arrive_is_trusted(folder: str, why: str) -> None:
    with pytest.raises(UsageError, match=f"ไม่ทำให้.*{why}"):
        refuse_untrustable(a_pc(), folder)


@pytest.mark.parametrize(
    "folder", [FOLDER, rf"{HOME}\ITA", r"D:\ITA", rf"{HOME}\โต๊ะ\ITA", r"C:\Download station\ITA"]
)
def test_a_folder_of_its_own_may_be_trusted(folder: str) -> None:
    refuse_untrustable(a_pc(), folder)


def test_trust_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    run = Recorder()
    machine = windows(disk=FakeDisk(), python=elsewhere(), environ={"TEMP": str(tmp_path)})
    with pytest.raises(UsageError, match="ชั่วคราว"):
        done(machine, Options(tmp_path, trust=True), run)
    assert run.commands == [] and list(tmp_path.iterdir()) == []


def test_a_command_that_cannot_start_or_fails_gives_its_last_word() -> None:
    assert run_command(["/no/such/program"]).code == 127
    code = "import sys; print('ERROR: No matching distribution'); print('hint: x'); sys.exit(1)"
    assert run_command([sys.executable, "-c", code]) == Outcome(1, "ERROR: No matching distribution")


def test_dry_run_tells_the_steps_and_does_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install", "--dry-run", "--workbook", str(tmp_path)]) == 0
    steps = capsys.readouterr().out.splitlines()
    assert [line[:2] for line in steps] == [f"{n}." for n in range(1, len(steps) + 1)]
    assert any(str(tmp_path / BLANK_TRACKER) in step for step in steps)
    assert list(tmp_path.iterdir()) == []


CMD = (ROOT / "install-windows.cmd").read_bytes()
PS1 = (ROOT / "install-windows.ps1").read_bytes()


@pytest.mark.parametrize("script", [CMD, PS1])
def test_scripts_have_windows_line_endings(script: bytes) -> None:
    assert script.endswith(b"\r\n")
    assert b"\n" not in script.replace(b"\r\n", b"")


def test_the_cmd_is_ascii_and_starts_the_script_beside_it() -> None:
    text = CMD.decode("ascii")
    assert '-ExecutionPolicy Bypass -File "%~dp0install-windows.ps1" %*' in text
    assert text.startswith("@echo off\r\n")
    assert text.index('chcp.com" 65001') < text.index('powershell.exe" -NoProfile')


def test_the_cmd_starts_programs_by_their_whole_paths_only() -> None:
    own = {"@echo", "rem", "setlocal", "set", "if", "echo", "pause", "exit", ")"}
    lines = [line.split()[0] for line in CMD.decode("ascii").splitlines() if line.strip()]
    assert [
        word for word in lines if word not in own and not word.startswith('"%SystemRoot%\\System32\\')
    ] == []


def test_the_ps1_starts_every_python_apart_from_the_current_folder() -> None:
    text = PS1.decode("utf-8-sig")
    started = re.findall(r"& \$\w+[^\r\n]*", text)
    assert len(started) == 7
    assert all("@Isolated" in line for line in started)
    assert "$Isolated = '-I', '-X', 'utf8'" in text
    assert text.index("Set-Location -LiteralPath ([Environment]::SystemDirectory)") < text.index("& $")
    assert "Get-Command" not in text


def test_the_ps1_installs_one_wheel_by_name_and_digest_or_its_own_source() -> None:
    text = PS1.decode("utf-8-sig")
    assert f"$Wheel = 'itaxl-{__version__}-py3-none-any.whl'" in text
    assert "itaxl-*" not in text
    assert "(Get-FileHash -LiteralPath $Path -Algorithm SHA256).Hash -eq $WheelHash" in text
    assert "--require-hashes -r $Libraries" in text and "--no-deps $Source" in text


def test_the_release_writes_the_digest_into_the_installer(tmp_path: Path) -> None:
    wheel = tmp_path / f"itaxl-{__version__}-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    made = installer(PS1, wheel)
    assert f"$WheelHash = '{sha256(b'wheel').hexdigest().upper()}'\r\n".encode() in made
    other = tmp_path / "itaxl-9.9-py3-none-any.whl"
    other.write_bytes(b"")
    for script, one in ((made, wheel), (PS1, other)):
        with pytest.raises(ValueError, match="does not name"):
            installer(script, one)


def test_the_cmd_keeps_its_window_open_where_powershell_did_not_get_to_the_end() -> None:
    """What the script ends with (0, 4, 6 …) it has told and waited for; PowerShell alone: 1 or -n."""
    text = CMD.decode("ascii")
    assert 'if "%CODE%"=="1" set "UNREAD=1"' in text and 'if %CODE% LSS 0 set "UNREAD=1"' in text
    assert text.index("if defined UNREAD") < text.index("  pause\r\n)\r\nexit /b %CODE%")
    assert 'findstr.exe" /i /c:"-Quiet" >nul && set "UNREAD="' in text
    assert not re.search(r"Complete-Setup 1\b", PS1.decode("utf-8-sig"))


def test_the_ps1_takes_a_folder_with_brackets_as_it_is_called() -> None:
    text = PS1.decode("utf-8-sig")
    assert not re.search(r"(?:Test-Path|Get-\w+|Remove-Item|Unblock-File|Select-String) -Path\b", text)
    assert "Get-ChildItem -LiteralPath" in text and "Unblock-File -LiteralPath" in text
    assert "return (Join-Path $Here '.')" in text


@pytest.mark.parametrize(
    ("version", "size", "prefix", "fits"),
    [
        ((3, 11, 0), 2**63, "C:\\Python311", True),
        ((3, 13, 9), 2**63, "C:\\Python313", True),
        ((3, 10, 9), 2**63, "C:\\Python310", False),
        ((3, 14, 0), 2**63, "C:\\Python314", False),
        ((3, 13, 0), 2**31, "C:\\Python313-32", False),
        ((3, 13, 0), 2**63, "C:\\Program Files\\WindowsApps\\Python", False),
    ],
)
def test_the_ps1_asks_each_python_whether_it_can_serve(
    version: tuple[int, ...], size: int, prefix: str, fits: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    probe = re.search(r'\$Probe = "import sys; (.+)"', PS1.decode("utf-8-sig"))
    assert probe
    pretended = SimpleNamespace(version_info=version, maxsize=size, base_prefix=prefix, executable="here")
    exec(probe[1], {"sys": pretended})
    assert capsys.readouterr().out.strip() == ("here" if fits else "")


def test_the_ps1_has_the_mark_by_which_windows_powershell_reads_thai() -> None:
    assert PS1.startswith(b"\xef\xbb\xbf")
    assert "ติดตั้ง" in PS1.decode("utf-8-sig")


def test_the_ps1_makes_the_environment_that_the_workbook_names() -> None:
    text = PS1.decode("utf-8-sig")
    folder = re.search(r"\$Environment = Join-Path \$env:LOCALAPPDATA '([^']+)'", text)
    program = re.search(r"\$Python = Join-Path \$Environment '([^']+)'", text)
    assert folder and program
    assert rf"%LOCALAPPDATA%\{folder[1]}\{program[1]}" == INTERPRETER_WINDOWS


def test_the_ps1_has_balanced_brackets_and_quotes() -> None:
    code = re.sub(r"(?m)^\s*#.*$", "", PS1.decode("utf-8-sig"))
    bare = re.sub(r'"[^"\r\n]*"|\'[^\'\r\n]*\'', "", code)
    assert "'" not in bare and '"' not in bare
    for opening, closing in ("()", "{}", "[]"):
        assert bare.count(opening) == bare.count(closing)


def test_the_ps1_takes_only_options_that_itaxl_install_has() -> None:
    text = PS1.decode("utf-8-sig")
    help_text = (ROOT / "itaxl" / "cli" / "setup.py").read_text("utf-8")
    used = set(re.findall(r"\$Options \+= '(--[a-z-]+)'", text))
    assert used and all(f'"{option}"' in help_text for option in used)


def test_git_keeps_the_line_endings() -> None:
    lines = (ROOT / ".gitattributes").read_text("utf-8").splitlines()
    assert {"*.cmd text eol=crlf", "*.ps1 text eol=crlf", "*.bas text eol=lf", "*.xlsm binary"} <= set(lines)
