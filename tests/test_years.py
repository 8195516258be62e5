"""Fiscal years, rating scales, weights."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given

from itaxl.core.years import SCALES, FiscalYear, confirmed_scale, level_for, round2, scale_of, weighted_total
from tests.strategies import days, scores


def test_fiscal_year_runs_from_october_to_september() -> None:
    year = FiscalYear(2567)
    assert (year.start, year.end) == (dt.date(2023, 10, 1), dt.date(2024, 9, 30))
    assert FiscalYear.of(dt.date(2023, 10, 1)) == year == FiscalYear.of(dt.date(2024, 9, 30))


@given(days)
def test_a_day_lies_in_its_fiscal_year_only(day: dt.date) -> None:
    year = FiscalYear.of(day)
    assert day in year
    assert day not in year.next
    assert day not in year.previous


@pytest.mark.parametrize(
    ("total", "level"),
    [
        ("95", "AA"), ("94.995", "AA"), ("94.99", "A"), ("85", "A"), ("84.99", "B"), ("81.25", "B"),
        ("75", "B"), ("65", "C"), ("55", "D"), ("50", "E"), ("49.99", "F"), ("0", "F"), ("-1", "F"),
    ],
)  # fmt: skip
def test_scale_to_2565_looks_at_the_total_alone(total: str, level: str) -> None:
    assert level_for(FiscalYear(2565), Decimal(total), (None, None, None)) == level


@pytest.mark.parametrize(
    ("total", "parts", "level"),
    [
        ("97.90", ("98", "94.99", "99"), "ผ่านดี"),
        ("97.90", ("98", "95", "99"), "ผ่านดีเยี่ยม"),
        ("90", ("90", "85", "95"), "ผ่านดี"),
        ("90", ("84.99", "90", "95"), "ผ่าน"),
        ("84.99", ("90", "90", "80"), "ต้องปรับปรุง"),
        ("69.99", ("90", "60", "60"), "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_scale_from_2566_looks_at_every_instrument(
    total: str, parts: tuple[str, str, str], level: str
) -> None:
    assert level_for(FiscalYear(2566), Decimal(total), tuple(map(Decimal, parts))) == level


def test_level_is_unknown_where_a_part_that_decides_is_absent() -> None:
    assert level_for(FiscalYear(2567), Decimal(90), (None, Decimal(90), Decimal(90))) is None
    assert level_for(FiscalYear(2567), Decimal(90), (None, Decimal(80), Decimal(90))) == "ผ่าน"
    assert level_for(FiscalYear(2567), Decimal(80), (None, None, None)) == "ต้องปรับปรุง"


@given(scores, scores, scores)
def test_weighted_total_lies_between_its_parts(iit: Decimal, eit: Decimal, oit: Decimal) -> None:
    assert min(iit, eit, oit) <= weighted_total(iit, eit, oit) <= max(iit, eit, oit)


def test_weights_are_30_30_40() -> None:
    assert weighted_total(Decimal(100), Decimal(0), Decimal(0)) == 30
    assert weighted_total(Decimal(0), Decimal(0), Decimal(100)) == 40


def test_rounding_is_half_up() -> None:
    assert round2(Decimal("84.985")) == Decimal("84.99")


def test_no_scale_is_known_before_2562_and_none_is_confirmed_after_2569() -> None:
    assert [scale_of(FiscalYear(year)) for year in (2550, 2561)] == [None, None]
    assert level_for(FiscalYear(2561), Decimal(90), (None, None, None)) is None
    years = [FiscalYear(year) for year in (2561, 2562, 2569, 2570)]
    assert [confirmed_scale(year) is not None for year in years] == [False, True, True, False]
    assert scale_of(years[3]) is scale_of(years[2])


def test_each_year_has_one_scale() -> None:
    assert (scale_of(FiscalYear(2565)) or SCALES[1]).names[0] == "AA"
    assert (scale_of(FiscalYear(2566)) or SCALES[0]).names[0] == "ผ่านดีเยี่ยม"
