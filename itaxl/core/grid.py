"""A sheet as a value: the seam between a live book, a file and the core.

Every door turns what it sees into `Grid`s of normalised values, anchored at A1, so that the same
sheet gives the same grid whether it comes from Excel or from a file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

from itaxl.core.years import BE_OFFSET
from itaxl.named_tuple import NamedTuple

#: Excel counts days from here; a time of day alone has no other date.
DAY_ZERO = dt.date(1899, 12, 30)
#: The largest sheet.
SHEET_ROWS, SHEET_COLUMNS = 1_048_576, 16_384


class CellFault(NamedTuple):
    """What stands in a cell that has no usable value.

    `text` is Excel's error value ('#N/A', '#REF!' …), or '' for a formula whose result was never
    stored (a file written by a program that does not calculate).
    """

    text: str

    @property
    def uncached(self) -> bool:
        return self.text == ""


class Formatted(float):
    """A number whose cell shows more than its digits, '042-555-007', 'ITA-007', '25%': the `text` seen."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, number: float, text: str) -> Formatted:
        self = super().__new__(cls, number)
        self.text = text
        return self

    def __getnewargs__(self) -> tuple[float, str]:  # type: ignore[override]
        return float(self), self.text


class Moment(dt.date):
    """A day whose cell shows the time of day, too; `text` is what is seen, the year in BE.

    A day reckoned from it, a year later say, has no such text.
    """

    text = ""

    @classmethod
    def of(cls, day: dt.date, clock: str) -> Moment:
        self = cls(day.year, day.month, day.day)
        self.text = f"{_day_text(day)} {clock}"
        return self

    def __reduce__(self) -> tuple[object, ...]:
        day = dt.date(self.year, self.month, self.day)
        return (Moment.of, (day, self.text.partition(" ")[2])) if self.text else (dt.date.replace, (day,))


#: str, float (never int), bool, date (never datetime), CellFault, or None for an empty cell.
Value: TypeAlias = str | float | bool | dt.date | CellFault | None
#: (first row, first column, last row, last column), 1-based, inclusive.
Area: TypeAlias = tuple[int, int, int, int]
#: Texts by (row, column), 1-based.
Beside: TypeAlias = Mapping[tuple[int, int], str]
_NOTHING: Beside = {}


class Grid(NamedTuple):
    """One sheet.  `rows` start at A1 and may be ragged; what lies outside is empty.

    `links` are the addresses on the web or elsewhere that cells lead to, `notes` people's comments on cells;
    only who moves a workbook's content elsewhere asks for the latter.  An open book tells links where the
    cell's own text is none.  `guessed`: its file does not say rightly in which code page its Thai is spelt.
    """

    sheet: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[Area, ...] = ()
    links: Beside = _NOTHING
    notes: Beside = _NOTHING
    guessed: bool = False

    def at(self, row: int, column: int) -> Value:
        """The value at a 1-based place; None outside the grid."""
        if not (1 <= row <= len(self.rows)):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if 1 <= column <= len(cells) else None

    @property
    def size(self) -> tuple[int, int]:
        """(rows, columns) that the grid covers."""
        return len(self.rows), max(map(len, self.rows), default=0)


def normal(value: object) -> Value:
    """Bring a reader's value to the seam's types: numbers to float, midnight to its date, '' to None."""
    if value is None or value == "":
        return None
    if isinstance(value, (str, bool, CellFault)):
        return value
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return str(value)  # a bare time or duration: no field expects one, so it is shown as it reads


@lru_cache(1024)
def column_number(letters: str) -> int:
    """'A' → 1, 'aa' → 27; '' → 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letter(column: int) -> str:
    """1 → 'A', 27 → 'AA'."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Place(NamedTuple):
    """Where something stands: a sheet, and a 1-based row and column in it."""

    sheet: str
    row: int = 1
    column: int = 1

    @property
    def cell(self) -> str:
        """The address as a user reads it, 'C7'."""
        return f"{column_letter(self.column)}{self.row}"


def shown(value: Value) -> str:
    """A value as a user would recognise it from the sheet."""
    if value is None:
        return ""
    if isinstance(value, CellFault):
        return value.text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        if type(value) is Formatted:
            return value.text
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.date):
        return (value.text if type(value) is Moment else "") or _day_text(value)
    return value


def _day_text(day: dt.date) -> str:
    """In BE, as the tracker's own date format shows it (and so betrays a BE year stored as CE)."""
    return f"{day.day}/{day.month}/{day.year + BE_OFFSET}"
