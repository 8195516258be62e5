"""The status of one measure from its words or marks, in whatever rows and columns they stand."""

from __future__ import annotations

from collections.abc import Mapping

from itaxl.convert.measures.cells import Part
from itaxl.convert.measures.columns import label_of, order
from itaxl.convert.measures.entries import NOTHING, Entries
from itaxl.convert.measures.places import AnyPlace
from itaxl.core.meanings.due import leading_day, read_day
from itaxl.core.meanings.status import (
    BY_NAME,
    Mark,
    StatusReading,
    figure_of,
    read_mark,
    read_status,
    status_at,
)
from itaxl.core.model import Status

#: A longer text behind a status is no mere day.
_LONGEST_DAY = 40
_FULL = 100


def read_statuses(entries: Entries, own: Mapping[str, Status]) -> Status | None:
    """The status; `own` are an office's own words.  Rows that differ are in progress, and told."""
    found: list[Status | None] = []
    rows: dict[int, list[Part]] = {}
    parts = _of_last_period(entries)
    if not parts and entries.raw.silent:
        return _not_begun(entries, entries.raw.place, "")
    for part in parts:
        if part.column.head.mark:
            rows.setdefault(part.place.row, []).append(part)
        else:
            found.append(_worded(part, entries, own))
    found += [_marked(row, entries, own) for row in rows.values()]
    statuses = [status for status in found if status]
    if len(set(statuses)) < 2:
        return statuses[0] if statuses else None
    mixed = Status.IN_PROGRESS
    entries.doubt("C815", entries.raw.place, "", "status", label=label_of("status"), chosen=mixed.value)
    return mixed


def _of_last_period(entries: Entries) -> list[Part]:
    """The cells of the last period with something, and those of none; an earlier one than others' is told."""
    parts = entries.parts("status")
    told = [part for part in parts if part.column.head.period and _says(part)]
    if not told:
        return parts
    last = max((part.column.head for part in told), key=order)
    latest = entries.raw.latest
    if last.period and latest and not last.counted and order(last) < order(latest):
        entries.doubt("C878", told[-1].place, last.text, "status", period=last.period.name)
    return [part for part in parts if part.column.head.period in (None, last.period)]


def _says(part: Part) -> bool:
    return part.text not in NOTHING and (not part.column.head.mark or read_mark(part.value).chosen)


def _not_begun(entries: Entries, place: AnyPlace, text: str) -> Status:
    """What nothing is said of is not begun, as far as a single column of ticks or of figures tells."""
    status = Status.NOT_STARTED
    entries.doubt("C806", place, text, "status", status=status.value)
    return status


def _worded(part: Part, entries: Entries, own: Mapping[str, Status]) -> Status | None:
    if part.text in NOTHING:
        return None
    reading = read_status(part.value, own)
    figure = figure_of(part.value)
    if figure is not None and part.text not in own:
        if part.column.head.coded:
            reading = StatusReading()
        elif part.column.head.percent and figure <= _FULL:
            reading = StatusReading(status_at(figure), True)
        elif _may_be_percent(part, figure):
            reading = reading._replace(sure=False)
        if part.column.head.counted:
            reading = reading._replace(sure=False)
    if reading.status is None:
        entries.doubt("C805", part.place, part.text, "status")
        return None
    entries.use("status", part.place)
    if not reading.sure:
        entries.doubt("C806", part.place, part.text, "status", status=reading.status.value)
    if reading.sentence:
        entries.results.append(reading.rest)
        entries.use("result", part.place)
        _beside(part, reading.status, "", entries)
    else:
        _beside(part, reading.status, reading.rest, entries)
    return reading.status


def _may_be_percent(part: Part, figure: float) -> bool:
    """Whether 1 below ร้อยละ may be one of a hundred: no other figure of the column is a share."""
    head = part.column.head
    said = "%" in head.text or "ร้อยละ" in head.text
    return said and 0 < figure <= 1 and not head.shares and "%" not in part.text


def _beside(part: Part, status: Status, text: str, entries: Entries) -> None:
    """What stands behind a status: the day when it was done, and a note."""
    if status is Status.DONE and not entries.done_on:
        day, rest = leading_day(text)
        if day is None and len(text) < _LONGEST_DAY:
            day, rest = read_day(text).day, ""
        if day:
            entries.use("done_on", part.place)
            entries.doubt("C808", part.place, text, "done_on", label=label_of("done_on"))
            entries.done_on, text = day, rest
    if text:
        entries.note_beside(part, text)


def _marked(parts: list[Part], entries: Entries, own: Mapping[str, Status]) -> Status | None:
    """One row of marks below the statuses: exactly one is chosen."""
    chosen = [(part, mark) for part in parts if (mark := read_mark(part.value)).chosen]
    signs = [(part, mark) for part, mark in chosen if mark.marked]
    ticks = [(part, mark) for part, mark in signs if not mark.cross]
    if ticks and len(ticks) < len(signs):
        entries.doubt("C838", ticks[0][0].place, "", "status", status=_above(ticks[0][0]).value)
    if signs:
        for part, mark in chosen:
            if mark.rest and not mark.marked:
                entries.note_beside(part, mark.rest)
    chosen = ticks or signs or chosen
    alone = parts[0].column.head
    if alone.alone and (not chosen or (alone.denied and all(mark.cross for _, mark in chosen))):
        entries.use("status", parts[0].place)
        return _not_begun(entries, parts[0].place, parts[0].text)
    if len(chosen) > 1:
        names = " / ".join(_above(part).value for part, _ in chosen)
        entries.doubt("C807", chosen[0][0].place, names, "status")
        return None
    return _chosen(*chosen[0], entries, own) if chosen else None


def _chosen(part: Part, mark: Mark, entries: Entries, own: Mapping[str, Status]) -> Status | None:
    """The status above a mark; a text in place of one must not say another status."""
    status, rest = _above(part), mark.rest
    if not mark.marked:
        said = read_status(part.value, own)
        if said.status not in (None, status):
            entries.doubt("C805", part.place, part.text, "status")
            return None
        entries.doubt("C806", part.place, part.text, "status", status=status.value)
        rest = said.rest if said.status else rest
    entries.use("status", part.place)
    _beside(part, status, rest, entries)
    return status


def _above(part: Part) -> Status:
    return BY_NAME[part.column.head.mark]
