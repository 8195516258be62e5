"""A text file written bit by bit that appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from itaxl.errors import OutputError
from itaxl.files.atomic import beside_name


@contextlib.contextmanager
def whole_text(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Write beside, then replace: nobody sees half a file, and memory holds none of it.

    Newlines are written as given.  Raises OutputError; after any exception the old file stands.
    """
    beside = beside_name(path)
    try:
        with beside.open("w", encoding=encoding, errors="backslashreplace", newline="") as text:
            yield text
            text.flush()
            os.fsync(text.fileno())
        os.replace(beside, path)
    except OSError as problem:
        raise OutputError(
            f"เขียนไฟล์ {path} ไม่ได้ ({problem.strerror or problem})",
            "โปรดปิดไฟล์นี้หากเปิดอยู่ และตรวจสอบพื้นที่ว่างของดิสก์",
        ) from problem
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
