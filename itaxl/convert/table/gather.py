"""The rows of a table as raw measures; what is no part of one is put down in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.convert.measures.cells import MeasureCells
from itaxl.convert.measures.columns import Column, label_of
from itaxl.convert.measures.in_charge import divisions_below
from itaxl.convert.measures.places import filled, spoken
from itaxl.convert.measures.provenance import Ledger
from itaxl.convert.measures.said_of_headers import header_doubts
from itaxl.convert.table.columns import year_above
from itaxl.convert.table.mapping import Mapping as Told
from itaxl.convert.table.rows import Role, RowRead, RowReader
from itaxl.convert.table.tables import TableFound
from itaxl.core import layout
from itaxl.core.fields import without_signs
from itaxl.core.grid import Area, Place, shown
from itaxl.core.meanings.divisions import Divisions
from itaxl.core.meanings.indicators import indicator_below
from itaxl.core.meanings.numbers import count_of, is_sub_count, numbered, sub_numbered
from itaxl.core.meanings.periods import period_in
from itaxl.core.thai.text import clean, key, said

_HEADER, _SECTION, _TOTAL = "หัวตาราง", "หัวข้อคั่นตาราง", "แถวรวม"


def gather(
    table: TableFound, index: int, mapping: Told, divisions: Divisions, ledger: Ledger
) -> tuple[list[MeasureCells], list[Doubt]]:
    """The measures of one table in order, and the doubts about its headers and sections."""
    doubts = list(header_doubts(table.choice))
    raws: list[MeasureCells] = []
    _note_header(table, ledger)
    indicator: int | None = None
    section_divisions: tuple[str, ...] = ()
    seen: set[int] = set()
    year = year_above(table.grid, table.first)
    period = period_in(table.grid.sheet)[0]
    for read in RowReader(table, mapping).rows():
        if read.role in (Role.MEASURE, Role.MORE):
            values = enumerate(table.grid.rows[read.row - 1], 1)
            seen |= {column for column, value in values if filled(value)}
        match read.role:
            case Role.MEASURE:
                raws.append(_begun(read, table, index, indicator, section_divisions))
                raws[-1].year, raws[-1].period = year, period
            case Role.MORE if raws:
                _go_on(raws[-1], read)
            case Role.SECTION:
                text, place = _text_of(table, read.row)
                indicator = indicator_below(text, indicator)
                period = period_in(text)[0] or period
                beside = next((p.text for p in read.parts if p.column.field == "divisions" and p.own), "")
                headed = "divisions" in table.choice.fields
                section_divisions = divisions_below(text, beside, headed, divisions, section_divisions)
                _set_aside(table, read.row, ledger, _SECTION)
                doubts.append(doubt("C817", spoken(place), text))
            case Role.HEADER | Role.TOTAL:
                _set_aside(table, read.row, ledger, _HEADER if read.role is Role.HEADER else _TOTAL)
            case _:
                pass
    doubts += _unheaded(table, seen)
    across = _merged_across(table)
    for raw in raws:
        raw.doubts += (*_beside_headed(table, raw, seen), *_covered(table, raw, across))
    return raws, doubts


def _merged_across(table: TableFound) -> dict[int, list[Area]]:
    """The areas that reach over cells side by side below the header, by the rows that they are in."""
    found: dict[int, list[Area]] = {}
    for area in table.grid.merged:
        if area[1] < area[3] and table.last < area[0] < table.end:
            for row in range(area[0], min(area[2], table.end) + 1):
                found.setdefault(row, []).append(area)
    return found


def _covered(table: TableFound, raw: MeasureCells, across: Mapping[int, list[Area]]) -> Iterator[Doubt]:
    """The fields of a measure that have no cell of their own, since one beside it reaches over theirs."""
    for row in raw.rows:
        for _, left, _, right in across.get(row, ()):
            for field, head in table.choice.used:
                if left < head.column <= right:
                    yield doubt("C886", spoken(Place(table.grid.sheet, row, head.column)), field=field)


def _over(table: TableFound) -> dict[Column, set[int]]:
    """The columns in use whose header reaches over others, with these."""
    return {
        column: set(range(left + 1, right + 1))
        for column in table.choice.used
        for top, left, bottom, right in table.grid.merged
        if top <= column.head.place.row <= bottom and left == column.head.column < right
    }


def _beside_headed(table: TableFound, raw: MeasureCells, seen: set[int]) -> Iterator[Doubt]:
    """What stands beside a cell, below the same header, and is not in the field."""
    headed = {head.column for head in table.choice.heads}
    for column, reached in _over(table).items():
        for at in sorted(reached & seen - headed):
            for row in raw.rows:
                if filled(value := table.grid.at(row, at)):
                    where, label = spoken(Place(table.grid.sheet, row, at)), label_of(column.field)
                    yield doubt("C837", where, shown(value), field=column.field, label=label)


def _unheaded(table: TableFound, seen: set[int]) -> Iterator[Doubt]:
    """The columns that hold something but have no header, and the headers that reach over them."""
    choice = table.choice
    sides = {choice.sides}
    headed = {head.column for head in choice.heads}
    over = {column.head.column: reached for column, reached in _over(table).items()}
    alone = (seen - headed - sides) & set(range(table.left, table.right + 1)).union(*over.values())
    for at in sorted(alone):
        yield doubt("C836", spoken(Place(table.grid.sheet, table.last, at)), sheet=layout.UNSORTED_SHEET)
    for field, head in choice.used:
        if alone & over.get(head.column, set()):
            yield doubt("C837", spoken(head.place), head.text, field=field, label=label_of(field))


def _note_header(table: TableFound, ledger: Ledger) -> None:
    for row in range(table.first, table.last + 1):
        _set_aside(table, row, ledger, _HEADER)
    rows = range(table.last + 1, min(table.end, len(table.grid.rows) + 1))
    periods = (c.head for c in table.choice.used if c.head.period)
    for head in (*table.choice.unused, *(c.head for c in table.choice.doubled), *periods):
        for row in rows:
            ledger.because(Place(table.grid.sheet, row, head.column), f"คอลัมน์ {head.text[:40]}")


def _set_aside(table: TableFound, row: int, ledger: Ledger, reason: str) -> None:
    for column in range(table.left, table.right + 1):
        if filled(table.grid.at(row, column)):
            ledger.heading(Place(table.grid.sheet, row, column), reason)


def _text_of(table: TableFound, row: int) -> tuple[str, Place]:
    """The heading of a row, without the other cells that it may have, and where it begins."""
    titles = {c.head.column for c in table.choice.used if c.field in ("number", "title")}
    cells = [(at, value) for at, value in enumerate(table.grid.rows[row - 1], 1) if filled(value)]
    told = [clean(shown(value)) for at, value in cells if at in titles] or [
        clean(shown(value)) for _, value in cells[:1]
    ]
    return " ".join(told), Place(table.grid.sheet, row, cells[0][0] if cells else 1)


def _begun(
    read: RowRead, table: TableFound, index: int, indicator: int | None, section_divisions: tuple[str, ...]
) -> MeasureCells:
    first = next((part for part in read.parts if part.own), read.parts[0])
    place = Place(table.grid.sheet, read.row, first.place.column)
    raw = MeasureCells(index, place, indicator=indicator, section_divisions=section_divisions)
    raw.of_table(table.choice)
    named = {part.column.field: part for part in read.parts}
    for part in read.parts:
        raw.add(part)
    if "number" in named and named["number"].own:
        raw.number = count_of(named["number"].value)
    if title := named.get("title") or named.get("steps"):
        own, name = numbered(title.text)
        agrees = own is not None and raw.number in (None, own)
        raw.number = own if agrees else raw.number
        path, below = sub_numbered(title.text)
        if "title" in named:
            raw.title = without_signs(said(below if path else name if agrees else title.text))
        raw.sub = bool(path)
    if "number" in named:
        raw.sub = raw.sub or is_sub_count(named["number"].value)
    return raw


def _go_on(raw: MeasureCells, read: RowRead) -> None:
    """A row that goes on: its number, if any, is a part's, and its title another step."""
    for part in read.parts:
        field = part.column.field
        if field == "number" and part.own:
            raw.add(part, "numbers_below")
        elif field == "title" and part.own:
            same = key(numbered(shown(part.value))[1]) == key(raw.title)
            raw.add(part, "title" if same else "steps")
        else:
            raw.add(part)
