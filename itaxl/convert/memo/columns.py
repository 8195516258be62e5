"""Which columns a memo's table has, and where its header ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from itaxl.convert.measures.columns import (
    Choice,
    Column,
    choose,
    is_table,
    named,
    status_name,
    with_marks,
)
from itaxl.convert.measures.content import checked
from itaxl.convert.measures.ends import with_ends
from itaxl.convert.measures.places import DocumentPlace
from itaxl.convert.memo.blocks import Cell, Paragraph, Table, lines_of
from itaxl.convert.memo.lines_up import Aligned, aligned
from itaxl.core.meanings.headers import exact, meaning
from itaxl.core.meanings.periods import periods_among
from itaxl.core.thai.text import clean, key

_HEADER_SEARCH = 6
_LONGEST_HEADER = 120
#: (first grid column, the one behind, texts from the top, headings of its groups) of a column.
_Leaf: TypeAlias = tuple[int, int, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table of measures; `spans` are (first grid column, the one behind) of each, from 0.

    The header is rows `first` to `body` (exclusive); `headers` are its rows for comparing.
    """

    choice: Choice
    spans: tuple[tuple[int, int], ...]
    widths: tuple[int, ...]
    first: int
    body: int
    headers: frozenset[tuple[str, ...]]

    @property
    def has_status(self) -> bool:
        return "status" in self.choice.fields

    @property
    def has_plan(self) -> bool:
        """Whether it says what was planned: who is responsible, until when, how it is followed up."""
        return bool(self.choice.fields & {"divisions", "due", "follow_up"}) or not self.has_status

    @property
    def width(self) -> int:
        return max(end for _, end in self.spans)

    def of(self, row: tuple[Cell, ...]) -> list[Aligned]:
        """The cells of a row with their columns."""
        return aligned(row, self.spans, self.widths)

    def used(self, column: int) -> Column | None:
        """What a column is used for."""
        begin = self.spans[column][0]
        return next((c for c in self.choice.read if c.head.column == begin), None)

    def tells_sides(self, column: int) -> bool:
        """Whether the cells of a column tell rows of the plan from rows of results."""
        return self.spans[column][0] == self.choice.sides

    def header_of(self, column: int) -> str:
        """The header above a column that is not in use, or is one of several periods."""
        begin = self.spans[column][0]
        periods = (c.head for c in self.choice.used if c.head.period)
        heads = (*self.choice.unused, *(c.head for c in self.choice.doubled), *periods)
        return next((head.text for head in heads if head.column == begin), "")


def placed(row: tuple[Cell, ...]) -> Iterator[tuple[int, Cell]]:
    """The cells of a row with the grid column where each begins."""
    at = 0
    for cell in row:
        yield at, cell
        at += cell.span


def words(cell: Cell) -> str:
    """A header cell's text in one line; words broken over lines are joined."""
    texts = [b.text for b in cell.blocks if isinstance(b, Paragraph)]
    return clean(" ".join(texts)).replace("\n", " ")


def find_columns(
    table: Table, number: int, above: int, before: Columns | None, year: int = 0
) -> Columns | None:
    """The columns of a table of measures; None for any other table.

    `number` is the table's in the document, and `above` counts its rows before these.  `before` are the
    columns of a table that ended right above: a copy without a header has the same ones.  `year` (BE) is
    the one that was named last before it.
    """
    for first, row in enumerate(table.rows[:_HEADER_SEARCH]):
        fields = {field for _, cell in placed(row) if (field := _field_of(words(cell)))}
        if len(fields) >= 2:
            return _columns(table, number, above, first, year)
    if before and table.rows and sum(cell.span for cell in table.rows[0]) == before.width:
        return replace(before, widths=table.widths, first=0, body=0)
    return None


def header_rows(table: Table) -> list[int]:
    """Where a header begins: rows that hold known words alone, a title's among them."""
    heads = [_is_header(row) for row in table.rows]
    return [
        at
        for at, row in enumerate(table.rows)
        if heads[at]
        and not (at and heads[at - 1])
        and any("title" in exact(words(cell)).fields[:1] for cell in row)
    ]


def _field_of(text: str) -> str:
    """What a header's cell says, to tell it from any other row."""
    if not text or len(text) > _LONGEST_HEADER:
        return ""
    if name := status_name(text):
        return name
    found = meaning(text)
    return found.fields[0] if found.usable else ""


def _columns(table: Table, number: int, above: int, first: int, year: int) -> Columns | None:
    tall = {at for at, cell in placed(table.rows[first]) if cell.merge == "restart"}
    body = first + 1
    while body < len(table.rows) and (_goes_on(table.rows[body]) or _is_below(table.rows[body], tall)):
        body += 1
    rows = table.rows[first:body]
    leaves: list[_Leaf] = [(at, at + cell.span, (words(cell),), ()) for at, cell in placed(rows[0])]
    for row in rows[1:]:
        below = aligned(row, [leaf[:2] for leaf in leaves], table.widths)
        leaves = [
            finer
            for n, leaf in enumerate(leaves)
            for finer in _refined(leaf, [one for one in below if one.column == n])
        ]
    heads = [
        named(at, DocumentPlace(number, above + body, at), texts, groups)
        for at, _, texts, groups in leaves
        if texts[-1]
    ]
    spans = tuple(leaf[:2] for leaf in leaves)
    choice = choose(with_ends(with_marks(heads), year))
    if not is_table(choice):
        return None
    indices = {begin: n for n, (begin, _) in enumerate(spans)}
    cells = [aligned(row, spans, table.widths) for row in table.rows[body:]]
    choice = checked(choice, lambda column: _below(cells, indices[column]), {}, indices)
    return Columns(choice, spans, table.widths, first, body, frozenset(map(row_key, rows)))


def _is_below(row: tuple[Cell, ...], tall: set[int]) -> bool:
    """Whether a row is part of the header since cells of its first row reach down into it."""
    reached = any(cell.merge == "continue" and at in tall for at, cell in placed(row))
    return reached and any(words(cell) for cell in row)


def _below(rows: Iterable[list[Aligned]], column: int) -> Iterator[str]:
    return ("\n".join(lines_of(one.cell)[0]) for row in rows for one in row if one.column == column)


def _refined(leaf: _Leaf, row: Sequence[Aligned]) -> Iterator[_Leaf]:
    """The columns below one header cell, which is their group: those that the next row names, else itself."""
    start, end, texts, groups = leaf
    if not any(words(one.cell) for one in row):
        yield leaf
    elif len(row) == 1:
        text = words(row[0].cell)
        yield start, end, tuple(dict.fromkeys((*texts, text))) if texts[-1] else (text,), groups
    else:
        over = (*groups, *filter(None, texts[-1:]))
        edges = [start, *(min(max(one.at, start + n), end) for n, one in enumerate(row[1:], 1)), end]
        for one, begin, last in zip(row, edges, edges[1:], strict=False):
            yield begin, last, (words(one.cell),), over


def row_key(row: tuple[Cell, ...]) -> tuple[str, ...]:
    """A row's texts for comparing: a header typed again has the same one."""
    return tuple(key(words(cell)) for cell in row if words(cell))


def _known(row: tuple[Cell, ...]) -> tuple[int, int]:
    """(texts that are known header words, all texts) of a row."""
    texts = [text for cell in row if (text := words(cell))]
    known = [t for t in texts if len(t) <= _LONGEST_HEADER and (exact(t).confidence or status_name(t))]
    return len(known) + periods_among(set(texts) - set(known)), len(texts)


def _is_header(row: tuple[Cell, ...]) -> bool:
    """A header row: only known words, and more than one of them."""
    known, texts = _known(row)
    return known == texts >= 2


def _goes_on(row: tuple[Cell, ...]) -> bool:
    """Whether a row is the next of a header: most of its texts are known words."""
    known, texts = _known(row)
    return known >= 2 and known * 5 >= texts * 3
