"""Which lines of the result tables are ours: by the marks of what we wrote, else by their shape.

A workbook without marks was made before there were any, or by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from itaxl.core import layout
from itaxl.core.grid import Value, shown
from itaxl.core.marks import FindingRow
from itaxl.core.results.lines import Lines, ours_in
from itaxl.core.results.rows import About, Known
from itaxl.core.results.written import fits, is_blank, quotes
from itaxl.core.sample import DIVISIONS
from itaxl.core.thai.text import key

_FINDING_KEYS = tuple(field.key for field in layout.FINDING_COLUMNS)
#: What a finding's line is about, by index.
_ABOUT = {_FINDING_KEYS.index(name) for name in ("sheet", "cell", "code")}
#: What differs from line to line.
_TELLING = {_FINDING_KEYS.index(name) for name in ("cell", "message")}
#: The numbers that a line of the first contract has, too.
_COUNTS = tuple(field.key for field in layout.ROLLUP_COLUMNS[1:] if field.since == 1)
#: The divisions that a new tracker lists before anything was counted.
_FIRST_NAMES = frozenset(key(division.short) for division in DIVISIONS)

_Told = list[tuple[Collection[int], About | None]]


def known_findings(findings: Sequence[FindingRow], sheets: Collection[str], lines: Lines | None) -> Known:
    """`findings` are those to be written, `sheets` the names that the workbook's sheets have."""
    if lines is not None:
        return partial(_marked_findings, lines)
    names = {*sheets, layout.OFFICE_SHEET, layout.MEASURES_SHEET, *(row.target.sheet for row in findings)}
    return partial(_shaped_findings, names, {row.cells for row in findings})


def known_divisions(wanted: Collection[str], lines: Lines | None) -> Known:
    """`wanted` are the keys of the names to be written."""
    return partial(_shaped_divisions, wanted) if lines is None else partial(_marked_divisions, lines)


def about(cells: Sequence[Value]) -> About:
    """What a finding's line is about: its place and code."""
    line = dict(zip(_FINDING_KEYS, cells, strict=True))
    return line["sheet"], line["cell"], line["code"]


def _marked_findings(lines: Lines, rows: Sequence[Sequence[Value]]) -> _Told:
    """A line that people wrote on is ours by three of its cells, of which one is like no other line's."""
    found = ours_in(rows, lines, lambda cells: len(cells) >= 3 and not _TELLING.isdisjoint(cells))
    return [
        (ours, about(cells) if set(ours) >= _ABOUT else None) for ours, cells in zip(found, rows, strict=True)
    ]


def _shaped_findings(
    sheets: Collection[str], wanted: Collection[tuple[Value, ...]], rows: Sequence[Sequence[Value]]
) -> _Told:
    return [_shaped_finding(sheets, wanted, cells) for cells in rows]


def _shaped_finding(
    sheets: Collection[str], wanted: Collection[tuple[Value, ...]], cells: Sequence[Value]
) -> tuple[Collection[int], About | None]:
    """A line is ours by three of severity, cell, code and message; then each of its cells by itself.  A
    value is ours where the message quotes it, or where the line will be written as it stands."""
    line = dict(zip(_FINDING_KEYS, cells, strict=True))
    code = shown(line["code"]) if fits("code", line["code"]) else None
    message = line["message"] if isinstance(line["message"], str) else ""
    ours = {name for name in ("severity", "cell", "code") if fits(name, line[name])}
    if quotes(code, message, None):
        ours.add("message")
    if len(ours) < 3:
        return (), None
    if line["sheet"] in sheets:
        ours.add("sheet")
    if tuple(map(shown, cells)) in wanted or (
        "message" in ours and quotes(code, message, shown(line["value"]))
    ):
        ours |= {"value", "suggestion"}
    indexes = [n for n, name in enumerate(_FINDING_KEYS) if name in ours]
    return indexes, about(cells) if set(indexes) >= _ABOUT else None


def _marked_divisions(lines: Lines, rows: Sequence[Sequence[Value]]) -> _Told:
    """A line that people wrote on is ours by its name and half of its numbers, or by all of those."""
    counts = len(_COUNTS)

    def enough(cells: Sequence[int]) -> bool:
        return len(cells) > counts // 2 if 0 in cells else len(cells) >= counts

    return [
        (ours, key(shown(cells[0])) if 0 in ours else None)
        for ours, cells in zip(ours_in(rows, lines, enough), rows, strict=True)
    ]


def _shaped_divisions(wanted: Collection[str], rows: Sequence[Sequence[Value]]) -> _Told:
    return [_shaped_division(wanted, cells) for cells in rows]


def _shaped_division(wanted: Collection[str], cells: Sequence[Value]) -> tuple[Collection[int], About | None]:
    """A line is ours by a name that we write now, or that a new tracker begins with."""
    name = cells[0]
    if not isinstance(name, str) or is_blank(name):
        return (), None
    is_new = key(name) in _FIRST_NAMES and all(map(is_blank, cells[1:]))
    if key(name) in wanted or is_new:
        return [0, *(n for n, value in enumerate(cells) if isinstance(value, float))], key(name)
    return (), None
