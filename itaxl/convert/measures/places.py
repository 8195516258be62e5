"""Where a cell stands in its source: on a sheet, or in a table of a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from itaxl.core.grid import Grid, Place, Value
from itaxl.named_tuple import NamedTuple


class DocumentPlace(NamedTuple):
    """A cell of a table of a document; all three count from 1, `column` in grid columns."""

    table: int
    row: int
    column: int


class ParagraphPlace(NamedTuple):
    """A paragraph of a document, counted from 1."""

    row: int
    column: int = 1


AnyPlace: TypeAlias = Place | DocumentPlace | ParagraphPlace


def spoken(place: AnyPlace) -> str:
    """A place as people say it."""
    if isinstance(place, DocumentPlace):
        return f"ตารางที่ {place.table} แถวที่ {place.row}"
    if isinstance(place, ParagraphPlace):
        return f"ย่อหน้าที่ {place.row}"
    return f"แผ่นงาน {place.sheet} เซลล์ {place.cell}"


def filled(value: Value) -> bool:
    """Whether a cell holds anything that can be seen."""
    return value is not None and not (isinstance(value, str) and not value.strip())


def filled_cells(grids: Iterable[Grid]) -> Iterator[tuple[Place, Value]]:
    """Every filled cell of the sheets with its place, in order."""
    for grid in grids:
        for row, values in enumerate(grid.rows, 1):
            for column, value in enumerate(values, 1):
                if filled(value):
                    yield Place(grid.sheet, row, column), value
