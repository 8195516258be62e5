"""An icon on Linux to drop a folder of trackers on: what `itaxl desk` does, in a terminal that stays open."""

from __future__ import annotations

from pathlib import Path

from itaxl.disk.atomic import not_written, write_atomic
from itaxl.setup.pc import Machine
from itaxl.setup.places import interpreter

NAME = "ทำทั้งอำเภอ (ITA).desktop"
_RUNNABLE = 0o755
_ENTRY = """[Desktop Entry]
Type=Application
Version=1.0
Name=ทำทั้งอำเภอ (ITA)
Comment=ลากโฟลเดอร์ที่เก็บแบบติดตามของทุกหน่วยงานมาวางที่นี่
Exec={command} %F
Icon=x-office-spreadsheet
Terminal=true
MimeType=inode/directory;
"""
#: What a desktop entry's own rules have a meaning for inside quotes, and the % of its fields.
_MEANT = str.maketrans({letter: f"\\{letter}" for letter in '"`$\\'} | {"%": "%%"})


def entry(machine: Machine) -> str:
    """The icon's file: one program, by its full path, and the dropped folders as its words."""
    words = (interpreter(machine), "-I", "-X", "utf8", "-m", "itaxl", "desk", "--wait")
    quoted = " ".join(f'"{word.translate(_MEANT)}"' for word in words)
    return _ENTRY.format(command=quoted.replace("\\", "\\\\"))  # once more: the value is a string, too


def place_icon(machine: Machine, target: Path) -> Path:
    """Raises OutputError."""
    write_atomic(target, entry(machine).encode())
    try:
        target.chmod(_RUNNABLE)
    except OSError as problem:
        raise not_written(problem, target) from problem
    return target
