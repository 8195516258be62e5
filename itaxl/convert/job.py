"""One file moved in: read, understood, and written under a new name.  The source is only read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from itaxl.convert.sources import read_source
from itaxl.convert.table.mapping import Mapping
from itaxl.convert.table.source import Understood
from itaxl.convert.workbook import converted
from itaxl.core.model import Assessment, Office, Severity, Tracker
from itaxl.disk.atomic import safe_stem, write_new
from itaxl.disk.zone import carry_zone, zone_of
from itaxl.errors import InputError, ItaxlError, OutputError
from itaxl.reading.refusal import Refusal

_LONGEST_STEM = 200
#: The doubt that a table lists something else than measures.
LISTING = "C884"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source: the new workbook and how it was read, or why there is none."""

    path: Path
    output: Path | None = None
    understood: Understood | None = None
    error: ItaxlError | None = None
    assessment: Assessment | None = None

    @property
    def errors(self) -> int:
        """Cells of the new workbook that a memo needs and that are missing or were not read."""
        return len({found.place for found in self.assessment.errors}) if self.assessment else 0

    @property
    def warnings(self) -> int:
        """Doubts that want a look, and no more."""
        doubts = self.understood.draft.doubts if self.understood else ()
        return sum(doubt.severity is Severity.WARNING for doubt in doubts)


def convert(path: Path, out: Path, mapping: Mapping, today: dt.date) -> Outcome:
    """Moves one file in.  Raises ItaxlError for what cannot be read or written."""
    understood = read_source(path, mapping)
    if nothing_read(understood):
        raise _nothing(understood, path.name)
    made = converted(understood.draft, path.name, today)
    output = write_new(out / f"{safe_stem(path.stem, _LONGEST_STEM)}.xlsm", made.data)
    carry_zone(zone_of(path), output)
    return Outcome(path, output, understood, assessment=made.assessment)


def _nothing(understood: Understood, name: str) -> InputError:
    """Why there is no new workbook: a list that is known to be none of measures, else nothing known."""
    listing = next((d for d in understood.draft.doubts if d.code == LISTING), None)
    if listing:
        return InputError(f"ไฟล์ {name}: {listing.message}", "โปรดเลือกไฟล์ที่เป็นตารางมาตรการ")
    return Refusal(name).nothing_to_move()


def nothing_read(understood: Understood) -> bool:
    """Whether a source gave no table, no measure and nothing of the office: a new workbook would be blank."""
    tracker = understood.draft.tracker
    blank = Tracker(Office()._replace(divisions=tracker.office.divisions))
    return not understood.tables and tracker == blank


def make_folder(out: Path) -> None:
    """The folder of the new workbooks.  Raises OutputError, before any work."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise OutputError(f"สร้างโฟลเดอร์ {out} ไม่ได้", "โปรดเลือกโฟลเดอร์อื่น หรือตรวจสอบสิทธิการเขียน") from error
