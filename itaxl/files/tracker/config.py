"""The hidden sheet xlwings.conf: where the buttons find Python.

It names every key that xlwings' VBA asks for.  A missing one would be looked up in the user's own
xlwings.conf, and beside the workbook: on OneDrive that search ends in an English message box.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from itaxl.core.results.lines import COLUMNS, Lines, noted
from itaxl.files.tracker.cells import put
from itaxl.files.tracker.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: What `itaxl install` creates; VBA expands %…% and a leading $HOME.
INTERPRETER_WINDOWS = r"%LOCALAPPDATA%\itaxl\venv\Scripts\python.exe"
INTERPRETER_MAC = "$HOME/.itaxl/venv/bin/python"

SETTINGS = (
    ("INTERPRETER_WIN", INTERPRETER_WINDOWS),
    ("INTERPRETER_MAC", INTERPRETER_MAC),
    ("PYTHONPATH", ""),
    ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
    ("SHOW CONSOLE", "False"),
    ("SHOW_ERROR_POPUPS", "True"),
    ("USE UDF SERVER", "False"),
    ("DEBUG UDFS", "False"),
    ("UDF MODULES", ""),
    ("TEMP DIR", "%TEMP%"),
    ("CONDA PATH", ""),
    ("CONDA ENV", ""),
    ("LICENSE_KEY", ""),
    ("ONEDRIVE_CONSUMER_WIN", ""),
    ("ONEDRIVE_COMMERCIAL_WIN", ""),
    ("SHAREPOINT_WIN", ""),
    ("ONEDRIVE_CONSUMER_MAC", ""),
    ("ONEDRIVE_COMMERCIAL_MAC", ""),
    ("SHAREPOINT_MAC", ""),
)


def write_config(sheet: Worksheet, styles: Styles, lines: Mapping[str, Lines]) -> None:
    """Keys from A1 down, values beside them: xlwings reads until the first empty key.  Further right the
    marks of what stands on the result sheets."""
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 60)
    for row, (key, value) in enumerate(SETTINGS, start=1):
        put(sheet, row, 1, key, styles("bold", "text"))
        put(sheet, row, 2, value or None, styles("text"))
    for name, marks in lines.items():
        for row, mark in enumerate(noted(marks, None), start=1):
            put(sheet, row, COLUMNS[name], mark, styles("text"))
    sheet.hide()
