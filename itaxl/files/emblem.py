"""The office's emblem: a picture that lies beside its workbook.

The name comes from a cell, so it may choose a file there and nothing else.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

#: More than any scan of an emblem needs; each memo carries the picture.
MAX_BYTES = 5_000_000
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_FORBIDDEN = set('/\\:*?"<>|\0')


def find_emblem(folder: Path, name: str) -> bytes | None:
    """The picture's bytes; None when the name is empty or no bare name, or no usable PNG/JPEG lies there."""
    if not _is_bare(name):
        return None
    path = folder / name
    try:
        kind = os.lstat(path)
        if not stat.S_ISREG(kind.st_mode) or not 0 < kind.st_size <= MAX_BYTES:
            return None
        data = path.read_bytes()
    except (OSError, ValueError):
        return None
    return data if data.startswith(_MAGIC) and len(data) <= MAX_BYTES else None


def _is_bare(name: str) -> bool:
    return bool(name.strip(". ")) and not _FORBIDDEN & set(name) and name.isprintable()
