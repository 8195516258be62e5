"""The Excels of a PC that are not ours."""

from __future__ import annotations

import atexit
import sys


def leave_other_excels_alone() -> None:
    """For whoever imported xlwings: take away what it would do when Python ends.  It kills every EXCEL.EXE
    without a workbook window of its own, such as one that shows an attachment in Protected View."""
    if engine := sys.modules.get("xlwings._xlwindows"):
        atexit.unregister(engine.cleanup)
