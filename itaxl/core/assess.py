"""The one use case behind every door: what is wrong, how far along, and the tracker itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from itaxl.core.grid import Grid, shown
from itaxl.core.in_order import in_order
from itaxl.core.model import Assessment, Finding
from itaxl.core.parse import parse
from itaxl.core.reading import Reading, Sighting
from itaxl.core.rollup import roll_up
from itaxl.core.rules import BY_CODE, RULES
from itaxl.core.suggestions import quoted
from itaxl.core.wording import examples, message_of

_CHECKS = tuple(rule.check for rule in RULES if rule.check is not None)


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
    own = examples(reading.tracker.report)
    findings = {_finding(one, own): None for one in sightings}  # the same thing seen twice counts once
    return Assessment(
        reading.tracker,
        in_order(findings, (grid.sheet for grid in reading.grids)),
        roll_up(reading.tracker, today),
    )


def _finding(sighting: Sighting, own: Mapping[str, str]) -> Finding:
    rule = BY_CODE[sighting.code]
    value = quoted(shown(sighting.raw))
    message = message_of(sighting, value, own)
    return Finding(rule.code, rule.severity, sighting.place, value, message, sighting.suggestion)
