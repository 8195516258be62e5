"""Ranges of the pretended Excel: values, looks, hidden rows, merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tests.excel_cells import Area, BadDay, ComTime, SheetStore
from tests.excel_com import EXCEPTION, Com, com_error, refused

if TYPE_CHECKING:
    from tests.excel_model import Application, ListObject, Worksheet

_NO_COLOUR = -4142
_OVERFLOW = -2147352566  # DISP_E_OVERFLOW
_ROWS, _COLUMNS = 1_048_576, 16_384
_AREA = re.compile(r"\$?([A-Z]{0,3})\$?(\d*)(?::\$?([A-Z]{0,3})\$?(\d*))?")


class Range(Com):
    """One or several areas.  Values are those of the first area, formats of all."""

    def __init__(self, sheet: Worksheet, areas: list[Area]) -> None:
        self._app, self._sheet, self._areas = sheet._app, sheet, areas

    @property
    def _store(self) -> SheetStore:
        return self._sheet._store

    def _cells(self) -> Iterator[tuple[int, int]]:
        """The cells that an assignment reaches: all, or where a filter hides some rows, the visible ones."""
        cells = [cell for area in self._areas for cell in _inside(area)]
        if len(cells) > 1 and self._store.filtered:
            cells = [cell for cell in cells if cell[0] not in self._store.filtered]
        return iter(cells)

    def _writable(self) -> None:
        if self._store.protected:
            raise refused("The cell or chart you're trying to change is on a protected sheet.")

    def get_Worksheet(self) -> Worksheet:
        return self._sheet

    def get_Application(self) -> Application:
        return self._app

    def get_Address(self) -> str:
        return ",".join(map(address_of, self._areas))

    def get_Value(self) -> Any:
        top, left, bottom, right = self._areas[0]
        at = self._store.at
        rows = tuple(tuple(at(r, c).value for c in range(left, right + 1)) for r in range(top, bottom + 1))
        if any(isinstance(value, BadDay) for row in rows for value in row):
            raise com_error(EXCEPTION, "Exception occurred.", (0, None, None, None, 0, _OVERFLOW))
        return rows[0][0] if (top, left) == (bottom, right) else rows

    def get_Value2(self) -> Any:
        """Days as the numbers that they are."""
        top, left, bottom, right = self._areas[0]
        at = self._store.at
        rows = tuple(
            tuple(_bare(at(r, c).value) for c in range(left, right + 1)) for r in range(top, bottom + 1)
        )
        return rows[0][0] if (top, left) == (bottom, right) else rows

    def put_Value(self, data: Any) -> None:
        self._writable()
        if not isinstance(data, (tuple, list)):
            for row, column in self._cells():
                self._store.enter(row, column, data)
            return
        top, left, _, _ = self._areas[0]
        if len(self._areas) > 1 or (len(data), len(data[0])) != self._shape():
            raise AssertionError("a block of another shape fills the rest with #N/A")
        if any(row in self._store.filtered for row, _ in self._every()):
            for row, column in self._cells():  # xlwings issue 747
                self._store.enter(row, column, data[0][0])
            return
        for row, column in self._cells():
            self._store.enter(row, column, data[row - top][column - left])

    def _every(self) -> Iterator[tuple[int, int]]:
        return _inside(self._areas[0])

    def _shape(self) -> tuple[int, int]:
        top, left, bottom, right = self._areas[0]
        return bottom - top + 1, right - left + 1

    def put_NumberFormat(self, text: str) -> None:
        """Over rows that a filter hides a format is sure to reach no more than a block of values does."""
        self._writable()
        cells = list(self._cells())
        if any(row in self._store.filtered for row, _ in self._every()):
            cells = cells[:1]
        for row, column in cells:
            self._store.make(row, column).number_format = text

    def get_HasFormula(self) -> bool | None:
        states = {bool(self._store.at(*cell).formula) for area in self._areas for cell in _inside(area)}
        return states.pop() if len(states) == 1 else None

    def get_HasSpill(self) -> bool | None:
        states = {cell in self._store.spilled for area in self._areas for cell in _inside(area)}
        return states.pop() if len(states) == 1 else None

    def get_NumberFormat(self) -> str | None:
        codes = {self._store.at(*cell).number_format for cell in self._every()}
        return codes.pop() if len(codes) == 1 else None

    def get_Formula(self) -> str:
        cell = self._store.at(*self._areas[0][:2])
        return cell.formula or str(cell.value or "")

    def do_Hyperlinks(self, number: int) -> Hyperlink:
        address = self._store.at(*self._areas[0][:2]).link
        if not address:
            raise refused("Subscript out of range")
        return Hyperlink(self._app, address)

    def get_Interior(self) -> Interior:
        return Interior(self)

    def get_Borders(self) -> Borders:
        return Borders(self)

    def get_Top(self) -> float:
        return (self._areas[0][0] - 1) * 24.0

    def put_WrapText(self, state: bool) -> None:
        self._writable()

    def get_Font(self) -> Font:
        return Font(self)

    def get_ListObject(self) -> ListObject | None:
        """The table around the first cell."""
        from tests.excel_model import ListObject

        row, column = self._areas[0][:2]
        for at, (top, left, bottom, right) in enumerate(self._store.tables):
            if top <= row <= bottom and left <= column <= right:
                return ListObject(self._sheet, at)
        return None

    def get_Rows(self) -> Range:
        return self

    def do_AutoFit(self) -> None:
        self._writable()

    def put_ColumnWidth(self, width: float) -> None:
        self._writable()

    def get_MergeCells(self) -> bool | None:
        def inside(cell: tuple[int, int]) -> bool:
            return any(t <= cell[0] <= b and left <= cell[1] <= r for t, left, b, r in self._store.merged)

        states = set(map(inside, self._every())) if self._store.merged else {False}
        return states.pop() if len(states) == 1 else None

    def get_MergeArea(self) -> Range:
        row, column, _, _ = self._areas[0]
        for area in self._store.merged:
            if area[0] <= row <= area[2] and area[1] <= column <= area[3]:
                return Range(self._sheet, [area])
        return Range(self._sheet, [(row, column, row, column)])

    def get_Hidden(self) -> bool | None:
        self._whole_rows()
        top, _, bottom, _ = self._areas[0]
        unseen = self._store.hidden | self._store.filtered
        states = {row in unseen for row in range(top, bottom + 1)}
        return states.pop() if len(states) == 1 else None

    def put_Hidden(self, state: bool) -> None:
        self._whole_rows()
        self._writable()
        top, _, bottom, _ = self._areas[0]
        rows = set(range(top, bottom + 1))
        self._store.hidden = self._store.hidden | rows if state else self._store.hidden - rows

    def do_Insert(self, Shift: Any = None, CopyOrigin: Any = None) -> None:
        self._whole_rows()
        self._writable()
        top, _, bottom, _ = self._areas[0]
        self._store.insert_rows(top, bottom - top + 1)

    def _whole_rows(self) -> None:
        if self._areas[0][1] != 1 or self._areas[0][3] != _COLUMNS:
            raise refused("Unable to get the Hidden property of the Range class")


class Part(Com):
    """A facet of a range's look."""

    def __init__(self, cells: Range) -> None:
        self._app, self._range = cells._app, cells

    def _each(self) -> Iterator[Any]:
        self._range._writable()
        return (self._range._store.make(*cell) for cell in self._range._cells())


class Hyperlink(Com):
    def __init__(self, app: Application, address: str) -> None:
        self._app, self._address = app, address

    def get_Address(self) -> str:
        return self._address


class Interior(Part):
    def put_Color(self, colour: int) -> None:
        for cell in self._each():
            cell.fill = colour

    def put_ColorIndex(self, index: int) -> None:
        assert index == _NO_COLOUR
        for cell in self._each():
            cell.fill = None

    def get_ColorIndex(self) -> int | None:
        fills = {self._range._store.at(*cell).fill for cell in self._range._every()}
        return None if len(fills) > 1 else _NO_COLOUR if fills == {None} else 3


class Borders(Part):
    def put_Color(self, colour: int) -> None:
        for cell in self._each():
            cell.border = (cell.border[0] if cell.border else 2, colour)

    def put_Weight(self, weight: int) -> None:
        for cell in self._each():
            cell.border = (weight, cell.border[1] if cell.border else 0)


class Font(Part):
    """Of a cell only its ink and whether it is bold are kept."""

    def put_Name(self, face: str) -> None:
        self._range._writable()

    def put_Size(self, points: float) -> None:
        self._range._writable()

    def put_Bold(self, state: bool) -> None:
        for cell in self._each():
            cell.bold = state

    def put_Color(self, colour: int) -> None:
        for cell in self._each():
            cell.ink = colour


def _inside(area: Area) -> Iterator[tuple[int, int]]:
    top, left, bottom, right = area
    return ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))


def area_of(text: str) -> Area:
    found = _AREA.fullmatch(text)
    if not found or not text:
        raise refused("Method 'Range' of object '_Worksheet' failed")
    left, top, right, bottom = found.groups()
    if right is None and bottom is None:
        right, bottom = left, top
    return int(top or 1), _number(left) or 1, int(bottom or _ROWS), _number(right) or _COLUMNS


def _number(letters: str) -> int:
    number = 0
    for letter in letters or "":
        number = number * 26 + ord(letter) - 64
    return number


def address_of(area: Area) -> str:
    top, left, bottom, right = area
    if (top, bottom) == (1, _ROWS):
        return f"${_letters(left)}:${_letters(right)}"
    start, end = f"${_letters(left)}${top}", f"${_letters(right)}${bottom}"
    return start if start == end else f"{start}:{end}"


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _bare(value: Any) -> Any:
    if isinstance(value, ComTime):
        return value.value2
    return float(value) if isinstance(value, BadDay) else value
