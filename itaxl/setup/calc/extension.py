"""The extension in a user's LibreOffice: which version is registered, and which Python its buttons start."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import unquote, urlsplit

from itaxl.setup.calc.office import Office
from itaxl.setup.pc import Machine

IDENTIFIER = "itaxl.calc"
_CACHE = ("uno_packages", "cache", "uno_packages.pmap")
#: LibreOffice's list of extensions: the identifier on a line, then fields between bytes 0xFF; the fourth is
#: the version.
_ENTRY = re.compile(re.escape(IDENTIFIER.encode()) + rb"\n([^\n]*)")


def registered(machine: Machine, office: Office) -> str | None:
    """The version that LibreOffice has taken in, for this user or for everybody; None when it has not."""
    user = machine.join(office.profile, "user", *_CACHE)
    everybody = machine.join(machine.paths.dirname(office.program), "share", *_CACHE)
    for place in (user, everybody):
        if found := _ENTRY.search(machine.disk.read(place) or b""):
            fields = found[1].split(b"\xff")
            return fields[3].decode("ascii", "replace") if len(fields) > 3 else ""
    return None


def note_place(machine: Machine, office: Office) -> str:
    """The file in which the extension's Basic looks for the interpreter."""
    return machine.join(office.profile, "user", "itaxl-calc.txt")


def noted_interpreter(machine: Machine, office: Office) -> str | None:
    """The interpreter's path; None when none is noted."""
    written = (machine.disk.read(note_place(machine, office)) or b"").decode("utf-8", "replace").strip()
    if not written:
        return None
    path = unquote(urlsplit(written).path)
    return str(PureWindowsPath(path.lstrip("/"))) if machine.windows else path


def note(machine: Machine, interpreter: str) -> bytes:
    """What the file says: an address, which has no spaces and no letter that a system could misread."""
    kind = PureWindowsPath if machine.windows else PurePosixPath
    return kind(interpreter).as_uri().encode("ascii")
