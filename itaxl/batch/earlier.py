"""What a run leaves of the district for a later one to compare with: one office a line, as JSON.

What comes back may have been changed by anybody: a line that does not fit is no office.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from itaxl.batch.memory import count_of, text_of
from itaxl.batch.places import Places
from itaxl.core.district.changes import Earlier, Now
from itaxl.core.district.desk import DeskOffice
from itaxl.core.district.identity import OfficeName
from itaxl.disk.plain_file import open_plain
from itaxl.disk.whole_text import whole_text
from itaxl.errors import InputError

_LONGEST = 10_000_000
_UNFIT = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


def keep(path: Path, offices: Iterable[DeskOffice]) -> None:
    """Raises OutputError."""
    with whole_text(path) as text:
        for office in offices:
            kept = {"office": list(office.identity), **office.state._asdict()}
            text.write(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n")


def earlier_in(out: Path) -> tuple[Earlier, ...]:
    """The offices of an earlier run.  Raises InputError where none left any."""
    path = Places(out).desk
    found: list[Earlier] = []
    try:
        with open_plain(path) as file:
            for line in iter(lambda: file.readline(_LONGEST), b""):
                with contextlib.suppress(*_UNFIT):
                    found.append(_earlier(json.loads(line)))
    except OSError as problem:
        raise InputError(
            f"ไม่พบผลของการสั่งครั้งก่อนในโฟลเดอร์ {out}", "โปรดระบุโฟลเดอร์ผลลัพธ์ของคำสั่ง batch ครั้งก่อนหลัง --since"
        ) from problem
    return tuple(found)


def _earlier(value: dict[str, Any]) -> Earlier:
    names = [text_of(name) for name in value["office"]]
    opened = {text_of(title): bool(late) for title, late in value["open"].items()}
    percent = float(value["percent"])
    rank, done, overdue = (count_of(value[name]) for name in ("rank", "done", "overdue"))
    if not 0 <= percent <= 100:
        raise ValueError(percent)
    return Earlier(OfficeName(*names), Now(rank, bool(value["missing"]), done, overdue, percent, opened))
