"""Where the traceback of a bug goes, so that the user sees one sentence and the developer sees it all."""

from __future__ import annotations

import os
import time
from pathlib import Path

from itaxl import __version__
from itaxl.machine.folders import is_private, log_folder

ENVIRONMENT = "ITAXL_LOG"
_MAX_BYTES = 1_000_000


def log_path() -> Path:
    """The log file: what ITAXL_LOG names, else the platform's own folder for logs."""
    if chosen := os.environ.get(ENVIRONMENT):
        return Path(chosen)
    return (log_folder() or _without_home()) / "itaxl.log"


def _without_home() -> Path:
    """A folder of this user's own in one that all may write to."""
    import tempfile

    return Path(tempfile.gettempdir(), f"itaxl-{os.getuid()}" if hasattr(os, "getuid") else "itaxl")


def log_bug(bug: BaseException) -> Path | None:
    """Append the traceback to the log file (else to a new one in the temporary folder).

    Returns where it stands; None when it could be written nowhere.  What it needs is imported now: every
    worker of a batch loads this module, and bugs are few.
    """
    import platform
    import traceback

    entry = (
        f"--- {time.strftime('%Y-%m-%d %H:%M:%S')} itaxl {__version__} "
        f"Python {platform.python_version()} {platform.platform()}\n"
        + "".join(traceback.format_exception(bug))
        + "\n"
    )
    for write in (_append, _in_a_new_file):
        try:
            return write(entry)
        except OSError:
            continue
    return None


def bug_sentence(bug: BaseException) -> str:
    """Log the bug and say so in one Thai sentence."""
    path = log_bug(bug)
    where = f"รายละเอียดอยู่ในไฟล์ {path}" if path else f"รายละเอียด: {type(bug).__name__}"
    return f"โปรแกรมขัดข้องโดยไม่คาดคิด — {where} โปรดส่งให้ผู้ดูแลโปรแกรม"


def _append(entry: str) -> Path:
    path = log_path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.parent == _without_home() and not is_private(path.parent):
        raise PermissionError(path.parent)  # somebody else made it before
    if path.exists() and path.stat().st_size > _MAX_BYTES:
        os.replace(path, path.with_suffix(".old.log"))
    with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
        log.write(entry)
    return path


def _in_a_new_file(entry: str) -> Path:
    """A file of its own: a known name where all may write could be somebody's link."""
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix="itaxl-", suffix=".log")
    with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as log:
        log.write(entry)
    return Path(name)
