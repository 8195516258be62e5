"""xlwings without what it loads beside itself and no click needs."""

from __future__ import annotations

import atexit
import sys
from importlib import import_module

#: Its part that is paid for, which nobody here has: it asks Excel, again and again, for a license key.  The
#: rest is for values and pictures that it gets from us in no other form than lists of plain values; where a
#: PC has them, to load them takes longer than everything else.
_LEFT_OUT = ("xlwings.pro", "numpy", "pandas", "matplotlib", "plotly", "polars", "PIL")


#: What speaks to Excel, and on Windows brings xlwings' server for functions in cells, asyncio and ssl along.
_EXCEL = ("xlwings._xlwindows", "xlwings._xlmac")


def load_xlwings(*, excel: bool = True) -> None:
    """Before `import xlwings`: loads it as where none of these is installed.  All can be imported afterwards.

    What it would do when Python ends is taken away: it kills every EXCEL.EXE without a workbook window of its
    own, such as one that shows an attachment in Protected View.

    Not `excel`: for Calc.  In a click of Excel it is there before our first line, and nothing is left out.
    """
    left_out = _LEFT_OUT if excel else _LEFT_OUT + _EXCEL
    absent = [name for name in left_out if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None: "there is no such module"
    try:
        import_module("xlwings")
    finally:
        for name in absent:
            del sys.modules[name]
        if engine := sys.modules.get("xlwings._xlwindows"):
            atexit.unregister(engine.cleanup)
