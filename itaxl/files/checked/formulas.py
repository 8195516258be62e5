"""The results of formulas, put into a sheet that openpyxl wrote without them."""

from __future__ import annotations

import datetime as dt
import re
from xml.sax.saxutils import escape

from itaxl.core.grid import DAY_ZERO, CellFault, Grid, Value, column_number
from itaxl.core.thai.letters import fit_for_xml

_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3})(\d+)"([^>]*)>(<f(?: [^>]*[^/>])?>[^<]*</f>|<f[^>]*/>)<v ?(?:/>|></v>)</c>'
)
_KIND = re.compile(rb' t="\w+"')


def with_results(sheet: bytes, grid: Grid) -> bytes:
    """`grid` holds what the original stored; a cell without a stored result stays without."""

    def fill(cell: re.Match[bytes]) -> bytes:
        value = grid.at(int(cell[2]), column_number(cell[1].decode()))
        kind, text = _stored(value)
        if not text:
            return cell[0]
        about = _KIND.sub(b"", cell[3]) + (f' t="{kind}"'.encode() if kind else b"")
        shown = escape(fit_for_xml(text)).encode("ascii", "xmlcharrefreplace")
        return b'<c r="%s%s"%s>%s<v>%s</v></c>' % (cell[1], cell[2], about, cell[4], shown)

    return _FORMULA.sub(fill, sheet)


def _stored(value: Value) -> tuple[str, str]:
    """(type, text) of a cell's stored result; ('', '') for none."""
    if value is None:
        return "", ""
    if isinstance(value, CellFault):
        return "e", value.text
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, float):
        return "", repr(value)
    if isinstance(value, dt.date):
        return "", str((value - DAY_ZERO).days)
    return "str", value
