"""Why a test is left out on Windows: one mark for each reason."""

from __future__ import annotations

import os
import sys

import pytest

WINDOWS = os.name == "nt"


def _wine() -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return hasattr(ctypes.windll.ntdll, "wine_get_version")


no_links = pytest.mark.skipif(WINDOWS, reason="a user of Windows may make no links")
no_pipes = pytest.mark.skipif(WINDOWS, reason="Windows has no such files")
no_such_names = pytest.mark.skipif(WINDOWS, reason="Windows takes no such names")
two_letter_cases = pytest.mark.skipif(WINDOWS, reason="a disk of Windows takes both spellings for one name")
signals = pytest.mark.skipif(WINDOWS, reason="a console event, not a signal, interrupts on Windows")
other_programs = pytest.mark.skipif(WINDOWS, reason="the programs of POSIX systems")
not_in_wine = pytest.mark.skipif(_wine(), reason="Wine takes any certificate")
