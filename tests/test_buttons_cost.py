"""What a click costs: calls into Excel's process, and modules that a fresh Python must load."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys

import pytest

from itaxl import buttons
from itaxl.buttons.mending import mend
from itaxl.core.model import Status, Tracker
from itaxl.core.sample import sample
from itaxl.files.tracker.workbook import tracker_bytes
from tests.excel_engine import excel
from tests.excel_tracker import NOW, measure

#: Of each five measures about one is overdue, one has a fault; colours change from row to row.
FAULTY = 0.1


def scattered(measures: int) -> Tracker:
    chance = random.Random(7)
    tracker = sample()
    rows = []
    for number in range(1, measures + 1):
        status = chance.choice(list(Status))
        due = chance.choice([dt.date(2024, 1, 9), dt.date(2024, 9, 30)])
        done = {"done_on": dt.date(2024, 1, 5), "evidence": "https://www.example.go.th/ita"}
        measure = tracker.measures[2]._replace(
            number=number, title=f"มาตรการที่ {number}", due=due, status=status
        )
        if status is Status.DONE:
            measure = measure._replace(**done)  # type: ignore[arg-type]
        rows.append(measure._replace(steps=()) if chance.random() < FAULTY else measure)
    return tracker._replace(measures=tuple(rows))


def calls(measures: int, command: str) -> int:
    with excel() as xl:
        book = xl.open(tracker_bytes(scattered(measures)))
        xl.calls()
        buttons.COMMANDS[command](book, NOW)  # type: ignore[call-arg]
        return xl.calls()


@pytest.mark.parametrize("command", ["validate", "colour", "rollup", "all"])
@pytest.mark.parametrize("measures", [10, 100, 1_000])
def test_a_click_stays_within_150_calls_however_the_colours_are_scattered(
    measures: int, command: str
) -> None:
    assert calls(measures, command) <= 150


def test_writing_results_costs_the_same_for_ten_measures_and_for_a_thousand() -> None:
    assert calls(10, "validate") == calls(1_000, "validate")
    assert calls(10, "rollup") == calls(1_000, "rollup")


def test_a_filter_costs_calls_in_proportion_to_the_hidden_rows_only() -> None:
    with excel() as xl:
        book = xl.open(tracker_bytes(scattered(100)))
        xl.sheet("มาตรการ").filtered = set(range(20, 40))
        buttons.all_(book, NOW)
        xl.calls()
        buttons.all_(book, NOW)
        assert xl.calls() < 150 + 20 * 15


def test_a_click_loads_neither_word_nor_any_reader_or_writer_of_files() -> None:
    heavy = "docx docxtpl jinja2 lxml openpyxl xlsxwriter argparse"
    code = (
        "import sys, xlwings; before = set(sys.modules); import itaxl.buttons;"
        f"print([name for name in {heavy.split()} if name in set(sys.modules) - before])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def mended(measures: int, faulty: list[int]) -> int:
    """Calls of a mending that is agreed to, of so many titles with odd letters."""
    with excel() as xl:
        book = xl.open(tracker_bytes(scattered(measures)))
        for number in faulty:
            measure(xl, "title", number).value = f"เเก้ไข {number}"
        xl.calls()
        mend(book, NOW, lambda question: True)
        return xl.calls()


def test_mending_costs_the_same_in_ten_measures_and_in_a_thousand() -> None:
    assert mended(10, [2, 4, 6]) == mended(1_000, [2, 4, 6])


def test_mending_costs_the_same_for_one_cell_and_for_a_column_of_them() -> None:
    assert mended(1_000, [*range(1, 501)]) <= mended(1_000, [1]) + 10


def test_mending_costs_a_few_calls_for_each_run_of_cells() -> None:
    assert mended(1_000, [*range(1, 501, 10)]) - mended(1_000, [1]) <= 50 * 8
