"""A folder, or a workbook of ours, shown as a double click on it would."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from itaxl.machine.programs import find_program

#: What a workbook without macros ends with; nothing else that lies in a folder is opened.
_WORKBOOK = ".xlsx"


def show_folder(folder: Path) -> bool:
    """Whether it could be tried; nothing in it is opened."""
    return folder.is_dir() and _shown(folder.absolute())


def show_workbook(path: Path) -> bool:
    """Whether it could be tried, in whichever program opens workbooks here."""
    return path.suffix == _WORKBOOK and path.is_file() and _shown(path.absolute())


def _shown(path: Path) -> bool:
    if sys.platform == "win32":
        with suppress(OSError):
            os.startfile(path)
            return True
        return False
    program = find_program("open" if sys.platform == "darwin" else "xdg-open")
    if program is None:
        return False
    quiet = subprocess.DEVNULL
    with suppress(OSError):
        subprocess.Popen(
            [program, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
        return True
    return False
