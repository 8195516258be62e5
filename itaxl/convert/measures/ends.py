"""The days when the months, quarters and rounds above columns end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from itaxl.convert.measures.columns import Head
from itaxl.core.thai.text import arabic_digits

_YEAR = re.compile(r"25\d\d")


def year_named(texts: Iterable[str]) -> int:
    """The BE year that headings name, 0 where none does, or they name several."""
    years = {int(year) for text in texts for year in _YEAR.findall(arabic_digits(text))}
    return years.pop() if len(years) == 1 else 0


def with_ends(found: Sequence[Head], year: int) -> list[Head]:
    """The headers of periods with the day when each ends; `year` is what stands above the table."""
    months = [head.period.number for head in found if head.period and head.period.unit == "month"]
    by_calendar = months[:1] == [1] and 12 in months
    return [
        head._replace(until=head.period.end(year_named(head.texts) or year, calendar_year=by_calendar))
        if head.period
        else head
        for head in found
    ]
