"""Which column a cell belongs to, where the lines of a table do not run straight down.

Somebody dragged a border in one row, merged two cells or split one: the row's cells no longer begin where
the header's do.  By order when there are as many cells as columns, else by the largest overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from itaxl.convert.memo.blocks import Cell
from itaxl.named_tuple import NamedTuple

#: As much of a narrower cell must lie below its column that no one would doubt it.
_CLEARLY = 0.6


class Aligned(NamedTuple):
    """A cell, the grid column where it begins, the index of its column, and whether that is plain to see.

    `over` are the columns that it covers for the most part beside its own.
    """

    cell: Cell
    at: int
    column: int
    sure: bool
    over: tuple[int, ...] = ()


def aligned(row: Sequence[Cell], spans: Sequence[tuple[int, int]], widths: Sequence[int]) -> list[Aligned]:
    """The cells of a row below columns, whose `spans` are (first grid column, the one behind)."""
    places: list[tuple[int, int]] = []
    at = 0
    for cell in row:
        places.append((at, at + cell.span))
        at += cell.span
    if places == list(spans):
        return [Aligned(c, p[0], n, True) for n, (c, p) in enumerate(zip(row, places, strict=True))]
    edges = _edges(max([at, *(end for _, end in spans)]), widths)
    found: list[Aligned] = []
    for number, (cell, place) in enumerate(zip(row, places, strict=True)):
        shares = [_overlap(place, span, edges) for span in spans]
        best = max(range(len(spans)), key=lambda n: shares[n])
        by_order = number if len(row) == len(spans) else best
        clear = shares[best] >= _CLEARLY * _narrower(place, spans[best], edges) and _alone(shares, best)
        covered = (n for n, span in enumerate(spans) if shares[n] * 2 > _width(span, edges))
        over = tuple(n for n in covered if n != by_order)
        found.append(Aligned(cell, place[0], by_order, by_order == best and clear, over))
    return found


def _edges(columns: int, widths: Sequence[int]) -> list[int]:
    """Where the grid's columns begin; they are alike where their widths are not known."""
    known = widths if len(widths) >= columns and all(widths[:columns]) else [1] * columns
    return [0, *accumulate(known[:columns])]


def _overlap(one: tuple[int, int], other: tuple[int, int], edges: Sequence[int]) -> int:
    begin, end = max(one[0], other[0]), min(one[1], other[1])
    return edges[end] - edges[begin] if begin < end else 0


def _narrower(one: tuple[int, int], other: tuple[int, int], edges: Sequence[int]) -> int:
    return min(_width(one, edges), _width(other, edges))


def _width(span: tuple[int, int], edges: Sequence[int]) -> int:
    return edges[span[1]] - edges[span[0]]


def _alone(shares: Sequence[int], best: int) -> bool:
    """Whether no other column is covered nearly as much."""
    return all(share * 2 < shares[best] for n, share in enumerate(shares) if n != best)
