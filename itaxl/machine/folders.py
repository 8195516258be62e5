"""The user's own folders for logs and for what can be made again.

Nothing here fails where a user has no home: a service's account may have neither HOME nor an entry among
the system's users.  platformdirs raises RuntimeError there, too, and takes 6 to 20 ms to import.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

#: Names another folder for what can be made again; empty for none.
CACHE = "ITAXL_CACHE"


def home() -> Path | None:
    """The user's own folder, absolute; None where there is none."""
    try:
        found = Path.home()
    except RuntimeError:
        return None
    return found if found.is_absolute() else None


def is_private(folder: Path) -> bool:
    """Whether a folder (no link) is the user's own, closed to others.  Raises OSError.

    On Windows only that it is a folder: ask for those within the user's profile.
    """
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode):
        return False
    return sys.platform == "win32" or (found.st_uid == os.getuid() and not found.st_mode & 0o077)


def log_folder() -> Path | None:
    """Where the platform keeps a program's logs."""
    if sys.platform == "win32":
        return _below("LOCALAPPDATA", "AppData/Local", "itaxl/logs")
    if sys.platform == "darwin":
        return _below("", "Library/Logs", "itaxl")
    return _below("XDG_STATE_HOME", ".local/state", "itaxl")


def cache_folder() -> Path | None:
    """Where the platform keeps what a program can make again."""
    if sys.platform == "win32":
        return _below("LOCALAPPDATA", "AppData/Local", "itaxl/cache")
    if sys.platform == "darwin":
        return _below("", "Library/Caches", "itaxl")
    return _below("XDG_CACHE_HOME", ".cache", "itaxl")


def kept_folder() -> Path | None:
    """The same, or what ITAXL_CACHE names; None when that names nothing."""
    if (chosen := os.environ.get(CACHE)) is not None:
        return Path(chosen) if chosen else None
    return cache_folder()


def kept_links() -> Path | None:
    """The file of what is known of links (see `itaxl.links.kept`), whether it is there or not."""
    folder = kept_folder()
    return folder / "links.json" if folder else None


def _below(variable: str, usual: str, ours: str) -> Path | None:
    """A variable that names no absolute folder counts for nothing, as its standard says."""
    named = os.environ.get(variable, "")
    if os.path.isabs(named):
        return Path(named, ours)
    found = home()
    return found / usual / ours if found else None
