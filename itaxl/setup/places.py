"""Where things belong on a PC: the one environment that the workbook's buttons ask for, and the trackers."""

from __future__ import annotations

from itaxl.files.tracker.config import INTERPRETER_MAC, INTERPRETER_WINDOWS
from itaxl.setup.pc import MAC, MACHINE, USER, Machine

CODE_PAGE = r"SYSTEM\CurrentControlSet\Control\Nls\CodePage"
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


def interpreter_for_excel(machine: Machine) -> str | None:
    """The interpreter's path as the macro gives it to Excel on Windows, whose VBA finds only files in the
    letters of the PC's code page: where the profile has others, by its short name; None without one."""
    path, page = interpreter(machine), code_page(machine)
    if _in_letters(path, page):
        return path
    profile = machine.variable("LOCALAPPDATA")
    path = path.replace(profile, machine.disk.short(profile))
    return path if _in_letters(path, page) else None


def code_page(machine: Machine) -> str:
    return str(machine.registry.value(MACHINE, CODE_PAGE, "ACP") or "")


def _in_letters(path: str, page: str) -> bool:
    try:
        path.encode(f"cp{page}")
    except LookupError:
        return path.isascii()
    except UnicodeError:
        return False
    return True


def environment(machine: Machine) -> str:
    """The folder of the virtual environment."""
    return str(machine.paths.dirname(machine.paths.dirname(interpreter(machine))))


def in_environment(machine: Machine) -> bool:
    """Whether the Python that runs now is the fixed one."""
    return machine.within(machine.python.executable, environment(machine))


def documents(machine: Machine) -> str:
    """The Documents folder, wherever Windows was told to keep it."""
    return shell_folder(machine, "Personal", "Documents")


def desktop(machine: Machine) -> str:
    return shell_folder(machine, "Desktop", "Desktop")


def downloads(machine: Machine) -> str:
    return shell_folder(machine, "{374DE290-123F-4565-9164-39C4925E467B}", "Downloads")


def shell_folder(machine: Machine, key: str, usual: str) -> str:
    """Where Windows was told to keep one of the user's folders."""
    named = machine.registry.value(USER, SHELL_FOLDERS, key) if machine.windows else None
    return machine.expand(str(named)) if named else machine.join(machine.home, usual)


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
