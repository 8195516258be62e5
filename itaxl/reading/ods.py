"""An .ods made safe for calamine: its repeats counted before they are laid out, its errors and merges found.

calamine compares names with their prefix, so this does too.  Source: ODF 1.2 part 1, chapter 9 and 19.
"""

from __future__ import annotations

from itaxl.core.grid import SHEET_COLUMNS, SHEET_ROWS, Area, CellFault
from itaxl.reading.limits import MAX_CELLS, MAX_SHEETS, Allowance
from itaxl.reading.package import Package
from itaxl.reading.prepared import Prepared, SheetNotes
from itaxl.reading.xml_scanner import Attributes, Scanner
from itaxl.zip_writer import stored

SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_CELLS = frozenset(("table:table-cell", "table:covered-table-cell"))
_TABLE_PARTS = _CELLS | {"table:table", "table:table-row"}
_VALUES = (
    "office:value",
    "office:string-value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
)
#: Cells that calamine holds before it drops the empty ones at the right.
_MOST_LAID_OUT = 4 * MAX_CELLS


def prepare_opendocument(package: Package, allowance: Allowance) -> Prepared:
    """The workbook in the package, whose `mimetype` says that it is a spreadsheet."""
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise allowance.refuse.encrypted()
    content = package.read("content.xml")
    scanner = _Content(allowance)
    scanner.run(content)
    parts = {"mimetype": SPREADSHEET, _MANIFEST: b"<manifest:manifest/>", "content.xml": content}
    return Prepared(stored(parts), tuple(scanner.sheets))


class _Content(Scanner):
    """Walks the tables as calamine does.  `sheets` is filled after `run`."""

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(allowance.refuse)
        self.sheets: list[SheetNotes] = []
        self._allowance = allowance
        self._laid_out = 0
        self._name: str | None = None
        self._cell: Attributes | None = None
        self._text: list[str] = []
        self._aside = False
        self._new_table()

    def _new_table(self) -> None:
        self._overlay: dict[tuple[int, int], CellFault] = {}
        self._merged: list[Area] = []
        self._row = self._row_repeats = self._column = self._pending = 0
        self._bottom = self._right = 0

    def started(self, name: str, attributes: Attributes) -> None:
        if self._cell is not None:
            self._started_in_cell(name, attributes)
        elif name in _CELLS:
            self._cell, self._text = attributes, []
        elif name == "table:table-row":
            self._row_repeats = self._count(attributes, "table:number-rows-repeated", SHEET_ROWS)
            self._column = self._pending = 0
        elif name == "table:table":
            self._new_table()
            self._name = attributes.get("table:name")

    def _started_in_cell(self, name: str, attributes: Attributes) -> None:
        if name in _TABLE_PARTS:
            raise self.refuse.damaged()
        if name == "office:annotation":
            self._aside = True
        elif name == "text:s":
            spaces = self._count(attributes, "text:c", 1_000_000_000)
            self._allowance.take_text(spaces)
            self._text.append(" " * spaces)
        elif name == "text:p" and self._text:
            self._text.append("\n")

    def read(self, text: str) -> None:
        if self._cell is not None and not self._aside:
            self._text.append(text)

    def ended(self, name: str) -> None:
        if name in _CELLS:
            self._end_cell()
        elif name == "office:annotation":
            self._aside = False
        elif name == "table:table-row":
            self._row += self._row_repeats
        elif name == "table:table" and self._name is not None:
            self._end_table(self._name)

    def _end_cell(self) -> None:
        cell, self._cell = self._cell or {}, None
        repeats = self._count(cell, "table:number-columns-repeated", SHEET_COLUMNS)
        self._note_merge(cell)
        self._column += self._pending
        self._hold(self._pending)
        self._pending = 0
        text = "".join(self._text)
        formula = cell.get("table:formula", "")
        if not (formula or text or any(value in cell for value in _VALUES)):
            self._pending = repeats
            return
        self._hold(repeats)
        size = len(text) + len(formula) + len(cell.get("office:string-value", ""))
        self._allowance.take_text(size * repeats * self._row_repeats)
        self._bottom = max(self._bottom, self._row + self._row_repeats)
        self._right = max(self._right, self._column + repeats)
        if self._bottom * self._right > MAX_CELLS:
            raise self.refuse.too_many_cells(MAX_CELLS)
        self._note_fault(cell, text, repeats)
        self._column += repeats

    def _hold(self, cells: int) -> None:
        self._laid_out += cells
        if self._laid_out > _MOST_LAID_OUT:
            raise self.refuse.too_many_cells(MAX_CELLS)

    def _note_fault(self, cell: Attributes, text: str, repeats: int) -> None:
        """LibreOffice says 'error' in its own attribute; a formula never calculated has no value type."""
        if cell.get("calcext:value-type") == "error":
            fault = CellFault(text.strip() or "#N/A")
        elif "table:formula" in cell and "office:value-type" not in cell:
            fault = CellFault("")
        else:
            return
        for row in range(self._row, self._row + self._row_repeats):
            for column in range(self._column, self._column + repeats):
                self._overlay[row, column] = fault

    def _note_merge(self, cell: Attributes) -> None:
        rows = self._count(cell, "table:number-rows-spanned", SHEET_ROWS)
        columns = self._count(cell, "table:number-columns-spanned", SHEET_COLUMNS)
        if rows * columns > 1:
            self._allowance.take_merged(1)
            row, column = self._row + 1, self._column + self._pending + 1
            self._merged.append((row, column, row + rows - 1, column + columns - 1))

    def _end_table(self, name: str) -> None:
        if len(self.sheets) >= MAX_SHEETS:
            raise self.refuse.damaged()
        self._allowance.expect(self._bottom * self._right)
        self.sheets.append(SheetNotes(name, self._overlay, tuple(self._merged)))
        self._name = None

    def _count(self, attributes: Attributes, name: str, most: int) -> int:
        text = attributes.get(name, "1")
        if not (text.isascii() and text.isdecimal() and len(text) < 12):
            raise self.refuse.damaged()
        return min(int(text), most)
