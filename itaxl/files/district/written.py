"""A cell of the district workbook as it is going to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from itaxl.core.grid import Value
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    from xlsxwriter.format import Format


class Written(NamedTuple):
    """A cell's value, its look, and the link that it is, '' for none."""

    value: Value
    look: Format
    link: str = ""


#: Writes the cells of a row from a column on, both counted from 1, and its height in points.
AddLine = Callable[[int, int, float, Iterable[Written]], None]
