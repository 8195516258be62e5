"""Where LibreOffice lies: one answer for PDF, the buttons in Calc, and the examination of a PC."""

from __future__ import annotations

import ntpath
import posixpath
from collections.abc import Iterator
from pathlib import Path

from itaxl.machine.around import MAC, WINDOWS, Around, here
from itaxl.machine.registry import MACHINE, USER

_INSTALL_PATH = r"SOFTWARE\LibreOffice\UNO\InstallPath"
_PROGRAM_FILES = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")
#: On Windows the first is the one that waits for its end.
_PROGRAMS = {WINDOWS: ("soffice.com", "soffice.exe")}


def soffice() -> Path | None:
    """This computer's LibreOffice."""
    found = find_soffice(here())
    return Path(found) if found else None


def find_soffice(on: Around) -> str | None:
    """The absolute path of the program to start; None where there is no LibreOffice."""
    names = _PROGRAMS.get(on.system, ("soffice",))
    places = (str(on.paths.join(folder, name)) for folder in program_folders(on) for name in names)
    return next(filter(on.exists, places), None)


def program_folders(on: Around) -> Iterator[str]:
    """Absolute folders that may hold `soffice`: of the one on the PATH, else where installers put it."""
    for name in ("soffice", "libreoffice"):
        if found := on.which(name):
            yield on.paths.dirname(on.real(found))
    for folder in _installed(on):
        if on.paths.splitdrive(folder)[0] or on.system != WINDOWS:
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
