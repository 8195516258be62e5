"""What LibreOffice leaves out when it converts without a window: frozen rows, and grid lines switched off."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr, unescape

from itaxl.named_tuple import NamedTuple
from itaxl.zip_writer import repacked

_SETTINGS = "settings.xml"
#: Where a document's views belong: at the end of the first set.
_SET = re.compile(
    rb'(<config:config-item-set config:name="ooo:view-settings">.*?)(</config:config-item-set>)', re.S
)
_NAME = re.compile(r'<sheet name="([^"]*)"')
_VIEW = re.compile(rb"<sheetView\b[^>]*>")
_PANE = re.compile(rb"<pane\b[^>]*>")
_FROZEN = "2"
_BOTTOM_LEFT, _BOTTOM_RIGHT = "2", "3"


class View(NamedTuple):
    """How a sheet is looked at: columns and rows that stay in sight, and whether grid lines show."""

    sheet: str
    columns: int
    rows: int
    grid: bool


def views(xlsx: bytes) -> tuple[View, ...]:
    """Those of a tracker that we wrote, in the sheets' order."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as package:
        names = _NAME.findall(package.read("xl/workbook.xml").decode())
        parts = [package.read(f"xl/worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
    return tuple(_view(unescape(name), part) for name, part in zip(names, parts, strict=True))


def _view(name: str, part: bytes) -> View:
    shown, pane = _VIEW.search(part), _PANE.search(part)
    split = {key: int(n) for key, n in re.findall(rb'\b([xy])Split="(\d+)"', pane[0])} if pane else {}
    grid = shown is None or b'showGridLines="0"' not in shown[0]
    return View(name, split.get(b"x", 0), split.get(b"y", 0), grid)


def with_views(ods: bytes, xlsx: bytes) -> bytes:
    """The converted tracker, looked at as the workbook that it was made from."""
    shown = views(xlsx)

    def mended(name: str, content: bytes) -> bytes:
        if name != _SETTINGS:
            return content
        return _SET.sub(lambda found: found[1] + _xml(shown).encode() + found[2], content, count=1)

    return repacked(ods, mended)


def _xml(shown: tuple[View, ...]) -> str:
    tables = "".join(_entry("".join(_items(view)), view.sheet) for view in shown)
    named = f'<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>'
    front = _item("ViewId", "string", "view1") + named + _item("ActiveTable", "string", shown[0].sheet)
    indexed = "config:config-item-map-indexed"
    return f'<{indexed} config:name="Views">{_entry(front)}</{indexed}>'


def _items(view: View) -> Iterator[str]:
    if view.columns or view.rows:
        yield _item("HorizontalSplitMode", "short", _FROZEN if view.columns else "0")
        yield _item("VerticalSplitMode", "short", _FROZEN if view.rows else "0")
        yield _item("HorizontalSplitPosition", "int", str(view.columns))
        yield _item("VerticalSplitPosition", "int", str(view.rows))
        yield _item("ActiveSplitRange", "short", _BOTTOM_RIGHT if view.columns else _BOTTOM_LEFT)
        yield _item("PositionRight", "int", str(view.columns))
        yield _item("PositionBottom", "int", str(view.rows))
        yield _item("CursorPositionX", "int", str(view.columns))
        yield _item("CursorPositionY", "int", str(view.rows))
    yield _item("ShowGrid", "boolean", str(view.grid).lower())


def _entry(content: str, name: str | None = None) -> str:
    named = f" config:name={quoteattr(name)}" if name is not None else ""
    return f"<config:config-item-map-entry{named}>{content}</config:config-item-map-entry>"


def _item(name: str, kind: str, value: str) -> str:
    return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
