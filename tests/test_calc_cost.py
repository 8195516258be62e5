"""What a click costs in Calc: calls across the bridge, which do not grow with the measures."""

from __future__ import annotations

import pytest
import xlwings

from itaxl import buttons
from itaxl.buttons.calc import run
from itaxl.files.tracker.workbook import tracker_bytes
from tests.calc_office import Calc
from tests.desks import IN_CALC
from tests.excel_tracker import MEASURES, NOW
from tests.test_buttons_cost import scattered

COMMANDS = ("validate", "colour", "rollup", "memo", "all")

pytestmark = IN_CALC


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch: pytest.MonkeyPatch) -> None:
    timed = {name: lambda book, of=command: of(book, NOW) for name, command in buttons.COMMANDS.items()}
    monkeypatch.setattr(run, "COMMANDS", timed)


def opened(xl: Calc, measures: int) -> xlwings.Book:
    return xl.open(tracker_bytes(scattered(measures), macros=False))


def calls(xl: Calc, book: xlwings.Book, command: str) -> int:
    xl.wire.reset()
    run.run_on(command, book)
    return xl.wire.count


def test_a_click_stays_within_300_calls_for_ten_measures_and_for_a_thousand(xl: Calc) -> None:
    book = opened(xl, 10)
    few = {command: calls(xl, book, command) for command in COMMANDS}
    book = opened(xl, 1_000)
    many = {command: calls(xl, book, command) for command in COMMANDS}
    assert max(few.values()) <= 300 and max(many.values()) <= 300
    assert all(abs(many[command] - few[command]) <= 10 for command in COMMANDS), (few, many)


def test_a_filter_costs_calls_in_proportion_to_the_hidden_rows_only(xl: Calc) -> None:
    book = opened(xl, 100)
    run.run_on("all", book)
    before = calls(xl, book, "all")
    xl.sheet(MEASURES).filtered = set(range(20, 40))
    assert before < calls(xl, book, "all") < before + 20 * 40
