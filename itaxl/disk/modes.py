"""Who may read what is written over a file: those who could read the file."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_BY_UMASK = 0o666
_ACL = "system.posix_acl_access"


def made_for(path: Path) -> Callable[[str, int], int]:
    """For `open`: makes the file that is going to replace `path`, or to be it, with no wider rights."""
    found = _replaced(path)
    mode = found.st_mode & 0o777 if found else _BY_UMASK
    return lambda name, flags: os.open(name, flags, mode)


def keep_access(temporary: Path, path: Path) -> None:
    """Owner, group, rights and access list of `path`, if it is there, for what replaces it.

    What may not be kept is left out, so that nobody gains a right.  Windows is let do as it does.
    """
    found = _replaced(path)
    if not found:
        return
    rights = found.st_mode & 0o777
    with suppress(OSError):
        os.chown(temporary, found.st_uid, -1)
    try:
        os.chown(temporary, -1, found.st_gid)
    except OSError:  # another group now: it may do what all others may
        rights = rights & 0o707 | (rights & 0o007) << 3
    with suppress(OSError):
        os.chmod(temporary, rights)
        _keep_list(temporary, path)


def _keep_list(temporary: Path, path: Path) -> None:
    """Without its list the group's rights would be those of the widest entry."""
    if hasattr(os, "getxattr"):
        os.setxattr(temporary, _ACL, os.getxattr(path, _ACL))


def _replaced(path: Path) -> os.stat_result | None:
    if os.name == "nt":
        return None
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    return found if stat.S_ISREG(found.st_mode) else None
