"""Whether a file on the disk is the program's own as it was written: by the ledger, and by its mark."""

from __future__ import annotations

from pathlib import Path

from itaxl.batch.written import Written
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


def is_ours(written: Written, name: str, content: str, path: Path) -> bool:
    """Whether the output `name`, which lies at `path` with that content, is as we wrote it.

    The ledger alone does not tell: it may have come with the folder.
    """
    return written.wrote(name, content) and bears_our_mark(path)
