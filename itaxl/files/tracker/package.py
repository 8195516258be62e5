"""The last touch on a written package: the ribbon, and Thai faces where XlsxWriter knows only Latin ones."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from itaxl.files.tracker.styles import FONT

RIBBON_PART = "customUI/customUI.xml"
_RIBBON_RELATION = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
_ROOT_RELATIONS = "_rels/.rels"
_MOMENT = (1980, 1, 1, 0, 0, 0)
#: XlsxWriter's only face for a button; sizes are in twentieths of a point.
_PLAIN_FACE = b'face="Calibri" size="220"'
_THAI_FACE = f'face="{FONT}" size="320"'.encode()
#: Thai is a complex script: a chart takes its face from a:cs, which XlsxWriter does not write.
_LATIN_FACE = f'<a:latin typeface="{FONT}"/>'.encode()
_BOTH_FACES = _LATIN_FACE + f'<a:cs typeface="{FONT}"/>'.encode()
#: XlsxWriter fixes every height that it writes; a data row shall grow with what is typed into it.
_FIXED_ROW = re.compile(rb'(<row r="(\d+)"[^>]*) customHeight="1"')


@dataclass(frozen=True, slots=True)
class Macros:
    """What makes a workbook clickable: the VBA project's binary and the ribbon's XML."""

    vba: bytes
    ribbon: bytes


@cache
def shipped_macros() -> Macros:
    """The parts that `workbook/build.py` made, from the installed package."""
    data = files("itaxl") / "data"
    return Macros((data / "vbaProject.bin").read_bytes(), (data / "customUI.xml").read_bytes())


def finished(workbook: bytes, macros: Macros | None, growing: Mapping[str, int]) -> bytes:
    """The package as it goes out: faces mended, heights freed, the ribbon's part and relation added.

    `growing` names the worksheet parts whose rows, from the given one on, fit what they hold.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name in growing:
                content = _freed(content, growing[name])
            elif name.endswith(".vml"):
                content = content.replace(_PLAIN_FACE, _THAI_FACE)
            elif name.startswith("xl/charts/"):
                content = content.replace(_LATIN_FACE, _BOTH_FACES)
            elif name == _ROOT_RELATIONS and macros:
                content = _related(content)
            _add(target, name, content)
        if macros:
            _add(target, RIBBON_PART, macros.ribbon)
    return out.getvalue()


def _freed(sheet: bytes, first: int) -> bytes:
    def free(row: re.Match[bytes]) -> bytes:
        return row[1] if int(row[2]) >= first else row[0]

    return _FIXED_ROW.sub(free, sheet)


def _related(relations: bytes) -> bytes:
    relation = f'<Relationship Id="rIdRibbon" Type="{_RIBBON_RELATION}" Target="{RIBBON_PART}"/>'
    head, end, _ = relations.rpartition(b"</Relationships>")
    return head + relation.encode() + end


def _add(target: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    target.writestr(entry, content)
