"""Small workbooks made by hand, the single-fault files made from them, and hostile ones."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO

from itaxl.core.grid import CellFault, Grid
from tests.compound_files import around

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The package with one change in one part; the old bytes must be there."""
    parts = unzipped(data)
    assert old in parts[part], (part, old)
    parts[part] = parts[part].replace(old, new)
    return zipped(parts)


def sheet(cells: str, *, before: str = "", after: str = "") -> str:
    """A worksheet part with these rows or cells."""
    rows = cells if cells.startswith(("<row", "<x:row")) or not cells else f'<row r="1">{cells}</row>'
    return f"<worksheet {_MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def xlsx(
    *sheets: str | bytes,
    strings: str | None = None,
    styles: str | None = None,
    extra: Mapping[str, str | bytes] | None = None,
    settings: str = "",
    target: str = "xl/workbook.xml",
) -> bytes:
    """A workbook of these worksheet parts, called S1, S2 …"""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_TYPE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships {_RELATIONS}><Relationship Id="r" Type="{_TYPE}/officeDocument" '
        f'Target="{target}"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_TYPE}">{settings}'
        f"<sheets>{listed}</sheets></workbook>",
    }
    for n in numbers:
        parts[f"xl/worksheets/sheet{n}.xml"] = sheets[n - 1]
    for kind, part in (("sharedStrings", strings), ("styles", styles)):
        if part is not None:
            related += f'<Relationship Id="{kind}" Type="{_TYPE}/{kind}" Target="{kind}.xml"/>'
            parts[f"xl/{kind}.xml"] = part
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships {_RELATIONS}>{related}</Relationships>"
    return zipped({**parts, **(extra or {})})


def shared(*items: str, attributes: str = "") -> str:
    return f"<sst {_MAIN} {attributes}>{''.join(items)}</sst>"


def date_styles(*formats: str) -> str:
    """Cell formats 1, 2 … with these number formats; 0 is General."""
    codes = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{code}"/>' for i, code in enumerate(formats))
    used = "".join(f'<xf numFmtId="{164 + i}"/>' for i in range(len(formats)))
    return f"<styleSheet {_MAIN}><numFmts>{codes}</numFmts><cellXfs><xf/>{used}</cellXfs></styleSheet>"


def ods(
    rows: str, *, mimetype: str = ODS_TYPE, manifest: str = "<manifest:manifest/>", head: str = ""
) -> bytes:
    names = (
        " ".join(f'xmlns:{p}="{_ODF}:{p}:1.0"' for p in ("office", "table", "text")) + ' xmlns:calcext="c"'
    )
    content = (
        f"{head}<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="S1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": content})


def record(kind: int, data: bytes = b"") -> bytes:
    """One record of an .xls."""
    return struct.pack("<HH", kind, len(data)) + data


def number_cell(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def error_cell(row: int, column: int, code: int) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def shared_cell(row: int, column: int, index: int) -> bytes:
    return record(0x00FD, struct.pack("<HHHL", row, column, 0, index))


def shared_table(*texts: str) -> bytes:
    items = b"".join(struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in texts)
    return record(0x00FC, struct.pack("<LL", len(texts), len(texts)) + items)


def xls(cells: bytes, *, globals_: bytes = b"", stream: str = "Workbook") -> bytes:
    """A workbook of one sheet called S1 with these cell records."""
    begin = record(0x0809, struct.pack("<HHHHLL", 0x0600, 0x0005, 0, 0, 0, 0))
    bound_size = 4 + 6 + 4
    position = len(begin) + len(globals_) + bound_size + 4
    bound = record(0x0085, struct.pack("<LBBBB", position, 0, 0, 2, 0) + b"S1")
    assert len(bound) == bound_size
    sheet_begin = record(0x0809, struct.pack("<HHHHLL", 0x0600, 0x0010, 0, 0, 0, 0))
    return around(stream, begin + globals_ + bound + record(0x000A) + sheet_begin + cells + record(0x000A))


def _record12(kind: int, data: bytes = b"") -> bytes:
    size, groups = len(data), []
    while True:
        groups.append(size & 0x7F | (0x80 if size > 0x7F else 0))
        size >>= 7
        if not size:
            break
    spelled = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return spelled + bytes(groups) + data


def _wide(text: str) -> bytes:
    units = text.encode("utf-16-le")
    return struct.pack("<L", len(units) // 2) + units


def xlsb(sheets: Iterable[Grid]) -> bytes:
    """A binary workbook with the texts, numbers and truth values of the grids; a fault becomes #DIV/0!."""
    parts: dict[str, bytes] = {}
    bundle = related = b""
    for n, grid in enumerate(sheets, 1):
        bundle += _record12(0x9C, struct.pack("<LL", 0, n) + _wide(f"rId{n}") + _wide(grid.sheet))
        target = f'Type="{_TYPE}/worksheet" Target="worksheets/sheet{n}.bin"'
        related += f'<Relationship Id="rId{n}" {target}/>'.encode()
        parts[f"xl/worksheets/sheet{n}.bin"] = _sheet12(grid)
    office = f'<Relationship Id="r" Type="{_TYPE}/officeDocument" Target="xl/workbook.bin"/>'
    return zipped(
        {
            "_rels/.rels": f"<Relationships>{office}</Relationships>",
            "xl/workbook.bin": _record12(0x83) + _record12(0x8F) + bundle + _record12(0x90) + _record12(0x9D),
            "xl/_rels/workbook.bin.rels": b"<Relationships>" + related + b"</Relationships>",
            **parts,
        }
    )


def _sheet12(grid: Grid) -> bytes:
    out = _record12(0x81) + _record12(0x94, bytes(16)) + _record12(0x91)
    for row, cells in enumerate(grid.rows):
        out += _record12(0x00, struct.pack("<LL", row, 0) + bytes(9))
        for column, value in enumerate(cells):
            place = struct.pack("<LL", column, 0)
            match value:
                case bool():
                    out += _record12(0x04, place + bytes([value]))
                case str():
                    out += _record12(0x06, place + _wide(value))
                case float():
                    out += _record12(0x05, place + struct.pack("<d", value))
                case CellFault():
                    out += _record12(0x03, place + b"\x07")
    return out + _record12(0x92) + _record12(0x82)


def bomb(size: int, declared: int | None = None) -> bytes:
    """An .xlsx whose sheet inflates to `size` bytes of spaces; its headers say `declared`."""
    data = xlsx(sheet("", before=" " * size))
    if declared is None:
        return data
    real = struct.pack("<L", len(sheet("", before=" " * size)))
    assert data.count(real) == 2
    return data.replace(real, struct.pack("<L", declared))


def overlapping_bomb(entries: int) -> bytes:
    """A zip whose directory names the same deflated data again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = packer.compress(bytes(10_000_000)) + packer.flush()
    checksum = zlib.crc32(bytes(10_000_000))
    sizes = struct.pack("<LLL", checksum, len(raw), 10_000_000)
    local = (
        b"PK\x03\x04" + struct.pack("<5H", 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", 1, 0) + b"a" + raw
    )
    directory = b"".join(
        b"PK\x01\x02" + struct.pack("<6H", 20, 20, 0, 8, 0, 33) + sizes
        + struct.pack("<5HLL", len(name), 0, 0, 0, 0, 0, 0) + name
        for name in (f"xl/worksheets/sheet{n}.xml".encode() for n in range(entries))
    )  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, len(directory), len(local), 0)
    return local + directory + end
