"""One worksheet's cells, written into its bytes: what is not written keeps its own."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from itaxl.core.areas import CellAt, address, read_address, within
from itaxl.core.grid import Area, Value, column_letter, column_number
from itaxl.core.palette import Swatch
from itaxl.files.checked.around import (
    Cut,
    cut,
    grown,
    joined,
    merged_in,
    widened,
    with_links,
    with_rows,
    with_widths,
)
from itaxl.files.checked.cell_content import content
from itaxl.files.checked.markup import (
    TooMuch,
    attributes,
    elements,
    openings,
    text_of,
    with_attributes,
)
from itaxl.files.checked.standing import Standing
from itaxl.files.checked.styles import Look, Styles, number_in
from itaxl.files.tracker.cells import height

_FORMULA_LIKE = ("=", "+", "-", "@", "'")
_COLUMN = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})\d{1,7}[\"']")
#: Tags in the cells of a sheet that results go to; those of 10,000 measures are 600,000.
_MOST_TAGS, _MOST_ROWS = 1_500_000, 100_000
#: What goes with a value that goes.
_NO_VALUE: dict[bytes, bytes | None] = {b"t": None, b"cm": None, b"vm": None, b"ph": None}
#: Prefix, attributes and cells.
_Row = tuple[bytes, bytes, bytes]
_Looks = dict[str, Any]


class Sheet:
    """One worksheet, 1-based rows and columns.  What is asked for is done by `part`, all at once."""

    def __init__(self, part: bytes, styles: Styles) -> None:
        self._around, rows = cut(part)
        self._bytes, self._styles = rows or b"", styles
        if self._bytes.count(b"<") > _MOST_TAGS:
            raise TooMuch
        data = openings(b"sheetData").search(self._around)
        self._p = data["p"] if data else b""
        self._values: defaultdict[int, dict[int, Value]] = defaultdict(dict)
        self._looks: defaultdict[int, dict[int, _Looks]] = defaultdict(dict)
        self._bare: list[Area] = []
        self._heights: dict[int, tuple[float | None, bool]] = {}
        self._hidden: dict[int, bool] = {}
        self._links: dict[CellAt, str] = {}
        self._mended: set[CellAt] = set()
        self._widths: dict[int, float] = {}
        self._at, self._count = 1, 0
        self._merged = merged_in(self._around)
        self._column_styles: dict[int, int] = {}

    @property
    def last_row(self) -> int:
        """How far down rows are there."""
        return max((number for number, _ in self._rows()), default=0)

    @property
    def has_formulas(self) -> bool:
        return openings(b"f").search(self._bytes) is not None

    def texts(self, shared: Sequence[bytes]) -> dict[CellAt, str]:
        """What the cells came with, `shared` being the workbook's texts; others are left out."""
        found: dict[CellAt, str] = {}
        for row, cells in self._rows():
            for column, cell in _cells_in(cells["inner"] or b""):
                inner, about = cell["inner"] or b"", attributes(cell["about"])
                value = elements(b"v").search(inner)
                text = text_of(value["inner"]) if value else _text_in(inner)
                if about.get(b"t") == b"s":
                    number = int(text) if text.isdigit() else len(shared)
                    text = _text_in(shared[number]) if number < len(shared) else ""
                if text:
                    found[row, column] = text
        return found

    def clear(self) -> None:
        """Take all cells away."""
        self._bytes = b""

    def put(self, row: int, column: int, value: Value, *, as_text: bool = False) -> None:
        """A text as itself, never as a formula or an error; '' empties the cell, its link too."""
        if self._is_covered(row, column):  # Excel, too, shows nothing of what is put under a merged area
            return
        self._values[row][column] = value
        if isinstance(value, str) and value:
            self._dress(row, column, as_text=as_text, quoted=value.startswith(_FORMULA_LIKE))
        elif isinstance(value, dt.date):
            self._dress(row, column, as_date=True)

    def mend(self, row: int, column: int, value: Value, form: str | None) -> None:
        """Another value in the same cell, with its link; `form` is its number format, None for the cell's."""
        self.put(row, column, value)
        if value not in (None, ""):
            self._mended.add((row, column))
            if form:
                self._dress(row, column, form=form)

    def widen(self, column: int, width: float) -> None:
        """Make a column at least so wide."""
        self._widths[column] = width

    @cached_property
    def standing(self) -> Standing:
        """The cells as they came."""
        cells = {
            (number, column): cell
            for number, row in self._rows()
            for column, cell in _cells_in(row["inner"] or b"")
        }
        return Standing(cells, self._around, self._styles, self._column_style)

    def link(self, row: int, column: int, location: str) -> None:
        """Lead to a place in the workbook, looking like the buttons' links."""
        if not self._is_covered(row, column):
            self._dress(row, column, accent=True)
            self._links[row, column] = location

    def paint(self, areas: Sequence[Area], colours: Mapping[CellAt, Swatch]) -> None:
        """Colours off the whole areas, then on the cells; a cell that nobody made has none to take off."""
        self._bare += areas
        for at, swatch in colours.items():
            self._dress(*at, coloured=True, swatch=swatch)

    def hide(self, row: int, hidden: bool) -> None:
        self._hidden[row] = hidden

    def fit(self, row: int, cells: Iterable[tuple[Value, float]], *, grow_only: bool = False) -> None:
        """A height for texts in columns of these widths, in characters; Excel fits it anew on a change."""
        self._heights[row] = height(cells), grow_only

    def insert_rows(self, at: int, count: int) -> None:
        """As Excel inserts them: what lies below moves, the new rows look like those above.

        To be asked for before anything else, which counts the rows after it.
        """
        self._at, self._count = at, count
        self._merged = [read_address(grown(address(area), at, count)) for area in self._merged]

    def part(self) -> bytes:
        """The sheet with all that was asked for."""
        put = [(row, column) for row, values in self._values.items() for column in values]
        around = with_rows(self._around, self._at, self._count) if self._count else self._around
        unlinked = [at for at in put if at not in self._mended]
        around = with_widths(widened(with_links(around, self._links, unlinked), put), self._widths)
        return joined(Cut(around, self._written()))

    def _dress(self, row: int, column: int, **looks: Any) -> None:
        self._looks[row].setdefault(column, {}).update(looks)

    def _is_covered(self, row: int, column: int) -> bool:
        at = row, column
        return any(within(area, at) and at != area[:2] for area in self._merged)

    def _rows(self) -> Iterator[tuple[int, re.Match[bytes]]]:
        number = 0
        for row in elements(b"row").finditer(self._bytes):
            said = number_in(attributes(row["about"]), b"r")
            number = said or number + 1
            yield number, row

    def _written(self) -> bytes:
        rows: dict[int, list[_Row]] = defaultdict(list)
        for number, row in self._rows():
            place = number + self._count if number >= self._at else number
            rows[place].append((row["p"], row["about"], row["inner"] or b""))
            if len(rows) > _MOST_ROWS:
                raise TooMuch
        self._insert(rows)
        for number in (*self._values, *self._looks, *(row for row, hidden in self._hidden.items() if hidden)):
            if number not in rows:
                rows[number].append((self._p, b' r="%d"' % number, b""))
        pieces = []
        for number in sorted(rows):
            first, *more = rows[number]
            pieces.append(self._row(number, *first))
            pieces += [b"<%brow%b>%b</%brow>" % (p, about, inner, p) for p, about, inner in more]
        return b"".join(pieces)

    def _insert(self, rows: dict[int, list[_Row]]) -> None:
        pattern = self._count and (rows.get(self._at - 1) or rows.get(self._at + self._count))
        if pattern:
            p, about, inner = pattern[0]
            bare = elements(b"c").sub(_without_value, inner)
            for number in range(self._at, self._at + self._count):
                here = with_attributes(about, {b"r": b"%d" % number, b"hidden": None})
                rows[number] = [(p, here, bare)]

    def _row(self, number: int, p: bytes, about: bytes, inner: bytes) -> bytes:
        values, looks = self._values.get(number, {}), self._looks.get(number, {})
        bare = [(left, right) for top, left, bottom, right in self._bare if top <= number <= bottom]
        moved = self._count > 0 and number >= self._at
        changes: dict[bytes, bytes | None] = {b"r": b"%d" % number} if moved else {}
        if values or looks or bare or moved:
            made: dict[int, bytes] = {}
            for column, cell in _cells_in(inner):
                look = looks.get(column, {})
                if "coloured" not in look and any(left <= column <= right for left, right in bare):
                    look = {**look, "coloured": True}
                keeps = not look and column not in values and not moved
                made[column] = cell[0] if keeps else self._cell((number, column), cell, look)
            fresh = {c for c, value in values.items() if value not in ("", None)}
            fresh |= {c for c, look in looks.items() if "coloured" in look}
            for column in fresh - made.keys():
                made[column] = self._fresh(p, (number, column), about)
                changes[b"spans"] = None
            inner = b"".join(made[column] for column in sorted(made))
        about = with_attributes(about, changes | self._size(number, about))
        return b"<%brow%b>%b</%brow>" % (p, about, inner, p) if inner else b"<%brow%b/>" % (p, about)

    def _size(self, number: int, about: bytes) -> dict[bytes, bytes | None]:
        changes: dict[bytes, bytes | None] = {}
        if number in self._heights:
            needed, grow_only = self._heights[number]
            said = attributes(about).get(b"ht", b"0")
            before = float(said) if re.fullmatch(rb"\d{1,4}(\.\d*)?", said) else 0.0
            if needed is None and not grow_only:
                changes |= {b"ht": None, b"customHeight": None}
            elif needed is not None and (not grow_only or needed > before):
                changes[b"ht"] = f"{needed:g}".encode()
        if number in self._hidden:
            changes[b"hidden"] = b"1" if self._hidden[number] else None
        return changes

    def _cell(self, at: CellAt, cell: re.Match[bytes], looks: _Looks) -> bytes:
        style = number_in(attributes(cell["about"]), b"s")
        new = self._styles.look(style, Look(**looks))
        if new == style and at[1] not in self._values.get(at[0], {}) and not self._count:
            return cell[0]
        return self._made(cell["p"], at, cell["about"], new, cell["inner"])

    def _fresh(self, p: bytes, at: CellAt, row: bytes) -> bytes:
        """A cell that nobody made looks as its row does, or its column."""
        about = attributes(row)
        style = number_in(about, b"s") if b"customFormat" in about else self._column_style(at[1])
        looks = self._looks.get(at[0], {}).get(at[1], {})
        return self._made(p, at, b"", self._styles.look(style, Look(**looks)), None)

    def _made(self, p: bytes, at: CellAt, about: bytes, style: int, inner: bytes | None) -> bytes:
        row, column = at
        changes: dict[bytes, bytes | None] = {b"r": f"{column_letter(column)}{row}".encode()}
        if style or b" s=" in about:
            changes[b"s"] = b"%d" % style
        values = self._values.get(row, {})
        if column in values:
            kind, inner = content(p, values[column])
            changes |= {**_NO_VALUE, b"t": kind}
        about = with_attributes(about, changes)
        return b"<%bc%b>%b</%bc>" % (p, about, inner, p) if inner else b"<%bc%b/>" % (p, about)

    def _column_style(self, column: int) -> int:
        if column not in self._column_styles:
            columns = (attributes(one["about"]) for one in openings(b"col").finditer(self._around))
            mine = (c for c in columns if number_in(c, b"min") <= column <= number_in(c, b"max"))
            self._column_styles[column] = next((number_in(c, b"style") for c in mine), 0)
        return self._column_styles[column]


def _cells_in(row: bytes) -> Iterator[tuple[int, re.Match[bytes]]]:
    """The cells of a row with their columns; one that does not say where it stands follows the one before."""
    column = 0
    for cell in elements(b"c").finditer(row):
        place = _COLUMN.search(cell["about"])
        column = column_number(place[1].decode()) if place else column + 1
        yield column, cell


def _text_in(item: bytes) -> str:
    """The runs of a text, without how to pronounce them."""
    bare = elements(b"rPh").sub(b"", item)
    return "".join(text_of(run["inner"]) for run in elements(b"t").finditer(bare))


def _without_value(cell: re.Match[bytes]) -> bytes:
    return b"<%bc%b/>" % (cell["p"], with_attributes(cell["about"], _NO_VALUE))
