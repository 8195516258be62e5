"""Fiscal years, and what changes with them: rating scales and OIT item numbers, kept as data.

Source: ITA manuals of the NACC by year.  A row that turns out wrong is mended here alone.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from itaxl.named_tuple import NamedTuple

BE_OFFSET = 543
#: Years that a report can be about, in the Buddhist era.
REPORT_YEARS = range(2556, 2644)


class FiscalYear(NamedTuple):
    """ปีงบประมาณ: 1 October to 30 September, numbered by the BE year in which it ends."""

    be: int

    def __str__(self) -> str:
        return str(self.be)

    @classmethod
    def of(cls, day: dt.date) -> FiscalYear:
        return cls(day.year + BE_OFFSET + (day.month >= 10))

    @property
    def start(self) -> dt.date:
        return dt.date(self.be - BE_OFFSET - 1, 10, 1)

    @property
    def end(self) -> dt.date:
        return dt.date(self.be - BE_OFFSET, 9, 30)

    @property
    def previous(self) -> FiscalYear:
        return FiscalYear(self.be - 1)

    @property
    def next(self) -> FiscalYear:
        return FiscalYear(self.be + 1)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.start <= day <= self.end


class Level(NamedTuple):
    """One rung: reached when the total is at least `total` and every instrument at least `each`."""

    name: str
    total: Decimal
    each: Decimal = Decimal(0)


def _levels(*rungs: tuple[str, str] | tuple[str, str, str]) -> tuple[Level, ...]:
    return tuple(Level(r[0], *(Decimal(x) for x in r[1:])) for r in rungs)


class Scale(NamedTuple):
    """A rating scale, best rung first, in force from `since` until the next one.

    Before the first one (2561: five indices, from สูงมาก down) nothing here says what a level is.
    """

    since: FiscalYear
    levels: tuple[Level, ...]
    needs_parts: bool

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(level.name for level in self.levels)


SCALES = (
    Scale(
        FiscalYear(2562),
        _levels(("AA", "95"), ("A", "85"), ("B", "75"), ("C", "65"), ("D", "55"), ("E", "50"), ("F", "0")),
        needs_parts=False,
    ),
    Scale(
        FiscalYear(2566),
        _levels(
            ("ผ่านดีเยี่ยม", "95", "95"),
            ("ผ่านดี", "85", "85"),
            ("ผ่าน", "85"),
            ("ต้องปรับปรุง", "70"),
            ("ต้องปรับปรุงโดยด่วน", "0"),
        ),
        needs_parts=True,
    ),
)

#: The NACC is revising the assessment: of the years after this one nobody knows the scale yet.
LAST_CONFIRMED = FiscalYear(2569)

WEIGHTS = {"iit": Decimal("0.30"), "eit": Decimal("0.30"), "oit": Decimal("0.40")}


def round2(score: Decimal) -> Decimal:
    """Two decimals, half up, as the scores are published and compared."""
    return score.quantize(Decimal("0.01"), ROUND_HALF_UP)


def scale_of(year: FiscalYear) -> Scale | None:
    """The scale in force, or the last one that is known; None before the first (see `Scale`)."""
    return next((s for s in reversed(SCALES) if s.since <= year), None)


def confirmed_scale(year: FiscalYear | None) -> Scale | None:
    """The scale that levels and totals of a year can be held against; None where that is not known."""
    return scale_of(year) if year and year <= LAST_CONFIRMED else None


def weighted_total(iit: Decimal, eit: Decimal, oit: Decimal) -> Decimal:
    """30 % IIT + 30 % EIT + 40 % OIT, two decimals."""
    return round2(iit * WEIGHTS["iit"] + eit * WEIGHTS["eit"] + oit * WEIGHTS["oit"])


def unweighted(name: str, score: Decimal) -> Decimal:
    """An instrument's own score from the points that it brings to the total: 28.04 of 30 → 93.47."""
    return round2(score / WEIGHTS[name])


def level_for(year: FiscalYear, total: Decimal, parts: tuple[Decimal | None, ...]) -> str | None:
    """The level that the scores give; None when the scale needs an instrument's score that is absent, or is
    not known."""
    scale = scale_of(year)
    if scale is None:
        return None
    known = [round2(p) for p in parts if p is not None]
    for level in scale.levels:
        if round2(total) < level.total:
            continue
        if level.each and scale.needs_parts:
            if any(p < level.each for p in known):
                continue
            if len(known) < len(parts):
                return None
        return level.name
    return scale.levels[-1].name
