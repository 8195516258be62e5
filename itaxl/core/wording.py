"""The sentence of a sighting; what it gives as an example is in the tracker's own year."""

from __future__ import annotations

import re
from collections.abc import Mapping

from itaxl.core.grid import shown
from itaxl.core.model import Report
from itaxl.core.reading import Sighting
from itaxl.core.rules import BY_CODE
from itaxl.core.years import FiscalYear

#: The fiscal year of the examples in the layout's hints; where a tracker tells none it is this one.
_SPELT = 2567
#: Such an example, of that year or the one before.
EXAMPLE = rf"(?<=เช่น )((?:\d+/\d+/)?)({_SPELT}|{_SPELT - 1})"


def examples(report: Report) -> Mapping[str, str]:
    """What any message may give as an example: `example` and `year_end` are days, `own_year` a year."""
    year = report.fiscal_year or (report.assessed_year or FiscalYear(_SPELT - 1)).next
    return {"example": f"31/3/{year}", "year_end": f"30/9/{year}", "own_year": str(year)}


def message_of(sighting: Sighting, value: str, own: Mapping[str, str]) -> str:
    """The rule's question where a value was obviously meant, else its message.

    `value` is given as it is quoted, `own` are the tracker's `examples`.
    """
    rule = BY_CODE[sighting.code]
    words = {**own, **sighting.words, "value": value}
    asked = rule.question if sighting.suggestion is not None else ""
    if asked:
        words["meant"] = shown(sighting.suggestion)
    if hint := words.get("hint"):
        moved = int(own["own_year"]) - _SPELT
        words["hint"] = re.sub(EXAMPLE, lambda found: f"{found[1]}{int(found[2]) + moved}", hint)
    return (asked or rule.message).format_map(words)
