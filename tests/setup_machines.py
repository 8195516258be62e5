"""PCs for the tests of itaxl.setup: described, not had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from itaxl import __version__
from itaxl.machine.registry import CLASSES
from itaxl.setup.pc import LINUX, MACHINE, USER, WINDOWS, Bridge, Machine, Python
from itaxl.shipped import shipped

HOME = r"C:\Users\somsri"
LOCAL = rf"{HOME}\AppData\Local"
ENVIRONMENT = rf"{LOCAL}\itaxl\venv"
INTERPRETER = rf"{ENVIRONMENT}\Scripts\python.exe"
FOLDER = rf"{HOME}\Documents\ITA"
OFFICE = r"Software\Microsoft\Office\16.0"
POLICY = r"Software\Policies\Microsoft\Office\16.0"
APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"
FONTS = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
INTERNATIONAL = r"Control Panel\International"
CURRENT_EXCEL = r"SOFTWARE\Classes\Excel.Application\CurVer"


@dataclass
class FakeRegistry:
    """(hive, key) -> names and values; no letter case, as in Windows."""

    tree: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def put(self, hive: str, key: str, name: str, value: object) -> FakeRegistry:
        self.tree.setdefault((hive, key.lower()), {})[name] = value
        return self

    def value(self, hive: str, key: str, name: str) -> object:
        return {k.lower(): v for k, v in self.values(hive, key).items()}.get(name.lower())

    def values(self, hive: str, key: str) -> Mapping[str, object]:
        return self.tree.get((hive, key.lower()), {})

    def keys(self, hive: str, key: str) -> tuple[str, ...]:
        lead = key.lower() + "\\"
        below = [k.removeprefix(lead) for h, k in self.tree if h == hive and k.startswith(lead)]
        return tuple(dict.fromkeys(name.partition("\\")[0] for name in below))

    def write(self, hive: str, key: str, values: Mapping[str, str | int]) -> None:
        for name, value in values.items():
            self.put(hive, key, name, value)

    def delete(self, hive: str, key: str) -> None:
        del self.tree[hive, key.lower()]


@dataclass
class FakeDisk:
    present: set[str] = field(default_factory=set)
    listing: dict[str, tuple[str, ...]] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)
    zones: dict[str, int] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    other_drives: set[str] = field(default_factory=set)
    shorts: dict[str, str] = field(default_factory=dict)

    def exists(self, path: str) -> bool:
        return path in self.present or path in self.files

    def names(self, folder: str) -> tuple[str, ...]:
        return self.listing.get(folder, ())

    def writable(self, folder: str) -> bool:
        return folder not in self.locked

    def read_only(self, path: str) -> bool:
        return path in self.locked

    def zone(self, path: str) -> int | None:
        return self.zones.get(path)

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def is_fixed(self, drive: str) -> bool:
        return drive.upper() not in self.other_drives

    def short(self, path: str) -> str:
        return self.shorts.get(path, path)

    def real(self, path: str) -> str:
        return self.links.get(path, path)


def healthy_registry() -> FakeRegistry:
    office = r"C:\Program Files\Microsoft Office\root\Office16"
    registry = FakeRegistry()
    registry.put(MACHINE, rf"{APP_PATHS}\excel.exe", "", rf"{office}\EXCEL.EXE")
    registry.put(MACHINE, rf"{APP_PATHS}\winword.exe", "", rf"{office}\WINWORD.EXE")
    registry.put(CLASSES, r"Word.Application\CLSID", "", "{000209FF-0000-0000-C000-000000000046}")
    registry.put(MACHINE, CURRENT_EXCEL, "", "Excel.Application.16")
    registry.put(USER, INTERNATIONAL, "sShortDate", "d/M/yyyy")
    return registry


def windows(registry: FakeRegistry | None = None, disk: FakeDisk | None = None, **other: Any) -> Machine:
    """A PC on which everything is in order, unless told otherwise."""
    made: dict[str, Any] = {
        "system": WINDOWS,
        "environ": {"LOCALAPPDATA": LOCAL, "USERPROFILE": HOME},
        "home": HOME,
        "python": Python((3, 12, 4), INTERPRETER, r"C:\Python312"),
        "registry": registry or healthy_registry(),
        "disk": disk or FakeDisk({INTERPRETER}),
        "log": rf"{LOCAL}\itaxl\logs\itaxl.log",
        "fonts": lambda: frozenset({"Arial", "TH SarabunPSK"}),
        "version_of": lambda distribution, module: "1.0",
        "which": lambda program: None,
        "shipped": shipped,
        "bridge": lambda interpreter: Bridge(""),
    }
    return Machine(**(made | other))


def linux(**other: Any) -> Machine:
    made: dict[str, Any] = {
        "system": LINUX,
        "environ": {},
        "home": "/users/somsri",
        "registry": FakeRegistry(),
        "disk": FakeDisk(),
        "python": Python((3, 11, 2), "/usr/bin/python3", "/usr"),
        "log": "/users/somsri/.local/state/itaxl/itaxl.log",
        "which": lambda program: "/usr/bin/soffice",
    }
    return windows(**(made | other))


def trusting(folder: str, *, deep: bool = False) -> FakeRegistry:
    key = rf"{OFFICE}\Excel\Security\Trusted Locations\Location3"
    registry = healthy_registry().put(USER, key, "Path", folder)
    return registry.put(USER, key, "AllowSubFolders", int(deep))


def elsewhere() -> Python:
    """A Python that is not the fixed environment's."""
    return Python((3, 12, 4), r"C:\Python312\python.exe", r"C:\Python312")


def with_itaxl(version: str = __version__) -> FakeDisk:
    """The fixed environment with itaxl of that version in it."""
    site = rf"{ENVIRONMENT}\Lib\site-packages"
    return FakeDisk({INTERPRETER}, {site: ("docxtpl", f"itaxl-{version}.dist-info")})
