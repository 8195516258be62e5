"""What kind of drive a folder lies on, and the short name that a drive may keep of it."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes

    _FIXED = (3, 6)  # DRIVE_FIXED, DRIVE_RAMDISK

    def is_fixed(drive: str) -> bool:
        """Whether 'C:' is built into this computer; a folder that `subst` gave a letter counts."""
        return ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") in _FIXED

    def short_path(path: str) -> str:
        """By its short names (8.3); as it is where the drive keeps none, or nothing is there."""
        room = ctypes.create_unicode_buffer(32_768)
        size = ctypes.windll.kernel32.GetShortPathNameW(path, room, len(room))
        return room.value if 0 < size < len(room) else path

else:

    def short_path(path: str) -> str:
        return path

    def is_fixed(drive: str) -> bool:
        return True
