"""Dates: what people type is read, what is no date is said to be none, nothing is guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.grid import CellFault, Value
from itaxl.core.model import DateStyle, Digits
from itaxl.core.thai.date_words import MONTHS, DateDoubt, DateProblem, DateReading
from itaxl.core.thai.dates import format_date, read_date
from tests.strategies import days, nasty_text, values

THE_DAY = dt.date(2022, 3, 31)


@pytest.mark.parametrize(
    "typed",
    [
        "31/3/2565",
        "31/03/2565",
        "31 มี.ค. 65",
        "31มี.ค.65",
        "31 มีค 65",
        "๓๑ มีนาคม ๒๕๖๕",
        "31 มีนาคม พ.ศ. 2565",
        "31 มีนาคม พศ 2565",
        "๓๑ เดือน มีนาคม พ.ศ. ๒๕๖๕",
        "วันที่ 31 มีนาคม 2565",
        "วันพฤหัสบดีที่ 31 มีนาคม 2565",
        "31 มีนาคม ค.ศ. 2022",
        "31-3-2022",
        "31.3.2565",
        " 31 / 3 / 2565 ",
        "31/3/65",
        "2022-03-31",
        "2565-03-31",
        "31/3/2565 00:00:00",
        "31\u00a0มีนาคม\u200b 2565",
        "31 Mar 2022",
        "31/3/2565.",
        ", 31 มีนาคม 2565 ,",
        dt.date(2022, 3, 31),
        44651.0,
    ],
)
def test_reads_what_people_type(typed: Value) -> None:
    reading = read_date(typed)
    assert reading == DateReading(THE_DAY)


@pytest.mark.parametrize("cell", [dt.date(2565, 3, 31), 242978.0])
def test_be_year_in_a_date_cell_is_corrected_and_told(cell: Value) -> None:
    assert read_date(cell) == DateReading(THE_DAY, doubt=DateDoubt.BE_AS_CE, suggestion=THE_DAY)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("3/31/2565", DateProblem.IMPOSSIBLE),
        ("13/31/2565", DateProblem.IMPOSSIBLE),
        ("31/2/2565", DateProblem.IMPOSSIBLE),
        ("29/2/2566", DateProblem.IMPOSSIBLE),
        ("0/3/2565", DateProblem.IMPOSSIBLE),
        ("31/12/2200", DateProblem.IMPOSSIBLE),
        ("31 มี.ค. พ.ศ. 2022", DateProblem.IMPOSSIBLE),
        ("31 มี.ค. ค.ศ. 2565", DateProblem.IMPOSSIBLE),
        (dt.date(2568, 2, 29), DateProblem.IMPOSSIBLE),
        (dt.date(1956, 12, 31), DateProblem.IMPOSSIBLE),
        (dt.date(1968, 2, 29), DateProblem.IMPOSSIBLE),
        (dt.date(2400, 3, 31), DateProblem.IMPOSSIBLE),
        (dt.date(2644, 3, 31), DateProblem.IMPOSSIBLE),
        (dt.date(2200, 3, 31), DateProblem.IMPOSSIBLE),
        (240467.0, DateProblem.AMBIGUOUS),  # 14 May 2558 as stored, 24 April 2567 as typed
        ("31/3/22", DateProblem.AMBIGUOUS),
        ("31 มี.ค. ค.ศ. 65", DateProblem.AMBIGUOUS),
        ("31/3", DateProblem.UNREADABLE),
        ("2565", DateProblem.UNREADABLE),
        (2565.0, DateProblem.UNREADABLE),
        (9_999.0, DateProblem.UNREADABLE),
        (10_000.0, DateProblem.IMPOSSIBLE),
        (299_999.0, DateProblem.IMPOSSIBLE),
        (300_000.0, DateProblem.UNREADABLE),
        ("มีนาคม 2565", DateProblem.UNREADABLE),
        ("ภายในเดือนมีนาคม", DateProblem.UNREADABLE),
        ("1 มีนาคม 2565 ถึง 31 มีนาคม 2565", DateProblem.UNREADABLE),
        ("31/3/256", DateProblem.UNREADABLE),
        (True, DateProblem.UNREADABLE),
        (CellFault("#N/A"), DateProblem.UNREADABLE),
    ],
)
def test_what_is_no_date_is_a_problem_and_never_a_guess(typed: Value, problem: DateProblem) -> None:
    reading = read_date(typed)
    assert (reading.day, reading.problem) == (None, problem)


def test_leap_day_of_a_be_year_is_read() -> None:
    assert read_date("29/2/2567").day == dt.date(2024, 2, 29)


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_name_is_read(month: int) -> None:
    for name in MONTHS[month - 1][1:]:
        assert read_date(f"5 {name} 2567").day == dt.date(2024, month, 5)


@given(days, st.sampled_from(DateStyle), st.sampled_from(Digits))
def test_printed_dates_read_back(day: dt.date, style: DateStyle, digits: Digits) -> None:
    assert read_date(format_date(day, style, digits)).day == day


@given(days, st.sampled_from("/-."), st.booleans())
def test_numeric_dates_read_back(day: dt.date, sign: str, christian: bool) -> None:
    year = day.year if christian else day.year + 543
    assert read_date(f"{day.day}{sign}{day.month}{sign}{year}").day == day


@given(days, st.sampled_from("/-."), st.booleans())
def test_after_a_year_that_stands_first_come_month_and_day(day: dt.date, sign: str, christian: bool) -> None:
    year = day.year if christian else day.year + 543
    assert read_date(f"{year}{sign}{day.month}{sign}{day.day}").day == day


def test_month_and_day_after_a_year_are_not_taken_for_each_other() -> None:
    assert read_date("2565-03-04").day == read_date("2022-3-4").day == dt.date(2022, 3, 4)


@given(values | nasty_text)
def test_reading_never_raises(value: Value) -> None:
    reading = read_date(value)
    assert reading.day is None or reading.problem is None


def test_printed_forms() -> None:
    assert format_date(THE_DAY) == "๓๑ มีนาคม ๒๕๖๕"
    assert format_date(THE_DAY, DateStyle.LONG) == "๓๑ เดือน มีนาคม พ.ศ. ๒๕๖๕"
    assert format_date(THE_DAY, digits=Digits.ARABIC) == "31 มีนาคม 2565"
