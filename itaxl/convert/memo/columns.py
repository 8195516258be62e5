"""Which columns a memo's table has, and where its header ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from itaxl.convert.measures.columns import (
    Choice,
    Column,
    Head,
    choose,
    is_table,
    named,
    status_name,
    with_marks,
)
from itaxl.convert.measures.content import checked
from itaxl.convert.measures.places import DocumentPlace
from itaxl.convert.memo.blocks import Cell, Paragraph, Table, lines_of
from itaxl.core.meanings.headers import exact, meaning
from itaxl.core.thai.text import clean, key

_HEADER_SEARCH = 6
_LONGEST_HEADER = 120
#: (first grid column, the one behind, texts from the top, heading of the group) of a column.
_Leaf: TypeAlias = tuple[int, int, tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table of measures, `ends` by the grid column where each begins, from 0.

    The header is rows `first` to `body` (exclusive); `headers` are its rows for comparing.
    """

    choice: Choice
    ends: dict[int, int]
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
        return max(self.ends.values())

    def at(self, place: int) -> Column | None:
        """The column in use that the grid column belongs to."""
        return next((c for c in self.choice.used if self._reaches(c.head, place)), None)

    def header_at(self, place: int) -> str:
        """The header above a grid column that is not in use."""
        heads = (*self.choice.unused, *(column.head for column in self.choice.doubled))
        return next((head.text for head in heads if self._reaches(head, place)), "")

    def _reaches(self, head: Head, place: int) -> bool:
        return head.column <= place < self.ends[head.column]


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


def find_columns(table: Table, number: int, above: int, before: Columns | None) -> Columns | None:
    """The columns of a table of measures; None for any other table.

    `number` is the table's in the document, and `above` counts its rows before these.  `before` are the
    columns of a table that ended right above: a copy without a header has the same ones.
    """
    for first, row in enumerate(table.rows[:_HEADER_SEARCH]):
        fields = {field for _, cell in placed(row) if (field := _field_of(words(cell)))}
        if len(fields) >= 2:
            return _columns(table, number, above, first)
    if before and table.rows and sum(cell.span for cell in table.rows[0]) == before.width:
        return Columns(before.choice, before.ends, 0, 0, before.headers)
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


def _columns(table: Table, number: int, above: int, first: int) -> Columns | None:
    body = first + 1
    while body < len(table.rows) and _goes_on(table.rows[body]):
        body += 1
    rows = table.rows[first:body]
    leaves: list[_Leaf] = [(at, at + cell.span, (words(cell),), "") for at, cell in placed(rows[0])]
    for row in rows[1:]:
        leaves = [finer for leaf in leaves for finer in _refined(leaf, row)]
    heads = [
        named(at, DocumentPlace(number, above + body, at), texts, group)
        for at, _, texts, group in leaves
        if texts[-1]
    ]
    ends = {at: end for at, end, _, _ in leaves}
    choice = choose(with_marks(heads))
    if not is_table(choice):
        return None
    choice = checked(choice, lambda column: _below(table.rows[body:], column), {})
    return Columns(choice, ends, first, body, frozenset(map(row_key, rows)))


def _below(rows: Iterable[tuple[Cell, ...]], column: int) -> Iterator[str]:
    return ("\n".join(lines_of(cell)[0]) for row in rows for at, cell in placed(row) if at == column)


def _refined(leaf: _Leaf, row: tuple[Cell, ...]) -> Iterator[_Leaf]:
    """The columns below one header cell, which is their group: those that the next row names, else itself."""
    start, end, texts, group = leaf
    below = [(at, cell) for at, cell in placed(row) if start <= at < end and words(cell)]
    if not below:
        yield leaf
        return
    for at, cell in below:
        text = words(cell)
        stands_alone = at == start and at + cell.span >= end
        yield (
            (start, end, tuple(dict.fromkeys((*texts, text))) if texts[-1] else (text,), group)
            if stands_alone
            else (at, min(at + cell.span, end), (text,), texts[-1])
        )


def row_key(row: tuple[Cell, ...]) -> tuple[str, ...]:
    """A row's texts for comparing: a header typed again has the same one."""
    return tuple(key(words(cell)) for cell in row if words(cell))


def _known(row: tuple[Cell, ...]) -> tuple[int, int]:
    """(texts that are known header words, all texts) of a row."""
    texts = [text for cell in row if (text := words(cell))]
    known = [t for t in texts if len(t) <= _LONGEST_HEADER and (exact(t).confidence or status_name(t))]
    return len(known), len(texts)


def _is_header(row: tuple[Cell, ...]) -> bool:
    """A header row: only known words, and more than one of them."""
    known, texts = _known(row)
    return known == texts >= 2


def _goes_on(row: tuple[Cell, ...]) -> bool:
    """Whether a row is the next of a header: most of its texts are known words."""
    known, texts = _known(row)
    return known >= 2 and known * 5 >= texts * 3
