"""itaxl doctor: settings of Windows and Excel that stop the buttons although each part is there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from itaxl.core import layout
from itaxl.setup import excel_settings as settings
from itaxl.setup import workbook_checks as book
from itaxl.setup.check import Check, State
from itaxl.setup.pc import MACHINE, USER, Machine, Python
from itaxl.setup.places import CODE_PAGE
from itaxl.shipped import BLANK_TRACKER, shipped
from tests.setup_machines import (
    FOLDER,
    HOME,
    INTERNATIONAL,
    LOCAL,
    OFFICE,
    POLICY,
    FakeDisk,
    FakeRegistry,
    healthy_registry,
    linux,
    trusting,
    windows,
)

OK, NOTE, MEND, NOT_APPLICABLE = State
THAI = r"C:\Users\สมชาย ใจดี\AppData\Local"
LATIN = r"C:\Users\José\AppData\Local"
SHORT = r"C:\Users\A1B2~1\AppData\Local"
FILE_BLOCK = r"Excel\Security\FileBlock"
MENUS = r"Software\Microsoft\Office\Excel\Addins\UBitMenu"


def of_profile(local: str, page: str | None, **disk: str) -> Machine:
    registry = healthy_registry()
    if page is not None:
        registry.put(MACHINE, CODE_PAGE, "ACP", page)
    python = Python((3, 12, 4), rf"{local}\itaxl\venv\Scripts\python.exe", "C:\\")
    return windows(registry, FakeDisk(shorts=disk), environ={"LOCALAPPDATA": local}, python=python)


def put(key: str, name: str, value: object, registry: FakeRegistry | None = None) -> Machine:
    return windows((registry or healthy_registry()).put(USER, key, name, value))


def blocked(machine: Machine) -> Check:
    return settings.file_block(machine, FOLDER)


def viewed(folder: str) -> Callable[[Machine], Check]:
    return lambda machine: settings.protected_view(machine, folder)


LETTERS = settings.interpreter_letters
CACHE = rf"{LOCAL}\Microsoft\Windows\INetCache\Content.Outlook\X1"
CHECKS: list[tuple[Callable[[Machine], Check], Machine, State, str]] = [
    (LETTERS, windows(), OK, ""),
    (LETTERS, of_profile(THAI, "874"), OK, ""),
    (LETTERS, of_profile(THAI, "65001"), OK, ""),
    (LETTERS, of_profile(LATIN, "1252"), OK, ""),
    (LETTERS, of_profile(THAI, "1252"), MEND, "1252"),
    (LETTERS, of_profile(LATIN, "874"), MEND, "874"),
    (LETTERS, of_profile(THAI, None), MEND, "ไม่ทราบ"),
    (LETTERS, of_profile(THAI, "1252", **{THAI: SHORT}), NOTE, "A1B2~1"),
    (LETTERS, linux(), NOT_APPLICABLE, ""),
    (settings.list_separator, windows(), OK, ","),
    (settings.list_separator, put(INTERNATIONAL, "sList", ","), OK, ","),
    (settings.list_separator, put(INTERNATIONAL, "sList", ";"), NOTE, ";"),
    (settings.ribbon, windows(), OK, ""),
    (settings.ribbon, put(MENUS, "LoadBehavior", 3), NOTE, "ubitmenu"),
    (settings.ribbon, put(MENUS, "LoadBehavior", 2), OK, ""),
    (settings.ribbon, put(MENUS.replace("UBitMenu", "Kutools"), "LoadBehavior", 3), OK, ""),
    (
        settings.ribbon,
        put(rf"{POLICY}\Common\Toolbars\Excel", "NoExtensibilityCustomizationFromDocument", 1),
        NOTE,
        "นโยบาย",
    ),
    (blocked, windows(), OK, ""),
    (blocked, put(rf"{OFFICE}\{FILE_BLOCK}", "XlsmAndXltmFiles", 0), OK, ""),
    (blocked, put(rf"{OFFICE}\{FILE_BLOCK}", "XlsmAndXltmFiles", 1), MEND, "บันทึก"),
    (blocked, put(rf"{POLICY}\{FILE_BLOCK}", "xlsmandxltmfiles", 2), MEND, "นโยบาย"),
    (blocked, put(rf"{OFFICE}\{FILE_BLOCK}", "XlsmAndXltmFiles", 4), MEND, "แก้ไข"),
    (blocked, put(rf"{OFFICE}\{FILE_BLOCK}", "XlsmAndXltmFiles", 5), NOTE, "มุมมอง"),
    (blocked, put(rf"{OFFICE}\{FILE_BLOCK}", "XlsmAndXltmFiles", 2, trusting(FOLDER)), OK, ""),
    (viewed(FOLDER), windows(), OK, ""),
    (viewed(CACHE), windows(), MEND, "Content.Outlook"),
    (viewed(rf"{LOCAL}\Temp\Rar$1"), windows(), MEND, "Rar$1"),
    (viewed(CACHE), windows(trusting(CACHE)), OK, ""),
    (
        viewed(CACHE),
        put(rf"{OFFICE}\Excel\Security\ProtectedView", "DisableUnsafeLocationsInPV", 1),
        OK,
        "",
    ),
]


@pytest.mark.parametrize(("check", "machine", "state", "seen"), CHECKS)
def test_each_check_tells_good_from_bad(
    check: Callable[[Machine], Check], machine: Machine, state: State, seen: str
) -> None:
    answer = check(machine)
    assert (answer.state, seen in answer.seen) == (state, True), answer.line
    assert bool(answer.advice) == (state in (NOTE, MEND))


@pytest.mark.parametrize("folder", [rf"{HOME}\Desktop", rf"{HOME}\Downloads", FOLDER])
def test_a_second_workbook_of_the_same_name_is_told(folder: str) -> None:
    path = rf"{HOME}\Documents\งาน\ITA_tracker.xlsm"
    disk = FakeDisk(listing={folder: ("ita_TRACKER.xlsm", "other.xlsm")})
    answer = book.same_name(windows(disk=disk), path)
    assert (answer.state, folder in answer.seen) == (NOTE, True)
    assert book.same_name(windows(disk=disk), rf"{folder}\ITA_tracker.xlsm").state is OK
    assert book.same_name(windows(), path).state is OK


def _without(part: str) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(shipped(BLANK_TRACKER)) as source,
        zipfile.ZipFile(out, "w") as target,
    ):
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
    return out.getvalue()


def _without_config() -> bytes:
    workbook = openpyxl.load_workbook(shipped(BLANK_TRACKER), keep_vba=True)
    del workbook[layout.CONFIG_SHEET]
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_macros_or_settings_that_another_program_lost_are_told() -> None:
    good = shipped(BLANK_TRACKER).read_bytes()
    for data, name, state, seen in (
        (good, BLANK_TRACKER, OK, ""),
        (_without("xl/vbaProject.bin"), "ก.XLSM", MEND, "แมโครหายไป"),
        (_without_config(), "ก.xlsm", MEND, f"{layout.CONFIG_SHEET} หายไป"),
        (good, "ก.xlsx", NOT_APPLICABLE, ""),
    ):
        answer = book.whole(name, data, book.configuration(data))
        assert (answer.state, seen in answer.seen) == (state, True)
        assert ("itaxl new --from" in answer.advice) is (state is MEND)


def test_the_advice_is_among_the_answers_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "lost.xlsm"
    path.write_bytes(_without("xl/vbaProject.bin"))
    assert [c.state for c in book.workbook_checks(linux(), path) if "new --from" in c.advice] == [MEND]
