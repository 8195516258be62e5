"""How often Python looks for objects that hold each other: seldom, since this program makes few of them.

It builds large values out of many small ones, and at each look it goes through what is being built: with
ten thousand measures a third of the time went there.
"""

from __future__ import annotations

import gc

#: Objects made before it looks; Python's own number is 700.
_OBJECTS = 50_000


def look_seldom() -> None:
    """For the whole process: called where one begins, by the doors."""
    gc.set_threshold(_OBJECTS)


def look_no_more() -> None:
    """For a process that is about to end: Python would go through everything several times more."""
    gc.freeze()


def settle() -> None:
    """For a worker that has loaded all it needs: what is there stays, and is never gone through again."""
    gc.freeze()
    look_seldom()
