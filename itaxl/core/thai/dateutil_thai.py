"""python-dateutil taught Thai: month names and years of the Buddhist era.

Apart from `dates`, because dateutil is slow to import and most workbooks hold true dates only.
"""

from __future__ import annotations

import datetime as dt

from dateutil.parser import ParserError, parser, parserinfo

from itaxl.core.thai.date_words import MONTHS
from itaxl.core.years import BE_OFFSET

#: No CE year that an office writes reaches this.
_FIRST_BE = 2400


class ThaiParserInfo(parserinfo):
    """What dateutil must know: month names (as ASCII, see `dates`), and years counted in BE."""

    MONTHS = [(names[0], names[1]) for names in MONTHS]  # noqa: RUF012 - declared so by dateutil
    JUMP = [" ", ".", ",", "/", "-"]  # noqa: RUF012

    def __init__(self, christian: bool) -> None:
        super().__init__(dayfirst=True)
        self._christian = christian

    def convertyear(self, year: int, century_specified: bool = False) -> int:
        if year < 100:
            year += 2500
        return year if self._christian or year < _FIRST_BE else year - BE_OFFSET


_PARSERS = {christian: parser(ThaiParserInfo(christian)) for christian in (False, True)}


def parse_day(text: str, christian: bool, year_first: bool) -> dt.date | None:
    """The day that a text of a known shape names; None when there is no such day."""
    try:
        return _PARSERS[christian].parse(text, dayfirst=not year_first, yearfirst=year_first).date()
    except (ParserError, OverflowError):
        return None
