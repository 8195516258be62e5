"""One thing changed in a layout: a border, a merge, a split, a header, a row.  What then must still hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from itaxl.convert.draft import Draft
from itaxl.convert.sources import source_from_bytes
from itaxl.convert.table.source import understand
from itaxl.core.grid import Area
from tests.convert_layouts import Layout, area_of, as_grid, docx_of, lines_xml, outcome, texts_of

#: (columns of the grid, text, merge downwards) of a cell; a grid column is a third of a layout's.
Cell = tuple[int, str, str]
_WHOLE = 3
_STRANGE = "ฎฏฐ"
_SECTION = "หัวข้อที่แทรก"


def body_rows(one: Layout) -> range:
    """The rows below the header, from 1."""
    header = max((a[2] for a in one.merged if a[0] == 1), default=1)
    return range(header + 1, len(one.rows) + 1)


def with_section(one: Layout, at: int) -> Layout:
    """A heading across the table above a row."""
    width = max(map(len, one.rows))
    rows = (*one.rows[: at - 1], (_SECTION,), *one.rows[at - 1 :])
    moved = tuple(_moved(area, at) for area in one.merged)
    return replace(one, rows=rows, merged=(*moved, (at, 1, at, width)))


def _moved(area: Area, at: int) -> Area:
    top, left, bottom, right = area
    return (top + (top >= at), left, bottom + (bottom >= at), right)


def with_header(one: Layout, column: int) -> Layout:
    """A header that nobody knows."""
    first = tuple(_STRANGE if at == column else value for at, value in enumerate(one.rows[0], 1))
    return replace(one, rows=(first, *one.rows[1:]))


def with_merge(one: Layout, row: int, column: int) -> Layout:
    """Two cells side by side made one: a sheet forgets the second."""
    cells = tuple("" if at == column + 1 else value for at, value in enumerate(one.rows[row - 1], 1))
    rows = (*one.rows[: row - 1], cells, *one.rows[row:])
    return replace(one, rows=rows, merged=(*one.merged, (row, column, row, column + 1)))


def sheets(one: Layout) -> Iterator[tuple[str, Layout]]:
    """A layout's mutants as sheets."""
    width = len(one.rows[0])
    for at in body_rows(one):
        if not any(a[0] < at <= a[2] for a in one.merged):
            yield f"section above {at}", with_section(one, at)
        for column in range(1, width):
            if not any(a[0] <= at <= a[2] and a[1] <= column + 1 and column <= a[3] for a in one.merged):
                yield f"merge {at}:{column}", with_merge(one, at, column)
    for column in range(1, width + 1):
        if one.rows[0][column - 1]:
            yield f"header {column}", with_header(one, column)


def grid_of(one: Layout) -> list[list[Cell]]:
    """A layout's table as Word has it, on a grid three times as fine."""
    width = max(map(len, one.rows))
    rows: list[list[Cell]] = []
    for at in range(1, len(one.rows) + 1):
        cells: list[Cell] = []
        column = 1
        while column <= width:
            area = area_of(one, at, column)
            span = area[3] - area[1] + 1 if area else 1
            tall = "" if not area or area[2] == area[0] else "restart" if area[0] == at else "continue"
            cells.append((span * _WHOLE, "\n".join(texts_of(one, at, column)), tall))
            column += span
        rows.append(cells)
    return rows


def crooked(one: Layout) -> Iterator[tuple[str, bytes]]:
    """A layout's mutants as memos: one border dragged, two cells merged, one split."""
    rows = grid_of(one)
    for at in body_rows(one):
        cells = rows[at - 1]
        for n in range(len(cells) - 1):
            (left, one_text, tall), (right, other, below) = cells[n], cells[n + 1]
            if tall or below:
                continue
            for step in (-2, -1, 1, 2):
                if left + step > 0 and right - step > 0:
                    pair = [(left + step, one_text, ""), (right - step, other, "")]
                    yield (
                        f"border {at}:{n} {step}",
                        _memo(one, rows, at, [*cells[:n], *pair, *cells[n + 2 :]]),
                    )
            whole = (left + right, f"{one_text}\n{other}".strip(), "")
            yield f"merge {at}:{n}", _memo(one, rows, at, [*cells[:n], whole, *cells[n + 2 :]])
        for n, (span, text, tall) in enumerate(cells):
            if not tall:
                halves = [(1, text, ""), (span - 1, "", "")]
                yield f"split {at}:{n}", _memo(one, rows, at, [*cells[:n], *halves, *cells[n + 1 :]])


def _memo(one: Layout, rows: list[list[Cell]], at: int, changed: list[Cell]) -> bytes:
    table = "".join(map(_row, [*rows[: at - 1], changed, *rows[at:]]))
    columns = max(map(len, one.rows)) * _WHOLE
    grid = '<w:gridCol w:w="500"/>' * columns
    return docx_of(
        f"{lines_xml(one.above)}<w:tbl><w:tblGrid>{grid}</w:tblGrid>{table}</w:tbl>{lines_xml(one.below)}"
    )


def _row(cells: list[Cell]) -> str:
    return f"<w:tr>{''.join(map(_cell, cells))}</w:tr>"


def _cell(cell: Cell) -> str:
    span, text, tall = cell
    value = ' w:val="restart"' if tall == "restart" else ""
    merge = f"<w:vMerge{value}/>" if tall else ""
    return (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{lines_xml(text.split(chr(10)))}</w:tc>'
    )


def mutants(one: Layout) -> Iterator[tuple[str, Draft]]:
    """Every mutant of a layout through its doors."""
    if "table" in one.doors:
        for what, changed in sheets(one):
            yield f"table {what}", understand((as_grid(changed),)).draft
    if "memo" in one.doors:
        for what, data in crooked(one):
            yield f"memo {what}", source_from_bytes(data, "memo.docx").draft


#: What tells of a measure too many or too few: a heading, no table, no title or status, a crooked row.
_OF_ROWS = {"C801", "C817", "C827", "C829", "C851", "C856", "C870", "C880", "C886", "C887"}
#: Texts that several columns may share are joined; a value that is missing is none that is wrong.
_JOINED = {"note", "result", "problems", "issue"}


def silently_wrong(draft: Draft, one: Layout) -> list[str]:
    """Values that are wrong without a doubt at their cell, and measures too many or few without a word."""
    found = draft.tracker.measures
    if len(found) != len(one.expected):
        told = _OF_ROWS & {d.code for d in draft.doubts}
        return [] if told else [f"{len(found)} measures"]
    wrong = []
    for told_of in outcome(draft, one).silent:
        name, _, value = told_of.partition(" ")[2].partition(": ")
        if name not in _JOINED and value not in ("", "None", "()"):
            wrong.append(told_of)
    return wrong
