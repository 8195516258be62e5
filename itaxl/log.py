"""Where the traceback of a bug goes, so that the user sees one sentence and the developer sees it all."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
import traceback
from pathlib import Path

from itaxl import __version__

ENVIRONMENT = "ITAXL_LOG"
_MAX_BYTES = 1_000_000


def log_path() -> Path:
    """The log file: what ITAXL_LOG names, else the platform's own folder for logs."""
    if chosen := os.environ.get(ENVIRONMENT):
        return Path(chosen)
    home = Path.home()
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "itaxl" / "logs"
    elif sys.platform == "darwin":
        folder = home / "Library" / "Logs" / "itaxl"
    else:
        folder = Path(os.environ.get("XDG_STATE_HOME", home / ".local" / "state")) / "itaxl"
    return folder / "itaxl.log"


def log_bug(bug: BaseException) -> Path | None:
    """Append the traceback to the log file (else to one in the temporary folder).

    Returns where it stands; None when it could be written nowhere.
    """
    entry = (
        f"--- {time.strftime('%Y-%m-%d %H:%M:%S')} itaxl {__version__} "
        f"Python {platform.python_version()} {platform.platform()}\n"
        + "".join(traceback.format_exception(bug))
        + "\n"
    )
    for path in (log_path(), Path(tempfile.gettempdir()) / "itaxl.log"):
        try:
            _append(path, entry)
        except OSError:
            continue
        return path
    return None


def bug_sentence(bug: BaseException) -> str:
    """Log the bug and say so in one Thai sentence."""
    path = log_bug(bug)
    where = f"รายละเอียดอยู่ในไฟล์ {path}" if path else f"รายละเอียด: {type(bug).__name__}"
    return f"โปรแกรมขัดข้องโดยไม่คาดคิด — {where} โปรดส่งให้ผู้ดูแลโปรแกรม"


def _append(path: Path, entry: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > _MAX_BYTES:
        os.replace(path, path.with_suffix(".old.log"))
    with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
        log.write(entry)
