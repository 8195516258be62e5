"""What reading a workbook gives: the tracker, where each value stood, and what was noticed on the way.

Named tuples and not dataclasses, here and for what rules and layout hold: a click is a fresh Python,
and each dataclass costs it the better part of a millisecond; cells are made by the hundred as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from itaxl.core.grid import Grid, Place, Value
from itaxl.core.layout import Field
from itaxl.core.model import Measure, Signer, Tracker
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    from itaxl.core.locate import Table


class Cell(NamedTuple):
    """A cell that a field was read from: where it stands, and what stood in it before any reading."""

    field: Field
    sheet: str
    row: int
    column: int
    raw: Value

    @property
    def place(self) -> Place:
        """Made when it is asked for: most cells have nothing to be told about."""
        return Place(self.sheet, self.row, self.column)


class Sighting(NamedTuple):
    """A rule seen broken: its code, where, the value there, and the words its message needs.

    `suggestion` as in `Finding`.
    """

    code: str
    place: Place
    raw: Value = None
    words: Mapping[str, str] = MappingProxyType({})
    suggestion: Value = None


class MeasureRow(NamedTuple):
    """One row of the measures table; a cell whose column is absent is absent from `cells`."""

    measure: Measure
    cells: Mapping[str, Cell]


class SignerRow(NamedTuple):
    """One row of the signers table."""

    signer: Signer
    cells: Mapping[str, Cell]


class DivisionRow(NamedTuple):
    """One row of the divisions table."""

    short: str
    cells: Mapping[str, Cell]


class Reading(NamedTuple):
    """Everything that rules look at and results are shown by: made once of a workbook, for whoever asks.

    `cells` holds the labelled fields of office and report by key; a table that is not there is None.
    """

    tracker: Tracker
    grids: tuple[Grid, ...]
    cells: Mapping[str, Cell]
    signers: tuple[SignerRow, ...]
    divisions: tuple[DivisionRow, ...]
    rows: tuple[MeasureRow, ...]
    signers_table: Table | None
    divisions_table: Table | None
    measures_table: Table | None
    noticed: tuple[Sighting, ...]
