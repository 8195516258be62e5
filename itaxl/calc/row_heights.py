"""When row heights follow what is put into cells.

They do at every put, a change of colour is enough, and to measure Thai text takes Calc twenty times as long
as to write it.  The property counts: as often as it was put to False, it wants True.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_DEEPEST = 100


@contextmanager
def heights_fixed(document: Any) -> Iterator[None]:
    document.IsAdjustHeightEnabled = False
    try:
        yield
    finally:
        document.IsAdjustHeightEnabled = True


@contextmanager
def heights_following(document: Any) -> Iterator[None]:
    """Meanwhile row heights follow, however often they were fixed before."""
    times = release_heights(document)
    try:
        yield
    finally:
        for _ in range(times):
            document.IsAdjustHeightEnabled = False


def release_heights(document: Any) -> int:
    """Let row heights follow again; returns how often they had been fixed."""
    for times in range(_DEEPEST):
        if document.IsAdjustHeightEnabled:
            return times
        document.IsAdjustHeightEnabled = True
    return _DEEPEST
