"""What the checks know of a computer: a value, so that a test can describe any PC."""

from __future__ import annotations

import ntpath
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Protocol

from itaxl.machine.around import LINUX, MAC, WINDOWS, Around
from itaxl.machine.registry import MACHINE, USER, Registry

__all__ = ["LINUX", "MAC", "MACHINE", "USER", "WINDOWS", "Bridge", "Disk", "Machine", "Python", "Registry"]

#: The home of a user who has none, as Debian calls it.
NO_HOME = "/nonexistent"
#: The distributions of modules that have another name.
_DISTRIBUTIONS = {"win32com": "pywin32"}


class Disk(Protocol):
    """Files and folders by path."""

    def exists(self, path: str) -> bool: ...

    def names(self, folder: str) -> tuple[str, ...]:
        """What lies in a folder; empty when it cannot be read."""
        ...

    def writable(self, folder: str) -> bool:
        """Whether a file can be made in `folder`, or in the nearest parent that exists."""
        ...

    def read_only(self, path: str) -> bool: ...

    def is_fixed(self, drive: str) -> bool:
        """Whether 'C:' is built into this computer: no network, nothing that can be taken out."""
        ...

    def zone(self, path: str) -> int | None:
        """The ZoneId of the Mark of the Web: 3 internet, 4 restricted; None without a mark."""
        ...

    def read(self, path: str) -> bytes | None:
        """A small file's content; None when it cannot be read."""
        ...

    def short(self, path: str) -> str:
        """The path by its short names (8.3), where Windows keeps such; else as it is."""
        ...

    def real(self, path: str) -> str:
        """The path behind symbolic links."""
        ...


@dataclass(frozen=True)
class Python:
    version: tuple[int, int, int]
    executable: str
    base_prefix: str

    @property
    def from_store(self) -> bool:
        """Microsoft Store's Python writes %LOCALAPPDATA% into a box of its own, which Excel never sees."""
        return "windowsapps" in self.base_prefix.lower()


@dataclass(frozen=True)
class Bridge:
    """What a Python can do with LibreOffice: `problem` is why it cannot load `uno` or itaxl (Thai, '' when
    it can); `listening` whether a running LibreOffice takes commands on our pipe."""

    problem: str
    listening: bool = False


@dataclass(frozen=True)
class Machine:
    """`version_of` imports a module and tells its distribution's version, None when it cannot.

    `shipped` is `itaxl.shipped.shipped`; `fonts` are family names; `bridge` asks the Python of that path.
    """

    system: str
    environ: Mapping[str, str]
    home: str
    python: Python
    registry: Registry
    disk: Disk
    log: str
    fonts: Callable[[], frozenset[str]]
    version_of: Callable[[str, str], str | None]
    which: Callable[[str], str | None]
    shipped: Callable[[str], Path]
    bridge: Callable[[str], Bridge]

    @property
    def windows(self) -> bool:
        return self.system == WINDOWS

    @property
    def around(self) -> Around:
        """As the searches for programs ask."""
        return Around(
            system=self.system,
            home=self.home,
            variable=self.variable,
            registry=self.registry,
            names=self.disk.names,
            exists=self.disk.exists,
            which=self.which,
            real=self.disk.real,
            has_module=lambda name: self.version_of(_DISTRIBUTIONS.get(name, name), name) is not None,
        )

    @property
    def paths(self) -> ModuleType:
        """os.path of that machine."""
        return ntpath if self.windows else posixpath

    def join(self, *parts: str) -> str:
        return str(self.paths.join(*parts))

    def variable(self, name: str) -> str:
        return self.environ.get(name.upper() if self.windows else name, "")

    def expand(self, text: str) -> str:
        """%NAME% and a leading $HOME, as the workbook's VBA expands them; unknown names stay."""
        if text.startswith("$HOME"):
            text = self.home + text.removeprefix("$HOME")
        return re.sub(r"%([^%]+)%", lambda found: self.variable(found[1]) or found[0], text)

    def same(self, one: str, other: str) -> bool:
        return self._plain(one) == self._plain(other)

    def within(self, path: str, folder: str) -> bool:
        """Whether `path` is `folder` or lies in it."""
        inner, outer = self._plain(path), self._plain(folder).rstrip("\\/")
        return inner.rstrip("\\/") == outer or inner.startswith(outer + self.paths.sep)

    def _plain(self, path: str) -> str:
        return str(self.paths.normcase(self.paths.normpath(self.expand(path))))
