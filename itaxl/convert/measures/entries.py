"""What the cells of one measure say by field, and which of them were used for what."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterator

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.convert.measures.cells import MeasureCells, Part
from itaxl.convert.measures.columns import label_of, order
from itaxl.convert.measures.places import AnyPlace, spoken
from itaxl.core import layout
from itaxl.core.fields import without_bullets
from itaxl.core.grid import CellFault
from itaxl.core.meanings.due import read_day
from itaxl.core.meanings.periods import ALL_YEAR, period_in
from itaxl.core.meanings.status import read_mark
from itaxl.core.meanings.steps import steps_of
from itaxl.core.model import Digits
from itaxl.core.thai.dates import format_date
from itaxl.core.thai.text import clean, lines
from itaxl.core.years import FiscalYear

#: A cell holds 32,767 characters; what is longer is cut, and told.
LONGEST = 32_000
_YEAR = re.compile(r"[0-9๐-๙]{4}")
NOTHING = frozenset({"", "-", "–", "—"})
#: Of several periods the last one counts; evidence is kept of all.
OF_A_PERIOD = frozenset({"note", "result"})
_HALF = 6
_FIELDS = frozenset(field.key for field in layout.MEASURE_COLUMNS)


class Entries:
    """The cells of a raw measure; collects the doubts about them, and the places whose text was used.

    `notes` are texts that stood beside something else, `results` sentences that a status was read from;
    `done_on` a day that stood behind a status.
    """

    def __init__(self, raw: MeasureCells) -> None:
        self.raw = raw
        self.doubts: list[Doubt] = [*raw.doubts]
        self.places: dict[str, list[AnyPlace]] = {}
        self.notes: list[str] = []
        self.results: list[str] = []
        self.done_on: dt.date | None = None
        self._usable: dict[str, list[Part]] = {}

    def doubt(self, code: str, place: AnyPlace, value: str, field: str = "", **words: str) -> None:
        self.doubts.append(doubt(code, spoken(place), value, field=field, measure=None, **words))

    def use(self, field: str, place: AnyPlace) -> None:
        """The cell's text is in that field now."""
        self.places.setdefault(field, []).append(place)

    def parts(self, field: str) -> list[Part]:
        """The usable cells of a field; an error value is told."""
        found = self._usable.get(field)
        if found is None:
            found = self._usable[field] = list(self._without_faults(field)) if field in self.raw.parts else []
        return found

    def _without_faults(self, field: str) -> Iterator[Part]:
        for part in self.raw.parts[field]:
            if isinstance(part.value, CellFault):
                self.doubt("C820", part.place, part.value.text, field if field in _FIELDS else "")
            else:
                yield part

    def texts(self, field: str, without: Container[Part] = ()) -> list[str]:
        """The lines of a field's cells in order, without a cell's text twice."""
        return list(dict.fromkeys(line for cell in self._lines(field, without) for line in cell))

    def _lines(self, field: str, without: Container[Part] = ()) -> Iterator[list[str]]:
        for part in self.parts(field):
            if part in without or not self.is_last(field, part):
                continue
            if found := [line for line in lines(part.text) if line not in NOTHING]:
                self.use(field, part.place)
                yield found

    def is_last(self, field: str, part: Part) -> bool:
        """Whether a cell is of the last period that says something, or of none."""
        if field not in OF_A_PERIOD or part.column.head.period is None:
            return True
        told = [p.column.head for p in self.parts(field) if p.column.head.period and p.text not in NOTHING]
        if self.raw.latest and any(order(self.raw.latest) > order(head) for head in told[-1:]):
            return False  # the status is of a later one
        return not told or part.column.head.period == max(told, key=order).period

    def before(self, field: str, became: str) -> list[str]:
        """What a field's cells said in the round of six months, where a later one says something."""
        found: list[str] = []
        for part in self.parts(field):
            period = part.column.head.period
            if period and period.months == _HALF and not self.is_last(field, part):
                found += [line for line in lines(part.text) if line not in NOTHING]
                self.use(became, part.place)
        return found

    def steps(self, field: str) -> tuple[str, ...]:
        cells = list(self._lines(field))
        if self.raw.cut:
            cells = [[line for cell in cells for line in cell]]
        steps = [step for cell in cells for step in steps_of(cell, joined=self.raw.cut)]
        return without_bullets(lines(self.cut("\n".join(steps), field)))

    def joined(self, field: str) -> str:
        return self.cut("\n".join(self.texts(field)), field)

    def cut(self, text: str, field: str) -> str:
        """As much of a text as a cell holds; the rest stays where it was, and is told."""
        if len(text) <= LONGEST:
            return text
        self.places.pop(field, None)
        self.doubt("C821", self.raw.place, text[:60], field, sheet=layout.UNSORTED_SHEET)
        return clean(text[:LONGEST])

    def day(self, field: str) -> dt.date | None:
        """The last day that the cells of a field name."""
        days: list[dt.date] = []
        label = label_of(field)
        periods = [part for part in self.parts(field) if part.column.head.period]
        if periods and (end := self._end_of_ticked(field, periods)):
            days.append(end)
        for part in self.parts(field):
            if part in periods:
                continue
            reading = read_day(part.value)
            if reading.day is None and (end := self._end_in_year(part)):
                self.use(field, part.place)
                days.append(end)
                day = format_date(end, digits=Digits.ARABIC)
                self.doubt("C813", part.place, part.text, field, day=day, label=label)
                continue
            if reading.day is None:
                if not reading.empty:
                    self.doubt("C812", part.place, part.text, field, label=label)
                continue
            self.use(field, part.place)
            days.append(reading.day)
            day = format_date(reading.day, digits=Digits.ARABIC)
            if reading.doubtful:
                self.doubt("C826", part.place, part.text, field, day=day)
            elif not reading.sure:
                self.doubt("C813", part.place, part.text, field, day=day, label=label)
        if len(set(days)) > 1:
            chosen = format_date(max(days), digits=Digits.ARABIC)
            self.doubt("C815", self.raw.place, "", field, label=label, chosen=chosen)
        return max(days, default=None)

    def _end_in_year(self, part: Part) -> dt.date | None:
        """The last day of a month, a quarter or the year that a text names without a year of its own."""
        if not self.raw.year or not isinstance(part.value, str):
            return None
        if ALL_YEAR.search(part.text):
            return FiscalYear(self.raw.year).end
        period, _ = period_in(part.text)
        return period.end(self.raw.year) if period and not _YEAR.search(part.text) else None

    def _end_of_ticked(self, field: str, parts: list[Part]) -> dt.date | None:
        """The last day of the last period that is ticked, or has a figure."""
        ticked = [part for part in parts if read_mark(part.value).chosen]
        if not ticked:
            return None
        last = max(ticked, key=lambda part: part.column.head.column)
        head, label = last.column.head, label_of(field)
        if head.until is None:
            self.doubt("C812", last.place, head.text, field, label=label)
            return None
        for part in ticked:
            self.use(field, part.place)
        day = format_date(head.until, digits=Digits.ARABIC)
        self.doubt("C813", last.place, head.text, field, day=day, label=label)
        return head.until

    def note_beside(self, part: Part, text: str) -> None:
        """A text beside a mark is a note, as in the memo; beside anything else that is told."""
        self.notes.append(text)
        self.use("note", part.place)
        if not part.column.head.mark:
            self.doubt("C808", part.place, text, "note", label=label_of("note"))
