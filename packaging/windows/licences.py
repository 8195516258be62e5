"""Whose work goes into the set-up, and under which licence: a list, and the text that a wheel lacks."""

from __future__ import annotations

import hashlib
import shutil
from email import message_from_bytes
from email.message import Message
from pathlib import Path

#: Debian's base-files has it on every machine; the same text wherever it is read.
LGPL = Path("/usr/share/common-licenses/LGPL-2.1")
LGPL_DIGEST = "dc626520dcd53a22f727af3ee42c770e56c97a64fe3adb063799d8ab032fe551"
_TEXTS = ("*licen*", "*LICEN*", "COPYING*", "NOTICE*")
_HEAD = """What the set-up of itaxl is made of, and under which licences.

The text of each lies beside the library, in Lib/site-packages/NAME.dist-info; that of Python is
Scripts/LICENSE.txt. Every library is its publisher's, unchanged; all of them can be replaced in their place.
itaxl.exe begins with the launcher of distlib (Python Software Foundation License).

"""


def write_licences(venv: Path) -> Path:
    """`venv/licences.txt`.  Raises ValueError for a library that tells no licence, or has no text of it."""
    lines = ["Python: Python Software Foundation License"]
    for place in sorted((venv / "Lib" / "site-packages").glob("*.dist-info")):
        told = message_from_bytes((place / "METADATA").read_bytes())
        name, licence = str(told["Name"]), _licence(told)
        if not any(next(place.rglob(pattern), None) for pattern in _TEXTS):
            if not licence.startswith("LGPL-2.1"):
                raise ValueError(f"{name} ({licence}) brings no text of its licence")
            _add_lgpl(place)
        lines.append(f"{name} {told['Version']}: {licence}")
    target = venv / "licences.txt"
    target.write_text(_HEAD + "\n".join(lines) + "\n", "utf-8", newline="\r\n")
    return target


def _licence(told: Message) -> str:
    classed = [
        value.rpartition(" :: ")[2]
        for value in told.get_all("Classifier") or []
        if value.startswith("License ::")
    ]
    named = told["License-Expression"] or (told["License"] or "").partition("\n")[0] or ", ".join(classed)
    if not named:
        raise ValueError(f"{told['Name']} tells no licence")
    return str(named)


def _add_lgpl(place: Path) -> None:
    if hashlib.sha256(LGPL.read_bytes()).hexdigest() != LGPL_DIGEST:
        raise ValueError(f"{LGPL} is another text")
    shutil.copyfile(LGPL, place / "LICENSE.LGPL-2.1.txt")
