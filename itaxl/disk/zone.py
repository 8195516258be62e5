"""The Mark of the Web: on Windows, what is made of a file from elsewhere is a file from elsewhere.

Windows keeps where a download or an attachment came from in a second stream of the file; Office opens such a
file in Protected View and runs none of its macros.  Elsewhere there is no such mark, and nothing is done.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

_STREAM = ":Zone.Identifier"
_HAS_STREAMS = os.name == "nt"
_LONGEST = 4096
_ZONE = re.compile(rb"^\s*ZoneId\s*=\s*(\d)", re.MULTILINE | re.IGNORECASE)
_INTERNET = b"3"


def zone_of(path: Path) -> bytes | None:
    """The mark of a file, without the addresses that stand in it; None where it has none.

    A mark that names no zone counts as one from the internet.
    """
    if not _HAS_STREAMS:
        return None
    try:
        with open(f"{path}{_STREAM}", "rb") as stream:
            mark = stream.read(_LONGEST)
    except (OSError, ValueError):
        return None
    found = _ZONE.search(mark)
    return b"[ZoneTransfer]\r\nZoneId=%s\r\n" % (found[1] if found else _INTERNET)


def zone_among(paths: Iterable[Path]) -> bytes | None:
    """The first mark among files, for what is made of all of them."""
    return next(filter(None, map(zone_of, paths)), None) if _HAS_STREAMS else None


def carry_zone(zone: bytes | None, target: Path) -> None:
    """Mark a file that we have written; a file system that knows no such mark is no error."""
    if zone is None or not _HAS_STREAMS:
        return
    try:
        with open(f"{target}{_STREAM}", "wb") as stream:
            stream.write(zone)
    except (OSError, ValueError):
        return
