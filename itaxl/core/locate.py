"""Where the workbook's parts stand in somebody's sheets: sheets, labelled fields, tables.

Labels may have moved, columns may have been added or reordered, rows may be blank.  What is renamed
or gone is noticed, with the label that was expected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from types import MappingProxyType

from itaxl.core import layout
from itaxl.core.grid import Grid, Place, Value
from itaxl.core.layout import Field, Kind
from itaxl.core.reading import Cell, Columns, RowCells, Sighting
from itaxl.core.thai.text import clean, hollow, key
from itaxl.named_tuple import NamedTuple

#: A header row is believed from this many known labels on.
_LEAST_HEADERS = 3
_LONGEST_LABEL = 60


#: By the tables of `layout` themselves: to compare their contents takes longer than to use them.
_INDEXES: dict[int, tuple[tuple[Field, ...], dict[str, Field]]] = {}


def _index(fields: tuple[Field, ...]) -> dict[str, Field]:
    """The fields by their labels as `thai.key` compares them."""
    if id(fields) not in _INDEXES:
        index = {key(label): f for f in fields for label in (f.label, f.formerly) if label}
        _INDEXES[id(fields)] = fields, index
    return _INDEXES[id(fields)][1]


@cache
def _section_keys() -> frozenset[str]:
    return frozenset(map(key, layout.SECTIONS))


def label_key(value: Value) -> str:
    """`thai.key` of a text that is short enough to be a label, '' for anything else."""
    return key(value) if isinstance(value, str) and len(value) <= _LONGEST_LABEL else ""


class Table(NamedTuple):
    """A header row found in a grid: the column of each field that is there; `own` are the office's own."""

    grid: Grid
    header_row: int
    columns: Mapping[str, int]
    fields: tuple[Field, ...]
    own: Mapping[str, int] = MappingProxyType({})

    @property
    def place(self) -> Place:
        return Place(self.grid.sheet, self.header_row, min(self.columns.values(), default=1))

    def rows(self, end: int | None = None) -> Iterator[RowCells]:
        """The rows between the header and `end`, without those that are blank in every input column."""
        fields = tuple(f for f in self.fields if f.key in self.columns)
        numbers = tuple(self.columns[f.key] for f in fields)
        columns = Columns(self.grid.sheet, fields, numbers, {f.key: n for n, f in enumerate(fields)})
        inputs = _picked(self.columns[f.key] for f in fields if f.kind is not Kind.OUTPUT)
        every, width = _picked(numbers), max(numbers, default=0)
        below = self.grid.rows[self.header_row : end and end - 1]
        for row, values in enumerate(below, self.header_row + 1):
            if len(values) < width:
                values += (None,) * (width - len(values))
            if any(map(_filled, inputs(values))):
                yield RowCells(columns, row, every(values))


def _picked(columns: Iterable[int]) -> Callable[[tuple[Value, ...]], tuple[Value, ...]]:
    """What takes the values of these columns out of a row."""
    indexes = [column - 1 for column in columns]
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda row: tuple(row[index] for index in indexes)


def _filled(value: Value) -> bool:
    return value is not None and not (isinstance(value, str) and hollow(value))


def find_sheet(grids: Iterable[Grid], name: str) -> Grid | None:
    """The sheet of that name, compared as labels are."""
    return next((g for g in grids if key(g.sheet) == key(name)), None)


def assessed_sheets(names: Iterable[str]) -> frozenset[str]:
    """The sheets of a workbook that an assessment reads: two, where both have their names, else all.

    Of the others it needs only that they are there.
    """
    names = frozenset(names)
    wanted = {key(layout.OFFICE_SHEET), key(layout.MEASURES_SHEET)}
    found = frozenset(name for name in names if key(name) in wanted)
    return found if set(map(key, found)) == wanted else names


#: The places of the texts of a sheet that are short enough to be labels, by their keys.
Labels = Mapping[str, Sequence[tuple[int, int]]]


def labels_of(grid: Grid) -> Labels:
    """For a sheet in which several things are looked for."""
    labels: dict[str, list[tuple[int, int]]] = {}
    for row, values in enumerate(grid.rows, 1):
        for column, name in _labels(values):
            labels.setdefault(name, []).append((row, column))
    return labels


def _labels(row: tuple[Value, ...]) -> list[tuple[int, str]]:
    return [
        (column, name)
        for column, value in enumerate(row, 1)
        if isinstance(value, str) and len(value) <= _LONGEST_LABEL and (name := key(value))
    ]


def find_table(
    grid: Grid,
    fields: tuple[Field, ...],
    least: int = _LEAST_HEADERS,
    labels: Labels | None = None,
    contract: int = layout.CONTRACT,
) -> tuple[Table | None, list[Sighting]]:
    """The row with the most known headers, the first of equals; and what is wrong with its headers.

    `contract` is the one that the tracker was made by: what it could not have is not missed.
    """
    index = _index(fields)
    best, best_row = 0, 0
    numbers: Iterable[int] = range(1, len(grid.rows) + 1)
    if labels is not None:
        numbers = sorted({row for name in index for row, _ in labels.get(name, ())})
    for number in numbers:
        row = grid.rows[number - 1]
        if len(row) - row.count(None) <= best:
            continue  # as the measures, of which there may be thousands, where a newer header is not there
        count = len({index[name].key for _, name in _labels(row) if name in index})
        if count > best:
            best, best_row = count, number
        if best == len(fields):
            break
    if best < least:
        return None, []
    columns: dict[str, int] = {}
    noticed: list[Sighting] = []
    for column, name in _labels(grid.rows[best_row - 1]):
        if name not in index:
            continue
        if index[name].key in columns:
            place = Place(grid.sheet, best_row, column)
            noticed.append(Sighting("S106", place, grid.at(best_row, column)))
        else:
            columns[index[name].key] = column
    strangers = {
        column: value
        for column, value in enumerate(grid.rows[best_row - 1], 1)
        if isinstance(value, str) and label_key(value) not in index and value.strip()
    }
    table = Table(grid, best_row, columns, fields, _own(strangers))
    where = {Place(grid.sheet, best_row, c): v for c, v in strangers.items()}
    missing = [f for f in fields if f.key not in columns and f.kind is not Kind.OUTPUT]
    if not missing:
        return table, noticed
    from itaxl.core.missed_labels import Seen, missed  # seldom needed, and a click must start fast

    places = {name: Place(grid.sheet, best_row, column) for name, column in columns.items()}
    return table, noticed + missed(Seen(grid, fields, places, where, table.place, False), missing, contract)


def _own(strangers: Mapping[int, str]) -> dict[str, int]:
    """Headers in one line each, the first of several that read alike: a table of Excel has no two."""
    own: dict[str, tuple[str, int]] = {}
    for column, header in strangers.items():
        own.setdefault(key(header), (" ".join(clean(header).split()), column))
    return dict(own.values())


def find_labels(
    grid: Grid, fields: tuple[Field, ...], labels: Labels | None = None, contract: int = layout.CONTRACT
) -> tuple[dict[str, Cell], list[Sighting]]:
    """Labelled fields: label in the column that holds most of them, value in the next one.

    `contract` as in `find_table`.
    """
    index = _index(fields)
    labels = labels_of(grid) if labels is None else labels
    hits = sorted((*place, field.key) for name, field in index.items() for place in labels.get(name, ()))
    by_key = {field.key: field for field in fields}
    if not hits:
        from itaxl.core.missed_labels import Seen, missed  # as above

        return {}, missed(Seen(grid, fields, {}, {}, Place(grid.sheet), True), fields, contract)
    column = Counter(c for _, c, _ in hits).most_common(1)[0][0]
    cells: dict[str, Cell] = {}
    noticed: list[Sighting] = []
    for row, c, name in hits:
        if c != column:
            continue
        if name in cells:
            noticed.append(Sighting("S106", Place(grid.sheet, row, c), grid.at(row, c)))
            continue
        beside = _value_column(grid, row, column)
        cells[name] = Cell(by_key[name], grid.sheet, row, beside, grid.at(row, beside))
    missing = [f for f in fields if f.key not in cells]
    if missing:
        where = _strangers(grid, column, index)
        top = Place(grid.sheet, hits[0][0], column)
        from itaxl.core.missed_labels import Seen, missed  # as above

        places = {name: Place(grid.sheet, cell.row, column) for name, cell in cells.items()}
        noticed += missed(Seen(grid, fields, places, where, top, True), missing, contract)
    return cells, noticed


def _value_column(grid: Grid, row: int, column: int) -> int:
    """The column right of a label, past the cells it was merged over."""
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and left <= column <= right:
            return right + 1
    return column + 1


def _strangers(grid: Grid, column: int, index: Container[str]) -> dict[Place, str]:
    """Texts of the label column that are no known label and no heading: perhaps renamed labels."""
    texts: dict[Place, str] = {}
    for number in range(1, len(grid.rows) + 1):
        value = grid.at(number, column)
        if not isinstance(value, str) or not value.strip() or grid.at(number, column + 1) is None:
            continue
        if label_key(value) not in index and label_key(value) not in _section_keys():
            texts[Place(grid.sheet, number, column)] = value
    return texts


def heading_below(table: Table) -> int | None:
    """The row of the next section's heading, which ends a table on the office sheet."""
    rows = enumerate(table.grid.rows[table.header_row :], table.header_row + 1)
    return next((number for number, row in rows if _is_heading(row)), None)


def _is_heading(row: tuple[Value, ...]) -> bool:
    """It begins its row and has nothing beside it: elsewhere its words are what somebody typed."""
    column, name = next(
        ((at, name) for at, value in enumerate(row, 1) if (name := label_key(value))), (0, "")
    )
    if name not in _section_keys():
        return False
    return not any(map(_filled, row[: column - 1])) and not any(map(_filled, row[column : column + 1]))
