"""A text file written bit by bit that appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from itaxl.disk.atomic import beside_name, move_over, not_written
from itaxl.disk.modes import made_for
from itaxl.disk.patience import patiently


class TextBeside:
    """A text under an odd name, in the folder of its `target`."""

    def __init__(self, target: Path, encoding: str) -> None:
        self.lies = beside_name(target)
        self.text: TextIO = open(  # noqa: SIM115 (text_beside closes it)
            self.lies, "x", encoding=encoding, errors="backslashreplace", newline="", opener=made_for(target)
        )

    def end(self) -> None:
        """All of it is on the disk."""
        self.text.flush()
        os.fsync(self.text.fileno())
        self.text.close()


@contextlib.contextmanager
def text_beside(target: Path, encoding: str = "utf-8") -> Iterator[TextBeside]:
    """To be moved to `target` before the block ends, or it is taken away.  Newlines are written as given.

    Raises OutputError.
    """
    beside = None
    try:
        beside = TextBeside(target, encoding)
        yield beside
    except OSError as problem:
        raise not_written(problem, target) from problem
    finally:
        if beside:
            with contextlib.suppress(OSError):  # closing writes what is left
                beside.text.close()
            with contextlib.suppress(OSError):
                patiently(beside.lies.unlink, missing_ok=True)


@contextlib.contextmanager
def whole_text(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Write beside, then replace: nobody sees half a file, and memory holds none of it.

    Raises OutputError; after any exception the old file stands.
    """
    with text_beside(path, encoding) as beside:
        yield beside.text
        beside.end()
        move_over(beside.lies, path)
