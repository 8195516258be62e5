"""Files of strangers through the program: `python -m tests.foreign FOLDER [PART/PARTS [WORK,WORK]]`.

Each file is checked, moved in, put through a batch with checked copies, and tried as a memo's template, in a
process of its own, each time under 10 seconds of processor and 512 MB; an .xlsx also as a tracker, with our
sheets in it, so that a copy is made.  What was read is held against a second reader: openpyxl for .xlsx,
calamine for the others, xlrd for what calamine does not take; a
copy against its original.  Printed is every traceback, every bound passed, every value that differs, every
"damaged" that a second reader does not confirm, and every file that only the second reader does not bear.
The counts come last, with the most time and memory that each work took.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import json
import os
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from itaxl.core import layout
from itaxl.errors import InputError, ItaxlError
from itaxl.reading.workbook import grids_from_bytes, read_workbook
from tests.foreign_readers import differences, second_reader, values_of
from tests.foreign_tracker import as_tracker

SECONDS, BYTES = 10, 512_000_000
_DAY = dt.date(2025, 4, 1)
_OURS = frozenset({layout.MEASURES_SHEET, layout.OFFICE_SHEET, layout.FINDINGS_SHEET, layout.ROLLUP_SHEET})


class Result(NamedTuple):
    """`kind` is ok, refused, traceback or killed; `what` tells more."""

    kind: str
    what: str = ""


#: What a work says so far; the last word counts.
Tell = Callable[[Result], None]
Work = Callable[[Path, Tell], Result]


class Cost(NamedTuple):
    """`megabytes` are the most that the process has had so far."""

    seconds: float
    megabytes: int


Told = tuple[str, Result, Cost]


def bounded(wanted: Sequence[str], path: Path, folder: Path) -> Iterator[Told]:
    """Every work within the bounds, in a process that goes on to the next while none passes them."""
    told = folder / "told.jsonl"
    while wanted:
        told.unlink(missing_ok=True)
        child = os.fork()
        if not child:
            _in_child(wanted, path, told)
        _, status, usage = os.wait4(child, 0)
        cost = Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)
        last = {name: (name, Result(*result), Cost(*spent)) for name, result, spent in _lines(told)}
        for name, result, spent in last.values():
            if result.kind == "begun":
                yield name, Result("killed", f"by signal {status & 127} after {cost.seconds:.1f} s"), cost
            else:
                yield name, result, spent
        wanted = [name for name in wanted if name not in last]


def _lines(told: Path) -> list[Any]:
    return [json.loads(line) for line in told.read_text("utf-8").splitlines()] if told.exists() else []


def _in_child(wanted: Sequence[str], path: Path, told: Path) -> None:
    """Never returns."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        with told.open("a", encoding="utf-8", buffering=1) as lines:
            for name in wanted:
                _work(name, path, lines)
    finally:
        os._exit(0)


def _work(name: str, path: Path, lines: TextIO) -> None:
    before = time.process_time()

    def tell(result: Result) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        line = json.dumps([name, result, Cost(time.process_time() - before, peak)], ensure_ascii=True)
        lines.write(line + "\n")

    tell(Result("begun"))
    resource.setrlimit(resource.RLIMIT_CPU, (int(before) + SECONDS + 1, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, 6 * BYTES))
    try:
        result = WORKS[name](path, tell)
    except ItaxlError as error:
        result = Result("refused", str(error))
    except BaseException:
        result = Result("traceback", traceback.format_exc()[-1500:])
    tell(result)


def check(path: Path, _: Tell) -> Result:
    """Read and assess."""
    from itaxl.core.assess import assess

    assess(grids_from_bytes(read_workbook(path), path.name, notes=True), _DAY)
    return Result("ok")


def compare(path: Path, tell: Tell) -> Result:
    """What was read against the second reader, whose bounds are wider."""
    data = read_workbook(path)
    try:
        grids = grids_from_bytes(data, path.name)
    except InputError as error:
        tell(Result("refused", "UNCOMPARED"))
        other = second_reader(data) if "เสียหาย" in error.what else {}
        return Result("refused", f"UNCONFIRMED {len(other)} values: {error.what}" if other else "")
    tell(Result("ok", "UNCOMPARED: the second reader passed its own bounds"))
    return Result("ok", differences(grids, second_reader(data)))


def moved_in(path: Path, _: Tell) -> Result:
    from itaxl.convert.job import convert
    from itaxl.convert.table.mapping import NO_MAPPING

    with tempfile.TemporaryDirectory() as out:
        outcome = convert(path, Path(out), NO_MAPPING, _DAY)
    measures = outcome.understood.draft.tracker.measures if outcome.understood else ()
    return Result("ok", f"{len(measures)} measures")


def batched(path: Path, _: Tell) -> Result:
    with tempfile.TemporaryDirectory() as out:
        return batch(path, Path(out))


def copied(path: Path, _: Tell) -> Result:
    """As a tracker through a batch; the copy has what the original had, our own sheets apart."""
    data = as_tracker(path.read_bytes())
    if data is None:
        return Result("no package to add to")
    with tempfile.TemporaryDirectory() as folder:
        copy = copy_of(data, Path(folder, "tracker.xlsx"))
        if isinstance(copy, Result):
            return copy
        before = [grid for grid in grids_from_bytes(data, path.name) if grid.sheet not in _OURS]
        after = grids_from_bytes(copy.read_bytes(), copy.name)
        missing = {grid.sheet for grid in before} - {grid.sheet for grid in after}
        told = (
            f"DIFFERS sheets are gone: {missing}" if missing else differences(after, values_of(tuple(before)))
        )
        return Result("ok", told)


def copy_of(data: bytes, tracker: Path) -> Path | Result:
    """The checked copy that a batch makes of a tracker, which is written first; or why there is none."""
    tracker.write_bytes(data)
    out = tracker.with_name("out")
    result = batch(tracker, out)
    if result.kind != "ok":
        return result
    return next((out / "checked").glob("*.xls[xm]"), None) or Result("no copy", result.what)


def batch(path: Path, out: Path) -> Result:
    from itaxl.batch.outcome import Options
    from itaxl.batch.run import IN_PROCESS, run_batch

    told: list[str] = []
    options = Options(_DAY, annotate=True)
    run_batch([path], out, options, IN_PROCESS, lambda o, _: told.append(f"{o.code!r} {o.error} {o.notes}"))
    return Result("traceback" if any("BUG" in line for line in told) else "ok", " ".join(told))


def as_template(path: Path, _: Tell) -> Result:
    from itaxl.memo.render import Template

    Template.load(path)
    return Result("ok")


WORKS: dict[str, Work] = {
    "check": check, "convert": moved_in, "batch --annotate": batched, "copy": copied,
    "memo --template": as_template, "compare": compare,  # last: the second reader keeps its memory
}  # fmt: skip
_MARKS = ("DIFFERS", "UNCONFIRMED", "UNCOMPARED")


class Counts:
    """How many files ended how, and what each work took at most."""

    def __init__(self) -> None:
        self.ends: Counter[tuple[str, str]] = Counter()
        self.most: dict[str, list[tuple[float, str]]] = {}

    def add(self, path: Path, work: str, result: Result, cost: Cost) -> None:
        marks = [mark for mark in _MARKS if result.what.startswith(mark)]
        self.ends[work, " ".join([result.kind, *marks])] += 1
        for unit, spent in zip(("s", "MB"), cost, strict=True):
            self.most.setdefault(f"{work} {unit}", []).append((spent, path.name))
        if marks or result.kind in ("traceback", "killed", "no copy"):
            say(f"{work}: {path.name}: {result.kind}: {result.what}")

    def say(self) -> None:
        for (work, end), count in sorted(self.ends.items()):
            say(f"{work:18} {end:22} {count:6,}")
        for work, spent in self.most.items():
            say(f"most of {work:22} " + ", ".join(f"{size:.1f} {name}" for size, name in sorted(spent)[-3:]))


def run(paths: list[Path], wanted: tuple[str, ...]) -> Counts:
    counts = Counts()
    with tempfile.TemporaryDirectory() as room:
        for number, path in enumerate(paths, 1):
            for told in bounded(wanted, path, Path(room)):
                counts.add(path, *told)
            if number % 250 == 0:
                say(f"… {number:,} of {len(paths):,}")
    return counts


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def warm_up() -> None:
    """Every work once, so that no process has to import what it needs."""
    from itaxl.core.sample import sample
    from itaxl.files.tracker.workbook import tracker_bytes
    from itaxl.memo.render import default_template_path

    with tempfile.TemporaryDirectory() as folder:
        tracker, template = Path(folder, "tracker.xlsx"), Path(folder, "memo.docx")
        tracker.write_bytes(tracker_bytes(sample(), macros=False))
        template.write_bytes(default_template_path().read_bytes())
        for work in WORKS.values():
            for path in (tracker, template):
                with contextlib.suppress(ItaxlError):
                    work(path, lambda _: None)
    gc.collect()
    gc.freeze()


def main() -> None:
    warm_up()
    part, parts = (int(n) for n in (sys.argv[2] if len(sys.argv) > 2 else "0/1").split("/"))
    wanted = tuple(sys.argv[3].split(",")) if len(sys.argv) > 3 else tuple(WORKS)
    paths = sorted(path for path in Path(sys.argv[1]).rglob("*") if path.is_file())
    run(paths[part::parts], wanted).say()


if __name__ == "__main__":
    main()
