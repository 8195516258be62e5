"""A property that Excel tells for a whole range at once, or calls mixed: where it holds, found by halving."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from itaxl.core.grid import Area

T = TypeVar("T")


def uniform_parts(area: Area, probe: Callable[[Area], T | None]) -> Iterator[tuple[Area, T]]:
    """Split an area until `probe` no longer answers None (mixed).  A single cell that does is left out.

    Costs one probe where the area is uniform, about 2·log2(cells) for every lone exception.
    """
    answer = probe(area)
    if answer is not None:
        yield area, answer
        return
    top, left, bottom, right = area
    if bottom > top:
        middle = (top + bottom) // 2
        yield from uniform_parts((top, left, middle, right), probe)
        yield from uniform_parts((middle + 1, left, bottom, right), probe)
    elif right > left:
        middle = (left + right) // 2
        yield from uniform_parts((top, left, bottom, middle), probe)
        yield from uniform_parts((top, middle + 1, bottom, right), probe)
