"""itaxl.setup: every check of a PC, on one where it is in order and on one where it is not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from itaxl.cli import main
from itaxl.cli.setup import BUTTONS
from itaxl.errors import MissingError
from itaxl.files.tracker.commands import COMMANDS
from itaxl.setup import office_checks as office
from itaxl.setup import python_checks as program
from itaxl.setup import workbook_checks as book
from itaxl.setup.check import Check, State
from itaxl.setup.doctor import examine, to_mend
from itaxl.setup.pc import MACHINE, USER, Machine, Python
from itaxl.setup.this_pc import this_machine
from itaxl.shipped import BLANK_TRACKER, shipped
from tests.setup_machines import (
    CURRENT_EXCEL,
    FOLDER,
    HOME,
    INTERNATIONAL,
    INTERPRETER,
    LOCAL,
    OFFICE,
    POLICY,
    FakeDisk,
    FakeRegistry,
    elsewhere,
    healthy_registry,
    linux,
    trusting,
    windows,
    with_itaxl,
)

OK, NOTE, MEND, NOT_APPLICABLE = State
SECURITY = rf"{POLICY}\Excel\Security"
ASR = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
SHELL = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
RULE = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"


def absent(name: str) -> Path:
    raise MissingError(name, "")


def policy(name: str, value: int, registry: FakeRegistry | None = None) -> FakeRegistry:
    return (registry or healthy_registry()).put(USER, SECURITY, name, value)


def regional(**settings: str) -> Machine:
    """A PC with no other regional settings than these."""
    registry = FakeRegistry()
    for name, value in settings.items():
        registry.put(USER, INTERNATIONAL, name, value)
    return windows(registry)


def managed(value: object) -> Machine:
    return windows(healthy_registry().put(MACHINE, ASR, RULE, value))


def test_a_pc_in_order_has_nothing_to_mend() -> None:
    checks = examine(windows())
    assert to_mend(checks) == 0
    assert not [check for check in checks if check.state is NOT_APPLICABLE]


def test_on_linux_the_windows_checks_do_not_apply() -> None:
    states = {check.name: check.state for check in examine(linux(disk=FakeDisk({"/usr/bin/soffice"})))}
    assert list(states.values()).count(NOT_APPLICABLE) == 13
    assert MEND not in states.values()


def test_every_problem_says_what_to_do() -> None:
    bare = windows(
        FakeRegistry(), FakeDisk(), shipped=absent, version_of=lambda *names: None, fonts=frozenset
    )
    checks = examine(bare)
    assert to_mend(checks) == 6
    assert all(check.advice for check in checks if check.state in (MEND, NOTE))
    assert all(check.line.startswith(f"{check.state.mark} {check.state.word} ") for check in checks)


PROGRAM: list[tuple[Callable[[Machine], Check], Machine, State, str]] = [
    (program.python, windows(), OK, "3.12.4"),
    (program.python, windows(python=Python((3, 10, 9), INTERPRETER, "C:\\")), MEND, "3.10.9"),
    (
        program.python,
        windows(python=Python((3, 12, 0), "x", r"C:\Program Files\WindowsApps\P")),
        MEND,
        "Store",
    ),
    (program.product, windows(), OK, "0."),
    (program.product, windows(python=elsewhere()), NOTE, "0."),
    (program.fixed_environment, windows(), OK, INTERPRETER),
    (program.fixed_environment, windows(disk=with_itaxl(), python=elsewhere()), OK, INTERPRETER),
    (program.fixed_environment, windows(disk=FakeDisk(), python=elsewhere()), MEND, "ไม่พบ"),
    (program.fixed_environment, windows(python=elsewhere()), MEND, "ยังไม่มี itaxl"),
    (program.fixed_environment, windows(disk=with_itaxl("0.0.1"), python=elsewhere()), MEND, "0.0.1"),
    (program.fixed_environment, linux(), NOT_APPLICABLE, "Linux"),
    (program.shipped_files, windows(), OK, ""),
    (program.shipped_files, windows(shipped=absent), MEND, "memo.docx"),
    (program.shipped_files, windows(shipped=lambda name: Path(__file__)), MEND, "เสียหาย"),
    (program.libraries, windows(), OK, "xlwings 1.0"),
    (program.libraries, windows(version_of=lambda d, m: None if d == "Jinja2" else "1"), MEND, "Jinja2"),
    (program.libraries, windows(version_of=lambda d, m: None if d == "pywin32" else "1"), MEND, "pywin32"),
    (program.libraries, linux(version_of=lambda d, m: None if d == "pywin32" else "1"), OK, "xlwings 1"),
    (program.log_folder, windows(), OK, "logs"),
    (program.log_folder, windows(disk=FakeDisk(locked={rf"{LOCAL}\itaxl\logs"})), MEND, "logs"),
    (office.excel, windows(), OK, "16"),
    (office.excel, windows(FakeRegistry()), MEND, "ไม่พบ"),
    (
        office.excel,
        windows(FakeRegistry().put(MACHINE, CURRENT_EXCEL, "", "Excel.Application.15")),
        MEND,
        "15",
    ),
    (office.defender, windows(), OK, ""),
    (office.defender, managed("0"), OK, "0"),
    (office.defender, managed("1"), MEND, "Python"),
    (office.defender, managed(1), MEND, "Python"),
    (office.defender, managed("6"), NOTE, "เตือน"),
    (office.documents_folder, windows(), OK, "Documents"),
    (
        office.documents_folder,
        windows(
            FakeRegistry().put(USER, SHELL, "Personal", r"%USERPROFILE%\OneDrive - Thotsopyao\Documents")
        ),
        NOTE,
        "OneDrive - Thotsopyao",
    ),
    (
        office.documents_folder,
        windows(FakeRegistry().put(USER, SHELL, "Personal", r"\\srv\home")),
        NOTE,
        "srv",
    ),
    (office.date_order, windows(), OK, "d/M/yyyy"),
    (office.date_order, regional(sShortDate="M/d/yyyy", iDate="0"), NOTE, "3/4/2567 เป็นวันที่ 4 มีนาคม"),
    (office.date_order, regional(sShortDate="MMM d, yy"), NOTE, "MMM d, yy"),
    (office.date_order, regional(sShortDate="yyyy-MM-dd"), NOTE, "yyyy-MM-dd"),
    (office.date_order, regional(sShortDate="'Month' dd/MM/yyyy"), OK, "dd/MM/yyyy"),
    (office.date_order, regional(iDate="0"), NOTE, "4 มีนาคม"),
    (office.date_order, regional(iDate="1"), OK, "1"),
    (office.date_order, regional(), NOT_APPLICABLE, "ไม่ได้"),
    (office.date_order, linux(environ={"LANG": "en_US.UTF-8"}), NOTE, "4 มีนาคม"),
    (office.date_order, linux(environ={"LC_ALL": "th_TH.UTF-8", "LANG": "en_US.UTF-8"}), OK, "th_TH"),
    (office.date_order, linux(), NOT_APPLICABLE, "ไม่ได้"),
    (office.fonts, windows(), OK, "TH SarabunPSK"),
    (office.fonts, windows(fonts=lambda: frozenset({"Sarabun", "Arial"})), MEND, "ไม่พบ"),
    (office.word, windows(), OK, "WINWORD"),
    (office.word, windows(FakeRegistry()), MEND, "ไม่พบ"),
    (office.word, linux(disk=FakeDisk({"/usr/bin/soffice"})), OK, "LibreOffice ไม่ทราบรุ่น ที่ /usr/bin"),
]


@pytest.mark.parametrize(("check", "machine", "state", "seen"), PROGRAM)
def test_each_check_tells_good_from_bad(
    check: Callable[[Machine], Check], machine: Machine, state: State, seen: str
) -> None:
    answer = check(machine)
    assert (answer.state, seen in answer.seen) == (state, True), answer.line


def test_defenders_rule_set_by_intune_is_seen() -> None:
    key = r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
    rules = f"56a863a9-875e-4185-98a7-b882c64b5ce5=2|{RULE}=1"
    assert office.defender(windows(FakeRegistry().put(MACHINE, key, "ASRRules", rules))).state is MEND


MACROS = [
    (healthy_registry(), OK),
    (policy("VBAWarnings", 4), MEND),
    (policy("VBAWarnings", 3), MEND),
    (policy("VBAWarnings", 4, trusting(FOLDER + "\\")), OK),
    (policy("VBAWarnings", 4, trusting(HOME, deep=True)), OK),
    (policy("VBAWarnings", 4, trusting(HOME)), MEND),
    (policy("VBAWarnings", 2), OK),
    (healthy_registry().put(USER, rf"{OFFICE}\Excel\Security", "VBAWarnings", 1), NOTE),
    (policy("VBAWarnings", 2).put(USER, rf"{OFFICE}\Excel\Security", "VBAWarnings", 4), OK),
    (trusting(FOLDER).put(USER, rf"{POLICY}\Common", "VBAOff", 1), MEND),
    (
        policy("VBAWarnings", 4, trusting(FOLDER)).put(
            USER, rf"{SECURITY}\Trusted Locations", "AllLocationsDisabled", 1
        ),
        MEND,
    ),
]


@pytest.mark.parametrize(("registry", "state"), MACROS)
def test_macro_policy_and_trusted_locations_decide_together(registry: FakeRegistry, state: State) -> None:
    assert office.macros(windows(registry), FOLDER).state is state


def test_macros_from_the_internet_are_noted_unless_the_folder_is_trusted() -> None:
    name = "blockcontentexecutionfrominternet"
    states = [
        office.internet_macros(windows(registry), FOLDER).state
        for registry in (
            healthy_registry(),
            policy(name, 1),
            policy(name, 0),
            policy(name, 1, trusting(FOLDER)),
        )
    ]
    assert states == [NOTE, NOTE, OK, OK]
    assert "นโยบาย" in office.internet_macros(windows(policy(name, 1)), FOLDER).seen


def test_an_untrusted_folder_is_worth_knowing_not_a_fault() -> None:
    assert office.trusted_folder(windows(), FOLDER).state is NOTE
    assert office.trusted_folder(windows(trusting(FOLDER)), FOLDER).state is OK


def test_the_shipped_tracker_names_the_interpreter_that_install_makes() -> None:
    config = book.configuration(shipped(BLANK_TRACKER).read_bytes())
    assert book.named_interpreter(windows(), config).state is OK
    assert book.named_interpreter(windows(disk=FakeDisk()), config).state is MEND
    other = config | {"INTERPRETER_WIN": r"C:\Anaconda3\python.exe"}
    answer = book.named_interpreter(windows(), other)
    assert (answer.state, "Anaconda3" in answer.seen) == (MEND, True)
    assert book.named_interpreter(windows(), {}).state is NOT_APPLICABLE


@pytest.mark.parametrize(("zone", "state"), [(None, OK), (1, OK), (2, OK), (3, MEND), (4, MEND)])
def test_the_mark_of_the_web_is_seen(zone: int | None, state: State) -> None:
    path = rf"{FOLDER}\a.xlsm"
    disk = FakeDisk(zones={} if zone is None else {path: zone})
    assert book.mark_of_the_web(windows(disk=disk), path).state is state


def test_a_workbook_on_onedrive_or_read_only_must_be_mended() -> None:
    path = rf"{HOME}\OneDrive\a.xlsm"
    cloud = windows(environ={"ONEDRIVE": rf"{HOME}\OneDrive"})
    assert book.place(cloud, path).state is MEND
    assert book.place(cloud, rf"{HOME}\OneDriveNot\a.xlsm").state is MEND  # another account's folder
    assert book.place(cloud, rf"{FOLDER}\a.xlsm").state is OK
    assert book.writable(windows(), path).state is OK
    assert book.writable(windows(disk=FakeDisk(locked={path})), path).state is MEND
    assert book.writable(windows(disk=FakeDisk(locked={rf"{HOME}\OneDrive"})), path).state is MEND


def test_a_file_that_is_no_workbook_is_one_answer(tmp_path: Path) -> None:
    path = tmp_path / "letter.xlsm"
    path.write_text("not a workbook")
    (answer,) = book.workbook_checks(linux(), path)
    assert answer.state is MEND
    assert len(book.workbook_checks(linux(), shipped(BLANK_TRACKER))) == 7


def test_this_machine_answers_every_check(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["doctor", str(shipped(BLANK_TRACKER))])
    lines = capsys.readouterr().out.splitlines()
    bad = sum(line.startswith("✗ ต้องแก้ไข ") for line in lines)
    assert len(lines) == len(examine(this_machine(), shipped(BLANK_TRACKER))) >= 19
    assert code == (6 if bad else 0)


def test_the_command_ends_with_6_when_something_must_be_mended(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import json

    bad = replace(this_machine(), fonts=frozenset)
    monkeypatch.setattr("itaxl.setup.this_pc.this_machine", lambda: bad)
    assert main(["doctor", "--json"]) == 6
    told = json.loads(capsys.readouterr().out)
    fonts = next(check for check in told["checks"] if check["name"] == "แบบอักษร TH Sarabun")
    assert (told["ok"], fonts["state"]) == (False, "mend")


def test_zone_and_font_readers_take_what_the_files_hold(tmp_path: Path) -> None:
    disk = this_machine().disk
    (tmp_path / "a.xlsm:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\nHostUrl=about:internet\n")
    assert disk.zone(str(tmp_path / "a.xlsm")) == 3
    assert disk.zone(str(tmp_path / "b.xlsm")) is None
    assert disk.writable(str(tmp_path / "not" / "yet"))


def test_the_libraries_are_those_that_the_project_requires() -> None:
    project: dict[str, Any] = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    assert sorted(program.LIBRARIES) == sorted(re.split(r"[\[>]", one)[0] for one in project["dependencies"])


def test_run_offers_the_buttons_of_the_workbook_but_help() -> None:
    assert [command.name for command in COMMANDS if command.name != "help"] == list(BUTTONS)


@pytest.mark.skipif(this_machine().windows, reason="there may be an Excel")
def test_run_without_excel_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itaxl.calc.address.PIPE", "itaxl-test-nobody")  # the usual pipe may be the user's
    assert main(["run", "validate"]) == 6
    assert "Excel" in capsys.readouterr().err
