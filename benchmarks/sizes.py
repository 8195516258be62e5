"""One workbook of ten to ten thousand measures: how time and memory grow."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.bench import Bench
from benchmarks.child import Order
from benchmarks.figures import Line, Section, Spread, Table, number
from benchmarks.offices import workbook
from benchmarks.peers import items_of
from benchmarks.processes import in_turns, median, python
from benchmarks.stages import STAGES

_SIZES = (10, 100, 1_000, 10_000)
#: How often a process does the workbook: the small ones often, for a median.
_TIMES = {10: 50, 100: 20, 1_000: 5, 10_000: 2}
_TOLD = """Each size in fresh processes that take turns; a process practises on a small workbook, then
does its own several times and gives the median of each stage.  `render` includes working out the memo's
words.  The plain peer (openpyxl + docxtpl, values given) does each size once per process.  Peak memory
is the whole process's."""


def run(bench: Bench) -> Section:
    sizes = _SIZES[:3] if bench.quick else _SIZES
    bench.tell(f"measures: {', '.join(map(str, sizes))}")
    place = bench.folder("measures")
    paths = {size: _made(place / f"measures{size:05d}.xlsx", size) for size in sizes}
    commands = {
        str(size): python("benchmarks.stages", path, paths[sizes[0]], str(_TIMES[size]))
        for size, path in paths.items()
    }
    answers = {int(size): rounds for size, rounds in in_turns(commands, bench.rounds).items()}
    plain = _plain(bench, place, paths, sizes)
    return Section(
        "measures",
        "One workbook, more and more measures: growth",
        _TOLD,
        tuple(_lines(answers, plain, sizes)),
        (_facts(answers, plain),),
    )


def _made(path: Path, measures: int) -> Path:
    path.write_bytes(workbook(measures, measures))
    return path


def _plain(
    bench: Bench, place: Path, paths: dict[int, Path], sizes: tuple[int, ...]
) -> dict[int, dict[str, Any]]:
    """The plain peer at the two largest sizes, once each: it takes long."""
    found = {}
    for size in sizes[-2:]:
        items = items_of([paths[sizes[0]], paths[size]], bench.folder("measures-memos"))
        order = Order(items, warm=0).write(place / f"plain{size}.json")
        found[size] = in_turns({"plain": python("benchmarks.child", "plain", order)}, 1)["plain"][0]
    return found


def _total(answer: dict[str, float]) -> float:
    return sum(answer[stage] for stage in STAGES)


def _lines(answers: dict[int, list[Any]], plain: dict[int, Any], sizes: tuple[int, ...]) -> list[Line]:
    totals = {size: [_total(one) for one in rounds] for size, rounds in answers.items()}
    lines = []
    for small, large in pairwise(sizes):
        goal = 9.5 if large == 10_000 else None
        growth = Spread.of_ratios(totals[large], totals[small])
        lines.append(Line.at_most(f"time, {small:,} → {large:,} measures", growth, goal))
    last, large = sizes[-2:]
    for stage in STAGES:
        taken = {size: [one[stage] for one in answers[size]] for size in (last, large)}
        growth = Spread.of_ratios(taken[large], taken[last])
        lines.append(Line.at_most(f"… only {stage}, {last:,} → {large:,}", growth))
    memory = {size: [one["peak_kib"] for one in answers[size]] for size in (last, large)}
    if all(memory[last]):
        growth = Spread.of_ratios(memory[large], memory[last])
        lines.append(Line.at_most(f"peak memory, {last:,} → {large:,}", growth))
    theirs = [plain[size]["ms"][-1] for size in (last, large)]
    lines.append(Line.at_most(f"plain peer: time, {last:,} → {large:,}", Spread((theirs[1] / theirs[0],))))
    for size in (last, large):
        ratio = Spread((plain[size]["ms"][-1] / median(totals[size]),))
        lines.append(Line.at_least(f"plain ÷ ours at {size:,} measures", ratio))
    return lines


def _facts(answers: dict[int, list[Any]], plain: dict[int, Any]) -> Table:
    rows = []
    for size, rounds in answers.items():
        each = [number(median([one[stage] for one in rounds])) for stage in STAGES]
        total = number(median([_total(one) for one in rounds]))
        memory = f"{median([one['peak_kib'] for one in rounds]) / 1024:.0f}"
        theirs = plain.get(size)
        other = [number(theirs["ms"][-1]), f"{theirs['peak_kib'] / 1024:.0f}"] if theirs else ["", ""]
        rows.append((f"{size:,}", *each, total, memory, *other))
    heads = (
        "measures",
        *(f"{stage}, ms" for stage in STAGES),
        "together",
        "peak MiB",
        "plain, ms",
        "plain, MiB",
    )
    return Table(heads, tuple(rows))
