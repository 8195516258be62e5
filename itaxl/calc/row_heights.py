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
def heights_held(document: Any) -> Iterator[None]:
    document.IsAdjustHeightEnabled = False
    try:
        yield
    finally:
        document.IsAdjustHeightEnabled = True


@contextmanager
def heights_following(document: Any) -> Iterator[None]:
    """Let go for the time being of what was held so far."""
    held = let_go(document)
    try:
        yield
    finally:
        for _ in range(held):
            document.IsAdjustHeightEnabled = False


def let_go(document: Any) -> int:
    """How often row heights were held."""
    for held in range(_DEEPEST):
        if document.IsAdjustHeightEnabled:
            return held
        document.IsAdjustHeightEnabled = True
    return _DEEPEST
