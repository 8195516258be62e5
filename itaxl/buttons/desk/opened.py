"""The open workbook: its settings and roster, its result sheets, and where its paths lead."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl.buttons.desk import sentences
from itaxl.buttons.live import LiveSheet, read_sheet
from itaxl.buttons.memo_file import folder_of
from itaxl.buttons.patience import is_busy
from itaxl.catching import ForeignFault
from itaxl.core import desk, layout
from itaxl.core.desk import Settings, read_settings
from itaxl.core.district import roster
from itaxl.core.grid import Grid
from itaxl.core.thai.text import key
from itaxl.errors import InputError, OutputError
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    import xlwings

#: Beside the workbook, where no other folder is set.
OUT = "ผลระดับอำเภอ"


class Opened(NamedTuple):
    """The book, its sheets, its settings with where they stand, and the hidden sheet of marks."""

    book: xlwings.Book
    sheets: xlwings.main.Sheets
    settings: Settings
    settings_sheet: LiveSheet
    config: LiveSheet

    def sheet(self, name: str) -> xlwings.Sheet | None:
        return sheet_of(self.sheets, name)

    @property
    def folder(self) -> Path:
        """Of the trackers.  Raises InputError where none is set, or is none."""
        if not self.settings.folder:
            raise sentences.no_folder()
        folder = self.path(self.settings.folder)
        if not folder.is_dir():
            raise InputError(f"ไม่พบโฟลเดอร์ {folder}", "โปรดเลือกโฟลเดอร์แบบติดตามใหม่")
        return folder

    @property
    def out(self) -> Path:
        return self.path(self.settings.out or OUT)

    def path(self, typed: str) -> Path:
        """From the workbook's own folder on.  Raises OutputError where that is none and is needed."""
        return Path(os.path.normpath(typed if os.path.isabs(typed) else folder_of(self.book) / typed))


def opened(book: xlwings.Book) -> Opened:
    """Read what an officer filled in.  Raises InputError for a workbook that is none of ours, and for a
    setting that says nothing."""
    sheets = book.sheets
    own, marks = sheet_of(sheets, desk.SETTINGS_SHEET), sheet_of(sheets, layout.CONFIG_SHEET)
    if own is None or marks is None:
        raise InputError(
            f"สมุดงานนี้ไม่ใช่สมุดงานระดับอำเภอ: ไม่พบแผ่นงาน {desk.SETTINGS_SHEET}",
            "โปรดเปิด ITA_district ไว้ด้านหน้า แล้วกดปุ่มอีกครั้ง หรือสร้างใหม่ด้วยคำสั่ง itaxl new --district",
        )
    sheet, config = read_sheet(own, desk.SETTINGS_SHEET), read_sheet(marks, layout.CONFIG_SHEET)
    settings = read_settings(sheet.grid)
    if settings.unread:
        raise sentences.unread(settings.unread[0])
    return Opened(book, sheets, settings, sheet, config)


def sheet_of(sheets: xlwings.main.Sheets, name: str) -> xlwings.Sheet | None:
    """The sheet of that name: asked for by it, else looked for as labels are; None where there is none."""
    fault = ForeignFault()
    with fault:
        return sheets(name)
    if fault.error and is_busy(fault.error):
        raise fault.error
    return next((sheet for sheet in sheets if key(sheet.name) == key(name)), None)


def roster_grid(on: Opened) -> Grid | None:
    """The roster as it stands; None where its sheet is gone."""
    sheet = on.sheet(roster.SHEET)
    return read_sheet(sheet, roster.SHEET).grid if sheet else None


def cell_of(on: Opened, name: str) -> tuple[int, int]:
    """Where a setting's value stands.  Raises OutputError where its label is gone."""
    place = desk.place_of(on.settings_sheet.grid, name)
    if place is None:
        label = next(field.label for field in desk.SETTINGS if field.key == name)
        raise OutputError(
            f"ไม่พบช่อง {label} ในแผ่นงาน {desk.SETTINGS_SHEET}", "โปรดพิมพ์ชื่อช่องนั้นกลับคืน หรือใช้สมุดงานเล่มใหม่"
        )
    return place.row, place.column
