"""A disk that takes letter case, and ways to write an accent, for nothing, as those of Windows and macOS do.

Every name that a program hands to the system below `root` is looked up among those that lie there; a new file
keeps the spelling that it was made with.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from itaxl.batch.written import folded

_ONE = ("stat", "lstat", "unlink", "open", "mkdir", "scandir", "listdir", "rmdir", "readlink")
_TWO = ("replace", "rename", "link")


@contextlib.contextmanager
def folding(root: Path) -> Iterator[None]:
    listdir, above = os.listdir, str(root) + os.sep

    def found(path: Any) -> Any:
        text = os.fspath(path) if isinstance(path, (str, os.PathLike)) else ""
        if not isinstance(text, str) or not text.startswith(above):
            return path
        at = str(root)
        for name in text[len(above) :].split(os.sep):
            try:
                names = listdir(at)
            except OSError:
                names = []
            key = folded(name)
            at += os.sep + next((one for one in names if one == name or folded(one) == key), name)
        return at

    def looking(real: Callable[..., Any], count: int) -> Callable[..., Any]:
        return lambda *words, **named: real(*map(found, words[:count]), *words[count:], **named)

    with contextlib.ExitStack() as stack:
        for names, count in ((_ONE, 1), (_TWO, 2)):
            for name in names:
                stack.enter_context(mock.patch.object(os, name, looking(getattr(os, name), count)))
        stack.enter_context(mock.patch.object(io, "open", looking(io.open, 1)))
        stack.enter_context(mock.patch("builtins.open", looking(open, 1)))
        yield
