"""One file moved in: read, understood, and written under a new name.  The source is only read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from itaxl.convert.sources import read_source
from itaxl.convert.table.mapping import Mapping
from itaxl.convert.table.source import Understood
from itaxl.convert.workbook import converted_bytes
from itaxl.core.model import Office, Severity, Tracker
from itaxl.disk.atomic import safe_stem, write_new
from itaxl.disk.zone import carry_zone, zone_of
from itaxl.errors import ItaxlError, OutputError
from itaxl.reading.refusal import Refusal

_LONGEST_STEM = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source: the new workbook and how it was read, or why there is none."""

    path: Path
    output: Path | None = None
    understood: Understood | None = None
    error: ItaxlError | None = None

    @property
    def errors(self) -> int:
        """Doubts that say that something is missing now."""
        doubts = self.understood.draft.doubts if self.understood else ()
        return sum(doubt.severity is Severity.ERROR for doubt in doubts)

    @property
    def warnings(self) -> int:
        return len(self.understood.draft.doubts) - self.errors if self.understood else 0


def convert(path: Path, out: Path, mapping: Mapping, today: dt.date) -> Outcome:
    """Moves one file in.  Raises ItaxlError for what cannot be read or written."""
    understood = read_source(path, mapping)
    if nothing_read(understood):
        raise Refusal(path.name).nothing_to_move()
    data = converted_bytes(understood.draft, path.name, today)
    output = write_new(out / f"{safe_stem(path.stem, _LONGEST_STEM)}.xlsm", data)
    carry_zone(zone_of(path), output)
    return Outcome(path, output, understood)


def nothing_read(understood: Understood) -> bool:
    """Whether a source gave no table, no measure and nothing of the office: a new workbook would be blank."""
    tracker = understood.draft.tracker
    blank = Tracker(replace(Office(), divisions=tracker.office.divisions))
    return not understood.tables and tracker == blank


def make_folder(out: Path) -> None:
    """The folder of the new workbooks.  Raises OutputError, before any work."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise OutputError(f"สร้างโฟลเดอร์ {out} ไม่ได้", "โปรดเลือกโฟลเดอร์อื่น หรือตรวจสอบสิทธิ์การเขียน") from error
