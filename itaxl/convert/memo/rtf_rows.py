"""Rows of RTF as a table: every row says by itself where its cells end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from itaxl.convert.memo.blocks import Block, Cell, Table


@dataclass(slots=True)
class RowShape:
    """The edges of a row's cells in twips, and how each is merged with the one above or to its left."""

    edges: list[int] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    covered: list[bool] = field(default_factory=list)
    merge: str = ""
    left: bool = False


def table_of(rows: Sequence[tuple[RowShape, Sequence[tuple[Block, ...]]]]) -> Table:
    """The table of some rows with the blocks of their cells: the edges of all cells make its grid."""
    edges = sorted({0, *(edge for row, _ in rows for edge in row.edges)})
    grid = {edge: at for at, edge in enumerate(edges)}
    widths = tuple(max(right - left, 1) for left, right in pairwise(edges))
    return Table(tuple(tuple(_cells(row, cells, grid)) for row, cells in rows), widths)


def _cells(row: RowShape, cells: Sequence[tuple[Block, ...]], grid: dict[int, int]) -> list[Cell]:
    found: list[Cell] = []
    at = 0
    for number, blocks in enumerate(cells):
        end = grid[row.edges[number]] if number < len(row.edges) else at + 1
        span = max(end - at, 1)
        at = end
        if number < len(row.covered) and row.covered[number] and found:
            found[-1] = Cell((*found[-1].blocks, *blocks), found[-1].span + span, found[-1].merge)
        else:
            found.append(Cell(blocks, span, row.merges[number] if number < len(row.merges) else ""))
    return found
