"""Days and times as XML spells them: 2025-02-28, 2025-02-27T17:00:00.000Z, PT08H30M00S."""

from __future__ import annotations

import datetime as dt
import re

from itaxl.core.grid import DAY_ZERO, Moment, Value
from itaxl.reading.formats import LAST_DAY, format_of

#: The clock of every office that this is for, against which a program counts that writes UTC.
_BANGKOK = dt.timedelta(hours=7)
_DAY, _DAYS_IN_400_YEARS = dt.timedelta(1), 146_097
_LAST_SECOND = dt.time(23, 59, 59)
_MIDNIGHT_ZERO = dt.datetime.combine(DAY_ZERO, dt.time())
_MOMENT = re.compile(
    r"(-?\d{4,6})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*(Z|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?Z?")
_SPAN = re.compile(r"(-?)P(?:(\d{1,9})D)?T?(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d{1,12})?)S)?")


def day_of(text: str, seen: str | None = None) -> Value:
    """The day, with its time where it has one, and where `seen` is what the cell shows, a time in it; what
    is no day stays as it is written.

    A day of the calendar that a program wrote as UTC begins at 17:00 the day before.  A day before day zero
    or after the year 9999 is the number that other workbooks hold for it.
    """
    text = text.strip()
    if clock := _CLOCK.fullmatch(text):
        return ":".join((clock[1], clock[2], clock[3] or "00"))
    found = _MOMENT.fullmatch(text)
    if not found:
        return text or None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        known = dt.datetime(2000 + year % 400, month, day, hour, minute, second)
    except ValueError:
        return text
    rest = float(f"0.{found[7] or 0}")
    whole_days = (known - _MIDNIGHT_ZERO) // _DAY + (year // 400 - 5) * _DAYS_IN_400_YEARS
    if not 0 <= whole_days < LAST_DAY:
        return whole_days + ((known - _MIDNIGHT_ZERO) % _DAY / dt.timedelta(seconds=1) + rest) / 86_400
    moment = known.replace(year=year)
    if rest >= 0.5 and (not whole_days or moment.time() != _LAST_SECOND):
        moment += dt.timedelta(seconds=1)  # a thousandth of a second is no loss, a minute would look like one
    if found[8] and moment.time() != dt.time() and (moment + _BANGKOK).time() == dt.time():
        moment += _BANGKOK
    if not whole_days:
        return moment.time().isoformat()
    if moment.time() == dt.time() or (seen is not None and ":" not in seen):
        return moment.date()
    seconds = moment.second and (seen is None or seen.count(":") > 1)
    return Moment.of(moment.date(), moment.time().isoformat("seconds" if seconds else "minutes"))


def time_of(text: str, seen: str) -> Value:
    """A span of time as the cell shows it: on a clock, PT8H30M as 08:30:00, or counted on, PT36H as 36:00.

    A clock that shows only what is left of whole days holds a day with its time, as in other workbooks.
    """
    found = _SPAN.fullmatch(text.strip())
    if not found or not any(found.groups()[1:]):
        return text
    days, hours, minutes = (int(part or 0) for part in found.groups()[1:4])
    seconds = ((days * 24 + hours) * 60 + minutes) * 60 + float((found[5] or "0").replace(",", "."))
    seen = seen.strip()
    counted = re.match(r"-?(\d+)", seen)
    whole = round(seconds)
    if counted and seconds >= 86_400 and int(counted[1]) in (whole // 3600, whole // 60, whole):
        return seen
    if found[1] and seen.startswith("-"):
        return seen
    return format_of("h:mm:ss" if seen.count(":") > 1 else "h:mm").value(
        (-seconds if found[1] else seconds) / 86_400
    )
