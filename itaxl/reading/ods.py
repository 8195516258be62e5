"""An OpenDocument spreadsheet: packed (.ods), or one flat XML (.fods).

Source: ODF 1.2 part 1, chapters 6, 9 and 19.  Repeats are counted before they are laid out.
"""

from __future__ import annotations

import datetime as dt
import re

from itaxl.core.grid import (
    SHEET_COLUMNS,
    SHEET_ROWS,
    Area,
    CellFault,
    Formatted,
    Grid,
    Moment,
    Value,
)
from itaxl.core.years import BE_OFFSET
from itaxl.errors import InputError
from itaxl.reading.formats import format_of
from itaxl.reading.iso_dates import day_of, time_of
from itaxl.reading.limits import MAX_CELLS, MAX_SHEETS, Allowance
from itaxl.reading.ods_text import Names, Paragraphs
from itaxl.reading.opened import opened_by
from itaxl.reading.package import Package
from itaxl.reading.prepared import Sheet, grids_of, no_cells
from itaxl.reading.xml_scanner import Attributes, Scanner

SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_LOCKED = re.compile(rb"<(?:[\w.-]+:)?encryption-data[\s/>]")
_SHEETS_WITHIN = re.compile(rb"<[\w.-]+:spreadsheet[\s/>]")
_CELLS = frozenset(("table:table-cell", "table:covered-table-cell"))
#: Drawings, forms and records of changes hold texts and tables of their own.
_NOT_CELLS = frozenset(("table:shapes", "table:tracked-changes", "table:dde-links", "office:forms"))
#: What was read from other files at some time.
_FOREIGN_STYLE = "ta_extref"
#: Cells that are walked over, empty ones too.
_MOST_WALKED = 4 * MAX_CELLS
#: Signs around a number that say nothing.
_PLAIN = str.maketrans("", "", " \u00a0\u202f,()+-฿$€")


def read_opendocument(package: Package, allowance: Allowance) -> tuple[Grid, ...]:
    """The workbook in the package."""
    if _MANIFEST in package and _LOCKED.search(package.read(_MANIFEST)):
        raise allowance.refuse.encrypted()
    return read_flat(package.read(CONTENT), allowance)


def holds_sheets(package: Package) -> bool:
    """Whether a package that does not say what it is holds a spreadsheet."""
    return CONTENT in package and _SHEETS_WITHIN.search(package.read(CONTENT)) is not None


def read_flat(content: bytes, allowance: Allowance) -> tuple[Grid, ...]:
    """The workbook in one XML."""
    scanner = _Content(allowance)
    scanner.run(content)
    if not scanner.sheets:
        raise allowance.refuse.no_sheets()
    return grids_of(scanner.sheets, allowance)


class _Content(Scanner):
    """`sheets` is filled after `run`."""

    between = " "

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(allowance.refuse)
        self.sheets: list[Sheet] = []
        self._allowance = allowance
        self._names = Names()
        self._walked = self._aside = 0
        self._name: str | None = None
        self._cell: Attributes | None = None
        self._text = Paragraphs()
        self._note: Paragraphs | None = None
        self._in_note = False
        self._link = ""
        self._new_table()

    def _new_table(self) -> None:
        self._cells = no_cells()
        self._merged: list[Area] = []
        self._links: dict[tuple[int, int], str] = {}
        self._notes: dict[tuple[int, int], str] = {}
        self._row = self._row_repeats = self._column = self._pending = 0
        self._bottom = self._right = 0

    def started(self, name: str, attributes: Attributes) -> None:
        name = self._names[name]
        if self._aside or name in _NOT_CELLS or name.startswith("drawing:"):
            self._aside += 1
        elif self._cell is not None:
            self._started_in_cell(name, attributes)
        elif name in _CELLS:
            self._cell, self._text, self._note, self._link = self._spelt(attributes), Paragraphs(), None, ""
        elif name == "table:table-row":
            spelt = self._spelt(attributes)
            self._row_repeats = self._count(spelt, "table:number-rows-repeated", SHEET_ROWS)
            self._column = self._pending = 0
        elif name == "table:table":
            spelt = self._spelt(attributes)
            self._new_table()
            foreign = spelt.get("table:style-name") == _FOREIGN_STYLE
            self._name = None if foreign else spelt.get("table:name", "")

    def _spelt(self, attributes: Attributes) -> Attributes:
        return {self._names[name]: value for name, value in attributes.items()}

    def _started_in_cell(self, name: str, attributes: Attributes) -> None:
        text = self._note if self._in_note and self._note is not None else self._text
        match name:
            case "table:table":  # whatever it shows, no cell of ours would
                raise self._odd()
            case "office:annotation":
                self._note, self._in_note = Paragraphs(), True
            case "text:p" | "text:h":
                text.begin()
            case "text:s":
                spaces = self._count(self._spelt(attributes), "text:c", 1_000_000_000)
                self._allowance.take_text(spaces)
                text.add_sign(" " * spaces)
            case "text:tab":
                text.add_sign("\t")
            case "text:line-break":
                text.add_sign("\n")
            case "text:a" if not self._in_note and not self._link:
                self._link = self._spelt(attributes).get("xlink:href", "")

    def read(self, text: str) -> None:
        if self._cell is not None and not self._aside:
            (self._note if self._in_note and self._note is not None else self._text).add(text)

    def ended(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
            return
        match self._names[name]:
            case "table:table-cell" | "table:covered-table-cell":
                self._end_cell()
            case "text:p" | "text:h" if self._cell is not None:
                (self._note if self._in_note and self._note is not None else self._text).end()
            case "office:annotation":
                self._in_note = False
            case "table:table-row":
                self._row += self._row_repeats
            case "table:table":
                self._end_table()

    def _end_cell(self) -> None:
        cell, self._cell = self._cell or {}, None
        repeats = self._count(cell, "table:number-columns-repeated", SHEET_COLUMNS)
        self._note_merge(cell)
        text = self._text.text
        value = self._value(cell, text)
        place = self._row + 1, self._column + self._pending + 1
        if self._note is not None:
            self._notes[place] = self._note.text.strip()
        if value is None or value == "":
            self._pending += repeats
            return
        self._hold(self._pending + repeats)
        self._column += self._pending
        self._pending = 0
        size = len(text) + len(cell.get("office:string-value", ""))
        self._allowance.take_text(size * repeats * self._row_repeats)
        self._bottom = max(self._bottom, self._row + self._row_repeats)
        self._right = max(self._right, self._column + repeats)
        if self._bottom * self._right > MAX_CELLS:
            raise self.refuse.too_many_cells(MAX_CELLS)
        for row in range(self._row, self._row + self._row_repeats):
            for column in range(self._column, self._column + repeats):
                self._cells[row][column] = value
        formula = cell.get("table:formula", "").partition("=")[2]
        link = opened_by(formula) if "YPERLINK(" in formula else self._link
        if link and not link.startswith("#"):
            self._links[place] = link
        self._column += repeats

    def _hold(self, cells: int) -> None:
        self._walked += cells
        if self._walked > _MOST_WALKED:
            raise self.refuse.too_many_cells(MAX_CELLS)

    def _value(self, cell: Attributes, text: str) -> Value:
        """LibreOffice says 'error' in its own attribute; a formula never calculated has no value type."""
        if cell.get("calcext:value-type") == "error":
            return CellFault(text.strip() or "#N/A")
        kind = cell.get("office:value-type", "")
        match kind:
            case "float" | "percentage" | "currency":
                return self._number(cell, text)
            case "date":
                return day_of(cell.get("office:date-value", text), text)
            case "time":
                return time_of(cell.get("office:time-value", text), text)
            case "boolean":
                return cell.get("office:boolean-value", "").strip() == "true"
            case "" if "table:formula" in cell and not text:
                return CellFault("")
            case "" if "office:value" in cell:
                return self._number(cell, text)
        return cell.get("office:string-value", text)

    def _number(self, cell: Attributes, text: str) -> Value:
        try:
            number = float(cell.get("office:value", ""))
        except ValueError as error:
            raise self.refuse.odd_cell(
                self._name or "", self._row + 1, self._column + self._pending + 1
            ) from error
        if not _tells(text):
            return number
        return _day_seen(number, text) or Formatted(number, text)

    def _odd(self) -> InputError:
        row, column = self._row + 1, self._column + self._pending + 1
        return self.refuse.odd_cell(self._name or "", row, column)

    def _note_merge(self, cell: Attributes) -> None:
        rows = self._count(cell, "table:number-rows-spanned", SHEET_ROWS)
        columns = self._count(cell, "table:number-columns-spanned", SHEET_COLUMNS)
        if rows * columns > 1:
            self._allowance.take_merged(1)
            row, column = self._row + 1, self._column + self._pending + 1
            self._merged.append((row, column, row + rows - 1, column + columns - 1))

    def _end_table(self) -> None:
        if self._name is None:
            return
        if len(self.sheets) >= MAX_SHEETS:
            raise self.refuse.damaged()
        self._allowance.expect(self._bottom * self._right)
        merged = tuple(self._merged)
        self.sheets.append(Sheet(self._name, self._cells, merged, self._links, self._notes))
        self._name = None

    def _count(self, attributes: Attributes, name: str, most: int) -> int:
        text = attributes.get(name, "1")
        if not (text.isascii() and text.isdecimal() and len(text) < 12):
            raise self.refuse.damaged()
        return min(int(text), most)


def _day_seen(number: float, text: str) -> Value:
    """The day that is both held and shown, in whatever language: not every program says what a number is."""
    value = format_of("d/m/yyyy h:mm" if ":" in text else "d/m/yyyy").value(number)
    if not isinstance(value, dt.date):
        return None
    clock = (
        (int(part) for part in value.text.partition(" ")[2].split(":")) if isinstance(value, Moment) else ()
    )
    years = {year for be in (0, BE_OFFSET) for year in (value.year + be, (value.year + be) % 100)}
    seen = set(map(int, re.findall(r"\d+", text)))
    return (
        value
        if value.day in seen and seen & years and seen <= {*years, value.day, value.month, *clock, 0}
        else None
    )


def _tells(text: str) -> bool:
    """Whether what is seen of a number says more than the number: 042555007, 042-555-007, ITA-007, 25%."""
    if not any(map(str.isdecimal, text)) or "E+" in text or "E-" in text:
        return False
    plain = text.translate(_PLAIN)
    whole, _, fraction = plain.partition(".")
    if (whole + fraction).isdecimal():
        return (len(whole) > 1 and whole.startswith("0")) or _has_parts(text)
    return True


def _has_parts(text: str) -> bool:
    """Digits on both sides of a dash or a space."""
    return re.search(r"\d[- ]+\d", text) is not None
