"""A text file written bit by bit that appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from itaxl.files.atomic import beside_name, move_over, not_written
from itaxl.files.modes import made_for


@contextlib.contextmanager
def whole_text(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Write beside, then replace: nobody sees half a file, and memory holds none of it.

    Newlines are written as given.  Raises OutputError; after any exception the old file stands.
    """
    beside = beside_name(path)
    try:
        with open(
            beside, "w", encoding=encoding, errors="backslashreplace", newline="", opener=made_for(path)
        ) as text:
            yield text
            text.flush()
            os.fsync(text.fileno())
        move_over(beside, path)
    except OSError as problem:
        raise not_written(problem, path) from problem
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
