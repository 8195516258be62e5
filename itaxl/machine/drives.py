"""What kind of drive a folder lies on."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes

    _FIXED = (3, 6)  # DRIVE_FIXED, DRIVE_RAMDISK

    def is_fixed(drive: str) -> bool:
        """Whether 'C:' is built into this computer; a folder that `subst` gave a letter counts."""
        return ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") in _FIXED

else:

    def is_fixed(drive: str) -> bool:
        return True
