"""Programs that may be started: by an absolute path, from a place where nobody but the user or an
administrator can write.  Windows itself would look into the current folder first.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

#: Groups whose members are administrators: root or wheel everywhere, admin on a Mac.
_ADMINISTRATORS = {0, 80} if sys.platform == "darwin" else {0}


def find_program(name: str) -> str | None:
    """The absolute path of a program of the system; None where there is none that may be trusted.

    Never from a relative or empty entry of PATH, nor from the current folder.  On Windows only from the
    system's own folder: what else lies on its PATH, other people may often write to.
    """
    if os.path.basename(name) != name:
        return None
    if sys.platform == "win32":
        program = os.path.join(_system_folder(), f"{name}.exe")
        return program if os.path.isfile(program) else None
    current = os.path.realpath(os.curdir)
    for folder in os.get_exec_path():
        program = os.path.join(folder, name)
        if not os.path.isabs(folder) or os.path.realpath(folder) == current:
            continue
        if os.path.isfile(program) and os.access(program, os.X_OK) and is_safe(program):
            return program
    return None


def is_safe(path: str | os.PathLike[str]) -> bool:
    """Whether only the user and administrators can have put there what lies at an absolute path, or can
    change it: the file behind it, its folder, and all folders above, both of the link and of its target.

    On Windows, where rights say it in another way, any absolute path: ask only for places that the system
    or the user has named.
    """
    return os.path.isabs(path) and _is_guarded(path)


if sys.platform == "win32":
    import ctypes

    def _system_folder() -> str:
        """Asked of Windows: a variable of the environment could name any folder."""
        name = ctypes.create_unicode_buffer(260)
        ctypes.windll.kernel32.GetSystemDirectoryW(name, len(name))
        return name.value

    def _is_guarded(path: str | os.PathLike[str]) -> bool:
        return True

else:

    def _is_guarded(path: str | os.PathLike[str]) -> bool:
        beside = Path(os.path.realpath(os.path.dirname(path)))
        target = Path(os.path.realpath(path))
        strict = (target, target.parent, beside)
        try:
            return all(
                _is_ours(place, shared=place not in strict)
                for place in {target, *target.parents, beside, *beside.parents}
            )
        except OSError:
            return False

    def _is_ours(place: Path, *, shared: bool) -> bool:
        """`shared`: where others may add what is theirs, as in /tmp, but not replace what is ours."""
        found = place.stat()
        if found.st_uid not in (0, os.geteuid()):
            return False
        others = bool(found.st_mode & stat.S_IWOTH)
        group = bool(found.st_mode & stat.S_IWGRP) and not _is_trusted_group(found.st_gid)
        return not (others or group) or (shared and bool(found.st_mode & stat.S_ISVTX))

    def _is_trusted_group(number: int) -> bool:
        """Administrators, or the group of the user alone, which many systems make for each."""
        if number in _ADMINISTRATORS:
            return True
        import grp
        import pwd

        try:
            user, group = pwd.getpwuid(os.geteuid()), grp.getgrgid(number)
        except KeyError:
            return False
        return group.gr_name == user.pw_name and set(group.gr_mem) <= {user.pw_name}
