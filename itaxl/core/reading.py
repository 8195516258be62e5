"""What reading a workbook gives: the tracker, where each value stood, and what was noticed on the way.

Named tuples and not dataclasses, here and for what rules and layout hold: a click is a fresh Python,
and each dataclass costs it the better part of a millisecond; cells are made by the hundred as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


class Columns(NamedTuple):
    """Where the fields of a table stand, the same for all its rows: `at` is a field's place in the others."""

    sheet: str
    fields: tuple[Field, ...]
    numbers: tuple[int, ...]
    at: Mapping[str, int]


class RowCells(Mapping[str, Cell]):
    """The cells of one row by the keys of their fields, each made when it is asked for: a workbook has
    thousands, and few are told of.  `raws` are what stands in them."""

    __slots__ = ("_columns", "raws", "row")

    def __init__(self, columns: Columns, row: int, raws: tuple[Value, ...]) -> None:
        self._columns, self.row, self.raws = columns, row, raws

    def __getitem__(self, key: str) -> Cell:
        columns = self._columns
        at = columns.at[key]
        return Cell(columns.fields[at], columns.sheet, self.row, columns.numbers[at], self.raws[at])

    def raw(self, key: str) -> Value:
        """What stands in a cell; None where there is no such column."""
        at = self._columns.at.get(key)
        return None if at is None else self.raws[at]

    def __contains__(self, key: object) -> bool:
        return key in self._columns.at

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns.at)

    def __len__(self) -> int:
        return len(self.raws)


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
    cells: RowCells


class SignerRow(NamedTuple):
    """One row of the signers table."""

    signer: Signer
    cells: RowCells


class DivisionRow(NamedTuple):
    """One row of the divisions table."""

    short: str
    cells: RowCells


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
