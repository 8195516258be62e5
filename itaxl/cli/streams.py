"""The descriptors and streams that a process starts with, made fit before anything else is opened."""

from __future__ import annotations

import io
import os
import sys


def fit_streams() -> None:
    """Every one of stdin, stdout and stderr is there, and Thai survives any code page and redirect.

    Where one is closed, the next file that is opened would get its number, and a message would end in a
    person's file.  What stands in for stdout cannot be written to: what is lost there must be noticed.
    Workers inherit it all.
    """
    for descriptor, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        _fill(descriptor, mode)
    if sys.stdout is None:
        sys.stdout = _writer(1)
    if sys.stderr is None:
        sys.stderr = _writer(2)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def silence_stdout() -> None:
    """From here on what is written to stdout is dropped; Python's own flush at exit cannot fail again."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # no descriptor behind it: nothing to be done
        pass


def _fill(descriptor: int, mode: int) -> None:
    try:
        os.fstat(descriptor)
    except OSError:
        nowhere = os.open(os.devnull, mode)
        if nowhere == descriptor:
            os.set_inheritable(descriptor, True)
        else:
            os.dup2(nowhere, descriptor)
            os.close(nowhere)


def _writer(descriptor: int) -> io.TextIOWrapper:
    return open(descriptor, "w", encoding="utf-8", closefd=False)
