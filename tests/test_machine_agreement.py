"""Whether a program is here has one answer: pretended machines, asked at every door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from itaxl.convert import old_word
from itaxl.core.assess import assess
from itaxl.core.parse import parse
from itaxl.errors import InputError, MissingError, OutputError
from itaxl.files.checked.copy import NotPossible, annotate
from itaxl.files.tracker import ods
from itaxl.machine import libreoffice, libreoffice_save, word
from itaxl.machine.registry import CLASSES, MACHINE
from itaxl.pdf import find, find_converter
from itaxl.reading.kinds import OLE_SIGNATURE
from itaxl.setup.calc.checks import calc_checks
from itaxl.setup.calc.install import CalcOptions
from itaxl.setup.calc.install import plan as calc_plan
from itaxl.setup.calc.office import find_office
from itaxl.setup.check import State
from itaxl.setup.office_checks import word as word_check
from itaxl.setup.pc import MAC, Machine
from tests.setup_machines import FakeDisk, FakeRegistry, linux, windows

TODAY = dt.date(2024, 4, 1)
PROGRAM = r"C:\Program Files\LibreOffice\program"
WORD_CLASS = {(CLASSES, r"Word.Application\CLSID"): "{000209FF}"}
WORD_PATH = {(MACHINE, r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\winword.exe"): r"C:\WINWORD.EXE"}
LIBREOFFICE = {(MACHINE, r"SOFTWARE\LibreOffice\UNO\InstallPath"): PROGRAM}


def pc(keys: Mapping[tuple[str, str], str], *files: str, modules: bool = True) -> Machine:
    registry = FakeRegistry()
    for (hive, key), value in keys.items():
        registry.put(hive, key, "", value)
    version = "1.0" if modules else None
    return windows(registry, FakeDisk(set(files)), version_of=lambda distribution, module: version)


def unix(*files: str, opt: tuple[str, ...] = (), which: str | None = None, **other: object) -> Machine:
    disk = FakeDisk(set(files), {"/opt": opt})
    return linux(disk=disk, which=lambda program: which if program == "soffice" else None, **other)


SOFFICE = "/usr/lib/libreoffice/program/soffice"
APP = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
#: The machine, and the program that is on it for PDF: Word, else where LibreOffice's lies.
MACHINES: dict[str, tuple[Machine, str | None]] = {
    "windows with nothing": (pc({}), None),
    "windows with word": (pc(WORD_CLASS | WORD_PATH), "Word"),
    "windows with a word that is found by its class only": (pc(WORD_CLASS), "Word"),
    "windows with a word that was taken away": (pc(WORD_PATH), None),
    "windows with word and no library that speaks to it": (pc(WORD_CLASS | WORD_PATH, modules=False), None),
    "windows with both": (pc(WORD_CLASS | LIBREOFFICE, rf"{PROGRAM}\soffice.com"), "Word"),
    "windows with libreoffice": (
        pc(LIBREOFFICE, rf"{PROGRAM}\soffice.com", rf"{PROGRAM}\soffice.exe"),
        rf"{PROGRAM}\soffice.com",
    ),
    "windows with a libreoffice that has one program only": (
        pc(LIBREOFFICE, rf"{PROGRAM}\soffice.com"),
        rf"{PROGRAM}\soffice.com",
    ),
    "windows with one of old": (
        pc(LIBREOFFICE, rf"{PROGRAM}\soffice.exe"),
        rf"{PROGRAM}\soffice.exe",
    ),
    "windows with a libreoffice that was taken away": (pc(LIBREOFFICE), None),
    "linux with nothing": (unix(), None),
    "linux with libreoffice": (unix(SOFFICE), SOFFICE),
    "linux with one on the path": (unix("/snap/bin/soffice", which="/snap/bin/soffice"), "/snap/bin/soffice"),
    "linux with one in /opt": (
        unix("/opt/libreoffice7.6/program/soffice", opt=("libreoffice7.6", "other")),
        "/opt/libreoffice7.6/program/soffice",
    ),
    "linux with a folder that is empty": (unix(opt=("libreoffice7.6",)), None),
    "a mac with libreoffice": (unix(APP, system=MAC), APP),
    "a mac with word only": (unix("/Applications/Microsoft Word.app", system=MAC), None),
}


@pytest.fixture(params=MACHINES, ids=list(MACHINES))
def pretended(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[Machine, str | None]:
    machine, expected = MACHINES[request.param]
    monkeypatch.delenv(find.ENVIRONMENT, raising=False)
    for module in (libreoffice, find):
        monkeypatch.setattr(module, "here", lambda: machine.around)
    return machine, expected


def it_is_the_same_for_pdf_and_for_the_doctor(pretended: tuple[Machine, str | None]) -> None:
    machine, expected = pretended
    check = word_check(machine)
    assert (check.state is State.OK) == (expected is not None)
    if expected is None:
        with pytest.raises(MissingError):
            find_converter()
        return
    name = find_converter().name
    assert name == ("Word" if expected == "Word" else "LibreOffice") and check.seen.startswith(name)
    assert word.has_word(machine.around) == (expected == "Word")


def it_is_the_same_libreoffice_for_pdf_the_doctor_and_the_setting_up_of_calc(
    pretended: tuple[Machine, str | None],
) -> None:
    machine, _ = pretended
    program = libreoffice.find_soffice(machine.around)
    office = find_office(machine)
    assert (office and office.program) == (program and machine.paths.dirname(program))
    found = next(check.state is not State.MEND for check in calc_checks(machine, wanted=True))
    assert found == (program is not None)
    if program is None:
        with pytest.raises(MissingError, match="ไม่พบ LibreOffice"):
            calc_plan(machine, CalcOptions())


def it_is_the_same_libreoffice_for_an_ods_a_copy_of_an_xls_and_a_doc(
    pretended: tuple[Machine, str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    machine, _ = pretended
    program = libreoffice.find_soffice(machine.around)
    started: list[Path] = []

    def start(command: Sequence[str], *_: object) -> NoReturn:
        started.append(Path(command[0]))
        raise OSError

    monkeypatch.setattr(libreoffice_save, "OwnProcess", start)
    for ask in (_ods, _copy_of_an_xls, _docx_of_a_doc):
        started.clear()
        ask(program)
        assert set(started) == ({Path(program)} if program else set())


def _ods(program: str | None) -> None:
    with pytest.raises(OutputError if program else MissingError, match="LibreOffice"):
        ods.opendocument(b"")


def _copy_of_an_xls(_: str | None) -> None:
    reading = parse(())
    copy = annotate(OLE_SIGNATURE, "x.xls", (), reading, assess((), TODAY))
    assert isinstance(copy, NotPossible)


def _docx_of_a_doc(_: str | None) -> None:
    with pytest.raises(InputError):
        old_word.as_docx(OLE_SIGNATURE, "x.doc")
