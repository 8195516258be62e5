"""A file in a folder where others can write: opened once, through no link, and judged after it was opened.

Whoever looks at a path first and opens it afterwards can be shown another file in between.
"""

from __future__ import annotations

import errno
import os
import stat
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from itaxl.catching import undone_on_failure

#: O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
_ANY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_READING, _ADDING = _ANY | os.O_RDONLY, _ANY | os.O_WRONLY | os.O_APPEND | os.O_CREAT
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class NotPlainError(OSError):
    """A link, a folder, a pipe or a device stands where a file was asked for."""


class TooLargeError(OSError):
    """The file holds more bytes than were asked for."""


def open_plain(path: Path, *, links: bool = False) -> BinaryIO:
    """An ordinary file for reading.  `links`: for a path that the user named, which may be a link.

    Raises NotPlainError, and OSError for what cannot be opened.
    """
    before = None if links else _without_link(path)
    return open(_opened(path, _READING | (0 if links else _NO_LINK), before), "rb")


def open_for_adding(path: Path) -> FileIO:
    """An ordinary file to add to, made where there is none.  Every write goes to its end, unbuffered.

    Raises NotPlainError, and OSError for what cannot be opened.
    """
    before = _without_link(path) if os.path.lexists(path) else None
    return FileIO(_opened(path, _ADDING | _NO_LINK, before), "ab")


def _opened(path: Path, flags: int, before: os.stat_result | None) -> int:
    """The descriptor of an ordinary file: the one seen `before`, where one was seen."""
    try:
        descriptor = os.open(path, flags, 0o666)
    except OSError as problem:
        if problem.errno == errno.ELOOP:
            raise _not_plain(path) from problem
        raise
    with undone_on_failure(lambda: os.close(descriptor)):
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or (before and not os.path.samestat(before, found)):
            raise _not_plain(path)
        return descriptor


def read_plain(path: Path, most: int, *, links: bool = False) -> bytes:
    """The file's bytes, `most` of them at the most.  Raises TooLargeError, NotPlainError, OSError."""
    with open_plain(path, links=links) as file:
        size = os.fstat(file.fileno()).st_size
        data = file.read(min(size, most) + 1)  # asked for `most`, Python would first lay out as much memory
        if size < len(data) <= most:  # it grows while it is read
            data += file.read(most + 1 - len(data))
    if len(data) > most:
        raise TooLargeError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def _without_link(path: Path) -> os.stat_result:
    """Windows opens through a link whatever is asked: there the file opened must be the one looked at."""
    found = os.lstat(path)
    if not stat.S_ISREG(found.st_mode):
        raise _not_plain(path)
    return found


def _not_plain(path: Path) -> NotPlainError:
    return NotPlainError(errno.EINVAL, "not an ordinary file", str(path))
