"""The two years of a memo: every year that the text names is heard before one is taken."""

from __future__ import annotations

from collections.abc import Iterable

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.core.thai.text import arabic_digits
from itaxl.core.years import REPORT_YEARS, FiscalYear
from itaxl.named_tuple import NamedTuple


class YearMention(NamedTuple):
    """A year, where it stands, and how much that place counts: the larger wins."""

    year: FiscalYear
    where: str
    weight: int


def year_in(text: str) -> FiscalYear | None:
    """'๒๕๖๕' → 2565; None for what is no year of a memo."""
    digits = arabic_digits(text)
    number = int(digits) if digits.isascii() and digits.isdigit() else 0
    return FiscalYear(number) if number in REPORT_YEARS else None


def agreed(mentions: Iterable[YearMention], field: str) -> tuple[FiscalYear | None, list[Doubt]]:
    """The year of the weightiest place; a doubt names all of them when they do not agree."""
    mentions = list(mentions)
    if not mentions:
        return None, []
    taken = max(mentions, key=lambda s: s.weight).year
    if all(s.year == taken for s in mentions):
        return taken, []
    seen = ", ".join(dict.fromkeys(f"{s.year} ({s.where})" for s in mentions))
    years = ", ".join(dict.fromkeys(str(s.year) for s in mentions))
    return taken, [doubt("C864", mentions[0].where, years, field=field, seen=seen, taken=str(taken))]
