"""Where the time goes: one workbook by stage, and a memo by command by what it waits for.

A stage is timed on its own, warm, with what the stages before it gave; nothing is traced, since that
would make Python's small functions look dearer than they are.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.bench import Bench
from benchmarks.child import Order
from benchmarks.figures import Line, Section, Spread, Table, number
from benchmarks.offices import TODAY, write
from benchmarks.peers import items_of
from benchmarks.pipelines import floor, main_part
from benchmarks.processes import Command, in_turns, median, python, seconds_in_turns
from itaxl.collector import look_seldom
from itaxl.core.assess import assess
from itaxl.core.locate import assessed_sheets
from itaxl.core.parse import parse
from itaxl.memo.content.context import context
from itaxl.memo.render import Template
from itaxl.reading import relations, xlsx
from itaxl.reading.limits import Allowance
from itaxl.reading.package import Package
from itaxl.reading.refusal import Refusal
from itaxl.reading.workbook import grids_from_bytes
from itaxl.zip_writer import zlib_deflate

_WORKBOOKS, _TIMES = 200, 5
_REFUSE = Refusal("x")
#: What every way to a memo through a template needs, the rules aside.
_BARE = ("unpack", "render", "deflate")
_STAGES = {
    "unpack": "the zip's directory; inflate and check the parts that are read",
    "cells": "strings, styles and cells out of XML, and into grids",
    "find": "sheets, labels and rows; every field read, cleaned, converted",
    "rules": "the rules, and the roll-up",
    "words": "the memo's words: digits, dates, lines, plans by month",
    "render": "Jinja, the spelling of Word's XML, and the zip around it",
    "deflate": "the memo's main part packed, zlib 3",
}
_LIBRARY = "argparse, dataclasses, decimal, inspect, json, pathlib, tempfile, typing, urllib.parse, zipfile"
_OURS = (
    "itaxl.cli.main, itaxl.cli.memo, itaxl.cli.assessed, itaxl.reading.xlsx, itaxl.memo.make, "
    "itaxl.memo.press.cache, itaxl.memo.press.press"
)
_IMPORTS = (
    ("Python itself", "pass"),
    ("its library: argparse, dataclasses, zipfile …", f"import {_LIBRARY}"),
    ("Jinja", f"import {_LIBRARY}, jinja2.sandbox"),
    ("our modules", f"import {_LIBRARY}, jinja2.sandbox, {_OURS}"),
)
_WORK = "the work: options, workbook, rules, memo"
_TOLD = """The first table: each stage of ours by itself, warm, in one process over the same workbooks, the
best of five times.  The second: a memo by command as a row of processes, each of which imports more than the
one before.  The two ratios say what our own code has no part in.  Unpacking, Jinja and deflating alone
are so many times the floor, which parses nothing; what is left of three floors would have to do for
reading the cells, finding and reading every field, the rules and the memo's words.  And so much faster
than the plain program would `itaxl memo` be if our modules and their work took no time; to be three
times as fast, they would have to fit into what is left of a third of the plain program's time."""


def run(bench: Bench) -> Section:
    bench.tell("shares")
    paths = write(bench.offices, 12 if bench.quick else _WORKBOOKS)
    place = bench.folder("shares")
    items = items_of(paths, place)
    order = Order(items, 0).write(place / "order.json")
    rounds = in_turns({"stages": python("benchmarks.shares", order)}, bench.rounds)["stages"]
    one = Order(items[:1], 0).write(place / "one.json")
    commands: dict[str, Command] = {name: [sys.executable, "-c", code] for name, code in _IMPORTS}
    commands[_WORK] = python("itaxl", "memo", paths[0], "-o", place / "ours.docx", "--force")
    commands["plain"] = python("benchmarks.one_memo", "plain", one, place / "plain.docx")
    taken = seconds_in_turns(commands, 2 if bench.quick else 5 * bench.rounds)
    bare = [sum(stages[name] for name in _BARE) for stages in rounds]
    lines = (
        Line.at_most(
            "unpacking, Jinja and deflating ÷ the floor, zlib 6",
            Spread.of_ratios(bare, [stages["floor"] for stages in rounds]),
        ),
        Line.at_least(
            "plain ÷ a command that only imports Python's library and Jinja",
            Spread.of_ratios(taken["plain"], taken["Jinja"]),
        ),
    )
    return Section("shares", "Where the time goes", _TOLD, lines, (_by_stage(rounds), _by_import(taken)))


def _by_stage(rounds: list[dict[str, float]]) -> Table:
    ms = {name: median([stages[name] for stages in rounds]) for name in _STAGES}
    return Table(
        ("stage of one workbook", "ms", "share", "what it does"),
        tuple((name, number(ms[name]), _share(ms[name], ms), _STAGES[name]) for name in _STAGES),
    )


def _by_import(taken: dict[str, list[float]]) -> Table:
    ends = {name: 1000 * median(taken[name]) for name in taken if name != "plain"}
    steps = {
        name: end - before for (name, end), before in zip(ends.items(), [0.0, *ends.values()], strict=False)
    }
    return Table(
        ("a memo by command waits for", "ms", "share"),
        tuple((name, number(step), _share(step, steps)) for name, step in steps.items()),
    )


def _share(part: float, whole: dict[str, float]) -> str:
    return f"{100 * part / sum(whole.values()):.0f} %"


def stages_of(order: Order, times: int = _TIMES) -> dict[str, float]:
    """Milliseconds a workbook: each of the stages, and the floor."""
    look_seldom()  # as every door of the program does
    template = Template.load()
    books = [item.path.read_bytes() for item in order.items]
    grids = [grids_from_bytes(data, "x", assessed_sheets) for data in books]
    assessed = [assess(book, TODAY) for book in grids]
    values = [context(each, detailed=template.detailed) for each in assessed]
    took = {
        "unpack": _best(times, _unpacked, books, map(_parts_read, books)),
        "grids": _best(times, lambda data: grids_from_bytes(data, "x", assessed_sheets), books),
        "find": _best(times, parse, grids),
        "assessed": _best(times, lambda book: assess(book, TODAY), grids),
        "words": _best(times, lambda each: context(each, detailed=template.detailed), assessed),
        "rendered": _best(times, lambda each: template.render(each, fit=True), values),
        "deflate": _best(times, zlib_deflate, [main_part(item.memo) for item in order.items]),
        "floor": _best(times, floor(order.items), order.items),
    }
    return {
        **{name: took[name] for name in ("unpack", "find", "words", "deflate", "floor")},
        "cells": took["grids"] - took["unpack"],
        "rules": took["assessed"] - took["find"],
        "render": took["rendered"] - took["deflate"],
    }


class _Noting(Package):
    """Keeps in mind which parts are read."""

    def __init__(self, data: bytes, allowance: Allowance) -> None:
        super().__init__(data, allowance)
        self.noted: list[str] = []

    def read(self, name: str) -> bytes:
        self.noted.append(name)
        return super().read(name)


def _parts_read(data: bytes) -> list[str]:
    """The parts of a workbook that ours reads."""
    allowance = Allowance(_REFUSE)
    package = _Noting(data, allowance)
    xlsx.read_ooxml(package, relations.main_part(package, _REFUSE), allowance, assessed_sheets)
    return package.noted


def _unpacked(data: bytes, names: Iterable[str]) -> None:
    package = Package(data, Allowance(_REFUSE))
    for name in names:
        package.read(name)


def _best(times: int, job: Callable[..., Any], *columns: Iterable[Any]) -> float:
    """Milliseconds a call, in the best of so many turns over all of them; the first is for practice."""
    calls = list(zip(*columns, strict=True))
    taken = []
    for _ in range(times + 1):
        start = time.perf_counter()
        for call in calls:
            job(*call)
        taken.append((time.perf_counter() - start) * 1000 / len(calls))
    return min(taken[1:])


if __name__ == "__main__":
    print(json.dumps(stages_of(Order.read(Path(sys.argv[1])))))
