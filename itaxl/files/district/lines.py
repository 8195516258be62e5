"""A worksheet whose long table is written as text, row by row: XlsxWriter takes five times as long a cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from itaxl.core.grid import DAY_ZERO, shown
from itaxl.files.district.written import Written
from itaxl.files.tracker.cells import FIRST_DAY

#: What Excel would take for a character that is written by its number.
_BY_NUMBER = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_letters = cache(xl_col_to_name)


class LinesSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """All other cells stand above its lines; a chart of XlsxWriter's does not see these."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = []

    def add_line(self, row: int, column: int, points: float, cells: Iterable[Written]) -> None:
        """The cells of a row from a column on, both counted from 1, below all before.

        Texts are of one line, and fit for a cell.
        """
        line = [f'<row r="{row}" ht="{int(points * 4 / 3 + 0.5) * 0.75:.16g}" customHeight="1">']
        for at, (value, look, link) in enumerate(cells, column - 1):
            begin = f'<c r="{_letters(at)}{row}" s="{look._get_xf_index()}"'
            if value is None:
                line.append(f"{begin}/>")
            elif type(value) is float:
                line.append(f"{begin}><v>{value:.16G}</v></c>")
            elif isinstance(value, dt.date) and value >= FIRST_DAY:
                line.append(f"{begin}><v>{(value - DAY_ZERO).days}</v></c>")
            else:
                text = value if type(value) is str else shown(value)
                line.append(f'{begin} t="inlineStr"><is><t>{_escaped(text)}</t></is></c>')
                if link:
                    self.write_url(row - 1, at, link, look, text)
                    del self.table[row - 1][at]
        self._lines.append("".join((*line, "</row>")))
        self.dim_rowmax = row - 1

    def _write_rows(self) -> None:
        super()._write_rows()
        self.fh.writelines(self._lines)


def _escaped(text: str) -> str:
    if "_x" in text:
        text = _BY_NUMBER.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
