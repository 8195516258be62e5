"""Which of an office's files counts: one for the outputs of each year, and one for the district's figures.

The rule, as it is told: the fiscal year and the round that are asked for, then the newest day in the content,
then the file that was saved last.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

from itaxl.core.district.line import OfficeLine
from itaxl.core.years import REPORT_YEARS, FiscalYear
from itaxl.named_tuple import NamedTuple

RULE = (
    "แต่ละหน่วยงานนับไฟล์เดียว คือไฟล์ของปีงบประมาณและรอบที่ระบุ หากยังมีหลายไฟล์ ใช้ไฟล์ที่วันที่ในเนื้อหาใหม่ที่สุด แล้วจึงไฟล์ที่บันทึกล่าสุด"
)
SAME_OFFICE = "หน่วยงานเดียวกันและปีเดียวกัน"
_NO_YEAR = 0


class Offer(NamedTuple):
    """A file of an office: its place `at` among the inputs, and what the rule asks of it."""

    at: int
    path: str
    year: int | None
    round: str
    dated: dt.date | None


class Aside(NamedTuple):
    """Why a file does not count, and the one that does instead (its place among the inputs)."""

    why: str
    instead: int


class Verdict(NamedTuple):
    """Whether a file has the outputs of its office and year for now; `former` had them until now."""

    taken: bool
    former: Offer | None = None


class Selection:
    """Hears of every file in order; knows afterwards which of them count.

    `round` is that asked for ('6', '12' or ''); `file_time` gives when a file was saved and is asked only
    where nothing else tells two files apart.
    """

    def __init__(self, round_: str, file_time: Callable[[str], float]) -> None:
        self._round, self._file_time = round_, file_time
        self._taken: dict[tuple[int, int], Offer] = {}
        self._aside: dict[int, Aside] = {}

    def offer(self, number: int, offer: Offer) -> Verdict:
        """`number` is the office's (see Register)."""
        place = number, offer.year or _NO_YEAR
        rival = self._taken.get(place)
        if rival is None:
            self._taken[place] = offer
            return Verdict(taken=True)
        better, worse, why = self._compared(offer, rival)
        self._taken[place] = better
        self._aside[worse.at] = Aside(f"{SAME_OFFICE} · {why}", better.at)
        return Verdict(taken=better is offer, former=rival if better is offer else None)

    def _compared(self, one: Offer, other: Offer) -> tuple[Offer, Offer, str]:
        """The better one, the other, and by what."""
        rounds = [self._fit(offer) for offer in (one, other)]
        if rounds[0] != rounds[1]:
            return *_first(one, other, rounds[0] > rounds[1]), "อีกไฟล์เป็นรอบที่ระบุ"
        days = [offer.dated or dt.date.min for offer in (one, other)]
        if days[0] != days[1]:
            return *_first(one, other, days[0] > days[1]), "อีกไฟล์มีเนื้อหาใหม่กว่า"
        times = [self._file_time(offer.path) for offer in (one, other)]
        if times[0] != times[1]:
            return *_first(one, other, times[0] > times[1]), "อีกไฟล์บันทึกทีหลัง"
        names = [(len(offer.path), offer.path) for offer in (one, other)]
        return *_first(one, other, names[0] < names[1]), "เนื้อหาลงวันที่และบันทึกเวลาเดียวกัน จึงใช้ไฟล์ที่ชื่อสั้นกว่า"

    def _fit(self, offer: Offer) -> int:
        if not self._round:
            return 0
        return 2 if offer.round == self._round else 1 if not offer.round else 0

    def settled(self, year: int) -> tuple[dict[int, Aside], frozenset[int]]:
        """The files that do not count, by their place; and the places of those that do."""
        by_office: dict[int, list[Offer]] = {}
        for (number, _), offer in self._taken.items():
            by_office.setdefault(number, []).append(offer)
        aside = dict(self._aside)
        counted = set()
        for offers in by_office.values():
            best = max(offers, key=lambda offer: _order(offer.year, year))
            counted.add(best.at)
            said = f"ปีงบประมาณ {best.year}" if best.year else "ที่ไม่ได้ระบุปีงบประมาณ"
            for other in offers:
                if other is not best:
                    aside[other.at] = Aside(f"หน่วยงานเดียวกัน ต่างปี · นับไฟล์ของ{said}", best.at)
        return {at: one._replace(instead=_last(at, aside)) for at, one in aside.items()}, frozenset(counted)

    def year(self, today: dt.date) -> int:
        """The fiscal year of most offices, the newer of two; today's where no file says one that can be."""
        offices = Counter(year for _, year in self._taken if is_plausible(year, today))
        return max(offices, key=lambda year: (offices[year], year), default=FiscalYear.of(today).be)


def _last(at: int, aside: dict[int, Aside]) -> int:
    """The file that counts in the end, by way of those that counted for a while; the way is made short."""
    way = []
    while at in aside:
        way.append(at)
        at = aside[at].instead
    for step in way:
        aside[step] = aside[step]._replace(instead=at)
    return at


def _first(one: Offer, other: Offer, first: bool) -> tuple[Offer, Offer]:
    return (one, other) if first else (other, one)


def _order(year: int | None, wanted: int) -> tuple[bool, bool, int]:
    """The year wanted, then none at all, then the nearest: one typed wrong is seldom near."""
    return year == wanted, year is None, -abs((year or wanted) - wanted)


def is_plausible(year: int | None, today: dt.date) -> bool:
    """Whether a report of that fiscal year can be there already: next year's plan can, one of 2576 cannot."""
    return year is not None and REPORT_YEARS[0] <= year <= FiscalYear.of(today).be + 1


def offer_of(at: int, path: str, line: OfficeLine) -> Offer:
    return Offer(at, path, line.fiscal_year, line.round, line.dated)
