"""The computer that the program runs on."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from importlib import import_module, metadata
from pathlib import Path

from itaxl.catching import ForeignFault
from itaxl.log import log_path
from itaxl.machine.drives import is_fixed, short_path
from itaxl.machine.folders import home
from itaxl.machine.programs import find_program
from itaxl.machine.registry import this_registry
from itaxl.setup.calc.bridge import bridge_of
from itaxl.setup.pc import MACHINE, NO_HOME, USER, WINDOWS, Disk, Machine, Python, Registry
from itaxl.shipped import shipped

_FONT_KEY = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
_SECONDS = 30


def this_machine() -> Machine:
    """What is read now, and what the checks may ask later."""
    system = platform.system()
    windows = system == WINDOWS
    registry = this_registry()
    disk: Disk = ThisDisk()
    return Machine(
        system=system,
        environ={name.upper() if windows else name: value for name, value in os.environ.items()},
        home=str(home() or NO_HOME),
        python=Python(sys.version_info[:3], sys.executable, sys.base_prefix),
        registry=registry,
        disk=disk,
        log=str(log_path()),
        fonts=lambda: _windows_fonts(registry) if windows else _listed_fonts(),
        version_of=_version_of,
        which=find_program,
        shipped=shipped,
        bridge=bridge_of,
    )


class ThisDisk:
    """The files of this computer."""

    def exists(self, path: str) -> bool:
        return os.path.exists(path)

    def names(self, folder: str) -> tuple[str, ...]:
        try:
            return tuple(sorted(os.listdir(folder)))
        except OSError:
            return ()

    def writable(self, folder: str) -> bool:
        """By writing: on Windows neither os.access nor the read-only flag tells of a folder's rights."""
        place = Path(folder).absolute()
        existing = next((each for each in (place, *place.parents) if each.is_dir()), None)
        try:
            with tempfile.TemporaryFile(dir=existing):
                return existing is not None
        except OSError:
            return False

    def read_only(self, path: str) -> bool:
        return not os.access(path, os.W_OK)

    def is_fixed(self, drive: str) -> bool:
        return is_fixed(drive)

    def read(self, path: str) -> bytes | None:
        try:
            return Path(path).read_bytes()
        except (OSError, ValueError):
            return None

    def short(self, path: str) -> str:
        return short_path(path)

    def real(self, path: str) -> str:
        return os.path.realpath(path)

    def zone(self, path: str) -> int | None:
        """From the alternate data stream that Windows writes; elsewhere such a name does not exist."""
        try:
            text = Path(f"{path}:Zone.Identifier").read_text(encoding="utf-8", errors="replace")
        except (OSError, ValueError):
            return None
        for line in text.splitlines():
            key, _, value = line.partition("=")
            if key.strip().lower() == "zoneid" and value.strip().isdecimal():
                return int(value)
        return None


def _version_of(distribution: str, module: str) -> str | None:
    """Imports it: a library may be installed and yet not load, for want of a DLL."""
    with ForeignFault():
        import_module(module)
        return metadata.version(distribution)
    return None


def _windows_fonts(registry: Registry) -> frozenset[str]:
    """Names such as 'TH SarabunPSK Bold (TrueType)', for everyone and for this user."""
    names = [name for hive in (MACHINE, USER) for name in registry.values(hive, _FONT_KEY)]
    return frozenset(name.partition(" (")[0] for name in names)


def _listed_fonts() -> frozenset[str]:
    """The families that fontconfig knows; on a Mac without it the names of the font files."""
    program = find_program("fc-list")
    if program is None:
        folders = [place / "Library/Fonts" for place in (home(), Path("/")) if place]
        files = [file for folder in folders if folder.is_dir() for file in folder.iterdir()]
        return frozenset(file.stem.replace("THSarabun", "TH Sarabun") for file in files)
    try:
        done = subprocess.run([program, ":", "family"], capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return frozenset(family.strip() for line in lines for family in line.split(","))
