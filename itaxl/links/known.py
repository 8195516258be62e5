"""What is known of links: for whoever shows findings, or makes a memo, and asks nobody.

Whoever never asked has no such file, and pays for none of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from itaxl.core.model import Assessment, Measure
from itaxl.core.reading import Reading
from itaxl.machine.folders import kept_links

if TYPE_CHECKING:
    from itaxl.core.evidence.answer import Answer


def known(measures: Iterable[Measure]) -> Mapping[str, Answer]:
    """The answers of the last days for the links of these measures, by address."""
    path = kept_links()
    texts = [measure.evidence for measure in measures if measure.evidence]
    if path is None or not texts or not path.exists():
        return {}
    from itaxl.core.evidence.address import address_of
    from itaxl.core.links import addresses_in
    from itaxl.links.kept import Kept

    found = (address_of(typed) for text in texts for typed in addresses_in(text))
    return Kept.load({address.url for address in found if address}).answers


def with_known(
    assessment: Assessment,
    reading: Reading,
    today: dt.date,
    answers: Mapping[str, Answer] | None = None,
) -> Assessment:
    """The assessment with the findings of links that were asked in the last days.

    They stay until the cell changes or a week is over.  `answers`: what was heard just now.
    """
    answers = known(reading.tracker.measures) if answers is None else answers
    if not answers:
        return assessment
    from itaxl.core.evidence.findings import fresh, with_links

    return with_links(assessment, reading, fresh(answers, today), today)


def for_memo(assessment: Assessment, today: dt.date) -> Assessment:
    """The assessment as a memo shows it: without links that are known not to open."""
    answers = known(assessment.tracker.measures)
    if not answers:
        return assessment
    from itaxl.core.evidence.memo import with_closed_links

    return with_closed_links(assessment, answers, today)
