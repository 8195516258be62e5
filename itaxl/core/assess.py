"""The one use case behind every door: what is wrong, how far along, and the tracker itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from itaxl.core.grid import Grid, shown
from itaxl.core.model import Assessment, Finding, Tracker
from itaxl.core.parse import parse
from itaxl.core.reading import Reading, Sighting
from itaxl.core.rollup import roll_up
from itaxl.core.rules import BY_CODE, RULES
from itaxl.core.years import FiscalYear

_CHECKS = tuple(rule.check for rule in RULES if rule.check is not None)
#: A value is quoted no longer than this in a finding.
_QUOTED = 120
#: A cell of separators can give thousands of findings, each of which would read all of it.
_LOOKED_AT = 10 * _QUOTED
#: The year of the layout's examples.
_SPELT = 2567
_EXAMPLE = re.compile(rf"(เช่น (?:\d+/\d+/)?)({_SPELT}|{_SPELT - 1})")


def assess(grids: Sequence[Grid], today: dt.date) -> Assessment:
    """Read a workbook's grids and judge what was read.  Never raises on any grid."""
    return judge(parse(grids), today)


def judge(reading: Reading, today: dt.date) -> Assessment:
    """Apply every rule, roll up: for whoever needs the reading, too.

    `today` is used only where the report says neither cut-off nor memo date.  Findings stand in the
    order of the sheets, then of rows and columns.
    """
    checked = [sighting for check in _CHECKS for sighting in check(reading)]
    # who sees the whole tracker knows better what a cell means than who read it alone
    meant = {sighting.place: sighting.suggestion for sighting in checked if sighting.suggestion is not None}
    sightings = [
        sighting
        if sighting.suggestion is None
        else sighting._replace(suggestion=meant.get(sighting.place, sighting.suggestion))
        for sighting in reading.noticed
    ] + checked
    order = {grid.sheet: n for n, grid in enumerate(reading.grids)}
    own = _examples(reading.tracker, today)
    findings = {
        _finding(sighting, own): None for sighting in sightings
    }  # the same thing seen twice counts once
    return Assessment(
        reading.tracker,
        tuple(
            sorted(
                findings,
                key=lambda f: (order.get(f.place.sheet, -1), f.place.row, f.place.column, f.code),
            )
        ),
        roll_up(reading.tracker, today),
    )


def _examples(tracker: Tracker, today: dt.date) -> dict[str, str]:
    """What messages give as examples, in years of the tracker's own."""
    report = tracker.report
    year = report.fiscal_year or (report.assessed_year or FiscalYear.of(today).previous).next
    return {"example": f"31/3/{year}", "year_end": f"30/9/{year}", "own_year": str(year)}


def _in_own_year(hint: str, own: Mapping[str, str]) -> str:
    """A hint of the layout whose example is of 2567, and of the year before."""
    year = int(own["own_year"])
    return _EXAMPLE.sub(lambda found: f"{found[1]}{year - _SPELT + int(found[2])}", hint)


def _finding(sighting: Sighting, own: Mapping[str, str]) -> Finding:
    rule = BY_CODE[sighting.code]
    raw = shown(sighting.raw)
    value = " ".join(raw[:_LOOKED_AT].split())
    if len(value) > _QUOTED or len(raw) > _LOOKED_AT:
        value = value[: _QUOTED - 1] + "…"
    words = {**own, **sighting.words, "value": value}
    if "hint" in words:
        words["hint"] = _in_own_year(words["hint"], own)
    message = rule.message.format_map(words)
    return Finding(rule.code, rule.severity, sighting.place, value, message, sighting.suggestion)
