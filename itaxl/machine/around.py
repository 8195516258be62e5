"""A computer as the searches for programs ask about it: this one, or one that a test describes."""

from __future__ import annotations

import ntpath
import os
import posixpath
import sys
from collections.abc import Callable
from importlib.util import find_spec
from types import ModuleType

from itaxl.machine.folders import home
from itaxl.machine.programs import find_program
from itaxl.machine.registry import Registry, this_registry
from itaxl.named_tuple import NamedTuple

WINDOWS, MAC, LINUX = "Windows", "Darwin", "Linux"


class Around(NamedTuple):
    """`home`: '' where there is none; `names` lists a folder; `exists` is asked of a file; `has_module`
    whether this Python can load a module of that name."""

    system: str
    home: str
    variable: Callable[[str], str]
    registry: Registry
    names: Callable[[str], tuple[str, ...]]
    exists: Callable[[str], bool]
    which: Callable[[str], str | None]
    real: Callable[[str], str]
    has_module: Callable[[str], bool]

    @property
    def paths(self) -> ModuleType:
        """os.path of that computer."""
        return ntpath if self.system == WINDOWS else posixpath


def here() -> Around:
    """This computer."""
    return Around(
        system={"win32": WINDOWS, "darwin": MAC}.get(sys.platform, LINUX),
        home=str(home() or ""),
        variable=lambda name: os.environ.get(name, ""),
        registry=this_registry(),
        names=_names,
        exists=os.path.isfile,
        which=find_program,
        real=os.path.realpath,
        has_module=lambda name: find_spec(name) is not None,
    )


def _names(folder: str) -> tuple[str, ...]:
    try:
        return tuple(os.listdir(folder))
    except OSError:
        return ()
