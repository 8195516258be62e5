"""Where things belong on a PC: the one environment that the workbook's buttons ask for, and the trackers."""

from __future__ import annotations

from itaxl.files.tracker.config import INTERPRETER_MAC, INTERPRETER_WINDOWS
from itaxl.setup.pc import MAC, USER, Machine

SHELL_FOLDERS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
FOLDER = "ITA"


def interpreter(machine: Machine) -> str:
    """The Python that `itaxl install` makes; on Windows and macOS the one in the workbook's xlwings.conf."""
    if machine.windows:
        return machine.expand(INTERPRETER_WINDOWS)
    if machine.system == MAC:
        return machine.expand(INTERPRETER_MAC)
    data = machine.variable("XDG_DATA_HOME") or machine.join(machine.home, ".local", "share")
    return machine.join(data, "itaxl", "venv", "bin", "python")


def environment(machine: Machine) -> str:
    """The folder of the virtual environment."""
    return str(machine.paths.dirname(machine.paths.dirname(interpreter(machine))))


def in_environment(machine: Machine) -> bool:
    """Whether the Python that runs now is the fixed one."""
    return machine.within(machine.python.executable, environment(machine))


def documents(machine: Machine) -> str:
    """The Documents folder, wherever Windows was told to keep it."""
    personal = machine.registry.value(USER, SHELL_FOLDERS, "Personal") if machine.windows else None
    return machine.expand(str(personal)) if personal else machine.join(machine.home, "Documents")


def is_remote(machine: Machine, path: str) -> bool:
    """OneDrive or a network share: there the workbook's own path is a web address, or cmd cannot enter it."""
    if path.startswith(("\\\\", "//", "http://", "https://")):
        return True
    roots = [machine.variable(name) for name in _ONEDRIVE]
    return any(root and machine.within(path, root) for root in roots) or "\\onedrive" in path.lower()


def tracker_folder(machine: Machine) -> str:
    """Documents/ITA; the profile's own ITA folder where Documents lies on OneDrive or on a server."""
    folder = documents(machine)
    return machine.join(machine.home if is_remote(machine, folder) else folder, FOLDER)
