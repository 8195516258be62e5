"""Whether a workbook on the disk bears the mark of the program's own."""

from __future__ import annotations

from pathlib import Path

from itaxl.errors import InputError
from itaxl.files.mark import is_marked
from itaxl.reading.workbook import read_workbook

#: The endings of the workbooks that a batch writes.
_WORKBOOKS = (".xlsx", ".xlsm")


def bears_our_mark(path: Path) -> bool:
    """Files of other kinds have no mark, and need none."""
    if path.suffix.lower() not in _WORKBOOKS:
        return True
    try:
        return is_marked(read_workbook(path))
    except InputError:
        return False
