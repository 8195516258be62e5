"""Days and times as XML spells them: 2025-02-28, 2025-02-27T17:00:00.000Z, PT08H30M00S."""

from __future__ import annotations

import datetime as dt
import re

from itaxl.core.grid import DAY_ZERO, Moment, Value

#: The clock of every office that this is for, against which a program counts that writes UTC.
_BANGKOK = dt.timedelta(hours=7)
_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*(Z|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?Z?")
_SPAN = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")


def day_of(text: str) -> Value:
    """The day, with its time where it has one; what is no day stays as it is written.

    A day of the calendar that a program wrote as UTC begins at 17:00 the day before.
    """
    text = text.strip()
    if clock := _CLOCK.fullmatch(text):
        return ":".join((clock[1], clock[2], clock[3] or "00"))
    found = _MOMENT.fullmatch(text)
    if not found:
        return text or None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        moment = dt.datetime(year, month, day, hour, minute, second)
    except ValueError:
        return text
    if (found[7] or "0") >= "5":  # a thousandth of a second is no loss, a minute would look like one
        moment += dt.timedelta(seconds=1)
    if found[8] and moment.time() != dt.time() and (moment + _BANGKOK).time() == dt.time():
        moment += _BANGKOK
    if moment.date() <= DAY_ZERO:
        return moment.time().isoformat()
    if moment.time() == dt.time():
        return moment.date()
    return Moment.of(moment.date(), moment.time().isoformat("seconds" if moment.second else "minutes"))


def time_of(text: str) -> str:
    """A span of time as a clock tells it: PT8H30M → 08:30:00."""
    found = _SPAN.fullmatch(text.strip())
    if not found or not any(found.groups()):
        return text
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return f"{days * 24 + hours:02}:{minutes:02}:{seconds:02}"
