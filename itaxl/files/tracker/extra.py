"""A sheet for reading, behind the tracker's own: what moving in or a year's change has to tell.

No command reads or writes it; a person looks things up there, and may delete it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from itaxl.core import palette
from itaxl.core.grid import Value
from itaxl.files.tracker.cells import LONGEST_TEXT, height, put
from itaxl.files.tracker.styles import Styles, banner, page

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_HEADER_ROW = 4
_USUAL_WIDTH = 30
#: A text behind which a link stands is no longer than this.
_LONGEST_LINK = 32_000


@dataclass(frozen=True, slots=True)
class ExtraSheet:
    """`title` is the sheet's name (spelled in `layout`) and its heading, `intro` the line below it.

    `rows` hold texts, numbers and dates under `headers`; `widths` are in characters, 30 where not given.
    `links`: by the index of a row, a column from 1 and the place in this workbook that its text leads to.
    """

    title: str
    intro: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[int, ...] = ()
    links: Mapping[int, tuple[int, str]] = field(default_factory=dict)


def write_extra(book: Workbook, styles: Styles, extra: ExtraSheet) -> None:
    """Adds the sheet at the end.  A text longer than a cell can hold goes on in the row below."""
    sheet = book.add_worksheet(extra.title)
    # an empty name leaves the attribute out: the VBA project has no module for it, Excel makes one
    sheet.set_vba_name("")
    sheet.set_tab_color("#" + palette.MUTED)
    widths = [*extra.widths, *[_USUAL_WIDTH] * len(extra.headers)][: len(extra.headers)]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    banner(sheet, styles, extra.title, extra.intro, len(widths))
    sheet.set_row(_HEADER_ROW - 1, 50)
    for column, header in enumerate(extra.headers, start=1):
        put(sheet, _HEADER_ROW, column, header, styles("header"))
    row = _HEADER_ROW
    for index, texts in enumerate(extra.rows):
        for cells in _fitting((texts,)):
            row += 1
            sheet.set_row(row - 1, height(zip(cells, widths, strict=False)))
            for column, value in enumerate(cells, start=1):
                put(sheet, row, column, value, styles("lined", "wrap", *_trait(value)))
        if index in extra.links:
            column, place = extra.links[index]
            text = str(texts[column - 1])[:_LONGEST_LINK]
            sheet.write_url(row - 1, column - 1, place, styles("lined", "wrap", "link"), text)
    sheet.freeze_panes(_HEADER_ROW, 0)
    page(sheet, landscape=True, header_row=_HEADER_ROW)


def _trait(value: Value) -> tuple[str, ...]:
    if isinstance(value, float | bool):
        return ("centre",)
    return ("date", "indented") if isinstance(value, dt.date) else ("text", "left", "indented")


def _fitting(rows: Sequence[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
    for row in rows:
        yield from zip_longest(*map(_parts, row))


def _parts(value: Value) -> list[Value]:
    if not isinstance(value, str) or len(value) <= LONGEST_TEXT:
        return [value]
    return [value[at : at + LONGEST_TEXT] for at in range(0, len(value), LONGEST_TEXT)]
