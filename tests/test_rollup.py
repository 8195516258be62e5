"""Completion by division."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl.core.model import Measure, Report, Status, Tally, Tracker
from itaxl.core.rollup import roll_up
from itaxl.core.sample import sample
from tests import strategies

TODAY = dt.date(2024, 4, 2)


def test_a_measure_counts_for_each_division_and_once_in_the_total() -> None:
    rollup = roll_up(sample(), TODAY)
    by_name = {t.division: t for t in rollup.divisions}
    assert by_name["กองคลัง"] == Tally("กองคลัง", 4, 1, 1, 2, 0)
    assert rollup.total == Tally("รวมทั้งหน่วยงาน", 5, 1, 2, 2, 0)
    assert rollup.total.percent_done == 40.0


def test_overdue_is_due_before_the_cutoff_and_not_done() -> None:
    due = dt.date(2024, 3, 30)
    measures = (
        Measure(divisions=("ก",), due=due, status=Status.IN_PROGRESS),
        Measure(divisions=("ก",), due=due, status=Status.DONE),
        Measure(divisions=("ก",), due=dt.date(2024, 3, 31), status=Status.NOT_STARTED),
        Measure(divisions=("ก",), due=due),
        Measure(divisions=("ก",)),
    )
    report = Report(cutoff=dt.date(2024, 3, 31), memo_date=dt.date(2025, 1, 1))
    assert roll_up(Tracker(report=report, measures=measures), TODAY).total.overdue == 2


def test_as_of_is_the_cutoff_else_the_memo_date_else_today() -> None:
    cutoff, memo = dt.date(2024, 3, 31), dt.date(2024, 4, 1)
    assert roll_up(Tracker(report=Report(cutoff=cutoff, memo_date=memo)), TODAY).as_of == cutoff
    assert roll_up(Tracker(report=Report(memo_date=memo)), TODAY).as_of == memo
    assert roll_up(Tracker(), TODAY).as_of == TODAY


def test_percent_has_one_decimal_half_up() -> None:
    assert Tally("ก", 3, done=1).percent_done == 33.3
    assert Tally("ก", 3, done=2).percent_done == 66.7
    assert Tally("ก", 16, done=1).percent_done == 6.3
    assert Tally("ก", 0).percent_done == 0.0


@given(strategies.trackers(), st.randoms())
@settings(max_examples=40)
def test_order_of_rows_changes_no_total(tracker: Tracker, chance: random.Random) -> None:
    shuffled = list(tracker.measures)
    chance.shuffle(shuffled)
    other = roll_up(tracker._replace(measures=tuple(shuffled)), TODAY)
    assert other.total == roll_up(tracker, TODAY).total
    assert set(other.divisions) == set(roll_up(tracker, TODAY).divisions)


@given(strategies.trackers())
@settings(max_examples=40)
def test_tallies_add_up(tracker: Tracker) -> None:
    rollup = roll_up(tracker, TODAY)
    assert rollup.total.measures == len(tracker.measures)
    assert sum(t.measures for t in rollup.divisions) == sum(len(m.divisions) for m in tracker.measures)
    for tally in (*rollup.divisions, rollup.total):
        assert tally.not_started + tally.in_progress + tally.done + tally.unread == tally.measures
        assert tally.overdue + tally.done <= tally.measures
    by_name = {tally.division: tally for tally in rollup.divisions}
    unread = [measure for measure in tracker.measures if measure.status is None]
    assert rollup.total.unread == len(unread)
    assert all(t.unread == sum(n in m.divisions for m in unread) for n, t in by_name.items())
