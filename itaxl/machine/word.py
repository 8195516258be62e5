"""Whether Word is here to be driven by us: one answer for PDF and the examination of a PC."""

from __future__ import annotations

from itaxl.machine.around import WINDOWS, Around
from itaxl.machine.registry import CLASSES

_CLASS = r"Word.Application\CLSID"


def has_word(on: Around) -> bool:
    """Whether Word is installed, and the library that speaks to it, from xlwings.  Starts nothing.

    Word of other systems than Windows does not take commands from Python.
    """
    return (
        on.system == WINDOWS
        and on.registry.value(CLASSES, _CLASS, "") is not None
        and on.has_module("win32com")
    )
