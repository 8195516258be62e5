"""Where LibreOffice lies: one answer for PDF, the buttons in Calc, and the examination of a PC."""

from __future__ import annotations

import ntpath
import os
import posixpath
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from itaxl.machine.folders import home
from itaxl.machine.programs import find_program
from itaxl.machine.registry import MACHINE, USER, Registry, this_registry

WINDOWS, MAC, LINUX = "Windows", "Darwin", "Linux"
_INSTALL_PATH = r"SOFTWARE\LibreOffice\UNO\InstallPath"
_PROGRAM_FILES = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")


class Around(NamedTuple):
    """What the search asks of a computer.  `home`: '' where there is none; `names` lists a folder."""

    system: str
    home: str
    variable: Callable[[str], str]
    registry: Registry
    names: Callable[[str], tuple[str, ...]]
    which: Callable[[str], str | None]
    real: Callable[[str], str]


def program_folders(on: Around) -> Iterator[str]:
    """Absolute folders that may hold `soffice`: of the one on the PATH, else where installers put it."""
    paths = ntpath if on.system == WINDOWS else posixpath
    for name in ("soffice", "libreoffice"):
        if found := on.which(name):
            yield paths.dirname(on.real(found))
    for folder in _installed(on):
        if paths.splitdrive(folder)[0] or on.system != WINDOWS:
            yield folder


def _installed(on: Around) -> Iterator[str]:
    if on.system == WINDOWS:
        for hive in (MACHINE, USER):
            if named := on.registry.value(hive, _INSTALL_PATH, ""):
                yield str(named)
        yield from (
            ntpath.join(root, "LibreOffice", "program") for root in map(on.variable, _PROGRAM_FILES) if root
        )
    elif on.system == MAC:
        for root in ("/", on.home):
            if root:
                yield posixpath.join(root, "Applications", "LibreOffice.app", "Contents", "MacOS")
    else:
        yield from ("/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program")
        for name in sorted(on.names("/opt"), reverse=True):
            if name.startswith("libreoffice"):
                yield f"/opt/{name}/program"


def soffice() -> Path | None:
    """This computer's LibreOffice; on Windows the program that waits for its end."""
    names = ("soffice.com", "soffice.exe") if sys.platform == "win32" else ("soffice",)
    programs = (Path(folder, name) for folder in program_folders(here()) for name in names)
    return next((program for program in programs if program.is_file()), None)


def here() -> Around:
    """This computer."""
    system = {"win32": WINDOWS, "darwin": MAC}.get(sys.platform, LINUX)
    return Around(
        system, str(home() or ""), _variable, this_registry(), _names, find_program, os.path.realpath
    )


def _variable(name: str) -> str:
    return os.environ.get(name, "")


def _names(folder: str) -> tuple[str, ...]:
    try:
        return tuple(os.listdir(folder))
    except OSError:
        return ()
