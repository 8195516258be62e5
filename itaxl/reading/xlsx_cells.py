"""The cells of a sheet part through expat, in whatever spelling a program wrote them."""

from __future__ import annotations

import re

from itaxl.core.grid import SHEET_COLUMNS, SHEET_ROWS, column_number
from itaxl.reading.limits import MAX_CELLS, Allowance
from itaxl.reading.xlsx_strings import SharedStrings
from itaxl.reading.xml_scanner import Attributes, Scanner, local

_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
#: The error values that calamine knows; it refuses the workbook for another (#SPILL!, #CALC! …).
_KNOWN = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))


class CellScanner(Scanner):
    """After `run`: `faults` by 0-based place, the `area` around the filled cells, and for each of
    `unknown_errors` the byte offsets of its <v> and of </v>.  Takes the cells' text from the allowance."""

    def __init__(self, strings: SharedStrings, allowance: Allowance) -> None:
        super().__init__(allowance.refuse)
        self.faults: dict[tuple[int, int], str] = {}
        self.unknown_errors: list[tuple[int, int]] = []
        self._strings, self._allowance = strings, allowance
        self._box: tuple[int, int, int, int] | None = None
        self._cells = self._row = self._column = 0
        self._place = (0, 0)
        self._kind = ""
        self._value: list[str] | None = None
        self._in_value = self._has_formula = self._has_inline = False
        self._value_at = self._value_end = 0

    @property
    def area(self) -> int:
        """Cells of the rectangle that calamine will lay out."""
        if self._box is None:
            return 0
        top, left, bottom, right = self._box
        return (bottom - top + 1) * (right - left + 1)

    def started(self, name: str, attributes: Attributes) -> None:
        match local(name):
            case "c":
                self._start_cell(attributes)
            case "v":
                self._value, self._in_value = [], True
                self._value_at = self.parser.CurrentByteIndex
            case "f":
                self._has_formula = True
            case "is":
                self._has_inline = True
            case "row" if "r" in attributes:
                self._row = self._number(attributes["r"], SHEET_ROWS)

    def read(self, text: str) -> None:
        if self._in_value and self._value is not None:
            self._value.append(text)

    def ended(self, name: str) -> None:
        match local(name):
            case "c":
                self._end_cell()
                self._column += 1
            case "v":
                self._in_value = False
                self._value_end = self.parser.CurrentByteIndex
            case "row":
                self._row += 1
                self._column = 0

    def _start_cell(self, attributes: Attributes) -> None:
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise self.refuse.too_many_cells(MAX_CELLS)
        row = self._row
        if "r" in attributes:
            row, self._column = self._referred(attributes["r"])
        if self._column >= SHEET_COLUMNS or row >= SHEET_ROWS:
            raise self.refuse.damaged()
        self._place = row, self._column
        self._kind = attributes.get("t", "")
        self._value = None
        self._has_formula = self._has_inline = False

    def _end_cell(self) -> None:
        has_value = self._value is not None
        text = "".join(self._value or ())
        if has_value or self._has_inline:
            self._reach(*self._place)
        if self._kind == "e":
            self.faults[self._place] = text.strip() or "#N/A"
            if text and text not in _KNOWN:
                self.unknown_errors.append((self._value_at, self._value_end))
        elif self._has_formula and not text and not (self._kind == "str" and has_value):
            self.faults[self._place] = ""  # Excel stores the result "" as an empty <v> of type str
        elif self._kind == "s" and text.isdecimal() and len(text) < 9:
            self._allowance.take_text(self._strings.size(int(text)))

    def _reach(self, row: int, column: int) -> None:
        top, left, bottom, right = self._box or (row, column, row, column)
        self._box = min(top, row), min(left, column), max(bottom, row), max(right, column)

    def _referred(self, reference: str) -> tuple[int, int]:
        found = _PLACE.fullmatch(reference)
        if not found:
            raise self.refuse.damaged()
        return self._number(found[2], SHEET_ROWS), column_number(found[1]) - 1

    def _number(self, text: str, most: int) -> int:
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
        if not 1 <= number <= most:
            raise self.refuse.damaged()
        return number - 1
