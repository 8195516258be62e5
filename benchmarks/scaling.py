"""`itaxl batch` from ten workbooks to every local office of the country, on one process and on two."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.child import Order
from benchmarks.figures import Line, Section, Spread, Table, number
from benchmarks.offices import write
from benchmarks.peers import items_of
from benchmarks.processes import Watched, answer, median, python, watched

_COUNTS = (10, 100, 1_000, 7_850)
_JOBS = (1, 2)
_COUNTRY = 7_850
#: How many of the workbooks differ; the others are these again.
_DIFFERENT = 1_000
#: Seconds for the country: what must be, and what is aimed for.
_LIMIT, _AIM = 30, 15
_TOLD = """The command `itaxl batch` from its start to its end, with what it writes: memos, district
workbook, findings, record.  The workbooks lie in folders of 10, 100, 1,000 and 7,850 (the number of
local offices of Thailand); one process and two take turns, each run into an empty folder.  The first
thousand workbooks differ in size and content; the others are these again under other offices' names.
Memory is the most that a process ever had (VmHWM), looked up twenty times a second; where two workers
differ, the larger.  From 500 offices on the district workbook is made in a process of its own after the
last memo: it holds a row of every office, so it grows, and is told apart from the workers.  What the
system keeps of files in its own memory is not counted.  The plain pipeline (openpyxl + docxtpl, values
given, one process, memos kept in memory) does the thousand that differ once; its time for all is the
mean of these times the number of workbooks."""


def run(bench: Bench) -> Section:
    counts = (10, 60, 120) if bench.quick else _COUNTS
    runs: dict[tuple[int, int], list[Watched]] = {}
    written: dict[tuple[int, int], tuple[int, int, float]] = {}
    for count in counts:
        folder = _folder(bench, count)
        for number_ in range(1 if count >= _COUNTRY else bench.rounds):
            for jobs in _JOBS:
                bench.tell(f"scaling: {count:,} workbooks, {jobs} process(es), round {number_ + 1}")
                out = bench.folder("scaling-out")
                command = python("itaxl", "batch", folder, "--out", out, "--jobs", str(jobs), "--quiet")
                runs.setdefault((count, jobs), []).append(_good(watched(command)))
                written[count, jobs] = _written(out)
                shutil.rmtree(out)
    return Section(
        "scaling",
        "More and more workbooks, and cores",
        _TOLD,
        tuple(_lines(runs, counts, _plain(bench, counts[-1]))),
        (_facts(runs, written),),
    )


def _folder(bench: Bench, count: int) -> Path:
    """A folder of links to the first workbooks."""
    folder = bench.folder(f"scaling-{count}")
    for path in write(bench.offices, count):
        (folder / path.name).hardlink_to(path)
    return folder


def _plain(bench: Bench, count: int) -> float:
    """Seconds of the plain pipeline for one workbook, the mean over those that differ."""
    paths = write(bench.offices, min(count, _DIFFERENT))
    bench.tell(f"scaling: the plain pipeline, {len(paths):,} workbooks")
    place = bench.folder("scaling-plain")
    order = Order(items_of(paths, place)).write(place / "order.json")
    taken = answer(python("benchmarks.child", "plain", order))["ms"]
    return float(sum(taken)) / len(taken) / 1000


def _good(one: Watched) -> Watched:
    if one.exit_code:
        raise RuntimeError(f"itaxl batch ended with {one.exit_code}")
    return one


def _written(out: Path) -> tuple[int, int, float]:
    """Memos, all files, and their MiB."""
    files = [path for path in out.rglob("*") if path.is_file()]
    return len(list(out.glob("memos/*.docx"))), len(files), sum(f.stat().st_size for f in files) / 2**20


def _lines(runs: dict[tuple[int, int], list[Watched]], counts: tuple[int, ...], plain: float) -> list[Line]:
    taken = {key: [one.seconds for one in rounds] for key, rounds in runs.items()}
    largest = counts[-1]
    whole = Spread(tuple(taken[largest, 2]))
    goal = _LIMIT if largest == _COUNTRY else None
    lines = [
        Line.at_most(f"seconds for {largest:,} workbooks, 2 processes", whole, goal, " s"),
        Line.at_most("… the same against the aim", whole, _AIM if goal else None, " s"),
        Line.at_least(
            f"plain on one core ÷ 2 processes, {largest:,} workbooks",
            Spread(tuple(plain * largest / one for one in whole.values)),
            30 if goal else None,
        ),
    ]
    for count in counts:
        ratio = Spread.of_ratios(taken[count, 1], taken[count, 2])
        least = 1.85 if count >= 1_000 else None
        lines.append(Line.at_least(f"1 process ÷ 2 processes, {count:,} workbooks", ratio, least))
    return [*lines, *_memory(runs, counts[1], largest)]


def _memory(runs: dict[tuple[int, int], list[Watched]], few: int, many: int) -> Iterator[Line]:
    for jobs in _JOBS:
        for part, told in ((_main, "the main process"), (_worker, "the largest worker")):
            small, large = (median([part(one, jobs) for one in runs[count, jobs]]) for count in (few, many))
            what = f"peak memory of {told}, {jobs} process(es), {few:,} → {many:,} workbooks"
            if small and large:
                yield Line.at_most(what, Spread((large / small,)), 1.1)
            elif part is _main:
                yield Line.absent(what, "≤ 1.1×")


def _main(one: Watched, jobs: int) -> float:
    return one.main


def _worker(one: Watched, jobs: int) -> float:
    return one.largest(slice(jobs))


def _district(one: Watched, jobs: int) -> float:
    """0 where the main process made the district workbook."""
    return one.largest(slice(jobs, None))


def _facts(
    runs: dict[tuple[int, int], list[Watched]], written: dict[tuple[int, int], tuple[int, int, float]]
) -> Table:
    rows = []
    for (count, jobs), rounds in runs.items():
        taken = median([one.seconds for one in rounds])
        memos, files, size = written[count, jobs]
        rows.append(
            (
                f"{count:,}",
                str(jobs),
                number(taken),
                number(count / taken),
                f"{memos:,}",
                f"{files:,}",
                f"{size:.0f}",
                *(
                    f"{peak:.0f}" if (peak := median([part(one, jobs) for one in rounds])) else ""
                    for part in (_main, _worker, _district)
                ),
            )
        )
    heads = (
        "workbooks", "processes", "seconds", "workbooks/s", "memos", "files", "MiB written", "main, MiB",
        "worker, MiB", "district workbook, MiB",
    )  # fmt: skip
    return Table(heads, tuple(rows))
