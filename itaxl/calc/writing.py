"""Values into cells: strings as they are, formulas as formulas, and every change in the history."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from itaxl.calc.areas import runs
from itaxl.calc.reading import TEXT, of_kind
from itaxl.calc.row_heights import heights_fixed, heights_following
from itaxl.calc.unsupported import NotOffered
from itaxl.core.areas import cells_of
from itaxl.core.grid import Area

if TYPE_CHECKING:
    from itaxl.calc.range import Range

_PARTS = re.compile(r'"(?:[^"]|"")*"|[A-Z][A-Z0-9.]*(?=\()|[-+]?\d+(?:\.\d+)?|[(),]')


def put(cells: Range, rows: Sequence[Sequence[Any]]) -> None:
    """Put str and float ('' empties the cell); what begins with '=' is a formula, but in a text cell.

    People's comments on the cells stay, and rows that are and stay empty: Calc would fit their heights anew.
    """
    for some, filled in _without_idle_rows(cells, rows):
        for part, values in _around_comments(some, filled):
            _put(part, values)


def _without_idle_rows(
    cells: Range, rows: Sequence[Sequence[Any]]
) -> Iterator[tuple[Range, Sequence[Sequence[Any]]]]:
    top, left, _, right = cells.areas[0]
    idle = {at for at, values in enumerate(rows) if all(value in ("", None) for value in values)}
    if idle:
        stands = cells.block.getFormulaArray()
        idle = {at for at in idle if not any(stands[at])}
    for is_idle, numbers in groupby(range(len(rows)), idle.__contains__):
        if not is_idle:
            first, *others = numbers
            last = others[-1] if others else first
            yield _part(cells, (top + first, left, top + last, right)), rows[first : last + 1]


def _around_comments(
    cells: Range, rows: Sequence[Sequence[Any]]
) -> Iterator[tuple[Range, Sequence[Sequence[Any]]]]:
    """Calc takes the comments away with the contents where a block is put: there cell by cell."""
    top, left, bottom, right = cells.areas[0]
    commented = _commented_rows(cells)
    for has_comment, numbers in groupby(range(top, bottom + 1), commented.__contains__):
        first, *others = numbers
        last = others[-1] if others else first
        if not has_comment:
            yield _part(cells, (first, left, last, right)), rows[first - top : last - top + 1]
            continue
        for row, column in cells_of((first, left, last, right)):
            yield _part(cells, (row, column, row, column)), [[rows[row - top][column - left]]]


def _commented_rows(cells: Range) -> set[int]:
    top, left, bottom, right = cells.areas[0]
    comments = cells.sheet.sheet.Annotations
    places = (comments.getByIndex(n).Position for n in range(comments.Count))
    return {
        place.Row + 1
        for place in places
        if top <= place.Row + 1 <= bottom and left <= place.Column + 1 <= right
    }


def _part(cells: Range, area: Area) -> Range:
    return cells if [area] == cells.areas else type(cells)(cells.sheet, [area])


def _put(cells: Range, rows: Sequence[Sequence[Any]]) -> None:
    top, left, _, _ = cells.areas[0]
    likely = {
        (row, column)
        for row, values in enumerate(rows, top)
        for column, value in enumerate(values, left)
        if _is_formula(value)
    }
    formulas = likely - {cell for cell, _ in of_kind(cells, likely, TEXT)}
    if len(rows) == len(rows[0]) == 1:
        _put_one(cells.block, rows[0][0], is_formula=bool(formulas))
        return
    data = [
        tuple("" if (row, column) in formulas else _plain(value) for column, value in enumerate(values, left))
        for row, values in enumerate(rows, top)
    ]
    _put_block(cells, tuple(data), [(run, _texts(rows, run, top, left)) for run in runs(formulas)])


def _is_formula(value: Any) -> bool:
    return isinstance(value, str) and len(value) > 1 and value.startswith("=")


def _plain(value: Any) -> str | float:
    if value is None:
        return ""  # None would be #N/A
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise NotOffered(f"Range.raw_value = {type(value).__name__}")
    return value if isinstance(value, str) else float(value)


def _put_one(block: Any, value: Any, *, is_formula: bool) -> None:
    cell, plain = block.getCellByPosition(0, 0), _plain(value)
    if is_formula:
        cell.setFormula(in_calc(str(plain)))
    elif isinstance(plain, float):
        cell.setValue(plain)
    else:
        cell.setString(plain)


def _texts(rows: Sequence[Sequence[Any]], run: Area, top: int, left: int) -> tuple[tuple[str], ...]:
    first, column, last, _ = run
    return tuple((in_calc(rows[row - top][column - left]),) for row in range(first, last + 1))


def _put_block(cells: Range, data: Any, formulas: list[tuple[Area, Any]]) -> None:
    block, sheet = cells.block, cells.sheet.sheet
    puts: list[Callable[[], None]] = [
        # Calc's history forgets that a cell was empty before a block came over it, but not that it was
        # empty before an array formula came: with both, in this order, it can be undone and redone.
        partial(block.setArrayFormula, "=1"),
        partial(block.setArrayFormula, ""),
        partial(block.setDataArray, data),
    ]
    for (top, left, bottom, right), texts in formulas:
        target = sheet.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)
        puts.append(partial(target.setFormulaArray, texts))
    *earlier, last = puts
    document = cells.sheet.book.document
    with heights_fixed(document):
        for one in earlier:
            one()
    with heights_following(document):
        last()


def in_calc(formula: str) -> str:
    """A formula of functions, texts and numbers as Calc's own grammar has it: ';' between arguments."""
    parts, at = ["="], 1
    while at < len(formula):
        found = _PARTS.match(formula, at)
        if not found:
            raise NotOffered(f"formula {formula}")
        parts.append(";" if found[0] == "," else found[0])
        at = found.end()
    return "".join(parts)
