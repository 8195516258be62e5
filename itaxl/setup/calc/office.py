"""The LibreOffice of a machine: where it lies, its version, and the folder of the user's own settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from itaxl.machine.libreoffice import find_soffice
from itaxl.setup.pc import LINUX, MAC, Machine

#: The extension asks for it, too.
OLDEST = (7, 0)


@dataclass(frozen=True)
class Office:
    """`program`: the folder of its programs; `version`: (7, 4), () when unknown; `profile`: the folder
    that holds `user`, LibreOffice's word for it is UserInstallation."""

    program: str
    version: tuple[int, ...]
    profile: str

    @property
    def shown(self) -> str:
        number = ".".join(map(str, self.version))
        return f"LibreOffice {number or 'ไม่ทราบรุ่น'} ที่ {self.program}"


def find_office(machine: Machine, profile: str | None = None) -> Office | None:
    """The one on the PATH, else where the installers put it; `profile` where it is not the usual one."""
    program = find_soffice(machine.around)
    if program is None:
        return None
    folder = str(machine.paths.dirname(program))
    settings = _settings(machine, folder)
    found = re.search(r"(\d+(?:\.\d+)+)", settings.get("ProductKey", ""))
    version = tuple(map(int, found[1].split("."))) if found else ()
    return Office(folder, version, profile or _profile(machine, folder, settings.get("UserInstallation", "")))


def unopkg(machine: Machine, office: Office) -> str | None:
    """The program that registers extensions; on Windows the one that waits for its end."""
    names = ("unopkg.com", "unopkg.exe") if machine.windows else ("unopkg",)
    places = (machine.join(office.program, name) for name in names)
    return next((place for place in places if machine.disk.exists(place)), None)


def is_running(machine: Machine, office: Office) -> bool:
    """By the lock in its profile, which a LibreOffice that crashed leaves, too."""
    return machine.disk.exists(machine.join(office.profile, ".lock"))


def _settings(machine: Machine, folder: str) -> dict[str, str]:
    """The lines of LibreOffice's bootstrap file."""
    resources = machine.join(machine.paths.dirname(folder), "Resources")
    places = [(folder, "bootstraprc"), (folder, "bootstrap.ini"), (resources, "bootstraprc")]
    texts = (machine.disk.read(machine.join(*place)) for place in places)
    text = next((text for text in texts if text is not None), b"").decode("utf-8", "replace")
    return {
        key.strip(): value.strip() for key, _, value in (line.partition("=") for line in text.splitlines())
    }


def _profile(machine: Machine, folder: str, written: str) -> str:
    """Where UserInstallation points, in LibreOffice's own variables; else the usual place."""
    variables = {"$SYSUSERCONFIG": _config(machine), "$ORIGIN": folder}
    for name, value in variables.items():
        if written.startswith(name):
            return str(
                machine.paths.normpath(machine.join(value, *written[len(name) :].strip("/").split("/")))
            )
    if written.startswith("file:"):
        path = unquote(urlsplit(written).path)
        return str(machine.paths.normpath(path.lstrip("/") if machine.windows else path))
    return machine.join(_config(machine), "libreoffice" if machine.system == LINUX else "LibreOffice", "4")


def _config(machine: Machine) -> str:
    if machine.windows:
        return machine.variable("APPDATA")
    if machine.system == MAC:
        return machine.join(machine.home, "Library", "Application Support")
    return machine.variable("XDG_CONFIG_HOME") or machine.join(machine.home, ".config")
