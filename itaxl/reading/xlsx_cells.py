"""The cells of a sheet part through expat, in whatever spelling a program wrote them."""

from __future__ import annotations

import re

from itaxl.core.grid import SHEET_COLUMNS, SHEET_ROWS, CellFault, Place, Value, column_number
from itaxl.reading.limits import MAX_CELLS, Allowance
from itaxl.reading.opened import opened_by
from itaxl.reading.prepared import area_around, no_cells
from itaxl.reading.xlsx_around import Surroundings, Values
from itaxl.reading.xlsx_strings import unescaped
from itaxl.reading.xml_scanner import Attributes

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class CellScanner(Surroundings):
    """After `run`: `cells` by 0-based row and column, the `area` around them, and the addresses that formulas
    open, `opened`, 1-based.  Takes the cells' text from the allowance."""

    def __init__(self, values: Values, allowance: Allowance, sheet: str) -> None:
        super().__init__(allowance)
        self.cells = no_cells()
        self.opened: dict[tuple[int, int], str] = {}
        self._values, self._sheet = values, sheet
        self._count = self._row = self._column = 0
        self._place = (0, 0)
        self._attributes: Attributes | None = None
        self._text: list[str] = []
        self._value: str | None = None
        self._formula: str | None = None
        #: By the key of a formula that several cells share.
        self._shared_links: dict[str, str] = {}
        self._key = ""
        self._inline: list[str] | None = None
        self._reading = False

    @property
    def area(self) -> int:
        """Cells of the rectangle around what is filled."""
        return area_around(self.cells)

    def started(self, name: str, attributes: Attributes) -> None:
        if self._attributes is not None:
            self._started_in_cell(name, attributes)
        elif name == "c":
            self._start_cell(attributes)
        elif name == "row":
            if "r" in attributes:
                self._row = self._row_of(attributes["r"], attributes["r"])
        else:
            super().started(name, attributes)

    def _started_in_cell(self, name: str, attributes: Attributes) -> None:
        match name:
            case "v" | "f" | "t":
                self._text, self._reading = [], True
                if name == "f":
                    self._key = attributes.get("si", "")
            case "is":
                self._inline = []

    def read(self, text: str) -> None:
        if self._reading:
            self._text.append(text)

    def ended(self, name: str) -> None:
        match name:
            case "v":
                self._value = self._read()
            case "f":
                self._formula = self._read()
            case "t":
                if self._inline is not None:
                    self._inline.append(self._read())
            case "rPh":  # how the text before is pronounced
                del (self._inline or [""])[-1]
            case "c":
                self._end_cell()
                self._attributes = None
                self._column += 1
            case "row":
                self._row += 1
                self._column = 0

    def _read(self) -> str:
        self._reading = False
        return "".join(self._text)

    def _start_cell(self, attributes: Attributes) -> None:
        self._count += 1
        if self._count > 2 * MAX_CELLS:  # most of them empty
            raise self.refuse.too_many_cells(MAX_CELLS)
        row = self._row
        if attributes.get("r"):
            row, self._column = self._referred(attributes["r"])
        if self._column >= SHEET_COLUMNS or row >= SHEET_ROWS:
            place = Place(self._sheet, row + 1, self._column + 1).cell
            raise self.refuse.no_place(self._sheet, attributes.get("r") or place)
        self._place = row, self._column
        self._attributes = attributes
        self._value = self._formula = self._inline = None

    def _end_cell(self) -> None:
        if self._value is None and self._formula is None and self._inline is None:
            return
        row, column = self._place
        value = self._held(self._attributes or {})
        if value is not None and value != "":
            self.cells[row][column] = value
        if self._formula is not None and (address := self._opens(self._formula)):
            self.opened[row + 1, column + 1] = address

    def _opens(self, formula: str) -> str:
        """The address that a formula opens, or one that its cell shares with others."""
        if "YPERLINK(" not in formula.upper():
            return self._shared_links.get(self._key, "") if self._key and not formula else ""
        address = opened_by(formula)
        if self._key:
            self._shared_links[self._key] = address
        return address

    def _held(self, attributes: Attributes) -> Value:
        kind, text = attributes.get("t", "n"), self._value or ""
        empty_text = kind == "str" and self._value is not None
        if self._formula is not None and not text and kind != "e" and not empty_text:
            return CellFault("")  # Excel stores the result "" as an empty <v> of type str
        own = unescaped("".join(self._inline or ()))  # some write a text of its own into a cell of any kind
        if own and (kind in ("str", "inlineStr") or (kind in ("n", "s") and not text.strip())):
            return self._charged(own)
        try:
            value = self._values.held(kind, text, attributes.get("s", ""))
        except ValueError:
            raise self._odd() from None
        return self._charged(value) if isinstance(value, str) else value

    def _charged(self, text: str) -> str:
        self._room.take_text(len(text) * (1 if text.isascii() else 3))
        return text

    def _odd(self) -> Exception:
        row, column = self._place
        return self.refuse.odd_cell(self._sheet, row + 1, column + 1)

    def _referred(self, reference: str) -> tuple[int, int]:
        found = _PLACE.fullmatch(reference)
        if not found:
            raise self.refuse.no_place(self._sheet, reference)
        return self._row_of(found[2], reference), column_number(found[1]) - 1

    def _row_of(self, text: str, reference: str) -> int:
        """0-based."""
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
        if not 1 <= number <= SHEET_ROWS:
            raise self.refuse.no_place(self._sheet, reference)
        return number - 1
