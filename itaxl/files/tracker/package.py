"""The last touch on a written package: the ribbon, and Thai faces where XlsxWriter knows only Latin ones."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from itaxl.core import palette
from itaxl.core.grid import SHEET_ROWS
from itaxl.files.tracker.commands import ON_SHEET
from itaxl.files.tracker.styles import FONT
from itaxl.reading.relations import ROOT_LIST, Relation, with_relation
from itaxl.zip_writer import repacked

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

WORKBOOK_CODE_NAME = "ThisWorkbook"
RIBBON_PART = "customUI/customUI.xml"
_RIBBON = Relation(
    "rIdRibbon", "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility", RIBBON_PART
)
#: XlsxWriter's only face for a button; sizes are in twentieths of a point.
_PLAIN_FACE = b'face="Calibri" size="220"'
_THAI_FACE = f'face="{FONT}" size="320"'.encode()
#: The button that does everything stands out.
_FIRST = re.compile(rb'color="#000000">(%s)</font>' % ON_SHEET[0].label.encode())
_STANDS_OUT = rb'color="#%s"><b>\1</b></font>' % palette.ACCENT.encode()
#: Thai is a complex script: a chart takes its face from a:cs, which XlsxWriter does not write.
_LATIN_FACE = f'<a:latin typeface="{FONT}"/>'.encode()
_BOTH_FACES = _LATIN_FACE + f'<a:cs typeface="{FONT}"/>'.encode()
#: XlsxWriter fixes every height that it writes; a data row shall grow with what is typed into it.
_FIXED_ROW = re.compile(rb'(<row r="(\d+)"[^>]*) customHeight="1"')

#: A print area of whole columns, which other libraries know only with its rows.
_WHOLE_COLUMNS = re.compile(rb"(\$[A-Z]+):(\$[A-Z]+)<")


@dataclass(frozen=True, slots=True)
class Macros:
    """What makes a workbook clickable: the VBA project's binary and the ribbon's XML."""

    vba: bytes
    ribbon: bytes

    def bind(self, book: Workbook, code_names: Mapping[str, str]) -> None:
        """Give the project to a workbook whose sheets are called so in it."""
        book.set_vba_name(WORKBOOK_CODE_NAME)
        for name, code_name in code_names.items():
            book.get_worksheet_by_name(name).set_vba_name(code_name)
        book.add_vba_project(io.BytesIO(self.vba), True)


@cache
def shipped_macros() -> Macros:
    """The parts that `workbook/build.py` made, from the installed package."""
    data = files("itaxl") / "data"
    return Macros((data / "vbaProject.bin").read_bytes(), (data / "customUI.xml").read_bytes())


@cache
def picture(name: str) -> bytes:
    """A picture that `workbook/pictures.py` drew."""
    return (files("itaxl") / "data" / name).read_bytes()


def finished(workbook: bytes, macros: Macros | None, growing: Mapping[str, int]) -> bytes:
    """The package as it goes out: faces mended, heights freed, the ribbon's part and relation added.

    `growing` names the worksheet parts whose rows, from the given one on, fit what they hold.
    """

    def mended(name: str, content: bytes) -> bytes:
        if name in growing:
            return _freed(content, growing[name])
        if name == "xl/workbook.xml":
            return _WHOLE_COLUMNS.sub(rb"\1$1:\2$%d<" % SHEET_ROWS, content)
        if name.endswith(".vml"):
            return _FIRST.sub(_STANDS_OUT, content.replace(_PLAIN_FACE, _THAI_FACE))
        if name == ROOT_LIST and macros:
            return with_relation(content, _RIBBON)
        return with_thai_chart(name, content)

    return repacked(workbook, mended, {RIBBON_PART: macros.ribbon} if macros else {})


def with_thai_chart(name: str, content: bytes) -> bytes:
    """The part; a chart's with a Thai face beside its Latin one."""
    return content.replace(_LATIN_FACE, _BOTH_FACES) if name.startswith("xl/charts/") else content


def _freed(sheet: bytes, first: int) -> bytes:
    def free(row: re.Match[bytes]) -> bytes:
        return row[1] if int(row[2]) >= first else row[0]

    return _FIXED_ROW.sub(free, sheet)
