"""What a file's content is known by."""

from __future__ import annotations

import hashlib
import os
from functools import partial
from pathlib import Path

from itaxl.disk.plain_file import open_plain


def digest(data: bytes) -> str:
    """The content's name, 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str | None:
    """Of what lies there: None for nothing and for a folder, '' for a link and for what cannot be read."""
    if not os.path.lexists(path) or (path.is_dir() and not path.is_symlink()):
        return None
    try:
        with open_plain(path) as file:
            content = hashlib.sha256()
            for piece in iter(partial(file.read, 1 << 20), b""):
                content.update(piece)
            return content.hexdigest()
    except OSError:
        return ""
