"""The one use case behind every door: what is wrong, how far along, and the tracker itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from itaxl.core.grid import Grid, shown
from itaxl.core.model import Assessment, Finding
from itaxl.core.parse import parse
from itaxl.core.reading import Reading, Sighting
from itaxl.core.rollup import roll_up
from itaxl.core.rules import BY_CODE, RULES
from itaxl.core.suggestions import quoted

_CHECKS = tuple(rule.check for rule in RULES if rule.check is not None)


def assess(grids: Sequence[Grid], today: dt.date) -> Assessment:
    """Read a workbook's grids and judge what was read.  Never raises on any grid."""
    return judge(parse(grids), today)


def judge(reading: Reading, today: dt.date) -> Assessment:
    """Apply every rule, roll up: for whoever needs the reading, too.

    `today` is used only where the report says neither cut-off nor memo date.  Findings stand in the
    order of the sheets, then of rows and columns.
    """
    sightings = [*reading.noticed]
    for check in _CHECKS:
        sightings += check(reading)
    order = {grid.sheet: n for n, grid in enumerate(reading.grids)}
    findings = {_finding(sighting): None for sighting in sightings}  # the same thing seen twice counts once
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


def _finding(sighting: Sighting) -> Finding:
    rule = BY_CODE[sighting.code]
    value = quoted(shown(sighting.raw))
    message = rule.message.format_map({**sighting.words, "value": value})
    return Finding(rule.code, rule.severity, sighting.place, value, message, sighting.suggestion)
