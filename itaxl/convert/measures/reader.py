"""The cells of one measure as the fields of a measure; whatever is not certain is a doubt beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from itaxl.convert.measures.cells import MeasureCells, MeasureDraft, Part
from itaxl.convert.measures.columns import OTHER, label_of
from itaxl.convert.measures.entries import NOTHING, Entries
from itaxl.convert.measures.in_charge import read_in_charge
from itaxl.convert.measures.status import read_statuses
from itaxl.core.links import are_links
from itaxl.core.meanings.divisions import Divisions
from itaxl.core.meanings.due import read_day
from itaxl.core.meanings.indicators import indicator_of
from itaxl.core.meanings.status import read_status
from itaxl.core.model import Digits, Measure, Status
from itaxl.core.thai.dates import format_date

_URL = re.compile(r"(?:https?://|www\.)[^\s<>()]+", re.IGNORECASE)


def read_measure(raw: MeasureCells, divisions: Divisions, own_status: Mapping[str, Status]) -> MeasureDraft:
    """The measure of some cells; `divisions` learns the names that it uses."""
    entries = Entries(raw)
    names, everyone = read_in_charge(entries, divisions)
    status = read_statuses(entries, own_status)
    said = _only_statuses(entries, status)
    notes = "\n".join(dict.fromkeys((*entries.texts("note", without=said), *entries.notes)))
    measure = Measure(
        number=_number(entries),
        title=_title(entries),
        steps=entries.steps("steps"),
        divisions=names,
        all_divisions=everyone,
        due=entries.day("due"),
        status=status,
        done_on=entries.day("done_on") or entries.done_on,
        evidence=_evidence(entries, notes),
        note=entries.cut(notes, "note"),
        result_title=entries.joined("result_title") or None,
        result_steps=entries.steps("result_steps") or None,
        follow_up=entries.joined("follow_up") or None,
        indicator=_indicator(entries),
        result=entries.cut("\n".join((*entries.texts("result"), *entries.results)), "result"),
        result_6=entries.cut("\n".join(entries.before("note", "result_6")), "result_6"),
        problems=entries.joined("problems"),
        budget=entries.joined("budget"),
        spent=entries.joined("spent"),
        issue=entries.joined("issue"),
    )
    _contradicted(entries, measure)
    if not measure.title:
        entries.doubt("C827", raw.place, "", "title")
    return MeasureDraft(
        measure, raw.table, raw.place, entries.doubts, entries.places, raw.reports, raw.sub, raw.latest
    )


def _contradicted(entries: Entries, measure: Measure) -> None:
    """Tells where a second column for a field says something else."""
    for part in entries.parts(OTHER["status"]):
        other = read_status(part.value).status
        if measure.status and part.text not in NOTHING and other is not measure.status:
            entries.doubt("C881", part.place, part.text, "status", status=measure.status.value)
    for name, day in (("due", measure.due), ("done_on", measure.done_on)):
        for part in entries.parts(OTHER[name]):
            if part.text not in NOTHING and read_day(part.value).day != day:
                chosen = format_date(day, digits=Digits.ARABIC) if day else ""
                entries.doubt("C815", part.place, part.text, name, label=label_of(name), chosen=chosen)


def _only_statuses(entries: Entries, status: Status | None) -> list[Part]:
    """The notes that are a status and nothing else; one that is another than the column's is told."""
    said = []
    for part in entries.parts("note"):
        reading = read_status(part.value)
        if not part.column.head.period or not reading.sure or reading.rest or not status:
            continue
        said.append(part)
        if reading.status is status:
            entries.use("status", part.place)
        elif entries.is_last("note", part):
            entries.doubt("C881", part.place, part.text, "status", status=status.value)
    return said


def _number(entries: Entries) -> int | None:
    for part in (*entries.parts("number"), *entries.parts("numbers_below")):
        entries.use("number", part.place)
        if isinstance(part.value, dt.date):
            entries.doubt("C876", part.place, part.text, "number")
    return entries.raw.number


def _title(entries: Entries) -> str:
    parts = entries.parts("title")
    for part in parts:
        entries.use("title", part.place)
    if entries.raw.doubtful and parts:
        entries.doubt("C887", parts[0].place, parts[0].column.head.text, "title")
    return entries.cut(entries.raw.title if parts else "", "title")


def _evidence(entries: Entries, notes: str) -> str:
    """The addresses in its column, or behind its words; else its words, or the addresses in the note."""
    text = entries.joined("evidence")
    behind = [link for part in entries.parts("evidence") for link in part.links if are_links(link)]
    if text and (are_links(text) or not behind):
        return text
    found = behind or _URL.findall(notes)
    parts = [part for field in ("evidence", "note", "status") for part in entries.parts(field)]
    found += [link for part in parts for link in part.links if _URL.match(link)]
    return entries.cut("\n".join(dict.fromkeys(found)), "evidence")


def _indicator(entries: Entries) -> int | None:
    for part in entries.parts("indicator"):
        found = indicator_of(part.text)
        if found is None:
            entries.doubt("C814", part.place, part.text, "indicator", label=label_of("indicator"))
            continue
        if not found.sure:
            entries.doubt("C879", part.place, part.text, "indicator", number=str(found.number))
        entries.use("indicator", part.place)
        return found.number
    return entries.raw.indicator
