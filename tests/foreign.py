"""Any folder of strangers' files through the program: `python -m tests.foreign FOLDER [NUMBER OF NUMBERS]`.

Each file is checked, moved in, put through a batch with checked copies, and used as a memo's template, each
time in a process of its own under 10 seconds of processor and 512 MB.  What was read is held against a second
reader: openpyxl for .xlsx, calamine for the others (the product itself reads those without it), xlrd for what
calamine does not take.  Printed is every traceback, every bound passed, every value that differs, and every
"damaged" that a second reader does not confirm; the counts come last.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import resource
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from itaxl.core.grid import CellFault, Grid
from itaxl.errors import InputError, ItaxlError
from itaxl.reading.workbook import grids_from_bytes, read_workbook

SECONDS, BYTES = 10, 512_000_000
_TEMPLATES = frozenset({".docx", ".docm", ".dotx", ".doc", ".odt", ".rtf"})
_MOST_SHOWN = 3
#: openpyxl takes its time over larger ones.
_LARGE = 60_000
#: (sheet, 1-based row, column) → text, number, truth or day.
Values = dict[tuple[str, int, int], Any]


class Result(NamedTuple):
    """`kind` is ok, refused, traceback or killed; `what` tells more."""

    kind: str
    what: str = ""


def bounded(work: Callable[[Path], Result], path: Path, folder: Path) -> Result:
    """The work in a process of its own, within the bounds."""
    told = folder / "told.json"
    told.unlink(missing_ok=True)
    child = os.fork()
    if not child:
        _in_child(work, path, told)
    _, status, usage = os.wait4(child, 0)
    if not told.exists():
        return Result("killed", f"by signal {status & 127} after {usage.ru_utime + usage.ru_stime:.1f} s")
    return Result(*json.loads(told.read_text(encoding="utf-8")))


def _in_child(work: Callable[[Path], Result], path: Path, told: Path) -> None:
    """Never returns."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, 3 * SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, 6 * BYTES))
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        try:
            result = work(path)
        except ItaxlError as error:
            result = Result("refused", str(error))
        except BaseException:
            result = Result("traceback", traceback.format_exc()[-1500:])
        beside = told.with_suffix(".part")
        beside.write_text(json.dumps(result, ensure_ascii=True), encoding="utf-8")
        beside.replace(told)
    finally:
        os._exit(0)


def check(path: Path) -> Result:
    """Read and assess."""
    from itaxl.core.assess import assess

    assess(grids_from_bytes(read_workbook(path), path.name, notes=True), dt.date(2025, 4, 1))
    return Result("ok")


def compare(path: Path) -> Result:
    """What was read against the second reader, whose bounds are wider."""
    data = read_workbook(path)
    try:
        grids = grids_from_bytes(data, path.name)
    except InputError as error:
        other = second_reader(data) if "เสียหาย" in error.what else {}
        return Result("refused", f"UNCONFIRMED {len(other)} values: {error.what}" if other else "")
    return Result("ok", differences(grids, second_reader(data)))


def moved_in(path: Path) -> Result:
    from itaxl.convert.job import convert
    from itaxl.convert.table.mapping import NO_MAPPING

    with tempfile.TemporaryDirectory() as out:
        outcome = convert(path, Path(out), NO_MAPPING, dt.date(2025, 4, 1))
    measures = outcome.understood.draft.tracker.measures if outcome.understood else ()
    return Result("ok", f"{len(measures)} measures")


def batched(path: Path) -> Result:
    from itaxl.batch.outcome import Options
    from itaxl.batch.run import IN_PROCESS, run_batch

    told: list[str] = []
    with tempfile.TemporaryDirectory() as out:
        options = Options(dt.date(2025, 4, 1), annotate=True)
        run_batch([path], Path(out), options, IN_PROCESS, lambda o, _: told.append(f"{o.code!r} {o.error}"))
    bug = any("BUG" in line for line in told)
    return Result("traceback" if bug else "ok", " ".join(told))


def as_template(path: Path) -> Result:
    from itaxl.memo.render import Template

    Template.load(path)
    return Result("ok")


def second_reader(data: bytes) -> Values:
    """What another program finds in the cells; nothing where it cannot read the file."""
    for bound in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
        hard = resource.getrlimit(bound)[1]
        resource.setrlimit(bound, (hard, hard))
    slow = len(data) > _LARGE
    for read in (_calamine, _openpyxl, _xlrd) if slow else (_openpyxl, _calamine, _xlrd):
        with contextlib.suppress(BaseException), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if found := dict(read(data)):
                return found
    return {}


def _openpyxl(data: bytes) -> Iterator[tuple[tuple[str, int, int], Any]]:
    import openpyxl

    for sheet in openpyxl.load_workbook(BytesIO(data), data_only=True).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield (sheet.title, cell.row, cell.column), cell.value


def _calamine(data: bytes) -> Iterator[tuple[tuple[str, int, int], Any]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    for name in book.sheet_names:
        for r, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
            yield from (((name, r, c), value) for c, value in enumerate(row, 1) if value != "")


def _xlrd(data: bytes) -> Iterator[tuple[tuple[str, int, int], Any]]:
    import xlrd

    for sheet in xlrd.open_workbook(file_contents=data, logfile=BytesIO()).sheets():
        for r in range(sheet.nrows):
            for c in range(sheet.ncols):
                if sheet.cell_type(r, c) in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER):
                    yield (sheet.name, r + 1, c + 1), sheet.cell_value(r, c)


def differences(grids: tuple[Grid, ...], other: Values) -> str:
    """The first cells that another program reads otherwise; '' where it sees what we see."""
    by_name = {grid.sheet: grid for grid in grids}
    found = []
    for (sheet, row, column), theirs in other.items():
        grid = by_name.get(sheet)
        if grid is None:
            continue
        ours = grid.at(row, column)
        if not alike(ours, theirs):
            found.append(f"{sheet}!R{row}C{column} {ours!r} not {theirs!r}"[:160])
    more = f" (of {len(found)})" if len(found) > _MOST_SHOWN else ""
    return "DIFFERS " + " | ".join(found[:_MOST_SHOWN]) + more if found else ""


def alike(ours: Any, theirs: Any) -> bool:
    """The same value, however a program spells it."""
    if isinstance(theirs, bool) or isinstance(ours, bool):
        return ours == theirs or (ours in (0, 1) and bool(ours) == theirs)
    if isinstance(theirs, str) and (isinstance(ours, str) or ours is None):
        return "".join((ours or "").split()) == "".join(theirs.replace("_x000D_", "").split())
    if isinstance(ours, CellFault):
        return True
    if isinstance(theirs, (dt.time, dt.timedelta)):
        return isinstance(ours, (str, dt.date))
    if isinstance(theirs, dt.datetime):
        theirs = theirs.date()
    if isinstance(ours, dt.date) or isinstance(theirs, dt.date):
        return ours == theirs or isinstance(ours, str)
    if isinstance(ours, float) and isinstance(theirs, (int, float)):
        return abs(ours - theirs) <= 1e-9 * max(1.0, abs(theirs))
    return isinstance(ours, str) and isinstance(theirs, (int, float)) and bool(ours)


WORKS: dict[str, Callable[[Path], Result]] = {
    "check": check, "compare": compare, "convert": moved_in,
    "batch --annotate": batched, "memo --template": as_template,
}  # fmt: skip


def run(paths: list[Path], wanted: tuple[str, ...]) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as room:
        for number, path in enumerate(paths):
            if number % 250 == 249:
                say(f"… {number + 1:,} of {len(paths):,}")
            for name in wanted:
                if (name == "memo --template") != (path.suffix.lower() in _TEMPLATES):
                    continue
                result = bounded(WORKS[name], path, Path(room))
                marks = [mark for mark in ("DIFFERS", "UNCONFIRMED") if result.what.startswith(mark)]
                counts[name, " ".join([result.kind, *marks])] += 1
                bad = result.kind == "traceback" or (result.kind == "killed" and name != "compare")
                if marks or bad:
                    say(f"{name}: {path.name}: {result.kind}: {result.what}")
    return counts


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    import itaxl.batch.run
    import itaxl.convert.job
    import itaxl.files.checked.copy  # noqa: F401

    part, parts = (int(n) for n in (sys.argv[2] if len(sys.argv) > 2 else "0/1").split("/"))
    wanted = tuple(sys.argv[3].split(",")) if len(sys.argv) > 3 else tuple(WORKS)
    paths = sorted(path for path in Path(sys.argv[1]).rglob("*") if path.is_file())
    for (name, kind), count in sorted(run(paths[part::parts], wanted).items()):
        say(f"{name:18} {kind:22} {count:6,}")


if __name__ == "__main__":
    main()
