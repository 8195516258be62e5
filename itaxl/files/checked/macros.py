"""Whose macros a checked copy may hold: those of the program that makes it, or none.

Excel writes a project anew whenever it saves, and runs compiled code that its source need not tell of.  So a
project is never copied: where it is the tracker's, the shipped one takes its place, byte for byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from itaxl.errors import InputError
from itaxl.files.tracker.commands import COMMANDS
from itaxl.files.tracker.package import shipped_macros
from itaxl.reading.compound import CompoundFile
from itaxl.reading.refusal import Refusal

#: A module, class or form of a project; the documents are its sheets.
_COMPONENT = re.compile(rb"^(?:Module|Class|BaseClass)=(.+?)\r?$", re.MULTILINE)
#: What a drawn button may run.
OUR_CALLS = frozenset({"", *(f"[0]!{command.macro}" for command in COMMANDS)})


@dataclass(frozen=True, slots=True)
class Project:
    """`vba` goes into the copy, None for no macros; `foreign` says that others were among them."""

    vba: bytes | None
    foreign: bool


def project_for(vba: bytes | None) -> Project:
    """What takes the place of a workbook's VBA project."""
    if vba is None:
        return Project(None, foreign=False)
    ours = shipped_macros().vba
    if vba == ours:
        return Project(ours, foreign=False)
    theirs, wanted = _components(vba), _components(ours)
    return Project(ours if wanted <= theirs else None, foreign=theirs != wanted)


def _components(vba: bytes) -> frozenset[bytes]:
    """The names of the code modules, those of the sheets left out."""
    try:
        project = CompoundFile(vba, Refusal(""))
        listing = project.stream("project") if "project" in project.names else b""
    except InputError:
        return frozenset()
    return frozenset(name.lower() for name in _COMPONENT.findall(listing))
