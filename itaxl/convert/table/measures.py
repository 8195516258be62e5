"""The cells of one measure as the fields of a measure; whatever is not certain is a doubt beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from itaxl.convert.draft import Doubt
from itaxl.convert.table.doubts import doubt
from itaxl.convert.table.drafted import Drafted, Raw
from itaxl.convert.table.provenance import spoken
from itaxl.convert.table.responsible import Divisions, Responsible
from itaxl.convert.table.rows import Part, count_of
from itaxl.convert.words.due import read_day
from itaxl.convert.words.status import BY_NAME, StatusReading, read_mark, read_status
from itaxl.core import layout
from itaxl.core.dates import format_date
from itaxl.core.grid import CellFault, Place, shown
from itaxl.core.model import Digits, Measure, Status
from itaxl.core.thai import clean, lines

#: A cell holds 32,767 characters; what is longer is cut, and told.
LONGEST = 32_000
_WEB = ("http://", "https://", "www.")


def label(field: str) -> str:
    return layout.field(layout.MEASURE_COLUMNS, field).label


class MeasureReader:
    """Reads one raw measure; make one for each."""

    def __init__(self, raw: Raw, divisions: Divisions, own_status: Mapping[str, Status]) -> None:
        self._raw = raw
        self._divisions = divisions
        self._own_status = own_status
        self._doubts: list[Doubt] = []
        self._places: dict[str, list[Place]] = {}
        self._notes: list[str] = []
        self._done_on: dt.date | None = None

    def read(self) -> Drafted:
        names, everyone = self._read_divisions()
        status = self._read_status()
        done_on = self._day("done_on") or self._done_on
        measure = Measure(
            number=self._number(),
            title=self._title(),
            steps=self._lines("steps"),
            divisions=names,
            all_divisions=everyone,
            due=self._day("due"),
            status=status,
            done_on=done_on,
            evidence=self._joined("evidence"),
            note=self._cut("\n".join(dict.fromkeys((*self._lines("note"), *self._notes))), "note"),
            result_title=self._joined("result_title") or None,
            result_steps=self._lines("result_steps") or None,
            follow_up=self._joined("follow_up") or None,
            indicator=self._indicator(),
        )
        if not measure.title:
            self._doubt("C827", self._raw.place, "", "title")
        return Drafted(measure, self._raw.table, self._raw.place, self._doubts, self._places)

    def _doubt(self, code: str, place: Place, value: str, field: str = "", **words: str) -> None:
        self._doubts.append(doubt(code, spoken(place), value, field=field, measure=None, **words))

    def _use(self, field: str, place: Place) -> None:
        self._places.setdefault(field, []).append(place)

    def _parts(self, field: str) -> list[Part]:
        """The usable cells of a field; an error value is told."""
        usable = []
        for part in self._raw.parts.get(field, ()):
            if isinstance(part.value, CellFault):
                self._doubt("C820", part.place, part.value.text, "" if field not in _FIELDS else field)
            else:
                usable.append(part)
        return usable

    def _number(self) -> int | None:
        for part in (*self._parts("number"), *self._parts("numbers_below")):
            self._use("number", part.place)
        return self._raw.number

    def _title(self) -> str:
        parts = self._parts("title")
        for part in parts:
            self._use("title", part.place)
        return self._cut(self._raw.title if parts else "", "title")

    def _texts(self, field: str) -> list[str]:
        """The lines of a field's cells in order, without a cell's text twice."""
        found: list[str] = []
        for part in self._parts(field):
            own = [line for line in lines(clean(shown(part.value))) if line not in {"-", "–"}]
            if own:
                self._use(field, part.place)
            found += [line for line in own if field == "steps" or line not in found]
        return found

    def _lines(self, field: str) -> tuple[str, ...]:
        return lines(self._cut("\n".join(self._texts(field)), field))

    def _joined(self, field: str) -> str:
        return self._cut("\n".join(self._texts(field)), field)

    def _cut(self, text: str, field: str) -> str:
        if len(text) <= LONGEST:
            return text
        self._places.pop(field, None)
        self._doubt("C821", self._raw.place, text[:60], field, sheet=layout.UNSORTED_SHEET)
        return clean(text[:LONGEST])

    def _indicator(self) -> int | None:
        for part in self._parts("indicator"):
            number = count_of(part.value)
            if number is None:
                self._doubt("C814", part.place, shown(part.value), "indicator", label=label("indicator"))
            else:
                self._use("indicator", part.place)
                return number
        return self._raw.indicator

    def _day(self, field: str) -> dt.date | None:
        days: list[dt.date] = []
        for part in self._parts(field):
            reading = read_day(part.value)
            text = shown(part.value)
            if reading.day is None:
                if not reading.empty:
                    self._doubt("C812", part.place, text, field, label=label(field))
                continue
            self._use(field, part.place)
            days.append(reading.day)
            day = format_date(reading.day, digits=Digits.ARABIC)
            if reading.be_as_ce:
                self._doubt("C826", part.place, text, field, day=day)
            elif not reading.sure:
                self._doubt("C813", part.place, text, field, day=day, label=label(field))
        if len(set(days)) > 1:
            kept = format_date(max(days), digits=Digits.ARABIC)
            self._doubt("C815", self._raw.place, "", field, label=label(field), kept=kept)
        return max(days, default=None)

    def _read_divisions(self) -> tuple[tuple[str, ...], bool]:
        names: list[str] = []
        everyone = False
        for part in self._parts("divisions"):
            text = part.column.head.mark
            if text:
                mark = read_mark(part.value)
                if not mark.chosen:
                    continue
                if mark.rest:
                    self._note_beside(part, mark.rest, "divisions")
            else:
                text = clean(shown(part.value))
                if text in {"", "-", "–"}:
                    continue
            read = self._divisions.read(text)
            everyone = everyone or read.everyone
            names += [name for name in read.names if name not in names]
            self._tell_divisions(part, read)
            if read.names or read.everyone:
                self._use("divisions", part.place)
        if not names and not everyone and self._raw.section_divisions:
            names = list(self._raw.section_divisions)
            where = f"ชื่อในหัวข้อคั่นตาราง ({', '.join(names)})"
            self._doubt("C822", self._raw.place, "", "divisions", where=where)
        return tuple(names), everyone

    def _tell_divisions(self, part: Part, read: Responsible) -> None:
        for typed, name, confidence in read.alike:
            self._doubt("C831", part.place, typed, "divisions", name=name, confidence=str(confidence))
        for name in read.new:
            self._doubt("C810", part.place, name, "divisions")
        if not read.unknown:
            return
        unknown = " ".join(read.unknown)
        if read.names or read.everyone:
            names = layout.ALL_DIVISIONS if read.everyone else ", ".join(read.names)
            self._doubt("C834", part.place, unknown, "divisions", names=names)
        else:
            self._doubt("C809", part.place, unknown, "divisions")

    def _read_status(self) -> Status | None:
        parts = self._parts("status")
        marks = [part for part in parts if part.column.head.mark]
        found = [self._plain_status(part) for part in parts if not part.column.head.mark]
        by_row: dict[int, list[Part]] = {}
        for part in marks:
            by_row.setdefault(part.place.row, []).append(part)
        found += [self._marked(row) for row in by_row.values()]
        statuses = [status for status in found if status]
        if not statuses:
            return None
        if len(set(statuses)) == 1:
            return statuses[0]
        mixed = Status.IN_PROGRESS
        self._doubt("C815", self._raw.place, "", "status", label=label("status"), kept=mixed.value)
        return mixed

    def _plain_status(self, part: Part) -> Status | None:
        text = clean(shown(part.value))
        reading = read_status(part.value, self._own_status)
        if part.column.head.coded and isinstance(part.value, float) and text not in self._own_status:
            reading = StatusReading()
        if text in {"", "-", "–"}:
            return None
        if reading.status is None:
            self._doubt("C805", part.place, text, "status")
            return None
        self._use("status", part.place)
        if not reading.sure:
            self._doubt("C806", part.place, text, "status", status=reading.status.value)
        if reading.rest:
            self._beside(part, reading)
        return reading.status

    def _beside(self, part: Part, reading: StatusReading) -> None:
        """What stands behind a status: the day when it was done, or a note."""
        day = read_day(reading.rest)
        if reading.status is Status.DONE and day.day and len(reading.rest) < 40 and not self._done_on:
            self._done_on = day.day
            self._use("done_on", part.place)
            self._doubt("C808", part.place, reading.rest, "done_on", label=label("done_on"))
            return
        self._note_beside(part, reading.rest, "status")

    def _note_beside(self, part: Part, text: str, field: str) -> None:
        self._notes.append(text)
        self._use("note", part.place)
        if field != "status" or not part.column.head.mark:
            self._doubt("C808", part.place, text, "note", label=label("note"))

    def _says_something(self, part: Part) -> bool:
        """Whether a text in a column of marks, without a mark, is a status or the day when it was reached."""
        read = read_status(part.value, self._own_status).status is not None
        return read or read_day(part.value).day is not None

    def _marked(self, parts: list[Part]) -> Status | None:
        """One row of marks below the statuses: exactly one is chosen."""
        marks = [(part, read_mark(part.value)) for part in parts]
        chosen = [(part, mark) for part, mark in marks if mark.chosen]
        if any(mark.marked for _, mark in chosen):
            for part, mark in chosen:
                if not mark.marked:
                    self._note_beside(part, mark.rest, "")
            chosen = [(part, mark) for part, mark in chosen if mark.marked]
        else:
            for part, _ in [c for c in chosen if not self._says_something(c[0])]:
                self._doubt("C805", part.place, shown(part.value), "status")
            chosen = [c for c in chosen if self._says_something(c[0])]
        if len(chosen) > 1:
            names = [BY_NAME[part.column.head.mark].value for part, _ in chosen]
            self._doubt("C807", chosen[0][0].place, " / ".join(names), "status")
            return None
        for part, mark in chosen:
            status = BY_NAME[part.column.head.mark]
            self._use("status", part.place)
            if not mark.marked:
                self._doubt("C806", part.place, shown(part.value), "status", status=status.value)
                told = read_status(part.value, self._own_status)
                if told.status is status and not told.rest:
                    return status
            if mark.rest:
                self._beside(part, StatusReading(status, True, mark.rest))
            return status
        return None


_FIELDS = frozenset(field.key for field in layout.MEASURE_COLUMNS)
