"""A click in Excel and a single command: what starting Python costs, and the calls to Excel."""

from __future__ import annotations

import sys

from benchmarks.bench import Bench
from benchmarks.child import Order
from benchmarks.figures import Line, Section, Spread, Table, number
from benchmarks.offices import write
from benchmarks.peers import items_of
from benchmarks.processes import Command, median, python, seconds_in_turns

_ROUNDS = 5
_TOLD = """Whole processes that take turns, from their start to the memo on the disk; two rounds before
them fill the disk's cache, and what we keep of the template.  A click in Excel starts a new Python, so
what is imported counts.  The plain program does the same with openpyxl and docxtpl: it reads every cell
and renders values given to it.  Excel itself is not there: `with xlwings` reads the workbook from its
file, in both, and otherwise runs what the button runs.  The macro in Excel imports all of xlwings before
our first line; a click in Calc imports it without what no click needs."""
_CALLS = """Calls that cross into Excel's process during one click, counted by the object model that
stands in for Excel in the tests (tests/excel_engine.py); the rows have scattered colours and faults
(tests/test_buttons_cost.py)."""


def run(bench: Bench) -> Section:
    bench.tell("click")
    path = write(bench.offices, 1)[0]
    place = bench.folder("click")
    items = items_of([path], place)
    order = Order(items, 0).write(place / "order.json")
    one = python("benchmarks.one_memo", "plain", order, place / "plain.docx")
    commands: dict[str, Command] = {
        "bare Python": _code("pass"),
        "itaxl memo": python("itaxl", "memo", path, "-o", place / "ours.docx", "--force"),
        "plain": one,
        "button, memo": python("benchmarks.one_memo", "button", order, place / "button.docx"),
        "plain with xlwings": python("benchmarks.one_memo", "plain_xlwings", order, place / "plain2.docx"),
        "import xlwings": _code("import xlwings"),
        "import xlwings and the buttons": _code("import xlwings, itaxl.buttons"),
        "the same, of a click in Calc": _code(
            "from itaxl.machine.xlwings_alone import load_xlwings; load_xlwings(excel=False);"
            "import xlwings, itaxl.buttons"
        ),
    }
    taken = seconds_in_turns(commands, 2 if bench.quick else bench.rounds * _ROUNDS)
    ms = {name: [1000 * value for value in values] for name, values in taken.items()}
    beyond = [b - a for a, b in zip(ms["import xlwings"], ms["import xlwings and the buttons"], strict=True)]
    lines = (
        Line.at_least(
            "a memo by command: plain ÷ `itaxl memo`", Spread.of_ratios(ms["plain"], ms["itaxl memo"]), 3.2
        ),
        Line.at_least(
            "the memo button, with xlwings: plain ÷ ours",
            Spread.of_ratios(ms["plain with xlwings"], ms["button, memo"]),
            2.5,
        ),
        Line.at_most("validate, colour, roll-up: imports beyond xlwings", Spread(tuple(beyond)), 15, " ms"),
    )
    facts = Table(("process", "ms"), tuple((name, number(median(values))) for name, values in ms.items()))
    return Section("click", "A click", _TOLD, lines, (facts,))


def _code(text: str) -> Command:
    return [sys.executable, "-c", text]


def calls(bench: Bench) -> Section:
    """The object model is the tests': where pytest is not installed there is no figure."""
    bench.tell("calls")
    sizes = (10, 100) if bench.quick else (10, 100, 1_000)
    commands = ("validate", "colour", "rollup", "all")
    title, told = "Calls to Excel in one click", _CALLS
    try:
        from tests.test_buttons_cost import calls as counted
    except ImportError:
        absent = Line.absent("calls", "≤ 150", "not there: the test extras are not installed")
        return Section("calls", title, told, (absent,))
    found = {(size, command): counted(size, command) for size in sizes for command in commands}
    most = max(found.values())
    lines = [Line("the most of any click", f"{most} calls", "", "≤ 150", most <= 150)]
    small, large = sizes[0], sizes[-1]
    for command in commands:
        growth = found[large, command] / found[small, command]
        lines.append(Line(f"{command}, {small:,} → {large:,} measures", f"{growth:.2f}×"))
    rows = tuple((f"{size:,}", *(str(found[size, c]) for c in commands)) for size in sizes)
    return Section("calls", title, told, tuple(lines), (Table(("measures", *commands), rows),))
