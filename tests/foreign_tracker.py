"""A stranger's .xlsx as a tracker: the sample's sheets added, all else as it was; for `tests.foreign`."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import posixpath
import re
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from itaxl.core.compose import grids
from itaxl.core.grid import Grid, column_letter
from itaxl.core.sample import sample

_STRICT = "purl.oclc.org/ooxml/spreadsheetml"
_NAMESPACES = {
    False: (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    True: (
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def as_tracker(data: bytes) -> bytes | None:
    """The workbook with our two sheets; None where that takes more than a few added lines."""
    with contextlib.suppress(Exception):
        return _added(data)
    return None


def _added(data: bytes) -> bytes:
    archive = ZipFile(io.BytesIO(data))
    parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    spelt = {name.lower().lstrip("/").replace("\\", "/"): name for name in parts}
    lists = re.findall(r"<[^>]*Relationship\b[^>]*>", parts[spelt["_rels/.rels"]].decode("utf-8-sig"))
    main = next(tag for tag in lists if re.search(r"/officeDocument[\"']", tag))
    target = re.search(r"Target=[\"']([^\"']+)", main)
    book = posixpath.normpath(target[1].lstrip("/")) if target else ""
    xml = parts[spelt[book.lower()]].decode("utf-8-sig")
    sheet_space, relation_space = _NAMESPACES[_STRICT in xml]
    folder, name = posixpath.split(book)
    first = max(int(found) for found in re.findall(r"sheetId=[\"'](\d+)", xml)) + 1
    prefix = (re.search(r"<(\w+:)?sheets\b", xml) or [None, ""])[1] or ""
    sheets = relations = types = ""
    for number, grid in enumerate(grids(sample()), first):
        part = posixpath.join(folder, f"worksheets/ours{number}.xml")
        parts[part] = _sheet(grid, sheet_space)
        sheets += (
            f'<{prefix}sheet name="{escape(grid.sheet)}" sheetId="{number}" xmlns:ours="{relation_space}"'
            f' ours:id="ours{number}"/>'
        )
        relations += (
            f'<Relationship xmlns="{_PACKAGE}/relationships" Id="ours{number}"'
            f' Type="{relation_space}/worksheet" Target="/{part}"/>'
        )
        types += (
            f'<Override xmlns="{_PACKAGE}/content-types" PartName="/{part}" ContentType="{_SHEET_TYPE}"/>'
        )
    added = {
        spelt[book.lower()]: ("sheets", sheets),
        spelt[posixpath.join(folder, "_rels", f"{name}.rels").lower()]: ("Relationships", relations),
        spelt["[content_types].xml"]: ("Types", types),
    }
    for part, (tag, more) in added.items():
        head, end, tail = re.split(rf"(</(?:\w+:)?{tag}\s*>)", parts[part].decode("utf-8-sig"), maxsplit=1)
        parts[part] = (head + more + end + tail).encode()
    whole = io.BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as out:
        for part, content in parts.items():
            out.writestr(part, content)
    return whole.getvalue()


def _sheet(grid: Grid, space: str) -> bytes:
    rows = "".join(
        f'<row r="{n}">{"".join(_cell(n, c, value) for c, value in enumerate(row, 1))}</row>'
        for n, row in enumerate(grid.rows, 1)
        if row
    )
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def _cell(row: int, column: int, value: object) -> str:
    at = f"{column_letter(column)}{row}"
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, float):
        return f'<c r="{at}"><v>{value}</v></c>'
    if isinstance(value, dt.date):
        value = f"{value.day}/{value.month}/{value.year + 543}"
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
