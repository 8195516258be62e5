"""A file in a folder where others can write: opened once, through no link, and judged after it was opened.

Whoever looks at a path first and opens it afterwards can be shown another file in between.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

#: O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
_READING = (
    os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
)
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
    try:
        descriptor = os.open(path, _READING | (0 if links else _NO_LINK))
    except OSError as problem:
        if problem.errno == errno.ELOOP:
            raise _not_plain(path) from problem
        raise
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or (before and not os.path.samestat(before, found)):
            raise _not_plain(path)
        return open(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


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
